import Dialogue
import FrontdeskEngine
import Handoff
import Wire

/// What an agent can say and do, and becoming one.
enum AgentCommands {
  static let all = [
    Command(
      verb: "agent",
      parameters: ["NAME", "[TOKEN]"],
      summary: "become an agent",
      audience: .customers,
      handler: { invocation in
        Outcome(
          change: .becomesAgent(
            invocation.arguments[0],
            token: invocation.arguments.dropFirst().first
          )
        )
      }
    ),
    Command(
      verb: "queue",
      parameters: [],
      summary: "list the waiting tickets",
      audience: .agents,
      handler: { queue($0.context) }
    ),
    Command(
      verb: "take",
      parameters: ["N"],
      summary: "take ticket N and talk to its customer",
      audience: .agents,
      handler: { try take($0) }
    ),
    Command(
      verb: "done",
      parameters: ["[REASON...]"],
      summary: "close your ticket",
      audience: .agents,
      handler: { try finish($0) }
    ),
  ]

  static func say(_ text: String, by agent: AgentID, _ context: Context) throws -> Outcome {
    Outcome(deliveries: try context.engine.say(text, by: agent, at: context.time))
  }

  private static func queue(_ context: Context) -> Outcome {
    let tickets = context.engine.waitingTickets(at: context.time)
    guard !tickets.isEmpty else { return Outcome(confirmation: "no tickets are waiting") }
    return Outcome(
      confirmation: tickets.map { "\($0.id.number) \($0.summary)" }.joined(separator: "\n")
    )
  }

  private static func take(_ invocation: Invocation) throws -> Outcome {
    let text = invocation.arguments[0]
    guard let number = Int(text), number > 0 else { throw ProtocolError.notATicketNumber(text) }
    guard case .agent(let agent) = invocation.context.speaker else { return Outcome() }
    return Outcome(
      deliveries: try invocation.context.engine.take(
        TicketID(number),
        by: agent,
        at: invocation.context.time
      ),
      confirmation: "ticket \(number) is yours"
    )
  }

  private static func finish(_ invocation: Invocation) throws -> Outcome {
    guard case .agent(let agent) = invocation.context.speaker else { return Outcome() }
    let (engine, time) = (invocation.context.engine, invocation.context.time)
    guard let reason = invocation.arguments.first else {
      return Outcome(
        deliveries: try engine.finish(by: agent, at: time),
        confirmation: "closed"
      )
    }
    let ticket = try DeskVerbs.current(of: agent, invocation.context)
    return Outcome(
      deliveries: try engine.resolve(ticket, by: agent, reason: reason, at: time),
      confirmation: "closed"
    )
  }
}
