import Content
import Dialogue
import FrontdeskEngine
import TestSupport
import Testing
import TextAnalysis
import Understanding

@testable import Evaluation

@Suite("What the shop did not answer")
struct UnansweredTests {
  private static func found(
    _ events: [(Double, ConversationEvent)],
    wrong: Set<Int> = []
  ) -> [String] {
    var finder = UnansweredFinder(ConversationID("c"), wrong: wrong)
    for (number, (seconds, event)) in events.enumerated() {
      finder.take(StoredEvent(number: number, time: moment(seconds), event: event))
    }
    return finder.found.map { "\($0.sign.rawValue): \($0.text)" }
  }

  private static let english: (Double, ConversationEvent) = (0, .languageRecognised(.english))

  @Test("A fallback is the line itself, the last of several misses too")
  func fallbacks() {
    let request = HandoffRequest(reason: .notUnderstood)
    #expect(
      Self.found([
        (0, .customerSaid("gift wrap?")), Self.english, (1, turn("decline")),
        (1, .declined(text: "Sorry.")), (2, .customerSaid("GIFT WRAP")),
        (3, .handoffRequested(request)), (3, turn("handoff")), (3, .botSaid("A colleague comes.")),
        (4, .agentJoined(AgentID("boris"))), (5, .customerSaid("gift wrap")),
        (6, .agentLeft), (6, .handoffRequested(request)),
      ]) == ["fallback: gift wrap?", "fallback: GIFT WRAP"]
    )
  }

  @Test("Who wants none of the choices asked something before them")
  func noneOfThese() {
    #expect(
      Self.found([
        (0, .customerSaid("wrap it")), Self.english, (1, turn("ask")),
        (1, .choicesOffered([.article("x")], text: "Which?")), (2, .customerSaid("2")),
        (3, turn("decline", reasons: [UnansweredFinder.noneOfThese])),
        (3, .declined(text: "In other words, please.")),
      ]) == ["none_of_these: wrap it"]
    )
  }

  @Test("A thumb down and an agent's mark mean the question that was answered")
  func badAnswers() {
    let events =
      [Self.english] + answered("wrap it", by: "x", at: 1) + answered("thanks", by: "y", at: 9) + [
        (20, .feedbackGiven(Feedback(.thumbs, value: 0))),
        (21, .feedbackGiven(Feedback(.thumbs, value: 0, comment: "no use"))),
        (30, .feedbackGiven(Feedback(.thumbs, value: 0))),
      ]
    #expect(Self.found(events) == ["thumbs_down: thanks"])
    // The first answer is the fifth event.
    #expect(Self.found(events, wrong: [4]) == ["marked_wrong: wrap it", "thumbs_down: thanks"])
  }

  @Test("Lines in other languages, of an agent's customer, and of nobody are none")
  func others() {
    #expect(
      Self.found([
        (0, .customerSaid("wo ist es")), (1, turn("unsupported_language")),
        (1, .declined(text: "Sorry.")), (2, .customerSaid("")), (3, turn("decline")),
        (3, .declined(text: "Sorry.")),
      ]).isEmpty
    )
  }

  // MARK: Groups

  private static let weights = StemWeights(
    [
      "where is my order", "where is my parcel", "track my parcel", "how do I return a shirt",
      "can I return shoes", "how do I pay", "what does delivery cost", "how do I change my address",
    ],
    fillers: ["please", "my", "the", "a", "do", "you", "I", "can", "how", "is", "it"],
    analyzer: Analyzer(language: .english)
  )

  private static func question(_ text: String, _ number: Int) -> UnansweredQuestion {
    UnansweredQuestion(
      text,
      language: .english,
      sign: number.isMultiple(of: 2) ? .fallback : .thumbsDown,
      conversation: ConversationID("c\(number)"),
      time: moment(Double(number))
    )
  }

  private static let texts = [
    "do you wrap gifts", "can you gift-wrap the shirt", "gift wrapping please", "wrap gifts?",
    "do you sell gift cards", "gift card", "can I pay with a gift card", "is there parking",
    "parking?", "where can I park",
  ]

  private static func groups(_ texts: [String]) -> [QuestionGroup] {
    QuestionGrouping(.english, weights: weights)
      .groups(of: texts.enumerated().map { question($1, $0) })
  }

  @Test("Questions that share telling stems are together, others apart")
  func grouping() throws {
    let groups = Self.groups(Self.texts)
    func group(with text: String) throws -> [String] {
      try #require(groups.first { $0.wordings.contains { $0.text == text } }).wordings.map(\.text)
    }
    #expect(try group(with: "gift wrapping please").contains("do you wrap gifts"))
    #expect(try !group(with: "gift wrapping please").contains("is there parking"))
    #expect(try group(with: "parking?").contains("is there parking"))
    #expect(groups.reduce(0) { $0 + $1.count } == Self.texts.count)
    #expect(groups.map(\.count) == groups.map(\.count).sorted(by: >))
    #expect(Set(groups.map(\.id)).count == groups.count)
  }

  @Test("Neither the order of the questions nor the day changes a group's name")
  func stable() {
    var random = SeededGenerator(seed: 7)
    let expected = Self.groups(Self.texts)
    for _ in 0..<50 {
      let groups = Self.groups(Self.texts.shuffled(using: &random))
      #expect(groups.map(\.id) == expected.map(\.id))
      #expect(groups.map(\.wordings) == expected.map(\.wordings))
    }
    // The same asked more often is the same.
    #expect(Set(Self.groups(Self.texts + Self.texts).map(\.id)) == Set(expected.map(\.id)))
  }

  @Test("A group counts signs, conversations and what came after a moment")
  func counts() throws {
    let group = try #require(Self.groups(["parking?", "parking", "is there parking"]).first)
    #expect(group.count == 3)
    #expect(group.conversations == 3)
    #expect(group.signs == [.fallback: 2, .thumbsDown: 1])
    #expect(group.lastSeen == moment(2))
    #expect(group.count(after: moment(0)) == 2)
    #expect(group.keys == ["park"])
  }

  @Test("Missing words are those whose stems the article does not have, the most frequent first")
  func missing() throws {
    let group = try #require(
      Self.groups(["do you wrap gifts", "gift wrapping with ribbon", "wrap the gift"]).first
    )
    #expect(group.count == 3)
    let article = ["Gifts and cards", "We sell gift cards."]
    #expect(group.missingWords(in: article, weights: Self.weights).first == "wrap")
    #expect(
      group.missingWords(in: article + ["ribbons, wrapped with"], weights: Self.weights).isEmpty
    )
  }

  @Test("Random words are grouped without loss, and twice the same")
  func fuzz() {
    var random = SeededGenerator(seed: 11)
    let words = ["gift", "wrap", "card", "park", "pay", "", "!!", "A-10432", "мой", "\u{0}", "the"]
    for _ in 0..<100 {
      let texts = (0..<20).map { _ in
        (0..<Int.random(in: 0...5, using: &random)).map { _ in
          words[Int.random(in: 0..<words.count, using: &random)]
        }.joined(separator: " ")
      }
      let groups = Self.groups(texts)
      #expect(groups.reduce(0) { $0 + $1.count } == texts.count)
      #expect(groups.map(\.id) == Self.groups(texts).map(\.id))
    }
  }
}

