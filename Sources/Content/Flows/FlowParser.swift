/// Reads the `flows:` of a file.
///
/// *Source*: Rasa CALM, "Flows". *Difference from the source*: `on_failure`, `handoff`, `record` and
/// `optional` are added; a list of steps below `then` that does not end with `END` or a `link` goes
/// on with the step behind the one it hangs on; only `utter_` names say responses.
enum FlowParser {
  static func flow(
    _ entry: YAMLEntry,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> Flow {
    try entry.checkName(of: "a flow")
    let map = try entry.node.map(entry.key)
    try KeyCheck.check(
      map,
      allowed: [
        "description", "name", "nlu_trigger", "about", "article_first", "if", "record", "steps",
      ],
      of: "a flow",
      warnings: &warnings
    )
    var parser = WrittenStepParser()
    let written = try parser.steps(
      try map.required("steps", of: "the flow `\(entry.key)`"),
      "steps"
    )
    warnings += parser.warnings
    return Flow(
      name: entry.key,
      description: try map["description"]?.text("description") ?? "",
      triggers: try map["nlu_trigger"].map(triggers) ?? [],
      about: try map["about"]?.oneOrMoreTexts("about") ?? [],
      saysArticle: try map["article_first"]?.truth("article_first") ?? true,
      steps: try StepLayout.steps(written, flow: entry.key, file: map.file),
      record: try map["record"]?.locatedText("record"),
      condition: try map["if"]?.condition("if"),
      file: map.file,
      line: entry.keyLine
    )
  }

  /// Reads `order/cancel`, `article:cancel-order`, or Rasa's `intent: order/cancel`.
  private static func triggers(_ node: YAMLNode) throws(ContentProblem) -> [LocatedText] {
    guard case .list(let items) = node.value else {
      return try node.oneOrMoreTexts("nlu_trigger")
    }
    var result: [LocatedText] = []
    for item in items {
      if case .map = item.value {
        let intent = try item.map("nlu_trigger").required("intent", of: "the trigger")
        result.append(try intent.locatedText("intent"))
      } else {
        result.append(try item.locatedText("nlu_trigger"))
      }
    }
    return result
  }
}

/// Numbers the steps of a flow and finds those that are meant.
private struct StepLayout {
  private let flow: String
  private let file: String
  private var ids: [String: Int] = [:]
  private var counts: [String: Int] = [:]
  private var steps: [FlowStep] = []

  static func steps(
    _ written: [WrittenStep],
    flow: String,
    file: String
  ) throws(ContentProblem) -> [FlowStep] {
    var layout = StepLayout(flow: flow, file: file)
    var number = 0
    try layout.name(written, from: &number)
    try layout.lay(written, following: .end)
    return layout.steps
  }

  private init(flow: String, file: String) {
    self.flow = flow
    self.file = file
  }

  private mutating func name(
    _ written: [WrittenStep],
    from number: inout Int
  ) throws(ContentProblem) {
    for step in written {
      if let id = step.id, ids.updateValue(number, forKey: id.text) != nil {
        throw problem("the step `\(id.text)` is there twice; expected every id once", id.line)
      }
      number += 1
      for list in step.nested { try name(list, from: &number) }
    }
  }

  /// Adds steps; `following` is where the last of them goes on that does not say so itself.
  private mutating func lay(
    _ written: [WrittenStep],
    following: FlowStep.Destination
  ) throws(ContentProblem) {
    for (position, step) in written.enumerated() {
      let number = steps.count
      let isLast = position == written.count - 1
      let behind = isLast ? following : .step(number + step.count)
      // What hangs on a step is numbered behind it, so its own place is kept for it.
      var place = number + 1
      let kind = try kind(of: step, &place)
      let next = try next(of: step, behind, &place)
      steps.append(
        FlowStep(
          id: step.id?.text ?? String(number + 1),
          name: StepName(id: step.id?.text ?? "", what: what(kind)),
          kind: kind,
          next: next,
          line: step.line
        )
      )
      for list in step.nested { try lay(list, following: behind) }
    }
  }

  /// What a step does, with a number where steps before it do the same.
  private mutating func what(_ kind: FlowStep.Kind) -> String {
    let count = counts[kind.label, default: 0] + 1
    counts[kind.label] = count
    return count == 1 ? kind.label : "\(kind.label) \(count)"
  }

  private func kind(
    of step: WrittenStep,
    _ place: inout Int
  ) throws(ContentProblem) -> FlowStep.Kind {
    switch step.kind {
    case .collect(let collect): return .collect(collect)
    case .say(let response): return .say(response)
    case .setSlots(let assignments): return .setSlots(assignments)
    case .link(let flow): return .link(flow)
    case .call(let flow): return .call(flow)
    case .handoff(let reason): return .handoff(reason: reason)
    case .noop: return .noop
    case .action(let name, nil): return .action(name, onFailure: nil)
    case .action(let name, let failure?):
      return .action(name, onFailure: try destination(failure, &place))
    }
  }

  private func next(
    of step: WrittenStep,
    _ behind: FlowStep.Destination,
    _ place: inout Int
  ) throws(ContentProblem) -> FlowStep.Next {
    if case .link = step.kind { return .to(.end) }
    switch step.next {
    case .following: return .to(behind)
    case .to(let target): return .to(try destination(target, &place))
    case .branches(let written, let otherwise):
      var branches: [FlowStep.Branch] = []
      for branch in written {
        branches.append(
          FlowStep.Branch(
            condition: branch.condition,
            destination: try destination(branch.target, &place),
            line: branch.line
          )
        )
      }
      if let otherwise {
        return .branch(branches, otherwise: try destination(otherwise, &place))
      }
      guard behind != .end else {
        throw ContentProblem(
          file: file,
          line: written.last?.line ?? step.line,
          "nothing follows when none of the conditions holds; expected `else:` with a step's id, "
            + "END or a list of steps",
          rule: "missing-else"
        )
      }
      return .branch(branches, otherwise: behind)
    }
  }

  /// The step a target means; `place` is the number of the next step that hangs on this one.
  private func destination(
    _ target: WrittenStep.Target,
    _ place: inout Int
  ) throws(ContentProblem) -> FlowStep.Destination {
    switch target {
    case .end: return .end
    case .steps(let steps):
      let first = place
      place += steps.reduce(0) { $0 + $1.count }
      return .step(first)
    case .step(let id):
      guard let number = ids[id.text] else {
        throw problem(
          "there is no step `\(id.text)` in the flow `\(flow)`; expected the `id` of one, or END"
            + KeyCheck.hint(for: id.text, among: ids.keys.sorted() + ["END"]),
          id.line
        )
      }
      return .step(number)
    }
  }

  private func problem(_ message: String, _ line: Int) -> ContentProblem {
    ContentProblem(file: file, line: line, message, rule: "unknown-step")
  }
}
