package import Dialogue
package import TextAnalysis

/// One row about a conversation: a fold over its events, for lists and for going on.
package struct ConversationSummary: Sendable, Hashable {
  package let id: ConversationID
  package let channel: String
  package private(set) var language: Language?
  /// The customer's id, as the shop's backend gave it.
  package private(set) var customer: String?
  package private(set) var startedAt: Instant
  package private(set) var lastAt: Instant
  package private(set) var owner = Conversation.Owner.bot
  package private(set) var eventCount = 0
  /// How many things the customer said.
  package private(set) var turnCount = 0
  package private(set) var answers = 0
  /// How often choices were offered.
  package private(set) var clarifications = 0
  package private(set) var declines = 0
  package private(set) var handoffs = 0
  package private(set) var lastFeedback: Feedback?
  /// Messages not yet taken as a turn, requests without an answer, events of the shop that wait.
  package private(set) var unread = 0
  package private(set) var openRequests = 0
  package private(set) var heldEvents = 0
  /// The number of what was sent last; not of the events, set by whoever sends.
  package var lastSeq = 0
  /// The id of the message that was taken last, where the client gave one; set by whoever takes.
  package var lastClientID: String?

  package init(id: ConversationID, channel: String, startedAt: Instant) {
    self.id = id
    self.channel = channel
    self.startedAt = startedAt
    lastAt = startedAt
  }

  /// Restores what was kept.
  package init(
    id: ConversationID,
    channel: String,
    language: Language?,
    customer: String?,
    startedAt: Instant,
    lastAt: Instant,
    owner: Conversation.Owner,
    eventCount: Int,
    turnCount: Int,
    answers: Int,
    clarifications: Int,
    declines: Int,
    handoffs: Int,
    lastFeedback: Feedback?,
    unread: Int,
    openRequests: Int,
    heldEvents: Int,
    lastSeq: Int
  ) {
    self.id = id
    self.channel = channel
    self.language = language
    self.customer = customer
    self.startedAt = startedAt
    self.lastAt = lastAt
    self.owner = owner
    self.eventCount = eventCount
    self.turnCount = turnCount
    self.answers = answers
    self.clarifications = clarifications
    self.declines = declines
    self.handoffs = handoffs
    self.lastFeedback = lastFeedback
    self.unread = unread
    self.openRequests = openRequests
    self.heldEvents = heldEvents
    self.lastSeq = lastSeq
  }

  /// Whether the conversation goes on by itself: something was said and not yet answered.
  package var isUnfinished: Bool { unread > 0 || openRequests > 0 || heldEvents > 0 }

  /// Takes an event in.
  package mutating func apply(_ event: ConversationEvent, at time: Instant) {
    eventCount += 1
    lastAt = max(lastAt, time)
    switch event {
    case .received: unread += 1
    case .customerSaid:
      turnCount += 1
      unread = 0
    case .languageRecognised(let language): self.language = language
    case .customerIdentified(let customer): self.customer = customer.id
    case .answered: answers += 1
    case .choicesOffered: clarifications += 1
    case .declined: declines += 1
    case .actionRequested, .recordRequested: openRequests += 1
    case .actionCompleted: openRequests = max(0, openRequests - 1)
    case .shopEventHeld: heldEvents += 1
    case .shopEventReleased: heldEvents = max(0, heldEvents - 1)
    case .handoffRequested:
      handoffs += 1
      owner = .pending
    case .returnedToQueue: owner = .pending
    case .handoffWithdrawn: if owner == .pending { owner = .bot }
    case .agentJoined(let agent): owner = .agent(agent)
    case .agentLeft: owner = .bot
    case .feedbackGiven(let feedback): lastFeedback = feedback
    default: break
    }
  }
}
