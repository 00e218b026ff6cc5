/// Reads the steps of a flow, with what hangs on them.
struct WrittenStepParser {
  private static let kinds = [
    "collect", "action", "set_slots", "link", "call", "handoff", "noop",
  ]
  private static let keysOfKind = [
    "collect": ["ask", "ask_again", "optional", "ask_before_filling", "rejections"],
    "action": ["on_failure"],
  ]
  private static let maximumDepth = 12

  var warnings: [ContentProblem] = []

  /// Reads a list of steps.
  mutating func steps(
    _ node: YAMLNode,
    _ name: String,
    depth: Int = 0
  ) throws(ContentProblem) -> [WrittenStep] {
    guard depth <= Self.maximumDepth else {
      throw node.problem(
        "steps are nested more than \(Self.maximumDepth) deep; expected another flow to `call`",
        rule: "flow-depth"
      )
    }
    var steps: [WrittenStep] = []
    for item in try node.list(name, of: "a list of steps") {
      steps.append(try step(try item.map(name), depth: depth))
    }
    guard !steps.isEmpty else {
      throw node.problem("`\(name)`: expected at least one step", rule: "empty-flow")
    }
    return steps
  }

  // MARK: One step

  private mutating func step(_ map: YAMLMap, depth: Int) throws(ContentProblem) -> WrittenStep {
    let found = Self.kinds.filter { map[$0] != nil }
    guard let kind = found.first, found.count == 1, let node = map[kind] else {
      let hint = map.entries.lazy.compactMap { entry in
        KeyCheck.suggestion(for: entry.key, among: Self.kinds).map {
          "; did you mean `\($0)` by `\(entry.key)`?"
        }
      }.first
      throw ContentProblem(
        file: map.file,
        line: map.line,
        "expected one of \(Self.kinds.joined(separator: ", ")) in the step, found "
          + (found.isEmpty ? "none\(hint ?? "")" : found.joined(separator: " and ")),
        rule: "flow-step"
      )
    }
    try KeyCheck.check(
      map,
      allowed: ["id", kind] + (kind == "link" ? [] : ["next"]) + (Self.keysOfKind[kind] ?? []),
      of: "a `\(kind)` step",
      warnings: &warnings
    )
    if kind == "link", let next = map["next"] {
      throw next.problem("a `link` ends the flow; expected no `next`", rule: "flow-step")
    }
    return WrittenStep(
      id: try id(map["id"]),
      kind: try self.kind(kind, node, map, depth: depth),
      next: try next(map["next"], depth: depth),
      line: map.line
    )
  }

  private func id(_ node: YAMLNode?) throws(ContentProblem) -> LocatedText? {
    guard let node else { return nil }
    let id = try node.locatedText("id")
    // Numbers name the steps that were given no name.
    guard Placeholder.isName(id.text) else {
      throw node.problem(
        "`id`: expected a name with a-z, 0-9 and `_` that starts with a letter, found "
          + "`\(id.text)`",
        rule: "script-name"
      )
    }
    return id
  }

  private mutating func kind(
    _ kind: String,
    _ node: YAMLNode,
    _ map: YAMLMap,
    depth: Int
  ) throws(ContentProblem) -> WrittenStep.Kind {
    switch kind {
    case "collect": return .collect(try collect(try node.text(kind), map))
    case "set_slots": return .setSlots(try assignments(node))
    case "link": return .link(try node.text(kind))
    case "call": return .call(try node.text(kind))
    case "handoff": return .handoff(reason: try node.text(kind))
    case "noop":
      guard try node.truth(kind) else {
        throw node.problem("`noop`: expected true", rule: "flow-step")
      }
      return .noop
    default:
      let name = try node.text(kind)
      if name.hasPrefix(ActionParser.responsePrefix) {
        if let failure = map["on_failure"] {
          throw failure.problem(
            "a response cannot fail; expected no `on_failure`",
            rule: "flow-step"
          )
        }
        return .say(name)
      }
      guard let failure = map["on_failure"] else { return .action(name, onFailure: nil) }
      return .action(name, onFailure: try target(failure, "on_failure", depth: depth))
    }
  }

