package import Content
package import TextAnalysis

/// What a line does to the conversation rather than to its subject.
package enum Steering: String, Sendable, Hashable, CaseIterable {
  case yes, no, cancel, startAgain, goBack, cannot, ratherNot, wait, thatOrder, thumbsUp, thumbsDown
  case acknowledgement, thanks, greeting
}

/// An answer to a question that can be answered by yes or no, and what was said besides.
package enum YesOrNo: Sendable, Hashable {
  case yes(rest: String)
  case no(rest: String)
}

/// Recognises short lines that steer a conversation: yes, no, stop, back, thanks.
///
/// A line counts when its words are all covered by phrases of one purpose and polite words; marks
/// and emoji do not matter. Words of five letters and more may be misspelt. Immutable.
package struct SteeringReader: Sendable {
  /// What phrases do, as a set of bits.
  fileprivate struct Purposes: OptionSet, Hashable, Sendable {
    let rawValue: UInt32
  }

  /// Longer lines say more than this reader can tell.
  private static let maximumPieces = 24

  private let analyzer: Analyzer
  private var table = PhraseTable<Purposes>()

  package init(words: ConversationWords, analyzer: Analyzer) {
    self.analyzer = analyzer
    for purpose in ConversationWords.Purpose.allCases {
      for phrase in words.phrases[purpose] ?? [] {
        table.add(phrase.text, Purposes(purpose), analyzer: analyzer)
      }
    }
  }

  /// Reads a whole line; the first purpose in the order of `Steering` when several fit.
  package func reading(of line: String) -> Steering? { readings(of: line).first }

  /// All that a whole line may mean: "ok" says yes and says that something was understood.
  package func readings(of line: String) -> [Steering] {
    // Most lines begin with a word that no phrase begins with, and say nothing of this kind.
    if let first = WrittenLine.firstWord(of: line, analyzer: analyzer), !table.mayStart(with: first)
    {
      return []
    }
    let written = WrittenLine(line, analyzer: analyzer)
    let count = written.pieces.count
    guard count > 0, count <= Self.maximumPieces else { return [] }
    return readings(of: written, 0..<count)
  }

  /// Reads a yes or a no with which a line begins.
  ///
  /// What follows it is given back. Where the word may also begin a sentence ("no parcel came") it
  /// counts only before a mark, a connecting word or nothing; a yes and a no together count as
  /// neither.
  package func yesOrNo(_ line: String) -> YesOrNo? {
    let written = WrittenLine(line, analyzer: analyzer)
    let count = written.pieces.count
    guard count > 0 else { return nil }
    if count <= Self.maximumPieces {
      let whole = readings(of: written, 0..<count)
      switch whole.first {
      case .yes where !whole.contains(.no) || isOnePhrase(written, .yes): return .yes(rest: "")
      case .no where !whole.contains(.yes) || isOnePhrase(written, .no): return .no(rest: "")
      case .yes, .no: return nil
      case .thumbsUp, .acknowledgement: return .yes(rest: "")
      case .thumbsDown: return .no(rest: "")
      default: break
      }
    }
    return opener(of: written, line)
  }

  /// Whether a line begins with a no, whatever follows: "no no I only want another address".
  ///
  /// To a question that asks for yes or no only; elsewhere such a word may begin a statement.
  package func opensWithNo(_ line: String) -> Bool {
    let written = WrittenLine(line, analyzer: analyzer)
    var index = 0
    while let piece = written[index] {
      if !piece.isWordLike {
        index += 1
      } else if let found = answer(at: index, in: written) {
        return !found.isYes
      } else if let beside = longest(
        [.polite, .acknowledgement, .greeting],
        at: index,
        in: written
      ) {
        index = beside.end
      } else {
        return false
      }
    }
    return false
  }

  /// The range, in UTF-8 bytes, of the words that open a correction at the start of a line.
  package func correctionOpener(of line: String) -> Range<Int>? {
    let written = WrittenLine(line, analyzer: analyzer)
    guard let end = endOfCorrection(in: written), end > 0 else { return nil }
    return 0..<written.pieces[end - 1].range.upperBound
  }
}

// MARK: Whole lines

extension SteeringReader {
  private static func purposes(of steering: Steering) -> Purposes {
    switch steering {
    case .yes: [.yes, .yesOpener]
    case .no: [.no, .noOpener]
    case .cancel: [.cancel]
    case .startAgain: [.startAgain]
    case .goBack: [.goBack]
    case .cannot: [.cannot]
    case .ratherNot: [.ratherNot]
    case .wait: [.wait]
    case .thatOrder: [.thatOrder]
    case .thumbsUp: [.thumbsUp]
    case .thumbsDown: [.thumbsDown]
    case .acknowledgement: [.acknowledgement]
    case .thanks: [.thanks]
    case .greeting: [.greeting]
    }
  }

