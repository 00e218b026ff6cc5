import Content
import Dialogue
import Handoff
import Testing
import TextAnalysis

@testable import FrontdeskEngine

@Suite("The desk: what agents read and send")
struct DeskReadingTests {
  private let shop: KeepingShop
  private let ana = AgentID("ana")
  private let one = TicketID(1)

  init() throws {
    shop = try KeepingShop()
  }

  static let languages = DeskWaitingTests.asking

  @Test(
    "a ready-made reply speaks the customer's language and fills in what is known",
    arguments: languages
  )
  func readyReply(language: Language, line: String) throws {
    let base = shop.engine.knowledgeBase(language)
    let variants = base.responses.variants("reply_late-parcel").map(\.text)
    #expect(variants.count == 2)
    try shop.say(line, at: 0)
    try shop.call(.assign(one, to: ana), at: 10)
    let without = try shop.call(.readyReply(one, by: ana, name: "late-parcel"), at: 20)
    let said = try #require(without.told().first)
    #expect(!said.contains("{{") && !said.contains("A-10432"))
    #expect(without.compactMap(\.message?.agent) == [ana])
    // Another customer has named the order.
    for text in ["/order/track{\"order_number\":\"A-10432\"}", line] {
      try shop.say(text, in: "d", at: 30)
    }
    if shop.conversation("d")?.owner != .pending { try shop.say(line, in: "d", at: 31) }
    shop.engine.setLanguage(language, in: ConversationID("d"))
    let ticket = try #require(shop.engine.ticket(of: ConversationID("d")))
    try shop.call(.assign(ticket.id, to: ana), at: 40)
    let with = try shop.call(.readyReply(ticket.id, by: ana, name: "late-parcel"), at: 50)
    let named = try #require(with.told("d").first)
    #expect(named.contains("A-10432"), "\(named)")
    #expect(!named.contains("{{"))
    #expect(
      LanguageIdentifier(enabled: Language.allCases).identify(named, prior: nil).language
        == language
    )
  }

  @Test("there are the same ready-made replies in every language")
  func readyReplies() throws {
    let english = shop.engine.readyReplies(in: .english)
    #expect(english.contains("late-parcel"))
    for language in Language.allCases {
      #expect(shop.engine.readyReplies(in: language) == english, "\(language)")
    }
    try shop.say("I want to talk to a human", at: 0)
    try shop.call(.assign(one, to: ana), at: 10)
    let error = #expect(throws: DeskError.self) {
      try shop.call(.readyReply(one, by: ana, name: "late-parcle"), at: 20)
    }
    #expect(error?.message.contains("late-parcel") == true)
  }

  @Test("an article's answer is sent in the customer's language, in the agent's name")
  func article() throws {
    try shop.say("позовите оператора", at: 0)
    try shop.call(.assign(one, to: ana), at: 10)
    let base = shop.engine.knowledgeBase(.russian)
    let id = try #require(base.articles.keys.sorted().first)
    let told = try shop.call(.article(one, by: ana, id: id), at: 20)
    #expect(told.compactMap(\.message?.agent) == [ana])
    #expect(
      told.told().first?.hasPrefix(String((base.articles[id]?.shortAnswer ?? "?").prefix(20)))
        == true
    )
    #expect(try shop.events().contains { if case .agentSaid = $0 { true } else { false } })
    #expect(throws: DeskError.self) { try shop.call(.article(one, by: ana, id: "nothing"), at: 30) }
  }

  @Test("notes and tags are for agents alone")
  func notes() throws {
    try shop.say("I want to talk to a human", id: "m1", at: 0)
    try shop.call(.assign(one, to: ana), at: 10)
    let sent = try shop.sent()
    let events = try shop.events()
    #expect(try shop.call(.note(one, by: ana, text: "was rude on the phone"), at: 20).isEmpty)
    #expect(try shop.call(.tag(one, by: ana, tag: "difficult"), at: 21).isEmpty)
    #expect(try shop.call(.tag(one, by: ana, tag: "vip"), at: 22).isEmpty)
    #expect(try shop.call(.untag(one, by: ana, tag: "vip"), at: 23).isEmpty)
    #expect(try shop.sent() == sent)
    #expect(try shop.events() == events)
    let view = try #require(try shop.engine.view(of: one, at: KeepingShop.at(30)))
    #expect(view.ticket.notes.map(\.text) == ["was rude on the phone"])
    #expect(view.ticket.tags == ["difficult"])
    #expect(!view.transcript.contains { $0.contains("rude") || $0.contains("difficult") })
    // Whoever repeats a message is not told more.
    #expect(try shop.say("?", id: "m1", at: 40).told().allSatisfy { !$0.contains("rude") })
    // Also when it is over.
    try shop.call(.resolve(one, by: ana, reason: "done"), at: 50)
    try shop.restart(at: 60)
    try shop.call(.note(one, by: ana, text: "called back"), at: 70)
    #expect(try shop.ticket(1)?.notes.count == 2)
  }

  @Test("a note has no card number in it")
  func cards() throws {
    try shop.say("I want to talk to a human", at: 0)
    try shop.call(.note(one, by: ana, text: "paid with 4111 1111 1111 1111"), at: 20)
    #expect(try shop.ticket(1)?.notes.first?.text.contains("4111 1111 1111 1111") == false)
  }

  @Test("an answer that an agent finds wrong is marked for review")
  func wrong() throws {
    try shop.say("how long do I have to return something", at: 0)
    try shop.say("I want to talk to a human", at: 1)
    let answered = try #require(
      try shop.events().firstIndex { event in
        if case .answered(_, let text) = event { !text.isEmpty } else { false }
      }
    )
    try shop.call(.markWrong(one, answer: nil, by: ana), at: 10)
    let marks = try shop.store.marks(.wrongAnswer, since: KeepingShop.noon)
    #expect(marks.map(\.key) == ["c/\(answered)"])
    #expect(marks.map(\.value) == ["ana"])
    try shop.call(.markWrong(one, answer: answered, by: ana), at: 11)
    #expect(throws: DeskError.self) { try shop.call(.markWrong(one, answer: 0, by: ana), at: 12) }
    #expect(try shop.store.marks(.wrongAnswer, since: KeepingShop.noon).count == 2)
  }

  @Test("a ticket shows all there is to know about the customer")
  func view() throws {
    let customer = Customer(id: "C-1", fields: ["name": "Ana Popescu", "last_order": "A-10999"])
    // An earlier conversation of the same customer.
    try shop.say("hello", in: "old", at: -90_000)
    _ = try shop.perform(at: -89_999) { engine in
      engine.setCustomer(customer, in: ConversationID("old"))
      return engine.receive(
        CustomerMessage("/order/track{\"order_number\":\"A-10440\"}"),
        in: ConversationID("old"),
        at: KeepingShop.at(-89_999)
      )
    }
    // And one of somebody else.
    try shop.say("hello", in: "other", at: -80_000)
    try shop.say("hello", at: 0)
    _ = try shop.perform(at: 1) { engine in
      engine.setCustomer(customer, in: ConversationID("c"))
      return engine.receive(
        CustomerMessage("/order/track{\"order_number\":\"A-10432\"}"),
        in: ConversationID("c"),
        at: KeepingShop.at(1)
      )
    }
    try shop.say("I want to talk to a human", at: 2)
    try shop.say("how long do I have to return something", at: 3)
    try shop.restart(at: 10)
    let view = try #require(try shop.engine.view(of: one, at: KeepingShop.at(20)))
    #expect(view.ticket.id == one)
    #expect(view.handoff?.summary.first?.hasPrefix("Ana Popescu, en, ") == true)
    #expect(view.customer == customer)
    #expect(view.transcript.first == "customer: hello")
    #expect(view.transcript.last?.hasPrefix("bot") == true)
    #expect(view.lastQuestion == "how long do I have to return something")
    #expect(view.slots["order_number"] == .text("A-10432"))
    #expect(view.earlier.map(\.id.value) == ["old"])
    #expect(view.earlier.map(\.turns) == [2])
    #expect(view.orders == ["A-10432", "A-10999", "A-10440"])
    #expect(!view.suggestions.isEmpty)
    #expect(view.suggestions.map(\.confidence) == view.suggestions.map(\.confidence).sorted(by: >))
    #expect(view.readyReplies.contains("late-parcel"))
    // A ticket that is over can be looked at; one there never was cannot.
    try shop.call(.assign(one, to: ana), at: 30)
    try shop.call(.resolve(one, by: ana, reason: "done"), at: 31)
    try shop.restart(at: 40)
    #expect(try shop.engine.view(of: one, at: KeepingShop.at(50))?.handoff == view.handoff)
    #expect(try shop.engine.view(of: TicketID(9), at: KeepingShop.at(50)) == nil)
  }
}

