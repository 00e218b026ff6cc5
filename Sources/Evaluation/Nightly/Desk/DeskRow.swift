package import TextAnalysis

/// A message that a handover is judged by, or one that asks one thing or two.
package struct DeskRow: Sendable, Hashable {
  package enum Label: Sendable, Hashable {
    /// Whether a person is wanted, and whether a script asks something when it is said.
    case message(wantsPerson: Bool, inFlow: Bool)
    /// Two questions by the names of what answers them, in the order asked.
    case pair(first: String, second: String)
    /// One question though it has an "and".
    case single(topic: String)
  }

  /// What is counted of the rows of a kind.
  package enum Measure: String, Sendable, Hashable, CaseIterable {
    /// Messages that want a person and are given one.
    case handedOver = "handed_over"
    /// Messages that want none and are given one.
    case handedOverFalsely = "handed_over_falsely"
    /// Pairs of which both questions are answered, in order.
    case bothAnswered = "both_answered"
    /// Single questions that are answered as several.
    case split

    /// Whether it is good to be counted.
    package var isGood: Bool { self == .handedOver || self == .bothAnswered }
  }

  /// Unique among its language's rows.
  package let id: String
  package let language: Language
  package let text: String
  package let label: Label
  package let slices: [String]
  package let half: SetHalf

  init(
    id: String,
    language: Language,
    text: String,
    label: Label,
    slices: [String] = [],
    half: SetHalf
  ) {
    self.id = id
    self.language = language
    self.text = text
    self.label = label
    self.slices = slices
    self.half = half
  }

  package var measure: Measure {
    switch label {
    case .message(let wantsPerson, _): wantsPerson ? .handedOver : .handedOverFalsely
    case .pair: .bothAnswered
    case .single: .split
    }
  }

  /// Whether losing it is never acceptable: it wants a person, and nothing was tuned on it.
  package var isCritical: Bool { measure == .handedOver && half == .report }

  /// What it is compared with other nights by: the text and where it is said, not the label.
  var hash: String {
    let kind =
      switch label {
      case .message(_, let inFlow): inFlow ? "flow" : "open"
      case .pair: "pair"
      case .single: "single"
      }
    return StableHash("\(kind) \(text)").hexadecimal
  }

  /// The half of a row by the number its id ends with: odd is `tune`; nil without a number.
  static func half(ofID id: String) -> SetHalf? {
    guard let last = id.utf8.last, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(last) else {
      return nil
    }
    return last & 1 == 1 ? .tune : .report
  }
}
