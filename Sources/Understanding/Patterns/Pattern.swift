package import TextAnalysis

/// A sentence template: the sentences it stands for, as a tree.
///
/// *Source*: hassil, the template language of Home Assistant. *Difference from the source*: there is
/// no expansion of `<rules>`, and a slot is filled by a kind of entity as well as by a list.
package struct Pattern: Sendable {
  package enum Node: Sendable, Hashable {
    /// Words as written; white space in it separates words, its absence at an end joins them.
    case text(String)
    case slot(Slot)
    case sequence([Node])
    /// One of them; an optional part is an alternative to nothing.
    case alternatives([Node])
    /// All of them in any order, as words of their own.
    case permutation([Node])
  }

  /// A place that is filled by what the customer named.
  package struct Slot: Sendable, Hashable {
    package let name: String
    package let filler: Filler
  }

  package enum Filler: Sendable, Hashable {
    case entity(TokenKind)
    case list(String)
  }

  /// The template as written.
  package let text: String
  package let root: Node
  /// The slots in the order of the text.
  package let slots: [Slot]
  let graph: PatternGraph
}

extension TokenKind {
  /// The kind of entity a slot of this name stands for, or nil.
  init?(slotName: String) {
    switch slotName {
    case "order_number", "order": self = .orderNumber
    case "email", "mail": self = .email
    case "phone", "phone_number": self = .phone
    case "url", "link": self = .url
    case "amount", "price", "money": self = .price
    case "date": self = .date
    case "number": self = .number
    default: return nil
    }
  }

  /// The usual names of slots that a kind of entity fills.
  static let slotNames = ["order_number", "email", "phone", "url", "amount", "date", "number"]
}
