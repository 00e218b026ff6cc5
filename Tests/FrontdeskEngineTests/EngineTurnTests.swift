import Dialogue
import FrontdeskEngine
import Testing
import TextAnalysis
import Understanding

@Suite("Engine: one line and its reply")
struct EngineTurnTests {
  private let folder: TemporaryFolder
  private let engine: Engine

  init() throws {
    folder = try TemporaryFolder(shopWith: [:])
    engine = try folder.engine()
  }

  @Test(
    "a greeting beside a question is answered with the question",
    arguments: [
      ("hi, where's my parcl??", Target.intent("order/track")),
      ("hello! is shipping free?", .article("delivery")),
      ("привет, где мой заказ?", .intent("order/track")),
      ("здравствуйте. сколько стоит доставка", .article("delivery")),
      ("bună ziua, unde este coletul meu", .intent("order/track")),
      ("merhaba, siparişim nerede?", .intent("order/track")),
      ("السلام عليكم أين طلبي", .intent("order/track")),
      ("where is my order, thanks", .intent("order/track")),
    ]
  )
  func greeting(_ line: String, _ target: Target) throws {
    let reply = try engine.reply(to: line)
    #expect(reply.kind == .answer)
    #expect(reply.target == target)
  }

  @Test("a greeting alone is greeted")
  func greetingAlone() throws {
    #expect(try engine.reply(to: "hi").target == .intent("smalltalk/greet"))
    #expect(try engine.reply(to: "привет").text == "Здравствуйте! Чем помочь?")
  }

  @Test("an intent with an article is answered by the article, and says which example led there")
  func article() throws {
    let reply = try engine.reply(to: "I want my money back for this dress")
    #expect(reply.target == .article("returns"))
    #expect(reply.intent == "order/return")
    #expect(reply.confidence == 1)
    // The first paragraph is the whole answer.
    #expect(reply.text == "You can return any item within 30 days of delivery.")
  }

  @Test("a pinned question is answered by its article, in its language only")
  func pins() throws {
    #expect(try engine.reply(to: "Gimme my dosh!").target == .article("returns"))
    #expect(try engine.reply(to: "где мои кровные").text.hasPrefix("Вернуть товар"))
  }

  @Test("what the shop does not answer is declined")
  func outside() throws {
    let reply = try engine.reply(to: "tell me a joke")
    #expect(reply.kind == .decline)
    #expect(reply.target == nil)
    #expect(engine.conversation(ConversationID("c"))?.misses == 1)
  }

  @Test("two misses in a row bring a person, and an answer between them does not")
  func misses() throws {
    #expect(try engine.reply(to: "tell me a joke", in: "a").kind == .decline)
    #expect(try engine.reply(to: "what is the weather today", in: "a").kind == .handoff)
    #expect(try engine.reply(to: "tell me a joke", in: "b").kind == .decline)
    #expect(try engine.reply(to: "where is my order", in: "b").kind == .answer)
    #expect(try engine.reply(to: "tell me a joke", in: "b").kind == .decline)
    #expect(engine.waitingTickets(at: moment()).count == 1)
  }

  @Test(
    "a person can be asked for in every language",
    arguments: [
      "human", "I want to talk to a real person", "оператор", "позовите оператора пожалуйста",
      "vreau să vorbesc cu un om", "bir insanla konuşmak istiyorum", "müşteri temsilcisi",
      "أريد التحدث مع موظف", "hi, connect me to a human please",
    ]
  )
  func person(_ line: String) throws {
    let reply = try engine.reply(to: line)
    #expect(reply.kind == .handoff)
    #expect(reply.text.contains("1"))
    #expect(engine.conversation(ConversationID("c"))?.owner == .pending)
    #expect(engine.waitingTickets(at: moment()).count == 1)
  }

  @Test("asking for a person works while there is a choice to make, after a miss, and twice")
  func personAnytime() throws {
    let shop = try shopThatAsks()
    let asking = try shop.engine()
    #expect(try asking.reply(to: "return shipping").kind == .ask)
    #expect(try asking.reply(to: "human").kind == .handoff)
    let again = try asking.reply(to: "human")
    #expect(again.kind == .handoff)
    #expect(again.text == "A colleague will answer soon.")
    #expect(asking.waitingTickets(at: moment()).count == 1)
    // Until someone comes the bot goes on answering.
    #expect(try asking.reply(to: "where is my order").kind == .answer)
  }

