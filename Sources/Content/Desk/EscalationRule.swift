/// When a person takes over, who, and what the customer is told.
///
/// A rule applies by one of `intents`, by a word of `words`, by anger of the strength `level`, by its
/// condition alone where it has nothing else, or when the program or a flow gives the reason. A
/// condition beside one of the others limits these.
package struct EscalationRule: Sendable, Hashable {
  package enum Urgency: String, Sendable, Hashable, CaseIterable { case low, normal, high, urgent }

  package let reason: String
  package let intents: [String]
  /// The intents, or articles as `article:ID`, that keep the rule from applying: something else is
  /// clearly meant.
  package let exceptIntents: [String]
  /// The name of a list of the languages' desk words.
  package let words: String?
  /// From this strength of anger on; see `DeskWordsFile`.
  package let level: Int?
  package let condition: Condition?
  package let team: String?
  /// What the agent must know.
  package let skills: [String]
  package let urgency: Urgency
  /// The response that tells the customer while the team is there.
  package let tell: String?
  /// The response out of hours.
  package let tellClosed: String?
  package let line: Int

  package init(
    reason: String,
    intents: [String] = [],
    exceptIntents: [String] = [],
    words: String? = nil,
    level: Int? = nil,
    condition: Condition? = nil,
    team: String? = nil,
    skills: [String] = [],
    urgency: Urgency = .normal,
    tell: String? = nil,
    tellClosed: String? = nil,
    line: Int = 0
  ) {
    self.reason = reason
    self.intents = intents
    self.exceptIntents = exceptIntents
    self.words = words
    self.level = level
    self.condition = condition
    self.team = team
    self.skills = skills
    self.urgency = urgency
    self.tell = tell
    self.tellClosed = tellClosed
    self.line = line
  }

  /// Whether it is the customer's mood that brings a person, rather than what they are about.
  package var isMood: Bool { level != nil || words == "insult" || words == "complaint" }

  /// The reasons that the program itself gives.
  package static let programReasons = [
    "asked_for_person", "misses", "same_question", "reasks", "cannot", "failed_verification",
    "failed_action", "unknown_outcome",
  ]
}
