import Content
import Dialogue
import Handoff
import Testing
import TextAnalysis

@testable import FrontdeskEngine

@Suite("What programs of agents are told")
struct DeskEventTests {
  private let id = ConversationID("c")
  private let ana = AgentID("ana")
  private let one = TicketID(1)
  private let shop: KeepingShop

  init() throws {
    shop = try KeepingShop()
    try shop.arrive("ana", at: 0)
    // Nothing is given to her that she does not take.
    _ = try shop.perform(at: 0) { try $0.setPresence(.away, of: ana, at: KeepingShop.at(0)) }
  }

  /// The events since the last call, in few words.
  private func events() -> [String] {
    shop.engine.takeDeskEvents().map { event in
      let details = event.details.map { name, value in
        switch value {
        case .text(let text): "\(name)=\(text)"
        case .number(let number): "\(name)=\(number)"
        }
      }
      return (["\(event.name) \(event.ticket.id) at \(event.position)"] + details)
        .joined(separator: ", ")
    }
  }

  @Test("events tell of every move of a ticket, in order, once it is kept")
  func moves() throws {
    _ = shop.engine.receive("I want to talk to a human", in: id, at: KeepingShop.at(0))
    #expect(events() == [])
    try shop.engine.commit(at: KeepingShop.at(0))
    #expect(events() == ["queue.enqueued 1 at 1"])
    #expect(events() == [])
    try shop.take(1, by: "ana", at: 1)
    let assigned = events()
    #expect(assigned.count == 1)
    #expect(assigned.first?.hasPrefix("queue.assigned 1 at 0, agent=ana, why=") == true)
    try shop.call(.putBack(one, by: ana), at: 2)
    #expect(events() == ["queue.requeued 1 at 1, by=ana, why=given back"])
    try shop.call(.assign(one, to: ana), at: 3)
    _ = events()
    try shop.call(.snooze(one, by: ana, until: KeepingShop.at(100)), at: 4)
    #expect(events() == ["handoff.status 1 at 0, status=snoozed"])
    try shop.tick(at: 101)
    #expect(events().first == "handoff.status 1 at 1, status=woke")
    try shop.call(.assign(one, to: ana), at: 102)
    try shop.call(.transfer(one, by: ana, to: .team("care")), at: 103)
    #expect(events().last == "queue.transferred 1 at 1, by=ana, to=team:care")
    try shop.call(.assign(one, to: ana), at: 104)
    try shop.call(.resolve(one, by: ana, reason: "done"), at: 105)
    #expect(events().last == "conversation.resolved 1 at 0, by=ana, why=done")
    try shop.call(.reopen(one, by: ana), at: 106)
    #expect(events().first == "conversation.reopened 1 at 1, by=ana")
    try shop.call(.reject(one, by: ana, reason: "spam"), at: 107)
    #expect(events().last == "conversation.resolved 1 at 0, by=ana, why=spam")
  }

  @Test("a better place, a promise not kept and the end of waiting are told")
  func waiting() throws {
    try shop.say("I want to talk to a human", in: "first", at: 0)
    try shop.say("I want to talk to a human", in: "second", at: 1)
    _ = events()
    try shop.take(1, by: "ana", at: 60)
    try shop.call(.resolve(one, by: ana, reason: "done"), at: 61)
    try shop.tick(at: 70)
    #expect(events().contains("queue.position 2 at 1, position=1"))
    try shop.tick(at: 4_000)
    #expect(events().contains("handoff.status 2 at 1, status=late"))
    try shop.tick(at: 500_000)
    #expect(events().contains { $0.hasPrefix("queue.expired 2 at 0, why=") })
  }

