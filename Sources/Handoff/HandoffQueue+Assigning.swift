import Content
package import Dialogue
import TextAnalysis

/// Who gets which ticket: taken, given by hand, or given by the rules.
extension HandoffQueue {
  /// Gives a pending ticket to an agent, whatever the agent's teams, languages and skills.
  ///
  /// Presence counts only when the caller wants it to. A ticket the agent has snoozed is woken.
  package mutating func assign(
    _ id: TicketID,
    to agent: AgentID,
    why: String? = nil,
    requiresPresence: Bool = true,
    at time: Instant
  ) throws(DeskError) -> Ticket {
    guard let ticket = ticket(id) else { throw noTicket(id) }
    try checkRoom(of: agent, for: ticket, requiresPresence: requiresPresence)
    if case .snoozed(agent, until: _) = ticket.state { try apply(.woke, to: id, at: time) }
    return try apply(.assigned(agent, why: why ?? "taken by \(agent)"), to: id, at: time)
  }

  /// Gives the agent the first ticket the agent may take; one the agent had before comes first, but
  /// not before somebody urgent.
  package mutating func takeNext(
    by agent: AgentID,
    at time: Instant
  ) throws(DeskError) -> Assignment {
    guard let entry = desk[agent], entry.presence != .offline else { throw notAtDesk(agent) }
    guard entry.room > 0 else { throw noRoom(entry) }
    guard let id = next(for: entry) else {
      throw DeskError(message: "nobody waits for you; /queue lists those that wait")
    }
    return give(id, to: entry, among: 1, at: time)
  }

  /// Gives waiting tickets, in their order, to agents who are online and have room.
  ///
  /// Of several agents the one with the fewest tickets gets it, then who was given none for the
  /// longest time. A call-back whose turn it is keeps the agent with the fewest tickets free of
  /// others, for it needs one without any. Nothing is given out when agents take tickets themselves.
  package mutating func dispatch(at time: Instant) -> [DeskNews] {
    guard rules.assignment == .automatic else { return [] }
    var news: [DeskNews] = []
    var free = desk.values.filter { $0.presence == .online && $0.room > 0 }
      .sorted { $0.profile.id < $1.profile.id }
    guard !free.isEmpty, !lines.sorts.isEmpty else { return [] }
    for agent in free.map(\.profile.id) {
      while let entry = desk[agent], entry.room > 0, let id = preferredNext(for: entry) {
        news.append(.assigned(give(id, to: entry, among: 1, at: time)))
      }
    }
    var closed: Set<WaitingSort> = []
    while true {
      free = free.compactMap { desk[$0.profile.id] }.filter { $0.room > 0 }
      guard let choice = firstChoice(among: free, except: closed, at: time) else { return news }
      let fitting = choice.agents.filter { $0.hasRoom(forCallBack: choice.sort.isCallBack) }
      if let agent = Self.leastBusy(fitting) {
        news.append(
          .assigned(give(choice.ticket, to: agent, among: choice.agents.count, at: time))
        )
      } else {
        // Only a call-back fits nowhere: somebody is kept free for it.
        closed.insert(choice.sort)
        let kept = Self.leastBusy(choice.agents)?.profile.id
        free.removeAll { $0.profile.id == kept }
      }
    }
  }

  // MARK: Choosing

  private struct Choice {
    let ticket: TicketID
    let sort: WaitingSort
    let agents: [DeskAgent]
  }

  /// The first ticket that any of the agents may take, and these agents.
  private func firstChoice(
    among free: [DeskAgent],
    except closed: Set<WaitingSort>,
    at time: Instant
  ) -> Choice? {
    guard !free.isEmpty else { return nil }
    var best: (key: OrderKey, choice: Choice)?
    for (sort, line) in lines.sorts where !closed.contains(sort) {
      if let best, let first = line.first, best.key < first { continue }
      let suited = free.filter { $0.profile.suits(sort) }
      guard !suited.isEmpty else { continue }
      for key in line {
        if let best, best.key < key { break }
        let avoided = avoidedAgent(of: key.ticket, at: time)
        let agents = suited.filter { $0.profile.id != avoided }
        guard !agents.isEmpty else { continue }
        best = (key, Choice(ticket: key.ticket, sort: sort, agents: agents))
        break
      }
    }
    return best?.choice
  }

