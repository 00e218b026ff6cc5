package import Dialogue
package import FrontdeskEngine

/// Taking things out for good.
extension SQLiteStore {
  /// Takes out everything about a customer, and every trace of it in the file and its journals.
  ///
  /// Copies of the file are not touched; marks of the kind `copy` say where they are. Marks go when
  /// their key or value names the customer or one of their conversations.
  ///
  /// - Throws: `busy` when everything was taken out but a reader keeps old pages in the journal;
  ///   asking again then does the rest.
  package func forget(customer id: String) throws(StoreError) -> [(table: String, rows: Int)] {
    try requireWriter()
    let counts = try database.transaction { () throws(StoreError) in
      try deleteRows(ofCustomer: id)
    }
    try wipe()
    return counts
  }

  private func requireWriter() throws(StoreError) {
    guard isWriter else {
      throw StoreError(.readOnly, "\(path): it was opened for reading; nothing was taken out")
    }
  }

  private func deleteRows(
    ofCustomer id: String
  ) throws(StoreError) -> [(table: String, rows: Int)] {
    let conversations = try conversationsEver(ofCustomer: id)
    var names = MarkMatch([id])
    var rows = Dictionary(uniqueKeysWithValues: StoreTables.all.map { ($0, 0) })
    func count(_ table: String) { rows[table, default: 0] += database.changes }
    for (key, name) in conversations {
      names.insert(name)
      try run("DELETE FROM feedback WHERE conversation = ?", key)
      count("feedback")
      for (table, changed) in try deleteConversation(key) { rows[table, default: 0] += changed }
      try deleteTickets("conversation = ?", name, count)
    }
    try deleteTickets("customer = ?", id, count)
    try run("DELETE FROM feedback WHERE customer = ?", id)
    count("feedback")
    try run("DELETE FROM customers WHERE id = ?", id)
    count("customers")
    rows["marks"] = try deleteMarks(names)
    return StoreTables.all.map { ($0, rows[$0] ?? 0) }
  }

  /// The conversations in which a customer was named at any time: key and id.
  private func conversationsEver(
    ofCustomer id: String
  ) throws(StoreError) -> [(key: Int, id: String)] {
    var found: [Int: String] = [:]
    let statement = try database.prepare("SELECT key, id FROM conversations WHERE customer = ?")
    defer { statement.finish() }
    statement.bind(id, at: 1)
    while try statement.next() { found[statement.int(0)] = statement.text(1) }
    // Someone else may have used the same device after them.
    let earlier = try database.prepare(
      """
      SELECT number, time, events.kind, payload, key, id
      FROM events JOIN conversations ON key = events.conversation WHERE events.kind = ?
      """
    )
    defer { earlier.finish() }
    earlier.bind(EventKind.customerIdentified.rawValue, at: 1)
    while try earlier.next() {
      guard case .customerIdentified(let customer) = try event(earlier, of: earlier.text(5)).event,
        customer.id == id
      else { continue }
      found[earlier.int(4)] = earlier.text(5)
    }
    return found.map { (key: $0.key, id: $0.value) }.sorted { $0.key < $1.key }
  }

  /// Deletes a conversation with its events and messages; the rows of each table.
  private func deleteConversation(_ key: Int) throws(StoreError) -> [(String, Int)] {
    var rows: [(String, Int)] = []
    try run("DELETE FROM events WHERE conversation = ?", key)
    rows.append(("events", database.changes))
    try run("DELETE FROM outgoing WHERE conversation = ?", key)
    rows.append(("outgoing", database.changes))
    try run("DELETE FROM taken WHERE conversation = ?", key)
    rows.append(("taken", database.changes))
    try run("DELETE FROM outbox WHERE conversation = ?", key)
    rows.append(("outbox", database.changes))
    try run("DELETE FROM conversations WHERE key = ?", key)
    rows.append(("conversations", database.changes))
    return rows
  }

  private func deleteTickets(
    _ condition: String,
    _ name: String,
    _ count: (String) -> Void
  ) throws(StoreError) {
    try run(
      "DELETE FROM ticket_changes WHERE ticket IN (SELECT number FROM tickets WHERE \(condition))",
      name
    )
    count("ticket_changes")
    try run("DELETE FROM tickets WHERE \(condition)", name)
    count("tickets")
  }

  private func deleteMarks(_ names: MarkMatch) throws(StoreError) -> Int {
    var rows: [Int] = []
    let statement = try database.prepare("SELECT rowid, key, value FROM marks WHERE kind <> ?")
    defer { statement.finish() }
    statement.bind(Mark.Kind.copy.rawValue, at: 1)
    while try statement.next() {
      guard names.occur(in: statement.text(1)) || names.occur(in: statement.text(2)) else {
        continue
      }
      rows.append(statement.int(0))
    }
    for row in rows { try run("DELETE FROM marks WHERE rowid = ?", row) }
    return rows.count
  }

