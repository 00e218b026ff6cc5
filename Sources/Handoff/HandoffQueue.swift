package import Content
package import Dialogue

/// The tickets of the desk and the agents who work them.
///
/// Order: priority, then the deadline of the first response, then age. A ticket that is not urgent
/// rises by one priority, at most to high, whenever it has waited four times its first response, and
/// at least an open hour, beyond its deadline: as those of one priority go by deadline, no later
/// ticket that is not urgent is before it for ever. Nothing ever comes before an urgent one but
/// another urgent one.
///
/// Every change of a ticket is a `TicketEvent`; the changes since `takeChanges` can be undone.
///
/// Invariant: a conversation has at most one open ticket, and every ticket one owner.
package struct HandoffQueue: Sendable {
  var rules: QueueRules
  var hours: [String: BusinessHours] = [:]
  var alwaysOpen: BusinessHours

  var records: [TicketID: TicketRecord] = [:]
  var openTicket: [ConversationID: TicketID] = [:]
  /// Calls that were promised; they do not keep the bot or another agent from a conversation.
  var openCall: [ConversationID: TicketID] = [:]
  var desk: [AgentID: DeskAgent] = [:]
  var lines = WaitingLines()
  var throughput: [String: Throughput] = [:]
  var lastNumber = 0

  var deadlines = DeadlineHeap()
  /// When the line of a team, which has changed, is to be looked through for news.
  var positionChecks: [String: Instant] = [:]
  var lastPositionCheck: [String: Instant] = [:]

  /// The changes since they were last taken, in order.
  package internal(set) var changes: [TicketChange] = []
  var before = QueueUndo()

  /// Makes an empty desk; `offset` is what the shop's clocks are ahead of UTC, in seconds.
  package init(
    rules: QueueRules = QueueRules(),
    teams: [DeskTeam] = [],
    offset: @escaping @Sendable (Instant) -> Int = { _ in 0 }
  ) {
    self.rules = rules
    alwaysOpen = BusinessHours(team: nil, offset: offset)
    for team in teams { hours[team.name] = BusinessHours(team: team, offset: offset) }
  }

  /// Goes on under other rules; deadlines that tickets have already stay.
  package mutating func useRules(
    _ rules: QueueRules,
    teams: [DeskTeam],
    offset: @escaping @Sendable (Instant) -> Int
  ) {
    self.rules = rules
    alwaysOpen = BusinessHours(team: nil, offset: offset)
    hours = [:]
    for team in teams { hours[team.name] = BusinessHours(team: team, offset: offset) }
    for agent in desk.keys.sorted() {
      remember(agent)
      let profile = profile(of: agent)
      desk[agent]?.profile = profile
    }
    for id in records.keys.sorted() {
      guard var record = records[id] else { continue }
      setTimers(of: &record)
      replace(id, with: record)
    }
  }

  /// Takes the open tickets that were kept, at the start.
  package mutating func load(
    _ tickets: [Ticket],
    numbersOfEvents: [TicketID: Int],
    lastNumber: Int
  ) {
    self.lastNumber = max(lastNumber, self.lastNumber)
    // An agent's tickets are in the order they were taken.
    let inOrder = tickets.sorted {
      ($0.assignedAt ?? $0.openedAt, $0.id) < ($1.assignedAt ?? $1.openedAt, $1.id)
    }
    for ticket in inOrder { restore(ticket, eventCount: numbersOfEvents[ticket.id] ?? 1) }
    // Who has come nearer to the front shortly before the end may not have been told.
    for ticket in inOrder where ticket.state == .pending {
      let told = ticket.toldPositionAt ?? ticket.pendingSince
      positionChecks[ticket.team] = min(positionChecks[ticket.team] ?? told, told)
    }
    takeBack()
  }

  /// Takes one ticket that was kept, such as a closed one that is to be reopened.
  package mutating func restore(_ ticket: Ticket, eventCount: Int) {
    lastNumber = max(lastNumber, ticket.id.number)
    var record = TicketRecord(ticket, eventCount: eventCount)
    // Whether its window has come is seen at the next tick.
    record.isReady = ticket.callBack?.window == nil
    setTimers(of: &record)
    let former = records[ticket.id]?.ticket
    replace(ticket.id, with: record)
    setAgents(of: ticket.id, from: former, to: ticket, at: ticket.assignedAt)
  }

  private mutating func takeBack() {
    // What was loaded is kept already: there is nothing to undo.
    changes = []
    before = QueueUndo()
  }

  /// The opening times of a team; one that nobody knows is always open.
  package func hours(of team: String) -> BusinessHours { hours[team] ?? alwaysOpen }

  func profile(of agent: AgentID) -> AgentProfile {
    let written = rules.agent(agent.value)
    return AgentProfile(
      id: agent,
      name: written?.name,
      teams: written?.teams,
      languages: written?.languages,
      skills: written?.skills,
      capacity: written?.capacity ?? rules.capacity
    )
  }
}
