/// What a step of a flow is called in a conversation, so that it is found again in edited content.
///
/// Written `ID/WHAT`: the id, where the step has one, and what it does, such as `collect proof`, with a
/// number where the flow does so several times. A place in the flow would name another step as soon
/// as one is put in before it.
package struct StepName: Sendable, Hashable, CustomStringConvertible {
  /// Empty where none was written.
  package let id: String
  /// Such as `collect proof` or `say utter_tracking 2`; empty in what was kept without it.
  package let what: String

  package init(id: String, what: String) {
    self.id = id
    self.what = what
  }

  /// A step of which only the place is known.
  package static let unknown = StepName(id: "", what: "")
  /// Behind the last step.
  package static let end = StepName(id: "END", what: "END")

  package var isUnknown: Bool { what.isEmpty }

  package var description: String { isUnknown ? "" : "\(id)/\(what)" }

  /// Reads what `description` has written.
  package init(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      self = .unknown
      return
    }
    self.init(id: String(parts[0]), what: String(parts[1]))
  }
}

extension FlowStep.Kind {
  /// What a step does, without where it leads to.
  var label: String {
    switch self {
    case .collect(let collect): "collect \(collect.slot)"
    case .action(let name, onFailure: _): "action \(name)"
    case .say(let response): "say \(response)"
    case .setSlots(let assignments): "set " + assignments.map(\.slot).joined(separator: " ")
    case .link(let flow): "link \(flow)"
    case .call(let flow): "call \(flow)"
    case .handoff(let reason): "handoff \(reason)"
    case .noop: "noop"
    }
  }
}

extension Flow {
  /// Where a step stands now that stood at a place when the conversation came to it; nil when it is
  /// gone.
  ///
  /// By all of its name, or else by its id, or else by what it does. Complexity: the steps, where the
  /// flow was edited.
  package func place(of name: StepName, once place: Int) -> Int? {
    guard !name.isUnknown else { return steps.indices.contains(place) ? place : nil }
    if steps.indices.contains(place), steps[place].name == name { return place }
    return steps.firstIndex { $0.name == name }
      ?? steps.firstIndex { !name.id.isEmpty && $0.name.id == name.id }
      ?? steps.firstIndex { $0.name.what == name.what }
  }
}
