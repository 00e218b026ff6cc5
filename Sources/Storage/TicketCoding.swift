import Dialogue
import Handoff
import JSON
import TextAnalysis

/// Writes and reads the events of tickets: a kind, and a JSON object with what it says.
enum TicketCoding {
  /// The kind as the table `ticket_changes` names it.
  static func kind(of event: TicketEvent) -> String {
    switch event {
    case .opened: "opened"
    case .raised: "raised"
    case .assigned: "assigned"
    case .returned: "returned"
    case .requeued: "requeued"
    case .transferred: "transferred"
    case .snoozed: "snoozed"
    case .woke: "woke"
    case .resolved: "resolved"
    case .rejected: "rejected"
    case .expired: "expired"
    case .reopened: "reopened"
    case .customerWrote: "customer_wrote"
    case .agentWrote: "agent_wrote"
    case .noted: "noted"
    case .tagged: "tagged"
    case .untagged: "untagged"
    case .callTried: "call_tried"
    case .longWaitOffered: "long_wait_offered"
    case .positionTold: "position_told"
    }
  }

  static func write(_ event: TicketEvent, to writer: inout JSONWriter) {
    writer.object { writer in
      switch event {
      case .opened(let opening): write(opening, to: &writer)
      case .raised(let reason, let priority, let team):
        writer.member("reason", reason.name)
        writer.member("priority", priority.name)
        writer.member("team", team)
      case .assigned(let agent, let why), .requeued(let agent, let why):
        writer.member("agent", agent.value)
        writer.member("why", why)
      case .returned(let agent), .agentWrote(let agent): writer.member("agent", agent.value)
      case .transferred(let agent, let target):
        writer.member("agent", agent.value)
        switch target {
        case .agent(let other): writer.member("to_agent", other.value)
        case .team(let team): writer.member("to_team", team)
        }
      case .snoozed(let agent, let until):
        writer.member("agent", agent.value)
        writer.member("until", until)
      case .resolved(let agent, let reason):
        if let agent { writer.member("agent", agent.value) }
        writer.member("reason", reason)
      case .rejected(let agent, let reason):
        writer.member("agent", agent.value)
        writer.member("reason", reason)
      case .expired(let reason): writer.member("reason", reason)
      case .reopened(let agent): if let agent { writer.member("agent", agent.value) }
      case .noted(let agent, let text):
        writer.member("agent", agent.value)
        writer.member("text", text)
      case .tagged(let agent, let tag), .untagged(let agent, let tag):
        writer.member("agent", agent.value)
        writer.member("tag", tag)
      case .callTried(let agent, let reached):
        writer.member("agent", agent.value)
        writer.member("reached", reached)
      case .positionTold(let position): writer.member("position", position)
      case .woke, .customerWrote, .longWaitOffered: break
      }
    }
  }

  private static func write(_ opening: TicketOpening, to writer: inout JSONWriter) {
    writer.member("conversation", opening.conversation.value)
    if case .callBack(let call) = opening.kind {
      writer.key("call_back")
      writer.object { writer in
        writer.member("phone", call.phone)
        if let window = call.window {
          writer.member("from", window.lowerBound)
          writer.member("to", window.upperBound)
        }
        if call.tries > 0 { writer.member("tries", call.tries) }
      }
    }
    writer.member("language", opening.language.code)
    writer.member("channel", opening.channel)
    writer.member("team", opening.team)
    if !opening.skills.isEmpty { writer.member("skills", opening.skills) }
    writer.member("priority", opening.priority.name)
    writer.member("reason", opening.reason.name)
    writer.member("first_response_due", opening.firstResponseDue)
    if let due = opening.resolutionDue { writer.member("resolution_due", due) }
  }

  // MARK: Reading

  /// The event of a kind with a payload; nil for a kind this program does not know.
  static func event(_ kind: String, _ payload: [UInt8]) throws(PayloadError) -> TicketEvent? {
    let reader = try PayloadReader(payload)
    switch kind {
    case "opened": return .opened(try opening(reader))
    case "raised":
      return .raised(
        reason: HandoffReason(try reader.text("reason")),
        priority: try EventCoding.priority(reader),
        team: try reader.text("team")
      )
    case "assigned": return .assigned(try reader.agent("agent"), why: try reader.text("why"))
    case "returned": return .returned(by: try reader.agent("agent"))
    case "requeued": return .requeued(from: try reader.agent("agent"), why: try reader.text("why"))
    case "transferred":
      let target: TransferTarget =
        if let agent = try reader.optionalAgent("to_agent") { .agent(agent) } else {
          .team(try reader.text("to_team"))
        }
      return .transferred(by: try reader.agent("agent"), to: target)
    case "snoozed":
      return .snoozed(by: try reader.agent("agent"), until: try reader.instant("until"))
    case "woke": return .woke
    case "resolved":
      return .resolved(by: try reader.optionalAgent("agent"), reason: try reader.text("reason"))
    case "rejected":
      return .rejected(by: try reader.agent("agent"), reason: try reader.text("reason"))
    case "expired": return .expired(reason: try reader.text("reason"))
    case "reopened": return .reopened(by: try reader.optionalAgent("agent"))
    case "customer_wrote": return .customerWrote
    case "agent_wrote": return .agentWrote(try reader.agent("agent"))
    case "noted": return .noted(by: try reader.agent("agent"), text: try reader.text("text"))
    case "tagged": return .tagged(by: try reader.agent("agent"), tag: try reader.text("tag"))
    case "untagged": return .untagged(by: try reader.agent("agent"), tag: try reader.text("tag"))
    case "call_tried":
      return .callTried(by: try reader.agent("agent"), reached: try reader.bool("reached"))
    case "long_wait_offered": return .longWaitOffered
    case "position_told": return .positionTold(try reader.int("position"))
    default: return nil
    }
  }

  private static func opening(_ reader: PayloadReader) throws(PayloadError) -> TicketOpening {
    TicketOpening(
      conversation: ConversationID(try reader.text("conversation")),
      kind: try callBack(reader).map { .callBack($0) } ?? .chat,
      language: try reader.named("language"),
      channel: try reader.text("channel"),
      team: try reader.text("team"),
      skills: try EventCoding.optionalTexts("skills", reader),
      priority: try EventCoding.priority(reader),
      reason: HandoffReason(try reader.text("reason")),
      firstResponseDue: try reader.instant("first_response_due"),
      resolutionDue: try reader.optionalInstant("resolution_due")
    )
  }

  private static func callBack(_ reader: PayloadReader) throws(PayloadError) -> CallBack? {
    guard let call = try reader.optionalObject("call_back") else { return nil }
    var window: ClosedRange<Instant>?
    if let from = try call.optionalInstant("from") {
      let to = try call.instant("to")
      guard from <= to else { throw PayloadError("its call-back ends before it begins") }
      window = from...to
    }
    return CallBack(
      phone: try call.text("phone"),
      window: window,
      tries: try call.optionalInt("tries") ?? 0
    )
  }
}
