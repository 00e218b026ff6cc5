package import TextAnalysis

/// Words that mean the same in one language, as sequences of stems.
///
/// Every group is a concept. Where a text holds one of the concept's phrases, the concept itself
/// becomes a term of the text, so that phrases of several words need no special case at search.
package struct SynonymTable: Sendable {
  /// A phrase, its concept, and whether documents, questions or both are to show it.
  private struct Entry: Sendable {
    var stems: [String]
    /// The stems of the words typed without diacritics.
    var plainStems: [String]
    var concept: Int
    var isForDocuments: Bool
    var isForQuestions: Bool
  }

  /// A concept found in a text.
  package struct Occurrence: Sendable {
    /// The concept's term in the vocabulary.
    package var term: String
    /// The tokens of the phrase, as positions in the analysed text.
    package var tokens: Range<Int>
  }

  private var entries: [Entry] = []
  private var byFirstStem: [String: [Int]] = [:]
  private var names: [String] = []

  package init() {}

  /// Adds a group of phrases each of which stands for all the others.
  package mutating func addTwoWay(_ phrases: [String], analyzer: Analyzer) {
    let concept = newConcept(named: phrases.first)
    for phrase in phrases {
      add(phrase, concept: concept, documents: true, questions: true, analyzer: analyzer)
    }
  }

  /// Adds phrases that customers use for what documents call by another phrase.
  package mutating func addOneWay(from: [String], to: [String], analyzer: Analyzer) {
    let concept = newConcept(named: to.first)
    for phrase in from {
      add(phrase, concept: concept, documents: false, questions: true, analyzer: analyzer)
    }
    for phrase in to {
      add(phrase, concept: concept, documents: true, questions: false, analyzer: analyzer)
    }
  }

  package var isEmpty: Bool { entries.isEmpty }

  /// Finds the concepts of an analysed text; the longest phrase at a place wins.
  package func occurrences(in text: AnalyzedText, isDocument: Bool) -> [Occurrence] {
    guard !entries.isEmpty else { return [] }
    let stems = text.tokens.map { text.text($0.foldedTerm) }
    let plainStems = text.tokens.map { text.text($0.plainTerm) }
    // Phrases run over the words as written; the joined form of a compound stands alone.
    let written = stems.indices.filter { !text.tokens[$0].isCompound }
    var found: [Occurrence] = []
    var place = 0
    for start in stems.indices {
      let isCompound = text.tokens[start].isCompound
      let following = isCompound ? [start] : written[place...]
      if !isCompound { place += 1 }
      var candidates = byFirstStem[stems[start]] ?? []
      if plainStems[start] != stems[start] {
        candidates += byFirstStem[plainStems[start]] ?? []
      }
      var longest = 0
      var concepts: Set<Int> = []
      for index in candidates {
        let entry = entries[index]
        guard isDocument ? entry.isForDocuments : entry.isForQuestions,
          entry.stems.count >= longest, entry.stems.count <= following.count,
          zip(following, entry.stems.indices).allSatisfy({ token, stem in
            stems[token] == entry.stems[stem] || plainStems[token] == entry.plainStems[stem]
          })
        else { continue }
        if entry.stems.count > longest {
          found.removeLast(concepts.count)
          concepts.removeAll()
          longest = entry.stems.count
        }
        guard concepts.insert(entry.concept).inserted else { continue }
        let last = following[following.startIndex + entry.stems.count - 1]
        found.append(Occurrence(term: Self.term(entry.concept), tokens: start..<(last + 1)))
      }
    }
    return found
  }

  /// The name of a concept for explanations: its first phrase.
  package func name(ofTerm term: String) -> String? {
    guard term.hasPrefix(Self.prefix), let concept = Int(term.dropFirst(Self.prefix.count)),
      names.indices.contains(concept)
    else { return nil }
    return names[concept]
  }

  /// Terms of words never begin with this sign, so concepts cannot collide with them.
  private static let prefix = "≈"

  /// Whether a term of the vocabulary is a concept.
  static func isConcept(_ term: UnsafeBufferPointer<UInt8>) -> Bool {
    term.starts(with: prefix.utf8)
  }

  private static func term(_ concept: Int) -> String { "\(prefix)\(concept)" }

  private mutating func newConcept(named name: String?) -> Int {
    names.append(name ?? "")
    return names.count - 1
  }

  private mutating func add(
    _ phrase: String,
    concept: Int,
    documents: Bool,
    questions: Bool,
    analyzer: Analyzer
  ) {
    let analysis = analyzer.analyze(phrase)
    let tokens = analysis.tokens.filter { !$0.isCompound }
    let stems = tokens.map { analysis.text($0.foldedTerm) }
    let plainStems = tokens.map { analysis.text($0.plainTerm) }
    guard let first = stems.first, let plainFirst = plainStems.first else { return }
    byFirstStem[first, default: []].append(entries.count)
    if plainFirst != first { byFirstStem[plainFirst, default: []].append(entries.count) }
    entries.append(
      Entry(
        stems: stems,
        plainStems: plainStems,
        concept: concept,
        isForDocuments: documents,
        isForQuestions: questions
      )
    )
  }
}
