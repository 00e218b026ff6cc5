import TextAnalysis

/// What an index knows of words that were asked before, so that they are looked up once.
///
/// People ask with few words: a word's forms, terms and n-grams are the same in every question. The
/// memory belongs to one index and is given up when it holds too many words.
package struct WordMemo: Sendable {
  /// A word as every question has it; what depends on its neighbours is not in here.
  struct Entry: Sendable {
    /// Without diacritics, whole and as a stem.
    let word: String
    let stem: String
    /// Names `word`: the same for all words that fold to it.
    let number: TermID
    let isFiller: Bool
    /// The group that stands for the word, its place in the question left open.
    let group: Query.Group
  }

  /// Words in their normal form; the number of one is the place of its entry.
  private var words = Vocabulary()
  private var entries: [Entry] = []
  private var folded = Vocabulary()
  /// What unknown words are corrected to, by the number of the folded word.
  private var fixes: [TermID: SpellingFix?] = [:]

  typealias SpellingFix = (words: [UInt32], reason: Correction.Reason, edits: Int)

  /// With more words everything is given up: the words of five thousand questions are fewer.
  private static let mostWords = 8_192

  package init() {}

  /// The entry of a token's word, made by `make` when the word is new.
  mutating func entry(
    of token: AnalyzedText.Token,
    in text: AnalyzedText,
    _ make: (_ number: TermID) -> Entry
  ) -> Entry {
    if let known = text.withForm(token.word, { words.id(of: $0) }) { return entries[Int(known)] }
    let number = text.withForm(token.foldedWord) { folded.add($0) }
    let made = make(number)
    let place = text.withForm(token.word) { words.add($0) }
    precondition(Int(place) == entries.count, "a word has one entry")
    entries.append(made)
    return made
  }

  /// Gives everything up when there is too much of it; only between two questions.
  mutating func limit() {
    guard entries.count > Self.mostWords || fixes.count > Self.mostWords else { return }
    self = WordMemo()
  }

  /// The number that words get that fold to the same.
  mutating func number(ofFolded word: UnsafeBufferPointer<UInt8>) -> TermID { folded.add(word) }

  /// What an unknown word is corrected to, looked for once.
  mutating func fix(of number: TermID, _ find: () -> SpellingFix?) -> SpellingFix? {
    if let known = fixes[number] { return known }
    let found = find()
    fixes[number] = .some(found)
    return found
  }
}
