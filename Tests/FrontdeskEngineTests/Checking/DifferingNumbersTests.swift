import Content
import FrontdeskEngine
import Testing
import TextAnalysis

@Suite("Numbers that differ between languages")
struct DifferingNumbersTests {
  /// A shop whose article on returns says something more in each language.
  private func shop(_ additions: [Language: String]) throws -> WrittenShop {
    var shop = WrittenShop()
    let languages = Set(additions.keys).union([.english, .turkish])
    let codes = Language.allCases.filter(languages.contains).map(\.code).joined(separator: ", ")
    try shop.replace("[en, tr]", with: "[\(codes)]", in: "intents/shop.yml")
    try shop.replace(
      "  day:\n",
      with: """
          hour:
            en: {one: hour, other: hours}
            ro: {one: oră, few: ore, other: de ore}
          day:
            ro: {one: zi, few: zile, other: de zile}
            ru: {one: день, few: дня, many: дней, other: дня}
            ar: {one: يوم واحد, two: يومان, few: أيام, many: يومًا, other: يوم}

        """,
      in: "corpus/facts.yml"
    )
    for (language, text) in additions {
      let path = "corpus/\(language.code)/returns.md"
      if shop[path] == nil {
        shop[path] = WrittenShop.article("returns", "?", body: "{{return_days}}")
      }
      shop[path]? += "\n\n\(text)"
    }
    return shop
  }

  private func problems(
    _ additions: [Language: String],
    languages: [Language]? = nil
  ) throws -> [ContentProblem] {
    try shop(additions).problems(languages: languages).filter { $0.rule == "differing-numbers" }
  }

  @Test("Of two languages that say something else both are told in one warning")
  func two() throws {
    let problems = try problems([.english: "Wait 14 days.", .turkish: "21 gün bekleyin."])
    #expect(problems.map(\.place) == ["corpus/tr/returns.md:13"])
    #expect(problems.first?.severity == .warning)
    #expect(problems.first?.message.hasPrefix("tr says \"21 gün\", en says \"14 days\"") == true)
    // The shop's first language is the one that others are translated from.
    let english = try self.problems(
      [.english: "Wait 14 days.", .turkish: "21 gün bekleyin."],
      languages: [.english]
    )
    #expect(english.map(\.place) == ["corpus/en/returns.md:13"])
  }

  @Test("A number that one of two languages does not have is told where it stands")
  func alone() throws {
    let problems = try problems([.english: "Wait.\n\nThe box may weigh up to 25 kilograms."])
    #expect(problems.map(\.place) == ["corpus/en/returns.md:15"])
    #expect(problems.first?.message.contains("only en says \"25\"") == true)
    #expect(problems.first?.message.contains("tr too") == true)
  }

  @Test("Of three languages the odd one is told, with what the others say")
  func three() throws {
    let problems = try problems([
      .english: "Wait 14 days.", .turkish: "14 gün bekleyin.", .romanian: "Așteptați 30 de ore.",
    ])
    #expect(problems.map(\.place) == ["corpus/ro/returns.md:10", "corpus/ro/returns.md:12"])
    let messages = problems.map(\.message).joined(separator: "\n")
    #expect(messages.contains("only ro says \"30 de ore\""))
    #expect(messages.contains("ro does not say what the others do"))
    #expect(messages.contains("en says \"14 days\", tr says \"14 gün\""))
  }

  @Test("A number that two of four languages have is a matter of taste")
  func half() throws {
    let problems = try problems([
      .english: "Wait 14 days.", .turkish: "14 gün bekleyin.", .romanian: "Așteptați.",
      .russian: "Подождите.",
    ])
    #expect(problems == [])
  }

