import Content
import FrontdeskEngine
import Testing
import TextAnalysis

@Suite("Literal facts")
struct FactLiteralsTests {
  private func literals(in text: String, _ language: Language) throws -> [ContentProblem] {
    var shop = WrittenShop()
    shop["corpus/\(language.code)/returns.md"]? += "\n\n\(text)"
    return try shop.problems(languages: [language]).filter { $0.rule == "literal-fact" }
  }

  @Test(
    "A number with its unit, currency or sign is the fact's",
    arguments: [
      ("You have 30 days.", Language.english, "return_days"),
      ("A 30-day right to return.", .english, "return_days"),
      ("Wait 30 calendar days for it.", .english, "return_days"),
      ("It takes 2–4 working days.", .english, "delivery_days"),
      ("It takes 2 to 4 working days.", .english, "delivery_days"),
      ("It takes at most 4 working days.", .english, "delivery_days"),
      ("It costs €4.90 at home.", .english, "delivery_price"),
      ("It costs 4.90 euros at home.", .english, "delivery_price"),
      ("It costs 4,9 EUR at home.", .english, "delivery_price"),
      ("You get 10% off.", .english, "discount"),
      ("We are open 9:00–20:00.", .english, "office_hours"),
      ("İade süresi 30 gündür.", .turkish, "return_days"),
      ("30 günlük iade hakkınız var.", .turkish, "return_days"),
      ("Size %10 indirim yaparız.", .turkish, "discount"),
      ("Kargo 4,90 € tutar.", .turkish, "delivery_price"),
      ("Teslimat 2–4 iş günü sürer.", .turkish, "delivery_days"),
    ]
  )
  func equal(text: String, language: Language, fact: String) throws {
    let problems = try literals(in: text, language)
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.first?.message.contains("`{{\(fact)}}`") == true, "\(problems)")
    #expect(problems.first?.line == 13)
  }

  @Test(
    "Other numbers and other units are left alone",
    arguments: [
      "Your order is A-30 or number 30.", "30. Days later it came.", "1. Days\n30. Nights",
      "On 30.10.2027 we are closed.", "We have 12 stores.", "It takes 31 days.", "It costs $4.90.",
      "It costs €4.95.", "Up to 10 people.", "Take 10 of 30 boxes.", "In {{return_days}} it ends.",
      "It takes 4 days.", "Call +30 20 7946 0142, days and nights.",
    ]
  )
  func different(text: String) throws {
    #expect(try literals(in: text, .english) == [])
  }

  @Test("Every fact with the value is named")
  func several() throws {
    var shop = WrittenShop()
    try shop.replace(
      "  return_days:",
      with: "  voucher_days: {number: 30, unit: day}\n  return_days:",
      in: "corpus/facts.yml"
    )
    shop["intents/en/shop.yml"]? += "  utter_parcel:\n    - text: It may take 30 days.\n"
    let problems = try shop.problems(languages: [.english])
    #expect(problems.map(\.rule) == ["literal-fact"])
    #expect(problems.first?.file == "intents/en/shop.yml")
    #expect(problems.first?.message.contains("`{{return_days}}` or `{{voucher_days}}`") == true)
  }
}
