package import Dialogue
package import TextAnalysis

/// Everything a ticket starts with.
package struct TicketOpening: Sendable, Hashable {
  package let conversation: ConversationID
  package let kind: Ticket.Kind
  package let language: Language
  package let channel: String
  package let team: String
  /// What the agent must know.
  package let skills: [String]
  package let priority: HandoffRequest.Priority
  package let reason: HandoffReason
  package let firstResponseDue: Instant
  package let resolutionDue: Instant?

  package init(
    conversation: ConversationID,
    kind: Ticket.Kind = .chat,
    language: Language,
    channel: String = "",
    team: String = "",
    skills: [String] = [],
    priority: HandoffRequest.Priority = .normal,
    reason: HandoffReason,
    firstResponseDue: Instant,
    resolutionDue: Instant? = nil
  ) {
    self.conversation = conversation
    self.kind = kind
    self.language = language
    self.channel = channel
    self.team = team
    self.skills = skills
    self.priority = priority
    self.reason = reason
    self.firstResponseDue = firstResponseDue
    self.resolutionDue = resolutionDue
  }
}

/// To whom a ticket is handed on.
package enum TransferTarget: Sendable, Hashable {
  case agent(AgentID)
  /// The ticket waits there.
  case team(String)
}

/// One change of a ticket.
package enum TicketEvent: Sendable, Hashable {
  case opened(TicketOpening)
  /// The conversation gave another reason for a person.
  case raised(reason: HandoffReason, priority: HandoffRequest.Priority, team: String)
  case assigned(AgentID, why: String)
  /// The agent gives it back.
  case returned(by: AgentID)
  /// The agent was silent or went.
  case requeued(from: AgentID, why: String)
  case transferred(by: AgentID, to: TransferTarget)
  case snoozed(by: AgentID, until: Instant)
  case woke
  case resolved(by: AgentID?, reason: String)
  case rejected(by: AgentID, reason: String)
  /// Nobody came, or the customer left.
  case expired(reason: String)
  case reopened(by: AgentID?)
  case customerWrote
  case agentWrote(AgentID)
  case noted(by: AgentID, text: String)
  case tagged(by: AgentID, tag: String)
  case untagged(by: AgentID, tag: String)
  /// Whoever is reached has the ticket resolved.
  case callTried(by: AgentID, reached: Bool)
  case longWaitOffered
  case positionTold(Int)
}

/// A change that happened, for whoever keeps it.
package struct TicketChange: Sendable, Hashable {
  package let ticket: TicketID
  /// The place of the event among those of the ticket, from 0.
  package let number: Int
  package let event: TicketEvent
  package let time: Instant
  /// The ticket after it.
  package let state: Ticket

  package init(ticket: TicketID, number: Int, event: TicketEvent, time: Instant, state: Ticket) {
    self.ticket = ticket
    self.number = number
    self.event = event
    self.time = time
    self.state = state
  }
}
