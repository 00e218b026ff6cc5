import Content
package import Dialogue

/// Everybody who could be at the desk.
extension HandoffQueue {
  /// The agents of the shop's files, and others who are at the desk or have tickets; sorted.
  package var knownAgents: [DeskAgent] {
    let written = rules.agents.map { AgentID($0.id) }.filter { agent($0) == nil }
    return (agents + written.map { DeskAgent(profile: profile(of: $0), presence: .offline) })
      .sorted { $0.profile.id < $1.profile.id }
  }

  /// The agents who are online, have no ticket, and may take one that waits; sorted.
  package func idleAgents(for id: TicketID) -> [AgentID] {
    guard let sort = records[id]?.place?.sort else { return [] }
    return desk.values.filter { agent in
      agent.presence == .online && agent.tickets.isEmpty && agent.profile.suits(sort)
    }.map(\.profile.id).sorted()
  }
}
