import Content
import Dialogue
package import FrontdeskEngine
package import JSON
import TextAnalysis
import Understanding

/// Writes what happened in a conversation as activities, one JSON object each.
///
/// The members are those of the Bot Framework's activity schema: `type` (message, event, trace or
/// endOfConversation), `id`, `timestamp`, `channelId`, `conversation`, `from` with a `role`,
/// `replyToId`, `locale`, `text`, `attachments`, `suggestedActions`, `name`, `value`. What a person
/// said has the role `agent`, which the schema does not know; how a reply came about is a trace.
package struct Activities: Sendable {
  private let summary: ConversationSummary
  /// Makes a text fit to leave the shop.
  private let mask: @Sendable (String) -> String
  /// The slots whose values nobody outside may see.
  private let hidden: Set<String>
  private var language: Language?
  private var agent: AgentID?
  /// The id of what the customer said last.
  private var question: String?
  private var customerName: String {
    summary.customer.map { CustomerName.shown($0, mask: mask) } ?? summary.id.value
  }

  package init(
    _ summary: ConversationSummary,
    hiding hidden: Set<String> = [],
    mask: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.summary = summary
    self.hidden = hidden
    self.mask = mask
  }

  /// Writes the activity of an event; false when it says nothing to anybody outside.
  package mutating func write(_ stored: StoredEvent, to json: inout JSONWriter) -> Bool {
    let id = "\(summary.id.value)|\(stored.number)"
    switch stored.event {
    case .customerSaid(let text):
      message(id, stored, role: .customer, text: text, to: &json)
      question = id
    case .attachmentReceived(let attachment):
      activity("message", id, stored, role: .customer, to: &json) { json, mask in
        json.key("attachments")
        json.array([attachment]) { json, attachment in
          json.object { json in
            json.member("contentType", attachment.mime)
            json.member("contentUrl", mask(attachment.url))
            json.member("name", mask(attachment.name))
          }
        }
      }
    case .answered(let target, let text):
      guard !text.isEmpty else {
        event(id, stored, role: .bot, "answer", ["target": target.description], to: &json)
        return true
      }
      message(id, stored, role: .bot, text: text, target: target.description, to: &json)
    case .choicesOffered(let targets, let text):
      message(id, stored, role: .bot, text: text, choices: targets.map(\.name), to: &json)
    case .declined(let text), .botSaid(let text):
      message(id, stored, role: .bot, text: text, to: &json)
    case .agentSaid(let text): message(id, stored, role: .agent, text: text, to: &json)
    case .languageRecognised(let language):
      self.language = language
      return false
    case .decided(let record): trace(id, stored, record, to: &json)
    case .expired:
      activity("endOfConversation", id, stored, role: .bot, to: &json) { json, _ in
        json.member("code", "expired")
      }
    default: return writeEvent(id, stored, to: &json)
    }
    return true
  }

  private mutating func writeEvent(
    _ id: String,
    _ stored: StoredEvent,
    to json: inout JSONWriter
  ) -> Bool {
    switch stored.event {
    case .handoffRequested(let request):
      event(
        id,
        stored,
        role: .bot,
        "handoff.initiate",
        [
          "reason": request.reason.name, "evidence": request.evidence, "team": request.team,
          "priority": request.priority.name, "summary": request.summary.joined(separator: "\n"),
          "suggested": request.suggestedArticles.joined(separator: ", "),
        ],
        to: &json
      )
    case .handoffWithdrawn:
      event(id, stored, role: .customer, "handoff.status", ["state": "withdrawn"], to: &json)
    case .agentJoined(let agent):
      self.agent = agent
      event(id, stored, role: .agent, "handoff.status", ["state": "accepted"], to: &json)
    case .agentLeft:
      event(id, stored, role: .agent, "handoff.status", ["state": "completed"], to: &json)
      agent = nil
    case .feedbackAsked(let kind):
      event(id, stored, role: .bot, "\(kind.rawValue).requested", [:], to: &json)
    case .feedbackGiven(let feedback):
      var value = ["value": "\(feedback.value)"]
      value["comment"] = feedback.comment
      event(id, stored, role: .customer, "\(feedback.kind.rawValue).received", value, to: &json)
    case .followUpRequested: event(id, stored, role: .bot, "follow_up.requested", [:], to: &json)
    case .flowStarted(let name, isCalled: _, step: _):
      event(id, stored, role: .bot, "flow.started", ["flow": name], to: &json)
    case .flowEnded(let name, let ending, forgotten: _):
      event(
        id,
        stored,
        role: .bot,
        ending == .completed ? "flow.completed" : "flow.ended",
        ["flow": name, "ending": ending.rawValue],
        to: &json
      )
    case .slotSet(let name, let value):
      var values = ["slot": name]
      values["value"] = hidden.contains(name) ? nil : value?.json.text
      event(id, stored, role: .bot, "slot.set", values, to: &json)
    case .actionRequested(let key, let action, changes: _),
      .recordRequested(let key, let action, arguments: _):
      event(id, stored, role: .bot, "action.requested", ["key": key, "action": action], to: &json)
    case .actionCompleted(let key, let outcome):
      let value = ["key": key, "outcome": outcome.label]
      event(id, stored, role: .bot, "action.completed", value, to: &json)
    case .shopEvent(let name):
      event(id, stored, role: .bot, "shop.event", ["event": name], to: &json)
    case .noticeGiven(let notice):
      event(id, stored, role: .bot, "notice.given", ["notice": notice], to: &json)
    case .contextStated(let context):
      var values: [String: String] = [:]
      for name in SessionContext.names { values[name] = context[name] }
      event(id, stored, role: .customer, "context.stated", values, to: &json)
    case .customerIdentified(let customer):
      event(id, stored, role: .customer, "customer.identified", customer.fields, to: &json)
    default: return false
    }
    return true
  }
}