  /// Carries out a statement that is wanted for many rows, and so is kept.
  private func run(_ sql: StaticString, _ value: Int) throws(StoreError) {
    let statement = try database.prepared(sql)
    statement.bind(value, at: 1)
    try statement.run()
  }

  private func run(_ sql: String, _ value: String) throws(StoreError) {
    let statement = try database.prepare(sql)
    defer { statement.finish() }
    statement.bind(value, at: 1)
    try statement.run()
  }

  /// Writes the file anew without what was deleted, and empties the journal.
  private func wipe() throws(StoreError) {
    guard path != ":memory:" else { return }
    do {
      try emptyJournal()
      try database.execute("VACUUM")
      try emptyJournal()
    } catch {
      throw StoreError(
        error.kind,
        "everything was taken out, but traces may be left in the file or its journal until it is "
          + "asked again: \(error.message)"
      )
    }
  }

  /// Puts the journal into the file and cuts it to nothing.
  func emptyJournal() throws(StoreError) {
    let statement = try database.prepare("PRAGMA wal_checkpoint(TRUNCATE)")
    defer { statement.finish() }
    guard try statement.next(), statement.int(0) == 0 else {
      throw StoreError(.busy, "\(path): another program is reading it; try again when it is done")
    }
  }

  // MARK: Purging

  package func purge(_ kind: RetentionKind, before time: Instant) throws(StoreError) -> Int {
    try requireWriter()
    let rows = try database.transaction { () throws(StoreError) in
      switch kind {
      case .conversations: try purgeConversations(before: time)
      case .tickets: try purgeTickets(before: time)
      case .outgoing: try purgeOutgoing(before: time)
      case .feedback: try purgeRows("DELETE FROM feedback WHERE time < ?", before: time)
      case .marks:
        try purgeRows("DELETE FROM marks WHERE kind <> 'copy' AND time < ?", before: time)
      }
    }
    // What is deleted is zeros in the file once the journal is in it; a reader may make that wait.
    if rows > 0, path != ":memory:" { try? emptyJournal() }
    return rows
  }

  private func purgeRows(_ sql: String, before time: Instant) throws(StoreError) -> Int {
    let statement = try database.prepare(sql)
    defer { statement.finish() }
    statement.bind(time.secondsSinceEpoch, at: 1)
    try statement.run()
    return database.changes
  }

  private func purgeConversations(before time: Instant) throws(StoreError) -> Int {
    let statement = try database.prepare(
      """
      SELECT key, id, customer FROM conversations
      WHERE last_at < ? AND id NOT IN (SELECT conversation FROM tickets WHERE is_open = 1)
      """
    )
    defer { statement.finish() }
    statement.bind(time.secondsSinceEpoch, at: 1)
    var conversations: [(key: Int, id: String, customer: String?)] = []
    while try statement.next() {
      conversations.append((statement.int(0), statement.text(1), statement.optionalText(2)))
    }
    var rows = 0
    // What outlives the conversation keeps the customer, so that it can still be forgotten.
    let feedback = try database.prepare(
      "UPDATE feedback SET conversation = NULL, customer = ?2 WHERE conversation = ?1"
    )
    defer { feedback.finish() }
    let tickets = try database.prepare("UPDATE tickets SET customer = ?2 WHERE conversation = ?1")
    defer { tickets.finish() }
    for conversation in conversations {
      feedback.bind(conversation.key, at: 1)
      feedback.bind(conversation.customer, at: 2)
      try feedback.run()
      tickets.bind(conversation.id, at: 1)
      tickets.bind(conversation.customer, at: 2)
      try tickets.run()
      for (_, changed) in try deleteConversation(conversation.key) { rows += changed }
    }
    return rows
  }

  private func purgeTickets(before time: Instant) throws(StoreError) -> Int {
    let changes = try purgeRows(
      """
      DELETE FROM ticket_changes
      WHERE ticket IN (SELECT number FROM tickets WHERE is_open = 0 AND last_at < ?)
      """,
      before: time
    )
    return try changes
      + purgeRows("DELETE FROM tickets WHERE is_open = 0 AND last_at < ?", before: time)
  }

  /// Deletes from the oldest message of each conversation on, so that no numbers are missing.
  private func purgeOutgoing(before time: Instant) throws(StoreError) -> Int {
    let messages = try purgeRows(
      """
      DELETE FROM outgoing WHERE time < ?1 AND NOT EXISTS (
        SELECT 1 FROM outgoing AS earlier
        WHERE earlier.conversation = outgoing.conversation AND earlier.seq < outgoing.seq
          AND earlier.time >= ?1)
      """,
      before: time
    )
    return try messages + purgeRows("DELETE FROM taken WHERE time < ?", before: time)
      + purgeRows("DELETE FROM outbox WHERE delivered_at < ?", before: time)
      + purgeRows("DELETE FROM agents_taken WHERE time < ?", before: time)
  }
}
