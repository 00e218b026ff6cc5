import Content
import TestSupport
import Testing
import TextAnalysis

@Suite("Facts")
struct FactsTests {
  private func facts(_ text: String, _ warnings: inout [ContentProblem]) throws -> Facts {
    try Facts(parsing: Array(text.utf8), file: "corpus/facts.yml", warnings: &warnings)
  }

  @Test("Facts of all kinds are read")
  func kinds() throws {
    var warnings: [ContentProblem] = []
    let facts = try facts(
      """
      facts:
        days: {number: 30, unit: day}
        range: {from: 2, to: 4, unit: day}
        fee: {amount: 3.90}
        rate: {percent: 10}
        hours: {from: "09:00", to: "20:30"}
        name: {text: Lumora}
        weekdays:
          text:
            en: Monday
            ru: понедельник
      units:
        day:
          en: {one: day, other: days}
      """,
      &warnings
    )
    #expect(warnings.isEmpty)
    #expect(facts.names == ["days", "fee", "hours", "name", "range", "rate", "weekdays"])
    #expect(facts["days"]?.kind == .number(DecimalNumber(30), unit: "day"))
    #expect(facts["range"]?.kind == .range(DecimalNumber(2), DecimalNumber(4), unit: "day"))
    #expect(facts["hours"]?.kind == .hours(from: "9:00", to: "20:30"))
    #expect(facts["name"]?.kind == .text("Lumora"))
    #expect(facts["weekdays"]?.kind == .texts([.english: "Monday", .russian: "понедельник"]))
    #expect(facts["weekdays"]?.line == 8)
    #expect(facts["absent"] == nil)
  }

  @Test(
    "Each mistake is an error with its line and rule",
    arguments: [
      ("facts:\n  a: {number: 3, unit: day}", 2, "fact-unit"),
      ("facts:\n  a: {number: x}", 2, "wrong-type"),
      ("facts:\n  a: {number: -3}", 2, "wrong-type"),
      ("facts:\n  a: {from: 4, to: 2}", 2, "fact-kind"),
      ("facts:\n  a: {from: 4}", 2, "missing-key"), ("facts:\n  a: {to: 4}", 2, "fact-kind"),
      ("facts:\n  a: {number: 1, to: 4}", 2, "fact-kind"),
      ("facts:\n  a: {number: 1, percent: 4}", 2, "fact-kind"),
      ("facts:\n  a: {amount: 1.234}", 2, "fact-kind"),
      ("facts:\n  a: {amount: 1, unit: day}", 2, "fact-kind"),
      ("facts:\n  a: {from: \"25:00\", to: \"26:00\"}", 2, "fact-kind"),
      ("facts:\n  a: {from: \"9:60\", to: \"10:00\"}", 2, "fact-kind"),
      ("facts:\n  A: {number: 1}", 2, "fact-name"), ("facts:\n  a: 1", 2, "wrong-type"),
      ("facts:\n  a:\n    text:\n      de: x", 4, "language"),
      ("facts:\n  a: {nubmer: 1}", 2, "unknown-key"),
      ("units:\n  day:\n    en: {one: day}", 3, "plural-form"),
      ("units:\n  day:\n    en: {on: day, other: days}", 3, "plural-form"),
      ("units:\n  day:\n    de: {other: Tage}", 3, "language"),
      ("units:\n  day:\n    ru.number: {other: дня}", 3, "fact-unit"),
    ]
  )
  func mistakes(text: String, line: Int, rule: String) {
    var warnings: [ContentProblem] = []
    let found = problem { _ = try facts(text, &warnings) }
    #expect(found?.rule == rule, "\(found.map(String.init(describing:)) ?? "")")
    #expect(found?.line == line)
  }

  @Test("A unit that lacks a form its language needs is a warning")
  func missingForm() throws {
    var warnings: [ContentProblem] = []
    _ = try facts(
      "units:\n  day:\n    ru: {one: день, other: дней}\n    tr: {other: gün}",
      &warnings
    )
    #expect(warnings.map(\.line) == [3])
    #expect(warnings.first?.message.contains("few, many") == true)
  }

  @Test("A misspelt unit gets a suggestion")
  func suggestion() {
    var warnings: [ContentProblem] = []
    let text = "facts:\n  a: {number: 3, unit: huor}\nunits:\n  hour:\n    en: {other: hours}"
    #expect(
      problem { _ = try facts(text, &warnings) }?.message.contains("did you mean `hour`?") == true
    )
  }

  @Test("Random damage never stops the program")
  func fuzz() {
    var random = SeededGenerator(seed: 41)
    let source = Array(
      "facts:\n  a: {from: 1, to: 4, unit: day}\n  b: {amount: 3.90}\nunits:\n  day:\n    en: {other: x}\n"
        .utf8
    )
    var read = 0
    for _ in 0..<3_000 {
      var warnings: [ContentProblem] = []
      let facts = try? Facts(parsing: random.mutated(source), file: "f", warnings: &warnings)
      read += facts == nil ? 0 : 1
    }
    #expect(read > 50)
  }
}
