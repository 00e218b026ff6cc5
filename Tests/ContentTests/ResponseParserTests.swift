import Content
import Testing

@Suite("Responses")
struct ResponseParserTests {
  private func responses(
    _ text: String,
    _ warnings: inout [ContentProblem]
  ) throws -> [ResponseDefinition] {
    try IntentFileParser.parse(Array(text.utf8), file: "a.yml", warnings: &warnings).responses
  }

  @Test("Variants keep text, channel and buttons, and know the line of their text")
  func variants() throws {
    var warnings: [ContentProblem] = []
    let response = try #require(responses(IntentFileParserTests.valid, &warnings).first)
    #expect(response.name == "utter_greet")
    #expect(response.line == 27)
    #expect(
      response.variants.map(\.text) == [
        LocatedText("Hello from {{shop_name}}!", line: 28),
        LocatedText("Hi.\nHow can I help?", line: 30),
      ]
    )
    #expect(response.variants.map(\.channel) == [nil, "email"])
    #expect(response.variants[1].buttons.map(\.title.text) == ["Track", "Other"])
    #expect(response.variants[1].buttons.map(\.payload) == ["/order/track", "Other"])
  }

  @Test("A response without any text is a warning and has no variants")
  func withoutText() throws {
    var warnings: [ContentProblem] = []
    let found = try responses("responses:\n  a:\n  b:\n    - image: x.png\n", &warnings)
    #expect(found.map(\.variants.count) == [0, 0])
    #expect(warnings.map(\.rule).sorted() == ["empty-response", "empty-response", "unused-key"])
  }

  @Test("A variant may have a condition, as a text or as Rasa's slots")
  func conditions() throws {
    var warnings: [ContentProblem] = []
    let found = try responses(
      """
      responses:
        a:
          - text: plain
          - text: open
            if: hours.open
          - text: Rasa's
            condition: [{type: slot, name: tier, value: vip}, {type: slot, name: n, value: 3}]
      """,
      &warnings
    )
    #expect(warnings == [])
    #expect(
      found[0].variants.map(\.condition) == [
        nil, .isTrue(.open(team: nil)),
        .all([
          .compare(.slot("tier"), .equal, .literal(.text("vip"))),
          .compare(.slot("n"), .equal, .literal(.number(3))),
        ]),
      ]
    )
  }

  @Test("A response whose variants all have conditions is an error, and is read all the same")
  func plainVariant() throws {
    var warnings: [ContentProblem] = []
    let found = try responses("responses:\n  a:\n    - {text: x, if: hours.open}\n", &warnings)
    #expect(found.map(\.variants.count) == [1])
    #expect(warnings.map(\.rule) == ["plain-variant"])
    #expect(warnings.map(\.line) == [2])
    #expect(warnings.map(\.severity) == [.error])
  }

  @Test("A condition that cannot be read is refused with its line and column")
  func brokenCondition() throws {
    var warnings: [ContentProblem] = []
    let problem = problem {
      _ = try responses("responses:\n  a:\n    - text: x\n      if: slot.x\n", &warnings)
    }
    #expect(problem?.rule == "condition")
    #expect(problem?.line == 4)
    #expect(problem?.message.contains("column 1") == true)
  }
}
