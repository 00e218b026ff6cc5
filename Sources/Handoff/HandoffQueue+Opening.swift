import Content
package import Dialogue

/// How tickets begin: with deadlines, and one open ticket for each conversation.
extension HandoffQueue {
  /// Opens a ticket, or raises the one the conversation has already.
  ///
  /// A conversation that waits in the queue and is promised a call waits no more: the call-back
  /// takes its place. An urgent ticket is due at once. The place is taken as told to the customer.
  package mutating func open(
    for conversation: ConversationID,
    request: HandoffRequest,
    skills: [String] = [],
    channel: String,
    kind: Ticket.Kind = .chat,
    at time: Instant
  ) -> (ticket: Ticket, position: Int) {
    if case .callBack = kind {
      if let open = callBack(of: conversation) { return raise(open, for: request, at: time) }
      if let open = ticket(of: conversation), open.state == .pending {
        note(.expired(reason: "call-back instead"), of: open.id, at: time)
      }
    } else if let open = ticket(of: conversation) {
      return raise(open, for: request, at: time)
    }
    let due = deadlines(for: request, channel: channel, kind: kind, at: time)
    let ticket = start(
      TicketOpening(
        conversation: conversation,
        kind: kind,
        language: request.language,
        channel: channel,
        team: request.team,
        skills: skills,
        priority: request.priority,
        reason: request.reason,
        firstResponseDue: due.response,
        resolutionDue: due.resolution
      ),
      at: time
    )
    tellPosition(of: ticket.id, at: time)
    return (self.ticket(ticket.id) ?? ticket, position(of: ticket.id))
  }

  private mutating func raise(
    _ ticket: Ticket,
    for request: HandoffRequest,
    at time: Instant
  ) -> (ticket: Ticket, position: Int) {
    // Only a ticket that nobody has goes to another team, and not for something less urgent.
    let moves =
      ticket.state == .pending && !request.team.isEmpty && request.priority >= ticket.priority
    let team = moves ? request.team : ticket.team
    let priority = max(ticket.priority, request.priority)
    if (ticket.reason, ticket.priority, ticket.team) != (request.reason, priority, team) {
      note(.raised(reason: request.reason, priority: priority, team: team), of: ticket.id, at: time)
      if (priority, team) != (ticket.priority, ticket.team) {
        tellPosition(of: ticket.id, at: time)
      }
    }
    return (self.ticket(ticket.id) ?? ticket, position(of: ticket.id))
  }

  private func deadlines(
    for request: HandoffRequest,
    channel: String,
    kind: Ticket.Kind,
    at time: Instant
  ) -> (response: Instant, resolution: Instant) {
    let hours = hours(of: request.team)
    let level = rules.level(of: channel)
    var response = hours.moment(after: level.firstResponse, from: time)
    var start = time
    if case .callBack(let call) = kind, let window = call.window {
      response = window.upperBound
      start = max(time, window.upperBound)
    } else if request.priority == .urgent {
      response = time
    }
    return (response, hours.moment(after: level.resolution, from: start))
  }

  /// Takes the present place as told: whoever brings the news of the ticket tells it.
  mutating func tellPosition(of id: TicketID, at time: Instant) {
    guard let ticket = ticket(id), ticket.state == .pending, !ticket.isCallBack else { return }
    note(.positionTold(position(of: id)), of: id, at: time)
  }
}