  /// Whoever gave the ticket back is not given it again at once, nobody else being free.
  private func avoidedAgent(of id: TicketID, at time: Instant) -> AgentID? {
    guard let ticket = ticket(id), let agent = ticket.avoidedAgent,
      time - ticket.pendingSince < Double(rules.agentSilentMinutes) * 60
    else { return nil }
    return agent
  }

  /// The ticket an agent should take now.
  private func next(for agent: DeskAgent) -> TicketID? {
    preferredNext(for: agent) ?? firstSuited(for: agent)?.ticket
  }

  private func firstSuited(for agent: DeskAgent) -> OrderKey? {
    lines.sorts.lazy
      .filter { sort, _ in
        agent.profile.suits(sort) && agent.hasRoom(forCallBack: sort.isCallBack)
      }
      .compactMap(\.value.first).min()
  }

  /// The first ticket that is to go to this agent before others, unless somebody urgent waits.
  private func preferredNext(for agent: DeskAgent) -> TicketID? {
    guard
      let own = lines.preferred[agent.profile.id]?.first(where: { key in
        agent.hasRoom(forCallBack: records[key.ticket]?.ticket.isCallBack == true)
      })
    else { return nil }
    if own.rank > 0, let first = firstSuited(for: agent), first.rank == 0 { return nil }
    return own.ticket
  }

  private static func leastBusy(_ agents: [DeskAgent]) -> DeskAgent? {
    agents.min { left, right in
      if left.tickets.count != right.tickets.count {
        return left.tickets.count < right.tickets.count
      }
      let never = Instant(secondsSinceEpoch: -.infinity)
      let (one, other) = (left.lastAssignedAt ?? never, right.lastAssignedAt ?? never)
      return one == other ? left.profile.id < right.profile.id : one < other
    }
  }

  // MARK: Giving

  mutating func give(
    _ id: TicketID,
    to agent: DeskAgent,
    among count: Int,
    at time: Instant
  ) -> Assignment {
    let why = explanation(of: id, for: agent, among: count)
    note(.assigned(agent.profile.id, why: why), of: id, at: time)
    return Assignment(ticket: id, agent: agent.profile.id, why: why)
  }

  private func explanation(of id: TicketID, for agent: DeskAgent, among count: Int) -> String {
    guard let ticket = ticket(id) else { return "" }
    var parts = ["speaks \(ticket.language.code)"]
    if !ticket.team.isEmpty { parts.append("team \(ticket.team)") }
    if !ticket.skills.isEmpty { parts.append("knows \(ticket.skills.joined(separator: ", "))") }
    parts.append(
      ticket.isCallBack
        ? "free for a call" : "\(agent.tickets.count + 1) of \(agent.profile.capacity)"
    )
    if ticket.preferredAgent == agent.profile.id {
      parts.append("had it before")
    } else if count > 1 {
      parts.append("fewest tickets, then free longest")
    }
    return parts.joined(separator: ", ")
  }

  // MARK: Room

  func checkRoom(
    of agent: AgentID,
    for ticket: Ticket,
    requiresPresence: Bool
  ) throws(DeskError) {
    let entry = desk[agent]
    if requiresPresence, (entry?.presence ?? .offline) == .offline { throw notAtDesk(agent) }
    guard ticket.isOpen, ticket.agent == nil || ticket.state != .assigned(agent) else { return }
    if let entry, !entry.hasRoom(forCallBack: ticket.isCallBack) {
      throw entry.room > 0 && ticket.isCallBack
        ? DeskError(message: "ticket \(ticket.id) is a call-back and needs \(agent) free of others")
        : noRoom(entry)
    }
  }

  private func noRoom(_ agent: DeskAgent) -> DeskError {
    let tickets = agent.tickets.map(\.description).joined(separator: ", ")
    return DeskError(
      message: agent.isOnCall
        ? "\(agent.profile.id) has a call to make, ticket \(tickets); finish it first"
        : "\(agent.profile.id) is in \(agent.tickets.count) of \(agent.profile.capacity) tickets "
          + "(\(tickets)); finish one first"
    )
  }
}
