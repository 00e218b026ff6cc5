import Content
import Dialogue
import Handoff
import Testing
import TextAnalysis

@testable import FrontdeskEngine

@Suite("What a trusted backend says of a session")
struct CustomerStatementTests {
  private let id = ConversationID("c")
  private let ana = Customer(
    id: "C-1001",
    fields: ["name": "Ana Popescu", "email": "ana.popescu@example.com", "language": "ro"]
  )

  @Test("is kept before anything was said, and what is known already writes nothing")
  func kept() throws {
    let shop = try KeepingShop()
    let context = SessionContext(page: "/cart", order: "A-10400")
    let statement = CustomerStatement(customer: ana, context: context, channel: "app")
    for seconds in [0.0, 1, 2] {
      _ = try shop.perform(at: seconds) { engine in
        engine.state(statement, in: id, at: KeepingShop.at(seconds))
        return []
      }
    }
    let events = try shop.events()
    #expect(events.count == 3)
    #expect(events.first == .customerIdentified(ana))
    #expect(events.last == .languageRecognised(.romanian))
    #expect(try shop.store.summary(of: id)?.channel == "app")
    try shop.restart(at: 5)
    let conversation = try #require(shop.conversation())
    #expect(conversation.customer == ana)
    #expect(conversation.context?.page == "/cart")
    #expect(conversation.context?.order == "A-10400")
    #expect(conversation.language == .romanian)
    #expect(conversation.turnCount == 0)
    // After a restart too.
    _ = try shop.perform(at: 6) { engine in
      engine.state(statement, in: id, at: KeepingShop.at(6))
      return []
    }
    #expect(try shop.events().count == 3)
  }

  @Test("a session that was stated and waits an hour for its first word is no old one")
  func late() throws {
    let shop = try KeepingShop()
    _ = try shop.perform(at: 0) { engine in
      engine.state(CustomerStatement(customer: ana), in: id, at: KeepingShop.at(0))
      return []
    }
    try shop.say("cum returnez un produs?", at: 36_000)
    #expect(shop.conversation()?.expiries == 0)
  }

  @Test(
    "the language, the customer's and the locale's count in that order, if the shop speaks it",
    arguments: [
      (Language.turkish, "ro", "ru-RU", Language.turkish), (nil, "ro", "ru-RU", .romanian),
      (nil, "de", "ru_RU", .russian), (nil, "", "ar", .arabic), (nil, "", "zz", .english),
    ] as [(Language?, String, String, Language)]
  )
  func language(
    _ language: Language?,
    _ own: String,
    _ locale: String,
    _ expected: Language
  ) throws {
    let engine = try LoadedShop.engine()
    let customer = Customer(id: "C-1", fields: own.isEmpty ? [:] : ["language": own])
    let statement = CustomerStatement(
      customer: customer,
      context: SessionContext(locale: locale),
      language: language
    )
    engine.state(statement, in: id, at: moment())
    #expect(engine.language(of: id) == expected)
    #expect(engine.language(of: ConversationID("nobody")) == .english)
    let said = engine.receive("12345", in: id, at: moment())
    #expect(said.first?.reply?.language == expected)
  }

  @Test("the customer's own words count more than a language that was stated before")
  func ownWords() throws {
    let engine = try LoadedShop.engine()
    let statement = CustomerStatement(customer: ana)
    engine.state(statement, in: id, at: moment())
    _ = engine.receive("I would like to know how much delivery costs", in: id, at: moment(1))
    #expect(engine.language(of: id) == .english)
    engine.state(statement, in: id, at: moment(2))
    #expect(engine.language(of: id) == .english)
    // Another one than before is news.
    var other = statement
    other.language = .russian
    engine.state(other, in: id, at: moment(3))
    #expect(engine.language(of: id) == .russian)
  }

  @Test("with another customer nothing that the one before said or proved counts")
  func otherCustomer() throws {
    let shop = try KeepingShop()
    func state(_ customer: Customer, at seconds: Double) throws {
      _ = try shop.perform(at: seconds) { engine in
        let statement = CustomerStatement(customer: customer, language: .english)
        engine.state(statement, in: id, at: KeepingShop.at(seconds))
        return []
      }
    }
    try state(ana, at: 0)
    try shop.say("where is my order A-10432", at: 1)
    #expect(shop.conversation()?.slots["order_number"] == .text("A-10432"))
    #expect(shop.conversation()?.frames.isEmpty == false)
    try state(Customer(id: "C-1002"), at: 2)
    #expect(shop.conversation()?.slots == [:])
    #expect(shop.conversation()?.frames.isEmpty == true)
    // What was asked for the one before is told to nobody.
    #expect(try shop.answer(.done(["verified": .bool(true)]), at: 3).told().isEmpty)
    #expect(shop.conversation()?.slots["order_verified"] == nil)
  }
}
