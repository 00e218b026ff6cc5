import Dialogue
import FrontdeskEngine

/// A verb of the line protocol: one row of the command table.
struct Command: Sendable {
  enum Audience: Sendable {
    case everyone, customers, agents, administrators
  }

  /// Lower case, without the slash.
  let verb: String
  /// Names of the arguments, such as `NAME`; as many must be given, but for those in brackets.
  ///
  /// One that ends with dots, `TEXT...`, takes the rest of the line.
  let parameters: [String]
  /// What it does, in a few words, for `/help`.
  let summary: String
  let audience: Audience
  let handler: @Sendable (Invocation) throws -> Outcome

  /// How it is written, such as `/take N`.
  var usage: String { (["/" + verb] + parameters).joined(separator: " ") }

  /// The arguments by the parameters; nil when there are too few or too many.
  func bind(_ arguments: [String]) -> [String]? {
    let required = parameters.filter { !$0.hasPrefix("[") }.count
    guard arguments.count >= required else { return nil }
    guard parameters.last.map({ $0.contains("...") }) ?? false else {
      return arguments.count <= parameters.count ? arguments : nil
    }
    guard arguments.count > parameters.count else { return arguments }
    let rest = arguments[(parameters.count - 1)...].joined(separator: " ")
    return Array(arguments[..<(parameters.count - 1)]) + [rest]
  }

  func isOpen(to role: Role) -> Bool {
    switch (audience, role) {
    case (.everyone, _), (.agents, .agent), (.administrators, .admin): true
    case (.customers, .customer), (.customers, .backend): true
    default: false
    }
  }
}

/// What a line is said in.
struct Context {
  let speaker: Delivery.Recipient
  let role: Role
  let server: Server

  var engine: Engine { server.engine }
  var time: Instant { server.time.now() }
}

/// Everything a handler may look at.
struct Invocation {
  /// As `Command.bind` has them.
  let arguments: [String]
  let context: Context
  let commands: CommandTable
}

/// What a line led to; the server carries it out.
struct Outcome {
  enum Change: Equatable {
    case becomesAgent(String, token: String?)
    case becomesAdmin(token: String)
    case administers(AdminVerb)
    case leaves
  }

  var deliveries: [Delivery] = []
  /// Said to the speaker if none of the deliveries is for them, so that a verb is never met with
  /// silence.
  var confirmation: String?
  var change: Change?
}
