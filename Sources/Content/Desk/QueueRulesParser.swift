import TextAnalysis

/// Reads `queue` of the rules of the desk.
enum QueueRulesParser {
  private static let keys = [
    "assignment", "capacity", "agent_silent_minutes", "longest_wait_minutes", "expire_hours",
    "reopen_hours", "call_tries", "call_back", "service_levels", "agents",
  ]

  /// Reads the rules; what is not written keeps its default.
  static func rules(
    _ node: YAMLNode?,
    teams: [DeskTeam],
    _ warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> QueueRules {
    var rules = QueueRules()
    guard let map = try node?.map("queue") else { return rules }
    try KeyCheck.check(map, allowed: keys, of: "the rules of the queue", warnings: &warnings)
    if let node = map["assignment"] {
      rules.assignment = try node.option("assignment", as: QueueRules.Assignment.self)
    }
    rules.capacity = try whole("capacity", in: 1...100, of: map, or: rules.capacity)
    rules.agentSilentMinutes = try whole(
      "agent_silent_minutes",
      in: 1...10_000,
      of: map,
      or: rules.agentSilentMinutes
    )
    rules.longestWaitMinutes = try whole(
      "longest_wait_minutes",
      in: 1...10_000,
      of: map,
      or: rules.longestWaitMinutes
    )
    rules.expireHours = try whole("expire_hours", in: 1...10_000, of: map, or: rules.expireHours)
    rules.reopenHours = try whole("reopen_hours", in: 0...10_000, of: map, or: rules.reopenHours)
    rules.callTries = try whole("call_tries", in: 1...20, of: map, or: rules.callTries)
    rules.callBack = try callBack(map["call_back"], &warnings)
    try levels(map["service_levels"], into: &rules, &warnings)
    for entry in try map["agents"]?.map("agents").entries ?? [] {
      rules.agents.append(try agent(entry, teams: teams.map(\.name), &warnings))
    }
    return rules
  }

  private static func callBack(
    _ node: YAMLNode?,
    _ warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> QueueRules.CallBackRule? {
    guard let map = try node?.map("call_back") else { return nil }
    try KeyCheck.check(
      map,
      allowed: ["action", "windows"],
      of: "the rule of call-backs",
      warnings: &warnings
    )
    var windows: [String: Range<Int>] = [:]
    for entry in try map["windows"]?.map("windows").entries ?? [] {
      let text = try entry.node.text(entry.key)
      guard let interval = DeskHoursParser.interval(text) else {
        throw entry.node.problem(
          "`\(entry.key)`: expected hours such as 09:00-12:00, found `\(text)`",
          rule: "wrong-type"
        )
      }
      windows[entry.key] = interval
    }
    return QueueRules.CallBackRule(
      action: try map.required("action", of: "the rule of call-backs").text("action"),
      windows: windows,
      line: map.line
    )
  }

  private static func whole(
    _ key: String,
    in range: ClosedRange<Int>,
    of map: YAMLMap,
    or usual: Int
  ) throws(ContentProblem) -> Int {
    try map[key]?.whole(key, in: range) ?? usual
  }

  private static func levels(
    _ node: YAMLNode?,
    into rules: inout QueueRules,
    _ warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    for entry in try node?.map("service_levels").entries ?? [] {
      try entry.checkName(of: "a channel")
      // Any channel may have a level, but a slip of the pen would be a level that nobody uses.
      let known = QueueRules.usualLevels.keys.sorted()
      if !known.contains(entry.key), QueueRules.kind(of: entry.key) == "chat",
        let meant = KeyCheck.suggestion(for: entry.key, among: known)
      {
        throw ContentProblem(
          file: entry.node.file,
          line: entry.keyLine,
          "unknown channel `\(entry.key)`; did you mean `\(meant)`?",
          rule: "unknown-key"
        )
      }
      let map = try entry.node.map(entry.key)
      try KeyCheck.check(
        map,
        allowed: ["first_response", "resolution"],
        of: "a service level",
        warnings: &warnings
      )
      var level = rules.level(of: entry.key)
      if let node = map["first_response"] {
        level.firstResponse = try time(node, "first_response")
      }
      if let node = map["resolution"] { level.resolution = try time(node, "resolution") }
      rules.serviceLevels[entry.key] = level
    }
  }

  private static func time(_ node: YAMLNode, _ key: String) throws(ContentProblem) -> ServiceTime {
    let text = try node.text(key)
    guard let time = ServiceTime(text) else {
      throw node.problem(
        "`\(key)`: expected a time such as 90s, 30m, 2h or 1d, found `\(text)`",
        rule: "service-level"
      )
    }
    return time
  }

  private static func agent(
    _ entry: YAMLEntry,
    teams: [String],
    _ warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> QueueRules.Agent {
    let map = try entry.node.map(entry.key)
    try KeyCheck.check(
      map,
      allowed: ["name", "teams", "languages", "skills", "capacity"],
      of: "an agent",
      warnings: &warnings
    )
    let ownTeams = try map["teams"]?.oneOrMoreTexts("teams")
    for team in ownTeams ?? [] where !teams.contains(team.text) {
      throw ContentProblem(
        file: map.file,
        line: team.line,
        "`\(entry.key)`: there is no team `\(team.text)`; expected one of "
          + (teams.isEmpty ? "`teams`, which has none" : teams.joined(separator: ", "))
          + KeyCheck.hint(for: team.text, among: teams),
        rule: "unknown-team"
      )
    }
    var languages: [Language]?
    for code in try map["languages"]?.oneOrMoreTexts("languages") ?? [] {
      languages = languages ?? []
      languages?.append(
        try LanguageList.language(code.text, file: map.file, line: code.line, key: "languages")
      )
    }
    return QueueRules.Agent(
      id: entry.key,
      name: try map["name"]?.text("name"),
      teams: ownTeams?.map(\.text),
      languages: languages,
      skills: try map["skills"]?.oneOrMoreTexts("skills").map(\.text),
      capacity: try map["capacity"]?.whole("capacity", in: 1...100)
    )
  }
}
