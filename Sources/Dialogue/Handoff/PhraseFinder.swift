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
    /// The numbers of its words.
    let terms: [Int32]
    let list: String
    let text: String
  }

  private let analyzer: Analyzer
  /// Numbers for the words of all phrases.
  private var numbers: [String: Int32] = [:]
  /// Phrases by the number of their first word.
  private var phrases: [[Phrase]] = []

  package init(_ lists: [String: [String]], analyzer: Analyzer) {
    self.analyzer = analyzer
    for (list, texts) in lists.sorted(by: { $0.key < $1.key }) {
      for text in texts {
        // Written with diacritics and typed without, some stems differ even without them.
        for terms in Set(Self.forms(of: analyzer.analyze(text))) {
          let terms = terms.map { number(of: $0) }
          guard let first = terms.first else { continue }
          phrases[Int(first)].append(Phrase(terms: terms, list: list, text: text))
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
      let said = terms.map { numbers[$0] ?? -1 }
      for start in said.indices where said[start] >= 0 {
        for phrase in phrases[Int(said[start])] where Self.stands(phrase.terms, in: said, at: start)
        {
          let match = Match(list: phrase.list, phrase: phrase.text, length: phrase.terms.count)
          if !found.contains(match) { found.append(match) }
        }
      }
    }
    return found
  }

  private static func stands(_ terms: [Int32], in said: [Int32], at start: Int) -> Bool {
    guard start + terms.count <= said.count else { return false }
    for place in terms.indices where terms[place] != said[start + place] { return false }
    return true
  }

  private mutating func number(of term: String) -> Int32 {
    if let known = numbers[term] { return known }
    let number = Int32(phrases.count)
    numbers[term] = number
    phrases.append([])
    return number
  }

  /// The words of a text as stems without diacritics, and as the stems of words typed so.
  private static func forms(of analysis: AnalyzedText) -> [[String]] {
    let tokens = analysis.tokens.filter { !$0.isCompound && !$0.kind.isMarked }
    let folded = tokens.map { analysis.text($0.foldedTerm) }
    guard tokens.contains(where: { $0.plainTerm != $0.foldedTerm }) else { return [folded] }
    let plain = tokens.map { analysis.text($0.plainTerm) }
    return folded == plain ? [folded] : [folded, plain]
  }
}
