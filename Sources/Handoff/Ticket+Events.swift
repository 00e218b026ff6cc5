package import Dialogue

/// The moves of a ticket: which are legal, and what they change.
extension Ticket {
  /// Applies an event.
  ///
  /// - Throws: `DeskError` for a move that the state does not allow; the ticket is then unchanged.
  package mutating func apply(_ event: TicketEvent, at time: Instant) throws(DeskError) {
    var next = self
    try next.move(event, at: time)
    self = next
  }

  private mutating func move(_ event: TicketEvent, at time: Instant) throws(DeskError) {
    switch event {
    case .opened: throw DeskError(message: "ticket \(id) is open already; expected a new ticket")
    case .raised(let reason, let priority, let team):
      try requireOpen()
      raise(reason, priority, team, at: time)
    case .assigned(let agent, why: _):
      try requirePending()
      hold(by: agent, at: time)
    case .returned(let agent):
      try requireOwner(agent)
      wait(at: time)
      avoidedAgent = agent
    case .requeued(let agent, why: _):
      try requireOwner(agent)
      wait(at: time)
      avoidedAgent = agent
      requeueCount += 1
    case .transferred(let agent, let target): try transfer(by: agent, to: target, at: time)
    case .snoozed(let agent, let until):
      try requireOwner(agent)
      guard until > time else {
        throw DeskError(message: "ticket \(id): expected to snooze it until a time to come")
      }
      state = .snoozed(agent, until: until)
      customerWaitsSince = nil
    case .woke:
      guard case .snoozed(let agent, until: _) = state else { throw unexpected("a snoozed one") }
      wait(at: time)
      preferredAgent = agent
    case .resolved, .rejected, .expired, .reopened: try end(event, at: time)
    case .customerWrote:
      try requireOpen()
      if case .assigned = state { customerWaitsSince = customerWaitsSince ?? time }
    case .agentWrote(let agent):
      try requireOwner(agent)
      customerWaitsSince = nil
      firstResponseAt = firstResponseAt ?? time
    case .noted, .tagged, .untagged: try label(event, at: time)
    case .callTried(let agent, let reached): try tryCall(by: agent, reached: reached, at: time)
    case .longWaitOffered:
      try requirePending()
      guard !longWaitOffered else {
        throw DeskError(message: "ticket \(id): the customer has been offered a message already")
      }
      longWaitOffered = true
    case .positionTold(let position):
      try requirePending()
      toldPosition = position
      toldPositionAt = time
    }
  }

  private mutating func raise(
    _ reason: HandoffReason,
    _ priority: HandoffRequest.Priority,
    _ team: String,
    at time: Instant
  ) {
    self.reason = reason
    self.priority = max(self.priority, priority)
    self.team = team
    if self.priority == .urgent, firstResponseAt == nil {
      firstResponseDue = min(firstResponseDue, time)
    }
  }

  private mutating func transfer(
    by agent: AgentID,
    to target: TransferTarget,
    at time: Instant
  ) throws(DeskError) {
    switch target {
    case .agent(let other):
      try requireOwner(agent)
      guard other != agent else {
        throw DeskError(message: "ticket \(id) is with \(agent) already; expected another agent")
      }
      hold(by: other, at: time)
    case .team(let name):
      // A ticket that nobody has may be sent to the right team by anyone.
      if state != .pending { try requireOwner(agent) }
      guard name != team else {
        throw DeskError(message: "ticket \(id) is with the team \(name) already")
      }
      wait(at: time)
      team = name
    }
  }

  private mutating func end(_ event: TicketEvent, at time: Instant) throws(DeskError) {
    switch event {
    case .resolved(let agent, let reason):
      if state == .pending { throw unexpected("one that somebody has taken") }
      if let agent { try requireOwner(agent) } else { try requireOpen() }
      close(.resolved(reason: reason), at: time)
    case .rejected(let agent, let reason):
      if state != .pending { try requireOwner(agent) }
      close(.rejected(reason: reason), at: time)
    case .expired(let reason):
      try requireOpen()
      close(.expired(reason: reason), at: time)
    case .reopened(let agent):
      guard case .resolved = state else { throw unexpected("a resolved one") }
      if let agent { preferredAgent = agent }
      let former = preferredAgent
      wait(at: time)
      preferredAgent = former
      waitingSince = time
      endedAt = nil
      reopenCount += 1
    default: break
    }
  }

