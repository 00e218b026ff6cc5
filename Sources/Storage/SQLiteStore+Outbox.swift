package import Dialogue
package import FrontdeskEngine
import TextAnalysis

/// Messages for those who are not there, and the lines that agents gave an id.
extension SQLiteStore {
  func insert(_ message: OutboundMessage, into key: Int) throws(StoreError) {
    let insert = try database.prepared(
      """
      INSERT INTO outbox (id, conversation, seq, time, channel, address, language, text)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """
    )
    insert.bind(message.id, at: 1)
    insert.bind(key, at: 2)
    insert.bind(message.seq, at: 3)
    insert.bind(message.time.secondsSinceEpoch, at: 4)
    insert.bind(message.channel, at: 5)
    insert.bind(message.address, at: 6)
    insert.bind(message.language.code, at: 7)
    insert.bind(message.text, at: 8)
    try insert.run()
    let count = try database.prepared(
      """
      INSERT INTO counters (name, value) VALUES ('outbox', ?1)
      ON CONFLICT (name) DO UPDATE SET value = max(value, ?1)
      """
    )
    count.bind(message.id, at: 1)
    try count.run()
  }

  func note(delivered id: Int, at time: Instant) throws(StoreError) {
    let update = try database.prepared(
      "UPDATE outbox SET delivered_at = ?2 WHERE id = ?1 AND delivered_at IS NULL"
    )
    update.bind(id, at: 1)
    update.bind(time.secondsSinceEpoch, at: 2)
    try update.run()
  }

  func insert(_ agent: AgentID, _ clientID: String, at time: Instant) throws(StoreError) {
    let insert = try database.prepared("INSERT OR IGNORE INTO agents_taken VALUES (?, ?, ?)")
    insert.bind(agent.value, at: 1)
    insert.bind(clientID, at: 2)
    insert.bind(time.secondsSinceEpoch, at: 3)
    try insert.run()
  }

  package func undelivered(
    over channel: String?,
    limit: Int
  ) throws(StoreError) -> [OutboundMessage] {
    let statement = try database.prepared(
      """
      SELECT outbox.id, conversations.id, seq, time, outbox.channel, address, outbox.language, text
      FROM outbox JOIN conversations ON key = outbox.conversation
      WHERE delivered_at IS NULL AND (?1 IS NULL OR outbox.channel = ?1) ORDER BY outbox.id LIMIT ?2
      """
    )
    defer { statement.reset() }
    statement.bind(channel, at: 1)
    statement.bind(max(0, limit), at: 2)
    var messages: [OutboundMessage] = []
    while try statement.next() { messages.append(try outbound(statement)) }
    return messages
  }

  /// Reads the row a statement stands on.
  private func outbound(_ row: Statement) throws(StoreError) -> OutboundMessage {
    let id = row.int(0)
    do throws(PayloadError) {
      guard let channel = OutboundMessage.Channel(rawValue: row.text(4)) else {
        throw PayloadError("its channel \"\(row.text(4))\" is not known")
      }
      guard let language = Language(rawValue: row.text(6)) else {
        throw PayloadError("its language \"\(row.text(6))\" is not known")
      }
      return OutboundMessage(
        id: id,
        conversation: ConversationID(row.text(1)),
        channel: channel,
        address: row.text(5),
        text: row.text(7),
        language: language,
        seq: row.int(2),
        time: Instant(secondsSinceEpoch: row.double(3))
      )
    } catch {
      throw damage("message \(id) of the outbox", error)
    }
  }

  package func isDelivered(_ id: Int) throws(StoreError) -> Bool? {
    let statement = try database.prepared("SELECT delivered_at FROM outbox WHERE id = ?")
    defer { statement.reset() }
    statement.bind(id, at: 1)
    return try statement.next() ? !statement.isNull(0) : nil
  }

  package func lastOutboundNumber() throws(StoreError) -> Int {
    let statement = try database.prepared("SELECT value FROM counters WHERE name = 'outbox'")
    defer { statement.reset() }
    return try statement.next() ? statement.int(0) : 0
  }

  package func hasTaken(
    _ clientID: String,
    by agent: AgentID
  ) throws(StoreError) -> Bool {
    let statement = try database.prepared(
      "SELECT 1 FROM agents_taken WHERE agent = ? AND client_id = ?"
    )
    defer { statement.reset() }
    statement.bind(agent.value, at: 1)
    statement.bind(clientID, at: 2)
    return try statement.next()
  }
}
