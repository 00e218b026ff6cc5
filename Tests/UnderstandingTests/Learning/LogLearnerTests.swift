import Testing
import TextAnalysis

@testable import Understanding

@Suite("Log learner")
struct LogLearnerTests {
  private static let intents = ["track", "refund"]
  private static let examples = [
    ("where is my parcel", 0), ("track a parcel", 0), ("has my parcel left", 0),
    ("give me a refund", 1), ("refund the jacket", 1), ("when is the refund coming", 1),
  ]
  /// Each shares words with the one before it alone, and only the first with an example; in
  /// another script, so that letters are not shared either.
  private static let chain = [
    "parcel застрял на таможне", "застрял на таможне до праздников", "до праздников никто",
  ]

  @Test("The same log always teaches the same")
  func deterministic() {
    let messages = Self.chain + ["refund still missing", "quick brown foxes"]
    let (one, other) = (Self.learner(messages), Self.learner(messages))
    #expect(one.suggestions == other.suggestions)
    #expect(one.matcher().classifier.weights == other.matcher().classifier.weights)
  }

  @Test("Labels spread along a chain of messages that are like each other")
  func chain() {
    let learned = Self.learner(Self.chain)
    #expect(learned.suggestions.map(\.message) == [0, 1, 2])
    #expect(learned.suggestions.allSatisfy { Self.intents[$0.intent] == "track" })
    // The nearer to the examples, the clearer.
    let clearness = learned.suggestions.map(\.clearness)
    #expect(clearness == clearness.sorted(by: >))
    // What the last one means, only its neighbours tell.
    #expect(Self.learner([Self.chain[2]]).suggestions.isEmpty)
  }

  @Test("Neighbours outweigh what the examples alone say of a message")
  func neighbours() throws {
    let doubtful = "parcel refund"
    let neighbours = (0..<6).map { "refund parcel number \(["one", "two", "six"][$0 % 3])" }
    let alone = Self.learner([doubtful]).suggestions.first?.clearness ?? 0
    let labelled = Self.learner([doubtful], extra: neighbours.map { ($0, 1) })
    let suggestion = try #require(labelled.suggestions.first)
    #expect(suggestion.intent == 1)
    #expect(suggestion.clearness > alone)
  }

  @Test("Messages that are not clear weigh nothing")
  func unclear() {
    // As many, so that words are as rare among all texts.
    let without = Self.learner(["zzzz"])
    let with = Self.learner(["qqqq"])
    #expect(with.suggestions.isEmpty)
    #expect(with.matcher().classifier.weights == without.matcher().classifier.weights)
    #expect(with.matcher().classifier.biases == without.matcher().classifier.biases)
  }

  @Test("Clear messages move the weights")
  func clear() throws {
    let matcher = Self.learner(Self.chain).matcher()
    var room = IntentMatcher.Room()
    room.utterance = Self.words("таможне до праздников")
    let match = try #require(matcher.match(using: &room))
    #expect(matcher.intents[match.intent] == "track")
    #expect(match.decision > match.runnerUpDecision)
  }

  @Test("Progress counts every text once, in order")
  func progress() {
    var told: [Int] = []
    _ = Self.learner(Self.chain) { done, total in
      told.append(done)
      #expect(total == Self.examples.count + Self.chain.count)
    }
    #expect(told == Array(0..<(Self.examples.count + Self.chain.count)))
  }

  private static func words(_ text: String) -> UtteranceWords {
    UtteranceWords(Analyzer(language: .english).analyze(text))
  }

  private static func learner(
    _ messages: [String],
    extra: [(String, Int)] = [],
    progress: (Int, Int) -> Void = { _, _ in }
  ) -> LogLearner {
    LogLearner(
      intents: intents,
      examples: (examples + extra).map {
        IntentMatcher.Example(words: words($0.0), intent: $0.1)
      },
      messages: messages.map(words),
      lexicon: Lexicon(),
      analyzer: nil,
      progress: progress
    )
  }
}
