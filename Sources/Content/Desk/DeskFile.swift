/// The rules of the desk, `intents/flows/desk.yml`: when a person takes over, who, and how.
package struct DeskFile: Sendable, Hashable {
  /// When customers are asked how it went.
  package struct FeedbackRules: Sendable, Hashable {
    package enum Moment: String, Sendable, Hashable, CaseIterable { case flow, answer, handoff }

    /// Whether an answer is followed by thumbs.
    package var thumbsAfterAnswer: Bool
    /// What customer satisfaction is asked after; nothing asks never.
    package var satisfactionAfter: Set<Moment>
    /// A customer who was asked is left in peace for so many days.
    package var quietDays: Int
    /// The recommendation question comes in every so-many-th conversation; 0 is never.
    package var recommendationEvery: Int

    package init(
      thumbsAfterAnswer: Bool = false,
      satisfactionAfter: Set<Moment> = [],
      quietDays: Int = 1,
      recommendationEvery: Int = 0
    ) {
      self.thumbsAfterAnswer = thumbsAfterAnswer
      self.satisfactionAfter = satisfactionAfter
      self.quietDays = quietDays
      self.recommendationEvery = recommendationEvery
    }
  }

  /// So many messages in a row that were not understood bring a person.
  package private(set) var misses = 2
  /// So many times the same question; never unless it is written.
  package private(set) var sameQuestion = Int.max
  /// How often a script asks again.
  package private(set) var reasks = 2
  /// After so many minutes without a word a conversation is idle.
  package private(set) var idleMinutes = 60
  package private(set) var teams: [DeskTeam] = []
  /// The first that applies decides.
  package private(set) var escalation: [EscalationRule] =
    EscalationRule.programReasons.map { EscalationRule(reason: $0) }
  package private(set) var feedback = FeedbackRules()
  package private(set) var queue = QueueRules()
  /// For how many days data of a kind is kept; what is not named is kept for ever.
  package private(set) var retentionDays: [String: Int] = [:]
  /// The kinds of data that may be kept for different lengths of time.
  package static let retentionKinds = ["conversations", "tickets", "outgoing", "feedback", "marks"]

  /// The rules of a shop that has written none.
  package init() {}

  /// Reads the file; what is not written keeps its default.
  ///
  /// - Throws: `ContentProblem` for the first thing that cannot be understood.
  package init(
    parsing bytes: [UInt8],
    file: String,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    let map = try StrictYAML.parseMap(bytes, file: file)
    try KeyCheck.check(
      map,
      allowed: [
        "misses", "same_question", "reasks", "idle_minutes", "teams", "escalation", "feedback",
        "queue", "retention_days",
      ],
      of: "the rules of the desk",
      warnings: &warnings
    )
    if let node = map["misses"] { misses = try node.whole("misses", in: 1...20) }
    if let node = map["same_question"] {
      sameQuestion = try node.whole("same_question", in: 2...20)
    }
    if let node = map["reasks"] { reasks = try node.whole("reasks", in: 0...20) }
    if let node = map["idle_minutes"] {
      idleMinutes = try node.whole("idle_minutes", in: 1...100_000)
    }
    teams = try Self.teams(map["teams"], &warnings)
    if let node = map["escalation"] { escalation = try Self.rules(node, &warnings) }
    feedback = try Self.feedback(map["feedback"], &warnings)
    for entry in try map["retention_days"]?.map("retention_days").entries ?? [] {
      guard Self.retentionKinds.contains(entry.key) else {
        throw ContentProblem(
          file: entry.node.file,
          line: entry.keyLine,
          "`retention_days`: expected one of \(Self.retentionKinds.joined(separator: ", ")), "
            + "found `\(entry.key)`",
          rule: "unknown-key"
        )
      }
      retentionDays[entry.key] = try entry.node.whole(entry.key, in: 1...36_500)
    }
    queue = try QueueRulesParser.rules(map["queue"], teams: teams, &warnings)
  }

  /// The first rule for a reason.
  package func rule(for reason: String) -> EscalationRule? {
    escalation.first { $0.reason == reason }
  }

  package func team(_ name: String) -> DeskTeam? { teams.first { $0.name == name } }

  /// The team of rules that name none: the first; empty when there is no team.
  package var defaultTeam: String { teams.first?.name ?? "" }

  package var asksSatisfaction: Bool { !feedback.satisfactionAfter.isEmpty }

  /// Whether the recommendation question belongs to the conversation with this seed.
  package func asksRecommendation(seed: some BinaryInteger) -> Bool {
    let every = UInt64(feedback.recommendationEvery)
    return every > 0 && UInt64(truncatingIfNeeded: seed).isMultiple(of: every)
  }
}

