import Dialogue
package import FrontdeskEngine
import Handoff
import JSON
import Understanding

/// Writing batches: one transaction each, with what is derived from its events.
extension SQLiteStore {
  package func commit(_ records: [StoreRecord]) throws(StoreError) {
    guard !records.isEmpty else { return }
    guard isWriter else {
      throw StoreError(.readOnly, "\(path): it was opened for reading; nothing was kept")
    }
    try database.transaction { () throws(StoreError) in try write(records) }
  }

  /// A conversation of a batch.
  private struct Place {
    let key: Int
    /// Its row, where the batch does not bring one; brought forward by the batch's events.
    var summary: ConversationSummary?
  }

  private func write(_ records: [StoreRecord]) throws(StoreError) {
    var places: [ConversationID: Place] = [:]
    // Rows first: events refer to them.
    for case .conversation(let summary) in records {
      places[summary.id] = Place(key: try upsert(summary))
    }
    for record in records {
      switch record {
      case .conversation: break
      case .event(let id, let event):
        let key = try key(of: id, at: event.time, in: &places) {
          $0.apply(event.event, at: event.time)
        }
        try insert(event, into: key, of: id)
      case .outgoing(let message):
        let key = try key(of: message.conversation, at: message.time, in: &places) {
          $0.lastSeq = max($0.lastSeq, message.seq)
        }
        try insert(message, into: key)
      case .taken(let id, let clientID, let time):
        let key = try key(of: id, at: time, in: &places) { _ in }
        let insert = try database.prepared("INSERT OR IGNORE INTO taken VALUES (?, ?, ?)")
        insert.bind(key, at: 1)
        insert.bind(clientID, at: 2)
        insert.bind(time.secondsSinceEpoch, at: 3)
        try insert.run()
      case .ticket(let change): try insert(change)
      case .mark(let mark): try insert(mark)
      case .outbound(let message):
        let key = try key(of: message.conversation, at: message.time, in: &places) { _ in }
        try insert(message, into: key)
      case .delivered(let id, let time): try note(delivered: id, at: time)
      case .agentTaken(let agent, let clientID, let time):
        try insert(agent, clientID, at: time)
      }
    }
    for place in places.values {
      if let summary = place.summary { _ = try upsert(summary) }
    }
  }

  /// The key of a conversation; `change` brings the row forward if the batch does not bring one.
  private func key(
    of id: ConversationID,
    at time: Instant,
    in places: inout [ConversationID: Place],
    _ change: (inout ConversationSummary) -> Void
  ) throws(StoreError) -> Int {
    if let place = places[id] {
      guard var summary = place.summary else { return place.key }
      change(&summary)
      places[id]?.summary = summary
      return place.key
    }
    var summary =
      try summary(of: id) ?? ConversationSummary(id: id, channel: "", startedAt: time)
    let key = try upsert(summary)
    change(&summary)
    places[id] = Place(key: key, summary: summary)
    return key
  }

  private func insert(
    _ event: StoredEvent,
    into key: Int,
    of id: ConversationID
  ) throws(StoreError) {
    let kind = EventKind(event.event)
    writer.startAgain()
    EventCoding.write(event.event, to: &writer)
    let statement = try database.prepared(
      "INSERT INTO events (conversation, number, time, kind, payload) VALUES (?, ?, ?, ?, ?)"
    )
    statement.bind(key, at: 1)
    statement.bind(event.number, at: 2)
    statement.bind(event.time.secondsSinceEpoch, at: 3)
    statement.bind(kind.rawValue, at: 4)
    try statement.run(with: writer.bytes, at: 5)
    switch event.event {
    case .customerIdentified(let customer): try upsert(customer, seenAt: event.time)
    case .feedbackGiven(let feedback): try insert(feedback, event, into: key)
    default: break
    }
  }

