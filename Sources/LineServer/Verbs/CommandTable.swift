import Dialogue
import FrontdeskEngine
import Wire

/// The verbs there are, in the order `/help` shows them.
///
/// Checking arity and audience happens here, once, so that handlers contain only what is theirs.
struct CommandTable: Sendable {
  /// The single list.
  static let standard = CommandTable(
    AgentCommands.all + DeskVerbs.all + AdminCommands.all + CustomerCommands.all
  )

  let commands: [Command]

  init(_ commands: [Command]) {
    let verbs = commands.map(\.verb)
    precondition(Set(verbs).count == verbs.count, "a verb is in the command table twice: \(verbs)")
    self.commands = commands
  }

  /// Carries out one request.
  ///
  /// - Throws: `ProtocolError` when the request is wrong, `DeskError` when the desk refuses it.
  func answer(_ request: Request, _ context: Context) throws -> Outcome {
    switch request {
    case .blank:
      return Outcome()
    case .text(let text):
      return switch context.speaker {
      case .customer(let conversation): CustomerCommands.say(text, in: conversation, context)
      case .agent(let agent): try AgentCommands.say(text, by: agent, context)
      }
    case .command(let verb, let arguments):
      if case .agent(let agent) = context.speaker, arguments.isEmpty,
        !commands.contains(where: { $0.verb == verb }),
        context.engine.hasReadyReply(verb, for: agent)
      {
        return try DeskVerbs.sendReadyReply(verb, by: agent, context)
      }
      let command = try command(verb, for: context.role)
      guard let bound = command.bind(arguments) else {
        throw ProtocolError.wrongArguments(usage: command.usage)
      }
      return try command.handler(Invocation(arguments: bound, context: context, commands: self))
    }
  }

  /// Lists what a role may use, one verb a line.
  func help(for role: Role) -> String {
    let open = commands.filter { $0.isOpen(to: role) }
    let rows = open.map { ($0.usage, $0.summary) } + [("//TEXT", "say a text that starts with /")]
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { usage, summary in
      usage + String(repeating: " ", count: width - usage.count + 2) + summary
    }.joined(separator: "\n")
  }

  private func command(
    _ verb: String,
    for role: Role
  ) throws(ProtocolError) -> Command {
    guard let command = commands.first(where: { $0.verb == verb }) else {
      let usable = commands.filter { $0.isOpen(to: role) }.map(\.verb)
      throw .unknownVerb(verb, suggestion: suggestion(for: verb, among: usable))
    }
    guard command.isOpen(to: role) else {
      switch command.audience {
      case .agents: throw .agentsOnly(verb: verb)
      case .administrators: throw .administratorsOnly(verb: verb)
      case .customers, .everyone: throw .customersOnly(verb: verb)
      }
    }
    return command
  }
}
