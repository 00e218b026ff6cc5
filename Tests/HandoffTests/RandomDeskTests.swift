import Content
import Dialogue
import Handoff
import TestSupport
import Testing
import TextAnalysis

@Suite("Seeded sequences of everything that can happen at the desk")
struct RandomDeskTests {
  /// Everything that can be seen of a desk at a moment.
  struct Picture: Equatable {
    let waiting: [Ticket]
    let positions: [Int]
    let agents: [DeskAgent]
    let tickets: [Ticket?]
    let open: [TicketID?]
    let estimates: [WaitEstimate]

    init(_ queue: HandoffQueue, at time: Instant) {
      waiting = queue.waiting
      positions = waiting.map { queue.position(of: $0.id) }
      agents = queue.agents
      tickets = (1...400).map { queue.ticket(TicketID($0)) }
      open = RandomDeskTests.conversations.map { queue.ticket(of: $0)?.id }
      estimates = waiting.map { queue.estimate(of: $0.id, at: time) }
    }
  }

  static let conversations = (0..<12).map { ConversationID("c\($0)") }
  static let agents = (0..<4).map { AgentID("agent\($0)") }

  static func desk(_ seed: Int) -> HandoffQueue {
    var rules = QueueRules()
    rules.assignment = seed.isMultiple(of: 2) ? .automatic : .manual
    rules.capacity = 1 + seed % 3
    rules.callTries = 2
    return HandoffQueue(rules: rules)
  }

  /// One step: whatever it is, it may be refused.
  static func step(
    _ queue: inout HandoffQueue,
    at time: Instant,
    _ random: inout SeededGenerator
  ) throws {
    func pick<Item>(_ items: [Item]) -> Item {
      items[Int.random(in: 0..<items.count, using: &random)]
    }
    let agent = pick(agents)
    let conversation = pick(conversations)
    let open = queue.waiting.map(\.id) + agents.flatMap { queue.tickets(of: $0).map(\.id) }
    let id =
      open.isEmpty || Int.random(in: 0..<5, using: &random) == 0
      ? TicketID(Int.random(in: 1...60, using: &random)) : pick(open)
    let owner = queue.ticket(id)?.agent ?? agent
    let later = Instant(
      secondsSinceEpoch: time.secondsSinceEpoch + Double.random(in: -10...900, using: &random)
    )
    switch Int.random(in: 0..<24, using: &random) {
    case 0...3:
      _ = queue.open(
        for: conversation,
        request: HandoffRequest(
          reason: .askedForPerson,
          team: pick(["", "a", "b"]),
          priority: pick(HandoffRequest.Priority.allCases),
          language: pick([.english, .russian])
        ),
        channel: pick(["chat", "email", "telegram"]),
        kind: pick([
          .chat, .chat, .chat, .callBack(CallBack(phone: "1")),
          .callBack(CallBack(phone: "1", window: time...max(time, later))),
        ]),
        at: time
      )
    case 4: try queue.arrive(agent, at: time)
    case 5: _ = try queue.setPresence(pick(Presence.allCases), of: agent, at: time)
    case 6: if Int.random(in: 0..<3, using: &random) == 0 { _ = queue.leave(agent, at: time) }
    case 7: _ = try queue.assign(id, to: agent, requiresPresence: pick([true, false]), at: time)
    case 8...10: _ = try queue.takeNext(by: agent, at: time)
    case 11: _ = try queue.transfer(id, by: owner, to: .agent(agent), at: time)
    case 12: _ = try queue.transfer(id, by: owner, to: .team(pick(["a", "b"])), at: time)
    case 13: try queue.putBack(id, by: owner, at: time)
    case 14: try queue.snooze(id, by: owner, until: later, at: time)
    case 15...16: try queue.resolve(id, by: pick([owner, nil]), reason: "", at: time)
    case 17: try queue.reject(id, by: owner, reason: "spam", at: time)
    case 18: queue.withdraw(conversation: conversation, at: time)
    case 19: try queue.reopen(id, by: pick([owner, nil]), at: time)
    case 20: queue.customerWrote(in: conversation, at: time)
    case 21: try queue.agentWrote(by: owner, in: id, at: time)
    case 22: try queue.callTried(id, by: owner, reached: pick([true, false]), at: time)
    default:
      try queue.tag(id, by: agent, tag: pick(["x", "y"]), at: time)
      try queue.note(id, by: agent, text: "note", at: time)
    }
  }

