import Content
import FrontdeskEngine
import Testing
import TextAnalysis

@Suite("Texts that were not translated")
struct UntranslatedTests {
  private static let english = "Put the box into the bag and close it."

  private func untranslated(
    in shop: WrittenShop,
    languages: [Language]? = nil
  ) throws -> [ContentProblem] {
    try shop.problems(languages: languages).filter { $0.rule == "untranslated" }
  }

  /// A shop with a text below its article on returns in both languages.
  private func shop(_ english: String, _ turkish: String) -> WrittenShop {
    var shop = WrittenShop()
    shop["corpus/en/returns.md"]? += "\n\nFirst of all:\n\n\(english)"
    shop["corpus/tr/returns.md"]? += "\n\n\(turkish)"
    return shop
  }

  @Test(
    "A paragraph or list item of two languages is told once, of the one that is not the default",
    arguments: [
      (english, english), ("- \(english)", "1. One\n2. \(english)"),
      (english, "put  the box into\nthe **bag** and CLOSE it."),
      ("\(english) {{return_days}}!", "\(english)   {{delivery_days}}!"),
    ]
  )
  func body(english: String, turkish: String) throws {
    let problems = try untranslated(in: shop(english, turkish))
    #expect(problems.map(\.file) == ["corpus/tr/returns.md"], "\(problems)")
    #expect(problems.first?.line == (turkish.hasPrefix("1.") ? 14 : 13))
    #expect(problems.first?.severity == .warning)
    #expect(problems.first?.message.contains("the same in en") == true)
    #expect(try untranslated(in: shop(english, turkish), languages: [.english]) == [])
  }

  @Test(
    "Short texts, names, code and other texts are left alone",
    arguments: [
      "Apple Pay", "Google Pay, Apple Pay, American Express, Visa", "Extraordinarily",
      "Lumora {{return_days}} {{delivery_days}}", "```\nsudo make me a sandwich please\n```",
      "https://shop.example/returns/boxes/labels",
    ]
  )
  func short(text: String) throws {
    #expect(try untranslated(in: shop(text, text)) == [])
  }

  @Test("Texts that differ in a number are not the same")
  func number() throws {
    let shop = shop("Put all the 12 boxes into the bag.", "Put all the 13 boxes into the bag.")
    #expect(try untranslated(in: shop) == [])
  }

  @Test("A title that was not translated is told at its line")
  func title() throws {
    var shop = WrittenShop()
    try shop.replace(
      "Bir ürünü nasıl iade ederim?",
      with: "How do I return something?",
      in: "corpus/tr/returns.md"
    )
    #expect(try untranslated(in: shop).map(\.place) == ["corpus/tr/returns.md:3"])
  }

  @Test(
    "Responses count, and so do those that agents send",
    arguments: ["utter_greet", "reply_hi"]
  )
  func response(name: String) throws {
    var shop = WrittenShop()
    for code in ["en", "tr"] {
      shop["intents/\(code)/more.yml"] =
        "responses:\n  \(name):\n    - text: Short.\n    - text: \(Self.english)\n"
    }
    #expect(try untranslated(in: shop).map(\.place) == ["intents/tr/more.yml:4"])
    // Another response may say the same.
    shop["intents/tr/more.yml"] = "responses:\n  reply_ho:\n    - text: \(Self.english)\n"
    #expect(try untranslated(in: shop) == [])
  }

  @Test("Of two languages neither of which is the default both are told")
  func neither() throws {
    var shop = shop(Self.english, "Kutuyu poşete koyun ve kapatın.")
    try shop.replace("[en, tr]", with: "[en, tr, ro, ru]", in: "intents/shop.yml")
    for code in ["ro", "ru"] {
      shop["corpus/\(code)/returns.md"] = WrittenShop.article(
        "returns",
        "?",
        body: "Kutuyu bir poşete koyun ve onu kapatın."
      )
    }
    #expect(
      try untranslated(in: shop).map(\.place)
        == ["corpus/ro/returns.md:10", "corpus/ru/returns.md:10"]
    )
  }

  @Test("A fact's text that two languages share is told in the file of facts")
  func facts() throws {
    var shop = WrittenShop()
    func write(_ turkish: String) {
      shop["corpus/facts.yml"] = WrittenShop()["corpus/facts.yml"]?.replacing(
        "units:",
        with: "  weekdays:\n    text: {en: Monday to Friday, tr: \(turkish)}\nunits:"
      )
    }
    write("monday to  Friday")
    let problems = try untranslated(in: shop)
    #expect(problems.map(\.file) == ["corpus/facts.yml"])
    #expect(problems.first?.message.contains("`weekdays`") == true)
    #expect(problems.first?.message.contains("en, tr") == true)
    write("Pazartesiden cumaya kadar")
    #expect(try untranslated(in: shop) == [])
  }
}
