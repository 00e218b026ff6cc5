import Content
import Dialogue
import Handoff
import Testing
import TextAnalysis

@testable import FrontdeskEngine

@Suite("The desk: what agents do, and what it does to the conversation")
struct DeskMovesTests {
  private let shop: KeepingShop
  private let ana = AgentID("ana")
  private let bob = AgentID("bob")
  private let one = TicketID(1)

  init() throws {
    shop = try KeepingShop()
    try shop.arrive("ana", at: 0)
    try shop.arrive("bob", at: 0)
    try shop.say("I want to talk to a human", at: 0)
  }

  private var texts: KnowledgeBase { shop.engine.knowledgeBase(.english) }

  private func owner() -> Conversation.Owner? { shop.conversation()?.owner }

  @Test("the bot is silent only from when somebody has come")
  func silence() throws {
    #expect(try shop.say("how long do I have to return something", at: 10).told().count == 1)
    try shop.take(1, by: "ana", at: 20)
    for line in [
      "how long do I have to return something", "never mind", "human", "", "/queue/wait",
    ] {
      let deliveries = try shop.say(line, at: 30)
      #expect(deliveries.told().isEmpty, "\(line)")
      #expect(deliveries.told(agent: "ana").count == 1)
    }
    #expect(owner() == .agent(ana))
    // Whoever gives ids is told that the message has come.
    #expect(try shop.say("hello?", id: "m1", at: 31).compactMap(\.message?.kind) == [.ack])
    let answer = try shop.call(.say(one, by: ana, text: "I am here"), at: 32)
    #expect(answer.compactMap(\.message?.agent) == [ana])
    #expect(answer.compactMap(\.message?.re) == ["m1"])
  }

  static let ends = ["resolve", "reject", "expiry", "the customer goes"]

  @Test("the bot goes on when the ticket is over", arguments: ends)
  func resumes(end: String) throws {
    try shop.say("it is about my order", at: 5)
    if end != "expiry" { try shop.take(1, by: "ana", at: 10) }
    switch end {
    case "resolve":
      let told = try shop.call(.resolve(one, by: ana, reason: "done"), at: 20)
      #expect(told.told().first?.hasPrefix(texts.text("utter_handoff_ended")) == true)
      #expect(told.told(agent: "ana") == ["ticket 1 is closed"])
    case "reject":
      let told = try shop.call(.reject(one, by: ana, reason: "spam"), at: 20)
      #expect(told.told().first?.hasPrefix(texts.text("utter_handoff_rejected")) == true)
    case "expiry":
      try shop.tick(at: 601)
      let told = try shop.tick(at: 80 * 3_600).told()
      #expect(told.contains(texts.text("utter_handoff_expired")), "\(told)")
    default:
      _ = try shop.perform(at: 20) {
        $0.customerLeft(ConversationID("c"), at: KeepingShop.at(20))
      }
    }
    #expect(owner() == .bot)
    #expect(try shop.ticket(1)?.isOpen == false)
    #expect(shop.engine.openTickets().isEmpty)
    let later = 81.0 * 3_600
    #expect(try shop.say("how long do I have to return something", at: later).told().count == 1)
  }

  @Test("a ticket goes to another agent, who reads everything, and the customer is told")
  func transferToAgent() throws {
    try shop.take(1, by: "ana", at: 10)
    try shop.call(.say(one, by: ana, text: "let me see"), at: 20)
    let told = try shop.call(.transfer(one, by: ana, to: .agent(bob)), at: 30)
    #expect(told.told() == [texts.text("utter_handoff_transferred", ["agent": "bob"])])
    #expect(told.told(agent: "bob").first?.contains("agent: let me see") == true)
    #expect(owner() == .agent(bob))
    #expect(try shop.say("still here", at: 40).told(agent: "bob") == ["customer: still here"])
    #expect(throws: DeskError.self) { try shop.call(.say(one, by: ana, text: "mine"), at: 50) }
  }

