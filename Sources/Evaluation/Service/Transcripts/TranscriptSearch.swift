package import Dialogue
package import TextAnalysis

/// Finds lines of conversations that have all words of a query, whatever their endings.
package struct TranscriptSearch: Sendable {
  private let stems: [Language: Set<String>]
  private let analyzers: [Language: Analyzer]
  private let text: String

  /// Reads the query in every language, for nobody says which one a word of it is of.
  package init(_ text: String, analyzers: [Language: Analyzer]) {
    self.text = text.lowercased()
    self.analyzers = analyzers
    stems = analyzers.mapValues { Self.stems(of: text, $0) }
  }

  /// What was said in an event, by whom; nil when nothing was.
  package static func line(_ event: ConversationEvent) -> (who: String, text: String)? {
    switch event {
    case .customerSaid(let text): ("customer", text)
    case .answered(_, let text), .choicesOffered(_, let text), .declined(let text),
      .botSaid(let text):
      text.isEmpty ? nil : ("bot", text)
    case .agentSaid(let text): ("agent", text)
    case .feedbackGiven(let feedback): feedback.comment.map { ("customer", $0) }
    default: nil
    }
  }

  /// Whether a line has the words, or the query letter by letter, case aside.
  package func matches(_ line: String, in language: Language?) -> Bool {
    if line.lowercased().contains(text) { return true }
    guard let language, let analyzer = analyzers[language], let wanted = stems[language],
      !wanted.isEmpty
    else { return false }
    return wanted.isSubset(of: Self.stems(of: line, analyzer))
  }

  private static func stems(of text: String, _ analyzer: Analyzer) -> Set<String> {
    let analysis = analyzer.analyze(text)
    return Set(analysis.tokens.lazy.filter { !$0.isCompound }.map { analysis.text($0.foldedTerm) })
  }
}
