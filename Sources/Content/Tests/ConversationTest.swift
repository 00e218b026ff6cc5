/// A conversation that an author of content expects to go as written.
package struct ConversationTest: Sendable, Hashable {
  package let name: String
  /// The line of the name, or that of the first step where there is none.
  package let line: Int
  /// Begins with something the customer says.
  package let steps: [Step]

  package init(name: String, line: Int, steps: [Step]) {
    self.name = name
    self.line = line
    self.steps = steps
  }

  /// A line of the customer, or what the reply to the one before must be.
  package struct Step: Sendable, Hashable {
    package enum Action: Sendable, Hashable {
      case user(String)
      /// The customer sends a file without words.
      case attachment(String)
      /// The shop's backend says who the customer is: `id` and what else is known.
      case customer([String: String])
      /// The shop tells of something.
      case event(String, [String: SlotValue])
      /// Time passes, in seconds.
      case wait(Double)
      case expect(Expectation)
    }

    package let action: Action
    /// The line of the file, counted from 1.
    package let line: Int

    package init(_ action: Action, line: Int) {
      self.action = action
      self.line = line
    }
  }

  /// What must be true of a reply.
  package enum Expectation: Sendable, Hashable {
    /// The whole text, but for white space and marks of direction.
    case bot(String)
    /// The name of the response that is said.
    case utter(String)
    case intent(String)
    case article(String)
    case handoff(Bool)
    /// The labels of the offered choices; "none of these" may be left out.
    case buttons([String])
    case contains(String)
    /// A regular expression that some part of the text must match.
    case matches(String)
    case state(State)
    /// The flow under way; nil when none may be.
    case flow(String?)
    /// A flow that has come to its end.
    case completed(String)
    /// A slot that is filled, with a value where one is written.
    case slotWasSet(String, String?)
    case slotWasNotSet(String)
    /// The reason of the handoff.
    case reason(String)
    /// A notice that is read out.
    case notice(String)

    /// The expectation as it is written in a file.
    package var description: String {
      switch self {
      case .bot(let text): "bot: \(text)"
      case .utter(let name): "utter: \(name)"
      case .intent(let name): "intent: \(name)"
      case .article(let id): "article: \(id)"
      case .handoff(let isExpected): "handoff: \(isExpected)"
      case .buttons(let labels): "buttons: [\(labels.joined(separator: ", "))]"
      case .contains(let text): "contains: \(text)"
      case .matches(let pattern): "matches: \(pattern)"
      case .state(let state): "state: \(state.rawValue)"
      case .flow(let name): "flow: \(name ?? "none")"
      case .completed(let name): "completed: \(name)"
      case .slotWasSet(let name, let value):
        "slot_was_set: \(name)" + (value.map { ": \($0)" } ?? "")
      case .slotWasNotSet(let name): "slot_was_not_set: \(name)"
      case .reason(let name): "reason: \(name)"
      case .notice(let id): "notice: \(id)"
      }
    }
  }

  /// What a reply comes to.
  package enum State: String, Sendable, Hashable, CaseIterable {
    case answered
    case asked
    case declined
    case handoff
  }
}