extension Activities {
  private enum Role: String {
    case customer = "user"
    case bot, agent
  }

  private func message(
    _ id: String,
    _ stored: StoredEvent,
    role: Role,
    text: String,
    target: String? = nil,
    choices: [String] = [],
    to json: inout JSONWriter
  ) {
    activity("message", id, stored, role: role, to: &json) { json, mask in
      json.member("text", mask(text))
      if let target {
        json.key("value")
        json.object { $0.member("target", target) }
      }
      guard !choices.isEmpty else { return }
      json.key("suggestedActions")
      json.object { json in
        json.key("actions")
        json.array(choices) { json, choice in
          json.object { json in
            json.member("type", "imBack")
            json.member("title", choice)
            json.member("value", choice)
          }
        }
      }
    }
  }

  private func event(
    _ id: String,
    _ stored: StoredEvent,
    role: Role,
    _ name: String,
    _ values: [String: String],
    to json: inout JSONWriter
  ) {
    activity("event", id, stored, role: role, to: &json) { json, mask in
      json.member("name", name)
      guard !values.isEmpty else { return }
      json.key("value")
      json.object { json in
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
          json.key(named: name)
          json.string(mask(value))
        }
      }
    }
  }

  private func trace(
    _ id: String,
    _ stored: StoredEvent,
    _ record: TurnRecord,
    to json: inout JSONWriter
  ) {
    activity("trace", id, stored, role: .bot, to: &json) { json, mask in
      json.member("name", "decision")
      json.key("value")
      json.object { json in
        json.member("decision", record.decision)
        json.member("subject", record.subject)
        json.key("confidence")
        if let confidence = record.confidence { json.number(confidence) } else { json.null() }
        json.key("reasons")
        json.array(record.reasons) { $0.string(mask($1)) }
        json.member("content_version", record.contentVersion)
      }
    }
  }

  private func activity(
    _ type: String,
    _ id: String,
    _ stored: StoredEvent,
    role: Role,
    to json: inout JSONWriter,
    _ body: (inout JSONWriter, (String) -> String) -> Void
  ) {
    json.object { json in
      json.member("type", type)
      json.member("id", id)
      json.member("timestamp", UTCTime.text(stored.time))
      json.member("channelId", summary.channel)
      json.key("conversation")
      json.object { $0.member("id", summary.id.value) }
      json.key("from")
      json.object { json in
        switch role {
        case .customer: json.member("id", customerName)
        case .bot: json.member("id", "frontdesk")
        case .agent: json.member("id", agent?.value)
        }
        json.member("role", role.rawValue)
      }
      if role != .customer, let question { json.member("replyToId", question) }
      if let language { json.member("locale", language.code) }
      body(&json, mask)
    }
  }
}
