package import Dialogue

/// What an agent wrote down for other agents.
package struct TicketNote: Sendable, Hashable {
  package let author: AgentID
  package let text: String
  package let at: Instant

  package init(author: AgentID, text: String, at: Instant) {
    self.author = author
    self.text = text
    self.at = at
  }
}
