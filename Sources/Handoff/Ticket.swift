package import Dialogue
package import TextAnalysis

/// A conversation that waits for a person or has one; a fold over its events.
///
/// Invariant: it has exactly one owner, the agent of its state, or the bot where that has none.
package struct Ticket: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case chat
    case callBack(CallBack)
  }

  package enum State: Sendable, Hashable {
    case pending
    case assigned(AgentID)
    case snoozed(AgentID, until: Instant)
    case resolved(reason: String)
    case rejected(reason: String)
    case expired(reason: String)
  }

  package let id: TicketID
  package let conversation: ConversationID
  package internal(set) var kind: Kind
  package let language: Language
  package let channel: String
  package internal(set) var team: String
  package let skills: [String]
  package internal(set) var priority: HandoffRequest.Priority
  package internal(set) var reason: HandoffReason
  package let openedAt: Instant
  /// Since when the customer waits to be served; a ticket that comes back keeps its old place.
  package internal(set) var waitingSince: Instant
  /// Since when the ticket is pending this time.
  package internal(set) var pendingSince: Instant
  package internal(set) var firstResponseDue: Instant
  package let resolutionDue: Instant?
  package internal(set) var assignedAt: Instant?
  package internal(set) var firstResponseAt: Instant?
  package internal(set) var endedAt: Instant?
  package internal(set) var reopenCount = 0
  package internal(set) var requeueCount = 0
  /// Who had it before it was snoozed or resolved, and gets it first.
  package internal(set) var preferredAgent: AgentID?
  /// Who gave it back or was silent, and is not given it again for a while.
  package internal(set) var avoidedAgent: AgentID?
  package internal(set) var state = State.pending
  /// Since when a line of the customer is unanswered, or the agent has it without a word.
  package internal(set) var customerWaitsSince: Instant?
  package internal(set) var notes: [TicketNote] = []
  /// In the order they were given, each once.
  package internal(set) var tags: [String] = []
  package internal(set) var longWaitOffered = false
  package internal(set) var toldPosition: Int?
  package internal(set) var toldPositionAt: Instant?

  package init(opening: TicketOpening, id: TicketID, at time: Instant) {
    self.id = id
    conversation = opening.conversation
    kind = opening.kind
    language = opening.language
    channel = opening.channel
    team = opening.team
    skills = opening.skills
    priority = opening.priority
    reason = opening.reason
    openedAt = time
    waitingSince = time
    pendingSince = time
    firstResponseDue = opening.firstResponseDue
    resolutionDue = opening.resolutionDue
  }

  /// Whether it still needs somebody.
  package var isOpen: Bool {
    switch state {
    case .pending, .assigned, .snoozed: true
    case .resolved, .rejected, .expired: false
    }
  }

  /// The agent who owns it, also while it is snoozed; nil while the bot does.
  package var agent: AgentID? {
    switch state {
    case .assigned(let agent), .snoozed(let agent, until: _): agent
    case .pending, .resolved, .rejected, .expired: nil
    }
  }

  package var callBack: CallBack? {
    guard case .callBack(let callBack) = kind else { return nil }
    return callBack
  }

  package var isCallBack: Bool { callBack != nil }

  /// The name of the state, as agents read it.
  package var stateName: String {
    switch state {
    case .pending: "pending"
    case .assigned: "assigned"
    case .snoozed: "snoozed"
    case .resolved: "resolved"
    case .rejected: "rejected"
    case .expired: "expired"
    }
  }
}
