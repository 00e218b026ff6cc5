package import Content
package import TextAnalysis
package import Understanding

/// Everything a person needs to take a conversation over.
package struct HandoffRequest: Sendable, Hashable {
  package enum Priority: Int, Sendable, Hashable, Comparable, CaseIterable {
    case low, normal, high, urgent

    package static func < (left: Priority, right: Priority) -> Bool {
      left.rawValue < right.rawValue
    }

    /// The name desk rules and agents use.
    package var name: String {
      switch self {
      case .low: "low"
      case .normal: "normal"
      case .high: "high"
      case .urgent: "urgent"
      }
    }
  }

  /// What the customer may have meant.
  package struct Guess: Sendable, Hashable {
    package let target: Target
    /// 0 to 1.
    package let confidence: Double

    package init(target: Target, confidence: Double) {
      self.target = target
      self.confidence = confidence
    }
  }

  /// The conversation and the number of the handoff in it: the same handoff has the same name.
  package var id: String
  package var reason: HandoffReason
  /// What in the conversation gave the reason, in a few words.
  package var evidence: String
  package var team: String
  package var priority: Priority
  package var language: Language
  /// Best first.
  package var guesses: [Guess]
  package var slots: [String: SlotValue]
  /// Two lines.
  package var summary: [String]
  /// The last turns, one line each, oldest first.
  package var lastTurns: [String]
  /// The ids of articles the customer has seen.
  package var shownArticles: [String]
  /// The ids of articles that may help, best first.
  package var suggestedArticles: [String]

  package init(
    id: String = "",
    reason: HandoffReason,
    evidence: String = "",
    team: String = "",
    priority: Priority = .normal,
    language: Language = .english,
    guesses: [Guess] = [],
    slots: [String: SlotValue] = [:],
    summary: [String] = [],
    lastTurns: [String] = [],
    shownArticles: [String] = [],
    suggestedArticles: [String] = []
  ) {
    self.id = id
    self.reason = reason
    self.evidence = evidence
    self.team = team
    self.priority = priority
    self.language = language
    self.guesses = guesses
    self.slots = slots
    self.summary = summary
    self.lastTurns = lastTurns
    self.shownArticles = shownArticles
    self.suggestedArticles = suggestedArticles
  }
}
