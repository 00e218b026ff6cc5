package import Retrieval
package import TextAnalysis

/// The words of an utterance as its features are made of them, end to end in one arena.
///
/// The memory is used again by the next utterance.
package struct UtteranceWords: Sendable {
  struct Word: Sendable {
    /// Names the folded stem, or the kind of what is marked: an order number, not its digits.
    var stem: UInt64
    /// The folded word in the arena.
    var form: Range<Int>
    /// Whether the word stays whole, as an address does.
    var isMarked: Bool
  }

  private(set) var words: [Word] = []
  private(set) var arena: [UInt8] = []
  /// Names of concepts that were found before, by the shop's synonyms.
  private(set) var concepts: [UInt64] = []

  /// Words beyond these are not looked at: no question needs them.
  private static let maximumWords = 96

  package var count: Int { words.count }

  /// Whether there may have been more words than are looked at.
  var isCut: Bool { words.count == Self.maximumWords }

  package init() {}

  package init(_ analysis: AnalyzedText) { read(analysis) }

  package init(_ query: Query) { read(query) }

  /// Takes the words of a text as they stand.
  package mutating func read(_ analysis: AnalyzedText) {
    removeAll()
    for token in analysis.tokens where !token.isCompound && words.count < Self.maximumWords {
      analysis.withForm(token.foldedWord) { form in
        analysis.withForm(token.foldedTerm) { append(stem: $0, form: form, token.kind) }
      }
    }
  }

  /// Takes the words of a question after correction.
  package mutating func read(_ query: Query) {
    removeAll()
    for word in query.words.prefix(Self.maximumWords) {
      append(stem: word.stem.utf8, form: word.word.utf8, word.kind)
    }
    for concept in query.concepts { concepts.append(FeatureHash.of(concept.utf8)) }
  }

  /// The utterance without the words at some positions, for asking what would have been.
  ///
  /// Concepts that were found before may have been found in those words, or not.
  func without(_ positions: Set<Int>, keepsConcepts: Bool) -> UtteranceWords {
    var rest = self
    rest.words = words.indices.filter { !positions.contains($0) }.map { words[$0] }
    if !keepsConcepts { rest.concepts = [] }
    return rest
  }

  /// A word as text.
  func text(_ position: Int) -> String {
    String(decoding: arena[words[position].form], as: UTF8.self)
  }

  private mutating func removeAll() {
    words.removeAll(keepingCapacity: true)
    arena.removeAll(keepingCapacity: true)
    concepts.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private mutating func append(
    stem: some Sequence<UInt8>,
    form: some Sequence<UInt8>,
    _ kind: TokenKind
  ) {
    let first = arena.count
    arena.append(contentsOf: form)
    let name = kind.isMarked ? Self.name(of: kind) : FeatureHash.of(stem)
    words.append(Word(stem: name, form: first..<arena.count, isMarked: kind.isMarked))
  }

  private static func name(of kind: TokenKind) -> UInt64 {
    FeatureHash.of("<\(kind.rawValue)>".utf8)
  }
}
