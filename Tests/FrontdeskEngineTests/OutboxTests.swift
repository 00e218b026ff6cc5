import Content
import Dialogue
import Handoff
import Testing
import TextAnalysis

@testable import FrontdeskEngine

@Suite("Messages for customers who are not there")
struct OutboxTests {
  private let id = ConversationID("c")
  private let ana = AgentID("ana")
  private let shop: KeepingShop

  init() throws {
    shop = try KeepingShop()
    try shop.arrive("ana", at: 0)
    _ = try shop.perform(at: 0) { engine in
      let customer = Customer(id: "C-1", fields: ["email": "stated@example.com", "phone": "+40 1"])
      engine.state(CustomerStatement(customer: customer), in: id, at: KeepingShop.at(0))
      return []
    }
    try shop.say("I want to talk to a human", at: 0)
    try shop.take(1, by: "ana", at: 1)
    _ = shop.engine.takeNewOutbound()
  }

  private func say(_ text: String, at seconds: Double) throws -> [Delivery] {
    try shop.call(.say(TicketID(1), by: ana, text: text), at: seconds)
  }

  private func waiting(_ channel: String? = nil) throws -> [OutboundMessage] {
    try shop.engine.undelivered(over: channel, limit: 10)
  }

  @Test("what a person says waits until it is brought, also after a restart")
  func kept() throws {
    let told = try say("your parcel is found", at: 2)
    let message = try #require(try waiting().first)
    #expect(try waiting().count == 1)
    #expect(message.text == "your parcel is found")
    #expect(message.address == "stated@example.com")
    #expect(message.channel == "email")
    #expect(message.language == .english)
    #expect(message.seq == told.compactMap(\.message?.seq).first)
    #expect(shop.engine.takeNewOutbound() == [message])
    #expect(shop.engine.takeNewOutbound() == [])
    #expect(try waiting("phone").isEmpty)
    try shop.restart(at: 3)
    #expect(try waiting() == [message])
    #expect(shop.engine.acknowledgeDelivery(message.id, at: KeepingShop.at(4)))
    #expect(try waiting().isEmpty)
    try shop.tick(at: 5)
    // Whoever did not see the answer acknowledges again.
    #expect(shop.engine.acknowledgeDelivery(message.id, at: KeepingShop.at(6)))
    #expect(!shop.engine.acknowledgeDelivery(99, at: KeepingShop.at(6)))
    try shop.restart(at: 7)
    #expect(try waiting().isEmpty)
    _ = try say("one more", at: 8)
    #expect(try waiting().map(\.id) == [message.id + 1])
  }

  @Test("whoever is there is not written to")
  func here() throws {
    shop.engine.customerIsHere(id)
    _ = try say("hello", at: 2)
    #expect(try waiting().isEmpty)
    shop.engine.customerIsAway(id)
    _ = try say("are you there?", at: 3)
    #expect(try waiting().map(\.text) == ["are you there?"])
  }

  @Test("what the assistant says is not sent, nor is what is only an acknowledgement")
  func assistant() throws {
    try shop.call(.putBack(TicketID(1), by: ana), at: 2)
    try shop.say("how long do I have to return something", id: "m1", at: 3)
    #expect(try waiting().isEmpty)
  }

  @Test("the end of the ticket is told", arguments: ["resolve", "reject", "expire"])
  func end(_ how: String) throws {
    switch how {
    case "resolve": try shop.call(.resolve(TicketID(1), by: ana, reason: "done"), at: 2)
    case "reject": try shop.call(.reject(TicketID(1), by: ana, reason: "spam"), at: 2)
    default:
      try shop.call(.putBack(TicketID(1), by: ana), at: 2)
      try shop.tick(at: 400_000)
    }
    #expect(try shop.ticket(1)?.isOpen == false)
    #expect(try waiting().count == 1)
    let sent = try shop.sent().last { $0.kind == .status }
    #expect(try waiting().map(\.text) == [sent?.text])
  }

  @Test("what the shop tells of is sent, where a rule speaks")
  func proactive() throws {
    try shop.call(.resolve(TicketID(1), by: ana, reason: "done"), at: 2)
    _ = try shop.perform(at: 3) { engine in
      for message in try engine.undelivered(limit: 9) {
        _ = engine.acknowledgeDelivery(message.id, at: KeepingShop.at(3))
      }
      return engine.take(ShopEvent("basket_abandoned"), in: id, at: KeepingShop.at(3))
    }
    let text = shop.engine.knowledgeBase(.english).text("utter_basket_abandoned")
    #expect(try waiting().map { $0.text.contains(text) } == [true])
  }

