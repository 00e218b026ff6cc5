import Testing
import TextAnalysis

@testable import Understanding

@Suite("Sentence templates: sets")
struct PatternSetTests {
  private let analyzer = Analyzer(language: .english)

  private func set(
    _ templates: [(String, String)],
    written: Set<String> = []
  ) throws -> PatternSet {
    PatternSet(
      try templates.map { text, intent in
        PatternSet.Template(
          try PatternParser.parse(text),
          target: .article("a-\(intent)"),
          intent: intent
        )
      },
      analyzer: analyzer,
      written: written
    )
  }

  @Test("A match names target, intent, template and slots")
  func match() throws {
    let set = try set([("track {order}", "track"), ("cancel {order:number}", "cancel")])
    let match = try #require(set.match(analyzer.analyze("Cancel A-10432!")))
    #expect(match.target == .article("a-cancel"))
    #expect(match.intent == "cancel")
    #expect(match.template == "cancel {order:number}")
    #expect(
      match.slots == [PatternMatcher.SlotValue(name: "number", value: "10432", range: 7..<14)]
    )
    #expect(set.match(analyzer.analyze("cancel")) == nil)
  }

  @Test("Samples lead back to their template, and what is written makes none")
  func samples() throws {
    let set = try set(
      [("[please] stop", "a"), ("stop [now]", "a"), ("go", "b")],
      written: ["stop"]
    )
    #expect(Set(set.samples(ofIntent: "a")) == ["please stop", "stop now"])
    #expect(set.samples(ofIntent: "b") == ["go"])
    #expect(set.samples(ofIntent: "c").isEmpty)
    #expect(set.template(ofSample: "stop now", target: .article("a-a")) == "stop [now]")
    #expect(set.template(ofSample: "stop", target: .article("a-a")) == nil)
    #expect(set.template(ofSample: "stop now", target: .article("a-b")) == nil)
  }
}
