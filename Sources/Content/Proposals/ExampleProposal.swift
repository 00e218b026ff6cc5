package import TextAnalysis

/// Examples that `frontdesk learn` proposes, as a file that a person goes through.
package struct ExampleProposal: Sendable, Hashable {
  /// What the examples would be examples of.
  package enum Place: Sendable, Hashable {
    case intent(String)
    case article(String)

    /// The key by which the file names the place, and the name.
    package var parts: (key: String, name: String) {
      switch self {
      case .intent(let name): ("intent", name)
      case .article(let id): ("article", id)
      }
    }
  }

  /// Examples of one intent or article in one language.
  package struct Item: Sendable, Hashable {
    package let language: Language
    package let place: Place
    /// The line of the file on which the place is named; 0 before it was written.
    package let line: Int
    package let examples: [LocatedText]

    package init(language: Language, place: Place, line: Int = 0, examples: [LocatedText]) {
      self.language = language
      self.place = place
      self.line = line
      self.examples = examples
    }
  }

  package let items: [Item]

  package init(items: [Item]) {
    self.items = items
  }

  /// How every proposal begins, by which one is told from other files.
  package static let opening = "# Proposed by `frontdesk learn`"

  /// The proposal as a file; `source` says what it was made from, `command` what takes it over.
  package func text(source: String, command: String) -> String {
    var lines = [
      "\(Self.opening) from \(Self.oneLine(source)). Nothing of this counts yet.",
      "# Delete what is wrong, then: \(Self.oneLine(command))",
      items.isEmpty ? "proposals: []" : "proposals:",
    ]
    for item in items {
      let (key, name) = item.place.parts
      lines.append("  - language: \(item.language.code)")
      lines.append("    \(key): \(YAMLText.scalar(name))")
      lines.append("    examples:")
      lines += item.examples.map { "      - \(YAMLText.quoted($0.text))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A comment ends with its line.
  private static func oneLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !ExampleText.isControl($0) }))
  }
}

extension ExampleProposal {
  /// Reads a proposal; items whose examples were all deleted are passed over.
  ///
  /// - Throws: `ContentProblem` for the first thing that is wrong, an unknown key among them: what
  ///   is not understood must not be left out of content without a word.
  package init(parsing bytes: [UInt8], file: String) throws(ContentProblem) {
    let root = try StrictYAML.parseMap(bytes, file: file)
    try Self.expect(["proposals"], in: root, of: "a proposal")
    var items: [Item] = []
    if !root.entries.contains(where: { $0.key == "proposals" }) {
      _ = try root.required("proposals", of: "the file")
    }
    for node in try root["proposals"]?.list("proposals", of: "a list of proposals") ?? [] {
      items.append(try Self.item(try node.map("proposals")))
    }
    self.items = items.filter { !$0.examples.isEmpty }
  }

  private static func item(_ map: YAMLMap) throws(ContentProblem) -> Item {
    try expect(["language", "intent", "article", "examples"], in: map, of: "a proposal's item")
    let languageNode = try map.required("language", of: "the item")
    let language = try LanguageList.language(languageNode, key: "language")
    let place: Place
    let node: YAMLNode
    switch (map["intent"], map["article"]) {
    case (let intent?, nil):
      node = intent
      place = .intent(try intent.text("intent"))
    case (nil, let article?):
      node = article
      place = .article(try article.text("article"))
    case (let intent, _):
      throw ContentProblem(
        file: map.file,
        line: map.line,
        "expected either `intent` or `article` in the item, found "
          + (intent == nil ? "none" : "both"),
        rule: "proposal-item"
      )
    }
    let examples = try map["examples"]?.texts("examples") ?? []
    for example in examples {
      guard let reason = ExampleText.refusal(of: example.text, at: place) else { continue }
      throw ContentProblem(
        file: map.file,
        line: example.line,
        "the example cannot be taken over: \(reason)",
        rule: "proposal-example"
      )
    }
    return Item(language: language, place: place, line: node.line, examples: examples)
  }

  private static func expect(
    _ keys: [String],
    in map: YAMLMap,
    of owner: String
  ) throws(ContentProblem) {
    for entry in map.entries where !keys.contains(entry.key) {
      throw ContentProblem(
        file: map.file,
        line: entry.keyLine,
        "unknown key `\(entry.key)` in \(owner); expected "
          + keys.map { "`\($0)`" }.joined(separator: ", "),
        rule: "unknown-key"
      )
    }
  }
}
