import Content
import Testing
import TextAnalysis

@Suite("Thresholds")
struct ThresholdsTests {
  private func thresholds(_ text: String) throws -> Thresholds {
    var warnings: [ContentProblem] = []
    return try Thresholds(parsing: Array(text.utf8), file: "t.yml", warnings: &warnings)
  }

  @Test("A language has the general levels except those it sets itself")
  func levels() throws {
    let found = try thresholds(
      "answer: 0.7\nlanguages:\n  tr: {answer: 0.55}\n  ar:\n    margin: 0\n"
    )
    #expect(found[.english] == Thresholds.Levels(answer: 0.7))
    #expect(found[.turkish] == Thresholds.Levels(answer: 0.55))
    #expect(found[.arabic] == Thresholds.Levels(answer: 0.7, margin: 0))
  }

  @Test("An empty file means the defaults")
  func empty() throws {
    #expect(try thresholds("# nothing\n") == Thresholds())
  }

  @Test(
    "Levels are numbers from 0 to 1, and clarify is not above answer",
    arguments: [
      ("answer: 1.5", 1, "threshold"), ("answer: high", 1, "wrong-type"),
      ("answer: -0.1", 1, "wrong-type"),
      ("answer: nan", 1, "wrong-type"), ("margin: 1e-3", 1, "wrong-type"),
      ("answer: 0.3\nclarify: 0.4", 2, "threshold"),
      ("languages:\n  tr: {answer: 0.1}", 2, "threshold"),
      ("languages:\n  de: {answer: 0.2}", 2, "language"),
      ("anwser: 0.5", 1, "unknown-key"),
    ]
  )
  func mistakes(text: String, line: Int, rule: String) {
    let found = problem { _ = try thresholds(text) }
    #expect(found?.rule == rule)
    #expect(found?.line == line)
  }
}
