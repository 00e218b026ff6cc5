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
      allowed: ["text", "buttons", "condition", "channel", "metadata"] + unusedKeys,
      of: "a response",
      warnings: &warnings
    )
    for key in unusedKeys + ["condition"] {
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
      isConditional: map["condition"] != nil
    )
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
