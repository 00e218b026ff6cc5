package import TextAnalysis

/// Turns documents of one language into a `SearchIndex`.
///
/// Documents are sorted by id, so that the same content gives the same index in any order.
package struct SearchIndexBuilder {
  private let analyzer: Analyzer
  private let synonyms: SynonymTable

  private var vocabulary = Vocabulary()
  private var grams = Vocabulary(capacity: 1 << 14)
  private var words = Vocabulary()
  private var wordFrequencies: [UInt32] = []
  private var wordTerms: [TermID] = []
  private var aliases = Vocabulary()
  private var termsByAlias: [[TermID]] = []
  private var shortWords = InvertedIndexBuilder()
  private var shortGrams = InvertedIndexBuilder()
  private var bodyWords = InvertedIndexBuilder()
  private var bodyGrams = InvertedIndexBuilder()
  private var pairs = Vocabulary(capacity: 1 << 12)
  private var shortPairs = InvertedIndexBuilder()
  private var bodyPairs = InvertedIndexBuilder()
  /// The terms of each document's title, and of all its texts, for the topics.
  private var titleTerms: [[TermID]] = []
  private var allTerms: [[TermID]] = []
  private var unitDocuments: [UInt32] = []
  private var unitPositions: [UInt16] = []
  private var unitTerms: [TermID] = []
  private var unitTermEnds: [UInt32] = []
  private var gramBuffer: [UInt8] = []

  package init(analyzer: Analyzer, synonyms: SynonymTable = SynonymTable()) {
    self.analyzer = analyzer
    self.synonyms = synonyms
  }

  /// The scorers of the fields.
  ///
  /// Short texts are discounted for their length in full, so that a title that says more than was
  /// asked loses to one that says just that; figures tuned on public question sets.
  static let shortWordScorer = BM25(k1: 0.9, b: 1)
  static let shortGramScorer = BM25(k1: 0.6, b: 0.75)
  static let bodyWordScorer = BM25(k1: 0.9, b: 0.75)
  static let bodyGramScorer = BM25(k1: 0.9, b: 1)
  static let shortPairScorer = BM25(k1: 0.9, b: 1)
  static let bodyPairScorer = BM25(k1: 0.9, b: 0.75)

  /// Builds the index; linear in the tokens of the documents.
  ///
  /// `knownWords` are words that need no correction though no document may hold them.
  package static func build(
    _ documents: [Document],
    analyzer: Analyzer,
    synonyms: SynonymTable = SynonymTable(),
    knownWords: [String] = []
  ) -> SearchIndex {
    var builder = SearchIndexBuilder(analyzer: analyzer, synonyms: synonyms)
    for word in knownWords { builder.addKnownWord(word) }
    let sorted = documents.sorted { $0.id < $1.id }
    for (number, document) in sorted.enumerated() {
      builder.add(document, number: UInt32(number))
    }
    return builder.finish(ids: sorted.map(\.id))
  }

  private mutating func add(_ document: Document, number: UInt32) {
    titleTerms.append([])
    allTerms.append([])
    let shortTexts = [document.title] + document.questions
    for (position, text) in shortTexts.enumerated() where !text.isEmpty {
      let reading = read(text)
      shortWords.add(reading.terms, length: reading.length)
      shortGrams.add(reading.grams)
      shortPairs.add(reading.pairs)
      unitDocuments.append(number)
      unitPositions.append(UInt16(clamping: position))
      unitTerms.append(contentsOf: reading.sequence)
      unitTermEnds.append(UInt32(unitTerms.count))
      if position == 0 { titleTerms[Int(number)] = reading.terms }
      // The body repeats the title.
      if position > 0 { allTerms[Int(number)] += reading.terms }
    }
    let body = ([document.title] + document.tags + [document.body]).joined(separator: "\n")
    let reading = read(body)
    bodyWords.add(reading.terms, length: reading.length)
    bodyGrams.add(reading.grams)
    bodyPairs.add(reading.pairs)
    allTerms[Int(number)] += reading.terms
  }

  /// What a text consists of, repetitions included.
  private struct Reading {
    /// Stems and the concepts among them.
    var terms: [TermID] = []
    /// The same terms, those of joined forms marked with `SearchIndex.joinedFlag`.
    var sequence: [TermID] = []
    /// The number of words; concepts and joined forms stand beside them.
    var length = 0
    var grams: [TermID] = []
    var pairs: [TermID] = []
  }

  /// Analyses a text.
  private mutating func read(_ text: String) -> Reading {
    let analysis = analyzer.analyze(text)
    var reading = Reading()
    var previous: String?
    let concepts = synonyms.occurrences(in: analysis, isDocument: true)
    for (position, token) in analysis.tokens.enumerated() {
      let term = analysis.withForm(token.term) { vocabulary.add($0) }
      reading.terms.append(term)
      reading.sequence.append(token.isCompound ? term | SearchIndex.joinedFlag : term)
      if !token.isCompound { reading.length += 1 }
      // A concept stands right behind the last word of its phrase.
      for concept in concepts where concept.tokens.upperBound == position + 1 {
        let term = vocabulary.add(concept.term)
        reading.terms.append(term)
        reading.sequence.append(term)
      }
      guard !token.kind.isMarked else { continue }
      addAlias(analysis, token.foldedTerm, term)
      if token.plainTerm != token.foldedTerm { addAlias(analysis, token.plainTerm, term) }
      addWord(analysis, token.foldedWord, term)
      guard !token.isCompound else { continue }
      analysis.withForm(token.foldedWord) { word in
        CharacterNGrams.forEach(of: word, buffer: &gramBuffer) {
          reading.grams.append(grams.add($0))
        }
      }
      let stem = analysis.text(token.foldedTerm)
      if let previous { reading.pairs.append(pairs.add("\(previous) \(stem)")) }
      previous = stem
    }
    return reading
  }

  private mutating func addKnownWord(_ word: String) {
    let analysis = analyzer.analyze(word)
    for token in analysis.tokens where token.kind == .word {
      let term = analysis.withForm(token.term) { vocabulary.add($0) }
      addAlias(analysis, token.foldedTerm, term)
      addWord(analysis, token.foldedWord, term)
    }
  }

  private mutating func addAlias(_ text: AnalyzedText, _ form: Range<Int>, _ term: TermID) {
    let alias = Int(text.withForm(form) { aliases.add($0) })
    if alias == termsByAlias.count { termsByAlias.append([]) }
    if !termsByAlias[alias].contains(term) { termsByAlias[alias].append(term) }
  }

  private mutating func addWord(_ text: AnalyzedText, _ form: Range<Int>, _ term: TermID) {
    let word = Int(text.withForm(form) { words.add($0) })
    if word == wordFrequencies.count {
      wordFrequencies.append(0)
      wordTerms.append(term)
    }
    wordFrequencies[word] += 1
    wordTerms[word] = term
  }

  private func finish(ids: [String]) -> SearchIndex {
    let units = unitDocuments
    func counts(
      _ short: InvertedIndexBuilder,
      _ body: InvertedIndexBuilder,
      _ size: Int
    ) -> [UInt32] {
      var counts = [UInt32](repeating: 0, count: size)
      // A term counts once for a document, in whichever field it stands: the body repeats the
      // title, so only questions can add documents the body does not have.
      short.documentFrequencies(ownedBy: { units[Int($0)] }, togetherWith: body, into: &counts)
      return counts
    }
    let wordCounts = counts(shortWords, bodyWords, vocabulary.count)
    let gramCounts = counts(shortGrams, bodyGrams, grams.count)
    let pairCounts = counts(shortPairs, bodyPairs, pairs.count)
    func freeze(
      _ builder: InvertedIndexBuilder,
      _ scorer: BM25,
      _ counts: [UInt32]
    ) -> InvertedIndex {
      builder.build(
        scorer: scorer,
        termCount: counts.count,
        documentFrequencies: counts,
        documentCount: ids.count
      )
    }
    var aliasTerms: [TermID] = []
    var aliasEnds: [UInt32] = []
    for terms in termsByAlias {
      aliasTerms.append(contentsOf: terms)
      aliasEnds.append(UInt32(aliasTerms.count))
    }
    let bodyIndex = freeze(bodyWords, Self.bodyWordScorer, wordCounts)
    return SearchIndex(
      language: analyzer.language,
      documentIDs: ids,
      vocabulary: vocabulary,
      grams: grams,
      shortWords: freeze(shortWords, Self.shortWordScorer, wordCounts),
      shortGrams: freeze(shortGrams, Self.shortGramScorer, gramCounts),
      bodyWords: bodyIndex,
      bodyGrams: freeze(bodyGrams, Self.bodyGramScorer, gramCounts),
      pairs: pairs,
      shortPairs: freeze(shortPairs, Self.shortPairScorer, pairCounts),
      bodyPairs: freeze(bodyPairs, Self.bodyPairScorer, pairCounts),
      topics: TopicModel(
        texts: allTerms.map(Self.counted),
        titles: titleTerms.map(Self.counted),
        idf: bodyIndex.idf
      ),
      unitDocuments: unitDocuments,
      unitPositions: unitPositions,
      unitTerms: unitTerms,
      unitTermEnds: unitTermEnds,
      wordForms: WordForms(
        words: words,
        frequencies: wordFrequencies,
        terms: wordTerms,
        aliases: aliases,
        aliasTerms: aliasTerms,
        aliasEnds: aliasEnds,
        language: analyzer.language
      )
    )
  }

  /// The distinct terms of a text with how often each occurs.
  private static func counted(_ terms: [TermID]) -> [TopicModel.Entry] {
    var counts: [TermID: Float] = [:]
    for term in terms { counts[term, default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }.map {
      TopicModel.Entry(term: $0.key, weight: $0.value)
    }
  }
}
