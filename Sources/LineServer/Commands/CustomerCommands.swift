import Dialogue
import FrontdeskEngine

/// What a customer can say and do; help and leaving are everyone's.
enum CustomerCommands {
  static let all = [
    Command(
      verb: "help",
      parameters: [],
      summary: "list these",
      audience: .everyone,
      handler: { Outcome(confirmation: $0.commands.help(for: $0.context.speaker)) }
    ),
    Command(
      verb: "quit",
      parameters: [],
      summary: "leave",
      audience: .everyone,
      handler: { _ in Outcome(confirmation: "goodbye", change: .leaves) }
    ),
  ]

  static func say(
    _ text: String,
    in conversation: ConversationID,
    _ context: Context
  ) -> Outcome {
    Outcome(deliveries: context.engine.receive(text, in: conversation, at: context.time))
  }
}
