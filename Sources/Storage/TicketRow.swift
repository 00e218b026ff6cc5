import Dialogue
import FrontdeskEngine
import Handoff
import TextAnalysis

/// The row of a ticket in the table `tickets`: what lists and figures ask for.
struct TicketRow: Equatable {
  /// The columns in the order in which a row is read and bound.
  static let columns = """
    tickets.number, tickets.conversation, tickets.kind, state, tickets.agent, team, priority, \
    reason, tickets.language, tickets.channel, opened_at, tickets.last_at, ended_at, is_open, \
    tickets.changes
    """

  let number: Int
  let conversation: String
  let kind: String
  let state: String
  let agent: String?
  let team: String
  let priority: String
  let reason: String
  let language: String
  let channel: String
  let openedAt: Double
  let lastAt: Double
  let endedAt: Double?
  let isOpen: Bool
  let changeCount: Int

  /// What a ticket's row says after a change.
  init(_ ticket: Ticket, changeCount: Int, lastAt: Instant) {
    number = ticket.id.number
    conversation = ticket.conversation.value
    switch ticket.kind {
    case .chat: kind = "chat"
    case .callBack: kind = "call_back"
    }
    switch ticket.state {
    case .pending: (state, agent) = ("pending", nil)
    case .assigned(let owner): (state, agent) = ("assigned", owner.value)
    case .snoozed(let owner, until: _): (state, agent) = ("snoozed", owner.value)
    case .resolved: (state, agent) = ("resolved", nil)
    case .rejected: (state, agent) = ("rejected", nil)
    case .expired: (state, agent) = ("expired", nil)
    }
    team = ticket.team
    priority = ticket.priority.name
    reason = ticket.reason.name
    language = ticket.language.code
    channel = ticket.channel
    openedAt = ticket.openedAt.secondsSinceEpoch
    self.lastAt = lastAt.secondsSinceEpoch
    endedAt = ticket.endedAt?.secondsSinceEpoch
    isOpen = ticket.isOpen
    self.changeCount = changeCount
  }

  /// Reads `columns` from the row a statement stands on.
  init(_ row: Statement) {
    number = row.int(0)
    conversation = row.text(1)
    kind = row.text(2)
    state = row.text(3)
    agent = row.optionalText(4)
    team = row.text(5)
    priority = row.text(6)
    reason = row.text(7)
    language = row.text(8)
    channel = row.text(9)
    openedAt = row.double(10)
    lastAt = row.double(11)
    endedAt = row.isNull(12) ? nil : row.double(12)
    isOpen = row.int(13) != 0
    changeCount = row.int(14)
  }

  func bind(to statement: Statement) {
    statement.bind(number, at: 1)
    statement.bind(conversation, at: 2)
    statement.bind(kind, at: 3)
    statement.bind(state, at: 4)
    statement.bind(agent, at: 5)
    statement.bind(team, at: 6)
    statement.bind(priority, at: 7)
    statement.bind(reason, at: 8)
    statement.bind(language, at: 9)
    statement.bind(channel, at: 10)
    statement.bind(openedAt, at: 11)
    statement.bind(lastAt, at: 12)
    statement.bind(endedAt, at: 13)
    statement.bind(isOpen ? 1 : 0, at: 14)
    statement.bind(changeCount, at: 15)
  }
}