  @Test("Every ticket has one owner, and is the fold of its events", arguments: 0..<24)
  func invariants(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var queue = Self.desk(seed)
    var folded: [TicketID: Ticket] = [:]
    var counts: [TicketID: Int] = [:]
    var time = 0.0
    for _ in 0..<300 {
      time += Double.random(in: 0...90, using: &random)
      try? Self.step(&queue, at: at(time), &random)
      if Bool.random(using: &random) { _ = queue.tick(at: at(time)) }
      for change in queue.takeChanges() {
        #expect(change.number == counts[change.ticket, default: 0])
        counts[change.ticket, default: 0] += 1
        if case .opened(let opening) = change.event {
          folded[change.ticket] = Ticket(opening: opening, id: change.ticket, at: change.time)
        } else {
          #expect(throws: Never.self) {
            try folded[change.ticket]?.apply(change.event, at: change.time)
          }
        }
        #expect(folded[change.ticket] == change.state)
      }
      for (id, ticket) in folded where ticket.isOpen { #expect(queue.ticket(id) == ticket) }
      expectOneOwner(queue, folded)
    }
    #expect(folded.count > 20)
  }

  private func expectOneOwner(_ queue: HandoffQueue, _ tickets: [TicketID: Ticket]) {
    let waiting = queue.waiting.map(\.id)
    let held = queue.agents.flatMap { $0.tickets + $0.snoozed }
    let all = waiting + held
    #expect(Set(all).count == all.count)
    #expect(all.sorted() == tickets.values.filter(\.isOpen).map(\.id).sorted())
    for agent in queue.agents {
      for id in agent.tickets { #expect(tickets[id]?.state == .assigned(agent.profile.id)) }
      #expect(agent.tickets.count <= agent.profile.capacity)
      let calls = agent.tickets.filter { tickets[$0]?.isCallBack == true }
      #expect(calls.isEmpty || agent.tickets.count == 1)
      #expect(agent.isOnCall == !calls.isEmpty)
    }
    let open = tickets.values.filter(\.isOpen)
    for tickets in [open.filter(\.isCallBack), open.filter { !$0.isCallBack }] {
      #expect(Set(tickets.map(\.conversation)).count == tickets.count)
    }
    for team in ["", "a", "b"] {
      let line = queue.waiting.filter { $0.team == team }
      #expect(line.map { queue.position(of: $0.id) } == Array(1..<line.count + 1))
    }
  }

  @Test("What could not be kept is taken back exactly", arguments: 0..<24)
  func undo(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var queue = Self.desk(seed)
    var time = 0.0
    for _ in 0..<60 {
      _ = queue.takeChanges()
      let kept = queue
      let began = at(time)
      let picture = Picture(queue, at: began)
      let steps = Int.random(in: 1...6, using: &random)
      for _ in 0..<steps {
        time += Double.random(in: 0...90, using: &random)
        try? Self.step(&queue, at: at(time), &random)
        if Bool.random(using: &random) { _ = queue.tick(at: at(time)) }
      }
      guard Bool.random(using: &random) else { continue }
      queue.undoChanges()
      #expect(Picture(queue, at: began) == picture)
      #expect(queue.takeChanges().isEmpty)
      // It also goes on as if nothing had been: time does the same to both.
      var (one, other) = (queue, kept)
      let next = at(time + 700)
      let news = one.tick(at: next).filter { if case .position = $0 { false } else { true } }
      #expect(
        news == other.tick(at: next).filter { if case .position = $0 { false } else { true } }
      )
    }
  }
}
