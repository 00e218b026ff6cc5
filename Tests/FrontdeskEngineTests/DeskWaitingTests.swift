import Content
import Dialogue
import Handoff
import Testing
import TextAnalysis

@testable import FrontdeskEngine

@Suite("The desk: what waiting customers hear")
struct DeskWaitingTests {
  static let asking: [(Language, String)] = [
    (.english, "I want to talk to a human"), (.russian, "позовите оператора"),
    (.romanian, "vreau să vorbesc cu un om"), (.turkish, "bir insanla konuşmak istiyorum"),
    (.arabic, "أريد التحدث مع موظف"),
  ]

  @Test("the place and the wait are told, and told again when they change", arguments: asking)
  func places(language: Language, line: String) throws {
    let shop = try KeepingShop()
    let base = shop.engine.knowledgeBase(language)
    try shop.arrive("ana", at: 0)
    // So that the desk knows how fast it is.
    for number in 0..<8 {
      try shop.say("I want to talk to a human", in: "early\(number)", at: Double(number) * 120)
      try shop.take(number + 1, by: "ana", at: Double(number) * 120 + 60)
      try shop.call(
        .resolve(TicketID(number + 1), by: AgentID("ana"), reason: "done"),
        at: Double(number) * 120 + 100
      )
    }
    try shop.say("I want to talk to a human", in: "first", at: 1_000)
    let queued = try shop.say(line, at: 1_010).told()
    #expect(queued.first?.contains("2") == true, "\(queued)")
    try shop.tick(at: 1_020)
    try shop.take(9, by: "ana", at: 1_060)
    let told = try shop.tick(at: 1_070)
    #expect(told.compactMap(\.message?.kind) == [.status])
    let lines = told.told().flatMap { $0.split(separator: "\n").map(String.init) }
    #expect(lines.first == Self.shown(base.text("utter_queue_position", ["position": "1"])))
    let estimate = shop.engine.queue.estimate(of: TicketID(10), at: KeepingShop.at(1_070))
    #expect(estimate.isKnown)
    #expect(lines.count == 2)
    let (low, high) = (Int(estimate.low / 60), Int(estimate.high / 60))
    let wait =
      low < 1
      ? base.text("utter_queue_wait_under", ["maximum": "\(high)"])
      : base.text("utter_queue_wait", ["minimum": "\(low)", "maximum": "\(high)"])
    #expect(lines.last == Self.shown(wait))
    // Nothing has changed since.
    #expect(try shop.tick(at: 1_200).told().isEmpty)
  }

  /// Arabic has its numbers isolated.
  private static func shown(_ text: String) -> String { text }

