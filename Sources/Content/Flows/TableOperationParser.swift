/// Reads the `table:` of an action.
enum TableOperationParser {
  private static let verbs = ["find", "list", "update", "append"]

  /// Reads `{find: table, match: {column: argument}, ...}`.
  ///
  /// `arguments` are the names the action gives it; nil for whatever it asks for.
  static func operation(
    _ node: YAMLNode,
    effect: ActionDefinition.Effect,
    arguments: [String]?,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> TableOperation {
    let map = try node.map("table")
    let found = verbs.filter { map[$0] != nil }
    guard let verb = found.first, found.count == 1, let tableNode = map[verb] else {
      throw node.problem(
        "`table`: expected one of find, list, update and append with the table's name, found "
          + (found.isEmpty ? "none" : found.joined(separator: " and ")),
        rule: "table-operation"
      )
    }
    try KeyCheck.check(
      map,
      allowed: [verb] + keys(of: verb),
      of: "the operation \(verb)",
      warnings: &warnings
    )
    for key in ["match", "proof", "set", "guard"] where !keys(of: verb).contains(key) {
      guard let node = map[key] else { continue }
      throw node.problem("`\(key)` does not go with `\(verb)`", rule: "table-operation")
    }
    let changes = verb == "update" || verb == "append"
    guard changes == (effect == .changes) else {
      throw node.problem(
        "`\(verb)` \(changes ? "changes" : "only reads") the table; expected `effect: "
          + "\(changes ? "changes" : "reads")`",
        rule: "table-operation"
      )
    }
    if verb == "find" || verb == "update" { _ = try map.required("match", of: "`\(verb)`") }
    if verb == "update" { _ = try map.required("set", of: "`\(verb)`") }
    if verb == "append", arguments?.isEmpty ?? true {
      throw node.problem(
        "`append` adds a row of the action's arguments; expected `arguments:`",
        rule: "table-operation"
      )
    }
    let set = try assignments("set", in: map, arguments)
    let operationVerb: TableOperation.Verb =
      switch verb {
      case "find": .find
      case "list": .list
      case "update": .update(set)
      default: .append
      }
    return TableOperation(
      verb: operationVerb,
      table: try tableNode.text(verb),
      match: try assignments("match", in: map, arguments),
      proof: try assignments("proof", in: map, arguments),
      guards: try guards(map["guard"])
    )
  }

  private static func keys(of verb: String) -> [String] {
    switch verb {
    case "find", "list": ["match", "proof"]
    case "update": ["match", "proof", "set", "guard"]
    default: []
    }
  }

  private static func assignments(
    _ key: String,
    in map: YAMLMap,
    _ arguments: [String]?
  ) throws(ContentProblem) -> [TableOperation.Assignment] {
    var result: [TableOperation.Assignment] = []
    for entry in try map[key]?.map(key).entries ?? [] {
      let text = try entry.node.text(entry.key)
      if text.utf8.first == .equals {
        let literal = String(text.dropFirst()).trimmed
        result.append(TableOperation.Assignment(column: entry.key, value: .literal(literal)))
        continue
      }
      if let arguments, !arguments.contains(text) {
        throw entry.node.problem(
          "`\(key)`: the action has no argument `\(text)`; expected one of "
            + "\(arguments.joined(separator: ", ")), or `=` before a text"
            + KeyCheck.hint(for: text, among: arguments),
          rule: "unknown-argument"
        )
      }
      result.append(TableOperation.Assignment(column: entry.key, value: .argument(text)))
    }
    return result
  }

  private static func guards(_ node: YAMLNode?) throws(ContentProblem) -> [TableOperation.Guard] {
    var result: [TableOperation.Guard] = []
    for entry in try node?.map("guard").entries ?? [] {
      let values = try entry.node.oneOrMoreTexts(entry.key).map(\.text)
      guard !values.isEmpty else {
        throw entry.node.problem("`\(entry.key)`: expected at least one value", rule: "wrong-type")
      }
      result.append(TableOperation.Guard(column: entry.key, values: values))
    }
    return result
  }
}
