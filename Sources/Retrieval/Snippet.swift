package import TextAnalysis

/// The passage of a text that answers a question best, with the matched words marked.
package struct Snippet: Sendable, Hashable {
  /// The passage on one line; an ellipsis stands where a sentence was cut.
  package var text: String
  /// The matched words in `text`, in UTF-8 bytes, ascending.
  package var matches: [Range<Int>]
  /// Where the passage stands in the text it was taken from, in UTF-8 bytes.
  package var range: Range<Int>

  /// Returns the passage of `body` that covers most of the query.
  ///
  /// A passage is a run of whole sentences that fits `maximumLength`. What counts is the summed
  /// idf of the query's words it holds, each once; of equals the earliest wins. It starts with a
  /// sentence that holds such a word, and goes on with what follows as far as there is room. A
  /// sentence too long is cut between words. Where nothing matches, the text's beginning is given.
  ///
  /// - Parameters:
  ///   - body: The text; linear in its length times the sentences that fit.
  ///   - query: The question, built against `index`.
  ///   - index: Where the query's terms have their numbers.
  ///   - analyzer: That of the index's language.
  ///   - synonyms: Those of the query, so that a match by synonym is found and marked.
  ///   - maximumLength: Unicode scalars, without the ellipses; at least 1.
  /// - Returns: The passage, or nil when the text holds no word.
  package static func best(
    in body: String,
    for query: Query,
    in index: SearchIndex,
    analyzer: Analyzer,
    synonyms: SynonymTable = SynonymTable(),
    maximumLength: Int = 240
  ) -> Snippet? {
    precondition(maximumLength > 0, "a snippet needs room for at least one character")
    var body = body
    return body.withUTF8 { bytes in
      let analysis = analyzer.analyze(bytes)
      let words = words(of: analysis, for: query, in: index, synonyms)
      let finder = PassageFinder(
        bytes: bytes,
        words: words,
        weights: query.groups.map { $0.weight * $0.idf },
        maximumLength: maximumLength
      )
      guard let passage = finder.best() else { return nil }
      return Snippet(
        bytes,
        passage,
        matches: words.filter { $0.isMarked && $0.isMatch }.map(\.range)
      )
    }
  }

  /// Cuts the passage out, puts it on one line and moves the matches with it.
  private init(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ passage: PassageFinder.Passage,
    matches: [Range<Int>]
  ) {
    let range = passage.range
    let ellipsis = "…"
    var text = passage.startsInside ? ellipsis : ""
    let shift = text.utf8.count - range.lowerBound
    // A line end becomes a space, byte for byte, so that offsets stay.
    let line = bytes[range].map { $0 < 0x20 ? 0x20 : $0 }
    text += String(decoding: line, as: UTF8.self)
    if passage.endsInside { text += ellipsis }
    self.text = text
    self.range = range
    self.matches =
      matches.filter { range.contains($0.lowerBound) && $0.upperBound <= range.upperBound }
      .map { ($0.lowerBound + shift)..<($0.upperBound + shift) }
  }
}

extension Snippet {
  /// A word of the text and the words of the question it stands for.
  struct Word {
    var range: Range<Int>
    /// Positions in the query's groups.
    var groups: [Int] = []
    /// Whether the word is shown as a match: words without topic are not, beside others.
    var isMarked = false

    var isMatch: Bool { !groups.isEmpty }
  }

  /// The words of a text in order, each with what it matches.
  private static func words(
    of analysis: AnalyzedText,
    for query: Query,
    in index: SearchIndex,
    _ synonyms: SynonymTable
  ) -> [Word] {
    var groupsOfTerm: [TermID: [Int]] = [:]
    for (position, group) in query.groups.enumerated() {
      for variant in group.variants { groupsOfTerm[variant.term, default: []].append(position) }
    }
    let isTopical = query.groups.map { $0.weight > QueryBuilder.Weights.filler }
    let hasTopic = zip(query.groups, isTopical).contains { $0.isKnown && $1 }
    func isMarked(_ groups: [Int]) -> Bool { !hasTopic || groups.contains { isTopical[$0] } }

    var words: [Word] = []
    var wordOfToken: [Int] = []
    for token in analysis.tokens {
      let term = analysis.withForm(token.term) { index.vocabulary.id(of: $0) }
      let groups = term.flatMap { groupsOfTerm[$0] } ?? []
      if token.isCompound, words.count >= 2 {
        // The joined form counts for both of its parts.
        for part in words.indices.suffix(2) {
          words[part].groups += groups
          words[part].isMarked = words[part].isMarked || isMarked(groups) && !groups.isEmpty
        }
      } else {
        words.append(Word(range: token.range, groups: groups, isMarked: isMarked(groups)))
      }
      wordOfToken.append(words.count - 1)
    }
    for concept in synonyms.occurrences(in: analysis, isDocument: true) {
      guard let term = index.vocabulary.id(of: concept.term), let groups = groupsOfTerm[term]
      else { continue }
      for word in Set(concept.tokens.map { wordOfToken[$0] }) {
        words[word].groups += groups
        words[word].isMarked = words[word].isMarked || isMarked(groups)
      }
    }
    return words
  }
}
