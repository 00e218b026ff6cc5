import Content
import Dialogue
import JSON
import TextAnalysis
import Understanding

/// Reads the payloads of events.
extension EventCoding {
  /// The event of a kind with a payload.
  static func event(_ kind: EventKind, _ payload: [UInt8]) throws(PayloadError) -> ConversationEvent
  {
    let reader = try PayloadReader(payload)
    switch kind {
    case .received:
      return .received(
        CustomerMessage(
          try reader.text("text"),
          attachments: try AttachmentCoding.attachments(reader),
          clientID: try reader.optionalText("client_id")
        )
      )
    case .customerSaid: return .customerSaid(try reader.text("text"))
    case .attachmentReceived: return .attachmentReceived(try reader.attachment("attachment"))
    case .languageRecognised: return .languageRecognised(try reader.named("language"))
    case .customerIdentified:
      let fields = reader.members["fields"] == nil ? [:] : try reader.fields("fields")
      return .customerIdentified(Customer(id: try reader.text("id"), fields: fields))
    case .contextStated:
      var context = SessionContext()
      for name in SessionContext.names { context[name] = try reader.optionalText(name) }
      return .contextStated(context)
    case .expired: return .expired
    case .introduced: return .introduced
    case .decided: return .decided(try record(reader))
    case .answered: return .answered(try reader.target("target"), text: try reader.text("text"))
    case .choicesOffered: return try choices(reader)
    case .declined: return .declined(text: try reader.text("text"))
    case .botSaid: return .botSaid(try reader.text("text"))
    case .noticeGiven: return .noticeGiven(try reader.text("name"))
    case .slotSet, .flowStarted, .flowMoved, .questionAsked, .questionAnswered, .questionFailed,
      .digressed, .flowEnded, .actionRequested, .recordRequested, .actionCompleted:
      return try flowEvent(kind, reader)
    case .handoffRequested: return .handoffRequested(try request(reader))
    case .handoffWithdrawn: return .handoffWithdrawn
    case .contactAsked: return .contactAsked
    case .contactSettled: return .contactSettled
    case .agentJoined: return .agentJoined(try reader.agent("agent"))
    case .agentSaid: return .agentSaid(try reader.text("text"))
    case .agentLeft: return .agentLeft
    case .returnedToQueue: return .returnedToQueue
    case .waitAcknowledged: return .waitAcknowledged
    case .feedbackAsked: return .feedbackAsked(try reader.named("kind"))
    case .feedbackGiven: return .feedbackGiven(try feedback(reader))
    case .commentAsked: return .commentAsked
    case .followUpRequested: return .followUpRequested
    case .shopEvent: return .shopEvent(try reader.text("name"))
    case .shopEventHeld:
      let fields = reader.members["fields"] == nil ? [:] : try reader.slots("fields")
      let event = ShopEvent(try reader.text("name"), fields: fields)
      return .shopEventHeld(event, until: try reader.instant("until"))
    case .shopEventReleased: return .shopEventReleased
    }
  }

  private static func flowEvent(
    _ kind: EventKind,
    _ reader: PayloadReader
  ) throws(PayloadError) -> ConversationEvent {
    switch kind {
    case .slotSet:
      let value = reader.members["value"] == nil ? nil : try reader.slot("value")
      return .slotSet(try reader.text("slot"), value)
    case .flowStarted:
      let isCalled = reader.members["called"] == nil ? false : try reader.bool("called")
      return .flowStarted(
        try reader.text("flow"),
        isCalled: isCalled,
        step: StepName(try reader.optionalText("name") ?? "")
      )
    case .flowMoved:
      return .flowMoved(
        step: try reader.int("step"),
        name: StepName(try reader.optionalText("name") ?? "")
      )
    case .questionAsked: return .questionAsked
    case .questionAnswered: return .questionAnswered
    case .questionFailed: return .questionFailed
    case .digressed: return .digressed
    case .flowEnded:
      let forgotten = try optionalTexts("forgotten", reader)
      return .flowEnded(try reader.text("flow"), try reader.named("ending"), forgotten: forgotten)
    case .actionRequested:
      let changes = reader.members["changes"] == nil ? false : try reader.bool("changes")
      return .actionRequested(
        key: try reader.text("key"),
        action: try reader.text("action"),
        changes: changes
      )
    case .recordRequested:
      let arguments = reader.members["arguments"] == nil ? [:] : try reader.slots("arguments")
      return .recordRequested(
        key: try reader.text("key"),
        action: try reader.text("action"),
        arguments: arguments
      )
    case .actionCompleted:
      return .actionCompleted(key: try reader.text("key"), try outcome(reader))
    default: throw PayloadError("its kind is not one of a flow")
    }
  }

  private static func outcome(_ reader: PayloadReader) throws(PayloadError) -> ActionOutcome {
    if reader.members["done"] != nil { return .done(try reader.slots("done")) }
    if reader.members["failed"] != nil { return .failed(try reader.text("failed")) }
    return .unknown(try reader.text("unknown"))
  }

  private static func choices(_ reader: PayloadReader) throws(PayloadError) -> ConversationEvent {
    var targets: [Target] = []
    for id in try reader.texts("targets") {
      guard let target = Target(stored: id) else {
        throw PayloadError("\"\(id)\" is no article or intent")
      }
      targets.append(target)
    }
    return .choicesOffered(targets, text: try reader.text("text"))
  }

  private static func record(_ reader: PayloadReader) throws(PayloadError) -> TurnRecord {
    TurnRecord(
      decision: try reader.text("decision"),
      subject: try reader.optionalText("subject"),
      confidence: try reader.optionalDouble("confidence"),
      reasons: try optionalTexts("reasons", reader),
      contentVersion: try reader.text("content")
    )
  }

  static func feedback(_ reader: PayloadReader) throws(PayloadError) -> Feedback {
    Feedback(
      try reader.named("kind"),
      value: try reader.int("value"),
      comment: try reader.optionalText("comment")
    )
  }

  private static func request(_ reader: PayloadReader) throws(PayloadError) -> HandoffRequest {
    var guesses: [HandoffRequest.Guess] = []
    if reader.members["guesses"] != nil {
      for value in try reader.list("guesses") {
        let guess = try PayloadReader(value, "guesses")
        guesses.append(
          HandoffRequest.Guess(
            target: try guess.target("target"),
            confidence: try guess.double("confidence")
          )
        )
      }
    }
    return HandoffRequest(
      id: try reader.optionalText("id") ?? "",
      reason: HandoffReason(try reader.text("reason")),
      evidence: try reader.optionalText("evidence") ?? "",
      team: try reader.optionalText("team") ?? "",
      priority: try priority(reader),
      language: try reader.named("language"),
      guesses: guesses,
      slots: reader.members["slots"] == nil ? [:] : try reader.slots("slots"),
      summary: try optionalTexts("summary", reader),
      lastTurns: try optionalTexts("last_turns", reader),
      shownArticles: try optionalTexts("shown", reader),
      suggestedArticles: try optionalTexts("suggested", reader)
    )
  }

  static func priority(_ reader: PayloadReader) throws(PayloadError) -> HandoffRequest.Priority {
    let name = try reader.text("priority")
    guard let priority = HandoffRequest.Priority.allCases.first(where: { $0.name == name }) else {
      throw PayloadError("its priority \"\(name)\" is not known")
    }
    return priority
  }

  static func optionalTexts(
    _ name: String,
    _ reader: PayloadReader
  ) throws(PayloadError) -> [String] {
    reader.members[name] == nil ? [] : try reader.texts(name)
  }
}
