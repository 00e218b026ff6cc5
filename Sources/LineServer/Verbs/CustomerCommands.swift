import Content
import Dialogue
import FrontdeskEngine
import TextAnalysis
import Wire

/// What a customer can say and do; help and leaving are everyone's.
enum CustomerCommands {
  static let all = [
    Command(
      verb: "help",
      parameters: [],
      summary: "list these",
      audience: .everyone,
      handler: { Outcome(confirmation: $0.commands.help(for: $0.context.role)) }
    ),
    Command(
      verb: "human",
      parameters: [],
      summary: "ask for a person",
      audience: .customers,
      handler: { invocation in
        try byCustomer(invocation) { conversation, context in
          Outcome(deliveries: context.engine.askForPerson(in: conversation, at: context.time))
        }
      }
    ),
    Command(
      verb: "lang",
      parameters: ["CODE"],
      summary: "go on in another language, such as tr",
      audience: .customers,
      handler: { try speak($0) }
    ),
    Command(
      verb: "quit",
      parameters: [],
      summary: "leave",
      audience: .everyone,
      handler: { _ in Outcome(confirmation: "goodbye", change: .leaves) }
    ),
  ]

  private static func speak(_ invocation: Invocation) throws -> Outcome {
    try byCustomer(invocation) { conversation, context in
      let languages = context.engine.shop.settings.languages
      let code = invocation.arguments[0]
      guard let language = languages.first(where: { $0.code == code.lowercased() }) else {
        throw ProtocolError.notALanguage(code, known: languages.map(\.code))
      }
      return Outcome(
        deliveries: context.engine.speak(language, in: conversation, at: context.time)
      )
    }
  }

  private static func byCustomer(
    _ invocation: Invocation,
    _ body: (ConversationID, Context) throws -> Outcome
  ) throws -> Outcome {
    guard case .customer(let conversation) = invocation.context.speaker else { return Outcome() }
    return try body(conversation, invocation.context)
  }

  static func say(
    _ text: String,
    in conversation: ConversationID,
    _ context: Context
  ) -> Outcome {
    Outcome(deliveries: context.engine.receive(text, in: conversation, at: context.time))
  }
}
