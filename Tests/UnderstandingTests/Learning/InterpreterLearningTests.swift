import Testing
import TextAnalysis

@testable import Understanding

@Suite("Learning from a log")
struct InterpreterLearningTests {
  private static func reading(_ texts: [String]) -> Interpreter.LogReading {
    SampleInterpreter.interpreter().learn(
      from: texts.map { Interpreter.LoggedMessage($0) },
      progress: { _, _ in }
    )
  }

  @Test("Messages that are examples already are counted, whatever their case, order and spelling")
  func known() {
    let reading = Self.reading([
      "where is my parcel", "WHERE IS MY PARCEL??", "my parcel is where", "whre is my parcel",
      "hi, where is my parcel",
    ])
    #expect(reading.known == 5)
    #expect(reading.suggestions.isEmpty)
  }

  @Test("Messages get the target that their words speak for, with the confidence of today")
  func targets() throws {
    let reading = Self.reading([
      "where on earth is that parcel", "I need two invoices", "is shipping free on Sundays",
    ])
    #expect(
      reading.suggestions.map(\.target)
        == [.intent("order/track"), .intent("order/invoice"), .article("delivery")]
    )
    #expect(reading.suggestions.map(\.intent) == ["order/track", "order/invoice", nil])
    let suggestion = try #require(reading.suggestions.first)
    let today = SampleInterpreter.interpret(suggestion.text).candidates.first
    #expect(suggestion.confidence == today?.confidence)
    #expect(suggestion.clearness > 0)
  }

  @Test("However often and in whatever spelling, a message is proposed once, without mistakes")
  func once() {
    let reading = Self.reading([
      "is my parcel in Spian", "where is my yellow parcl", "where is my yellow parcel",
      "where is my yellow parcel",
    ])
    let texts = reading.proposals(limit: 8, clearness: 0).map(\.text)
    #expect(texts.sorted() == ["is my parcel in Spian", "where is my yellow parcel"])
    // Nor does another order of the same words make another example.
    let turned = Self.reading(["where is my yellow parcel", "my yellow parcel is where"])
    #expect(turned.suggestions.count == 2)
    #expect(turned.proposals(limit: 8, clearness: 0).count == 1)
  }

  @Test("Small talk is never proposed, and of each target the least sure up to the limit")
  func choice() {
    let reading = Self.reading([
      "hello my friend", "thanks and goodbye", "track the parcel", "where is that red parcel",
      "when will that parcel arrive", "parcel arrive or not", "person to talk to",
    ])
    #expect(reading.suggestions.contains { $0.target.isSmallTalk })
    let all = reading.proposals(limit: 8, clearness: 0)
    #expect(!all.contains { $0.target.isSmallTalk })
    let one = reading.proposals(limit: 1, clearness: 0)
    #expect(Set(one.map(\.target)).count == one.count)
    for chosen in one {
      let others = all.filter { $0.target == chosen.target }
      #expect(others.allSatisfy { $0.confidence >= chosen.confidence })
    }
    #expect(reading.proposals(limit: 8, clearness: 1.1).isEmpty)
  }

  @Test("What must not become an example is passed over, and another takes its place")
  func refused() {
    let reading = Self.reading(["where is that parcel", "track that parcel", "parcel arrive"])
    let refused = reading.proposals(limit: 1, clearness: 0).map(\.text)
    let others = reading.proposals(limit: 1, clearness: 0) {
      refused.contains($0.text) ? nil : $0.text.uppercased()
    }
    #expect(others.count == 1)
    #expect(others.allSatisfy { $0.text == $0.text.uppercased() })
  }

  @Test("Lines of nothing but numbers or signs mean nothing")
  func nothing() {
    let reading = Self.reading(["A-10432", "???", "", "a@b.example"])
    #expect(reading.known == 0 && reading.suggestions.isEmpty)
  }
}

@Suite("Publishable text")
struct PublishableTextTests {
  private static func text(_ message: String) -> String? {
    PublishableText.text(of: message, analyzer: Analyzer(language: .english))
  }

  @Test(
    "What names a customer, a price or a page is no example",
    arguments: [
      "write to me at ann@mail.example", "call me on +44 20 7946 0958", "I paid €49.90 for it",
      "see https://shop.example/x", "my card is 4111 1111 1111 1111", "account 12345678",
    ]
  )
  func refused(message: String) { #expect(Self.text(message) == nil) }

  @Test("A number beside a capital may be an address")
  func addresses() {
    #expect(Self.text("send it to 12 Baker Street") == nil)
    #expect(Self.text("deliver to Elm Road 7 please") == nil)
    #expect(Self.text("Size 42 is too small") != nil)
  }

  @Test("Order numbers are exchanged, and nothing else")
  func orderNumbers() {
    #expect(Self.text("where is B-77812 now?") == "where is A-10432 now?")
    #expect(Self.text("ü A-1234567 é B-1234567") == "ü A-10432 é A-10432")
    #expect(Self.text("3 days late, size 42") == "3 days late, size 42")
  }

  @Test("Stories are no examples")
  func length() {
    #expect(Self.text(String(repeating: "a b ", count: 50)) != nil)
    #expect(Self.text(String(repeating: "a b ", count: 50) + "c") == nil)
  }
}
