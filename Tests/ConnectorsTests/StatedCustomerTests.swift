import Connectors
import Content
import Dialogue
import FrontdeskEngine
import Testing
import TextAnalysis

@Suite("Orders of a customer whom the shop's own backend names")
struct StatedCustomerTests {
  private let ana = Customer(
    id: "C-1001",
    fields: ["name": "Ana Popescu", "email": "ana.popescu@example.com"]
  )

  @Test("an order of the customer's own is answered at once")
  func ownOrder() throws {
    let shop = try ShopWithTables()
    shop.state(CustomerStatement(customer: ana))
    #expect(shop.say("where is my order A-10432").contains("on its way to you"))
    #expect(shop.conversation?.frames.isEmpty == true)
  }

  @Test("an order with the customer's e-mail address and no account is theirs too")
  func ownAddress() throws {
    let shop = try ShopWithTables()
    let guest = Customer(id: "C-9999", fields: ["email": "ana.popescu@example.com"])
    shop.state(CustomerStatement(customer: guest))
    #expect(shop.say("where is my order A-10432").contains("on its way to you"))
  }

  @Test("the order that is looked at is meant where none is named")
  func context() throws {
    let shop = try ShopWithTables()
    let context = SessionContext(page: "/orders", order: "A-10432")
    shop.state(CustomerStatement(customer: ana, context: context))
    #expect(shop.say("where is my order").contains("on its way to you"))
    #expect(shop.conversation?.slots["order_number"] == .text("A-10432"))
    // One that is named is meant all the same.
    let other = try ShopWithTables()
    other.state(CustomerStatement(customer: ana, context: context))
    #expect(!other.say("where is my order A-10400").contains("on its way to you"))
    #expect(other.conversation?.slots["order_number"] == .text("A-10400"))
  }

  @Test("the order that is looked at needs a proof like any other when it is somebody else's")
  func contextOfOther() throws {
    let shop = try ShopWithTables()
    shop.state(CustomerStatement(customer: ana, context: SessionContext(order: "A-10521")))
    let asked = shop.say("where is my order")
    #expect(shop.isOpen("proof"))
    #expect(!asked.contains("A-10521"))
  }

  @Test("without a customer the order that is looked at proves nothing, and is not taken")
  func unstated() throws {
    let shop = try ShopWithTables()
    shop.state(CustomerStatement(context: SessionContext(order: "A-10432")))
    _ = shop.say("where is my order")
    #expect(shop.isOpen("order_number"))
    _ = shop.say("A-10432")
    #expect(shop.isOpen("proof"))
  }

  @Test("somebody else's order asks for a proof, and wrong ones are counted")
  func othersOrder() throws {
    let shop = try ShopWithTables()
    shop.state(CustomerStatement(customer: ana))
    _ = shop.say("where is my order A-10521")
    #expect(shop.isOpen("proof"))
    #expect(shop.conversation?.slots["order_stage"] == nil)
    let wrong = shop.say("nobody@example.com")
    #expect(wrong.contains(shop.text("utter_not_verified")))
    var last = wrong
    for _ in 0..<8 where shop.conversation?.owner == .bot {
      _ = shop.say("A-10521")
      last = shop.say("nobody@example.com")
    }
    #expect(last.contains(shop.text("utter_too_many_tries")))
    // The next conversation of the same customer is locked as well.
    let next = ConversationID("next")
    shop.state(CustomerStatement(customer: ana), in: next)
    #expect(
      shop.say("where is my order A-10521", in: next).contains(shop.text("utter_too_many_tries"))
    )
  }

  @Test("a gift card asks for its code all the same")
  func giftCard() throws {
    let shop = try ShopWithTables()
    shop.state(CustomerStatement(customer: ana))
    _ = shop.say("what is left on my gift card?")
    #expect(shop.isOpen("gift_code"))
  }
}

/// The bundled shop with its tables, which answer at once.
private final class ShopWithTables {
  let engine: Engine
  private let hub: ConnectorHub
  private var seconds = 0.0

  private static let loaded = Result {
    let sources = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let shop = try Shop(folder: ContentFolder(path: "/" + sources))
    return (shop: shop, base: KnowledgeBase.load(.english, of: shop, cache: nil))
  }

  init() throws {
    let (shop, base) = try Self.loaded.get()
    engine = Engine(shop: shop)
    engine.replace(base)
    engine.introduces = false
    var problems: [ContentProblem] = []
    hub = ConnectorHub(
      definitions: engine.shop.scripts.flows.actions,
      tables: TableSet(in: engine.shop.folder, problems: &problems),
      currency: engine.shop.settings.currency
    )
  }

  var conversation: Conversation? { engine.conversation(ConversationID("c")) }

  func text(_ name: String) -> String {
    engine.knowledgeBase(.english).responses.variants(name).first?.text ?? "no \(name)"
  }

  func state(_ statement: CustomerStatement, in id: ConversationID = ConversationID("c")) {
    var statement = statement
    statement.language = statement.language ?? .english
    engine.state(statement, in: id, at: Instant(secondsSinceEpoch: 1_767_607_200 + seconds))
  }

  /// What is said to a line when the shop's systems have answered.
  func say(_ line: String, in id: ConversationID = ConversationID("c")) -> String {
    seconds += 10
    let time = Instant(secondsSinceEpoch: 1_767_607_200 + seconds)
    var told = engine.receive(line, in: id, at: time)
    for _ in 0..<20 {
      let requests = engine.takeRequests()
      guard !requests.isEmpty else { break }
      for request in requests { hub.send(request) }
      while hub.outstanding > 0 {
        hub.waitForCompletions(upTo: 5)
        for completion in hub.takeCompletions() { told += engine.complete(completion, at: time) }
      }
    }
    return told.filter { $0.recipient == .customer(id) }.map(\.text).joined(separator: "\n")
  }

  /// Whether the question about a slot is open.
  func isOpen(_ slot: String) -> Bool {
    guard let conversation else { return false }
    let interpreter = FlowInterpreter(
      library: engine.shop.scripts.flows,
      situation: Situation(),
      reasks: 2
    )
    return interpreter.openQuestion(conversation)?.slot == slot
  }
}
