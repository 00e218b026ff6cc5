import Content
import Dialogue
import FrontdeskEngine
import Testing
import TextAnalysis

@Suite("Conversations of the bundled shop, and time")
struct ConversationTimeTests {
  private let customer = ConversationID("c")
  private let start = 1_767_607_200.0

  private func moment(_ seconds: Double) -> Instant {
    Instant(secondsSinceEpoch: start + seconds)
  }

  static let bursts: [(Language, [String])] = [
    (.english, ["hi", "I want to cancel", "my order", "A-10432 please"]),
    (.english, ["how much", "is delivery", "to Germany", "?"]),
    (.russian, ["здравствуйте", "хочу отменить", "заказ", "A-10432"]),
    (.russian, ["сколько стоит", "доставка", "в Германию", "?"]),
    (.romanian, ["bună ziua", "vreau să anulez", "comanda", "A-10432"]),
    (.romanian, ["cât costă", "livrarea", "în Germania", "?"]),
    (.turkish, ["merhaba", "siparişimi", "iptal etmek istiyorum", "A-10432"]),
    (.turkish, ["Almanya'ya", "kargo", "ne kadar", "?"]),
    (.arabic, ["مرحبا", "أريد إلغاء", "الطلب", "A-10432"]),
    (.arabic, ["كم سعر", "الشحن", "إلى ألمانيا", "؟"]),
  ]

  @Test("a text means the same in one line and in four", arguments: bursts)
  func burst(language: Language, lines: [String]) throws {
    let whole = try turn([lines.joined(separator: " ")], language)
    let parts = try turn(lines, language)
    #expect(!whole.conversation.slots.isEmpty)
    #expect(parts.conversation.slots == whole.conversation.slots)
    #expect(parts.conversation.frames == whole.conversation.frames)
    #expect(parts.reply.target == whole.reply.target)
    #expect(parts.reply.intent == whole.reply.intent)
    #expect(parts.reply.kind == whole.reply.kind)
    #expect(parts.conversation.misses == 0)
  }

  @Test("a burst is one miss at most, whatever is in it")
  func misses() throws {
    let turn = try turn(["qwrtp zzz", "xkcd fghj", "hjkl wvbn", "trewq pppp"], .english)
    #expect(turn.conversation.misses == 1)
    #expect(turn.conversation.turnCount == 1)
    #expect(turn.reply.kind == .decline)
  }

  @Test("the window begins anew with each line, but not for ever")
  func window() throws {
    let engine = try LoadedShop.engine()
    engine.burstWindow = .standard
    for second in 0..<4 {
      #expect(engine.receive("hello", in: customer, at: moment(Double(second) * 1.4)).isEmpty)
      #expect(engine.tick(at: moment(Double(second) * 1.4 + 0.5)).isEmpty)
    }
    #expect(engine.owesReply(customer))
    #expect(engine.nextDeadline == moment(5))
    #expect(engine.tick(at: moment(5)).compactMap(\.reply).count == 1)
    #expect(engine.nextDeadline == nil)
    #expect(!engine.owesReply(customer))
    #expect(engine.tick(at: moment(60)).isEmpty)
  }

  @Test("what a customer was in the middle of saying is read by the agent who comes")
  func agentInBurst() throws {
    let engine = try LoadedShop.engine()
    let ana = AgentID("ana")
    _ = engine.receive("I want to talk to a human", in: customer, at: moment(0))
    _ = try engine.agentArrived(ana, at: moment(1))
    engine.burstWindow = .standard
    #expect(engine.receive("my mug is", in: customer, at: moment(2)).isEmpty)
    #expect(engine.receive("quite broken", in: customer, at: moment(2.5)).isEmpty)
    let ticket = try #require(engine.waitingTickets(at: moment(3)).first)
    let deliveries = try engine.take(ticket.id, by: ana, at: moment(3))
    #expect(deliveries.last?.text.contains("my mug is") == true, "\(deliveries)")
    #expect(engine.tick(at: moment(60)).isEmpty)
    let later = engine.receive("hello?", in: customer, at: moment(61))
    #expect(later.map(\.recipient) == [.agent(ana)])
  }

  static let returning: [(language: Language, question: String, greeting: String)] = [
    (.english, "where is my order", "hello"), (.russian, "где мой заказ", "привет"),
    (.romanian, "unde este comanda mea", "bună ziua"),
    (.turkish, "siparişim nerede", "merhaba"), (.arabic, "أين طلبي", "مرحبا"),
  ]

  @Test(
    "after an hour of silence a customer is greeted again, and what is kept is known",
    arguments: returning
  )
  func expiry(language: Language, question: String, greeting: String) throws {
    let engine = try LoadedShop.engine()
    func say(_ line: String, at second: Double) throws -> Reply {
      let deliveries = engine.receive(line, in: customer, at: moment(second))
      return try #require(deliveries.compactMap(\.reply).first)
    }
    #expect(try say(question, at: 0).introduction.isEmpty == false)
    #expect(try say("A-10432", at: 10).introduction.isEmpty)
    let before = try #require(engine.conversation(customer))
    #expect(!before.frames.isEmpty)
    // A minute less is no hour.
    #expect(try say("400123", at: 10 + 59 * 60).introduction.isEmpty)
    #expect(engine.conversation(customer)?.expiries == 0)

    engine.restore(before, as: customer, at: moment(10))
    let back = try say(greeting, at: 10 + 60 * 60)
    let after = try #require(engine.conversation(customer))
    #expect(after.expiries == 1)
    #expect(after.frames.isEmpty)
    #expect(after.slots["order_number"] == .text("A-10432"))
    #expect(after.slots.keys.allSatisfy { engine.shop.scripts.flows.slot($0)?.isKept == true })
    #expect(after.language == language)
    let welcome = engine.knowledgeBase(language).responses.variants("utter_welcome_back")
    #expect(welcome.contains { back.introduction.hasPrefix($0.text) }, "\(back.introduction)")
    // The order that was spoken of need not be asked for.
    _ = try say(question, at: 3_700)
    let next = try #require(engine.conversation(customer))
    #expect(next.slots["order_number"] == .text("A-10432"))
    #expect(next.frames.last?.phase == .asking)
  }

  /// What one turn of lines, half a second after each other, comes to.
  private func turn(
    _ lines: [String],
    _ language: Language
  ) throws -> (reply: Reply, conversation: Conversation) {
    let engine = try LoadedShop.engine()
    engine.burstWindow = .standard
    engine.setLanguage(language, in: customer)
    for (number, line) in lines.enumerated() {
      #expect(engine.receive(line, in: customer, at: moment(Double(number) * 0.5)).isEmpty)
    }
    let due = try #require(engine.nextDeadline)
    let replies = engine.tick(at: due).compactMap(\.reply)
    #expect(replies.count == 1)
    return (try #require(replies.first), try #require(engine.conversation(customer)))
  }
}
