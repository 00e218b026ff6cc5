package import Dialogue
package import TextAnalysis

/// One line of a recorded conversation: what came in, when, and what was made of it.
package struct ReplayTurn: Sendable, Hashable {
  package enum Input: Sendable, Hashable {
    /// What the customer said, or an event as a chat takes it: `:event NAME`.
    case line(String)
    /// A command of the chat, which may have changed what the conversation rests on.
    case command(String, argument: String)
  }

  /// The line of the file, from 1.
  package let line: Int
  /// The line itself, without its end.
  package let source: [UInt8]
  /// Names the conversation; it chooses among variants of a wording, too.
  package let conversation: ConversationID
  package let time: Instant?
  /// The language the conversation was begun in, where somebody chose it.
  package let chosenLanguage: Language?
  package let input: Input
  /// What was recorded of it; nil for a command that says nothing to the customer.
  package let outcome: TurnOutcome?

  /// The input as reports name it.
  package var question: String {
    switch input {
    case .line(let line): line
    case .command(let name, let argument): argument.isEmpty ? ":\(name)" : ":\(name) \(argument)"
    }
  }

  /// The turn with its input written otherwise; a line that is copied as it is has it, too.
  func rewritten(_ text: (String) -> String) -> ReplayTurn {
    var source = String(decoding: source, as: UTF8.self)
    let input: Input
    switch self.input {
    case .line(let line): input = .line(text(line))
    case .command(let name, let argument):
      let changed = text(argument)
      input = .command(name, argument: changed)
      if changed != argument, let range = source.firstRange(of: argument) {
        source.replaceSubrange(range, with: changed)
      }
    }
    return ReplayTurn(
      line: line,
      source: Array(source.utf8),
      conversation: conversation,
      time: time,
      chosenLanguage: chosenLanguage,
      input: input,
      outcome: outcome
    )
  }
}
