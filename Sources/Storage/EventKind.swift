import Dialogue

/// The number by which the table `events` names the kind of an event; numbers are never used again.
enum EventKind: Int, CaseIterable, Sendable {
  case received = 1
  case customerSaid = 2
  case attachmentReceived = 3
  case languageRecognised = 4
  case customerIdentified = 5
  case expired = 6
  case introduced = 7
  case decided = 8
  case answered = 9
  case choicesOffered = 10
  case declined = 11
  case botSaid = 12
  case noticeGiven = 13
  case slotSet = 14
  case flowStarted = 15
  case flowMoved = 16
  case questionAsked = 17
  case questionAnswered = 18
  case questionFailed = 19
  case digressed = 20
  case flowEnded = 21
  case actionRequested = 22
  case actionCompleted = 23
  case handoffRequested = 24
  case handoffWithdrawn = 25
  case contactAsked = 26
  case contactSettled = 27
  case agentJoined = 28
  case agentSaid = 29
  case agentLeft = 30
  case feedbackAsked = 31
  case feedbackGiven = 32
  case commentAsked = 33
  case followUpRequested = 34
  case shopEvent = 35
  case shopEventHeld = 36
  case shopEventReleased = 37
  case recordRequested = 38
  case returnedToQueue = 39
  case waitAcknowledged = 40
  case contextStated = 41

  /// The name that `event_kinds` gives it, such as customer_said.
  var name: String {
    var name = ""
    for character in "\(self)" {
      if character.isUppercase { name += "_" }
      name += character.lowercased()
    }
    return name
  }

  /// The kind of an event.
  init(_ event: ConversationEvent) {
    self =
      switch event {
      case .received: .received
      case .customerSaid: .customerSaid
      case .attachmentReceived: .attachmentReceived
      case .languageRecognised: .languageRecognised
      case .customerIdentified: .customerIdentified
      case .expired: .expired
      case .introduced: .introduced
      case .decided: .decided
      case .answered: .answered
      case .choicesOffered: .choicesOffered
      case .declined: .declined
      case .botSaid: .botSaid
      case .noticeGiven: .noticeGiven
      case .slotSet: .slotSet
      case .flowStarted: .flowStarted
      case .flowMoved: .flowMoved
      case .questionAsked: .questionAsked
      case .questionAnswered: .questionAnswered
      case .questionFailed: .questionFailed
      case .digressed: .digressed
      case .flowEnded: .flowEnded
      case .actionRequested: .actionRequested
      case .actionCompleted: .actionCompleted
      case .handoffRequested: .handoffRequested
      case .handoffWithdrawn: .handoffWithdrawn
      case .contactAsked: .contactAsked
      case .contactSettled: .contactSettled
      case .agentJoined: .agentJoined
      case .agentSaid: .agentSaid
      case .agentLeft: .agentLeft
      case .feedbackAsked: .feedbackAsked
      case .feedbackGiven: .feedbackGiven
      case .commentAsked: .commentAsked
      case .followUpRequested: .followUpRequested
      case .shopEvent: .shopEvent
      case .shopEventHeld: .shopEventHeld
      case .shopEventReleased: .shopEventReleased
      case .recordRequested: .recordRequested
      case .returnedToQueue: .returnedToQueue
      case .waitAcknowledged: .waitAcknowledged
      case .contextStated: .contextStated
      }
  }
}
