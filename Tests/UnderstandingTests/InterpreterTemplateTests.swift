import Retrieval
import Testing
import TextAnalysis

@testable import Understanding

@Suite("Interpreter with sentence templates")
struct InterpreterTemplateTests {
  private static let template = "(cancel|drop) [my] order {order}"
  private static let plain = "(stop|halt) the purchase [please]"
  private let patterns: PatternSet
  private let interpreter: Interpreter

  init() throws {
    let cancel = Target.intent("order/cancel")
    patterns = PatternSet(
      try [
        (Self.template, cancel, "order/cancel"), (Self.plain, cancel, "order/cancel"),
        ("can I (return|swap) stuff", .article("returns"), "return/ask"),
        ("gimme a croissant", .article("hidden"), "hidden/ask"),
      ].map { PatternSet.Template(try PatternParser.parse($0), target: $1, intent: $2) },
      analyzer: SampleInterpreter.analyzer
    )
    let questions = ["I changed my mind"] + patterns.samples(ofIntent: "order/cancel")
    interpreter = Self.interpreter(
      patterns,
      Interpreter.Source(
        target: cancel,
        document: Document(id: cancel.documentID, title: "", questions: questions),
        intents: questions.map { _ in "order/cancel" }
      )
    )
  }

  private static func interpreter(
    _ patterns: PatternSet?,
    _ source: Interpreter.Source,
    pins: [(question: String, article: String)] = []
  ) -> Interpreter {
    let sources = SampleInterpreter.sources + [source]
    return Interpreter(
      index: SampleInterpreter.index(of: sources),
      analyzer: SampleInterpreter.analyzer,
      sources: sources,
      synonyms: SynonymTable(),
      fillers: SampleInterpreter.fillers,
      pins: pins,
      patterns: patterns
    )
  }

  @Test("a sentence of a template wins outright, with the values of its slots")
  func wins() throws {
    let found = SampleInterpreter.interpret("Cancel my order A-10432!", with: interpreter)
    let best = try #require(found.candidates.first)
    #expect(best.target == .intent("order/cancel"))
    #expect(best.intent == "order/cancel")
    #expect(best.confidence == 1)
    #expect(best.isExact)
    #expect(best.matched == Self.template)
    let match = try #require(best.template)
    #expect(match.template == Self.template)
    #expect(match.slots.map(\.name) == ["order"])
    #expect(match.slots.map(\.value) == ["10432"])
    #expect(found.candidates.dropFirst().allSatisfy { $0.template == nil })
    #expect(Set(found.candidates.map(\.target)).count == found.candidates.count)
  }

  @Test("a template of an intent that leads to an article wins for the article")
  func article() throws {
    let best = SampleInterpreter.interpret("can I swap stuff", with: interpreter).candidates.first
    #expect(best?.target == .article("returns"))
    #expect(best?.intent == "return/ask")
    #expect(best?.confidence == 1)
  }

  @Test("it wins where nothing else would have found its target")
  func unindexed() throws {
    let best = SampleInterpreter.interpret("gimme a croissant", with: interpreter).candidates.first
    #expect(best?.target == .article("hidden"))
    #expect(best?.template?.template == "gimme a croissant")
  }

  @Test("a text with a word more is no sentence of the template, but shows it rather than a sample")
  func matched() throws {
    let best = try #require(
      SampleInterpreter.interpret("stop the purchase today", with: interpreter).candidates.first
    )
    #expect(best.target == .intent("order/cancel"))
    #expect(best.template == nil)
    #expect(!best.isExact)
    #expect(best.matched == Self.plain)
    let written = SampleInterpreter.interpret("changed my mind", with: interpreter)
    #expect(written.candidates.first?.matched == "I changed my mind")
  }

  @Test("a pinned question comes before a template")
  func pinned() throws {
    let cancel = Target.intent("order/cancel")
    let source = Interpreter.Source(
      target: cancel,
      document: Document(id: cancel.documentID, title: "", questions: ["I changed my mind"]),
      intents: ["order/cancel"]
    )
    let pinned = Self.interpreter(
      patterns,
      source,
      pins: [("stop the purchase", "returns")]
    )
    let best = SampleInterpreter.interpret("stop the purchase", with: pinned).candidates.first
    #expect(best?.target == .article("returns"))
    #expect(best?.confidence == 1)
    let without = Self.interpreter(nil, source)
    let plain = SampleInterpreter.interpret("stop the purchase", with: without).candidates.first
    #expect(plain?.isExact != true)
  }

  @Test("small talk beside a sentence of a template leaves it one")
  func smallTalk() throws {
    let found = SampleInterpreter.interpret("hello, stop the purchase please", with: interpreter)
    #expect(found.candidates.first?.template?.template == Self.plain)
  }

  @Test("why the classifier took one target and not another is told by words")
  func explanation() throws {
    let text = "where is my order now"
    let found = SampleInterpreter.interpret(text, with: interpreter)
    let explanation = try #require(
      interpreter.explain(.intent("order/track"), over: .intent("order/cancel"), in: found)
    )
    #expect(explanation.intent == "intent:order/track")
    #expect(explanation.runnerUp == "intent:order/cancel")
    #expect(explanation.support.contains { $0.text.contains("where") })
    #expect(
      interpreter.explain(.intent("order/track"), over: .article("none"), in: found) == nil
    )
  }

  @Test("a concept of the shop's synonyms is told by its word, and the words that turn do turn")
  func synonyms() throws {
    var synonyms = SynonymTable()
    synonyms.addTwoWay(["parcel", "consignment"], analyzer: SampleInterpreter.analyzer)
    let sources = SampleInterpreter.sources
    let interpreter = Interpreter(
      index: SearchIndexBuilder.build(
        sources.map(\.document),
        analyzer: SampleInterpreter.analyzer,
        synonyms: synonyms,
        knownWords: SampleInterpreter.fillers
      ),
      analyzer: SampleInterpreter.analyzer,
      sources: sources,
      synonyms: synonyms,
      fillers: SampleInterpreter.fillers,
      pins: []
    )
    let text = "kind people where consignment"
    let found = SampleInterpreter.interpret(text, with: interpreter)
    let explanation = try #require(
      interpreter.explain(.intent("order/track"), over: .intent("human/request"), in: found)
    )
    #expect(!explanation.support.contains { $0.text == "≈kind" })
    #expect(!explanation.turningWords.contains("kind"))
  }
}
