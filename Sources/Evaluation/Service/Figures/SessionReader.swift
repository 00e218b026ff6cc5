import Content
package import Dialogue
package import FrontdeskEngine
import TextAnalysis
import Understanding

/// Reads the events of a conversation as sessions; see `ServiceSession` for what is one.
package struct SessionReader: Sendable {
  private let conversation: ConversationID
  private let channel: String
  private let customer: String?
  private var sessions: [ServiceSession] = []
  private var session: ServiceSession?
  private var language: Language?
  private var product: String?
  private var owner = Conversation.Owner.bot
  /// The customer's lines that nobody has replied to yet.
  private var unanswered: [Instant] = []
  /// How many messages came in that are not yet part of a turn.
  private var unread = 0
  /// Whether the customer said something that the bot has not decided about.
  private var isTurnOpen = false
  private var hasReplied = false
  private var hasOpenChoices = false
  private var openFlows = 0
  /// The script that began in this turn.
  private var startedFlow: String?

  package init(_ summary: ConversationSummary) {
    conversation = summary.id
    channel = summary.channel
    customer = summary.customer
  }

  /// Takes the next event in.
  package mutating func take(_ event: ConversationEvent, at time: Instant) {
    switch event {
    case .received:
      unread += 1
      hear(at: time)
    case .customerSaid:
      if unread == 0 { hear(at: time) }
      unread = 0
      hasOpenChoices = false
      guard case .agent = owner else {
        session?.turns += 1
        isTurnOpen = true
        return
      }
    case .languageRecognised(let language):
      self.language = language
      session?.language = language
    case .customerIdentified(let customer): note(product: customer["product"])
    case .expired: close(isExpired: true)
    case .decided(let record): decide(record)
    case .answered(let target, let text): answer(target, text, at: time)
    case .choicesOffered(_, let text) where !text.isEmpty:
      session?.clarifications += 1
      reply(.replyOfBot, at: time)
      hasOpenChoices = true
    case .declined:
      session?.fallbacks += 1
      reply(.replyOfBot, at: time)
    case .botSaid: reply(.replyOfBot, at: time)
    case .slotSet("product", let value?): note(product: value.testText)
    case .flowStarted(let name, let isCalled, step: _):
      openFlows += 1
      if !isCalled { startedFlow = name }
    case .flowEnded(_, let ending, forgotten: _):
      openFlows = max(0, openFlows - 1)
      if ending == .expired { session?.leftQuestion = true }
    case .shopEventHeld(let event, until: _): note(product: event.fields["product"]?.testText)
    default: takeDesk(event, at: time)
    }
  }

  private mutating func takeDesk(_ event: ConversationEvent, at time: Instant) {
    switch event {
    case .handoffRequested(let request):
      // Where misses bring a person, the last of them is not told apart; a ticket that only goes
      // back to the queue is no new one.
      if request.reason == .notUnderstood, isTurnOpen { session?.fallbacks += 1 }
      isTurnOpen = false
      session?.isHandedOff = true
      session?.leftQueue = false
      owner = .pending
    case .handoffWithdrawn:
      if owner == .pending { owner = .bot }
      session?.leftQueue = true
    case .agentJoined(let agent):
      owner = .agent(agent)
      session?.leftQueue = false
    case .agentSaid: reply(.replyOfPerson, at: time)
    case .agentLeft: owner = .bot
    case .returnedToQueue: owner = .pending
    case .followUpRequested: session?.isHandedOff = true
    case .feedbackGiven(let feedback): take(feedback)
    default: break
    }
  }

  /// Ends the reading; a session is over by now when nothing was said for `idle` seconds.
  ///
  /// The tickets of the conversation go to the sessions in which they were opened.
  package consuming func finish(
    now: Instant,
    idle: Double,
    tickets: [TicketTimes] = []
  ) -> [ServiceSession] {
    let isIdle = session.map { now.since($0.end) >= idle } ?? false
    if owner == .bot, isIdle { close(isExpired: true) } else { close(isExpired: false) }
    for ticket in tickets {
      guard let place = sessions.lastIndex(where: { $0.start <= ticket.openedAt }) else { continue }
      sessions[place].take(ticket)
    }
    return sessions
  }

  // MARK: Parts

  /// Notes that the customer said something.
  private mutating func hear(at time: Instant) {
    if session == nil {
      session = ServiceSession(conversation, channel: channel, customer: customer, start: time)
      session?.language = language
      session?.product = product
      hasReplied = false
    }
    unanswered.append(time)
    session?.end = time
  }

  /// Notes that the customer got a reply.
  private mutating func reply(_ kind: ServiceDuration.Kind, at time: Instant) {
    hasOpenChoices = false
    guard let start = session?.start else { return }
    if kind == .replyOfBot, !hasReplied, !unanswered.isEmpty {
      hasReplied = true
      session?.durations.append(ServiceDuration(.firstResponseOfBot, from: start, to: time))
    }
    for line in unanswered {
      session?.durations.append(ServiceDuration(kind, from: line, to: time))
    }
    unanswered = []
    session?.end = time
  }

  private mutating func answer(_ target: Target, _ text: String, at time: Instant) {
    if !target.isSmallTalk { note(topic: target.name) }
    if target == .intent("smalltalk/thanks") { session?.isPositive = true }
    if !text.isEmpty { reply(.replyOfBot, at: time) }
  }

  private mutating func decide(_ record: TurnRecord) {
    if let flow = startedFlow { note(topic: record.subject ?? flow) }
    startedFlow = nil
    isTurnOpen = false
  }

  private mutating func note(topic: String) {
    guard let topics = session?.topics, !topics.contains(topic) else { return }
    session?.topics.append(topic)
  }

  private mutating func note(product: String?) {
    guard let product, !product.isEmpty else { return }
    self.product = product
    session?.product = product
  }

  private mutating func take(_ feedback: Feedback) {
    switch feedback.kind {
    case .thumbs:
      // A comment comes with the same thumb once more.
      guard feedback.comment == nil else { return }
      if feedback.value > 0 { session?.thumbsUp += 1 } else { session?.thumbsDown += 1 }
      session?.isPositive = feedback.value > 0
    case .csat:
      session?.csat = feedback.value
      if feedback.value >= 4 { session?.isPositive = true }
      if feedback.isBad { session?.isPositive = false }
    case .nps: session?.nps = feedback.value
    }
  }

  private mutating func close(isExpired: Bool) {
    if var session {
      session.isOver = isExpired
      if isExpired, hasOpenChoices || openFlows > 0 { session.leftQuestion = true }
      sessions.append(session)
    }
    session = nil
    product = nil
    startedFlow = nil
    unanswered = []
    hasOpenChoices = false
    hasReplied = false
    openFlows = 0
  }
}

extension ServiceSession {
  /// Takes the moments of a ticket that was opened in the session.
  fileprivate mutating func take(_ ticket: TicketTimes) {
    isHandedOff = true
    if ticket.isLost { leftQueue = true }
    func add(_ kind: ServiceDuration.Kind, from: Instant, to: Instant?) {
      guard let to else { return }
      durations.append(ServiceDuration(kind, from: from, to: to, team: ticket.team))
    }
    add(.waiting, from: ticket.openedAt, to: ticket.assignedAt)
    add(.firstResponseOfPerson, from: ticket.openedAt, to: ticket.firstLineAt)
    guard let resolvedAt = ticket.resolvedAt else { return }
    // Of several tickets the one that was resolved last counts.
    durations.removeAll { $0.kind == .resolutionByPerson && $0.to < resolvedAt }
    if !durations.contains(where: { $0.kind == .resolutionByPerson }) {
      add(.resolutionByPerson, from: start, to: resolvedAt)
    }
  }
}
