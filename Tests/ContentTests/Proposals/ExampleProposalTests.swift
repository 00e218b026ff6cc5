import Testing
import TextAnalysis

@testable import Content

@Suite("Proposal of examples")
struct ExampleProposalTests {
  private static func read(_ text: String) throws -> ExampleProposal {
    try ExampleProposal(parsing: Array(text.utf8), file: "p.yml")
  }

  @Test("What is written is read back, whatever the texts hold")
  func roundTrip() throws {
    let texts = [
      "where has my parcel got to", "it's \"late\" \\ again", "a: b # c", "- dash", "no", "٣ أيام",
      "{{x}}", "[x] y", "где мой заказ?", "'", "\"", "\\",
    ]
    let items = [
      ExampleProposal.Item(
        language: .english,
        place: .intent("order/track"),
        examples: texts.map { LocatedText($0, line: 0) }
      ),
      ExampleProposal.Item(
        language: .arabic,
        place: .article("no"),
        examples: [LocatedText("متى", line: 0)]
      ),
    ]
    let text = ExampleProposal(items: items).text(
      source: "1,234 messages of a\nb.txt",
      command: "frontdesk learn --accept p.yml"
    )
    #expect(text.hasPrefix("# Proposed by `frontdesk learn` from 1,234 messages of ab.txt. "))
    let read = try Self.read(text)
    #expect(read.items.map(\.language) == [.english, .arabic])
    #expect(read.items.map(\.place) == items.map(\.place))
    #expect(read.items.map { $0.examples.map(\.text) } == [texts, ["متى"]])
    #expect(read.items.first?.line == 5)
    #expect(read.items.first?.examples.first?.line == 7)
  }

  @Test("An empty proposal is written and read")
  func empty() throws {
    let text = ExampleProposal(items: []).text(source: "1 message", command: "x")
    #expect(try Self.read(text).items.isEmpty)
  }

  @Test("Items and lists that were emptied by deleting lines are passed over")
  func deleted() throws {
    #expect(try Self.read("proposals:\n").items.isEmpty)
    let text = """
      proposals:
        - language: en
          intent: a
          examples:
        - language: en
          intent: b
          examples:
            - still here
      """
    #expect(try Self.read(text).items.map(\.place) == [.intent("b")])
  }

  @Test(
    "What is wrong is told with its line",
    arguments: [
      ("proposal: []\n", 1, "unknown-key"),
      ("# nothing\n", 0, "wrong-type"),
      ("proposals:\n  - language: xx\n    intent: a\n    examples: [b]\n", 2, "language"),
      ("proposals:\n  - language: en\n    examples: [b]\n", 2, "proposal-item"),
      (
        "proposals:\n  - language: en\n    intent: a\n    article: b\n    examples: [b]\n", 2,
        "proposal-item"
      ),
      ("proposals:\n  - language: en\n    intent: a\n    note: b\n", 4, "unknown-key"),
      ("proposals:\n  - intent: a\n    examples: [b]\n", 2, "missing-key"),
      (
        "proposals:\n  - language: en\n    intent: a\n    examples:\n      - b\n      - \"a\\nb\"\n",
        6, "proposal-example"
      ),
      (
        "proposals:\n  - language: en\n    intent: a\n    examples:\n      - \"[b](c)\"\n", 5,
        "proposal-example"
      ),
      ("proposals:\n  - language: en\n    intent: a\n    examples: b\n", 4, "wrong-type"),
    ]
  )
  func problems(text: String, line: Int, rule: String) throws {
    let problem = #expect(throws: ContentProblem.self) { try Self.read(text) }
    #expect(problem?.line == line)
    #expect(problem?.rule == rule)
  }

  @Test("Brackets are refused only where they would be read as a mark of an intent's example")
  func annotations() {
    for text in ["[a](b)", "x [a](b:c)", "[a]{\"entity\": \"b\"}", "[a]{b", "[a][{x"] {
      #expect(ExampleText.refusal(of: text, at: .intent("i")) != nil, "\(text)")
      #expect(ExampleText.refusal(of: text, at: .article("i")) == nil, "\(text)")
    }
    for text in ["[A-00000](order_number)", "a [name@example.com](email)"] {
      #expect(ExampleText.refusal(of: text, at: .intent("i")) == nil, "\(text)")
    }
    #expect(ExampleText.refusal(of: "[x](email) [a](b)", at: .intent("i")) != nil)
    #expect(ExampleText.refusal(of: "[x](email:y)", at: .intent("i")) != nil)
    #expect(ExampleText.plain("where is [A-00000](order_number)?") == "where is A-00000?")
    for text in ["[a]", "[a] (b)", "{a}", "a[0]", "[here](https://x.example)"] {
      #expect(ExampleText.refusal(of: text, at: .intent("i")) == nil, "\(text)")
    }
    #expect(ExampleText.refusal(of: "a\u{202E}b", at: .article("i")) != nil)
  }
}