  private mutating func label(_ event: TicketEvent, at time: Instant) throws(DeskError) {
    switch event {
    case .noted(let author, let text):
      guard !text.isEmpty else {
        throw DeskError(message: "ticket \(id): expected a note, found an empty one")
      }
      notes.append(TicketNote(author: author, text: text, at: time))
    case .tagged(_, let tag):
      guard !tag.isEmpty, !tags.contains(tag) else {
        throw DeskError(
          message: tag.isEmpty
            ? "ticket \(id): expected a tag" : "ticket \(id) has the tag \(tag) already"
        )
      }
      tags.append(tag)
    case .untagged(_, let tag):
      guard let place = tags.firstIndex(of: tag) else {
        throw DeskError(
          message: "ticket \(id) has no tag \(tag); it has "
            + (tags.isEmpty ? "none" : tags.joined(separator: ", "))
        )
      }
      tags.remove(at: place)
    default: break
    }
  }

  private mutating func tryCall(
    by agent: AgentID,
    reached: Bool,
    at time: Instant
  ) throws(DeskError) {
    guard case .callBack(var call) = kind else {
      throw DeskError(message: "ticket \(id) is a conversation; expected a call-back")
    }
    try requireOwner(agent)
    guard reached else {
      call.tries += 1
      kind = .callBack(call)
      return
    }
    firstResponseAt = firstResponseAt ?? time
    close(.resolved(reason: "reached"), at: time)
  }
}

// What a state has to be, and what the moves have in common.
extension Ticket {
  private mutating func hold(by agent: AgentID, at time: Instant) {
    state = .assigned(agent)
    assignedAt = time
    // Whoever takes a conversation owes it a word; a call is its own word.
    customerWaitsSince = isCallBack ? nil : time
    preferredAgent = nil
    avoidedAgent = nil
  }

  private mutating func wait(at time: Instant) {
    if state != .pending { pendingSince = time }
    state = .pending
    assignedAt = nil
    customerWaitsSince = nil
    preferredAgent = nil
    avoidedAgent = nil
    toldPosition = nil
    toldPositionAt = nil
    longWaitOffered = false
  }

  private mutating func close(_ end: State, at time: Instant) {
    // Who comes back is served by the same person if possible.
    preferredAgent = agent
    avoidedAgent = nil
    state = end
    endedAt = time
    customerWaitsSince = nil
  }

  private func requireOpen() throws(DeskError) {
    guard isOpen else { throw unexpected("an open one") }
  }

  private func requirePending() throws(DeskError) {
    guard state == .pending else { throw unexpected("a pending one") }
  }

  private func requireOwner(_ agent: AgentID) throws(DeskError) {
    guard self.agent == agent else { throw unexpected("one of \(agent)") }
  }

  /// Says what the ticket is and what was expected.
  private func unexpected(_ expected: String) -> DeskError {
    let what =
      switch state {
      case .pending: "is pending: nobody has it"
      case .assigned(let agent): "is with \(agent)"
      case .snoozed(let agent, until: _): "is with \(agent), snoozed"
      case .resolved(let reason), .rejected(let reason), .expired(let reason):
        reason.isEmpty ? "is \(stateName)" : "is \(stateName) (\(reason))"
      }
    let advice =
      switch state {
      case .pending: "; take it first"
      case .assigned(let agent), .snoozed(let agent, until: _): "; ask \(agent) to transfer it"
      case .resolved: "; reopen it first"
      case .rejected, .expired: ""
      }
    return DeskError(message: "ticket \(id) \(what); expected \(expected)\(advice)")
  }
}
