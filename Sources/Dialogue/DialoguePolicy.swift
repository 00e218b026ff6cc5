package import Understanding

/// Decides what the bot does next: answer, ask, decline, or fetch a person.
package enum DialoguePolicy {
  /// Failing this many times in a row brings a person, unless the desk says otherwise.
  package static let patience = 2
  /// What may stand around the number of a choice: "1.", "#1", "(1)", a keycap, marks of direction.
  private static let signs = " .,)(#:!-№،\u{FE0F}\u{20E3}\u{200E}\u{200F}".unicodeScalars

  /// What a customer's line is, before it is interpreted.
  package enum Reply: Sendable, Hashable {
    /// The number of an offered choice, from 0.
    case choice(Int)
    case noneOfThese
    case somethingElse
  }

  /// Reads a line as a reaction to the choices that were offered.
  ///
  /// A choice is its number, alone or with the usual signs around it, or its label.
  package static func reply(
    _ line: String,
    to conversation: Conversation,
    labels: [String],
    noneOfThese: String
  ) -> Reply {
    guard !conversation.choices.isEmpty else { return .somethingElse }
    let text = line.trimmed
    if let number = choiceNumber(text) {
      if conversation.choices.indices.contains(number - 1) { return .choice(number - 1) }
      if number == conversation.choices.count + 1 { return .noneOfThese }
    }
    let lowered = text.lowercased()
    if let label = labels.firstIndex(where: { $0.lowercased() == lowered }),
      conversation.choices.indices.contains(label)
    {
      return .choice(label)
    }
    return lowered == noneOfThese.lowercased() ? .noneOfThese : .somethingElse
  }

  /// What naming a target leads to.
  package enum Role: Sendable, Hashable {
    /// It is answered.
    case answered
    /// It is a request for a person.
    case handoff
    /// It is nothing that the shop answers.
    case outside
  }

  /// Chooses the next action for an interpreted line; `role` tells what a target leads to.
  ///
  /// A request for a person counts from `handoffLevel` on, or else half way between offering and
  /// answering.
  package static func next(
    _ interpretation: Interpretation,
    in conversation: Conversation,
    levels: Decision.Levels,
    patience: Int = patience,
    handoffLevel: Double? = nil,
    role: (Target) -> Role
  ) -> NextAction {
    // Asking for a person works at any moment, and asking twice is worse than one offer too many.
    if let best = interpretation.candidates.first {
      switch role(best.target) {
      case .handoff
      where best.confidence >= handoffLevel ?? ((levels.answer + levels.clarify) / 2):
        return .handOff(.askedForPerson)
      case .outside: return failure(in: conversation, patience: patience)
      default: break
      }
    }
    switch Decision(interpretation.candidates, levels: levels) {
    case .answer(let candidate): return .answer(candidate)
    case .ask(let candidates):
      let choices = candidates.filter { role($0.target) == .answered }
      return choices.isEmpty ? failure(in: conversation, patience: patience) : .offer(choices)
    case .decline: return failure(in: conversation, patience: patience)
    }
  }

  /// What follows when a line cannot be answered.
  package static func failure(
    in conversation: Conversation,
    patience: Int = patience
  ) -> NextAction {
    conversation.misses + 1 >= patience ? .handOff(.notUnderstood) : .decline
  }

  private static func choiceNumber(_ text: String) -> Int? {
    var digits = ""
    for scalar in text.unicodeScalars {
      if let value = scalar.properties.numericType == .decimal
        ? scalar.properties.numericValue : nil
      {
        digits += String(Int(value))
      } else if !signs.contains(scalar) {
        return nil
      }
    }
    return digits.count == 1 ? Int(digits) : nil
  }
}

extension String {
  fileprivate var trimmed: String {
    let scalars = unicodeScalars
    let isSpace: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
    guard let first = scalars.firstIndex(where: { !isSpace($0) }),
      let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(scalars[first...last])
  }
}
