package import Content

/// A flow under way in a conversation.
package struct FlowFrame: Sendable, Equatable {
  package enum Phase: Sendable, Hashable {
    /// Its step is to be carried out.
    case running
    /// Its step's question has been asked.
    case asking
    /// Its step's action has been asked for under the key.
    case waiting(key: String)
  }

  package let flow: String
  /// Counts the flows of the conversation, from 1.
  package let run: Int
  /// Whether another flow called it, and goes on when it ends.
  package let isCalled: Bool
  /// The turn of the conversation it began in.
  package let startedInTurn: Int
  package internal(set) var step: FlowPlace
  package internal(set) var phase = Phase.running
  /// How often the question asked last was not answered.
  package internal(set) var reasks = 0
  /// How many questions of the customer have been answered since the bot last got an answer.
  package internal(set) var digressions = 0
  /// The step whose question the customer has answered, until the flow moves on.
  package internal(set) var answeredStep: FlowPlace?
  /// The steps whose questions were answered, oldest first.
  package internal(set) var answeredSteps: [FlowPlace] = []
  /// The slots it filled, in order.
  package internal(set) var filled: [String] = []
  /// How often an action of it was asked for.
  package internal(set) var requests = 0
  /// What slots of the flows below were before it set them; they get it back.
  package internal(set) var shadowed: [String: SlotValue] = [:]
  /// Whether it has changed something in the shop's systems.
  package internal(set) var hasChanged = false

  /// The steps whose questions were answered before the one that is open.
  var stepsBefore: ArraySlice<FlowPlace> {
    guard phase == .asking, let place = answeredSteps.firstIndex(of: step) else {
      return answeredSteps[...]
    }
    return answeredSteps[..<place]
  }

  init(flow: String, step: StepName, run: Int, isCalled: Bool, turn: Int) {
    self.step = FlowPlace(number: 0, name: step)
    startedInTurn = turn
    self.flow = flow
    self.run = run
    self.isCalled = isCalled
  }
}

/// A step of a flow as a conversation came to it: its place then, and its name.
package struct FlowPlace: Sendable, Equatable {
  /// From 0.
  package let number: Int
  /// Unknown in what was kept by earlier programs.
  package let name: StepName

  /// The place after the last step.
  static let end = FlowPlace(number: Int.max, name: .end)

  package static func == (left: FlowPlace, right: FlowPlace) -> Bool {
    left.name.isUnknown || right.name.isUnknown
      ? left.number == right.number : left.name == right.name
  }
}

/// How a flow came to its end.
package enum FlowEnding: String, Sendable, Hashable {
  case completed
  /// The customer did not want to go on.
  case cancelled
  /// It went on to another flow.
  case linked
  case handedOff = "handed_off"
  /// Something it needed did not work, or its content is gone.
  case failed
  case expired
}

/// A flow that has ended, for what refers to it later.
package struct EndedFlow: Sendable, Hashable {
  package let flow: String
  package let ending: FlowEnding
  /// The turn in which it ended.
  package let turn: Int
}