  /// What may stand around a phrase of a purpose without changing it.
  private static func company(of steering: Steering) -> Purposes {
    switch steering {
    case .greeting: [.polite]
    case .thanks: [.polite, .greeting, .acknowledgement]
    case .acknowledgement: [.polite, .greeting]
    case .yes, .thumbsUp: [.polite, .greeting, .thanks, .acknowledgement]
    case .no, .thumbsDown: [.polite, .greeting, .thanks]
    // "No, stop" and "sorry, I can't" are asked to stop and cannot.
    case .cancel, .cannot, .ratherNot, .goBack, .startAgain:
      [.polite, .greeting, .thanks, .acknowledgement, .no, .noOpener]
    case .wait: [.polite, .greeting, .thanks, .acknowledgement, .yes, .yesOpener]
    case .thatOrder: [.polite, .greeting, .thanks, .acknowledgement, .yes, .yesOpener]
    }
  }

  private func readings(of line: WrittenLine, _ range: Range<Int>) -> [Steering] {
    let exact = Matches(line) { table.all(at: $0, in: line) }
    let found =
      exact.isCovered ? Steering.allCases.filter { covers(exact, line, range, $0) } : []
    // "не против" is a phrase of its own rather than two that say no.
    let whole = found.filter { isOnePhrase(line, $0) }
    if !found.isEmpty { return whole + found.filter { !whole.contains($0) } }
    var distance = EditDistance()
    let near = Matches(line) { table.near(at: $0, in: line, &distance) }
    guard near.isCovered else { return [] }
    return Steering.allCases.filter { covers(near, line, range, $0) }
  }

  /// Whether one phrase of a purpose is all that a line says.
  private func isOnePhrase(_ line: WrittenLine, _ steering: Steering) -> Bool {
    let isSign: (WrittenLine.Piece) -> Bool = { $0.kind == .mark }
    guard let first = line.pieces.firstIndex(where: { !isSign($0) }),
      let last = line.pieces.lastIndex(where: { !isSign($0) })
    else { return false }
    let own = Self.purposes(of: steering)
    return table.all(at: first, in: line).contains { $0.end > last && own.contains($0.value) }
  }

  /// The phrases that start at the pieces of a line which phrases before them lead to.
  private struct Matches {
    private(set) var starts: [[(value: Purposes, end: Int)]]
    /// Whether phrases of whatever purposes lead to the end of the line.
    let isCovered: Bool

    init(
      _ line: WrittenLine,
      _ phrases: (Int) -> [(value: Purposes, end: Int)]
    ) {
      let count = line.pieces.count
      starts = Array(repeating: [], count: count)
      var isReached = Array(repeating: false, count: count + 1)
      isReached[0] = true
      for index in 0..<count where isReached[index] {
        if !line.pieces[index].isWordLike { isReached[index + 1] = true }
        starts[index] = phrases(index)
        for start in starts[index] { isReached[start.end] = true }
      }
      isCovered = isReached[count]
    }
  }

  /// Whether phrases of a purpose and its company tile a stretch of a line, one at least its own.
  private func covers(
    _ matches: Matches,
    _ line: WrittenLine,
    _ range: Range<Int>,
    _ steering: Steering
  ) -> Bool {
    let own = Self.purposes(of: steering)
    let company = Self.company(of: steering)
    // For each piece: reached with nothing of the purpose so far, reached with something.
    var bare = Array(repeating: false, count: range.count + 1)
    var full = bare
    bare[0] = true
    for index in range {
      let place = index - range.lowerBound
      guard bare[place] || full[place] else { continue }
      if line.pieces[index].kind == .mark || line.pieces[index].kind == .symbol {
        if bare[place] { bare[place + 1] = true }
        if full[place] { full[place + 1] = true }
      }
      for match in matches.starts[index] where match.end <= range.upperBound {
        let end = match.end - range.lowerBound
        if own.contains(match.value) {
          full[end] = true
        } else if company.contains(match.value) {
          if bare[place] { bare[end] = true }
          if full[place] { full[end] = true }
        }
      }
    }
    return full[range.count]
  }
}

// MARK: Openers

extension SteeringReader {
  private func opener(of line: WrittenLine, _ text: String) -> YesOrNo? {
    var start = 0
    while let piece = line[start] {
      if piece.kind == .mark {
        start += 1
      } else if let polite = longest([.polite, .greeting], at: start, in: line),
        longest([.yes, .no, .yesOpener, .noOpener], at: start, in: line) == nil
      {
        start = polite.end
      } else {
        break
      }
    }
    guard let found = answer(at: start, in: line) else { return nil }
    // "да нет": the opposite right behind takes it back.
    var next = found.end
    while line[next]?.kind == .mark || line[next]?.kind == .symbol { next += 1 }
    if let following = answer(at: next, in: line), following.isYes != found.isYes {
      let isFree = following.end >= line.pieces.count || endsAnswer(following, in: line)
      if isFree { return nil }
    }
    guard endsAnswer(found, in: line) else { return nil }
    let rest = line[next].map { piece in
      String(decoding: Array(text.utf8)[piece.range.lowerBound...], as: UTF8.self)
    }
    return found.isYes ? .yes(rest: rest ?? "") : .no(rest: rest ?? "")
  }

