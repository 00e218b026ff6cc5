/// What the bot says on its own when the shop tells of something: `intents/flows/proactive.yml`.
package struct ProactiveFile: Sendable, Hashable {
  package enum Effect: Sendable, Hashable {
    case say(String)
    case start(flow: String)
  }

  /// A limit for each customer.
  package struct Limit: Sendable, Hashable {
    package let times: Int
    package let hours: Int

    package init(times: Int, hours: Int) {
      self.times = times
      self.hours = hours
    }
  }

  package struct Rule: Sendable, Hashable {
    package let name: String
    package let event: String
    package let condition: Condition?
    package let effect: Effect
    package let limit: Limit?
    /// The minutes of the shop's day from and until which nothing is said; may go over midnight.
    package let quiet: Quiet?
    package let line: Int

    /// Whether nothing is said at a minute of the day.
    package func isQuiet(at minute: Int) -> Bool {
      guard let quiet else { return false }
      return quiet.from <= quiet.until
        ? quiet.from <= minute && minute < quiet.until
        : quiet.from <= minute || minute < quiet.until
    }
  }

  package struct Quiet: Sendable, Hashable {
    package let from: Int
    package let until: Int
  }

  package private(set) var rules: [Rule] = []

  /// No rules: the bot speaks only when it is spoken to.
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
    try KeyCheck.check(map, allowed: ["rules"], of: "the proactive rules", warnings: &warnings)
    for item in try map["rules"]?.list("rules", of: "a list of rules") ?? [] {
      let rule = try Self.rule(try item.map("rules"), &warnings)
      guard !rules.contains(where: { $0.name == rule.name }) else {
        throw item.problem(
          "the rule `\(rule.name)` is there twice; expected a `name` of its own for each rule",
          rule: "duplicate-name"
        )
      }
      rules.append(rule)
    }
  }

  private static func rule(
    _ map: YAMLMap,
    _ warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> Rule {
    try KeyCheck.check(
      map,
      allowed: ["name", "event", "if", "say", "flow", "at_most", "quiet_hours"],
      of: "a proactive rule",
      warnings: &warnings
    )
    let event = try map.required("event", of: "the rule").text("event")
    let effect: Effect
    switch (map["say"], map["flow"]) {
    case (let say?, nil): effect = .say(try say.text("say"))
    case (nil, let flow?): effect = .start(flow: try flow.text("flow"))
    default:
      throw ContentProblem(
        file: map.file,
        line: map.line,
        "the rule for `\(event)`: expected either `say` or `flow`",
        rule: "proactive-rule"
      )
    }
    return Rule(
      name: try map["name"]?.text("name") ?? event,
      event: event,
      condition: try map["if"]?.condition("if"),
      effect: effect,
      limit: try limit(map["at_most"], &warnings),
      quiet: try quiet(map["quiet_hours"]),
      line: map.line
    )
  }

  private static func limit(
    _ node: YAMLNode?,
    _ warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> Limit? {
    guard let map = try node?.map("at_most") else { return nil }
    try KeyCheck.check(map, allowed: ["times", "hours"], of: "`at_most`", warnings: &warnings)
    return Limit(
      times: try map.required("times", of: "`at_most`").whole("times", in: 1...1000),
      hours: try map.required("hours", of: "`at_most`").whole("hours", in: 1...100_000)
    )
  }

  private static func quiet(_ node: YAMLNode?) throws(ContentProblem) -> Quiet? {
    guard let node else { return nil }
    let text = try node.text("quiet_hours")
    let times = text.split(separator: "-").map { DeskHoursParser.minute(String($0).trimmed) }
    guard times.count == 2, let from = times[0], let until = times[1], from != until else {
      throw node.problem(
        "`quiet_hours`: expected hours such as \"21:00-09:00\", found `\(text)`",
        rule: "hours"
      )
    }
    return Quiet(from: from, until: until)
  }
}