@Suite("Answers that a person judges")
struct ReviewSampleTests {
  private static func sample(_ count: Int, seed: UInt64, of answers: Int = 100) -> ReviewSample {
    var sample = ReviewSample(count, seed: seed)
    for number in 0..<answers {
      let language = Language.allCases[number % 2]
      let events: [(Double, ConversationEvent)] = [
        (0, .customerSaid("q\(number)")), (0, .languageRecognised(language)),
        (1, turn("answer", "x")), (1, .answered(.article("x"), text: "So.")),
        (2, .customerSaid("hi")), (3, .answered(.intent("smalltalk/greet"), text: "Hello")),
      ]
      let stored = events.enumerated().map {
        StoredEvent(number: $0, time: moment($1.0), event: $1.1)
      }
      sample.take(stored, of: ConversationID("c\(number)"), in: moment(0)..<moment(60))
    }
    return sample
  }

  @Test("A seed draws the same answers, another one others, without small talk")
  func seeded() {
    let first = Self.sample(20, seed: 1)
    #expect(first.answered == 100)
    #expect(first.answers.count == 20)
    #expect(first.answers == Self.sample(20, seed: 1).answers)
    #expect(first.answers != Self.sample(20, seed: 2).answers)
    #expect(first.answers.allSatisfy { $0.target == .article("x") })
    #expect(first.answers.map(\.language) == first.answers.map(\.language).sorted())
    // What a small sample draws a larger one draws too.
    #expect(Set(Self.sample(10, seed: 1).answers).isSubset(of: first.answers))
    #expect(Self.sample(200, seed: 1).answers.count == 100)
  }

  @Test("Every answer is as likely as any other")
  func fair() {
    var drawn: [String: Int] = [:]
    for seed in 0..<400 {
      for answer in Self.sample(5, seed: UInt64(seed), of: 20).answers {
        drawn[answer.key, default: 0] += 1
      }
    }
    // 100 each are expected; six standard deviations are about 52.
    #expect(drawn.count == 20)
    #expect(drawn.values.allSatisfy { (48...152).contains($0) }, "\(drawn)")
  }

  @Test("Precision has Wilson's interval; what should have been declined is not right")
  func precision() {
    var live = LivePrecision()
    for _ in 0..<48 { live.add(Judgement(.right, by: "ana")) }
    live.add(Judgement(.wrong, by: "ana"))
    live.add(Judgement(.decline, by: "ana"))
    #expect(live.value == 0.96)
    #expect(abs(live.interval.low - 0.8654) < 5e-5)
    #expect(abs(live.interval.high - 0.9890) < 5e-5)
    #expect(LivePrecision().value == nil)
  }

  @Test("A judgement is read back from its mark")
  func marks() {
    for verdict in Judgement.Verdict.allCases {
      let judgement = Judgement(verdict, by: "ana maria")
      #expect(Judgement(judgement.value) == judgement)
    }
    #expect(Judgement("right") == Judgement(.right, by: ""))
    #expect(Judgement("perhaps ana") == nil)
    #expect(Judgement("") == nil)
  }
}