  private struct Answer {
    let isYes: Bool
    let end: Int
    let start: Int
  }

  private func answer(at index: Int, in line: WrittenLine) -> Answer? {
    let affirmative: Purposes = [.yes, .yesOpener, .thumbsUp, .acknowledgement]
    let yes = longest(affirmative, at: index, in: line)?.end ?? 0
    let no = longest([.no, .noOpener, .thumbsDown], at: index, in: line)?.end ?? 0
    guard yes != no else { return nil }
    return Answer(isYes: yes > no, end: max(yes, no), start: index)
  }

  private func longest(
    _ purposes: Purposes,
    at index: Int,
    in line: WrittenLine
  ) -> (value: Purposes, end: Int)? {
    table.all(at: index, in: line).first { purposes.contains($0.value) }
  }

  /// Whether an answer is over where its words end.
  private func endsAnswer(_ answer: Answer, in line: WrittenLine) -> Bool {
    guard let following = line[answer.end] else { return true }
    if following.kind == .symbol || line[answer.end - 1]?.kind == .symbol { return true }
    if following.kind == .mark {
      // "da-mi", "no-one", "yes/no".
      return following.isSpaced
        || !["-", "/", "'", "@", "_", "+", "&", "#"].contains(following.form)
    }
    let opener = answer.isYes ? Purposes.yesOpener : .noOpener
    let phrases = table.all(at: answer.start, in: line)
    if phrases.contains(where: { $0.value == opener && $0.end == answer.end }) { return true }
    let answers: Purposes = answer.isYes ? [.yes, .yesOpener] : [.no, .noOpener]
    let company = answers.union([.connector, .thanks, .polite])
    return table.all(at: answer.end, in: line).contains { company.contains($0.value) }
  }
}

// MARK: Corrections

extension SteeringReader {
  /// The piece behind the words that open a correction, 0 when a line has none.
  func endOfCorrection(in line: WrittenLine) -> Int? {
    var index = 0
    var end: Int?
    while let piece = line[index] {
      if piece.kind != .word {
        guard piece.kind == .mark || piece.kind == .symbol else { break }
        index += 1
      } else if let found = longest([.correction], at: index, in: line) {
        index = found.end
        end = found.end
      } else if let found = longest([.no, .noOpener], at: index, in: line) {
        index = found.end
        end = found.end
      } else if let found = longest([.polite, .connector, .acknowledgement], at: index, in: line) {
        index = found.end
      } else {
        break
      }
    }
    return end
  }
}

extension SteeringReader.Purposes {
  init(_ purpose: ConversationWords.Purpose) {
    self =
      switch purpose {
      case .yes: .yes
      case .no: .no
      case .yesOpener: .yesOpener
      case .noOpener: .noOpener
      case .connector: .connector
      case .cancel: .cancel
      case .startAgain: .startAgain
      case .goBack: .goBack
      case .cannot: .cannot
      case .wait: .wait
      case .thanks: .thanks
      case .greeting: .greeting
      case .acknowledgement: .acknowledgement
      case .thumbsUp: .thumbsUp
      case .thumbsDown: .thumbsDown
      case .correction: .correction
      case .thatOrder: .thatOrder
      case .ratherNot: .ratherNot
      case .polite: .polite
      }
  }

  static let yes = Self(rawValue: 1 << 0)
  static let no = Self(rawValue: 1 << 1)
  static let yesOpener = Self(rawValue: 1 << 2)
  static let noOpener = Self(rawValue: 1 << 3)
  static let connector = Self(rawValue: 1 << 4)
  static let cancel = Self(rawValue: 1 << 5)
  static let startAgain = Self(rawValue: 1 << 6)
  static let goBack = Self(rawValue: 1 << 7)
  static let cannot = Self(rawValue: 1 << 8)
  static let wait = Self(rawValue: 1 << 9)
  static let thanks = Self(rawValue: 1 << 10)
  static let greeting = Self(rawValue: 1 << 11)
  static let acknowledgement = Self(rawValue: 1 << 12)
  static let thumbsUp = Self(rawValue: 1 << 13)
  static let thumbsDown = Self(rawValue: 1 << 14)
  static let correction = Self(rawValue: 1 << 15)
  static let thatOrder = Self(rawValue: 1 << 16)
  static let ratherNot = Self(rawValue: 1 << 17)
  static let polite = Self(rawValue: 1 << 18)
}
