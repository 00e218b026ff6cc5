import Content
import Dialogue
import Handoff
import Testing
import TextAnalysis

@testable import FrontdeskEngine

@Suite("Keeping: one conversation over a restart")
struct KeepingTests {
  @Test("a message with an id that was taken is replied to as it was then, and does nothing")
  func repeatedID() throws {
    let shop = try KeepingShop()
    let first = try shop.say("where is my order", id: "m1", at: 0)
    #expect(first.compactMap(\.message?.re) == ["m1"])
    let events = try shop.events()
    for (seconds, isRestarted) in [(1.0, false), (2.0, true), (3.0, false)] {
      if isRestarted { try shop.restart(at: seconds) }
      let again = try shop.say("something quite different", id: "m1", at: seconds)
      #expect(again.compactMap(\.message) == first.compactMap(\.message))
      #expect(try shop.events() == events)
      #expect(shop.conversation().map { Array($0.events) } == events)
    }
    // Another conversation may use the same id.
    #expect(try shop.say("hello", id: "m1", in: "d", at: 4).told("d").count == 1)
    #expect(try shop.say("hello", id: "m2", at: 5).compactMap(\.message?.seq) == [2])
  }

  @Test("an id that comes twice before anything is kept is taken once")
  func repeatedInBatch() throws {
    let shop = try KeepingShop()
    let deliveries = try shop.perform(at: 0) { engine in
      (0..<3).map { _ in CustomerMessage("where is my order", clientID: "m1") }
        .flatMap { engine.receive($0, in: ConversationID("c"), at: KeepingShop.noon) }
    }
    #expect(deliveries.compactMap(\.message?.seq) == [1, 1, 1])
    #expect(shop.conversation()?.turnCount == 1)
    #expect(try shop.sent().count == 1)
  }

  @Test(
    "a message with an id is acknowledged at once where its reply comes later, and both are kept"
  )
  func acknowledged() throws {
    let shop = try KeepingShop()
    let asked = try shop.say("/delivery/cost{\"country\":\"Germany\"}", id: "m1", at: 0)
    #expect(asked.compactMap(\.message).map(\.kind) == [.ack])
    #expect(asked.compactMap(\.message?.re) == ["m1"])
    try shop.restart(at: 1)
    #expect(shop.requests.count == 1)
    let told = try shop.answer(.failed("no line"), at: 1.5)
    #expect(told.compactMap(\.message?.re) == ["m1"])
    #expect(told.compactMap(\.message?.seq) == [2])
    let again = try shop.say("?", id: "m1", at: 2)
    #expect(again.compactMap(\.message?.kind) == [.ack, .message])
    #expect(try shop.sent().map(\.seq) == [1, 2])
  }

  @Test(
    "a look-up without an answer is asked again under its own key, and the customer hears of it"
  )
  func lookUp() throws {
    let shop = try KeepingShop()
    try shop.say("/delivery/cost{\"country\":\"Germany\"}", at: 0)
    let request = try #require(shop.requests.first)
    #expect(try shop.restart(at: 60).isEmpty)
    let again = try #require(shop.requests.first)
    #expect(shop.requests.count == 1)
    #expect(again.key == request.key)
    #expect(again.action == request.action)
    #expect(again.arguments == request.arguments)
    #expect(shop.engine.owesReply(ConversationID("c")))
    // Who has waited all the while is told that it takes longer.
    #expect(try shop.tick(at: 61).isEmpty)
    #expect(try shop.tick(at: 62).compactMap(\.message?.kind) == [.status])
    #expect(try shop.answer(.failed("no line"), at: 63).told().count == 1)
    #expect(try shop.store.unfinishedConversations().isEmpty)
  }

  @Test("a change without an answer becomes unknown, is not made again, and a person is told")
  func change() throws {
    let shop = try KeepingShop()
    try requestCall(shop)
    let key = try #require(shop.requests.first).key
    let told = try shop.restart(at: 60)
    #expect(shop.requests.isEmpty)
    #expect(told.told().count == 1, "\(told)")
    let isUnknown = try shop.events().contains { event in
      if case .actionCompleted(key, .unknown) = event { true } else { false }
    }
    #expect(isUnknown)
    let ticket = try #require(shop.engine.ticket(of: ConversationID("c")))
    #expect(ticket.reason == .unknownOutcome)
    #expect(ticket.priority == .high)
    // Started once more, nothing is left to do.
    #expect(try shop.restart(at: 120).isEmpty)
    #expect(shop.engine.openTickets().map(\.ticket.id) == [ticket.id])
  }

  @Test("lines that were gathered and not taken are one turn after a restart")
  func burst() throws {
    let shop = try KeepingShop(burstWindow: .standard)
    #expect(try shop.say("how much", at: 0).isEmpty)
    #expect(try shop.say("is delivery to Germany?", at: 0.5).isEmpty)
    #expect(try shop.restart(at: 1).isEmpty)
    #expect(shop.engine.nextDeadline == KeepingShop.at(2))
    #expect(try shop.tick(at: 1.9).isEmpty)
    #expect(try shop.tick(at: 2).told().isEmpty)
    #expect(shop.conversation()?.turnCount == 1)
    #expect(shop.conversation()?.lastQuestion == "how much\nis delivery to Germany?")
    #expect(shop.requests.count == 1)
    #expect(try shop.restart(at: 3).isEmpty)
    #expect(shop.conversation()?.turnCount == 1)
  }

