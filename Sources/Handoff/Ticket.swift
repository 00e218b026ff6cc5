package import Dialogue
package import TextAnalysis

/// The number of a ticket; counted from 1.
package struct TicketID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let number: Int

  package init(_ number: Int) {
    self.number = number
  }

  package var description: String { String(number) }

  package static func < (left: TicketID, right: TicketID) -> Bool { left.number < right.number }
}

/// A conversation that waits for a person or has one.
package struct Ticket: Sendable, Hashable {
  package enum State: Sendable, Hashable {
    case pending
    case assigned(AgentID)
    case resolved
  }

  package let id: TicketID
  package let conversation: ConversationID
  package let language: Language
  package internal(set) var reason: HandoffReason
  package let openedAt: Instant
  package internal(set) var state = State.pending
}
