package import Dialogue
package import FrontdeskEngine
import Handoff
import Understanding

/// What lists and figures ask for; statements of their own, so that `body` may ask the store too.
extension SQLiteStore {
  package func forEachConversation(
    lastActive period: Range<Instant>,
    _ body: (ConversationSummary) -> Bool
  ) throws(StoreError) {
    let statement = try database.prepare(
      """
      SELECT \(SummaryRow.columns) FROM conversations
      WHERE last_at >= ? AND last_at < ? ORDER BY last_at DESC, id
      """
    )
    defer { statement.finish() }
    statement.bind(period.lowerBound.secondsSinceEpoch, at: 1)
    statement.bind(period.upperBound.secondsSinceEpoch, at: 2)
    while try statement.next() {
      guard body(try summary(statement)) else { return }
    }
  }

  package func conversations(
    ofCustomer id: String
  ) throws(StoreError) -> [ConversationSummary] {
    let statement = try database.prepare(
      """
      SELECT \(SummaryRow.columns) FROM conversations
      WHERE customer = ? ORDER BY last_at DESC, id
      """
    )
    defer { statement.finish() }
    statement.bind(id, at: 1)
    var conversations: [ConversationSummary] = []
    while try statement.next() { conversations.append(try summary(statement)) }
    return conversations
  }

  package func forEachTicket(
    openedIn period: Range<Instant>,
    _ body: (StoredTicket) -> Bool
  ) throws(StoreError) {
    let statement = try database.prepare(
      """
      SELECT number FROM tickets WHERE opened_at >= ? AND opened_at < ? ORDER BY opened_at, number
      """
    )
    defer { statement.finish() }
    statement.bind(period.lowerBound.secondsSinceEpoch, at: 1)
    statement.bind(period.upperBound.secondsSinceEpoch, at: 2)
    while try statement.next() {
      guard let ticket = try ticket(TicketID(statement.int(0))) else { continue }
      guard body(ticket) else { return }
    }
  }

  package func marks(_ kind: Mark.Kind, since time: Instant) throws(StoreError) -> [Mark] {
    let statement = try database.prepare(
      "SELECT key, time, value FROM marks WHERE kind = ? AND time >= ? ORDER BY time, rowid"
    )
    defer { statement.finish() }
    statement.bind(kind.rawValue, at: 1)
    statement.bind(time.secondsSinceEpoch, at: 2)
    var marks: [Mark] = []
    while try statement.next() {
      marks.append(
        Mark(
          kind,
          key: statement.text(0),
          time: Instant(secondsSinceEpoch: statement.double(1)),
          value: statement.text(2)
        )
      )
    }
    return marks
  }

  package func forEachFeedback(
    givenIn period: Range<Instant>,
    _ body: (GivenFeedback) -> Bool
  ) throws(StoreError) {
    let statement = try database.prepare(
      """
      SELECT conversations.id, time, kind, value, comment, subject
      FROM feedback LEFT JOIN conversations ON key = feedback.conversation
      WHERE time >= ? AND time < ? ORDER BY time, feedback.rowid
      """
    )
    defer { statement.finish() }
    statement.bind(period.lowerBound.secondsSinceEpoch, at: 1)
    statement.bind(period.upperBound.secondsSinceEpoch, at: 2)
    while try statement.next() {
      guard let kind = Feedback.Kind(rawValue: statement.text(2)) else {
        throw damage("a row of feedback", PayloadError("its kind is not known"))
      }
      let feedback = GivenFeedback(
        conversation: statement.optionalText(0).map { ConversationID($0) },
        time: Instant(secondsSinceEpoch: statement.double(1)),
        feedback: Feedback(kind, value: statement.int(3), comment: statement.optionalText(4)),
        subject: statement.optionalText(5).flatMap { Target(stored: $0) }
      )
      guard body(feedback) else { return }
    }
  }

  package func customer(_ id: String) throws(StoreError) -> KnownCustomer? {
    let statement = try database.prepare("SELECT fields, last_seen FROM customers WHERE id = ?")
    defer { statement.finish() }
    statement.bind(id, at: 1)
    guard try statement.next() else { return nil }
    do {
      let reader = try PayloadReader(statement.bytes(0))
      return KnownCustomer(
        customer: Customer(id: id, fields: try reader.fields()),
        lastSeen: Instant(secondsSinceEpoch: statement.double(1))
      )
    } catch {
      throw damage("customer \(id)", error)
    }
  }
}
