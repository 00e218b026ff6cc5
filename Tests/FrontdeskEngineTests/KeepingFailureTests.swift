import Content
import Dialogue
import Handoff
import Testing
import TextAnalysis

@testable import FrontdeskEngine

@Suite("Keeping: when nothing can be kept")
struct KeepingFailureTests {
  private let shop: KeepingShop
  private let full = StoreError(.full, "the disk is full")

  init() throws {
    shop = try KeepingShop()
  }

  /// Does something while nothing can be kept.
  private func failing(_ body: () throws -> [Delivery]) {
    shop.store.failure = full
    #expect(throws: full) { try body() }
    shop.store.failure = nil
  }

  @Test("nothing is told, memory is as it was kept, and the same message works later, once")
  func message() throws {
    try shop.say("where is my order", id: "m1", at: 0)
    let events = try shop.events()
    failing { try shop.say("A-10432", id: "m2", at: 1) }
    #expect(shop.conversation().map { Array($0.events) } == events)
    #expect(try shop.events() == events)
    #expect(shop.conversation()?.slots["order_number"] == nil)
    let told = try shop.say("A-10432", id: "m2", at: 2)
    #expect(told.compactMap(\.message?.seq) == [2])
    #expect(shop.conversation()?.turnCount == 2)
    #expect(try shop.say("A-10432", id: "m2", at: 3).compactMap(\.message?.seq) == [2])
    #expect(shop.conversation()?.turnCount == 2)
  }

  @Test("whoever cannot be kept is told so in their own language", arguments: Language.allCases)
  func tryAgain(language: Language) throws {
    let lines: [Language: String] = [
      .english: "where is my order", .russian: "где мой заказ",
      .romanian: "unde este comanda mea", .turkish: "siparişim nerede", .arabic: "أين طلبي",
    ]
    let base = shop.engine.knowledgeBase(language)
    #expect(!base.responses.variants("utter_try_again").isEmpty)
    // Also with the first line of a conversation, of which nothing is kept.
    failing { try shop.say(lines[language] ?? "", at: 0) }
    #expect(shop.engine.tryAgain(in: ConversationID("c")) == base.text("utter_try_again"))
    #expect(shop.conversation() == nil)
  }

  @Test("a ticket that could not be kept is not there, and its number is given to the next")
  func ticket() throws {
    failing { try shop.say("I want to talk to a human", at: 0) }
    #expect(shop.engine.openTickets().isEmpty)
    let told = try shop.say("I want to talk to a human", in: "d", at: 1)
    #expect(told.told("d").first?.contains("number 1") == true, "\(told)")
    #expect(try shop.store.lastTicketNumber() == 1)
    #expect(try shop.store.openTickets().map(\.ticket.conversation.value) == ["d"])
  }

  @Test("what agents did and could not be kept did not happen")
  func desk() throws {
    try shop.say("I want to talk to a human", at: 0)
    try shop.arrive("ana", at: 1)
    failing { try shop.take(1, by: "ana", at: 2) }
    #expect(shop.conversation()?.owner == .pending)
    #expect(shop.engine.openTickets().map(\.ticket.state) == [.pending])
    #expect(shop.engine.openTickets().map(\.position) == [1])
    try shop.take(1, by: "ana", at: 3)
    failing { try shop.call(.say(TicketID(1), by: AgentID("ana"), text: "hello"), at: 4) }
    failing { try shop.call(.resolve(TicketID(1), by: AgentID("ana"), reason: "done"), at: 5) }
    #expect(shop.conversation()?.owner == .agent(AgentID("ana")))
    #expect(shop.engine.openTickets().map(\.ticket.state) == [.assigned(AgentID("ana"))])
    #expect(try shop.events().contains(.agentSaid("hello")) == false)
    try shop.call(.resolve(TicketID(1), by: AgentID("ana"), reason: "done"), at: 6)
    #expect(shop.conversation()?.owner == .bot)
  }

