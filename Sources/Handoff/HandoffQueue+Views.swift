package import Dialogue

/// What there is to see.
extension HandoffQueue {
  /// The pending tickets of all teams in the order they will be taken.
  package var waiting: [Ticket] {
    lines.teams.values.joined().sorted().compactMap { records[$0.ticket]?.ticket }
  }

  /// The pending tickets an agent may take, those the agent had before first.
  package func waiting(for agent: AgentID) -> [Ticket] {
    let profile = desk[agent]?.profile ?? profile(of: agent)
    let own = lines.preferred[agent] ?? []
    let others = lines.sorts.filter { profile.suits($0.key) }.values.joined().sorted()
    return (own + others.filter { records[$0.ticket]?.ticket.preferredAgent != agent })
      .compactMap { records[$0.ticket]?.ticket }
  }

  /// A ticket that is open, or was closed lately.
  package func ticket(_ id: TicketID) -> Ticket? { records[id]?.ticket }

  /// The call that a customer was promised and that is not over.
  package func callBack(of conversation: ConversationID) -> Ticket? {
    openCall[conversation].flatMap { records[$0]?.ticket }
  }

  /// The open ticket of a conversation.
  package func ticket(of conversation: ConversationID) -> Ticket? {
    openTicket[conversation].flatMap { records[$0]?.ticket }
  }

  /// The ticket of a conversation that was opened last, open or closed lately.
  ///
  /// Complexity: the tickets in memory.
  package func lastTicket(of conversation: ConversationID) -> Ticket? {
    records.values.lazy.map(\.ticket).filter { $0.conversation == conversation }
      .max { $0.id < $1.id }
  }

  /// The tickets assigned to an agent, in the order they were taken.
  package func tickets(of agent: AgentID) -> [Ticket] {
    (desk[agent]?.tickets ?? []).compactMap { records[$0]?.ticket }
  }

  /// The ticket the agent took last.
  package func current(of agent: AgentID) -> Ticket? { tickets(of: agent).last }

  /// The agents at the desk, away or not, sorted.
  package var presentAgents: [AgentID] {
    desk.values.filter { $0.presence != .offline }.map(\.profile.id).sorted()
  }

  /// All agents that are known to the desk at the moment, sorted.
  package var agents: [DeskAgent] { desk.values.sorted { $0.profile.id < $1.profile.id } }

  package func agent(_ id: AgentID) -> DeskAgent? { desk[id] }

  /// The place in the line of the ticket's team, from 1; 0 when it is not pending.
  ///
  /// It counts the tickets of the same team that are before it in the order, whatever language or
  /// skills they ask for: teams share their agents, and this is the line the customer stands in.
  /// Complexity: logarithmic.
  package func position(of id: TicketID) -> Int {
    records[id]?.place.map { lines.position(of: $0) } ?? 0
  }
}
