/// Reads files of intents and responses.
///
/// *Source*: Rasa Open Source 3, "Training data format" and "Domain". *Difference from the source*:
/// a file may have `updated`, and an intent `article`, `action` and `templates`; stories, rules, forms
/// and slots are left out with a warning.
package enum IntentFileParser {
  private static let readKeys = ["version", "updated", "nlu", "responses"]
  private static let skippedKeys = [
    "actions", "assistant_id", "config", "e2e_actions", "entities", "forms", "intents", "language",
    "pipeline", "policies", "recipe", "rules", "session_config", "slots", "stories",
  ]
  private static let itemKinds = ["intent", "synonym", "regex", "lookup"]

  /// Reads one file.
  ///
  /// - Throws: `ContentProblem` for the first thing that cannot be understood.
  package static func parse(
    _ bytes: [UInt8],
    file: String,
    limits: StrictYAML.Limits = StrictYAML.Limits(),
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> IntentFile {
    let root = try StrictYAML.parseMap(bytes, file: file, limits: limits)
    for entry in root.entries where skippedKeys.contains(entry.key) {
      warnings.append(
        ContentProblem(
          .warning,
          file: file,
          line: entry.keyLine,
          "`\(entry.key)` of Rasa's format is not used",
          rule: "unused-key"
        )
      )
    }
    let own = YAMLMap(
      file: file,
      line: root.line,
      entries: root.entries.filter { !skippedKeys.contains($0.key) }
    )
    try KeyCheck.check(own, allowed: readKeys, of: "a file of intents", warnings: &warnings)

    var items = Items()
    for node in try root["nlu"]?.list("nlu", of: "a list of intents") ?? [] {
      try readItem(try node.map("nlu"), into: &items, warnings: &warnings)
    }
    return IntentFile(
      file: file,
      version: try root["version"]?.text("version"),
      updated: try root["updated"]?.date("updated"),
      intents: items.intents,
      synonyms: items.synonyms,
      regexes: items.regexes,
      lookups: items.lookups,
      responses: try ResponseParser.responses(root["responses"], warnings: &warnings)
    )
  }

  private struct Items {
    var intents: [IntentDefinition] = []
    var synonyms: [EntityList] = []
    var regexes: [EntityList] = []
    var lookups: [EntityList] = []
  }

  private static func readItem(
    _ map: YAMLMap,
    into items: inout Items,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    let kinds = itemKinds.filter { map[$0] != nil }
    guard let kind = kinds.first, kinds.count == 1, let node = map[kind] else {
      let hint = map.entries.lazy.compactMap { entry in
        KeyCheck.suggestion(for: entry.key, among: itemKinds).map {
          "; did you mean `\($0)` by `\(entry.key)`?"
        }
      }.first
      throw ContentProblem(
        file: map.file,
        line: map.line,
        "expected one of `intent`, `synonym`, `regex` and `lookup` in the item, found "
          + (kinds.isEmpty ? "none\(hint ?? "")" : kinds.joined(separator: " and ")),
        rule: "nlu-item"
      )
    }
    let name = try node.text(kind)
    guard kind == "intent" else {
      try KeyCheck.check(
        map,
        allowed: [kind, "examples"],
        of: "a \(kind)",
        warnings: &warnings
      )
      let list = EntityList(
        name: name,
        line: node.line,
        examples: try exampleTexts(map, of: "\(kind) \(name)", warnings: &warnings)
      )
      switch kind {
      case "synonym": items.synonyms.append(list)
      case "regex": items.regexes.append(list)
      default: items.lookups.append(list)
      }
      return
    }
    try KeyCheck.check(
      map,
      allowed: ["intent", "examples", "article", "action", "templates", "metadata"],
      of: "an intent",
      warnings: &warnings
    )
    var examples: [IntentExample] = []
    for text in try exampleTexts(map, of: "intent \(name)", warnings: &warnings) {
      examples.append(AnnotationScanner.example(text, file: map.file, warnings: &warnings))
    }
    items.intents.append(
      IntentDefinition(
        name: name,
        line: node.line,
        examples: examples,
        article: try map["article"]?.locatedText("article"),
        action: try action(map["action"]),
        templates: try templates(map["templates"])
      )
    )
  }

  private static func action(
    _ node: YAMLNode?
  ) throws(ContentProblem) -> IntentDefinition.Action? {
    guard let node else { return nil }
    let name = try node.text("action")
    guard let action = IntentDefinition.Action(rawValue: name) else {
      throw ContentProblem(
        file: node.file,
        line: node.line,
        "`action`: expected handoff, found `\(name)`",
        rule: "intent-action"
      )
    }
    return action
  }

  private static func templates(_ node: YAMLNode?) throws(ContentProblem) -> [LocatedText] {
    guard let node else { return [] }
    if case .list = node.value { return try node.texts("templates") }
    return try node.lines("templates").compactMap { line in
      let text = itemText(line.text) ?? line.text.trimmed
      return text.isEmpty ? nil : LocatedText(text, line: line.line)
    }
  }

  /// The texts below `examples`, either lines of `- text` or a list of texts or `text:` maps.
  private static func exampleTexts(
    _ map: YAMLMap,
    of owner: String,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> [LocatedText] {
    guard let node = map["examples"] else {
      // An intent may live from its templates alone.
      if map["templates"] != nil { return [] }
      _ = try map.required("examples", of: "the \(owner)")
      return []
    }
    var result: [LocatedText] = []
    if case .list(let items) = node.value {
      for item in items {
        guard case .map = item.value else {
          result.append(try item.locatedText("examples"))
          continue
        }
        let example = try item.map("examples")
        try KeyCheck.check(
          example,
          allowed: ["text", "metadata"],
          of: "an example",
          warnings: &warnings
        )
        let text = try example.required("text", of: "the example").locatedText("text")
        result.append(LocatedText(itemText(text.text) ?? text.text, line: text.line))
      }
      return result
    }
    for line in try node.lines("examples") {
      guard let text = itemText(line.text) else {
        if !line.text.trimmed.isEmpty {
          warnings.append(
            ContentProblem(
              .warning,
              file: map.file,
              line: line.line,
              "this line is not used as an example; expected `- ` before it",
              rule: "example-line"
            )
          )
        }
        continue
      }
      guard !text.isEmpty else {
        warnings.append(
          ContentProblem(
            .warning,
            file: map.file,
            line: line.line,
            "the example is empty",
            rule: "example-line"
          )
        )
        continue
      }
      result.append(LocatedText(text, line: line.line))
    }
    return result
  }

  /// The text behind the `-` of a line; nil when the line has none.
  private static func itemText(_ line: String) -> String? {
    let line = line.trimmed
    guard line.utf8.first == .hyphen else { return nil }
    let rest = line.utf8.dropFirst()
    guard rest.first?.isBlank ?? true else { return nil }
    return String(Substring(rest)).trimmed
  }
}