  private mutating func collect(
    _ slot: String,
    _ map: YAMLMap
  ) throws(ContentProblem) -> FlowStep.Collect {
    var rejections: [FlowStep.Rejection] = []
    for item in try map["rejections"]?.list("rejections", of: "a list of `if` and `utter`") ?? [] {
      let rejection = try item.map("rejections")
      try KeyCheck.check(
        rejection,
        allowed: ["if", "utter"],
        of: "a rejection",
        warnings: &warnings
      )
      rejections.append(
        FlowStep.Rejection(
          condition: try rejection.required("if", of: "the rejection").condition("if"),
          response: try rejection.required("utter", of: "the rejection").text("utter"),
          line: rejection.line
        )
      )
    }
    return FlowStep.Collect(
      slot: slot,
      ask: try map["ask"]?.text("ask") ?? "utter_ask_\(slot)",
      askAgain: try map["ask_again"]?.text("ask_again") ?? "utter_ask_again_\(slot)",
      hasOwnAskAgain: map["ask_again"] != nil,
      asksAlways: try map["ask_before_filling"]?.truth("ask_before_filling") ?? false,
      isOptional: try map["optional"]?.truth("optional") ?? false,
      rejections: rejections
    )
  }

  /// Reads `[{slot: value}, ...]`; `null` or nothing empties a slot.
  private func assignments(_ node: YAMLNode) throws(ContentProblem) -> [FlowStep.Assignment] {
    var result: [FlowStep.Assignment] = []
    var entries: [YAMLEntry] = []
    if case .map(let own) = node.value {
      entries = own
    } else {
      for item in try node.list("set_slots", of: "a list of `slot: value`") {
        entries += try item.map("set_slots").entries
      }
    }
    for entry in entries {
      result.append(FlowStep.Assignment(slot: entry.key, value: try value(entry)))
    }
    guard !result.isEmpty else {
      throw node.problem("`set_slots`: expected at least one `slot: value`", rule: "flow-step")
    }
    return result
  }

  private func value(_ entry: YAMLEntry) throws(ContentProblem) -> Condition.Operand? {
    guard case .scalar(let scalar) = entry.node.value else {
      guard entry.node.isNull else {
        throw entry.node.mismatch(entry.key, expected: "a value, or null")
      }
      return nil
    }
    if scalar.isQuoted { return .literal(.text(scalar.text)) }
    if scalar.text == "null" || scalar.text == "~" { return nil }
    return try entry.node.operand(entry.key)
  }

  // MARK: Where it goes on

  private mutating func next(
    _ node: YAMLNode?,
    depth: Int
  ) throws(ContentProblem) -> WrittenStep.Next {
    guard let node else { return .following }
    guard case .list(let items) = node.value else {
      return .to(try target(node, "next", depth: depth))
    }
    var branches: [WrittenStep.Branch] = []
    var otherwise: WrittenStep.Target?
    for item in items {
      let map = try item.map("next")
      guard otherwise == nil else {
        throw item.problem("`else` comes last; expected nothing after it", rule: "flow-next")
      }
      if let node = map["else"] {
        try KeyCheck.check(map, allowed: ["else"], of: "an `else`", warnings: &warnings)
        otherwise = try target(node, "else", depth: depth)
        continue
      }
      guard let condition = map["if"] else {
        throw item.problem(
          "expected `if` with `then`, or `else`; steps that always come next stand behind the step",
          rule: "flow-next"
        )
      }
      try KeyCheck.check(map, allowed: ["if", "then"], of: "a branch", warnings: &warnings)
      branches.append(
        WrittenStep.Branch(
          condition: try condition.condition("if"),
          target: try target(
            try map.required("then", of: "the branch"),
            "then",
            depth: depth
          ),
          line: map.line
        )
      )
    }
    guard !branches.isEmpty else {
      throw node.problem("`next`: expected at least one `if` with `then`", rule: "flow-next")
    }
    return .branches(branches, otherwise: otherwise)
  }

  private mutating func target(
    _ node: YAMLNode,
    _ name: String,
    depth: Int
  ) throws(ContentProblem) -> WrittenStep.Target {
    if case .list = node.value {
      return .steps(try steps(node, name, depth: depth + 1))
    }
    guard case .scalar = node.value else {
      throw node.mismatch(name, expected: "a step's id, END or a list of steps")
    }
    let text = try node.locatedText(name)
    return text.text == "END" ? .end : .step(text)
  }
}
