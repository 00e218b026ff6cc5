import Content
import Testing
import TextAnalysis

@Suite("FactRenderer")
struct FactRendererTests {
  static let languages: [Language] = [.english, .russian, .romanian, .turkish, .arabic]

  static let units = """
    units:
      day:
        en: {one: day, other: days}
        ru: {one: день, few: дня, many: дней, other: дня}
        ru.genitive: {one: дня, few: дней, many: дней, other: дня}
        ro: {one: zi, few: zile, other: de zile}
        tr: {other: gün}
        ar: {one: يوم واحد, two: يومان, few: أيام, many: يومًا, other: يوم}
      night:
        en: {one: night, other: nights}
    """

  private func renderer(_ fact: String, currency: String = "EUR") throws -> FactRenderer {
    var warnings: [ContentProblem] = []
    let text = "facts:\n  x: {\(fact)}\n\(Self.units)\n"
    let facts = try Facts(parsing: Array(text.utf8), file: "corpus/facts.yml", warnings: &warnings)
    #expect(warnings.isEmpty)
    return FactRenderer(facts: facts, currency: currency)
  }

  private func all(_ fact: String, _ placeholder: String = "{{x}}", currency: String = "EUR") throws
    -> [String]
  {
    let renderer = try renderer(fact, currency: currency)
    return try Self.languages.map { try renderer.render(placeholder, in: $0, file: "a.md") }
  }

  @Test(
    "A number goes with the plural of its unit in all five languages",
    arguments: [
      ("1", ["1 day", "1 день", "1 zi", "1 gün", "يوم واحد"]),
      ("2", ["2 days", "2 дня", "2 zile", "2 gün", "يومان"]),
      ("7", ["7 days", "7 дней", "7 zile", "7 gün", "7 أيام"]),
      ("21", ["21 days", "21 день", "21 de zile", "21 gün", "21 يومًا"]),
      ("30", ["30 days", "30 дней", "30 de zile", "30 gün", "30 يومًا"]),
      ("100", ["100 days", "100 дней", "100 de zile", "100 gün", "100 يوم"]),
      ("1.5", ["1.5 days", "1,5 дня", "1,5 zile", "1,5 gün", "1.5 يوم"]),
      ("10000", ["10,000 days", "10 000 дней", "10.000 de zile", "10.000 gün", "10,000 يوم"]),
    ] as [(String, [String])]
  )
  func numbers(number: String, expected: [String]) throws {
    #expect(try all("number: \(number), unit: day") == expected)
  }

  @Test("Changing one fact changes the sentence in every language")
  func change() throws {
    let before = try all("number: 30, unit: day", "<{{x}}>")
    let after = try all("number: 14, unit: day", "<{{x}}>")
    #expect(before == ["<30 days>", "<30 дней>", "<30 de zile>", "<30 gün>", "<30 يومًا>"])
    #expect(after == ["<14 days>", "<14 дней>", "<14 zile>", "<14 gün>", "<14 يومًا>"])
  }

