package import TextAnalysis

/// Everything searchable of one language: documents, their fields and the vocabulary.
///
/// Immutable. Two fields: short texts (title and sample questions, each a unit of its own) and the
/// body (title, tags and text together). Each field is indexed by words, by pairs of words and by
/// character n-grams.
package final class SearchIndex: Sendable {
  package let language: Language
  /// The ids of the documents, ascending.
  package let documentIDs: [String]
  let vocabulary: Vocabulary
  let grams: Vocabulary
  let shortWords: InvertedIndex
  let shortGrams: InvertedIndex
  let bodyWords: InvertedIndex
  let bodyGrams: InvertedIndex
  /// Pairs of stems next to each other, written with a space between.
  let pairs: Vocabulary
  let shortPairs: InvertedIndex
  let bodyPairs: InvertedIndex
  let topics: TopicModel
  /// The document of each short unit, ascending.
  let unitDocuments: [UInt32]
  /// The position of a short unit among its document's: 0 is the title, questions follow.
  let unitPositions: [UInt16]
  /// The terms of each short unit in order, end to end, and where each unit ends.
  let unitTerms: [TermID]
  let unitTermEnds: [UInt32]
  let wordForms: WordForms
  /// The stretches of short units that belong to one document, in order.
  let shortRuns: [ShortRun]
  /// Whether each term of the vocabulary is a concept.
  let conceptTerms: [Bool]

  /// The short units of one document.
  struct ShortRun: Sendable {
    let document: Int
    let units: Range<Int>
  }

  /// Puts an index together of its parts, which must fit each other.
  init(
    language: Language,
    documentIDs: [String],
    vocabulary: Vocabulary,
    grams: Vocabulary,
    shortWords: InvertedIndex,
    shortGrams: InvertedIndex,
    bodyWords: InvertedIndex,
    bodyGrams: InvertedIndex,
    pairs: Vocabulary,
    shortPairs: InvertedIndex,
    bodyPairs: InvertedIndex,
    topics: TopicModel,
    unitDocuments: [UInt32],
    unitPositions: [UInt16],
    unitTerms: [TermID],
    unitTermEnds: [UInt32],
    wordForms: WordForms
  ) {
    self.language = language
    self.documentIDs = documentIDs
    self.vocabulary = vocabulary
    self.grams = grams
    self.shortWords = shortWords
    self.shortGrams = shortGrams
    self.bodyWords = bodyWords
    self.bodyGrams = bodyGrams
    self.pairs = pairs
    self.shortPairs = shortPairs
    self.bodyPairs = bodyPairs
    self.topics = topics
    self.unitDocuments = unitDocuments
    self.unitPositions = unitPositions
    self.unitTerms = unitTerms
    self.unitTermEnds = unitTermEnds
    self.wordForms = wordForms
    var runs: [ShortRun] = []
    var start = 0
    for unit in unitDocuments.indices {
      let isLast = unit + 1 == unitDocuments.count
      guard isLast || unitDocuments[unit + 1] != unitDocuments[unit] else { continue }
      runs.append(ShortRun(document: Int(unitDocuments[unit]), units: start..<(unit + 1)))
      start = unit + 1
    }
    shortRuns = runs
    conceptTerms = (0..<TermID(vocabulary.count)).map { term in
      vocabulary.withBytes(of: term) { SynonymTable.isConcept($0) }
    }
  }

  /// The number of documents.
  package var documentCount: Int { documentIDs.count }

  /// The short unit's terms.
  ///
  /// The joined form of the two words before it carries `joinedFlag`.
  func terms(ofUnit unit: UnitID) -> ArraySlice<TermID> {
    let start = unit == 0 ? 0 : Int(unitTermEnds[Int(unit) - 1])
    return unitTerms[start..<Int(unitTermEnds[Int(unit)])]
  }

  /// Marks a term that says again what two words before it say: "email" behind "e", "mail".
  static let joinedFlag: TermID = 1 << 31

  /// How rare a term is among all documents; unknown terms are the rarest.
  package func idf(of term: TermID?) -> Float {
    guard let term, Int(term) < bodyWords.idf.count else {
      return BM25.idf(documentFrequency: 0, documentCount: documentCount)
    }
    return bodyWords.idf[Int(term)]
  }

  /// The memory of the postings in bytes, and how many postings there are.
  package var postingFigures: (bytes: Int, postings: Int) {
    let all = [shortWords, shortGrams, bodyWords, bodyGrams, shortPairs, bodyPairs]
    return (all.reduce(0) { $0 + $1.byteCount }, all.reduce(0) { $0 + $1.postingCount })
  }
}
