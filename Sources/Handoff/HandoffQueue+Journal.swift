import Dialogue

/// What was there before the changes since they were last taken.
struct QueueUndo: Sendable {
  /// Nil for tickets that were not there.
  var records: [TicketID: TicketRecord?] = [:]
  var agents: [AgentID: DeskAgent?] = [:]
  var throughput: [String: Throughput?] = [:]
  var lastNumber: Int?
}

/// The changes of tickets, for whoever keeps them; every change goes through here.
extension HandoffQueue {
  /// The changes since the last call, in order; from now on they cannot be undone.
  package mutating func takeChanges() -> [TicketChange] {
    defer {
      changes = []
      before = QueueUndo()
    }
    return changes
  }

  /// Lets tickets go that are over and were taken by the store, which has them when they are reopened.
  ///
  /// Only directly after `takeChanges`.
  package mutating func forgetClosed(among taken: [TicketChange]) {
    for id in Set(taken.map(\.ticket)) where records[id]?.ticket.isOpen == false {
      replace(id, with: nil)
    }
    before = QueueUndo()
  }

  /// Puts everything back as it was after the last `takeChanges`.
  package mutating func undoChanges() {
    let before = self.before
    for id in before.records.keys.sorted() {
      guard let record = before.records[id] else { continue }
      replace(id, with: record)
    }
    for (agent, former) in before.agents { desk[agent] = former }
    for (team, former) in before.throughput { throughput[team] = former }
    if let number = before.lastNumber { lastNumber = number }
    changes = []
    self.before = QueueUndo()
  }

  /// Applies an event to a ticket and writes it down.
  @discardableResult
  mutating func apply(
    _ event: TicketEvent,
    to id: TicketID,
    at time: Instant
  ) throws(DeskError) -> Ticket {
    guard var record = records[id] else { throw noTicket(id) }
    let former = record
    try record.ticket.apply(event, at: time)
    commit(&record, event, replacing: former, at: time)
    return record.ticket
  }

  /// Writes an event of the queue's own down, whose legality the caller has seen to.
  mutating func note(_ event: TicketEvent, of id: TicketID, at time: Instant) {
    do {
      try apply(event, to: id, at: time)
    } catch {
      preconditionFailure("the queue moved a ticket against the rules: \(error.message)")
    }
  }

  /// Starts a ticket.
  mutating func start(_ opening: TicketOpening, at time: Instant) -> Ticket {
    if before.lastNumber == nil { before.lastNumber = lastNumber }
    lastNumber += 1
    let ticket = Ticket(opening: opening, id: TicketID(lastNumber), at: time)
    var record = TicketRecord(ticket, eventCount: 0)
    record.isReady = (ticket.callBack?.window?.lowerBound ?? time) <= time
    commit(&record, .opened(opening), replacing: nil, at: time)
    return ticket
  }

  private mutating func commit(
    _ record: inout TicketRecord,
    _ event: TicketEvent,
    replacing former: TicketRecord?,
    at time: Instant
  ) {
    let ticket = record.ticket
    changes.append(
      TicketChange(
        ticket: ticket.id,
        number: record.eventCount,
        event: event,
        time: time,
        state: ticket
      )
    )
    record.eventCount += 1
    if former?.ticket.pendingSince != ticket.pendingSince { record.rise = 0 }
    setTimers(of: &record, since: former)
    write(record, at: time)
    setAgents(of: ticket.id, from: former?.ticket, to: ticket, at: time)
  }

  /// Puts a record in the place of the former one, and counts what leaves the line.
  mutating func write(_ record: TicketRecord, at time: Instant) {
    let id = record.ticket.id
    let former = records[id]
    guard former?.place != record.place else {
      replace(id, with: record)
      return
    }
    observe(from: former, to: record, at: time)
    replace(id, with: record)
    if let team = former?.place?.sort.team { checkPositions(of: team, at: time) }
  }

  /// Puts a record, or none, in the place of the former one.
  mutating func replace(_ id: TicketID, with record: TicketRecord?) {
    let former = records[id]
    if before.records[id] == nil { before.records[id] = .some(former) }
    let (oldPlace, newPlace) = (former?.place, record?.place)
    if oldPlace != newPlace {
      if let oldPlace { lines.remove(oldPlace) }
      if let newPlace { lines.insert(newPlace) }
    }
    if let former, former.ticket.isOpen { setOpen(former.ticket, to: nil) }
    guard var record else {
      records[id] = nil
      trimDeadlines()
      return
    }
    if record.ticket.isOpen { setOpen(record.ticket, to: id) }
    let next = nextMoment(of: record)
    if next != former?.scheduled, let next {
      deadlines.insert(DeadlineHeap.Entry(time: next, ticket: id))
    }
    record.scheduled = next
    records[id] = record
    trimDeadlines()
  }

  /// Gives the ticket to the agent who owns it now, and takes it from the former one.
  private mutating func setOpen(_ ticket: Ticket, to id: TicketID?) {
    let conversation = ticket.conversation
    if ticket.isCallBack {
      if id != nil || openCall[conversation] == ticket.id { openCall[conversation] = id }
    } else if id != nil || openTicket[conversation] == ticket.id {
      openTicket[conversation] = id
    }
  }

  mutating func setAgents(
    of id: TicketID,
    from former: Ticket?,
    to ticket: Ticket,
    at time: Instant?
  ) {
    guard former?.state != ticket.state else { return }
    if let agent = former?.agent {
      remember(agent)
      desk[agent]?.tickets.removeAll { $0 == id }
      desk[agent]?.snoozed.removeAll { $0 == id }
      countCalls(of: agent)
    }
    if let agent = ticket.agent {
      remember(agent)
      var entry =
        desk[agent] ?? DeskAgent(profile: profile(of: agent), presence: .offline)
      if case .assigned = ticket.state {
        entry.tickets.append(id)
        entry.lastAssignedAt = time
      } else {
        entry.snoozed.append(id)
      }
      desk[agent] = entry
      countCalls(of: agent)
    }
    // Whoever was only written down for this ticket is forgotten with it.
    if let agent = former?.agent, agent != ticket.agent, let entry = desk[agent],
      entry.presence == .offline, entry.tickets.isEmpty, entry.snoozed.isEmpty
    {
      desk[agent] = nil
    }
  }

  private mutating func countCalls(of agent: AgentID) {
    guard let entry = desk[agent] else { return }
    desk[agent]?.isOnCall = entry.tickets.contains { records[$0]?.ticket.isCallBack == true }
  }

  /// Keeps what an agent was before the changes.
  mutating func remember(_ agent: AgentID) {
    if before.agents[agent] == nil { before.agents[agent] = .some(desk[agent]) }
  }

  func noTicket(_ id: TicketID) -> DeskError {
    DeskError(message: "there is no ticket \(id); /queue lists those that wait")
  }
}
