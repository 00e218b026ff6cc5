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
}