  @Test("a long wait offers a message, a call, or to go on waiting", arguments: asking)
  func longWait(language: Language, line: String) throws {
    let shop = try KeepingShop()
    let base = shop.engine.knowledgeBase(language)
    try shop.say(line, at: 0)
    #expect(try shop.tick(at: 9 * 60).told().isEmpty)
    let told = try shop.tick(at: 10 * 60 + 1)
    #expect(told.told() == [base.text("utter_queue_long_wait")])
    let message = try #require(told.first?.message)
    #expect(message.kind == .status)
    #expect(
      message.buttons.map(\.payload) == ["/queue/wait", "/message/leave", "/callback/request"]
    )
    #expect(try shop.tick(at: 30 * 60).told().isEmpty)
    // Who goes on waiting keeps the place.
    let before = try shop.ticket(1)?.waitingSince
    #expect(try shop.say("/queue/wait", at: 31 * 60).told() == [base.text("utter_queue_wait_on")])
    #expect(shop.conversation()?.owner == .pending)
    #expect(try shop.ticket(1)?.state == .pending)
    #expect(try shop.ticket(1)?.waitingSince == before)
    #expect(shop.engine.openTickets().map(\.position) == [1])
  }

  @Test("who leaves a message waits no more: it is answered like a letter, and the bot goes on")
  func message() throws {
    let shop = try KeepingShop()
    try shop.say("I want to talk to a human", at: 0)
    try shop.tick(at: 601)
    #expect(try shop.say("/message/leave", at: 610).told().count == 1)
    #expect(try shop.ticket(1)?.state == .expired(reason: "withdrawn"))
    #expect(shop.conversation()?.owner == .bot)
    try shop.say("my mug arrived broken, please send another", at: 620)
    let thanks = try shop.say("ana.popescu@example.com", at: 630).told()
    #expect(thanks.count == 1, "\(thanks)")
    let ticket = try #require(try shop.ticket(2))
    #expect(ticket.reason == .message)
    #expect(ticket.state == .pending)
    #expect(ticket.channel == "email")
    let level = shop.engine.shop.scripts.desk.queue.level(of: "email")
    let chat = shop.engine.shop.scripts.desk.queue.level(of: "chat")
    #expect(level != chat)
    #expect(ticket.firstResponseDue.since(ticket.openedAt) > 3_600)
    #expect(ticket.resolutionDue.map { $0 > ticket.firstResponseDue } == true)
    #expect(shop.conversation()?.owner == .bot)
    // The message is in what the agent reads.
    let view = try #require(try shop.engine.view(of: TicketID(2), at: KeepingShop.at(640)))
    #expect(view.transcript.contains { $0.contains("my mug arrived broken") })
    #expect(try shop.say("/delivery/cost{\"country\":\"Germany\"}", at: 650).isEmpty == false)
    #expect(shop.requests.count == 1)
    // Nobody who left a message is told of a place in a queue.
    #expect(try shop.tick(at: 6_000).told().filter { $0.contains("number") }.isEmpty)
  }

  static let windows: [(String, Int, Range<Int>)] = [
    ("in the morning", 1, 9..<12), ("in the afternoon", 2, 12..<17), ("evening", 3, 17..<20),
  ]

  @Test(
    "a call is a ticket with the phone and the hours of the shop's time zone",
    arguments: windows
  )
  func callBack(name: String, choice: Int, hours: Range<Int>) throws {
    let shop = try KeepingShop()
    try shop.say("I want to talk to a human", at: 0)
    try askForCall(shop, choice: "\(choice)", at: 10)
    let ticket = try #require(try shop.ticket(2))
    let call = try #require(ticket.callBack)
    #expect(call.phone.filter(\.isNumber) == "40721000111")
    // Tomorrow, in Bucharest, which is two hours ahead of UTC in winter.
    let midnight = KeepingShop.noon.after(12 * 3_600)
    #expect(call.window?.lowerBound == midnight.after(Double(hours.lowerBound) * 3_600))
    #expect(call.window?.upperBound == midnight.after(Double(hours.upperBound) * 3_600))
    #expect(ticket.firstResponseDue == call.window?.upperBound)
    // Who is promised a call does not wait in the queue.
    #expect(try shop.ticket(1)?.isOpen == false)
    #expect(shop.conversation()?.owner == .bot)
  }

  @Test("a call keeps neither the bot nor an agent from the conversation")
  func besides() throws {
    let shop = try KeepingShop()
    try askForCall(shop, choice: "1", at: 0)
    let call = try #require(try shop.ticket(1))
    #expect(call.isCallBack)
    try shop.arrive("ana", at: 20)
    try shop.arrive("bob", at: 20)
    try shop.call(.assign(call.id, to: AgentID("ana")), at: 30)
    #expect(shop.conversation()?.owner == .bot)
    #expect(try shop.say("thanks", at: 40).told().count == 1)
    try shop.say("I want to talk to a human", at: 50)
    try shop.take(2, by: "bob", at: 60)
    #expect(shop.conversation()?.owner == .agent(AgentID("bob")))
    #expect(try shop.say("hello bob", at: 70).told(agent: "bob") == ["customer: hello bob"])
    // A call takes a person whole.
    try shop.say("I want to talk to a human", in: "d", at: 80)
    #expect(throws: DeskError.self) { try shop.take(3, by: "ana", at: 90) }
    try shop.call(.resolve(TicketID(2), by: AgentID("bob"), reason: "done"), at: 100)
    #expect(try shop.ticket(1)?.state == .assigned(AgentID("ana")))
  }

  @Test(
    "a call stays until the customer is reached, or was not three times",
    arguments: [true, false]
  )
  func tries(isReached: Bool) throws {
    let shop = try KeepingShop()
    try askForCall(shop, choice: "1", at: 0)
    let id = TicketID(1)
    let ana = AgentID("ana")
    let told = try shop.sent().count
    try shop.call(.assign(id, to: ana), at: 10)
    // Days go by.
    try shop.tick(at: 4 * 86_400)
    #expect(try shop.ticket(1)?.isOpen == true)
    for round in 0..<2 {
      try shop.call(.callTried(id, by: ana, reached: false), at: 345_700 + Double(round))
      #expect(try shop.ticket(1)?.isOpen == true)
      #expect(try shop.ticket(1)?.callBack?.tries == round + 1)
    }
    try shop.restart(at: 345_800)
    try shop.call(.callTried(id, by: ana, reached: isReached), at: 345_900)
    let end = try #require(try shop.ticket(1)).state
    #expect(end == (isReached ? .resolved(reason: "reached") : .expired(reason: "not reached")))
    #expect(throws: DeskError.self) {
      try shop.call(.callTried(id, by: ana, reached: true), at: 346_000)
    }
    #expect(try shop.sent().count == told)
  }

  // MARK: While nobody has come

  @Test("what is said while waiting is kept for the agent and acknowledged once")
  func acknowledged() throws {
    let shop = try KeepingShop()
    let base = shop.engine.knowledgeBase(.english)
    let waiting = base.responses.variants("utter_handoff_waiting").map(\.text)
    try shop.say("I want to talk to a human", at: 0)
    let first = try shop.say("it is about the blue plates of my aunt Vera", at: 10).told()
    #expect(first.count == 1 && waiting.contains(first[0]), "\(first)")
    #expect(try shop.say("her neighbour Olga likes them too", at: 20).told() == [])
    try shop.restart(at: 25)
    let silent = try shop.say("and the lid of the tin", id: "m1", at: 30)
    #expect(silent.compactMap(\.message?.kind) == [.ack])
    #expect(shop.conversation()?.owner == .pending)
    // A person is asked for again: nothing new is to be said.
    try shop.say("I want to talk to a human", at: 35)
    try shop.arrive("ana", at: 40)
    let read = try #require(try shop.take(1, by: "ana", at: 50).told(agent: "ana").first)
    for line in ["blue plates", "her neighbour Olga", "the lid of the tin"] {
      #expect(read.contains(line), "\(read)")
    }
    // The next wait is another.
    try shop.call(.resolve(TicketID(1), by: AgentID("ana"), reason: "done"), at: 60)
    try shop.say("I want to talk to a human", at: 70)
    let again = try shop.say("it is about the red cups of my uncle", at: 80).told()
    #expect(again.count == 1 && waiting.contains(again[0]), "\(again)")
  }

  @Test(
    "a sure answer is given while waiting and marked as the machine's",
    arguments: [
      (Language.english, "I want to talk to a human", "How can I pay?"),
      (.russian, "позовите оператора", "Как можно оплатить заказ?"),
      (.romanian, "vreau să vorbesc cu un om", "Cum pot plăti?"),
      (.turkish, "bir insanla konuşmak istiyorum", "Hangi ödeme yöntemleri geçerli?"),
      (.arabic, "أريد التحدث مع موظف", "ما طرق الدفع المتاحة؟"),
    ]
  )
  func sureAnswer(language: Language, asking: String, question: String) throws {
    let shop = try KeepingShop()
    let base = shop.engine.knowledgeBase(language)
    try shop.say(asking, at: 0)
    for seconds in [10.0, 20] {
      let told = try shop.say(question, at: seconds).told()
      let marks = base.responses.variants("utter_automatic_while_waiting").map(\.text)
      #expect(told.count == 1)
      #expect(marks.contains { told.first?.hasPrefix($0) == true }, "\(told)")
      #expect(shop.conversation()?.owner == .pending)
    }
  }

  @Test(
    "who needs nobody any more leaves the queue",
    arguments: [
      (Language.english, "I want to talk to a human", "never mind"),
      (.russian, "позовите оператора", "отмена"),
      (.romanian, "vreau să vorbesc cu un om", "nu mai e nevoie"),
      (.turkish, "bir insanla konuşmak istiyorum", "vazgeçtim"),
      (.arabic, "أريد التحدث مع موظف", "إلغاء"),
    ]
  )
  func neverMind(language: Language, asking: String, line: String) throws {
    let shop = try KeepingShop()
    let base = shop.engine.knowledgeBase(language)
    try shop.say(asking, at: 0)
    try shop.say(asking, in: "d", at: 1)
    let told = try shop.say(line, at: 10).told()
    #expect(
      base.responses.variants("utter_handoff_withdrawn").map(\.text).contains(told.first ?? "")
    )
    #expect(shop.conversation()?.owner == .bot)
    #expect(try shop.ticket(1)?.state == .expired(reason: "withdrawn"))
    #expect(shop.engine.openTickets().map(\.ticket.conversation.value) == ["d"])
    #expect(shop.engine.openTickets().map(\.position) == [1])
  }

  /// Goes through the script for a call.
  private func askForCall(_ shop: KeepingShop, choice: String, at seconds: Double) throws {
    for line in ["/callback/request", "+40 721 000 111", "tomorrow", choice, "my order", "yes"] {
      try shop.say(line, at: seconds)
    }
    #expect(shop.requests.map(\.action) == ["register_callback"])
    #expect(try shop.answer(.done([:]), at: seconds + 1).told().count == 1)
  }
}
