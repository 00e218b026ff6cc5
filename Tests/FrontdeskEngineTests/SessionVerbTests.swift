import Content
import Dialogue
import Handoff
import Testing
import TextAnalysis

@testable import FrontdeskEngine

@Suite("What customers and programs do beside writing")
struct SessionVerbTests {
  private let id = ConversationID("c")
  private let shop: KeepingShop

  init() throws { shop = try KeepingShop() }

  private var texts: KnowledgeBase { shop.engine.knowledgeBase(.english) }

  private func kinds(_ deliveries: [Delivery]) -> [OutgoingMessage.Kind] {
    deliveries.compactMap(\.message?.kind)
  }

  // MARK: Language

  @Test("a language that is chosen counts from now on, until the customer writes in another")
  func speak() throws {
    let told = try shop.perform(at: 0) { $0.speak(.turkish, in: id, at: KeepingShop.at(0)) }
    #expect(told.told() == [shop.engine.knowledgeBase(.turkish).text("utter_language_changed")])
    #expect(shop.engine.language(of: id) == .turkish)
    #expect(try shop.say("12345", at: 5).first?.reply?.language == .turkish)
    try shop.say("I would like to know how much delivery costs", at: 10)
    #expect(shop.engine.language(of: id) == .english)
  }

  @Test("an open question is asked again in the language that was chosen")
  func speakInFlow() throws {
    try shop.say("where is my order", at: 0)
    let told = try shop.perform(at: 1) { $0.speak(.russian, in: id, at: KeepingShop.at(1)) }.told()
    let russian = shop.engine.knowledgeBase(.russian)
    #expect(told.first?.hasPrefix(russian.text("utter_language_changed")) == true)
    let questions = russian.responses.variants("utter_ask_order_number").map(\.text)
    #expect(questions.contains { told.first?.contains($0) == true })
  }

  // MARK: A person

  @Test("who asks for a person without words gets one as with words")
  func human() throws {
    try shop.arrive("ana", at: 0)
    let asked = try shop.say("I want to talk to a human", in: "words", at: 1)
    let pressed = try shop.perform(at: 2) { $0.askForPerson(in: id, at: KeepingShop.at(2)) }
    let (one, other) = (try shop.ticket(1), try shop.ticket(2))
    #expect(one?.reason == other?.reason)
    #expect(one?.team == other?.team)
    #expect(one?.priority == other?.priority)
    #expect(shop.conversation()?.owner == .pending)
    #expect(pressed.told(agent: "ana").count == asked.told(agent: "ana").count)
    #expect(pressed.told().first?.contains("2") == true)
    // Once more only says that somebody will come, but says it.
    let again = try shop.perform(at: 3) { $0.askForPerson(in: id, at: KeepingShop.at(3)) }
    #expect(again.told().count == 1)
    #expect(shop.engine.openTickets().count == 2)
    try shop.take(2, by: "ana", at: 4)
    let there = try shop.perform(at: 5) { $0.askForPerson(in: id, at: KeepingShop.at(5)) }
    #expect(there.told().count == 1)
    #expect(shop.conversation()?.owner == .agent(AgentID("ana")))
  }

  @Test("lines of a burst come before what is done beside them")
  func burst() throws {
    let shop = try KeepingShop(burstWindow: .standard)
    try shop.say("how long do I have to return something", at: 0)
    let told = try shop.perform(at: 0.5) { $0.askForPerson(in: id, at: KeepingShop.at(0.5)) }
    #expect(told.told().count == 2)
    #expect(shop.conversation()?.turnCount == 2)
  }

  // MARK: Feedback

