package import TextAnalysis

/// News for a time, and what is switched off: `intents/flows/notices.yml`.
package struct NoticesFile: Sendable, Hashable {
  /// Something customers are told before what it concerns, while it is current.
  package struct Notice: Sendable, Hashable {
    package let id: String
    /// Nil is since ever.
    package let from: ContentTime?
    package let until: ContentTime
    /// The ids of articles, names of intents and flows it is read out before; none is before all.
    package let articles: [LocatedText]
    package let intents: [LocatedText]
    package let flows: [LocatedText]
    package let condition: Condition?
    package let text: [Language: String]
    package let line: Int

    /// Whether it comes before everything.
    package var isGeneral: Bool { articles.isEmpty && intents.isEmpty && flows.isEmpty }

    /// Whether it is read out at a moment, in seconds since 1970.
    package func isCurrent(at seconds: Int, shopOffset: Int) -> Bool {
      (from?.seconds(shopOffset: shopOffset) ?? .min) <= seconds
        && seconds < until.seconds(shopOffset: shopOffset)
    }
  }

  package private(set) var notices: [Notice] = []
  /// The ids of articles that are not to be shown for now.
  package private(set) var articlesOff: [LocatedText] = []
  /// The names of flows that are not to be started for now.
  package private(set) var flowsOff: [LocatedText] = []

  /// No notices, and nothing switched off.
  package init() {}

  /// Reads the file.
  ///
  /// - Throws: `ContentProblem` for the first thing that cannot be understood.
  package init(
    parsing bytes: [UInt8],
    file: String,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    let map = try StrictYAML.parseMap(bytes, file: file)
    try KeyCheck.check(map, allowed: ["notices", "off"], of: "the notices", warnings: &warnings)
    for item in try map["notices"]?.list("notices", of: "a list of notices") ?? [] {
      let notice = try Self.notice(try item.map("notices"), &warnings)
      guard !notices.contains(where: { $0.id == notice.id }) else {
        throw item.problem(
          "the notice `\(notice.id)` is there twice; expected every id once",
          rule: "duplicate-name"
        )
      }
      notices.append(notice)
    }
    guard let off = try map["off"]?.map("off") else { return }
    try KeyCheck.check(off, allowed: ["articles", "flows"], of: "`off`", warnings: &warnings)
    articlesOff = try off["articles"]?.oneOrMoreTexts("articles") ?? []
    flowsOff = try off["flows"]?.oneOrMoreTexts("flows") ?? []
  }

  private static func notice(
    _ map: YAMLMap,
    _ warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> Notice {
    try KeyCheck.check(
      map,
      allowed: ["id", "from", "until", "articles", "intents", "flows", "if", "text"],
      of: "a notice",
      warnings: &warnings
    )
    let id = try map.required("id", of: "the notice").text("id")
    let owner = "the notice `\(id)`"
    let from = try map["from"].map(time("from"))
    let untilNode = try map.required("until", of: owner)
    let until = try time("until")(untilNode)
    guard (from?.seconds(shopOffset: 0) ?? .min) < until.seconds(shopOffset: 0) else {
      throw untilNode.problem("`until` is not after `from`", rule: "notice-time")
    }
    let text = try LanguageList.texts(try map.required("text", of: owner), key: "text")
    return Notice(
      id: id,
      from: from,
      until: until,
      articles: try map["articles"]?.oneOrMoreTexts("articles") ?? [],
      intents: try map["intents"]?.oneOrMoreTexts("intents") ?? [],
      flows: try map["flows"]?.oneOrMoreTexts("flows") ?? [],
      condition: try map["if"]?.condition("if"),
      text: text,
      line: map.line
    )
  }

  private static func time(_ name: String) -> (YAMLNode) throws(ContentProblem) -> ContentTime {
    { (node: YAMLNode) throws(ContentProblem) -> ContentTime in
      let text = try node.text(name)
      guard let time = ContentTime(text) else {
        throw node.problem(
          "`\(name)`: expected a time such as 2026-11-27T09:00 or 2026-11-27T09:00+02:00, found "
            + "`\(text)`",
          rule: "notice-time"
        )
      }
      return time
    }
  }
}
