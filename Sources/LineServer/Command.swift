import Dialogue
import FrontdeskEngine

/// A verb of the line protocol: one row of the command table.
struct Command: Sendable {
  enum Audience: Sendable {
    case everyone, customers, agents
  }

  /// Lower case, without the slash.
  let verb: String
  /// Names of the arguments, such as `NAME`; as many must be given.
  let parameters: [String]
  /// What it does, in a few words, for `/help`.
  let summary: String
  let audience: Audience
  let handler: @Sendable (Invocation) throws -> Outcome

  /// How it is written, such as `/take N`.
  var usage: String { (["/" + verb] + parameters).joined(separator: " ") }

  func isOpen(to speaker: Delivery.Recipient) -> Bool {
    switch (audience, speaker) {
    case (.everyone, _), (.customers, .customer), (.agents, .agent): true
    case (.customers, .agent), (.agents, .customer): false
    }
  }
}

/// What a line is said in.
struct Context {
  let speaker: Delivery.Recipient
  let engine: Engine
  let time: Instant
  /// Whether an agent of that name is connected.
  let isConnected: (AgentID) -> Bool
}

/// Everything a handler may look at.
struct Invocation {
  /// As many as the command has parameters.
  let arguments: [String]
  let context: Context
  let commands: CommandTable
}

/// What a line led to; the server carries it out.
struct Outcome {
  enum Change: Equatable {
    case becomesAgent(AgentID)
    case leaves
  }

  var deliveries: [Delivery] = []
  /// Said to the speaker if none of the deliveries is for them, so that a verb is never met with
  /// silence.
  var confirmation: String?
  var change: Change?
}
