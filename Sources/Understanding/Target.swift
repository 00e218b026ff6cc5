/// What an utterance may be about: an article that answers it, or an intent.
package enum Target: Sendable, Hashable, Comparable, CustomStringConvertible {
  case article(String)
  case intent(String)

  /// The id of the document that stands for the target in the index.
  package var documentID: String {
    switch self {
    case .article(let id): "article:\(id)"
    case .intent(let name): "intent:\(name)"
    }
  }

  /// Reads a document's id back; nil when it names no target.
  package init?(documentID: String) {
    if documentID.hasPrefix("article:") {
      self = .article(String(documentID.dropFirst("article:".count)))
    } else if documentID.hasPrefix("intent:") {
      self = .intent(String(documentID.dropFirst("intent:".count)))
    } else {
      return nil
    }
  }

  /// The id of the article or the name of the intent.
  package var name: String {
    switch self {
    case .article(let name), .intent(let name): name
    }
  }

  package var description: String { documentID }

  package static func < (left: Target, right: Target) -> Bool {
    left.documentID < right.documentID
  }
}