  @Test("an answer of the shop's systems that could not be kept is taken by a later tick, once")
  func completion() throws {
    try shop.say("/delivery/cost{\"country\":\"Germany\"}", at: 0)
    failing { try shop.answer(.failed("no line"), at: 1) }
    // Asked for first: an expectation that fails would describe the whole engine.
    let isOwed = shop.engine.owesReply(ConversationID("c"))
    #expect(isOwed)
    let due = try #require(shop.engine.nextDeadline)
    #expect(due <= KeepingShop.at(3))
    let told = try shop.tick(at: 3)
    #expect(told.told().count == 1, "\(told)")
    // The answer was there: nothing needed to be asked again.
    #expect(shop.requests.isEmpty)
    #expect(try shop.tick(at: 60).isEmpty)
    #expect(try shop.store.unfinishedConversations().isEmpty)
  }

  @Test("a change whose answer could not be kept is done, not unknown")
  func changeDone() throws {
    try requestCall()
    failing { try shop.answer(.done([:]), at: 10) }
    let told = try shop.tick(at: 12)
    #expect(told.told().count == 1)
    #expect(told.told().first?.hasPrefix("Noted.") == true, "\(told)")
    #expect(shop.conversation()?.owner == .bot)
    let tickets = try shop.store.openTickets().map(\.ticket)
    #expect(tickets.map(\.isCallBack) == [true])
  }

  @Test("a failure beside a change that is on its way does not make it unknown")
  func changeOnItsWay() throws {
    try requestCall()
    failing { try shop.say("are you there?", at: 10) }
    let told = try shop.tick(at: 12)
    #expect(told.compactMap(\.message?.kind).allSatisfy { $0 == .status }, "\(told)")
    #expect(shop.requests.count == 1)
    #expect(shop.conversation()?.owner == .bot)
    #expect(try shop.answer(.done([:]), at: 13).told().first?.hasPrefix("Noted.") == true)
  }

  @Test("a look-up that was asked in a turn that could not be kept is not asked")
  func request() throws {
    failing { try shop.say("/delivery/cost{\"country\":\"Germany\"}", at: 0) }
    #expect(shop.engine.takeRequests().isEmpty)
    #expect(try shop.tick(at: 5).isEmpty)
    #expect(shop.engine.takeRequests().isEmpty)
  }

  @Test("a turn of gathered lines that could not be kept is taken when the store works again")
  func burst() throws {
    let shop = try KeepingShop(burstWindow: .standard)
    try shop.say("I want to talk", at: 0)
    try shop.say("to a human", at: 0.5)
    shop.store.failure = full
    for seconds in [2.0, 4, 6] {
      #expect(throws: full) { try shop.tick(at: seconds) }
      #expect(shop.engine.nextDeadline == KeepingShop.at(seconds + 1))
    }
    shop.store.failure = nil
    let told = try shop.tick(at: 8)
    #expect(told.told().count == 1)
    #expect(shop.conversation()?.turnCount == 1)
    #expect(shop.conversation()?.owner == .pending)
    #expect(try shop.tick(at: 20).isEmpty)
  }

  @Test("wrong proofs and the words of rules that could not be kept do not count")
  func counts() throws {
    func idle(at seconds: Double) throws -> [Delivery] {
      try shop.perform(at: seconds) {
        $0.take(ShopEvent("page_idle"), in: ConversationID("c"), at: KeepingShop.at(seconds))
      }
    }
    failing { try idle(at: 0) }
    #expect(try idle(at: 1).told().count == 1)
    for line in ["where is my order", "A-10432", "400999"] { try shop.say(line, in: "d", at: 2) }
    for seconds in 0..<6 {
      // It comes again by itself, and fails again.
      shop.store.failure = full
      if seconds == 0 {
        #expect(throws: full) { try shop.answer(.done(["verified": .bool(false)]), at: 3) }
      } else {
        #expect(throws: full) { try shop.tick(at: 3 + Double(seconds) * 2) }
      }
      shop.store.failure = nil
    }
    try shop.tick(at: 20)
    for line in ["A-10432", "400999"] { try shop.say(line, in: "d", at: 21) }
    #expect(shop.requests.count == 1)
    #expect(try shop.store.marks(.wrongProof, since: KeepingShop.noon).count == 2)
  }

  private func requestCall() throws {
    for (second, line) in [
      "/callback/request", "+40 721 000 111", "tomorrow", "1", "my order", "yes",
    ].enumerated() {
      try shop.say(line, at: Double(second))
    }
    #expect(shop.requests.map(\.action) == ["register_callback"])
  }
}
