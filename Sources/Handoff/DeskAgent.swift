import Content
package import Dialogue
package import TextAnalysis

/// What an agent can be given; nil is everything.
package struct AgentProfile: Sendable, Hashable {
  package let id: AgentID
  package let name: String
  package let teams: [String]?
  package let languages: [Language]?
  package let skills: [String]?
  /// Conversations at once; at least 1.
  package let capacity: Int

  package init(
    id: AgentID,
    name: String? = nil,
    teams: [String]? = nil,
    languages: [Language]? = nil,
    skills: [String]? = nil,
    capacity: Int = 3
  ) {
    self.id = id
    self.name = name ?? id.value
    self.teams = teams
    self.languages = languages
    self.skills = skills
    self.capacity = max(1, capacity)
  }

  /// Whether the agent belongs to a team; every agent serves tickets without one.
  package func serves(team: String) -> Bool { team.isEmpty || teams?.contains(team) ?? true }

  /// Whether the agent is in the team, speaks the language and knows what it takes.
  func suits(_ sort: WaitingSort) -> Bool {
    guard serves(team: sort.team), languages?.contains(sort.language) ?? true else { return false }
    return skills.map { own in sort.skills.allSatisfy(own.contains) } ?? true
  }
}

package enum Presence: String, Sendable, Hashable, CaseIterable {
  case online
  /// Keeps tickets and may take others, but is given none.
  case away
  case offline
}

/// An agent, and what the agent works on.
package struct DeskAgent: Sendable, Hashable {
  package internal(set) var profile: AgentProfile
  package internal(set) var presence: Presence
  /// The assigned tickets in the order they were taken; the last is the current one.
  package internal(set) var tickets: [TicketID] = []
  /// The tickets put off for a time; they fill no capacity.
  package internal(set) var snoozed: [TicketID] = []
  package internal(set) var lastAssignedAt: Instant?
  /// Whether one of the tickets is a call-back, which fills the whole capacity.
  package internal(set) var isOnCall = false

  package var current: TicketID? { tickets.last }

  /// How many conversations more the agent has room for.
  package var room: Int { isOnCall ? 0 : max(0, profile.capacity - tickets.count) }

  /// Whether a ticket fits beside the others; a call-back fits beside none.
  func hasRoom(forCallBack isCallBack: Bool) -> Bool {
    isCallBack ? tickets.isEmpty : room > 0
  }
}
