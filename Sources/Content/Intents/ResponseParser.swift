/// Reads the `responses:` map of Rasa's domain format.
enum ResponseParser {
  private static let unusedKeys = ["attachment", "custom", "elements", "image", "quick_replies"]

  static func responses(
    _ node: YAMLNode?,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> [ResponseDefinition] {
    guard let node else { return [] }
    var result: [ResponseDefinition] = []
    for entry in try node.map("responses").entries {
      var variants: [ResponseVariant] = []
      for item in try entry.node.list(entry.key, of: "a list of `- text: ...`") {
        if let variant = try variant(item, of: entry.key, warnings: &warnings) {
          variants.append(variant)
        }
      }
      if !variants.isEmpty, variants.allSatisfy(\.isConditional) {
        warnings.append(
          ContentProblem(
            file: node.file,
            line: entry.keyLine,
            "the response `\(entry.key)` has conditions on all its texts; expected one without, for "
              + "when none of them holds",
            rule: "plain-variant"
          )
        )
      }
      if variants.isEmpty {
        warnings.append(
          ContentProblem(
            .warning,
            file: node.file,
            line: entry.keyLine,
            "the response `\(entry.key)` has no text; expected `- text: ...` below it",
            rule: "empty-response"
          )
        )
      }
      result.append(
        ResponseDefinition(name: entry.key, line: entry.keyLine, variants: variants)
      )
    }
    return result
  }

  private static func variant(
    _ node: YAMLNode,
    of name: String,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> ResponseVariant? {
    guard case .map = node.value else {
      throw node.mismatch(name, expected: "`- text: ...`")
    }
    let map = try node.map(name)
    try KeyCheck.check(
      map,
      allowed: ["text", "buttons", "if", "condition", "channel", "metadata"] + unusedKeys,
      of: "a response",
      warnings: &warnings
    )
    for key in unusedKeys {
      guard let value = map[key] else { continue }
      warnings.append(
        ContentProblem(
          .warning,
          file: node.file,
          line: value.line,
          "`\(key)` of the response `\(name)` is not used",
          rule: "unused-key"
        )
      )
    }
    guard let text = map["text"] else { return nil }
    return ResponseVariant(
      text: try text.locatedText("text"),
      buttons: try buttons(map["buttons"], &warnings),
      channel: try map["channel"]?.text("channel"),
      condition: try condition(map)
    )
  }

  /// Reads `if:` or `condition:`, a text, or Rasa's list of slots with their values.
  private static func condition(_ map: YAMLMap) throws(ContentProblem) -> Condition? {
    if let node = map["if"], let other = map["condition"] {
      throw other.problem(
        "expected either `if` (line \(node.line)) or `condition`, found both",
        rule: "condition"
      )
    }
    guard let node = map["if"] ?? map["condition"] else { return nil }
    guard case .list(let items) = node.value else { return try node.condition("condition") }
    var parts: [Condition] = []
    for item in items {
      let part = try item.map("condition")
      guard try part.required("type", of: "the condition").text("type") == "slot" else {
        throw item.problem("`type`: expected slot", rule: "condition")
      }
      let name = try part.required("name", of: "the condition").text("name")
      let value = try part.required("value", of: "the condition")
      // Rasa's texts stand there without quotes.
      let text = try value.text("value")
      let literal = (try? Condition.Operand(text)) ?? .literal(.text(text))
      parts.append(.compare(.slot(name), .equal, literal))
    }
    guard !parts.isEmpty else {
      throw node.problem("`condition`: expected at least one slot", rule: "condition")
    }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private static func buttons(
    _ node: YAMLNode?,
    _ warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> [ResponseVariant.Button] {
    var result: [ResponseVariant.Button] = []
    for item in try node?.list("buttons", of: "a list of `- title: ...`") ?? [] {
      let map = try item.map("buttons")
      try KeyCheck.check(
        map,
        allowed: ["title", "payload", "type", "url"],
        of: "a button",
        warnings: &warnings
      )
      let title = try map.required("title", of: "the button").locatedText("title")
      result.append(
        ResponseVariant.Button(
          title: title,
          payload: try map["payload"]?.text("payload") ?? title.text
        )
      )
    }
    return result
  }
}
