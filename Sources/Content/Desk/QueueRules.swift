package import TextAnalysis

/// How tickets come to agents, and how long everything may take: `queue` of `desk.yml`.
package struct QueueRules: Sendable, Hashable {
  package enum Assignment: String, Sendable, Hashable, CaseIterable {
    /// Agents take tickets.
    case manual
    /// Agents who are free are given them.
    case automatic
  }

  /// What the shop has written about an agent; nil is all, or the default.
  package struct Agent: Sendable, Hashable {
    package let id: String
    package let name: String?
    package let teams: [String]?
    package let languages: [Language]?
    package let skills: [String]?
    package let capacity: Int?

    package init(
      id: String,
      name: String? = nil,
      teams: [String]? = nil,
      languages: [Language]? = nil,
      skills: [String]? = nil,
      capacity: Int? = nil
    ) {
      self.id = id
      self.name = name
      self.teams = teams
      self.languages = languages
      self.skills = skills
      self.capacity = capacity
    }
  }

  /// Which of the shop's actions promises a call, and what its times of day mean.
  package struct CallBackRule: Sendable, Hashable {
    /// An action with the arguments `phone`, `day` and `time`; once it is done there is a ticket.
    package let action: String
    /// Minutes of the day, by the names that `time` may have.
    package let windows: [String: Range<Int>]
    package let line: Int
  }

  package var assignment = Assignment.manual
  /// Conversations of an agent at once, of whom nothing else is written.
  package var capacity = 3
  /// So long a customer waits for their agent before the ticket goes back.
  package var agentSilentMinutes = 5
  /// After so long the customer is offered a message or a call-back.
  package var longestWaitMinutes = 10
  /// A ticket that nobody took expires after so long.
  package var expireHours = 72
  /// So long a resolved ticket may be reopened.
  package var reopenHours = 24
  /// So often the shop tries to reach somebody who wants to be called.
  package var callTries = 3
  /// Nil where calls are not promised.
  package var callBack: CallBackRule?
  /// The promises by channel; see `level(of:)`.
  package var serviceLevels = Self.usualLevels
  /// In the order of the file.
  package var agents: [Agent] = []

  /// The rules of a shop that has written none.
  package init() {}

  package static let usualLevels = [
    "chat": ServiceLevel(firstResponse: .seconds(60), resolution: .seconds(3600)),
    "social": ServiceLevel(firstResponse: .seconds(1800), resolution: .days(1)),
    "email": ServiceLevel(firstResponse: .days(1), resolution: .days(2)),
  ]

  /// The promise for a channel: its own, that of its kind, or that of `chat`.
  package func level(of channel: String) -> ServiceLevel {
    serviceLevels[channel] ?? serviceLevels[Self.kind(of: channel)]
      ?? ServiceLevel(firstResponse: .seconds(60), resolution: .seconds(3600))
  }

  package func agent(_ id: String) -> Agent? { agents.first { $0.id == id } }

  /// The kind of a channel, which is a name of `usualLevels`.
  package static func kind(of channel: String) -> String {
    switch channel {
    case "email", "mail": "email"
    case "social", "telegram", "whatsapp", "instagram", "facebook", "vk": "social"
    default: "chat"
    }
  }
}
