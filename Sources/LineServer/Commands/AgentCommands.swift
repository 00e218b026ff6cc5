import Dialogue
import FrontdeskEngine
import Handoff
import Wire

/// What an agent can say and do, and becoming one.
enum AgentCommands {
  static let all = [
    Command(
      verb: "agent",
      parameters: ["NAME"],
      summary: "become an agent",
      audience: .customers,
      handler: { try arrive($0) }
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

  private static func arrive(_ invocation: Invocation) throws -> Outcome {
    let (name, context) = (invocation.arguments[0], invocation.context)
    guard isName(name) else { throw ProtocolError.notAnAgentName(name) }
    let agent = AgentID(name)
    guard !context.isConnected(agent) else { throw ProtocolError.agentNameInUse(name) }
    guard case .customer(let conversation) = context.speaker else { return Outcome() }
    // First, so that a ticket of the agent's own is not among those that wait.
    let left = context.engine.customerLeft(conversation, at: context.time)
    return Outcome(
      deliveries: left + (try context.engine.agentArrived(agent, at: context.time)),
      confirmation: "you are agent \(name); /queue lists the waiting tickets",
      change: .becomesAgent(agent)
    )
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

  /// Names are one word, and nothing that could be mistaken for the protocol or hide in a log.
  private static func isName(_ name: String) -> Bool {
    let scalars = name.unicodeScalars
    return !scalars.isEmpty && scalars.count <= 32
      && scalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
          || scalar == "-" || scalar == "_" || scalar == "."
      }
  }
}