  @Test("an event that waits for the end of quiet hours is told then, once")
  func held() throws {
    let shop = try KeepingShop()
    try shop.say("hello", at: 0)
    // Half past ten in the evening at the shop.
    let night = 10.5 * 3_600
    let told = try shop.perform(at: night) {
      $0.take(ShopEvent("page_idle"), in: ConversationID("c"), at: KeepingShop.at(night))
    }
    #expect(told.isEmpty)
    try shop.restart(at: night + 60)
    let morning = 21.0 * 3_600
    #expect(shop.engine.nextDeadline == KeepingShop.at(morning))
    #expect(try shop.tick(at: morning - 1).isEmpty)
    #expect(try shop.tick(at: morning).told().count == 1)
    try shop.restart(at: morning + 60)
    #expect(try shop.tick(at: morning + 3_600).isEmpty)
  }

  @Test("how often a rule has spoken to a customer is not forgotten", arguments: [false, true])
  func caps(isRestarted: Bool) throws {
    let shop = try KeepingShop()
    try shop.say("hello", at: 0)
    func idle(at seconds: Double) throws -> Int {
      try shop.perform(at: seconds) {
        $0.take(ShopEvent("page_idle"), in: ConversationID("c"), at: KeepingShop.at(seconds))
      }.told().count
    }
    #expect(try idle(at: 60) == 1)
    if isRestarted { try shop.restart(at: 120) }
    #expect(try idle(at: 180) == 0)
    #expect(try idle(at: 86_400 + 120) == 1)
  }

  @Test("wrong proofs are counted across conversations and restarts", arguments: [false, true])
  func proofs(isRestarted: Bool) throws {
    let shop = try KeepingShop()
    for number in 0..<5 {
      if isRestarted { try shop.restart(at: Double(number) * 100) }
      try prove(shop, in: "c\(number)", at: Double(number) * 100)
      try shop.answer(.done(["verified": .bool(false)]), at: Double(number) * 100 + 10)
    }
    if isRestarted { try shop.restart(at: 600) }
    try prove(shop, in: "last", at: 600)
    #expect(shop.requests.isEmpty)
    #expect(shop.conversation("last")?.owner == .pending)
    // A day later it may be tried again.
    try prove(shop, in: "later", at: 86_400 + 900)
    #expect(shop.requests.count == 1)
  }

  @Test("conversations that are let go from memory come back as they were")
  func letGo() throws {
    let shop = try KeepingShop()
    try shop.say("where is my order", at: 0)
    try shop.say("A-10432", at: 1)
    let events = try shop.events()
    let slots = try #require(shop.conversation()).slots
    try shop.say("hello", in: "d", at: 400)
    #expect(shop.engine.sessions.keys.map(\.value) == ["d"])
    let back = try #require(shop.conversation())
    #expect(Array(back.events) == events)
    #expect(back.slots == slots)
    #expect(back.frames.last?.phase == .asking)
    // What waits to be taken or answered stays.
    try shop.say("/delivery/cost{\"country\":\"Germany\"}", in: "d", at: 401)
    try shop.say("hello", in: "e", at: 1_000)
    #expect(shop.engine.sessions.keys.map(\.value).sorted() == ["d", "e"])
    #expect(try shop.say("400123", at: 1_001).isEmpty == false)
    #expect(shop.requests.map(\.conversation.value) == ["d", "c"])
    #expect(try shop.sent().map(\.seq) == Array(1...shop.sent().count))
  }

  @Test("a conversation that cannot be read is not begun anew")
  func unreadable() throws {
    let shop = try KeepingShop()
    try shop.say("where is my order", id: "m1", at: 0)
    let events = try shop.events()
    try shop.say("hello", in: "d", at: 400)
    shop.store.readFailure = StoreError(.other, "the disk does not answer")
    #expect(throws: StoreError.self) { try shop.say("A-10432", id: "m2", at: 401) }
    shop.store.readFailure = nil
    #expect(try shop.events() == events)
    #expect(try shop.say("A-10432", id: "m2", at: 402).told().count == 1)
    #expect(shop.conversation()?.slots["order_number"] == .text("A-10432"))
    #expect(shop.conversation()?.turnCount == 2)
  }

  @Test("when the clock is set back nothing is due later than it was, and numbers go on")
  func clock() throws {
    let shop = try KeepingShop(burstWindow: .standard)
    try shop.tick(at: 3_600)
    try shop.say("hello", at: 3_600)
    #expect(shop.engine.nextDeadline == KeepingShop.at(3_601.5))
    // An hour back.
    #expect(try shop.tick(at: 0.5).isEmpty)
    #expect(shop.engine.nextDeadline.map { $0 <= KeepingShop.at(2) } == true)
    #expect(try shop.tick(at: 2).compactMap(\.message?.seq) == [1])
    try shop.say("thanks", at: 3)
    #expect(try shop.tick(at: 4.5).compactMap(\.message?.seq) == [2])
    try shop.restart(at: -7_200)
    try shop.say("hello", at: -7_200)
    #expect(try shop.tick(at: -7_190).compactMap(\.message?.seq) == [3])
    let kept = try shop.store.events(of: ConversationID("c"))
    #expect(kept.map(\.number) == Array(0..<kept.count))
  }

  // MARK: Steps

  /// Goes through the script for a call until the shop's systems are asked for it.
  private func requestCall(_ shop: KeepingShop) throws {
    for (second, line) in [
      "/callback/request", "+40 721 000 111", "tomorrow", "1", "my order", "yes",
    ].enumerated() {
      #expect(shop.requests.isEmpty)
      try shop.say(line, at: Double(second))
    }
    #expect(shop.requests.map(\.action) == ["register_callback"])
  }

  private func prove(_ shop: KeepingShop, in conversation: String, at seconds: Double) throws {
    for line in ["where is my order", "A-10432", "400999"] {
      try shop.say(line, in: conversation, at: seconds)
    }
  }
}
