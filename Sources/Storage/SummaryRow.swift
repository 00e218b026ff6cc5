import Dialogue
import FrontdeskEngine
import JSON
import TextAnalysis

/// The row of a conversation in the table `conversations`.
enum SummaryRow {
  /// The columns in the order in which `summary` reads them.
  static let columns = """
    conversations.id, conversations.channel, conversations.language, conversations.customer, \
    started_at, conversations.last_at, owner, conversations.agent, events, turns, answers, \
    clarifications, declines, handoffs, last_feedback, unread, open_requests, held_events, last_seq
    """

  /// Binds everything but the key or the id, from place 2 on.
  static func bind(_ summary: ConversationSummary, to statement: Statement) {
    statement.bind(summary.channel, at: 2)
    statement.bind(summary.language?.code, at: 3)
    statement.bind(summary.customer, at: 4)
    statement.bind(summary.startedAt.secondsSinceEpoch, at: 5)
    statement.bind(summary.lastAt.secondsSinceEpoch, at: 6)
    switch summary.owner {
    case .bot:
      statement.bind("bot", at: 7)
      statement.bind(String?.none, at: 8)
    case .pending:
      statement.bind("pending", at: 7)
      statement.bind(String?.none, at: 8)
    case .agent(let agent):
      statement.bind("agent", at: 7)
      statement.bind(agent.value, at: 8)
    }
    statement.bind(summary.eventCount, at: 9)
    statement.bind(summary.turnCount, at: 10)
    statement.bind(summary.answers, at: 11)
    statement.bind(summary.clarifications, at: 12)
    statement.bind(summary.declines, at: 13)
    statement.bind(summary.handoffs, at: 14)
    statement.bind(summary.lastFeedback.map(Self.text), at: 15)
    statement.bind(summary.unread, at: 16)
    statement.bind(summary.openRequests, at: 17)
    statement.bind(summary.heldEvents, at: 18)
    statement.bind(summary.lastSeq, at: 19)
  }

  private static func text(of feedback: Feedback) -> String {
    var writer = JSONWriter()
    writer.object { EventCoding.write(feedback, to: &$0) }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Reads `columns` from the row a statement stands on.
  static func summary(_ row: Statement) throws(PayloadError) -> ConversationSummary {
    var language: Language?
    if let code = row.optionalText(2) {
      language = Language(rawValue: code)
      guard language != nil else { throw PayloadError("its language \"\(code)\" is not known") }
    }
    let owner: Conversation.Owner
    switch row.text(6) {
    case "bot": owner = .bot
    case "pending": owner = .pending
    case "agent": owner = .agent(AgentID(row.text(7)))
    default: throw PayloadError("its owner \"\(row.text(6))\" is not known")
    }
    return ConversationSummary(
      id: ConversationID(row.text(0)),
      channel: row.text(1),
      language: language,
      customer: row.optionalText(3),
      startedAt: Instant(secondsSinceEpoch: row.double(4)),
      lastAt: Instant(secondsSinceEpoch: row.double(5)),
      owner: owner,
      eventCount: row.int(8),
      turnCount: row.int(9),
      answers: row.int(10),
      clarifications: row.int(11),
      declines: row.int(12),
      handoffs: row.int(13),
      lastFeedback: row.isNull(14)
        ? nil : try EventCoding.feedback(try PayloadReader(row.bytes(14))),
      unread: row.int(15),
      openRequests: row.int(16),
      heldEvents: row.int(17),
      lastSeq: row.int(18)
    )
  }
}
