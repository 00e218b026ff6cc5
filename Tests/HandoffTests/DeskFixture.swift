import Content
import Dialogue
import Handoff
import Testing
import TextAnalysis

/// Desks for tests, and short ways to move on them.
enum DeskFixture {
  /// Reads a team as `desk.yml` writes it.
  static func team(_ text: String) throws -> DeskTeam {
    let indented = text.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    return try #require(try desk("teams:\n  support:\n\(indented)").teams.first)
  }

  static func desk(_ text: String) throws -> DeskFile {
    var warnings: [ContentProblem] = []
    let desk = try DeskFile(parsing: Array(text.utf8), file: "desk.yml", warnings: &warnings)
    #expect(warnings == [])
    return desk
  }

  static func queue(_ text: String) throws -> HandoffQueue {
    let desk = try desk(text)
    return HandoffQueue(rules: desk.queue, teams: desk.teams)
  }

  static func automatic(capacity: Int = 3) -> HandoffQueue {
    var rules = QueueRules()
    rules.assignment = .automatic
    rules.capacity = capacity
    return HandoffQueue(rules: rules)
  }
}

let ana = AgentID("ana")
let boris = AgentID("boris")

/// A moment of a test, in seconds from its start; 2026-12-21, a Monday, 09:00 UTC.
func at(_ seconds: Double) -> Instant { Instant(secondsSinceEpoch: 1_797_843_600 + seconds) }

extension HandoffQueue {
  /// Opens a ticket and returns its number.
  @discardableResult
  mutating func open(
    _ conversation: String,
    team: String = "",
    priority: HandoffRequest.Priority = .normal,
    language: Language = .english,
    skills: [String] = [],
    channel: String = "chat",
    kind: Ticket.Kind = .chat,
    at seconds: Double = 0
  ) -> TicketID {
    open(
      for: ConversationID(conversation),
      request: HandoffRequest(
        reason: .askedForPerson,
        team: team,
        priority: priority,
        language: language
      ),
      skills: skills,
      channel: channel,
      kind: kind,
      at: HandoffTests.at(seconds)
    ).ticket.id
  }

  /// The conversations that wait, in order.
  var line: [String] { waiting.map(\.conversation.value) }
}
