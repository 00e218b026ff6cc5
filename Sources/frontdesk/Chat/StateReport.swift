import Content
import Dialogue
import FrontdeskEngine
import TextAnalysis
import Understanding

/// Where a conversation stands, for `:state` and `:slots`.
struct StateReport {
  let engine: Engine
  let conversation: Conversation?

  private static let lastEvents = 12

  var lines: [String] {
    guard let conversation else { return ["nothing was said yet"] }
    var rows = [
      ["owner", owner(conversation)],
      ["language", conversation.language?.code ?? "not known yet"],
      ["turns", "\(conversation.turnCount), misses in a row \(conversation.misses)"],
      ["flows", flows(conversation)],
    ]
    if let customer = conversation.customer { rows.append(["customer", customer.id]) }
    if !conversation.choices.isEmpty {
      rows.append(["choices", conversation.choices.map(\.name).joined(separator: ", ")])
    }
    if let pending = conversation.pending { rows.append(["asked", "\(pending)"]) }
    if let handoff = conversation.handoff {
      rows.append([
        "handoff",
        "\(handoff.id): \(handoff.reason.name), team \(handoff.team), \(handoff.priority.name): "
          + handoff.evidence,
      ])
    }
    return columns(rows) + ["", "last events"]
      + conversation.events.suffix(Self.lastEvents).map { "  \(Self.text($0))" }
  }

  var slotLines: [String] {
    guard let conversation, !conversation.slots.isEmpty else { return ["no slot is filled"] }
    let language = conversation.language ?? engine.shop.settings.defaultLanguage
    return columns(
      conversation.slots.sorted { $0.key < $1.key }.map { name, value in
        [name, engine.plainText(of: value, in: language)]
      }
    )
  }

  private func owner(_ conversation: Conversation) -> String {
    switch conversation.owner {
    case .bot: "the bot"
    case .pending: "the bot, until a person comes"
    case .agent(let agent): "agent \(agent)"
    }
  }

  private func flows(_ conversation: Conversation) -> String {
    guard !conversation.frames.isEmpty else { return "none" }
    return conversation.frames.map { frame in
      let flow = engine.shop.scripts.flows.flow(frame.flow)
      let step =
        flow.flatMap { flow in
          flow.place(of: frame.step.name, once: frame.step.number).map { flow.steps[$0].id }
        }
      let phase =
        switch frame.phase {
        case .running: "running"
        case .asking: "asks"
        case .waiting: "waits for the shop's systems"
        }
      return "\(frame.flow) at \(step ?? "its end") (\(phase))"
    }.joined(separator: " > ")
  }

  private static func text(_ event: ConversationEvent) -> String {
    let text = "\(event)"
    let shown = text.unicodeScalars.prefix(160)
    return String(shown) + (shown.count < text.unicodeScalars.count ? "..." : "")
  }
}
