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