@Suite("The desk: tickets that are given out by themselves")
struct DeskAutomaticTests {
  private let folder: TemporaryFolder
  private let engine: Engine

  init() throws {
    folder = try TemporaryFolder(shopWith: [
      "intents/flows/desk.yml": """
      queue:
        assignment: automatic
        capacity: 2
        agents:
          ana: {name: "Ana P.", languages: [en, ro]}
          bob: {languages: ru}
      """
    ])
    engine = try folder.engine()
  }

  @Test("a ticket goes to who speaks the language and has room, and is told why")
  func automatic() throws {
    _ = try engine.agentArrived(AgentID("ana"), at: moment())
    _ = try engine.agentArrived(AgentID("bob"), at: moment())
    let told = engine.receive("human", in: ConversationID("c"), at: moment(10))
    let given = try #require(
      told.told(agent: "ana").first { $0.hasPrefix("ticket 1 is given to you: speaks en") }
    )
    #expect(given.contains("1 of 2"))
    #expect(told.told(agent: "ana").last?.contains("customer: human") == true)
    // What was said first has come first.
    #expect(told.told().last == "Ana P. has joined.")
    #expect(told.told().count == 2)
    #expect(told.told(agent: "bob").isEmpty)
    #expect(engine.conversation(ConversationID("c"))?.owner == .agent(AgentID("ana")))
    // Nobody else speaks the language: whoever comes beyond the room waits.
    for id in ["d", "e"] { _ = engine.receive("human", in: ConversationID(id), at: moment(20)) }
    #expect(engine.waitingTickets(at: moment(21)).map(\.id) == [TicketID(3)])
    let next = try engine.resolve(TicketID(1), by: AgentID("ana"), reason: "done", at: moment(30))
    #expect(next.told(agent: "ana").contains { $0.hasPrefix("ticket 3 is given to you") })
    #expect(engine.waitingTickets(at: moment(31)).isEmpty)
  }

  @Test("who is away or comes later is treated so")
  func presence() throws {
    _ = engine.receive("human", in: ConversationID("c"), at: moment(0))
    #expect(engine.tick(at: moment(1)).told(agent: "ana").isEmpty)
    let arrived = try engine.agentArrived(AgentID("ana"), at: moment(10))
    #expect(arrived.told(agent: "ana").contains { $0.hasPrefix("ticket 1 is given to you") })
    _ = try engine.setPresence(.away, of: AgentID("ana"), at: moment(20))
    _ = engine.receive("human", in: ConversationID("d"), at: moment(30))
    #expect(engine.waitingTickets(at: moment(32)).map(\.id) == [TicketID(2)])
    let back = try engine.setPresence(.online, of: AgentID("ana"), at: moment(40))
    #expect(back.told(agent: "ana").contains { $0.hasPrefix("ticket 2 is given to you") })
  }
}
