/// Reads the `actions:` of a file of flows.
enum ActionParser {
  /// Names that begin like this say a response instead.
  static let responsePrefix = "utter_"

  private static let connectors = ["table", "command", "http"]
  private static let defaultTimeout = 10.0
  private static let longestTimeout = 120.0

  static func action(
    _ entry: YAMLEntry,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> ActionDefinition {
    try entry.checkName(of: "an action")
    guard !entry.key.hasPrefix(responsePrefix) else {
      throw ContentProblem(
        file: entry.node.file,
        line: entry.keyLine,
        "`\(entry.key)`: names with `\(responsePrefix)` in front say a response; expected another",
        rule: "script-name"
      )
    }
    let map = try entry.node.map(entry.key)
    let owner = "the action `\(entry.key)`"
    try KeyCheck.check(
      map,
      allowed: [
        "effect", "honours_key", "arguments", "results", "verifies", "timeout", "retries",
      ] + connectors,
      of: "an action",
      warnings: &warnings
    )
    let effect = try map.required("effect", of: owner)
      .option("effect", as: ActionDefinition.Effect.self)
    let written = try map["arguments"].map(bindings("arguments"))
    let connector = try connector(map, owner, effect, arguments: written?.map(\.field), &warnings)
    let honoursKey = try map["honours_key"]?.truth("honours_key") ?? false
    let retries = try map["retries"]?.whole("retries", in: 0...10) ?? 0
    if retries > 0, effect == .changes, !honoursKey, let node = map["retries"] {
      warnings.append(
        ContentProblem(
          .warning,
          file: node.file,
          line: node.line,
          "`retries` of \(owner) are not used: what changes something is sent again only with "
            + "`honours_key: true`",
          rule: "unsafe-retry"
        )
      )
    }
    return ActionDefinition(
      name: entry.key,
      effect: effect,
      connector: connector,
      arguments: written ?? defaultArguments(of: connector),
      results: try map["results"].map(bindings("results")) ?? [],
      verifies: try map["verifies"]?.text("verifies"),
      timeout: try timeout(map["timeout"]),
      retries: retries,
      honoursKey: honoursKey,
      file: map.file,
      line: entry.keyLine
    )
  }

  // MARK: Arguments and results

  /// Reads `{field: slot}`, or `[slot]` where the connector's name is the same.
  private static func bindings(
    _ name: String
  ) -> (YAMLNode) throws(ContentProblem) -> [ActionDefinition.Binding] {
    { (node: YAMLNode) throws(ContentProblem) -> [ActionDefinition.Binding] in
      var result: [ActionDefinition.Binding] = []
      if case .list = node.value {
        for text in try node.texts(name) {
          result.append(ActionDefinition.Binding(field: text.text, slot: text.text))
        }
        return result
      }
      guard case .map(let entries) = node.value else {
        throw node.mismatch(name, expected: "`{field: slot}` or a list of slots")
      }
      for entry in entries {
        result.append(
          ActionDefinition.Binding(field: entry.key, slot: try entry.node.text(entry.key))
        )
      }
      return result
    }
  }

  /// Without `arguments:`, an operation gets those that it names, each from the slot of its name.
  private static func defaultArguments(of connector: Connector) -> [ActionDefinition.Binding] {
    guard case .table(let operation) = connector else { return [] }
    return operation.argumentNames.map { ActionDefinition.Binding(field: $0, slot: $0) }
  }

  private static func timeout(_ node: YAMLNode?) throws(ContentProblem) -> Double {
    guard let node else { return defaultTimeout }
    let seconds = try node.number("timeout").value
    guard seconds > 0, seconds <= longestTimeout else {
      throw node.problem(
        "`timeout`: expected more than 0 and at most \(Int(longestTimeout)) seconds",
        rule: "wrong-type"
      )
    }
    return seconds
  }

  // MARK: Connectors

  private static func connector(
    _ map: YAMLMap,
    _ owner: String,
    _ effect: ActionDefinition.Effect,
    arguments: [String]?,
    _ warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> Connector {
    let found = connectors.filter { map[$0] != nil }
    guard let kind = found.first, found.count == 1, let node = map[kind] else {
      throw ContentProblem(
        file: map.file,
        line: map.line,
        "\(owner): expected one of `table`, `command` and `http`, found "
          + (found.isEmpty ? "none" : found.joined(separator: " and ")),
        rule: "action-connector"
      )
    }
    switch kind {
    case "command":
      let words = try node.oneOrMoreTexts("command").map(\.text)
      guard !words.isEmpty else {
        throw node.problem("`command`: expected a program, as [\"/usr/bin/x\"]", rule: "wrong-type")
      }
      return .command(words)
    case "http":
      let url = try node.text("http")
      guard ["http://", "https://"].contains(where: { url.hasPrefix($0) && url != $0 }) else {
        throw node.problem(
          "`http`: expected a URL with http:// or https:// in front, found `\(url)`",
          rule: "wrong-type"
        )
      }
      return .http(url)
    default:
      return .table(
        try TableOperationParser.operation(
          node,
          effect: effect,
          arguments: arguments,
          warnings: &warnings
        )
      )
    }
  }
}

extension TableOperation {
  /// The arguments that the operation names, each once, in the order of their first use.
  package var argumentNames: [String] {
    var set: [Assignment] = []
    if case .update(let assignments) = verb { set = assignments }
    var names: [String] = []
    for assignment in match + proof + set {
      if case .argument(let name) = assignment.value, !names.contains(name) { names.append(name) }
    }
    return names
  }
}