  @Test("a contact that was left comes before what the backend stated, an address before a number")
  func addresses() throws {
    func address(_ slots: [String: String], _ stated: [String: String]) -> String? {
      var conversation = Conversation(id: ConversationID("x"))
      conversation.apply(.customerIdentified(Customer(id: "C", fields: stated)))
      for (name, value) in slots { conversation.apply(.slotSet(name, .text(value))) }
      return shop.engine.address(of: conversation).map { "\($0.channel) \($0.address)" }
    }
    let stated = ["email": "s@example.com", "phone": "+1"]
    #expect(address(["contact": "a@example.com"], stated) == "email a@example.com")
    #expect(address(["contact": "+40 2"], stated) == "phone +40 2")
    #expect(address(["contact": "+40 2", "email": "b@example.com"], [:]) == "email b@example.com")
    #expect(address(["phone": "+40 3"], stated) == "phone +40 3")
    #expect(address([:], stated) == "email s@example.com")
    #expect(address([:], ["phone": "+1"]) == "phone +1")
    #expect(address([:], [:]) == nil)
  }

  @Test("without an address nothing waits, and what cannot be kept leaves no number behind")
  func failure() throws {
    shop.store.failure = StoreError(.full, "the disk is full")
    #expect(throws: StoreError.self) { _ = try say("lost", at: 2) }
    shop.store.failure = nil
    try shop.tick(at: 4)
    #expect(shop.engine.takeNewOutbound().isEmpty)
    #expect(try waiting().isEmpty)
    _ = try say("kept", at: 5)
    #expect(try waiting().map(\.id) == [1])
    try shop.say("I want to talk to a human", in: "nobody", at: 6)
    try shop.take(2, by: "ana", at: 7)
    try shop.call(.say(TicketID(2), by: ana, text: "hello"), at: 8)
    #expect(try waiting().map(\.text) == ["kept"])
  }

  // MARK: Files of agents

  @Test("files that an agent sends are kept, sent again, and are lines for those who see only text")
  func files() throws {
    let file = Content.Attachment(url: "https://x.example/label.pdf", mime: "application/pdf")
    let told = try shop.perform(at: 2) {
      try $0.say("the label", attachments: [file], by: ana, at: KeepingShop.at(2))
    }
    #expect(told.compactMap(\.message?.attachments) == [[file]])
    #expect(told.compactMap(\.message?.text) == ["the label"])
    #expect(told.told() == ["the label\nhttps://x.example/label.pdf"])
    try shop.restart(at: 3)
    let seq = try #require(told.compactMap(\.message?.seq).first)
    let again = shop.engine.outgoing(in: id, after: seq - 1)
    #expect(again.compactMap(\.message) == told.compactMap(\.message))
    #expect(again.told() == told.told())
    let view = try shop.engine.view(of: TicketID(1), at: KeepingShop.at(4))
    #expect(view?.transcript.last == "agent: the label / https://x.example/label.pdf")
  }

  @Test(
    "only files that customers can fetch safely are sent",
    arguments: [
      "http://x.example/a", "javascript:alert(1)", "file:///etc/passwd", "", "https://",
      "HTTPS://", "https://x.example/a b", "https://x.example/\u{202E}", "data:text/html,x",
    ]
  )
  func unsafe(_ url: String) throws {
    let file = Content.Attachment(url: url)
    let isBad = url != "https://x.example/\u{202E}"
    let said = Result {
      try shop.engine.say("see", attachments: [file], by: ana, at: KeepingShop.at(2))
    }
    if isBad {
      #expect(throws: DeskError.self) { _ = try said.get() }
    } else {
      // A control of direction is shown, not obeyed.
      #expect(try said.get().told().allSatisfy { !$0.contains("\u{202E}") })
    }
  }

  @Test("more than five files are too many")
  func manyFiles() {
    let files = (0..<6).map { Content.Attachment(url: "https://x.example/\($0)") }
    #expect(throws: DeskError.self) {
      _ = try shop.engine.say("see", attachments: files, by: ana, at: KeepingShop.at(2))
    }
  }
}
