package import Dialogue
package import FrontdeskEngine
import Understanding

/// What is needed to go on with a conversation.
extension SQLiteStore {
  package func events(of conversation: ConversationID) throws(StoreError) -> [StoredEvent] {
    let statement = try database.prepared(
      """
      SELECT number, time, kind, payload FROM events
      WHERE conversation = (SELECT key FROM conversations WHERE id = ?) ORDER BY number
      """
    )
    defer { statement.reset() }
    statement.bind(conversation.value, at: 1)
    var events: [StoredEvent] = []
    while try statement.next() { events.append(try event(statement, of: conversation.value)) }
    return events
  }

  /// Reads number, time, kind and payload from the row a statement stands on.
  func event(_ row: Statement, of conversation: String) throws(StoreError) -> StoredEvent {
    let number = row.int(0)
    guard let kind = EventKind(rawValue: row.int(2)) else {
      throw StoreError(
        .newer,
        "\(path): event \(number) of conversation \(conversation) is of a kind that only a newer "
          + "program knows (\(row.int(2))). Use the newer program"
      )
    }
    do {
      return StoredEvent(
        number: number,
        time: Instant(secondsSinceEpoch: row.double(1)),
        event: try EventCoding.event(kind, row.bytes(3))
      )
    } catch {
      throw damage("event \(number) of conversation \(conversation)", error)
    }
  }

  func damage(_ place: String, _ error: PayloadError) -> StoreError {
    .damage(path, "\(place): \(error.message)")
  }

  package func summary(
    of conversation: ConversationID
  ) throws(StoreError) -> ConversationSummary? {
    // A literal of its own: prepared statements are kept by where their SQL stands.
    let statement = try database.prepared(
      """
      SELECT id, channel, language, customer, started_at, last_at, owner, agent, events, turns,
        answers, clarifications, declines, handoffs, last_feedback, unread, open_requests,
        held_events, last_seq
      FROM conversations WHERE id = ?
      """
    )
    defer { statement.reset() }
    statement.bind(conversation.value, at: 1)
    return try statement.next() ? try summary(statement) : nil
  }

  /// Reads `SummaryRow.columns` from the row a statement stands on.
  func summary(_ row: Statement) throws(StoreError) -> ConversationSummary {
    do {
      return try SummaryRow.summary(row)
    } catch {
      throw damage("the row of conversation \(row.text(0))", error)
    }
  }

  package func outgoing(
    of conversation: ConversationID,
    after seq: Int
  ) throws(StoreError) -> [OutgoingMessage] {
    let statement = try database.prepared(
      """
      SELECT seq, time, kind, re, agent, article, buttons, text, attachments FROM outgoing
      WHERE conversation = (SELECT key FROM conversations WHERE id = ?) AND seq > ? ORDER BY seq
      """
    )
    defer { statement.reset() }
    statement.bind(conversation.value, at: 1)
    statement.bind(seq, at: 2)
    var messages: [OutgoingMessage] = []
    while try statement.next() {
      let seq = statement.int(0)
      do throws(PayloadError) {
        guard let kind = OutgoingMessage.Kind(rawValue: statement.text(2)) else {
          throw PayloadError("its kind \"\(statement.text(2))\" is not known")
        }
        messages.append(
          OutgoingMessage(
            conversation: conversation,
            seq: seq,
            time: Instant(secondsSinceEpoch: statement.double(1)),
            kind: kind,
            re: statement.optionalText(3),
            agent: statement.optionalText(4).map { AgentID($0) },
            text: statement.text(7),
            buttons: statement.isNull(6) ? [] : try ButtonCoding.buttons(statement.bytes(6)),
            article: statement.optionalText(5),
            attachments: statement.isNull(8) ? [] : try AttachmentCoding.list(statement.bytes(8))
          )
        )
      } catch {
        throw damage("message \(seq) to conversation \(conversation)", error)
      }
    }
    return messages
  }

  package func hasTaken(
    _ clientID: String,
    in conversation: ConversationID
  ) throws(StoreError) -> Bool {
    let statement = try database.prepared(
      """
      SELECT 1 FROM taken
      WHERE conversation = (SELECT key FROM conversations WHERE id = ?) AND client_id = ?
      """
    )
    defer { statement.reset() }
    statement.bind(conversation.value, at: 1)
    statement.bind(clientID, at: 2)
    return try statement.next()
  }

  package func unfinishedConversations() throws(StoreError) -> [ConversationID] {
    let statement = try database.prepared(
      """
      SELECT id FROM conversations WHERE unread + open_requests + held_events > 0
      ORDER BY last_at, id
      """
    )
    defer { statement.reset() }
    var ids: [ConversationID] = []
    while try statement.next() { ids.append(ConversationID(statement.text(0))) }
    return ids
  }

  /// What was answered last in a conversation before an event.
  func lastAnswer(in key: Int, before number: Int) throws(StoreError) -> Target? {
    let statement = try database.prepared(
      """
      SELECT number, time, kind, payload FROM events
      WHERE conversation = ? AND number < ? AND kind = ? ORDER BY number DESC LIMIT 1
      """
    )
    defer { statement.reset() }
    statement.bind(key, at: 1)
    statement.bind(number, at: 2)
    statement.bind(EventKind.answered.rawValue, at: 3)
    guard try statement.next(),
      case .answered(let target, text: _) = try event(statement, of: "number \(key)").event
    else { return nil }
    return target
  }
}