  @Test(
    "marks that there are not are refused, and nothing is kept",
    arguments: [
      Feedback(.thumbs, value: 2), Feedback(.csat, value: 0), Feedback(.csat, value: 6),
      Feedback(.nps, value: 11), Feedback(.nps, value: -1),
    ]
  )
  func range(_ feedback: Feedback) throws {
    #expect(throws: DeskError.self) {
      _ = try shop.engine.give(feedback, in: id, clientID: "f1", at: KeepingShop.at(0))
    }
    try shop.engine.commit(at: KeepingShop.at(0))
    #expect(try shop.events().isEmpty)
  }

  @Test("feedback is kept once, thanked for, and answered the same again")
  func feedback() throws {
    try shop.say("how long do I have to return something", at: 0)
    func give(_ seconds: Double) throws -> [Delivery] {
      try shop.perform(at: seconds) {
        try $0.give(Feedback(.csat, value: 5), in: id, clientID: "f1", at: KeepingShop.at(seconds))
      }
    }
    let first = try give(1)
    #expect(first.compactMap(\.message?.re) == ["f1"])
    #expect(first.told().first?.hasPrefix(texts.text("utter_csat_thanks")) == true)
    let count = try shop.events().count
    try shop.restart(at: 2)
    #expect(try give(3).compactMap(\.message) == first.compactMap(\.message))
    #expect(try shop.events().count == count)
    #expect(shop.conversation()?.lastFeedback == Feedback(.csat, value: 5))
  }

  @Test("bad feedback brings a person as with a button, with its comment and without card numbers")
  func badFeedback() throws {
    try shop.say("how long do I have to return something", at: 0)
    let comment = "useless, my card is 4111 1111 1111 1111"
    let told = try shop.perform(at: 1) {
      try $0.give(
        Feedback(.csat, value: 1, comment: comment),
        in: id,
        clientID: nil,
        at: KeepingShop.at(1)
      )
    }
    #expect(told.told().joined().contains(texts.text("utter_feedback_followup")))
    #expect(try shop.ticket(1)?.reason == .feedback)
    #expect(shop.conversation()?.lastFeedback?.comment?.contains("4111") == false)
    #expect(shop.conversation()?.lastFeedback?.comment?.contains("useless") == true)
  }

  // MARK: Events and the end

  @Test("an event with an id is taken once")
  func event() throws {
    func take(_ seconds: Double) throws -> [Delivery] {
      try shop.perform(at: seconds) {
        $0.take(
          ShopEvent("basket_abandoned"),
          in: id,
          channel: "web",
          clientID: "e1",
          at: KeepingShop.at(seconds)
        )
      }
    }
    let first = try take(0)
    #expect(first.compactMap(\.message?.re) == ["e1"])
    #expect(first.told() == [texts.text("utter_basket_abandoned")])
    try shop.restart(at: 1)
    #expect(try take(2).compactMap(\.message) == first.compactMap(\.message))
    #expect(try shop.events().count { $0 == .shopEvent("basket_abandoned") } == 1)
    // One that nothing is said to is acknowledged.
    let silent = try shop.perform(at: 3) {
      $0.take(ShopEvent("nothing"), in: id, clientID: "e2", at: KeepingShop.at(3))
    }
    #expect(kinds(silent) == [.ack])
    #expect(silent.compactMap(\.message?.re) == ["e2"])
  }

  @Test("the end closes the ticket once")
  func end() throws {
    try shop.arrive("ana", at: 0)
    try shop.say("I want to talk to a human", at: 0)
    try shop.take(1, by: "ana", at: 1)
    func end(_ seconds: Double) throws -> [Delivery] {
      try shop.perform(at: seconds) { $0.end(id, clientID: "x", at: KeepingShop.at(seconds)) }
    }
    let first = try end(2)
    #expect(first.told(agent: "ana") == ["the customer has left; the ticket is closed"])
    #expect(kinds(first) == [.ack])
    #expect(try shop.ticket(1)?.state == .expired(reason: "the customer has left"))
    #expect(shop.conversation()?.owner == .bot)
    try shop.say("I want to talk to a human", at: 3)
    let again = try end(4)
    #expect(kinds(again) == [.ack])
    #expect(try shop.ticket(2)?.isOpen == true)
    let unknown = try shop.perform(at: 5) {
      $0.end(ConversationID("unknown"), clientID: "y", at: KeepingShop.at(5))
    }
    #expect(unknown.isEmpty)
    #expect(try shop.store.summary(of: ConversationID("unknown")) == nil)
  }

  // MARK: Leaving

  private func leave(_ id: ConversationID, at seconds: Double) throws {
    _ = try shop.perform(at: seconds) { $0.customerLeft(id, at: KeepingShop.at(seconds)) }
  }

  @Test("a message that was left with a contact is answered though its customer has gone")
  func leftMessage() throws {
    try shop.say("/message/leave", at: 0)
    try shop.say("please tell me when the blue shirt is back", at: 1)
    try shop.say("ana.popescu@example.com", at: 2)
    #expect(try shop.ticket(1)?.reason == .message)
    try leave(id, at: 3)
    #expect(try shop.ticket(1)?.isOpen == true)
    // Whoever says goodbye has left it as well.
    _ = try shop.perform(at: 4) { $0.end(id, clientID: nil, at: KeepingShop.at(4)) }
    #expect(try shop.ticket(1)?.isOpen == true)
  }

  @Test("a message without a contact cannot be answered, and is closed")
  func messageWithoutContact() throws {
    try shop.say("/message/leave", at: 0)
    try shop.say("please tell me when the blue shirt is back", at: 1)
    try shop.say("no", at: 2)
    #expect(try shop.ticket(1)?.reason == .message)
    try leave(id, at: 3)
    #expect(try shop.ticket(1)?.isOpen == false)
  }

  @Test("a call that was promised is made though the customer has gone")
  func promisedCall() throws {
    try shop.say("/callback/request", at: 0)
    for line in ["+40 721 000 111", "tomorrow", "morning", "my parcel", "yes"] {
      try shop.say(line, at: 1)
    }
    #expect(shop.requests.map(\.action) == ["register_callback"])
    try shop.answer(.done([:]), at: 2)
    #expect(try shop.ticket(1)?.isCallBack == true)
    try leave(id, at: 3)
    #expect(try shop.ticket(1)?.isOpen == true)
    #expect(shop.engine.queue.callBack(of: id) != nil)
  }

  @Test("who left a contact for when the chat is closed keeps the place, unless they say goodbye")
  func leftContact() throws {
    try shop.say("I want to talk to a human", at: 0)
    try shop.say("ana.popescu@example.com", at: 1)
    try leave(id, at: 2)
    #expect(try shop.ticket(1)?.state == .pending)
    _ = try shop.perform(at: 3) { $0.end(id, clientID: nil, at: KeepingShop.at(3)) }
    #expect(try shop.ticket(1)?.isOpen == false)
  }

  @Test("without a store a conversation whose message waits is not forgotten")
  func withoutStore() throws {
    let engine = try LoadedShop.engine()
    for (number, line) in ["/message/leave", "tell me when it is back", "ana@example.com"]
      .enumerated()
    {
      _ = engine.receive(line, in: id, at: KeepingShop.at(Double(number)))
    }
    _ = engine.customerLeft(id, at: KeepingShop.at(9))
    #expect(engine.conversation(id) != nil)
    #expect(engine.openTickets().count == 1)
    let other = ConversationID("other")
    _ = engine.receive("hello", in: other, at: KeepingShop.at(10))
    _ = engine.customerLeft(other, at: KeepingShop.at(11))
    #expect(engine.conversation(other) == nil)
  }

  // MARK: Files

  private static func file(_ name: String) -> Content.Attachment {
    Content.Attachment(
      url: "https://x.example/\(name)",
      mime: "image/jpeg",
      name: name,
      bytes: 48_213
    )
  }

  @Test("several files come with one message, over lines of a burst, and none is lost")
  func files() throws {
    let shop = try KeepingShop(burstWindow: .standard)
    let files = (1...7).map { Self.file("\($0).jpg") }
    for (place, text) in ["look", "and these"].enumerated() {
      let message = CustomerMessage(
        text,
        attachments: Array(files[(place * 2)..<(place * 2 + 2)])
      )
      _ = try shop.perform(at: Double(place)) {
        $0.receive(message, in: id, at: KeepingShop.at(Double(place)))
      }
    }
    try shop.restart(at: 2)
    try shop.tick(at: 9)
    #expect(
      try shop.events().compactMap { event in
        if case .attachmentReceived(let attachment) = event { attachment } else { nil }
      } == Array(files.prefix(4))
    )
    #expect(CustomerMessage("", attachments: files).attachments.count == 5)
  }

  @Test("names and addresses of files carry no card numbers")
  func cardInFile() throws {
    let attachment = Content.Attachment(
      url: "https://x.example/4111111111111111",
      name: "4111111111111111"
    )
    let message = CustomerMessage("see", attachments: [Self.file("a"), attachment])
    _ = try shop.perform(at: 0) { $0.receive(message, in: id, at: KeepingShop.at(0)) }
    #expect("\(try shop.events())".contains("4111") == false)
  }

  @Test("a script that asks for a file takes the first, and the others are received too")
  func firstFile() throws {
    var conversation = Conversation(id: id)
    conversation.apply(.flowStarted("warranty_claim", isCalled: false))
    let flows = shop.engine.shop.scripts.flows
    let place = flows.flows.lazy.compactMap { flow in
      flow.steps.firstIndex { step in
        if case .collect(let collect) = step.kind { collect.slot == "photo" } else { false }
      }.map { (flow, $0) }
    }.first
    let (flow, step) = try #require(place)
    conversation = Conversation(id: id)
    conversation.apply(.flowStarted(flow.name, isCalled: false))
    conversation.apply(.flowMoved(step: step, name: flow.steps[step].name))
    conversation.apply(.questionAsked)
    var turn = Turn(conversation, engine: shop.engine, at: KeepingShop.at(0))
    turn.take(CustomerMessage("", attachments: [Self.file("1"), Self.file("2")]))
    #expect(turn.conversation.slots["photo"] == .attachment(Self.file("1")))
    #expect(turn.conversation.events.contains(.attachmentReceived(Self.file("2"))))
  }
}
