package import Dialogue
package import FrontdeskEngine
package import TextAnalysis
package import Understanding

/// An answer that the bot gave, for a person to judge.
package struct GivenAnswer: Sendable, Hashable {
  package let conversation: ConversationID
  /// The number of the answer's event.
  package let number: Int
  package let time: Instant
  package let language: Language
  package let question: String
  package let answer: String
  package let target: Target
  package let confidence: Double?

  /// `CONVERSATION/NUMBER`, as marks name it.
  package var key: String { "\(conversation.value)/\(number)" }
}

/// Draws some of the answers that were given, each as likely as any other, always the same by seed.
///
/// Every answer gets a number from the seed and its key, and those with the smallest are drawn: the
/// order in which answers come does not matter, and a longer period keeps most of a shorter one's.
package struct ReviewSample: Sendable {
  private let count: Int
  private let seed: UInt64
  private let language: Language?
  /// The drawn answers by their numbers, rising; never more than `count`.
  private var drawn: [(number: UInt64, answer: GivenAnswer)] = []
  /// How many answers there were to draw from.
  package private(set) var answered = 0

  /// Draws `count` answers, of one language or of all.
  package init(_ count: Int, seed: UInt64, language: Language? = nil) {
    precondition(count > 0, "an empty sample is none")
    self.count = count
    self.seed = seed
    self.language = language
  }

  /// Takes the answers of a conversation in a period.
  package mutating func take(
    _ events: [StoredEvent],
    of conversation: ConversationID,
    in period: Range<Instant>
  ) {
    var spoken: Language?
    var question = ""
    var record: TurnRecord?
    for stored in events {
      switch stored.event {
      case .languageRecognised(let language): spoken = language
      case .customerSaid(let text): (question, record) = (text, nil)
      case .decided(let made): record = made
      case .answered(let target, let text):
        guard !target.isSmallTalk, !text.isEmpty, !question.isEmpty, period.contains(stored.time),
          let spoken, language == nil || language == spoken
        else { continue }
        draw(
          GivenAnswer(
            conversation: conversation,
            number: stored.number,
            time: stored.time,
            language: spoken,
            question: question,
            answer: text,
            target: target,
            confidence: record?.confidence
          )
        )
      default: break
      }
    }
  }

  private mutating func draw(_ answer: GivenAnswer) {
    answered += 1
    let number = StableHash("\(seed) \(answer.key)").value
    guard drawn.count < count || drawn.last.map({ number < $0.number }) ?? true else { return }
    let place = drawn.firstIndex { (number, answer.key) < ($0.number, $0.answer.key) }
    drawn.insert((number, answer), at: place ?? drawn.endIndex)
    if drawn.count > count { drawn.removeLast() }
  }

  /// The drawn answers by language, in each by conversation and number.
  package var answers: [GivenAnswer] {
    drawn.map(\.answer).sorted {
      ($0.language, $0.conversation, $0.number) < ($1.language, $1.conversation, $1.number)
    }
  }
}

/// What a person thinks of an answer.
package struct Judgement: Sendable, Hashable {
  package enum Verdict: String, Sendable, Hashable, CaseIterable {
    case right, wrong
    /// There was nothing to answer.
    case decline
  }

  package let verdict: Verdict
  package let judge: String

  package init(_ verdict: Verdict, by judge: String) {
    self.verdict = verdict
    self.judge = judge
  }

  /// Reads a mark's value: the verdict, a space, and who judged.
  package init?(_ value: String) {
    let parts = value.split(separator: " ", maxSplits: 1).map(String.init)
    guard let verdict = parts.first.flatMap(Verdict.init(rawValue:)) else { return nil }
    self.init(verdict, by: parts.count > 1 ? parts[1] : "")
  }

  /// The judgement as a mark's value.
  package var value: String { judge.isEmpty ? verdict.rawValue : "\(verdict.rawValue) \(judge)" }
}

/// How many of the answers that were judged are right, and within which bounds that holds.
package struct LivePrecision: Sendable, Hashable {
  package private(set) var right = 0
  package private(set) var wrong = 0
  package private(set) var shouldHaveDeclined = 0

  package init() {}

  package mutating func add(_ judgement: Judgement) {
    switch judgement.verdict {
    case .right: right += 1
    case .wrong: wrong += 1
    case .decline: shouldHaveDeclined += 1
    }
  }

  package var judged: Int { right + wrong + shouldHaveDeclined }

  /// 0 to 1; nil when nothing was judged.
  package var value: Double? { judged > 0 ? Double(right) / Double(judged) : nil }

  /// The 95 % interval of Wilson.
  package var interval: ShareInterval { ShareInterval(wilson: right, of: judged) }
}
