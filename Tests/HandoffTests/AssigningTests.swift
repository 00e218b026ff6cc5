import Content
import Dialogue
import Handoff
import Testing
import TextAnalysis

@Suite("Agents and their tickets")
struct AssigningTests {
  static let shop = """
    teams:
      support: {hours: always}
      fraud: {hours: always}
    queue:
      assignment: automatic
      agents:
        ana: {teams: [support], languages: [en, ro], skills: [returns], capacity: 2}
        boris: {languages: [ru], skills: []}
    """

  @Test("Agents hold as many conversations as they have room for")
  func capacity() throws {
    var queue = HandoffQueue()
    try queue.arrive(ana, at: at(0))
    for index in 0..<4 { queue.open("c\(index)", at: Double(index)) }
    for index in 1...3 {
      #expect(try queue.takeNext(by: ana, at: at(10)).ticket == TicketID(index))
    }
    let error = #expect(throws: DeskError.self) { try queue.takeNext(by: ana, at: at(10)) }
    #expect(error?.message == "ana is in 3 of 3 tickets (1, 2, 3); finish one first")
    #expect(throws: DeskError.self) { try queue.assign(TicketID(4), to: ana, at: at(10)) }
    #expect(queue.current(of: ana)?.id == TicketID(3))
    try queue.resolve(TicketID(3), by: ana, at: at(11))
    #expect(queue.current(of: ana)?.id == TicketID(2))
    #expect(try queue.takeNext(by: ana, at: at(12)).ticket == TicketID(4))
  }

  @Test("A call-back needs an agent without others, and fills the agent")
  func callBacks() throws {
    var queue = HandoffQueue()
    try queue.arrive(ana, at: at(0))
    queue.open("a")
    let call = queue.open("b", kind: .callBack(CallBack(phone: "1")), at: 1)
    _ = try queue.takeNext(by: ana, at: at(2))
    #expect(throws: DeskError.self) { try queue.takeNext(by: ana, at: at(2)) }
    #expect(throws: DeskError.self) { try queue.assign(call, to: ana, at: at(2)) }
    try queue.resolve(TicketID(1), by: ana, at: at(3))
    #expect(try queue.takeNext(by: ana, at: at(3)).ticket == call)
    queue.open("c", at: 4)
    #expect(queue.agent(ana)?.room == 0)
    #expect(throws: DeskError.self) { try queue.takeNext(by: ana, at: at(5)) }
    for _ in 0..<2 { try queue.callTried(call, by: ana, reached: false, at: at(6)) }
    #expect(queue.ticket(call)?.isOpen == true)
    try queue.callTried(call, by: ana, reached: false, at: at(7))
    #expect(queue.ticket(call)?.state == .expired(reason: "not reached"))
    #expect(try queue.takeNext(by: ana, at: at(8)).ticket == TicketID(3))
  }

  @Test("A promised call is given out in its window, to an agent kept free for it")
  func window() throws {
    var queue = DeskFixture.automatic()
    try queue.arrive(ana, at: at(0))
    let window = at(1000)...at(2000)
    let call = queue.open("call", kind: .callBack(CallBack(phone: "1", window: window)))
    queue.open("a", at: 1)
    #expect(queue.tick(at: at(2)).count == 1)
    #expect(queue.tickets(of: ana).map(\.id) == [TicketID(2)])
    try queue.agentWrote(by: ana, in: TicketID(2), at: at(3))
    #expect(queue.nextDeadline == at(1000))
    // Its turn comes at 1000: who asks later than that has to let it pass.
    _ = queue.tick(at: at(1000))
    queue.open("b", at: 1001)
    #expect(queue.tick(at: at(1001)).isEmpty)
    try queue.resolve(TicketID(2), by: ana, at: at(1100))
    #expect(queue.tick(at: at(1100)).compactMap(\.given) == [call])
  }

