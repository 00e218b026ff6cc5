package import TextAnalysis

/// Finds phrases of lists anywhere in a text, word for word by their stems.
package struct PhraseFinder: Sendable {
  /// A phrase that was found.
  package struct Match: Sendable, Hashable {
    package let list: String
    /// The phrase as its author wrote it.
    package let phrase: String
    /// How many words it has.
    package let length: Int
  }

  private struct Phrase: Sendable {
    let terms: [String]
    let list: String
    let text: String
  }

  private let analyzer: Analyzer
  /// Phrases by their first term.
  private var phrases: [String: [Phrase]] = [:]

  package init(_ lists: [String: [String]], analyzer: Analyzer) {
    self.analyzer = analyzer
    for (list, texts) in lists.sorted(by: { $0.key < $1.key }) {
      for text in texts {
        // Written with diacritics and typed without, some stems differ even without them.
        for terms in Set(Self.forms(of: analyzer.analyze(text))) {
          guard let first = terms.first else { continue }
          phrases[first, default: []].append(Phrase(terms: terms, list: list, text: text))
        }
      }
    }
  }

  /// All phrases in a text, in its order; each once.
  ///
  /// Complexity: the words of the text times the phrases that begin with one of them.
  package func matches(in analysis: AnalyzedText) -> [Match] {
    guard !phrases.isEmpty else { return [] }
    var found: [Match] = []
    for terms in Self.forms(of: analysis) {
      for start in terms.indices {
        for phrase in phrases[terms[start]] ?? []
        where terms[start...].starts(with: phrase.terms) {
          let match = Match(list: phrase.list, phrase: phrase.text, length: phrase.terms.count)
          if !found.contains(match) { found.append(match) }
        }
      }
    }
    return found
  }

  /// The words of a text as stems without diacritics, and as the stems of words typed so.
  private static func forms(of analysis: AnalyzedText) -> [[String]] {
    let tokens = analysis.tokens.filter { !$0.isCompound && !$0.kind.isMarked }
    let folded = tokens.map { analysis.text($0.foldedTerm) }
    let plain = tokens.map { analysis.text($0.plainTerm) }
    return folded == plain ? [folded] : [folded, plain]
  }
}
