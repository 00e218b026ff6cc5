import Content
package import Dialogue

/// What agents, customers and the desk do with a ticket.
extension HandoffQueue {
  /// Hands the ticket on; an agent must be there and have room, a team gets it into its line.
  @discardableResult
  package mutating func transfer(
    _ id: TicketID,
    by agent: AgentID,
    to target: TransferTarget,
    requiresPresence: Bool = true,
    at time: Instant
  ) throws(DeskError) -> Ticket {
    switch target {
    case .agent(let other):
      guard let ticket = ticket(id) else { throw noTicket(id) }
      // A wrong move is the first thing to be said; whether the other has room comes after it.
      var tried = ticket
      try tried.apply(.transferred(by: agent, to: target), at: time)
      try checkRoom(of: other, for: ticket, requiresPresence: requiresPresence)
    case .team(let name):
      guard hours.isEmpty || hours[name] != nil else {
        let known = hours.keys.sorted().joined(separator: ", ")
        throw DeskError(message: "there is no team \(name); expected one of \(known)")
      }
    }
    try apply(.transferred(by: agent, to: target), to: id, at: time)
    tellPosition(of: id, at: time)
    return try found(id)
  }

  /// Lets the ticket wait again, in its old place.
  @discardableResult
  package mutating func putBack(
    _ id: TicketID,
    by agent: AgentID,
    at time: Instant
  ) throws(DeskError) -> Ticket {
    try apply(.returned(by: agent), to: id, at: time)
    tellPosition(of: id, at: time)
    return try found(id)
  }

  /// Puts the ticket off; it stays the agent's.
  @discardableResult
  package mutating func snooze(
    _ id: TicketID,
    by agent: AgentID,
    until: Instant,
    at time: Instant
  ) throws(DeskError) -> Ticket {
    try apply(.snoozed(by: agent, until: until), to: id, at: time)
  }

  /// Closes the ticket as done; by nobody is by the desk itself.
  @discardableResult
  package mutating func resolve(
    _ id: TicketID,
    by agent: AgentID?,
    reason: String = "",
    at time: Instant
  ) throws(DeskError) -> Ticket {
    try apply(.resolved(by: agent, reason: reason), to: id, at: time)
  }

  /// Closes the ticket as nothing for the desk.
  @discardableResult
  package mutating func reject(
    _ id: TicketID,
    by agent: AgentID,
    reason: String,
    at time: Instant
  ) throws(DeskError) -> Ticket {
    try apply(.rejected(by: agent, reason: reason), to: id, at: time)
  }

  /// Closes the ticket because nobody comes to it any more.
  @discardableResult
  package mutating func expire(
    _ id: TicketID,
    reason: String,
    at time: Instant
  ) throws(DeskError) -> Ticket {
    try apply(.expired(reason: reason), to: id, at: time)
  }

  /// The customer leaves the queue or the conversation; returns the ticket as it was before.
  @discardableResult
  package mutating func withdraw(
    conversation: ConversationID,
    reason: String = "withdrawn",
    at time: Instant
  ) -> Ticket? {
    guard let ticket = ticket(of: conversation) else { return nil }
    note(.expired(reason: reason), of: ticket.id, at: time)
    return ticket
  }

  /// Opens a resolved ticket again; it waits for the agent who had it, or `agent`.
  ///
  /// - Throws: `DeskError` also when it was resolved too long ago, or the conversation has another.
  @discardableResult
  package mutating func reopen(
    _ id: TicketID,
    by agent: AgentID?,
    at time: Instant
  ) throws(DeskError) -> Ticket {
    guard let ticket = ticket(id) else { throw noTicket(id) }
    if let open = self.ticket(of: ticket.conversation), open.id != id {
      throw DeskError(
        message: "ticket \(open.id) of the same conversation is open; expected to go on there"
      )
    }
    if let ended = ticket.endedAt, time - ended > Double(rules.reopenHours) * 3600 {
      throw DeskError(
        message: "ticket \(id) was closed more than \(rules.reopenHours) hours ago; expected a new "
          + "ticket"
      )
    }
    try apply(.reopened(by: agent), to: id, at: time)
    tellPosition(of: id, at: time)
    return try found(id)
  }

  @discardableResult
  package mutating func note(
    _ id: TicketID,
    by agent: AgentID,
    text: String,
    at time: Instant
  ) throws(DeskError) -> Ticket {
    try apply(.noted(by: agent, text: text), to: id, at: time)
  }

  @discardableResult
  package mutating func tag(
    _ id: TicketID,
    by agent: AgentID,
    tag: String,
    at time: Instant
  ) throws(DeskError) -> Ticket {
    try apply(.tagged(by: agent, tag: tag), to: id, at: time)
  }

  @discardableResult
  package mutating func untag(
    _ id: TicketID,
    by agent: AgentID,
    tag: String,
    at time: Instant
  ) throws(DeskError) -> Ticket {
    try apply(.untagged(by: agent, tag: tag), to: id, at: time)
  }

  /// Writes down a try to call; the last one that fails lets the call-back expire.
  @discardableResult
  package mutating func callTried(
    _ id: TicketID,
    by agent: AgentID,
    reached: Bool,
    at time: Instant
  ) throws(DeskError) -> Ticket {
    let ticket = try apply(.callTried(by: agent, reached: reached), to: id, at: time)
    guard ticket.isOpen, let call = ticket.callBack, call.tries >= rules.callTries else {
      return ticket
    }
    return try apply(.expired(reason: "not reached"), to: id, at: time)
  }

  /// The customer wrote; a snoozed ticket wakes, and goes on with its agent if possible.
  @discardableResult
  package mutating func customerWrote(
    in conversation: ConversationID,
    at time: Instant
  ) -> [DeskNews] {
    guard let ticket = ticket(of: conversation) else { return [] }
    var news: [DeskNews] = []
    if case .snoozed = ticket.state { wake(ticket.id, at: time, &news) }
    note(.customerWrote, of: ticket.id, at: time)
    return news
  }

  @discardableResult
  package mutating func agentWrote(
    by agent: AgentID,
    in id: TicketID,
    at time: Instant
  ) throws(DeskError) -> Ticket {
    try apply(.agentWrote(agent), to: id, at: time)
  }

  /// Ends a snooze; the agent goes on at once if there and free.
  mutating func wake(_ id: TicketID, at time: Instant, _ news: inout [DeskNews]) {
    note(.woke, of: id, at: time)
    news.append(.woke(id))
    guard let ticket = ticket(id), let agent = ticket.preferredAgent.flatMap({ desk[$0] }),
      agent.presence == .online, agent.hasRoom(forCallBack: ticket.isCallBack)
    else {
      tellPosition(of: id, at: time)
      return
    }
    news.append(.assigned(give(id, to: agent, among: 1, at: time)))
  }

  private func found(_ id: TicketID) throws(DeskError) -> Ticket {
    guard let ticket = ticket(id) else { throw noTicket(id) }
    return ticket
  }
}
