import Dialogue
import FrontdeskEngine
import Handoff
import Testing
import TextAnalysis

@Suite("Engine: the desk")
struct EngineDeskTests {
  private let folder: TemporaryFolder
  private let engine: Engine
  private let ana = AgentID("ana")
  private let bob = AgentID("bob")
  private let customer = ConversationID("c")

  init() throws {
    folder = try TemporaryFolder(shopWith: [:])
    engine = try folder.engine()
  }

  @Test("a customer is handed over, talks with an agent, and is given back")
  func whole() throws {
    _ = try engine.agentArrived(ana, at: moment())
    _ = try engine.reply(to: "where is my order")
    let asked = engine.receive("human", in: customer, at: moment(10))
    #expect(asked.map(\.recipient) == [.customer(customer), .agent(ana)])
    #expect(asked[0].text == "A colleague will join you. You are number 1.")
    #expect(asked[1].text == "ticket 1 waits: en, 0 s, asked for a person: human")
    #expect(
      engine.waitingTickets(at: moment(75)).map(\.summary) == [
        "en, 65 s, asked for a person: human"
      ]
    )

    let taken = try engine.take(TicketID(1), by: ana, at: moment(80))
    #expect(taken.map(\.recipient) == [.customer(customer), .agent(ana)])
    #expect(taken[0].text == "ana has joined.")
    #expect(
      taken[1].text == """
        ticket 1, en, asked for a person
        customer: where is my order
        bot (order/track): Open "My orders" to see where your parcel is.
        customer: human
        bot: A colleague will join you. You are number 1.
        """
    )
    #expect(engine.waitingTickets(at: moment()).isEmpty)

    let said = engine.receive("it is late", in: customer, at: moment(90))
    #expect(said.map(\.recipient) == [.agent(ana)])
    #expect(said.map(\.text) == ["customer: it is late"])
    #expect(said[0].reply == nil)
    let answered = try engine.say("I am looking", by: ana, at: moment(91))
    #expect(answered.map(\.recipient) == [.customer(customer)])
    #expect(answered.map(\.text) == ["I am looking"])

    let done = try engine.finish(by: ana, at: moment(99))
    #expect(done.map(\.recipient) == [.customer(customer), .agent(ana)])
    #expect(done[0].text == "You are with the assistant again.")
    #expect(try engine.reply(to: "where is my order").kind == .answer)
    #expect(throws: DeskError.self) { try engine.say("more", by: ana, at: moment()) }
  }

  @Test("a customer who leaves frees the agent, and nothing of the ticket is left")
  func customerLeaves() throws {
    try handOver()
    let left = engine.customerLeft(customer, at: moment())
    #expect(left.map(\.recipient) == [.agent(ana)])
    #expect(engine.conversation(customer) == nil)
    #expect(throws: DeskError.self) { try engine.say("hello?", by: ana, at: moment()) }
    _ = try engine.reply(to: "human", in: "d")
    _ = engine.customerLeft(ConversationID("d"), at: moment())
    #expect(engine.waitingTickets(at: moment()).isEmpty)
    #expect(engine.customerLeft(ConversationID("nobody"), at: moment()).isEmpty)
    // Whoever comes next under that name starts anew.
    #expect(try engine.reply(to: "where is my order").kind == .answer)
  }

  @Test("an agent who leaves puts the customer back in the old place")
  func agentLeaves() throws {
    try handOver()
    _ = try engine.reply(to: "human", in: "d")
    let left = engine.agentLeft(ana, at: moment())
    #expect(left.map(\.recipient) == [.customer(customer)])
    #expect(left.map(\.text) == ["A colleague will answer soon."])
    #expect(engine.waitingTickets(at: moment()).map(\.id) == [TicketID(1), TicketID(2)])
    #expect(engine.conversation(customer)?.owner == .pending)
    #expect(try engine.reply(to: "where is my order").kind == .answer)
    _ = try engine.agentArrived(bob, at: moment())
    #expect(try engine.take(TicketID(1), by: bob, at: moment()).count == 2)
    #expect(engine.conversation(customer)?.owner == .agent(bob))
    #expect(engine.agentLeft(AgentID("nobody"), at: moment()).isEmpty)
  }

  @Test("only agents without a ticket hear of a new one, and each hears once")
  func news() throws {
    try handOver()
    _ = try engine.agentArrived(bob, at: moment())
    let asked = engine.receive("human", in: ConversationID("d"), at: moment())
    #expect(asked.map(\.recipient) == [.customer(ConversationID("d")), .agent(bob)])
    #expect(engine.receive("human", in: ConversationID("d"), at: moment()).count == 1)
  }

  @Test("places in the queue are counted for each who asks")
  func places() throws {
    for (place, id) in ["a", "b", "d"].enumerated() {
      #expect(try engine.reply(to: "human", in: id).text.hasSuffix("number \(place + 1)."))
    }
  }

  @Test("the desk speaks the customer's language of now")
  func language() throws {
    _ = try engine.reply(to: "human")
    _ = try engine.reply(to: "где мой заказ")
    _ = try engine.agentArrived(ana, at: moment())
    #expect(engine.waitingTickets(at: moment()).first?.summary.hasPrefix("ru, ") == true)
    let taken = try engine.take(TicketID(1), by: ana, at: moment())
    #expect(taken[0].text == "К чату подключился сотрудник: ana.")
    #expect(try engine.finish(by: ana, at: moment())[0].text == "С вами снова помощник.")
  }

  @Test("what was offered before an agent came is not chosen from after")
  func staleChoices() throws {
    let folder = try TemporaryFolder(shopWith: [
      "intents/thresholds.yml": "answer: 0.99\nclarify: 0.02\nmargin: 0.9\n"
    ])
    let engine = try folder.engine()
    _ = try engine.agentArrived(ana, at: moment())
    #expect(try engine.reply(to: "return shipping").kind == .ask)
    _ = try engine.reply(to: "human")
    _ = try engine.take(TicketID(1), by: ana, at: moment())
    #expect(engine.receive("1", in: customer, at: moment()).map(\.recipient) == [.agent(ana)])
    _ = try engine.finish(by: ana, at: moment())
    #expect(try engine.reply(to: "1").kind != .answer)
  }

  @Test("an agent's mistakes are told and change nothing")
  func mistakes() throws {
    #expect(throws: DeskError.self) { try engine.take(TicketID(1), by: ana, at: moment()) }
    _ = try engine.agentArrived(ana, at: moment())
    #expect(throws: DeskError.self) { try engine.agentArrived(ana, at: moment()) }
    #expect(throws: DeskError.self) { try engine.take(TicketID(1), by: ana, at: moment()) }
    #expect(throws: DeskError.self) { try engine.finish(by: ana, at: moment()) }
    _ = try engine.reply(to: "human")
    _ = try engine.take(TicketID(1), by: ana, at: moment())
    #expect(throws: DeskError.self) { try engine.take(TicketID(1), by: ana, at: moment()) }
    #expect(engine.conversation(customer)?.owner == .agent(ana))
  }

  private func handOver() throws {
    _ = try engine.agentArrived(ana, at: moment())
    _ = try engine.reply(to: "human")
    _ = try engine.take(TicketID(1), by: ana, at: moment())
  }
}