  @Test(
    "Numbers that are the same are silent, however they are written",
    arguments: [
      ("30 days, then 14 days.", Language.turkish, "14 gün, sonra {{return_days}}."),
      ("It costs €4.90.", .turkish, "{{delivery_price}} tutar."),
      ("It costs {{delivery_price}}.", .turkish, "4,90 euro tutar."),
      ("You get {{discount}} off.", .turkish, "Size %10 indirim."),
      ("In 2 to 4 working days.", .turkish, "{{delivery_days}} içinde."),
      ("Up to 10,000 letters.", .turkish, "En çok 10.000 harf."),
      ("Up to 10,000 letters.", .russian, "До 10 000 букв."),
      ("Up to 1,250 letters.", .romanian, "Cel mult 1.250 de litere."),
      ("Wait 14 days.", .arabic, "انتظر ١٤ يومًا."),
      ("Up to 25 letters.", .arabic, "حتى ۲۵ حرفًا."),
      ("Wait 2 days.", .arabic, "انتظر يومين."),
      ("Wait 2 days.", .romanian, "Așteptați două zile."),
      ("Wait 14 days.", .russian, "14-дневный срок."),
      ("The first 14 days count.", .romanian, "Primele 14 zile."),
    ]
  )
  func same(english: String, language: Language, text: String) throws {
    var additions = [Language.english: english, language: text]
    // What is not compared must not differ either.
    if language != .turkish { additions[.turkish] = english }
    #expect(try problems(additions) == [])
  }

  @Test(
    "What only names, orders or times something is no number",
    arguments: [
      "Your order is A-10432, or #10432.", "Call +44 20 7946 0142.", "Write to box24@shop.example.",
      "See https://shop.example/24/7.", "Enter the 3-D Secure code.", "We are here 24/7.",
      "We open at 9:30 and close at 18:00.", "We open at 9 am.", "On 24.12.2026 we are closed.",
      "1. Open the box.\n2. Print it.", "1) Open the box.\n\n> 2) Print it.",
      "We are there {{office_hours}}.", "Wait. <!-- 14 days until May -->",
    ]
  )
  func names(text: String) throws {
    #expect(try problems([.english: text]) == [])
  }

  @Test("The same figure of another unit differs, and of an unknown one does not")
  func units() throws {
    let differing = try problems([
      .english: "Wait 14 days.", .turkish: "14 gün bekleyin.", .romanian: "Așteptați 14 ore.",
    ])
    #expect(differing.count == 1)
    #expect(differing.first?.message.contains("ro says \"14 ore\", en says \"14 days\"") == true)
    #expect(
      try problems([
        .english: "Wait 14 days.", .turkish: "14 gün bekleyin.", .romanian: "Așteptați 14 nopți.",
      ]) == []
    )
    #expect(
      try problems([.english: "It costs 50 USD.", .turkish: "50 EUR tutar."]).count == 1
    )
  }

  @Test("An article of one language alone has nothing to differ from")
  func oneLanguage() throws {
    var shop = WrittenShop()
    shop["corpus/en/gifts.md"] = WrittenShop.article("gifts", "Do you wrap?", body: "Up to 25.")
    #expect(try shop.problems().filter { $0.rule == "differing-numbers" } == [])
    try shop.replace("[en, tr]", with: "[en]", in: "intents/shop.yml")
    try shop.replace("return it within {{return_days}}", with: "keep 7", in: "corpus/en/returns.md")
    #expect(try shop.problems() == [])
  }

  @Test("A fact is compared by its value")
  func fact() throws {
    var shop = WrittenShop()
    try shop.replace(
      "  return_days:",
      with: "  label_days: {number: 14, unit: day}\n  return_days:",
      in: "corpus/facts.yml"
    )
    try shop.replace("{{return_days}}", with: "{{label_days}}", in: "corpus/tr/returns.md")
    let problems = try shop.problems()
    #expect(problems.map(\.rule) == ["differing-numbers"])
    #expect(problems.first?.place == "corpus/tr/returns.md:11")
    #expect(problems.first?.message.contains("tr says \"14 gün\", en says \"30 days\"") == true)
  }
}
