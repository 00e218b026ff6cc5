import Retrieval
import TestSupport
import Testing
import TextAnalysis
import Understanding

@Suite("Interpreter")
struct InterpreterTests {
  @Test(
    "the right target is found",
    arguments: [
      ("my parcel, where is it", Target.intent("order/track")),
      ("how do I return these", .article("returns")),
      ("shipping cost", .article("delivery")),
      ("invoice please", .intent("order/invoice")),
      ("I want to talk to an agent", .intent("human/request")),
    ]
  )
  func target(_ text: String, _ expected: Target) {
    let best = SampleInterpreter.interpret(text).candidates.first
    #expect(best?.target == expected)
    #expect((best?.confidence ?? 0) > 0.5)
  }

  @Test(
    "an example to the letter wins outright, whatever its case and signs",
    arguments: ["where is my order", "Where is my ORDER?", "  where is my order!!! "]
  )
  func exact(_ text: String) throws {
    let best = try #require(SampleInterpreter.interpret(text).candidates.first)
    #expect(best.target == .intent("order/track"))
    #expect(best.isExact)
    #expect(best.confidence == 1)
    #expect(best.intent == "order/track")
    #expect(best.matched == "where is my order")
  }

  @Test("an example with a word more or less, or misspelt, does not win outright")
  func notExact() {
    for text in ["where is my order now", "where is my", "where is my ordr"] {
      #expect(SampleInterpreter.interpret(text).candidates.allSatisfy { !$0.isExact }, "\(text)")
    }
  }

