package import Dialogue

/// Who is at the desk.
extension HandoffQueue {
  /// The agent comes; tickets assigned while nobody was there are theirs.
  package mutating func arrive(_ agent: AgentID, at time: Instant) throws(DeskError) {
    if let entry = desk[agent], entry.presence != .offline {
      throw DeskError(message: "an agent named \(agent) is here already; choose another name")
    }
    enter(agent, as: .online, at: time)
  }

  /// Changes an agent's presence; whoever goes offline gives all tickets back.
  package mutating func setPresence(
    _ presence: Presence,
    of agent: AgentID,
    at time: Instant
  ) throws(DeskError) -> [DeskNews] {
    guard let entry = desk[agent] else { throw notAtDesk(agent) }
    guard presence == .offline || entry.presence != .offline else {
      throw DeskError(message: "\(agent) is offline; say /agent NAME first")
    }
    let news = presence == .offline ? releaseAll(of: agent, at: time) : []
    enter(agent, as: presence, at: time)
    return news
  }

  /// The agent goes and gives all tickets back.
  package mutating func leave(_ agent: AgentID, at time: Instant) -> [DeskNews] {
    guard desk[agent] != nil else { return [] }
    let news = releaseAll(of: agent, at: time)
    observeAll(at: time)
    remember(agent)
    desk[agent] = nil
    return news
  }

  func notAtDesk(_ agent: AgentID) -> DeskError {
    DeskError(message: "\(agent) is not at the desk; say /agent NAME first")
  }

  private mutating func enter(_ agent: AgentID, as presence: Presence, at time: Instant) {
    observeAll(at: time)
    remember(agent)
    var entry = desk[agent] ?? DeskAgent(profile: profile(of: agent), presence: presence)
    entry.presence = presence
    desk[agent] = entry
  }

  private mutating func releaseAll(of agent: AgentID, at time: Instant) -> [DeskNews] {
    guard let entry = desk[agent] else { return [] }
    return (entry.tickets + entry.snoozed).map { id in
      requeue(id, from: agent, why: "\(agent) went", at: time)
    }
  }

  mutating func requeue(
    _ id: TicketID,
    from agent: AgentID,
    why: String,
    at time: Instant
  ) -> DeskNews {
    note(.requeued(from: agent, why: why), of: id, at: time)
    tellPosition(of: id, at: time)
    return .requeued(id, from: agent, why: why)
  }
}