  @Test("a ticket goes to another team and waits there, with the bot beside it")
  func transferToTeam() throws {
    try shop.take(1, by: "ana", at: 10)
    let told = try shop.call(.transfer(one, by: ana, to: .team("fraud")), at: 20)
    #expect(told.told() == [texts.text("utter_handoff_team")])
    #expect(owner() == .pending)
    #expect(try shop.ticket(1)?.team == "fraud")
    #expect(try shop.say("how long do I have to return something", at: 30).told().count == 1)
    #expect(throws: DeskError.self) {
      try shop.call(.transfer(one, by: ana, to: .team("nobody")), at: 40)
    }
    #expect(try shop.ticket(1)?.team == "fraud")
  }

  @Test("a ticket that is put back waits in its old place")
  func putBack() throws {
    try shop.say("I want to talk to a human", in: "d", at: 5)
    try shop.take(1, by: "ana", at: 10)
    let told = try shop.call(.putBack(one, by: ana), at: 20)
    #expect(told.told() == [texts.text("utter_handoff_returned", ["position": "1"])])
    #expect(shop.engine.openTickets().map(\.ticket.id) == [one, TicketID(2)])
    #expect(owner() == .pending)
    #expect(try shop.ticket(1)?.waitingSince == KeepingShop.noon)
  }

  @Test("a ticket is put aside until its time, and the customer is told", arguments: [false, true])
  func snooze(isRestarted: Bool) throws {
    try shop.take(1, by: "ana", at: 10)
    let until = KeepingShop.at(3_600)
    let told = try shop.call(.snooze(one, by: ana, until: until), at: 20)
    #expect(told.told() == [texts.text("utter_handoff_snoozed")])
    #expect(owner() == .agent(ana))
    if isRestarted {
      try shop.restart(at: 30)
      try shop.arrive("ana", at: 40)
    }
    #expect(try shop.ticket(1)?.state == .snoozed(ana, until: until))
    #expect(try shop.tick(at: 3_599).isEmpty)
    let woken = try shop.tick(at: 3_600)
    #expect(woken.told(agent: "ana").first == "ticket 1 is due again", "\(woken)")
    #expect(woken.told().isEmpty)
    #expect(try shop.ticket(1)?.state == .assigned(ana))
    #expect(owner() == .agent(ana))
  }

  @Test("a customer's line wakes a ticket that was put aside")
  func wake() throws {
    try shop.take(1, by: "ana", at: 10)
    try shop.call(.snooze(one, by: ana, until: KeepingShop.at(3_600)), at: 20)
    let told = try shop.say("I have found the number", at: 30)
    #expect(told.told(agent: "ana").contains("customer: I have found the number"))
    #expect(try shop.ticket(1)?.state == .assigned(ana))
    // With the agent gone the customer waits again and is told so.
    try shop.call(.snooze(one, by: ana, until: KeepingShop.at(7_200)), at: 40)
    _ = try shop.perform(at: 50) {
      try $0.setPresence(.away, of: ana, at: KeepingShop.at(50))
    }
    let again = try shop.say("hello?", at: 60)
    #expect(again.told().count == 1, "\(again)")
    #expect(try shop.ticket(1)?.state == .pending)
    #expect(owner() == .pending)
  }

  @Test("a ticket is opened again within a day, under its number", arguments: [23.0, 25])
  func reopen(hours: Double) throws {
    try shop.take(1, by: "ana", at: 10)
    try shop.call(.resolve(one, by: ana, reason: "done"), at: 20)
    try shop.restart(at: 30)
    let later = hours * 3_600
    guard hours < 24 else {
      #expect(throws: DeskError.self) { try shop.call(.reopen(one, by: ana), at: later) }
      #expect(try shop.ticket(1)?.isOpen == false)
      return
    }
    try shop.call(.reopen(one, by: ana), at: later)
    #expect(try shop.ticket(1)?.state == .pending)
    #expect(try shop.ticket(1)?.reopenCount == 1)
    #expect(owner() == .pending)
    #expect(shop.engine.openTickets().map(\.ticket.id) == [one])
    // A new ticket has a new number.
    try shop.say("I want to talk to a human", in: "d", at: later)
    #expect(shop.engine.ticket(of: ConversationID("d"))?.id == TicketID(2))
  }

  @Test(
    "an agent who is silent loses the ticket: it waits in its old place, and the customer is told"
  )
  func silentAgent() throws {
    try shop.say("I want to talk to a human", in: "d", at: 1)
    try shop.take(1, by: "ana", at: 10)
    try shop.call(.say(one, by: ana, text: "one moment"), at: 20)
    try shop.say("are you there?", at: 60)
    #expect(try shop.tick(at: 60 + 299).told().isEmpty)
    let told = try shop.tick(at: 60 + 301)
    #expect(told.told() == [texts.text("utter_handoff_returned", ["position": "1"])])
    #expect(
      told.told(agent: "ana").first?.hasPrefix("ticket 1 waits for somebody else now") == true
    )
    #expect(owner() == .pending)
    #expect(shop.engine.openTickets().map(\.ticket.id) == [one, TicketID(2)])
    #expect(try shop.ticket(1)?.requeueCount == 1)
  }

  @Test("an agent who has nothing to answer may be silent")
  func quietAgent() throws {
    try shop.take(1, by: "ana", at: 10)
    try shop.call(.say(one, by: ana, text: "your parcel comes tomorrow"), at: 20)
    #expect(try shop.tick(at: 3_000).told().isEmpty)
    #expect(owner() == .agent(ana))
  }

  @Test(
    "an agent who goes gives all tickets back, and their customers are told",
    arguments: [
      "leaves", "goes offline",
    ]
  )
  func agentGoes(how: String) throws {
    try shop.say("I want to talk to a human", in: "d", at: 1)
    try shop.take(1, by: "ana", at: 10)
    try shop.take(2, by: "ana", at: 11)
    let told = try shop.perform(at: 20) { engine in
      how == "leaves"
        ? engine.agentLeft(ana, at: KeepingShop.at(20))
        : try engine.setPresence(.offline, of: ana, at: KeepingShop.at(20))
    }
    #expect(told.told() == [texts.text("utter_handoff_returned", ["position": "1"])])
    #expect(told.told("d").count == 1)
    #expect(told.told(agent: "bob").count == 2)
    #expect(owner() == .pending)
    #expect(shop.engine.openTickets().map(\.position) == [1, 2])
    #expect(try shop.ticket(1)?.waitingSince == KeepingShop.noon)
  }

  @Test("an agent talks with several customers and sees who says what")
  func several() throws {
    for (number, id) in ["d", "e", "f"].enumerated() {
      try shop.say("I want to talk to a human", in: id, at: Double(number + 1))
    }
    for number in 1...3 { try shop.take(number, by: "ana", at: 10) }
    #expect(throws: DeskError.self) { try shop.take(4, by: "ana", at: 11) }
    #expect(
      try shop.say("hello", in: "d", at: 20).told(agent: "ana") == ["customer of ticket 2: hello"]
    )
    #expect(
      try shop.call(.say(one, by: ana, text: "to the first"), at: 21).told() == ["to the first"]
    )
    // Without a number the ticket taken last is meant.
    let told = try shop.perform(at: 22) {
      try $0.say("to the last", by: ana, at: KeepingShop.at(22))
    }
    #expect(told.told("e") == ["to the last"])
    try shop.call(.resolve(TicketID(3), by: ana, reason: "done"), at: 30)
    #expect(try shop.take(4, by: "ana", at: 31).told(agent: "ana").count == 1)
    // Tickets, and who has them, outlive the program.
    try shop.restart(at: 40)
    #expect(try shop.store.openTickets().compactMap(\.ticket.agent) == [ana, ana, ana])
    try shop.arrive("ana", at: 41)
    #expect(
      try shop.say("hello", in: "f", at: 42).told(agent: "ana") == ["customer of ticket 4: hello"]
    )
  }

  // MARK: What is not allowed

  @Test("moves that a ticket does not allow are refused with a sentence, and change nothing")
  func illegal() throws {
    func refused(_ call: DeskCall, at seconds: Double) throws {
      let before = try shop.ticket(1)
      let error = #expect(throws: DeskError.self) { try shop.call(call, at: seconds) }
      #expect(error?.message.contains("ticket") == true)
      #expect(try shop.ticket(1) == before)
    }
    let until = KeepingShop.at(9_000)
    for call: DeskCall in [
      .putBack(one, by: ana), .snooze(one, by: ana, until: until),
      .resolve(one, by: ana, reason: "done"), .reopen(one, by: ana),
      .say(one, by: ana, text: "hello"), .article(one, by: ana, id: "returns"),
      .readyReply(one, by: ana, name: "late-parcel"), .callTried(one, by: ana, reached: true),
      .transfer(one, by: ana, to: .agent(bob)), .assign(TicketID(7), to: ana),
      .untag(one, by: ana, tag: "none"), .note(one, by: ana, text: ""),
      .markWrong(TicketID(7), answer: nil, by: ana),
    ] {
      try refused(call, at: 5)
    }
    try shop.take(1, by: "ana", at: 10)
    for call: DeskCall in [
      .assign(one, to: bob), .putBack(one, by: bob), .resolve(one, by: bob, reason: "done"),
      .reject(one, by: bob, reason: "spam"), .say(one, by: bob, text: "hello"),
      .snooze(one, by: ana, until: KeepingShop.at(11)), .transfer(one, by: ana, to: .agent(ana)),
      .transfer(one, by: ana, to: .team("support")),
    ] {
      try refused(call, at: 12)
    }
    try shop.call(.resolve(one, by: ana, reason: "done"), at: 20)
    for call: DeskCall in [
      .assign(one, to: bob), .say(one, by: ana, text: "hello"), .resolve(one, by: ana, reason: "x"),
      .reject(one, by: ana, reason: "x"), .putBack(one, by: ana),
    ] {
      try refused(call, at: 30)
    }
    #expect(owner() == .bot)
  }

  @Test("a command line does what a server does, under the same rules")
  func commandLine() throws {
    let engine = try LoadedShop.engine(over: shop.store)
    let desk = try Desk(engine, over: shop.store, at: KeepingShop.at(10))
    #expect(try desk.perform(.assign(one, to: ana), at: KeepingShop.at(20)).told().count == 1)
    #expect(
      try desk.perform(.say(one, by: ana, text: "hello"), at: KeepingShop.at(21)).told() == [
        "hello"
      ]
    )
    #expect(throws: DeskError.self) {
      try desk.perform(.assign(one, to: bob), at: KeepingShop.at(22))
    }
    shop.store.failure = StoreError(.full, "the disk is full")
    #expect(throws: StoreError.self) {
      try desk.perform(.resolve(one, by: ana, reason: "done"), at: KeepingShop.at(23))
    }
    shop.store.failure = nil
    #expect(try shop.ticket(1)?.state == .assigned(ana))
    try desk.perform(.resolve(one, by: ana, reason: "done"), at: KeepingShop.at(24))
    #expect(try shop.ticket(1)?.state == .resolved(reason: "done"))
    #expect(try shop.sent().map(\.seq) == Array(1...shop.sent().count))
  }
}