  @Test("feedback is told of those who had a ticket, open or over")
  func feedback() throws {
    func give(_ value: Int, _ comment: String?, at seconds: Double) throws {
      _ = try shop.perform(at: seconds) {
        try $0.give(
          Feedback(.csat, value: value, comment: comment),
          in: id,
          clientID: nil,
          at: KeepingShop.at(seconds)
        )
      }
    }
    try shop.say("how long do I have to return something", at: 0)
    try give(5, nil, at: 1)
    #expect(events() == [])
    try shop.say("I want to talk to a human", at: 2)
    try shop.take(1, by: "ana", at: 3)
    try shop.call(.resolve(one, by: ana, reason: "done"), at: 4)
    _ = events()
    try give(4, "quick \u{1B}[31m", at: 5)
    #expect(
      events() == ["csat.received 1 at 0, kind=csat, value=4, comment=quick \\u{1B}[31m"]
    )
    // In words as well.
    try shop.say("/thumbs_up", at: 6)
    #expect(events() == ["csat.received 1 at 0, kind=thumbs, value=1"])
  }

  @Test("nothing is told of what could not be kept")
  func failure() throws {
    shop.store.failure = StoreError(.full, "the disk is full")
    #expect(throws: StoreError.self) { try shop.say("I want to talk to a human", at: 0) }
    shop.store.failure = nil
    try shop.tick(at: 2)
    #expect(events() == [])
    try shop.say("I want to talk to a human", at: 3)
    #expect(events() == ["queue.enqueued 1 at 1"])
  }

  @Test("events that nobody takes do not heap up")
  func bounded() throws {
    try shop.say("I want to talk to a human", at: 0)
    let ticket = try #require(shop.engine.queue.ticket(one))
    let change = TicketChange(
      ticket: one,
      number: 1,
      event: .raised(reason: .anger, priority: .high, team: ""),
      time: KeepingShop.at(1),
      state: ticket
    )
    for _ in 0..<50 {
      shop.engine.noteDeskEvents(Array(repeating: change, count: 100), [])
      #expect(shop.engine.deskEvents.count <= 4_096)
    }
    #expect(!shop.engine.takeDeskEvents().isEmpty)
  }

  @Test("without a store events are told as well")
  func withoutStore() throws {
    let engine = try LoadedShop.engine()
    _ = engine.receive("I want to talk to a human", in: id, at: KeepingShop.at(0))
    try engine.commit(at: KeepingShop.at(0))
    #expect(engine.takeDeskEvents().map(\.name) == ["queue.enqueued"])
  }

  // MARK: Lines and news

  @Test("what a customer writes comes with its ticket, its lines and its files")
  func lines() throws {
    try shop.say("I want to talk to a human", at: 0)
    try shop.take(1, by: "ana", at: 1)
    let file = Content.Attachment(url: "https://x.example/a.jpg")
    let message = CustomerMessage("one\ntwo \u{1B}[31m", attachments: [file])
    let told = try shop.perform(at: 2) { $0.receive(message, in: id, at: KeepingShop.at(2)) }
    let delivery = try #require(told.first { $0.recipient == .agent(ana) })
    #expect(
      delivery.agentLine
        == AgentLine(ticket: one, text: "one\ntwo \\u{1B}[31m", attachments: [file])
    )
    #expect(!delivery.isNews)
    #expect(delivery.text == "customer: one\\u{A}two \\u{1B}[31m [https://x.example/a.jpg]")
  }

  @Test("texts that an event says too are marked, and others are not")
  func news() throws {
    _ = try shop.perform(at: 0) { try $0.setPresence(.online, of: ana, at: KeepingShop.at(0)) }
    let asked = try shop.say("I want to talk to a human", at: 0)
    #expect(asked.filter { $0.recipient == .agent(ana) }.map(\.isNews) == [true])
    #expect(asked.filter { $0.recipient == .customer(id) }.map(\.isNews) == [false])
    let taken = try shop.take(1, by: "ana", at: 1)
    #expect(taken.filter { $0.recipient == .agent(ana) }.map(\.isNews) == [true])
    let over = try shop.call(.resolve(one, by: ana, reason: "done"), at: 2)
    #expect(over.filter { $0.recipient == .agent(ana) }.map(\.isNews) == [true])
  }

  // MARK: Lines with an id

  @Test("a line of an agent is taken once, also after a restart and beside another agent's")
  func repeats() throws {
    func repeats(_ id: String, _ agent: String, at seconds: Double) throws -> Bool {
      let isKnown = shop.engine.repeats(id, by: AgentID(agent))
      try shop.engine.commit(at: KeepingShop.at(seconds))
      return isKnown
    }
    #expect(!shop.engine.repeats("a1", by: ana))
    #expect(shop.engine.repeats("a1", by: ana))
    shop.store.failure = StoreError(.full, "the disk is full")
    #expect(throws: StoreError.self) { try shop.engine.commit(at: KeepingShop.at(0)) }
    shop.store.failure = nil
    #expect(try !repeats("a1", "ana", at: 1))
    #expect(try repeats("a1", "ana", at: 2))
    #expect(try !repeats("a1", "bob", at: 3))
    try shop.restart(at: 4)
    #expect(try repeats("a1", "ana", at: 5))
    #expect(try repeats("a1", "bob", at: 5))
    #expect(try !repeats("a2", "bob", at: 5))
  }

  // MARK: Cards

  @Test("a card says what lists show of a ticket")
  func cards() throws {
    _ = try shop.perform(at: 0) { engine in
      let customer = Customer(id: "C-1", fields: ["name": "Ana\u{1B} Popescu"])
      let statement = CustomerStatement(customer: customer, channel: "web")
      engine.state(statement, in: id, at: KeepingShop.at(0))
      return []
    }
    try shop.say("I want to talk to a human", at: 0)
    try shop.call(.tag(one, by: ana, tag: "late"), at: 1)
    let card = try #require(shop.engine.waitingCards(at: KeepingShop.at(1)).first)
    #expect(card.number == 1)
    #expect(card.state == "pending")
    #expect(card.language == .english)
    #expect(card.channel == "web")
    #expect(card.priority == "normal")
    #expect(card.reason == "asked for a person")
    #expect(card.opened == KeepingShop.at(0))
    #expect(card.due.map { $0 > card.opened } == true)
    #expect(card.position == 1)
    #expect(card.agent == nil)
    #expect(card.tags == ["late"])
    #expect(card.phone == nil)
    #expect(card.question == "I want to talk to a human")
    #expect(card.customer == "Ana\\u{1B} Popescu")
    try shop.take(1, by: "ana", at: 2)
    #expect(shop.engine.waitingCards(at: KeepingShop.at(2)).isEmpty)
    #expect(shop.engine.cards(of: ana, at: KeepingShop.at(2)).map(\.number) == [1])
    #expect(shop.engine.cards(of: ana, at: KeepingShop.at(2)).first?.position == 0)
    try shop.call(.snooze(one, by: ana, until: KeepingShop.at(100)), at: 3)
    #expect(shop.engine.cards(of: ana, at: KeepingShop.at(3)).map(\.state) == ["snoozed"])
    try shop.call(.resolve(one, by: ana, reason: "done"), at: 4)
    // Over, and known from the store alone.
    #expect(shop.engine.card(of: one, at: KeepingShop.at(5))?.state == "resolved")
    #expect(shop.engine.card(of: one, at: KeepingShop.at(5))?.due == nil)
    #expect(shop.engine.card(of: TicketID(9), at: KeepingShop.at(5)) == nil)
  }
}
