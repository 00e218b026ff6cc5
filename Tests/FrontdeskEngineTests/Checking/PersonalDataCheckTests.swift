import Content
import FrontdeskEngine
import Testing
import TextAnalysis

@Suite("Personal data in a shop's content")
struct PersonalDataCheckTests {
  @Test(
    "What may be a person's is a warning at its line",
    arguments: [
      ("write to jane.doe@mail.com", "an e-mail address"),
      ("call +44 161 496 8732", "a telephone number"),
      ("call 0712 983 645", "a telephone number"),
      ("pay with 5105 1051 0510 5100", "the number of a payment card"),
      ("to DE89 3704 0044 0532 0130 00", "the number of a bank account"),
    ]
  )
  func found(text: String, what: String) throws {
    var shop = WrittenShop()
    shop["intents/tests/en/saved.yml"] = """
      test_cases:
        - test_case: one
          steps:
            - user: \(text)
            - flow: none
      """
    let problems = try shop.problems().filter { $0.rule == "personal-data" }
    #expect(problems.map(\.line) == [4])
    #expect(problems.first?.severity == .warning)
    #expect(problems.first?.message.contains(what) == true)
    #expect(problems.first?.message.contains(text) == false)
  }

  @Test(
    "What is set aside for examples, or plainly invented, is nobody's",
    arguments: [
      "name@example.com", "ann@shop.example", "+1 202 555 0100", "+44 20 7946 0142",
      "+7 700 000 0130", "0712 345 678", "4111 1111 1111 1111", "A-10432", "15.11.2026",
    ]
  )
  func samples(text: String) throws {
    var shop = WrittenShop()
    shop["intents/tests/en/saved.yml"] = """
      test_cases:
        - test_case: one
          steps:
            - user: \(text)
            - flow: none
      """
    #expect(try shop.problems().filter { $0.rule == "personal-data" } == [])
  }
}

@Suite("The privacy of a shop's texts")
struct ShopPrivacyTests {
  @Test("The shop's own numbers are no cards, and its own contacts are not personal")
  func bundled() throws {
    let shop = try LoadedShop.engine().shop
    let text = "A-10432, help@lumora.example, +44 20 7946 0142, jane@mail.com"
    #expect(
      shop.personalData().replaced(text)
        == "A-00000, help@lumora.example, +44 20 7946 0142, name@example.com"
    )
    #expect(
      shop.personalData(names: ["Jane Roe"]).annotated("Jane Roe asks for A-10432")
        == "[Alex](name) asks for [A-00000](order_number)"
    )
    #expect(shop.paymentCards.redacted("A-10432 4111 1111 1111 1111") == "A-10432 [card number]")
    #expect(shop.paymentCards.redacted("GC10000009 cvv 123") == "GC10000009 cvv [security code]")
  }
}