  @Test("an order number beside an example leaves it an example")
  func orderNumber() throws {
    let best = try #require(
      SampleInterpreter.interpret("where is my order A-10432").candidates.first
    )
    #expect(best.target == .intent("order/track"))
    #expect(best.isExact)
  }

  @Test("a pinned question is answered by its article, before every example that says the same")
  func pins() throws {
    let interpreter = SampleInterpreter.interpreter(pins: [
      ("gimme my dosh", "returns"), ("where is my parcel", "delivery"),
      ("track my package", "returns"),
    ])
    for (text, article) in [
      ("Gimme my dosh!", "returns"), ("where is my parcel", "delivery"),
      ("track my package", "returns"),
    ] {
      let best = try #require(SampleInterpreter.interpret(text, with: interpreter).candidates.first)
      #expect(best.target == .article(article), "\(text)")
      #expect(best.isExact)
      #expect(best.confidence == 1)
    }
    let other = SampleInterpreter.interpret("gimme my money", with: interpreter).candidates.first
    #expect(other?.isExact != true)
  }

  @Test("each target is a candidate once, pinned or not")
  func oneEach() {
    let interpreter = SampleInterpreter.interpreter(pins: [("can I return it", "returns")])
    for text in ["can I return it", "return shipping fee of my parcel order"] {
      let targets = SampleInterpreter.interpret(text, with: interpreter).candidates.map(\.target)
      #expect(Set(targets).count == targets.count)
    }
  }

  @Test("a pin of nothing but signs or numbers is not found in every such line")
  func emptyPin() {
    let interpreter = SampleInterpreter.interpreter(pins: [
      ("?!", "returns"), ("A-10432", "returns"),
    ])
    for text in ["👍", "...", "B-55555"] {
      let best = SampleInterpreter.interpret(text, with: interpreter).candidates.first
      #expect(best?.isExact != true, "\(text)")
    }
  }

  @Test("corrections are listed")
  func corrections() {
    let interpretation = SampleInterpreter.interpret("where is my parcle")
    #expect(interpretation.corrections.map(\.from) == ["parcle"])
    #expect(interpretation.corrections.map(\.to) == ["parcel"])
    #expect(interpretation.corrections.map(\.reason) == [.spelling])
    #expect(SampleInterpreter.interpret("where is my parcel").corrections.isEmpty)
  }

  @Test("a question is found beside a greeting and thanks")
  func smallTalk() {
    for text in [
      "hi, where is my parcel", "hello where is my parcel", "Good morning! Where is my parcel?",
      "where is my parcel, thanks", "hi where is my parcel thank you very much",
    ] {
      let interpretation = SampleInterpreter.interpret(text)
      #expect(interpretation.candidates.first?.target == .intent("order/track"), "\(text)")
      #expect((interpretation.candidates.first?.confidence ?? 0) > 0.8, "\(text)")
      #expect(interpretation.utterance.text == text)
    }
  }

  @Test("small talk alone stays small talk")
  func smallTalkAlone() {
    for (text, target) in [
      ("hi", "smalltalk/greet"), ("hey there", "smalltalk/greet"), ("hello thanks", nil),
      ("thank you very much", "smalltalk/thanks"),
    ] {
      let best = SampleInterpreter.interpret(text).candidates.first?.target
      #expect(best?.isSmallTalk == true, "\(text)")
      if let target { #expect(best == .intent(target)) }
    }
  }

  @Test("words beside a greeting keep their places in the text")
  func ranges() {
    let text = "hi, where is my parcel"
    let interpretation = SampleInterpreter.interpret(text)
    let bytes = Array(text.utf8)
    for group in interpretation.query.groups {
      #expect(String(decoding: bytes[group.range], as: UTF8.self) == group.word)
    }
  }

  @Test(
    "nothing is sure of words that nobody knows",
    arguments: ["zqxv", "wqoei rutyx", "👍", "?", "", "x", "zzxq vvbn"]
  )
  func unknown(_ text: String) {
    let best = SampleInterpreter.interpret(text).candidates.first
    #expect((best?.confidence ?? 0) < 0.5)
  }

  @Test("seeded gibberish is hardly ever sure of anything")
  func gibberish() {
    var random = SeededGenerator(seed: 7)
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    let interpreter = SampleInterpreter.interpreter()
    var sure = 0
    for _ in 0..<200 {
      let words = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        String(
          (0..<Int.random(in: 4...9, using: &random)).map { _ in
            letters[Int.random(in: 0..<letters.count, using: &random)]
          }
        )
      }
      let best = SampleInterpreter.interpret(words.joined(separator: " "), with: interpreter)
        .candidates.first
      if (best?.confidence ?? 0) >= 0.75 { sure += 1 }
    }
    #expect(sure <= 4)
  }

  @Test("the parts of an explanation add up to the score")
  func explanation() throws {
    let interpreter = SampleInterpreter.interpreter()
    for text in ["where is my parcle", "how do I return an item", "shipping fee for my order"] {
      let interpretation = SampleInterpreter.interpret(text, with: interpreter)
      for candidate in interpretation.candidates where candidate.hit != nil {
        let explanation = try #require(interpreter.explain(candidate, in: interpretation))
        expectAddsUp(explanation)
        #expect(abs(Double(explanation.value) - candidate.score) < 1e-3)
        #expect(explanation.label == candidate.target.documentID)
      }
    }
  }

  @Test("the same question gives the same answer")
  func deterministic() {
    let first = SampleInterpreter.interpreter()
    let second = SampleInterpreter.interpreter()
    for text in ["return order", "shipping parcel invoice", "agent"] {
      let a = SampleInterpreter.interpret(text, with: first).candidates
      let b = SampleInterpreter.interpret(text, with: first).candidates
      #expect(a.map(\.target) == b.map(\.target))
      #expect(a.map(\.confidence) == b.map(\.confidence))
      let c = SampleInterpreter.interpret(text, with: second).candidates
      #expect(a.map(\.target) == c.map(\.target))
      #expect(a.map(\.confidence) == c.map(\.confidence))
    }
  }

  @Test("an interpreter without documents finds nothing")
  func empty() {
    let interpreter = SampleInterpreter.interpreter(sources: [])
    #expect(SampleInterpreter.interpret("where is my order", with: interpreter).candidates.isEmpty)
  }

  private func expectAddsUp(_ explanation: Explanation) {
    let parts = explanation.details.map(\.value)
    let sum =
      switch explanation.operation {
      case .leaf: explanation.value
      case .sum: parts.reduce(0, +)
      case .product: parts.reduce(1, *)
      }
    #expect(abs(sum - explanation.value) <= 1e-4 * max(1, abs(explanation.value)))
    for detail in explanation.details { expectAddsUp(detail) }
  }
}
