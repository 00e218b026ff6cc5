package import Content
package import TextAnalysis
package import Understanding

/// The state of one conversation: a fold over its events.
package struct Conversation: Sendable {
  /// Who answers the customer; always exactly one.
  package enum Owner: Sendable, Hashable {
    case bot
    /// The bot, until an agent takes the waiting ticket.
    case pending
    case agent(AgentID)
  }

  /// What the bot has asked beside a flow and waits for.
  package enum Pending: Sendable, Hashable {
    case contact
    case rating(Feedback.Kind)
    case comment
  }

  package let id: ConversationID
  package let channel: String
  /// The language spoken; nil until one was recognised.
  package private(set) var language: Language?
  package private(set) var owner = Owner.bot
  package private(set) var customer: Customer?
  package private(set) var context: SessionContext?
  /// How many times in a row the bot could not help.
  package private(set) var misses = 0
  /// The choices the customer was offered last and has not yet reacted to.
  package private(set) var choices: [Target] = []
  /// The number of things the customer said.
  package private(set) var turnCount = 0
  package private(set) var slots: [String: SlotValue] = [:]
  /// The flows under way, the one that is carried out last.
  package private(set) var frames: [FlowFrame] = []
  /// How many flows were started.
  package private(set) var flowCount = 0
  /// The flow that ended last, and what its slots were.
  package private(set) var lastFlow: EndedFlow?
  package private(set) var lastFlowSlots: [String: SlotValue] = [:]
  /// What called flows knew that broke off, until the flow that called them ends or goes on.
  private var brokenOffSlots: [String: SlotValue] = [:]
  package private(set) var pending: Pending?
  /// Whether the bot has said what it is.
  package private(set) var isIntroduced = false
  /// Whether something was answered or done for the customer.
  package private(set) var wasHelped = false
  /// What was answered last, and how often in a row.
  package private(set) var lastAnswer: Target?
  package private(set) var answerRepeats = 0
  /// The articles the customer has seen, oldest first, each once.
  package private(set) var shownArticles: [String] = []
  package private(set) var handoff: HandoffRequest?
  package private(set) var handoffCount = 0
  package private(set) var wasContactAsked = false
  /// Whether the customer was told, in this wait, that what they write is passed on.
  package private(set) var isWaitAcknowledged = false
  package private(set) var askedFeedback: Set<Feedback.Kind> = []
  package private(set) var lastFeedback: Feedback?
  package private(set) var hasFollowUp = false
  /// How often the conversation was taken up again after it had expired.
  package private(set) var expiries = 0
  /// Messages that came in and are not yet part of what the customer said.
  package private(set) var unread: [CustomerMessage] = []
  /// Events of the shop that wait, the next first.
  package private(set) var held: [HeldEvent] = []
  package private(set) var events = EventLog()

  /// An event of the shop that waits until a moment.
  package struct HeldEvent: Sendable, Hashable {
    package let event: ShopEvent
    package let until: Instant
  }

  package init(id: ConversationID, language: Language? = nil, channel: String = "") {
    self.id = id
    self.language = language
    self.channel = channel
  }

  /// Takes an event in.
  package mutating func apply(_ event: ConversationEvent) {
    events.append(event)
    switch event {
    case .received(let message):
      unread.append(message)
    case .customerSaid:
      turnCount += 1
      unread = []
    case .attachmentReceived, .decided, .noticeGiven, .shopEvent, .recordRequested:
      break
    case .shopEventHeld(let event, let until):
      let place = held.firstIndex { $0.until > until } ?? held.count
      held.insert(HeldEvent(event: event, until: until), at: place)
    case .shopEventReleased:
      if !held.isEmpty { held.removeFirst() }
    case .languageRecognised(let language):
      self.language = language
    case .customerIdentified(let customer):
      self.customer = customer
    case .contextStated(let context):
      self.context = context
    case .introduced:
      isIntroduced = true
    case .expired:
      expire()
    case .answered(let target, _):
      answerRepeats = target == lastAnswer ? answerRepeats + 1 : 1
      lastAnswer = target
      if case .article(let id) = target, !shownArticles.contains(id) { shownArticles.append(id) }
      if !target.isSmallTalk { wasHelped = true }
      misses = 0
      choices = []
    case .choicesOffered(let targets, _):
      choices = targets
    case .declined:
      misses += 1
      choices = []
    case .botSaid:
      choices = []
    case .slotSet, .flowStarted, .flowMoved, .questionAsked, .questionAnswered, .questionFailed,
      .digressed, .flowEnded, .actionRequested, .actionCompleted:
      applyToFlows(event)
    case .handoffRequested, .handoffWithdrawn, .contactAsked, .contactSettled, .agentJoined,
      .agentSaid, .agentLeft, .returnedToQueue, .waitAcknowledged, .feedbackAsked, .feedbackGiven,
      .commentAsked, .followUpRequested:
      applyToDesk(event)
    }
  }

  private mutating func applyToFlows(_ event: ConversationEvent) {
    switch event {
    case .slotSet(let name, let value):
      shadow(name, by: value)
      slots[name] = value
      guard let last = frames.indices.last, value != nil, !frames[last].filled.contains(name)
      else { return }
      frames[last].filled.append(name)
    case .flowStarted(let name, let isCalled, let step):
      flowCount += 1
      frames.append(
        FlowFrame(flow: name, step: step, run: flowCount, isCalled: isCalled, turn: turnCount)
      )
      misses = 0
      choices = []
      pending = nil
    case .flowMoved(let step, let name):
      brokenOffSlots = [:]
      changeTop { frame in
        frame.step = FlowPlace(number: step, name: name)
        frame.phase = .running
        frame.answeredStep = nil
        frame.reasks = 0
      }
    case .questionAsked:
      changeTop { $0.phase = .asking }
      pending = nil
      choices = []
    case .questionAnswered:
      misses = 0
      changeTop { frame in
        frame.phase = .running
        frame.answeredStep = frame.step
        frame.digressions = 0
        // What was answered behind it is asked anew, or holds though it was said before.
        if let place = frame.answeredSteps.firstIndex(of: frame.step) {
          frame.answeredSteps.removeSubrange(place...)
        }
        frame.answeredSteps.append(frame.step)
      }
    case .questionFailed:
      changeTop { $0.reasks += 1 }
    case .digressed:
      changeTop { $0.digressions += 1 }
    case .flowEnded(let name, let ending, let forgotten):
      endFlow(name, ending, forgotten)
    case .actionRequested(let key, _, let changes):
      changeTop { frame in
        frame.phase = .waiting(key: key)
        frame.requests += 1
        if changes { frame.hasChanged = true }
      }
    case .actionCompleted(let key, _):
      for index in frames.indices where frames[index].phase == .waiting(key: key) {
        frames[index].phase = .running
      }
    default: break
    }
  }

  private mutating func applyToDesk(_ event: ConversationEvent) {
    switch event {
    case .handoffRequested(let request):
      owner = .pending
      handoff = request
      handoffCount += 1
      misses = 0
      choices = []
    case .handoffWithdrawn:
      if owner == .pending { owner = .bot }
      isWaitAcknowledged = false
      handoff = nil
      pending = nil
    case .contactAsked:
      wasContactAsked = true
      pending = .contact
    case .contactSettled:
      pending = nil
    case .agentJoined(let agent):
      owner = .agent(agent)
      isWaitAcknowledged = false
      choices = []
      pending = nil
    case .agentSaid:
      choices = []
      wasHelped = true
    case .agentLeft:
      owner = .bot
      hasFollowUp = false
      handoff = nil
      misses = 0
      choices = []
    case .returnedToQueue:
      owner = .pending
      choices = []
    case .waitAcknowledged:
      isWaitAcknowledged = true
    case .feedbackAsked(let kind):
      askedFeedback.insert(kind)
      pending = .rating(kind)
    case .feedbackGiven(let feedback):
      lastFeedback = feedback
      pending = nil
    case .commentAsked:
      pending = .comment
    case .followUpRequested:
      hasFollowUp = true
    default: break
    }
  }

  /// Keeps what a slot of an interrupted flow holds, before the flow above it sets the slot.
  private mutating func shadow(_ name: String, by value: SlotValue?) {
    guard let root = frames.lastIndex(where: { !$0.isCalled }), root > 0,
      let held = slots[name], held != value, frames[root].shadowed[name] == nil,
      frames[..<root].contains(where: { $0.filled.contains(name) })
    else { return }
    frames[root].shadowed[name] = held
  }

  private mutating func endFlow(_ name: String, _ ending: FlowEnding, _ forgotten: [String]) {
    guard let frame = frames.last, frame.flow == name else { return }
    frames.removeLast()
    lastFlow = EndedFlow(flow: name, ending: ending, turn: turnCount)
    lastFlowSlots = slots.filter { frame.filled.contains($0.key) }
      .merging(brokenOffSlots) { own, _ in own }
    brokenOffSlots = frame.isCalled && ending != .completed ? lastFlowSlots : [:]
    for slot in forgotten { slots[slot] = nil }
    for (slot, value) in frame.shadowed { slots[slot] = value }
    if ending == .completed { wasHelped = true }
    guard let last = frames.indices.last else { return }
    // What a called flow found out is its caller's.
    for slot in frame.filled where !forgotten.contains(slot) && !frames[last].filled.contains(slot)
    {
      frames[last].filled.append(slot)
    }
    if frame.hasChanged, frame.isCalled { frames[last].hasChanged = true }
  }

  private mutating func expire() {
    frames = []
    choices = []
    pending = nil
    misses = 0
    lastAnswer = nil
    answerRepeats = 0
    lastFlow = nil
    lastFlowSlots = [:]
    brokenOffSlots = [:]
    isIntroduced = false
    wasHelped = false
    wasContactAsked = false
    askedFeedback = []
    lastFeedback = nil
    expiries += 1
  }

  private mutating func changeTop(_ change: (inout FlowFrame) -> Void) {
    guard let last = frames.indices.last else { return }
    change(&frames[last])
  }

  /// The last thing the customer said.
  package var lastQuestion: String? {
    for event in events.reversed() {
      if case .customerSaid(let text) = event { return text }
    }
    return nil
  }
}