  @Test("Tickets go to those who are in the team, speak the language and know what it takes")
  func fitting() throws {
    var queue = try DeskFixture.queue(Self.shop)
    try queue.arrive(ana, at: at(0))
    try queue.arrive(boris, at: at(0))
    try queue.arrive(AgentID("carl"), at: at(0))
    _ = try queue.setPresence(.away, of: AgentID("carl"), at: at(0))
    queue.open("en", team: "support", at: 1)
    queue.open("ru", team: "support", language: .russian, at: 2)
    queue.open("fraud", team: "fraud", at: 3)
    queue.open("returns", team: "support", language: .romanian, skills: ["returns"], at: 4)
    queue.open("law", team: "support", skills: ["law"], at: 5)
    let news = queue.dispatch(at: at(10))
    #expect(
      news == [
        .assigned(
          Assignment(ticket: TicketID(1), agent: ana, why: "speaks en, team support, 1 of 2")
        ),
        .assigned(
          Assignment(ticket: TicketID(2), agent: boris, why: "speaks ru, team support, 1 of 3")
        ),
        .assigned(
          Assignment(
            ticket: TicketID(4),
            agent: ana,
            why: "speaks ro, team support, knows returns, 2 of 2"
          )
        ),
      ]
    )
    #expect(queue.line == ["fraud", "law"])
    #expect(queue.waiting(for: ana).isEmpty && queue.waiting(for: boris).isEmpty)
    #expect(queue.waiting(for: AgentID("carl")).map(\.id.number) == [3, 5])
    #expect(try queue.takeNext(by: AgentID("carl"), at: at(11)).ticket == TicketID(3))
  }

  @Test("Of several agents the one with fewest tickets, then free longest, gets it")
  func balance() throws {
    var queue = DeskFixture.automatic()
    try queue.arrive(boris, at: at(0))
    try queue.arrive(ana, at: at(0))
    for index in 0..<4 {
      queue.open("c\(index)", at: Double(index))
      _ = queue.dispatch(at: at(Double(index)))
    }
    #expect(queue.tickets(of: ana).map(\.id.number) == [1, 3])
    #expect(queue.tickets(of: boris).map(\.id.number) == [2, 4])
    try queue.resolve(TicketID(2), by: boris, at: at(5))
    queue.open("next", at: 6)
    let news = queue.dispatch(at: at(6))
    #expect(
      news == [
        .assigned(
          Assignment(
            ticket: TicketID(5),
            agent: boris,
            why: "speaks en, 2 of 3, fewest tickets, then free longest"
          )
        )
      ]
    )
  }

  @Test("Where agents take tickets themselves, none is given out")
  func manual() throws {
    var queue = HandoffQueue()
    try queue.arrive(ana, at: at(0))
    queue.open("a")
    #expect(queue.dispatch(at: at(1)).isEmpty)
    #expect(queue.line == ["a"])
  }

  @Test("Only those at the desk take tickets, unless the caller knows better")
  func presence() throws {
    var queue = HandoffQueue()
    queue.open("a")
    #expect(throws: DeskError.self) { try queue.assign(TicketID(1), to: ana, at: at(1)) }
    #expect(throws: DeskError.self) { try queue.takeNext(by: ana, at: at(1)) }
    #expect(throws: DeskError.self) { try queue.setPresence(.away, of: ana, at: at(1)) }
    let ticket = try queue.assign(TicketID(1), to: ana, requiresPresence: false, at: at(1))
    #expect(ticket.state == .assigned(ana))
    #expect(queue.presentAgents.isEmpty)
    #expect(queue.tickets(of: ana).count == 1)
    try queue.arrive(ana, at: at(2))
    #expect(queue.presentAgents == [ana])
    #expect(queue.tickets(of: ana).count == 1)
    #expect(throws: DeskError.self) { try queue.arrive(ana, at: at(2)) }
    queue.open("b", at: 3)
    _ = try queue.assign(TicketID(2), to: boris, requiresPresence: false, at: at(3))
    try queue.resolve(TicketID(2), by: boris, at: at(4))
    #expect(queue.agent(boris) == nil)
  }

  @Test("Whoever goes gives everything back, also what was put off, in its old place")
  func leaving() throws {
    for leaves in [true, false] {
      var queue = HandoffQueue()
      for name in ["a", "b", "c"] { queue.open(name) }
      try queue.arrive(ana, at: at(1))
      for number in 1...2 { _ = try queue.assign(TicketID(number), to: ana, at: at(2)) }
      try queue.snooze(TicketID(1), by: ana, until: at(9000), at: at(3))
      #expect(queue.agent(ana)?.room == 2)
      #expect(queue.agent(ana)?.snoozed == [TicketID(1)])
      let news =
        leaves
        ? queue.leave(ana, at: at(4)) : try queue.setPresence(.offline, of: ana, at: at(4))
      #expect(
        news == [2, 1].map { .requeued(TicketID($0), from: ana, why: "ana went") }
      )
      #expect(queue.line == ["a", "b", "c"])
      #expect(queue.presentAgents.isEmpty)
      #expect((queue.agent(ana) == nil) == leaves)
      try queue.arrive(ana, at: at(5))
      #expect(queue.tickets(of: ana).isEmpty)
    }
  }

  @Test("A silent agent loses the ticket, which goes to somebody else first")
  func silence() throws {
    var queue = DeskFixture.automatic()
    try queue.arrive(ana, at: at(0))
    let ticket = queue.open("a", at: 1)
    _ = queue.dispatch(at: at(1))
    try queue.agentWrote(by: ana, in: ticket, at: at(20))
    queue.customerWrote(in: ConversationID("a"), at: at(100))
    queue.customerWrote(in: ConversationID("a"), at: at(200))
    #expect(queue.tick(at: at(399)).isEmpty)
    #expect(
      queue.tick(at: at(400)) == [.requeued(ticket, from: ana, why: "ana was silent")]
    )
    #expect(queue.ticket(ticket)?.state == .pending)
    try queue.arrive(boris, at: at(401))
    #expect(queue.tick(at: at(401)).compactMap(\.given) == [ticket])
    #expect(queue.ticket(ticket)?.agent == boris)
    try queue.putBack(ticket, by: boris, at: at(402))
    _ = try queue.setPresence(.away, of: ana, at: at(402))
    // The only one there gets it again after a while.
    #expect(queue.tick(at: at(500)).compactMap(\.given).isEmpty)
    #expect(queue.tick(at: at(702)).compactMap(\.given) == [ticket])
  }

  @Test("An agent may take as long for a letter as was promised")
  func letters() throws {
    var queue = HandoffQueue()
    try queue.arrive(ana, at: at(0))
    let mail = queue.open("mail", channel: "email")
    _ = try queue.takeNext(by: ana, at: at(1))
    _ = queue.tick(at: at(80_000))
    #expect(queue.ticket(mail)?.agent == ana)
    _ = queue.tick(at: at(86_402))
    #expect(queue.ticket(mail)?.agent == nil)
  }

  @Test("A ticket is handed on to an agent with room, or to the line of a team")
  func transfer() throws {
    var queue = try DeskFixture.queue(Self.shop)
    try queue.arrive(ana, at: at(0))
    let ticket = queue.open("a", team: "support")
    _ = try queue.assign(ticket, to: ana, at: at(1))
    #expect(throws: DeskError.self) {
      try queue.transfer(ticket, by: ana, to: .agent(boris), at: at(2))
    }
    try queue.arrive(boris, at: at(2))
    #expect(throws: DeskError.self) {
      try queue.transfer(ticket, by: boris, to: .agent(boris), at: at(2))
    }
    let moved = try queue.transfer(ticket, by: ana, to: .agent(boris), at: at(3))
    #expect(moved.state == .assigned(boris))
    #expect(queue.tickets(of: ana).isEmpty && queue.tickets(of: boris).count == 1)
    let error = #expect(throws: DeskError.self) {
      try queue.transfer(ticket, by: boris, to: .team("fruad"), at: at(4))
    }
    #expect(error?.message == "there is no team fruad; expected one of fraud, support")
    let waiting = try queue.transfer(ticket, by: boris, to: .team("fraud"), at: at(5))
    #expect(waiting.state == .pending && waiting.team == "fraud")
    #expect(queue.position(of: ticket) == 1)
  }

  @Test("A ticket put off comes back to its agent, or waits for the agent first")
  func snooze() throws {
    var queue = HandoffQueue()
    try queue.arrive(ana, at: at(0))
    try queue.arrive(boris, at: at(0))
    let ticket = queue.open("a")
    _ = try queue.assign(ticket, to: ana, at: at(1))
    try queue.agentWrote(by: ana, in: ticket, at: at(2))
    try queue.snooze(ticket, by: ana, until: at(1000), at: at(3))
    #expect(queue.tick(at: at(999)).isEmpty)
    #expect(
      queue.tick(at: at(1000)) == [
        .woke(ticket),
        .assigned(Assignment(ticket: ticket, agent: ana, why: "speaks en, 1 of 3, had it before")),
      ]
    )
    try queue.snooze(ticket, by: ana, until: at(2000), at: at(1001))
    #expect(queue.customerWrote(in: ConversationID("a"), at: at(1100)).first == .woke(ticket))
    #expect(queue.ticket(ticket)?.state == .assigned(ana))
    try queue.snooze(ticket, by: ana, until: at(2000), at: at(1200))
    _ = try queue.setPresence(.away, of: ana, at: at(1300))
    queue.open("high", priority: .high, at: 1900)
    #expect(queue.tick(at: at(2000)).contains(.woke(ticket)))
    #expect(queue.line == ["high", "a"])
    #expect(try queue.takeNext(by: ana, at: at(2001)).ticket == ticket)
  }

  @Test("A resolved ticket may be reopened for a day, for the same agent")
  func reopen() throws {
    var queue = HandoffQueue()
    try queue.arrive(ana, at: at(0))
    let ticket = queue.open("a")
    _ = try queue.takeNext(by: ana, at: at(1))
    #expect(throws: DeskError.self) { try queue.reopen(ticket, by: nil, at: at(2)) }
    try queue.resolve(ticket, by: ana, at: at(3))
    let other = queue.open("a", at: 4)
    #expect(throws: DeskError.self) { try queue.reopen(ticket, by: nil, at: at(5)) }
    queue.withdraw(conversation: ConversationID("a"), at: at(5))
    #expect(throws: DeskError.self) { try queue.reopen(other, by: nil, at: at(6)) }
    let closed = try #require(queue.ticket(ticket))
    let reopened = try queue.reopen(ticket, by: nil, at: at(7))
    #expect(reopened.preferredAgent == ana && reopened.state == .pending)
    #expect(queue.ticket(of: ConversationID("a"))?.id == ticket)
    // What the queue has forgotten is taken from where it was kept.
    var later = HandoffQueue()
    #expect(throws: DeskError.self) { try later.reopen(ticket, by: ana, at: at(8)) }
    later.restore(closed, eventCount: 4)
    #expect(throws: DeskError.self) { try later.reopen(ticket, by: ana, at: at(90_000)) }
    #expect(try later.reopen(ticket, by: ana, at: at(80_000)).isOpen)
    #expect(later.takeChanges().first?.number == 4)
  }

  @Test("The preferred ticket comes before others, but not before somebody urgent")
  func preferred() throws {
    var queue = HandoffQueue()
    try queue.arrive(ana, at: at(0))
    let ticket = queue.open("a", priority: .low)
    _ = try queue.takeNext(by: ana, at: at(1))
    try queue.resolve(ticket, by: ana, at: at(2))
    queue.open("high", priority: .high, at: 3)
    let danger = queue.open("danger", priority: .urgent, at: 3)
    try queue.reopen(ticket, by: nil, at: at(4))
    #expect(queue.line == ["danger", "high", "a"])
    #expect(try queue.takeNext(by: ana, at: at(5)).ticket == danger)
    #expect(try queue.takeNext(by: ana, at: at(5)).ticket == ticket)
  }

  @Test("Other rules hold from the moment they are read")
  func otherRules() throws {
    var queue = HandoffQueue()
    try queue.arrive(ana, at: at(0))
    queue.open("a")
    var rules = QueueRules()
    rules.assignment = .automatic
    rules.capacity = 1
    rules.longestWaitMinutes = 2
    queue.useRules(rules, teams: [], offset: { _ in 0 })
    #expect(queue.agent(ana)?.profile.capacity == 1)
    #expect(queue.dispatch(at: at(1)).count == 1)
    queue.open("b", at: 2)
    #expect(queue.dispatch(at: at(2)).isEmpty)
    #expect(queue.tick(at: at(122)).contains(.longWait(TicketID(2))))
  }
}

extension DeskNews {
  /// The ticket that was given to an agent.
  var given: TicketID? {
    guard case .assigned(let assignment) = self else { return nil }
    return assignment.ticket
  }
}
