import TextAnalysis

/// Looks for the places of one utterance where another question begins.
///
/// A place is where a sign, a joining word or the opening of a question stands. The text on each
/// side is ranked by itself, and the split is believed when the two sides, and how their targets
/// share the whole, speak for it more than the whole speaks for one question.
struct QuestionSplitter {
  private let interpreter: Interpreter
  let utterance: Utterance
  let tokens: [AnalyzedText.Token]
  let words: [String]
  let vocabulary: QuestionWords
  private let levels: Decision.Levels
  private var parts: [Range<Int>: Interpretation?] = [:]
  /// How many texts were ranked.
  private(set) var rankCount = 0

  static let maximumRanks = 12
  /// The most places that one text is split at for trial: with both sides of each and the whole,
  /// enough ranks are left to look for a third question.
  private static let mostPlaces = 4
  /// Longer utterances are stories, with all the signs and words of questions in them.
  private static let mostWords = 64
  /// Fewer words than this do not ask two things.
  private static let leastWords = 4

  /// Two parts, as ranges of words, and how surely they are two questions.
  private struct Split {
    var first: Range<Int>
    var second: Range<Int>
    var score: Double
  }

  init(_ utterance: Utterance, interpreter: Interpreter, levels: Decision.Levels) {
    self.interpreter = interpreter
    self.utterance = utterance
    self.levels = levels
    tokens = utterance.analysis.tokens.filter { !$0.isCompound }
    words = QuestionWords.words(of: utterance.analysis)
    vocabulary = QuestionWords.all[utterance.language] ?? QuestionWords()
  }

  /// The questions in the order asked; nil when there is one.
  mutating func questions(
    isAnswered: (Target) -> Bool,
    using room: inout Interpreter.Room
  ) -> [Interpretation]? {
    guard (Self.leastWords...Self.mostWords).contains(words.count) else { return nil }
    let places = self.places()
    guard !places.isEmpty,
      let first = best(in: words.indices, at: places, isAnswered, using: &room)
    else { return nil }
    var found = [first.first, first.second]
    for part in found where found.count == 2 && part.count >= Self.leastWords {
      guard let split = best(in: part, at: places, isAnswered, using: &room) else { continue }
      let three = found.flatMap { $0 == part ? [split.first, split.second] : [$0] }
      let targets = three.compactMap { parts[$0]??.candidates.first?.target }
      if Set(targets).count == 3 { found = three }
    }
    return found.compactMap { parts[$0] ?? nil }
  }

  /// The most believable split of some words; nil when they rather ask one thing.
  private mutating func best(
    in words: Range<Int>,
    at places: [Place],
    _ isAnswered: (Target) -> Bool,
    using room: inout Interpreter.Room
  ) -> Split? {
    let places = places.filter { words.lowerBound < $0.end && $0.start < words.upperBound }
    guard !places.isEmpty, let whole = read(words, isAnswered, using: &room),
      whole.candidates.first?.isExact != true
    else { return nil }
    let middle = words.lowerBound + words.upperBound
    let tried = places.sorted {
      (-$0.rank, abs(2 * $0.end - middle), $0.end) < (-$1.rank, abs(2 * $1.end - middle), $1.end)
    }
    // Half way between what is offered and what is answered, as for requests of a person.
    let clear = (levels.answer + levels.clarify) / 2
    var best: Split?
    for place in tried.prefix(Self.mostPlaces) {
      let sides = (words.lowerBound..<place.end, place.start..<words.upperBound)
      guard greatestScore(of: place, between: sides.0, sides.1, in: whole) > best?.score ?? 0 else {
        continue
      }
      // Where another question is announced there is one, and it only matters which. A third is
      // rare, and "also" stands within questions as well.
      let least = place.isAnnounced && words == self.words.indices ? levels.clarify : clear
      // Of few words it is soonest known that they ask nothing.
      let isFirstShorter = sides.0.count <= sides.1.count
      let (shorter, longer) = isFirstShorter ? sides : (sides.1, sides.0)
      guard let one = question(shorter, least, isAnswered, using: &room),
        let other = question(longer, least, isAnswered, using: &room),
        one.candidates[0].target != other.candidates[0].target
      else { continue }
      let (first, second) = isFirstShorter ? (one, other) : (other, one)
      let score = score(of: place, between: (sides.0, first), (sides.1, second), in: whole)
      if score > best?.score ?? 0 {
        best = Split(first: sides.0, second: sides.1, score: score)
      }
    }
    return best
  }

  /// What some words mean by themselves, if that is likely enough and no small talk.
  private mutating func question(
    _ words: Range<Int>,
    _ least: Double,
    _ isAnswered: (Target) -> Bool,
    using room: inout Interpreter.Room
  ) -> Interpretation? {
    guard let part = read(words, isAnswered, using: &room), let best = part.candidates.first,
      !best.isSmallTalk, best.confidence >= least
    else { return nil }
    return part
  }

  /// What some words mean by themselves, among what is answered; nil when no word says anything, and
  /// when enough was ranked.
  private mutating func read(
    _ words: Range<Int>,
    _ isAnswered: (Target) -> Bool,
    using room: inout Interpreter.Room
  ) -> Interpretation? {
    if let known = parts[words] { return known }
    guard rankCount < Self.maximumRanks else { return nil }
    rankCount += 1
    let start = tokens[words.lowerBound].range.lowerBound
    let end = tokens[words.upperBound - 1].range.upperBound
    var part = interpreter.part(start..<end, of: utterance).map { part in
      // The signs at the ends of an utterance, which the part is without, say nothing.
      if var known = room.first, known.utterance.analysis.isSame(as: part.analysis) {
        known.utterance = part
        return known
      }
      return interpreter.rank(part, using: &room)
    }
    part?.candidates.removeAll { !isAnswered($0.target) }
    parts[words] = .some(part)
    return part
  }
}
