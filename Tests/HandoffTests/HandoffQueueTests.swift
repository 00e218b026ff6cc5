import Dialogue
import Handoff
import TestSupport
import Testing
import TextAnalysis

@Suite("Handoff queue")
struct HandoffQueueTests {
  private let ana = AgentID("ana")
  private let bob = AgentID("bob")

  @Test("tickets are taken in the order they were opened")
  func order() {
    var queue = HandoffQueue()
    #expect(open("a", in: &queue) == (1, 1))
    #expect(open("b", in: &queue) == (2, 2))
    #expect(open("c", in: &queue) == (3, 3))
    #expect(queue.waiting.map(\.conversation.value) == ["a", "b", "c"])
    #expect(queue.position(of: TicketID(2)) == 2)
    #expect(queue.position(of: TicketID(9)) == 0)
  }

  @Test("a conversation has one open ticket, and another only after it is closed")
  func oneTicket() throws {
    var queue = HandoffQueue()
    #expect(open("a", in: &queue) == (1, 1))
    #expect(open("a", in: &queue) == (1, 1))
    try queue.arrive(ana)
    _ = try queue.assign(TicketID(1), to: ana)
    #expect(open("a", in: &queue) == (1, 0))
    _ = try queue.resolve(by: ana)
    #expect(open("a", in: &queue) == (2, 1))
  }

  @Test("an agent works one ticket at a time, and a ticket has one agent")
  func oneAgent() throws {
    var queue = HandoffQueue()
    _ = open("a", in: &queue)
    _ = open("b", in: &queue)
    try queue.arrive(ana)
    try queue.arrive(bob)
    let ticket = try queue.assign(TicketID(1), to: ana)
    #expect(ticket.state == .assigned(ana))
    #expect(queue.ticket(of: ana)?.id == TicketID(1))
    #expect(throws: DeskError.self) { try queue.assign(TicketID(2), to: ana) }
    #expect(throws: DeskError.self) { try queue.assign(TicketID(1), to: bob) }
    #expect(queue.waiting.map(\.id) == [TicketID(2)])
    #expect(queue.ticket(of: bob) == nil)
  }

  @Test("only those at the desk take tickets, and only tickets that are there")
  func refusals() throws {
    var queue = HandoffQueue()
    _ = open("a", in: &queue)
    #expect(throws: DeskError.self) { try queue.assign(TicketID(1), to: ana) }
    try queue.arrive(ana)
    #expect(throws: DeskError.self) { try queue.arrive(ana) }
    #expect(throws: DeskError.self) { try queue.assign(TicketID(7), to: ana) }
    #expect(throws: DeskError.self) { try queue.resolve(by: ana) }
    #expect(queue.presentAgents == [ana])
  }

  @Test("a ticket whose agent leaves waits again in its old place")
  func leave() throws {
    var queue = HandoffQueue()
    for name in ["a", "b", "c"] { _ = open(name, in: &queue) }
    try queue.arrive(ana)
    _ = try queue.assign(TicketID(2), to: ana)
    #expect(queue.waiting.map(\.id.number) == [1, 3])
    #expect(queue.leave(ana)?.id == TicketID(2))
    #expect(queue.waiting.map(\.id.number) == [1, 2, 3])
    #expect(queue.presentAgents.isEmpty)
    #expect(queue.leave(ana) == nil)
    try queue.arrive(ana)
    #expect(queue.ticket(of: ana) == nil)
  }

  @Test("a conversation that ends frees its agent")
  func abandon() throws {
    var queue = HandoffQueue()
    _ = open("a", in: &queue)
    _ = open("b", in: &queue)
    try queue.arrive(ana)
    _ = try queue.assign(TicketID(1), to: ana)
    #expect(queue.abandon(ConversationID("a")) == ana)
    #expect(queue.ticket(of: ana) == nil)
    #expect(queue.abandon(ConversationID("b")) == nil)
    #expect(queue.waiting.isEmpty)
    #expect(queue.abandon(ConversationID("nobody")) == nil)
  }

  @Test("seeded sequences of everything that can happen keep the desk in order", arguments: 0..<40)
  func random(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var queue = HandoffQueue()
    let agents = (0..<4).map { AgentID("agent\($0)") }
    let conversations = (0..<6).map { ConversationID("c\($0)") }
    // What the queue should hold, kept the plain way.
    var open: [ConversationID: (ticket: TicketID, agent: AgentID?)] = [:]
    var present: Set<AgentID> = []
    for step in 0..<200 {
      let agent = agents[Int.random(in: 0..<agents.count, using: &random)]
      let conversation = conversations[Int.random(in: 0..<conversations.count, using: &random)]
      let ticket = TicketID(Int.random(in: 1...12, using: &random) + step / 8)
      let mine = open.first { $0.value.agent == agent }?.key
      switch Int.random(in: 0..<6, using: &random) {
      case 0:
        let (opened, _) = queue.open(
          for: conversation,
          language: .english,
          reason: .askedForPerson,
          at: Instant(secondsSinceEpoch: Double(step))
        )
        if let known = open[conversation] {
          #expect(opened.id == known.ticket)
        } else {
          #expect(open.values.allSatisfy { $0.ticket < opened.id })
          open[conversation] = (opened.id, nil)
        }
      case 1:
        let isNew = present.insert(agent).inserted
        let arrived: Void? = try? queue.arrive(agent)
        #expect((arrived != nil) == isNew)
      case 2:
        let left = queue.leave(agent)
        present.remove(agent)
        #expect(left?.conversation == mine)
        if let mine { open[mine]?.agent = nil }
      case 3:
        let target = open.first { $0.value.ticket == ticket && $0.value.agent == nil }?.key
        let isPossible = target != nil && mine == nil && present.contains(agent)
        let assigned = try? queue.assign(ticket, to: agent)
        #expect((assigned != nil) == isPossible)
        if isPossible, let target { open[target]?.agent = agent }
      case 4:
        let resolved = try? queue.resolve(by: agent)
        #expect(resolved?.conversation == mine)
        if let mine { open[mine] = nil }
      default:
        #expect(queue.abandon(conversation) == open[conversation]?.agent)
        open[conversation] = nil
      }
      let waiting = open.values.filter { $0.agent == nil }.map(\.ticket).sorted()
      #expect(queue.waiting.map(\.id) == waiting)
      #expect(queue.presentAgents == present.sorted())
      for (place, ticket) in waiting.enumerated() {
        #expect(queue.position(of: ticket) == place + 1)
      }
      for conversation in conversations {
        #expect(queue.ticket(of: conversation)?.id == open[conversation]?.ticket)
      }
      for agent in agents {
        let worked = open.first { $0.value.agent == agent }?.value.ticket
        #expect(queue.ticket(of: agent)?.id == worked)
      }
    }
  }

  private func open(_ name: String, in queue: inout HandoffQueue) -> (Int, Int) {
    let (ticket, position) = queue.open(
      for: ConversationID(name),
      language: .english,
      reason: .notUnderstood,
      at: Instant(secondsSinceEpoch: 0)
    )
    return (ticket.id.number, position)
  }
}
