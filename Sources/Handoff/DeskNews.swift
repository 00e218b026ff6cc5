package import Dialogue

/// A ticket that an agent was given, and why that agent.
package struct Assignment: Sendable, Hashable {
  package let ticket: TicketID
  package let agent: AgentID
  /// Such as "speaks ro, team support, 1 of 3, free longest".
  package let why: String

  package init(ticket: TicketID, agent: AgentID, why: String) {
    self.ticket = ticket
    self.agent = agent
    self.why = why
  }
}

/// What the queue did by itself; others put it into words.
package enum DeskNews: Sendable, Hashable {
  case assigned(Assignment)
  case requeued(TicketID, from: AgentID, why: String)
  case woke(TicketID)
  case expired(TicketID)
  /// The customer should be offered a message or a call-back.
  case longWait(TicketID)
  /// The customer is nearer to the front than they were told.
  case position(TicketID, WaitEstimate)
  /// A promise was not kept: the first response or, later, the resolution; each is told once.
  case deadlineMissed(TicketID)
}