  private func insert(_ message: OutgoingMessage, into key: Int) throws(StoreError) {
    let insert = try database.prepared(
      """
      INSERT INTO outgoing (
        conversation, seq, time, kind, re, agent, article, buttons, text, attachments)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    )
    insert.bind(key, at: 1)
    insert.bind(message.seq, at: 2)
    insert.bind(message.time.secondsSinceEpoch, at: 3)
    insert.bind(message.kind.rawValue, at: 4)
    insert.bind(message.re, at: 5)
    insert.bind(message.agent?.value, at: 6)
    insert.bind(message.article, at: 7)
    if message.buttons.isEmpty {
      insert.bind(String?.none, at: 8)
    } else {
      writer.startAgain()
      ButtonCoding.write(message.buttons, to: &writer)
      insert.bind(writer.bytes, at: 8)
    }
    insert.bind(message.text, at: 9)
    if message.attachments.isEmpty {
      insert.bind(String?.none, at: 10)
    } else {
      writer.startAgain()
      AttachmentCoding.writeList(message.attachments, to: &writer)
      insert.bind(writer.bytes, at: 10)
    }
    try insert.run()
  }

  private func insert(_ mark: Mark) throws(StoreError) {
    let insert = try database.prepared(
      "INSERT INTO marks (kind, key, time, value) VALUES (?, ?, ?, ?)"
    )
    insert.bind(mark.kind.rawValue, at: 1)
    insert.bind(mark.key, at: 2)
    insert.bind(mark.time.secondsSinceEpoch, at: 3)
    insert.bind(mark.value, at: 4)
    try insert.run()
  }

  // MARK: What is derived

  private func upsert(_ customer: Customer, seenAt time: Instant) throws(StoreError) {
    let upsert = try database.prepared(
      """
      INSERT INTO customers (id, fields, last_seen) VALUES (?1, ?2, ?3)
      ON CONFLICT (id) DO UPDATE SET fields = ?2, last_seen = max(last_seen, ?3)
      """
    )
    writer.startAgain()
    writer.fields(customer.fields)
    upsert.bind(customer.id, at: 1)
    upsert.bind(time.secondsSinceEpoch, at: 3)
    try upsert.run(with: writer.bytes, at: 2)
  }

  private func insert(
    _ feedback: Feedback,
    _ event: StoredEvent,
    into key: Int
  ) throws(StoreError) {
    let subject = try lastAnswer(in: key, before: event.number)
    let insert = try database.prepared(
      """
      INSERT INTO feedback (conversation, number, time, kind, value, comment, subject)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    )
    insert.bind(key, at: 1)
    insert.bind(event.number, at: 2)
    insert.bind(event.time.secondsSinceEpoch, at: 3)
    insert.bind(feedback.kind.rawValue, at: 4)
    insert.bind(feedback.value, at: 5)
    insert.bind(feedback.comment, at: 6)
    insert.bind(subject?.documentID, at: 7)
    try insert.run()
  }

  /// Writes a change of a ticket, and the ticket's row as it then is.
  private func insert(_ change: TicketChange) throws(StoreError) {
    try upsert(change)
    writer.startAgain()
    TicketCoding.write(change.event, to: &writer)
    let insert = try database.prepared(
      "INSERT INTO ticket_changes (ticket, number, time, kind, payload) VALUES (?, ?, ?, ?, ?)"
    )
    insert.bind(change.ticket.number, at: 1)
    insert.bind(change.number, at: 2)
    insert.bind(change.time.secondsSinceEpoch, at: 3)
    insert.bind(TicketCoding.kind(of: change.event), at: 4)
    try insert.run(with: writer.bytes, at: 5)
  }

  // MARK: Rows

  /// Writes the row of a conversation, and returns its key.
  private func upsert(_ summary: ConversationSummary) throws(StoreError) -> Int {
    let find = try database.prepared("SELECT key FROM conversations WHERE id = ?")
    find.bind(summary.id.value, at: 1)
    let known = try find.next() ? find.int(0) : nil
    find.reset()
    let statement: Statement
    if let known {
      statement = try database.prepared(
        """
        UPDATE conversations SET channel = ?2, language = ?3, customer = ?4, started_at = ?5,
          last_at = ?6, owner = ?7, agent = ?8, events = ?9, turns = ?10, answers = ?11,
          clarifications = ?12, declines = ?13, handoffs = ?14, last_feedback = ?15, unread = ?16,
          open_requests = ?17, held_events = ?18, last_seq = ?19
        WHERE key = ?1
        """
      )
      statement.bind(known, at: 1)
    } else {
      statement = try database.prepared(
        """
        INSERT INTO conversations (id, channel, language, customer, started_at, last_at, owner,
          agent, events, turns, answers, clarifications, declines, handoffs, last_feedback, unread,
          open_requests, held_events, last_seq)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
      )
      statement.bind(summary.id.value, at: 1)
    }
    SummaryRow.bind(summary, to: statement)
    try statement.run()
    return known ?? database.lastInsertedKey
  }

  private func upsert(_ change: TicketChange) throws(StoreError) {
    let upsert = try database.prepared(
      """
      INSERT INTO tickets (number, conversation, kind, state, agent, team, priority, reason,
        language, channel, opened_at, last_at, ended_at, is_open, changes)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
      ON CONFLICT (number) DO UPDATE SET kind = ?3, state = ?4, agent = ?5, team = ?6,
        priority = ?7, reason = ?8, last_at = ?12, ended_at = ?13, is_open = ?14, changes = ?15
      """
    )
    TicketRow(change.state, changeCount: change.number + 1, lastAt: change.time).bind(to: upsert)
    try upsert.run()
    guard case .opened = change.event else { return }
    let count = try database.prepared(
      """
      INSERT INTO counters (name, value) VALUES ('ticket', ?1)
      ON CONFLICT (name) DO UPDATE SET value = max(value, ?1)
      """
    )
    count.bind(change.ticket.number, at: 1)
    try count.run()
  }
}