extension Conversation {
  /// What was asked of the shop's systems and not answered.
  package struct OpenRequest: Sendable, Hashable {
    package let key: String
    package let action: String
    package let changes: Bool
    /// Nil where they are what the slots hold.
    package let arguments: [String: SlotValue]?
  }

  /// What was asked of the shop's systems and not answered, in order.
  package var openRequests: [OpenRequest] {
    var open: [OpenRequest] = []
    for event in events {
      switch event {
      case .actionRequested(let key, let action, let changes):
        open.append(OpenRequest(key: key, action: action, changes: changes, arguments: nil))
      case .recordRequested(let key, let action, let arguments):
        // Written down once for a key, however often it is asked.
        open.append(OpenRequest(key: key, action: action, changes: false, arguments: arguments))
      case .actionCompleted(let key, _): open.removeAll { $0.key == key }
      default: break
      }
    }
    return open
  }

  /// The handoff that was asked for last, whatever became of it.
  package var lastHandoff: HandoffRequest? {
    for event in events.reversed() {
      if case .handoffRequested(let request) = event { return request }
    }
    return nil
  }

  /// The action that was asked for under a key, if it changes something.
  package func change(of key: String) -> String? {
    for event in events.reversed() {
      if case .actionRequested(key, let action, let changes) = event {
        return changes ? action : nil
      }
    }
    return nil
  }

  /// A number that is the same whenever the conversation is held, from its name.
  package var seed: Int {
    // FNV-1a, 32 bits: names that differ in a letter lead elsewhere.
    var hash: UInt32 = 2_166_136_261
    for byte in id.value.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash % 1_000_003)
  }

  /// Chooses among the variants of a response: they take turns, from a start of the conversation's own.
  package var rotation: Int { seed + turnCount }
}
