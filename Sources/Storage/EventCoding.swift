import Content
package import Dialogue
import JSON
import TextAnalysis
import Understanding

/// Writes the payloads of events: what an event says beside its kind, as a JSON object.
///
/// Members that say nothing are left out. What is written here is read for years: members may be
/// added and become optional, but never mean something else.
package enum EventCoding {
  /// Writes the payload of an event after what the writer has written.
  static func write(_ event: ConversationEvent, to writer: inout JSONWriter) {
    writer.object { writer in
      switch event {
      case .received(let message):
        writer.member("text", message.text)
        AttachmentCoding.write(message.attachments, to: &writer)
        if let clientID = message.clientID { writer.member("client_id", clientID) }
      case .customerSaid(let text), .declined(let text), .botSaid(let text), .agentSaid(let text):
        writer.member("text", text)
      case .attachmentReceived(let attachment):
        writer.member("attachment", .attachment(attachment))
      case .languageRecognised(let language):
        writer.member("language", language.code)
      case .customerIdentified(let customer):
        writer.member("id", customer.id)
        if !customer.fields.isEmpty { writer.member("fields", customer.fields) }
      case .contextStated(let context):
        for name in SessionContext.names {
          guard let value = context[name] else { continue }
          writer.key(named: name)
          writer.string(value)
        }
      case .decided(let record): write(record, to: &writer)
      case .answered(let target, let text):
        writer.member("target", target.documentID)
        writer.member("text", text)
      case .choicesOffered(let targets, let text):
        writer.member("targets", targets.map(\.documentID))
        writer.member("text", text)
      case .noticeGiven(let name), .shopEvent(let name): writer.member("name", name)
      case .slotSet, .flowStarted, .flowMoved, .flowEnded, .actionRequested, .recordRequested,
        .actionCompleted:
        writeFlow(event, to: &writer)
      case .handoffRequested(let request): write(request, to: &writer)
      case .agentJoined(let agent): writer.member("agent", agent.value)
      case .feedbackAsked(let kind): writer.member("kind", kind.rawValue)
      case .feedbackGiven(let feedback): write(feedback, to: &writer)
      case .shopEventHeld(let event, let time):
        writer.member("name", event.name)
        if !event.fields.isEmpty { writer.member("fields", event.fields) }
        writer.member("until", time)
      case .expired, .introduced, .questionAsked, .questionAnswered, .questionFailed, .digressed,
        .handoffWithdrawn, .contactAsked, .contactSettled, .agentLeft, .returnedToQueue,
        .waitAcknowledged, .commentAsked, .followUpRequested, .shopEventReleased:
        break
      }
    }
  }

  private static func writeFlow(_ event: ConversationEvent, to writer: inout JSONWriter) {
    switch event {
    case .slotSet(let name, let value):
      writer.member("slot", name)
      if let value { writer.member("value", value) }
    case .flowStarted(let name, let isCalled, let step):
      writer.member("flow", name)
      if isCalled { writer.member("called", true) }
      if !step.isUnknown { writer.member("name", step.description) }
    case .flowMoved(let step, let name):
      writer.member("step", step)
      if !name.isUnknown { writer.member("name", name.description) }
    case .flowEnded(let name, let ending, let forgotten):
      writer.member("flow", name)
      writer.member("ending", ending.rawValue)
      if !forgotten.isEmpty { writer.member("forgotten", forgotten) }
    case .actionRequested(let key, let action, let changes):
      writer.member("key", key)
      writer.member("action", action)
      if changes { writer.member("changes", true) }
    case .recordRequested(let key, let action, let arguments):
      writer.member("key", key)
      writer.member("action", action)
      if !arguments.isEmpty { writer.member("arguments", arguments) }
    case .actionCompleted(let key, let outcome):
      writer.member("key", key)
      switch outcome {
      case .done(let result): writer.member("done", result)
      case .failed(let why): writer.member("failed", why)
      case .unknown(let why): writer.member("unknown", why)
      }
    default: break
    }
  }

  private static func write(_ record: TurnRecord, to writer: inout JSONWriter) {
    writer.member("decision", record.decision)
    if let subject = record.subject { writer.member("subject", subject) }
    if let confidence = record.confidence { writer.member("confidence", exactly: confidence) }
    if !record.reasons.isEmpty { writer.member("reasons", record.reasons) }
    writer.member("content", record.contentVersion)
  }

  static func write(_ feedback: Feedback, to writer: inout JSONWriter) {
    writer.member("kind", feedback.kind.rawValue)
    writer.member("value", feedback.value)
    if let comment = feedback.comment { writer.member("comment", comment) }
  }

  private static func write(_ request: HandoffRequest, to writer: inout JSONWriter) {
    if !request.id.isEmpty { writer.member("id", request.id) }
    writer.member("reason", request.reason.name)
    if !request.evidence.isEmpty { writer.member("evidence", request.evidence) }
    if !request.team.isEmpty { writer.member("team", request.team) }
    writer.member("priority", request.priority.name)
    writer.member("language", request.language.code)
    if !request.guesses.isEmpty {
      writer.key("guesses")
      writer.array(request.guesses) { writer, guess in
        writer.object { writer in
          writer.member("target", guess.target.documentID)
          writer.member("confidence", exactly: guess.confidence)
        }
      }
    }
    if !request.slots.isEmpty { writer.member("slots", request.slots) }
    if !request.summary.isEmpty { writer.member("summary", request.summary) }
    if !request.lastTurns.isEmpty { writer.member("last_turns", request.lastTurns) }
    if !request.shownArticles.isEmpty { writer.member("shown", request.shownArticles) }
    if !request.suggestedArticles.isEmpty { writer.member("suggested", request.suggestedArticles) }
  }
}

extension EventCoding {
  /// The payload of an event by itself.
  package static func payload(of event: ConversationEvent) -> [UInt8] {
    var writer = JSONWriter()
    write(event, to: &writer)
    return writer.bytes
  }

  /// The number that stands for the kind of an event in the table `events`.
  package static func kindNumber(of event: ConversationEvent) -> Int { EventKind(event).rawValue }

  /// Reads back what `payload(of:)` has written; nil when it is something else.
  package static func event(kindNumber: Int, payload: [UInt8]) -> ConversationEvent? {
    EventKind(rawValue: kindNumber).flatMap { try? event($0, payload) }
  }
}
