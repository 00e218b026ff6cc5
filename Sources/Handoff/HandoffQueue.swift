package import Dialogue
package import TextAnalysis

/// The tickets of the desk and the agents who work them; oldest first.
///
/// Invariant: a conversation has at most one ticket that is not resolved, and an agent at most one
/// assigned ticket.
package struct HandoffQueue: Sendable {
  private var tickets: [TicketID: Ticket] = [:]
  private var openTicket: [ConversationID: TicketID] = [:]
  private var assignedTicket: [AgentID: TicketID] = [:]
  private var agents: Set<AgentID> = []
  private var lastNumber = 0

  package init() {}

  /// The pending tickets in the order they will be taken.
  package var waiting: [Ticket] {
    tickets.values.filter { $0.state == .pending }.sorted { $0.id < $1.id }
  }

  /// The agents at the desk, sorted.
  package var presentAgents: [AgentID] { agents.sorted() }

  /// The unresolved ticket of a conversation.
  package func ticket(of conversation: ConversationID) -> Ticket? {
    openTicket[conversation].flatMap { tickets[$0] }
  }

  /// The ticket an agent works on.
  package func ticket(of agent: AgentID) -> Ticket? {
    assignedTicket[agent].flatMap { tickets[$0] }
  }

  /// Opens a ticket, or returns the one the conversation has already, for the new reason.
  package mutating func open(
    for conversation: ConversationID,
    language: Language,
    reason: HandoffReason,
    at time: Instant
  ) -> (ticket: Ticket, position: Int) {
    if let open = ticket(of: conversation) {
      tickets[open.id]?.reason = reason
      return (tickets[open.id] ?? open, position(of: open.id))
    }
    lastNumber += 1
    let ticket = Ticket(
      id: TicketID(lastNumber),
      conversation: conversation,
      language: language,
      reason: reason,
      openedAt: time
    )
    tickets[ticket.id] = ticket
    openTicket[conversation] = ticket.id
    return (ticket, position(of: ticket.id))
  }

  /// How many tickets are taken before this one, plus one; 0 when it is not pending.
  package func position(of ticket: TicketID) -> Int {
    (waiting.firstIndex { $0.id == ticket } ?? -1) + 1
  }

  package mutating func arrive(_ agent: AgentID) throws(DeskError) {
    guard !agents.contains(agent) else {
      throw DeskError(message: "an agent named \(agent) is here already; choose another name")
    }
    agents.insert(agent)
  }

  /// The agent goes; the ticket worked on waits again, in its old place.
  package mutating func leave(_ agent: AgentID) -> Ticket? {
    agents.remove(agent)
    guard let id = assignedTicket.removeValue(forKey: agent) else { return nil }
    tickets[id]?.state = .pending
    return tickets[id]
  }

  /// Gives a pending ticket to an agent.
  package mutating func assign(_ id: TicketID, to agent: AgentID) throws(DeskError) -> Ticket {
    guard agents.contains(agent) else {
      throw DeskError(message: "\(agent) is not at the desk; say /agent NAME first")
    }
    if let busy = assignedTicket[agent] {
      throw DeskError(message: "you are in ticket \(busy); say /done first")
    }
    guard let ticket = tickets[id], ticket.state != .resolved else {
      throw DeskError(message: "there is no ticket \(id); /queue lists those that wait")
    }
    if case .assigned(let other) = ticket.state {
      throw DeskError(message: "ticket \(id) is with \(other) already")
    }
    tickets[id]?.state = .assigned(agent)
    assignedTicket[agent] = id
    return tickets[id] ?? ticket
  }

  /// Closes the ticket an agent works on.
  package mutating func resolve(by agent: AgentID) throws(DeskError) -> Ticket {
    guard let id = assignedTicket.removeValue(forKey: agent), let ticket = tickets[id] else {
      throw DeskError(
        message: "you have no ticket; /queue lists those that wait, /take N takes one"
      )
    }
    close(ticket)
    return ticket
  }

  /// Closes the ticket of a conversation that ended, and returns the agent who had it.
  package mutating func abandon(_ conversation: ConversationID) -> AgentID? {
    guard let ticket = ticket(of: conversation) else { return nil }
    close(ticket)
    guard case .assigned(let agent) = ticket.state else { return nil }
    assignedTicket[agent] = nil
    return agent
  }

  private mutating func close(_ ticket: Ticket) {
    // Nothing durable is kept here: a resolved ticket is forgotten.
    tickets[ticket.id] = nil
    openTicket[ticket.conversation] = nil
  }
}