  @Test("A range takes the plural of its upper bound")
  func ranges() throws {
    #expect(
      try all("from: 2, to: 4, unit: day") == [
        "2–4 days", "2–4 дня", "2–4 zile", "2–4 gün", "2–4 أيام",
      ]
    )
    #expect(
      try all("from: 14, to: 21, unit: day")
        == ["14–21 days", "14–21 день", "14–21 de zile", "14–21 gün", "14–21 يومًا"]
    )
    #expect(try all("from: 1, to: 2, unit: day").last == "1–2 يوم")
    #expect(
      try all("from: 2, to: 4, unit: day", "{{x.number}}") == Array(repeating: "2–4", count: 5)
    )
  }

  @Test(
    "Money has the shop's currency where readers expect it",
    arguments: [
      ("4.90", "EUR", ["€4.90", "4,90 €", "4,90 €", "4,90 €", "4.90 يورو"]),
      ("50", "EUR", ["€50", "50 €", "50 €", "50 €", "50 يورو"]),
      ("3.05", "USD", ["$3.05", "3,05 $", "3,05 $", "3,05 $", "3.05 دولار"]),
      (
        "12500", "RON",
        ["RON 12,500", "12 500 RON", "12.500 lei", "12.500 RON", "12,500 ليو روماني"]
      ),
      ("49.9", "TRY", ["₺49.90", "49,90 ₺", "49,90 ₺", "49,90 TL", "49.90 ليرة تركية"]),
      ("5", "CHF", ["CHF 5", "5 CHF", "5 CHF", "5 CHF", "5 CHF"]),
    ] as [(String, String, [String])]
  )
  func money(amount: String, currency: String, expected: [String]) throws {
    #expect(try all("amount: \(amount)", currency: currency) == expected)
  }

  @Test("Percentages, hours and texts have their forms")
  func others() throws {
    #expect(try all("percent: 10") == ["10%", "10 %", "10%", "%10", "10%"])
    #expect(try all("percent: 2.5", "{{x.number}}") == ["2.5", "2,5", "2,5", "2,5", "2.5"])
    #expect(try all("from: \"09:00\", to: \"20:00\"") == Array(repeating: "9:00–20:00", count: 5))
    #expect(try all("text: help@x.y") == Array(repeating: "help@x.y", count: 5))
    #expect(try all("number: 5") == Array(repeating: "5", count: 5))
    #expect(try all("amount: 3.90", "{{x.number}}") == ["3.90", "3,90", "3,90", "3,90", "3.90"])
    #expect(try all("number: 1, unit: day", "{{x.number}}") == Array(repeating: "1", count: 5))
  }

  @Test(
    "The Russian genitive has its own words",
    arguments: [("1", "1 дня"), ("2", "2 дней"), ("21", "21 дня"), ("30", "30 дней")]
  )
  func genitive(number: String, expected: String) throws {
    let renderer = try renderer("number: \(number), unit: day")
    #expect(try renderer.render("{{x.genitive}}", in: .russian, file: "a") == expected)
  }

  @Test(
    "What cannot be filled in is an error at the line of use",
    arguments: [
      ("{{y}}", Language.english, "unknown-fact"), ("{{x.genitive}}", .english, "fact-form"),
      ("{{x.dative}}", .russian, "fact-form"), ("{{x y}}", .english, "placeholder"),
      ("{{x", .english, "placeholder"),
    ]
  )
  func mistakes(placeholder: String, language: Language, rule: String) throws {
    let renderer = try renderer("number: 3, unit: day")
    let text = "first {{x}}\nthen \(placeholder)"
    let found = problem {
      _ = try renderer.render(text, in: language, file: "corpus/a.md", firstLine: 10)
    }
    #expect(found?.rule == rule)
    #expect(found?.file == "corpus/a.md")
    #expect(found?.line == 11)
    #expect(
      renderer.problems(in: text, language: language, file: "corpus/a.md", firstLine: 10)
        == found.map { [$0] }
    )
  }

  @Test("A language without words for a fact is an error that says where they belong")
  func missingLanguage() throws {
    let nights = try renderer("number: 3, unit: night")
    #expect(try nights.render("{{x}}", in: .english, file: "a") == "3 nights")
    #expect(
      problem { _ = try nights.render("{{x}}", in: .turkish, file: "a") }?.rule == "fact-unit"
    )
    let text = try renderer("text: {en: Monday}")
    let found = problem { _ = try text.render("{{x}}", in: .arabic, file: "a") }
    #expect(found?.rule == "fact-language")
    #expect(found?.message.contains("line 2 of corpus/facts.yml") == true)
    #expect(
      problem { _ = try text.render("{{x.number}}", in: .english, file: "a") }?.rule == "fact-form"
    )
  }

  @Test("Misspelt names and forms get a suggestion")
  func suggestions() throws {
    let renderer = try renderer("number: 3, unit: day")
    let form = problem { _ = try renderer.render("{{x.genitiv}}", in: .russian, file: "a") }
    #expect(form?.message.contains("did you mean `genitive`?") == true)
    let name = problem {
      _ = try renderer.render("{{postion}}", in: .russian, file: "a", supplied: ["position": "3"])
    }
    #expect(name?.message.contains("did you mean `position`?") == true)
  }

  @Test("Values of the program are filled in, or left for later")
  func supplied() throws {
    let renderer = try renderer("number: 3, unit: day")
    let text = "{{agent}} answers in {{x}}; you are number {{position}}."
    #expect(
      try renderer.render(
        text,
        in: .english,
        file: "a",
        supplied: ["position": "2"],
        deferred: ["agent"]
      )
        == "{{agent}} answers in 3 days; you are number 2."
    )
    #expect(
      renderer.problems(in: text, language: .english, file: "a", programNames: ["agent"]).map(
        \.rule
      )
        == ["unknown-fact"]
    )
  }

  @Test("A supplied value is not searched for placeholders")
  func noRecursion() throws {
    let renderer = try renderer("number: 3, unit: day")
    #expect(
      try renderer.render("{{agent}}", in: .english, file: "a", supplied: ["agent": "{{x}}"])
        == "{{x}}"
    )
  }
}