extension DeskFile {
  private static func teams(
    _ node: YAMLNode?,
    _ warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> [DeskTeam] {
    var teams: [DeskTeam] = []
    for entry in try node?.map("teams").entries ?? [] {
      try entry.checkName(of: "a team")
      guard entry.key != "open" else {
        throw ContentProblem(
          file: entry.node.file,
          line: entry.keyLine,
          "`open`: conditions write `hours.open` for whether any team is there; expected another "
            + "name",
          rule: "script-name"
        )
      }
      let map = try entry.node.map(entry.key)
      try KeyCheck.check(map, allowed: ["hours", "holidays"], of: "a team", warnings: &warnings)
      var holidays: [DeskTeam.Holiday] = []
      for text in try map["holidays"]?.texts("holidays") ?? [] {
        holidays.append(try DeskHoursParser.holiday(text, file: map.file))
      }
      teams.append(
        DeskTeam(
          name: entry.key,
          hours: try DeskHoursParser.hours(
            try map.required("hours", of: "the team `\(entry.key)`")
          ),
          holidays: holidays,
          line: entry.keyLine
        )
      )
    }
    return teams
  }

  private static func rules(
    _ node: YAMLNode,
    _ warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> [EscalationRule] {
    var rules: [EscalationRule] = []
    for item in try node.list("escalation", of: "a list of rules") {
      let rule = try rule(try item.map("escalation"), &warnings)
      if let earlier = rules.first(where: { $0.reason == rule.reason && $0.condition == nil }) {
        throw ContentProblem(
          file: item.file,
          line: item.line,
          "the reason `\(rule.reason)` has a rule on line \(earlier.line) already, which always "
            + "comes first; expected every reason once, or an `if` there",
          rule: "duplicate-name"
        )
      }
      rules.append(rule)
    }
    return rules
  }

  private static func rule(
    _ map: YAMLMap,
    _ warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> EscalationRule {
    try KeyCheck.check(
      map,
      allowed: [
        "reason", "intents", "except_intents", "words", "level", "if", "team", "skills", "priority",
        "tell", "tell_closed",
      ],
      of: "a rule of the desk",
      warnings: &warnings
    )
    let reason = try map.required("reason", of: "the rule")
    let name = try reason.text("reason")
    guard Placeholder.isName(name) else {
      throw reason.problem(
        "`reason`: expected a name with a-z, 0-9 and `_`, found `\(name)`",
        rule: "script-name"
      )
    }
    return EscalationRule(
      reason: name,
      intents: try map["intents"]?.oneOrMoreTexts("intents").map(\.text) ?? [],
      exceptIntents: try map["except_intents"]?.oneOrMoreTexts("except_intents").map(\.text) ?? [],
      words: try map["words"]?.text("words"),
      level: try map["level"]?.whole("level", in: 1...100),
      condition: try map["if"]?.condition("if"),
      team: try map["team"]?.text("team"),
      skills: try map["skills"]?.oneOrMoreTexts("skills").map(\.text) ?? [],
      urgency: try map["priority"]?.option("priority", as: EscalationRule.Urgency.self) ?? .normal,
      tell: try map["tell"]?.text("tell"),
      tellClosed: try map["tell_closed"]?.text("tell_closed"),
      line: map.line
    )
  }

  private static func feedback(
    _ node: YAMLNode?,
    _ warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> FeedbackRules {
    var rules = FeedbackRules()
    guard let map = try node?.map("feedback") else { return rules }
    try KeyCheck.check(
      map,
      allowed: ["thumbs_after", "csat", "nps"],
      of: "the rules of feedback",
      warnings: &warnings
    )
    if let node = map["thumbs_after"] {
      let text = try node.text("thumbs_after")
      guard text == "answer" || text == "none" else {
        throw node.problem(
          "`thumbs_after`: expected answer or none, found `\(text)`",
          rule: "wrong-type"
        )
      }
      rules.thumbsAfterAnswer = text == "answer"
    }
    if let csat = try map["csat"]?.map("csat") {
      try KeyCheck.check(csat, allowed: ["after", "quiet_days"], of: "`csat`", warnings: &warnings)
      for item in try csat.required("after", of: "`csat`").list("after", of: "a list") {
        rules.satisfactionAfter.insert(try item.option("after", as: FeedbackRules.Moment.self))
      }
      rules.quietDays = try csat["quiet_days"]?.whole("quiet_days", in: 0...365) ?? 1
    }
    if let nps = try map["nps"]?.map("nps") {
      try KeyCheck.check(nps, allowed: ["every"], of: "`nps`", warnings: &warnings)
      rules.recommendationEvery = try nps.required("every", of: "`nps`")
        .whole("every", in: 1...1_000_000)
    }
    return rules
  }
}
