import Dialogue
import FrontdeskEngine
import Handoff
import Wire

/// What agents do with the ticket they took last.
enum DeskVerbs {
  static let all = [
    Command(
      verb: "next",
      parameters: [],
      summary: "take the ticket that is next",
      audience: .agents,
      handler: { invocation in
        try byAgent(invocation) { agent, context in
          Outcome(
            deliveries: try context.engine.takeNext(by: agent, at: context.time),
            confirmation: "it is yours"
          )
        }
      }
    ),
    Command(
      verb: "ticket",
      parameters: ["[N]"],
      summary: "show everything about your ticket, or ticket N",
      audience: .agents,
      handler: { try show($0) }
    ),
    Command(
      verb: "article",
      parameters: ["ID"],
      summary: "send an article's answer",
      audience: .agents,
      handler: { try onTicket($0, "sent") { .article($0, by: $1, id: $2) } }
    ),
    Command(
      verb: "reply",
      parameters: ["NAME"],
      summary: "send a ready-made reply; /NAME does so too",
      audience: .agents,
      handler: { try onTicket($0, "sent") { .readyReply($0, by: $1, name: $2) } }
    ),
    Command(
      verb: "note",
      parameters: ["TEXT..."],
      summary: "add a note that only agents see",
      audience: .agents,
      handler: { try onTicket($0, "noted") { .note($0, by: $1, text: $2) } }
    ),
    Command(
      verb: "tag",
      parameters: ["TAG"],
      summary: "tag your ticket",
      audience: .agents,
      handler: { try onTicket($0, "tagged") { .tag($0, by: $1, tag: $2) } }
    ),
    Command(
      verb: "untag",
      parameters: ["TAG"],
      summary: "take a tag off your ticket",
      audience: .agents,
      handler: { try onTicket($0, "untagged") { .untag($0, by: $1, tag: $2) } }
    ),
    Command(
      verb: "transfer",
      parameters: ["AGENT|team:TEAM"],
      summary: "give your ticket to an agent or a team",
      audience: .agents,
      handler: { invocation in
        try onTicket(invocation, "transferred") { id, agent, name in
          let team = name.hasPrefix("team:") ? String(name.dropFirst(5)) : nil
          return .transfer(id, by: agent, to: team.map { .team($0) } ?? .agent(AgentID(name)))
        }
      }
    ),
    Command(
      verb: "return",
      parameters: [],
      summary: "put your ticket back into the queue",
      audience: .agents,
      handler: { try onTicket($0, "put back") { id, agent, _ in .putBack(id, by: agent) } }
    ),
    Command(
      verb: "snooze",
      parameters: ["MINUTES"],
      summary: "put your ticket aside",
      audience: .agents,
      handler: { try snooze($0) }
    ),
    Command(
      verb: "reject",
      parameters: ["REASON..."],
      summary: "turn your ticket away",
      audience: .agents,
      handler: { try onTicket($0, "turned away") { .reject($0, by: $1, reason: $2) } }
    ),
    Command(
      verb: "reached",
      parameters: [],
      summary: "the customer you rang up was reached",
      audience: .agents,
      handler: { invocation in
        try onTicket(invocation, "reached") { id, agent, _ in
          .callTried(id, by: agent, reached: true)
        }
      }
    ),
    Command(
      verb: "missed",
      parameters: [],
      summary: "the customer you rang up was not reached",
      audience: .agents,
      handler: { invocation in
        try onTicket(invocation, "counted") { id, agent, _ in
          .callTried(id, by: agent, reached: false)
        }
      }
    ),
    Command(
      verb: "wrong",
      parameters: [],
      summary: "mark the assistant's last answer as wrong",
      audience: .agents,
      handler: { invocation in
        try onTicket(invocation, "marked") { id, agent, _ in
          .markWrong(id, answer: nil, by: agent)
        }
      }
    ),
    Command(
      verb: "away",
      parameters: [],
      summary: "get no tickets for a while",
      audience: .agents,
      handler: { try setPresence(.away, $0) }
    ),
    Command(
      verb: "back",
      parameters: [],
      summary: "get tickets again",
      audience: .agents,
      handler: { try setPresence(.online, $0) }
    ),
  ]

  /// The ticket an agent took last.
  static func current(of agent: AgentID, _ context: Context) throws(DeskError) -> TicketID {
    guard let ticket = context.engine.currentTicket(of: agent) else {
      throw DeskError(
        message: "you have no ticket; /queue lists those that wait, /take N takes one"
      )
    }
    return ticket.id
  }

  static func sendReadyReply(
    _ name: String,
    by agent: AgentID,
    _ context: Context
  ) throws -> Outcome {
    Outcome(
      deliveries: try context.engine.sendReadyReply(name, by: agent, at: context.time),
      confirmation: "sent"
    )
  }

  private static func byAgent(
    _ invocation: Invocation,
    _ body: (AgentID, Context) throws -> Outcome
  ) throws -> Outcome {
    guard case .agent(let agent) = invocation.context.speaker else { return Outcome() }
    return try body(agent, invocation.context)
  }

  /// Does something with the agent's ticket; `call` gets the first argument, or an empty text.
  private static func onTicket(
    _ invocation: Invocation,
    _ done: String,
    _ call: (TicketID, AgentID, String) -> DeskCall
  ) throws -> Outcome {
    try byAgent(invocation) { agent, context in
      let ticket = try current(of: agent, context)
      let call = call(ticket, agent, invocation.arguments.first ?? "")
      return Outcome(
        deliveries: try context.engine.perform(call, at: context.time),
        confirmation: done
      )
    }
  }

  private static func snooze(_ invocation: Invocation) throws -> Outcome {
    let text = invocation.arguments[0]
    guard let minutes = Int(text), (1...100_000).contains(minutes) else {
      throw ProtocolError.wrongArguments(usage: "/snooze MINUTES, such as /snooze 30")
    }
    let until = invocation.context.time.after(Double(minutes) * 60)
    return try onTicket(invocation, "put aside") { id, agent, _ in
      .snooze(id, by: agent, until: until)
    }
  }

  private static func setPresence(
    _ presence: Presence,
    _ invocation: Invocation
  ) throws -> Outcome {
    try byAgent(invocation) { agent, context in
      Outcome(
        deliveries: try context.engine.setPresence(presence, of: agent, at: context.time),
        confirmation: "you are \(presence.rawValue)"
      )
    }
  }

  private static func show(_ invocation: Invocation) throws -> Outcome {
    try byAgent(invocation) { agent, context in
      let id: TicketID
      if let text = invocation.arguments.first {
        guard let number = Int(text), number > 0 else {
          throw ProtocolError.notATicketNumber(text)
        }
        id = TicketID(number)
      } else {
        id = try current(of: agent, context)
      }
      guard let view = try context.engine.view(of: id, at: context.time) else {
        throw DeskError(message: "there is no ticket \(id)")
      }
      let lines = view.sections(at: context.time).flatMap { section in
        [section.title] + section.lines.map { "  \($0)" }
      }
      return Outcome(confirmation: lines.joined(separator: "\n"))
    }
  }
}
