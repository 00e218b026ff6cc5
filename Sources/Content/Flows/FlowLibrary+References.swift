extension FlowLibrary {
  /// A place where a definition names another one.
  struct Reference {
    let owner: FlowFile.Name
    let name: FlowFile.Name
    let file: String
    let line: Int

    /// What is wrong with it, given all names there are.
    func problem(among known: Set<FlowFile.Name>) -> ContentProblem? {
      guard !known.contains(name) else { return nil }
      let candidates = known.filter { $0.kind == name.kind }.map(\.text).sorted()
      return ContentProblem(
        file: file,
        line: line,
        "there is no \(name.kind) `\(name.text)`; expected the name of one under `\(name.kind)s:`"
          + KeyCheck.hint(for: name.text, among: candidates),
        rule: "unknown-\(name.kind)"
      )
    }
  }

  /// What actions name: the slots of their arguments and results.
  static func references(_ actions: [ActionDefinition]) -> [Reference] {
    actions.flatMap { action in
      ((action.arguments + action.results).map(\.slot) + [action.verifies].compactMap(\.self)).map {
        Reference(
          owner: .action(action.name),
          name: .slot($0),
          file: action.file,
          line: action.line
        )
      }
    }
  }

  /// What flows name: slots, actions and other flows.
  static func references(_ flows: [Flow]) -> [Reference] {
    flows.flatMap { flow in
      flow.names.map { name, line in
        Reference(owner: .flow(flow.name), name: name, file: flow.file, line: line)
      }
    }
  }
}

extension FlowFile.Name {
  /// What it is the name of, as messages and rules say it.
  fileprivate var kind: String {
    switch self {
    case .slot: "slot"
    case .action: "action"
    case .flow: "flow"
    }
  }

  fileprivate var text: String {
    switch self {
    case .slot(let text), .action(let text), .flow(let text): text
    }
  }
}

extension Flow {
  /// All slots, actions and flows that the flow names, with the lines of the steps.
  fileprivate var names: [(FlowFile.Name, line: Int)] {
    var names: [(FlowFile.Name, line: Int)] = []
    func add(_ condition: Condition?, _ line: Int) {
      for slot in condition?.slots ?? [] { names.append((.slot(slot), line)) }
    }
    add(condition, line)
    if let record { names.append((.action(record.text), record.line)) }
    for step in steps {
      switch step.kind {
      case .collect(let collect):
        names.append((.slot(collect.slot), step.line))
        for rejection in collect.rejections { add(rejection.condition, rejection.line) }
      case .action(let action, _): names.append((.action(action), step.line))
      case .setSlots(let assignments):
        for assignment in assignments {
          names.append((.slot(assignment.slot), step.line))
          if let slot = assignment.value?.slotName { names.append((.slot(slot), step.line)) }
        }
      case .link(let flow), .call(let flow): names.append((.flow(flow), step.line))
      case .say, .handoff, .noop: break
      }
      if case .branch(let branches, _) = step.next {
        for branch in branches { add(branch.condition, branch.line) }
      }
    }
    return names
  }
}
