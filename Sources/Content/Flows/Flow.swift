/// A script: what the bot asks, looks up and says, step by step.
package struct Flow: Sendable, Hashable {
  package let name: String
  package let description: String
  /// The intents and articles whose being meant starts the flow.
  package let triggers: [LocatedText]
  /// The ids of articles after which the number the flow asks for is enough to start it.
  package let about: [LocatedText]
  /// Whether the short answer of the article that was asked for is said before the first question.
  package let saysArticle: Bool
  /// In the order of the file, nested ones behind the step they hang on; never empty.
  package let steps: [FlowStep]
  /// The action that receives the slots of the flow when it is completed.
  package let record: LocatedText?
  /// Asked before the flow starts where it is set; the flow cannot be started otherwise.
  package let condition: Condition?
  package let file: String
  package let line: Int
}

/// One step of a flow.
package struct FlowStep: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case collect(Collect)
    /// Asks the shop's systems; goes on when the answer is there.
    ///
    /// `onFailure` is where the flow goes on without a result; nil leaves it to the desk's policy.
    case action(String, onFailure: Destination?)
    /// Says a response.
    case say(String)
    case setSlots([Assignment])
    /// Ends this flow and starts another.
    case link(String)
    /// Runs another flow and comes back.
    case call(String)
    /// Brings a person, for a reason that the desk's policy knows.
    case handoff(reason: String)
    case noop
  }

  /// A slot given a value by the flow itself; nil empties it.
  package struct Assignment: Sendable, Hashable {
    package let slot: String
    package let value: Condition.Operand?
  }

  /// A question and what counts as an answer.
  package struct Collect: Sendable, Hashable {
    package let slot: String
    /// The response that asks; `utter_ask_` and the slot's name unless another is written.
    package let ask: String
    /// The response that asks again after an answer that cannot be.
    ///
    /// The hint about what is wrong comes before it. `utter_ask_again_` and the slot's name unless
    /// another is written.
    package let askAgain: String
    /// Whether `askAgain` was written; otherwise `ask` stands in where there is no such response.
    package let hasOwnAskAgain: Bool
    /// Whether the question is asked though the slot is filled: a confirmation.
    package let asksAlways: Bool
    /// Whether "I can't", "skip" and "no" leave the slot empty and go on.
    package let isOptional: Bool
    /// What must hold of the answer, with the response that says what is wrong.
    package let rejections: [Rejection]

    /// The response that asks again, as far as there is one of its name, or else the question.
    package func askAgain(where exists: (String) -> Bool) -> String {
      hasOwnAskAgain || exists(askAgain) ? askAgain : ask
    }
  }

  package struct Rejection: Sendable, Hashable {
    package let condition: Condition
    package let response: String
    package let line: Int
  }

  /// Where the flow goes on.
  package enum Destination: Sendable, Hashable {
    case step(Int)
    case end
  }

  package enum Next: Sendable, Hashable {
    case to(Destination)
    /// The first condition that holds decides.
    case branch([Branch], otherwise: Destination)
  }

  package struct Branch: Sendable, Hashable {
    package let condition: Condition
    package let destination: Destination
    package let line: Int
  }

  /// Its name within the flow, as written or by its place: "3".
  package let id: String
  /// By which it is found again when the flow has been edited.
  package let name: StepName
  package let kind: Kind
  package let next: Next
  package let line: Int
}

extension FlowStep {
  /// Everywhere the flow may go on from here, without another flow's steps; in no case twice.
  package var destinations: [Destination] {
    var destinations: [Destination] = []
    if case .action(_, let failure?) = kind { destinations.append(failure) }
    switch next {
    case .to(let destination): destinations.append(destination)
    case .branch(let branches, let otherwise):
      destinations += branches.map(\.destination) + [otherwise]
    }
    var seen: Set<Destination> = []
    return destinations.filter { seen.insert($0).inserted }
  }
}
