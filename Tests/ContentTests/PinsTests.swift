import Content
import Testing
import TextAnalysis

@Suite("Pins")
struct PinsTests {
  private func pins(_ text: String) throws -> [Pins.Pin] {
    var warnings: [ContentProblem] = []
    return try Pins(parsing: Array(text.utf8), file: "pins.yml", warnings: &warnings).pins
  }

  @Test("A pin is a question, its article and its language")
  func pin() throws {
    let found = try pins(
      "pins:\n  - {question: нет денег, article: refund-time, language: ru}\n  - question: hi\n"
        + "    article: contact-hours\n    language: en\n"
    )
    #expect(found.map(\.question) == ["нет денег", "hi"])
    #expect(found.map(\.article) == ["refund-time", "contact-hours"])
    #expect(found.map(\.language) == [.russian, .english])
    #expect(found.map(\.line) == [2, 3])
  }

  @Test(
    "A pin that is not complete is an error",
    arguments: [
      ("pins:\n  - {question: a, article: b}", "missing-key"),
      ("pins:\n  - {question: a, article: b, language: de}", "language"),
      ("pins:\n  - {qustion: a, article: b, language: en}", "unknown-key"),
      ("pins: a", "wrong-type"),
    ]
  )
  func mistakes(text: String, rule: String) {
    #expect(problem { _ = try pins(text) }?.rule == rule)
  }
}