  @Test(
    "a choice is made by number or by label",
    arguments: ["1", "1.", "(1)", "١", "How do I return an item?"]
  )
  func choice(_ line: String) throws {
    let shop = try shopThatAsks()
    let engine = try shop.engine()
    let question = try engine.reply(to: "return shipping")
    #expect(question.kind == .ask)
    #expect(question.choices.last == "None of these")
    #expect(question.text.hasPrefix("Did you mean:\n1 "))
    let first = try #require(question.choices.firstIndex(of: "How do I return an item?"))
    let said = line.hasPrefix("How") ? line : line.replacing("1", with: "\(first + 1)")
    let arabic = ["١", "٢", "٣"][first]
    let reply = try engine.reply(to: said == "١" ? arabic : said)
    #expect(reply.target == .article("returns"))
    #expect(reply.kind == .answer)
  }

  @Test("none of these is a miss, and the second brings a person")
  func noneOfThese() throws {
    let shop = try shopThatAsks()
    let engine = try shop.engine()
    let question = try engine.reply(to: "return shipping")
    let first = try engine.reply(to: "\(question.choices.count)")
    #expect(first.kind == .decline)
    #expect(first.text == "Please say it in other words.")
    _ = try engine.reply(to: "return shipping")
    #expect(try engine.reply(to: "none of these").kind == .handoff)
  }

  @Test("an empty line leaves the choices as they are, a new question does not")
  func choicesLast() throws {
    let shop = try shopThatAsks()
    let engine = try shop.engine()
    let question = try engine.reply(to: "return shipping")
    #expect(try engine.reply(to: "").kind == .empty)
    #expect(try engine.reply(to: "1").kind == .answer)
    _ = try engine.reply(to: "return shipping")
    #expect(try engine.reply(to: "where is my order").target == .intent("order/track"))
    #expect(try engine.reply(to: "1").kind != .answer)
    #expect(question.choices.count >= 2)
  }

  @Test("an intent is offered in a customer's words, not by its name")
  func labels() {
    let base = engine.knowledgeBase(.english)
    #expect(base.label(of: .article("returns")) == "How do I return an item?")
    #expect(base.label(of: .intent("order/track")) == "where is my order")
    #expect(base.label(of: .intent("nothing")) == "nothing")
  }

  @Test("an intent without a response is declined rather than answered with nothing")
  func noResponse() throws {
    let folder = try TemporaryFolder(shopWith: [
      "intents/en/more.yml": """
      nlu:
        - intent: order/gift
          examples: |
            - wrap it as a present
      """
    ])
    let reply = try folder.engine().reply(to: "wrap it as a present")
    #expect(reply.kind == .decline)
    #expect(reply.text == "Sorry, I did not understand.")
  }

  @Test("where a language lacks a wording the default language has it")
  func missingWording() throws {
    let folder = try TemporaryFolder(shopWith: ["intents/tr/system.yml": nil])
    let engine = try folder.engine()
    _ = try engine.reply(to: "siparişim nerede")
    #expect(try engine.reply(to: "bana bir fıkra anlat").text == "Sorry, I did not understand.")
  }

  @Test("the same calls in the same order give the same deliveries")
  func deterministic() throws {
    let other = try folder.engine()
    for engine in [engine, other] { _ = engine.knowledgeBase(.english) }
    let lines = [
      "hi", "return shipping", "1", "tell me a joke", "где мой заказ", "ok", "human", "help",
    ]
    for (number, line) in lines.enumerated() {
      let a = engine.receive(line, in: ConversationID("c\(number % 2)"), at: moment(Double(number)))
      let b = other.receive(line, in: ConversationID("c\(number % 2)"), at: moment(Double(number)))
      #expect(a.map(\.text) == b.map(\.text))
      #expect(a.map(\.recipient) == b.map(\.recipient))
      #expect(a.first?.reply?.confidence == b.first?.reply?.confidence)
    }
  }

  /// A shop whose engine is never sure of words that speak for two things.
  private func shopThatAsks() throws -> TemporaryFolder {
    try TemporaryFolder(shopWith: [
      "intents/thresholds.yml": "answer: 0.99\nclarify: 0.02\nmargin: 0.9\n"
    ])
  }
}
