import Dialogue
import FrontdeskEngine
import Handoff
import Testing
import TextAnalysis

@testable import Storage

@Suite("Backups, checks and migrations")
struct StoreBackupTests {
  /// Appends one event to each of some conversations, one commit each.
  private static func fill(_ store: SQLiteStore, _ numbers: Range<Int>) throws {
    for number in numbers {
      var summary = ConversationSummary(
        id: ConversationID("c\(number)"),
        channel: "web",
        startedAt: at(Double(number))
      )
      try store.commit(
        said(String(repeating: "text ", count: 600), 0, in: &summary, at: Double(number))
      )
    }
  }

  @Test("a backup is the store as it was when it began, whatever is written meanwhile")
  func backup() throws {
    try withFolder { folder in
      let path = folder + "/store.db"
      let store = try SQLiteStore(writing: path)
      defer { store.close() }
      try Self.fill(store, 0..<600)
      let reader = try SQLiteStore(reading: path)
      defer { reader.close() }
      var steps: [(Int, Int)] = []
      var written = 600
      try reader.backup(to: folder + "/copies/first.db", at: at(5)) { copied, total in
        steps.append((copied, total))
        // The owner goes on writing between any two steps.
        #expect(throws: Never.self) { try Self.fill(store, written..<written + 10) }
        written += 10
      }
      #expect(steps.count > 1)
      #expect(steps.last.map { $0.0 == $0.1 } == true)
      #expect(try SQLiteStore.check(path: folder + "/copies/first.db") == [])
      let copy = try SQLiteStore(reading: folder + "/copies/first.db")
      #expect(try copy.database.number("SELECT count(*) FROM events") == 600)
      copy.close()
      #expect(try store.database.number("SELECT count(*) FROM events") == written)
      let key = folder + "/copies/first.db"
      #expect(try store.marks(.copy, since: at(0)).map(\.key) == [key])
      #expect(store.problems() == [])
      // The owner itself makes one too, and no name is used twice.
      try store.backup(to: folder + "/second.db", at: at(6))
      #expect(try store.marks(.copy, since: at(6)).map(\.key) == [folder + "/second.db"])
      #expect(kind { try store.backup(to: folder + "/second.db", at: at(7)) } == .other)
      let opened = try SQLiteStore(writing: folder + "/second.db")
      try Self.fill(opened, written..<written + 1)
      opened.close()
    }
  }

  @Test("a backup that finds no room leaves nothing behind")
  func backupWithoutRoom() throws {
    try withFolder { folder in
      let disk = folder + "/disk"
      guard run("mkdir \(disk) && mount -t tmpfs -o size=256k none \(disk)") == 0 else {
        print("backup to a full disk: NOT RUN, mounting is not allowed here")
        return
      }
      print("backup to a full disk: ran on a file system of 256 kB")
      defer { run("umount -l \(disk)") }
      let store = try SQLiteStore(writing: folder + "/store.db")
      defer { store.close() }
      try Self.fill(store, 0..<200)
      let error = #expect(throws: StoreError.self) {
        try store.backup(to: disk + "/copy.db", at: at(1))
      }
      #expect(error?.kind == .full)
      #expect(error?.message.contains(disk) == true)
      #expect(run("test -z \"$(ls -A \(disk))\"") == 0)
      #expect(try store.marks(.copy, since: at(0)).isEmpty)
      try Self.fill(store, 200..<201)
    }
  }

  @Test(
    "a check finds what is missing or does not follow from the events",
    arguments: [
      ("DELETE FROM events WHERE number = 3", "event 3 is missing"),
      ("DELETE FROM events WHERE number = 9", "its row is not what its events make"),
      ("UPDATE conversations SET turns = turns + 1", "its row is not what its events make"),
      ("UPDATE conversations SET owner = 'nobody'", "its owner \"nobody\" is not known"),
      ("DELETE FROM outgoing WHERE seq = 2", "messages have the numbers 1 to 3"),
      ("UPDATE conversations SET last_seq = 2", "the last should have 2"),
      ("DELETE FROM ticket_changes WHERE number = 1", "ticket 1: 2 changes have numbers up to 2"),
      ("UPDATE tickets SET state = 'pending'", "its row is not what its changes make"),
      ("DELETE FROM ticket_changes", "it has no changes"),
      ("UPDATE ticket_changes SET kind = 'danced'", "only a newer program knows"),
      ("UPDATE ticket_changes SET payload = '{}'", "ticket 1"),
      ("DELETE FROM counters", "its number was not counted"),
      ("DELETE FROM counters WHERE name = 'outbox'", "message 1 of the outbox: its number"),
      ("UPDATE outbox SET seq = 4", "conversation c has no message 4"),
      ("UPDATE outbox SET channel = 'pigeon'", "its channel \"pigeon\" is not known"),
      ("UPDATE outbox SET language = 'xx'", "its language \"xx\" is not known"),
      ("UPDATE events SET payload = '{}' WHERE number = 1", "event 1 of conversation c"),
      ("DELETE FROM customers", "its customer C is not known"),
      ("DELETE FROM events WHERE kind = 32", "there is feedback without event 8"),
      (
        "DROP INDEX conversations_by_activity; PRAGMA foreign_keys = OFF; DELETE FROM conversations",
        "refers to a row of conversations that is not there"
      ),
    ]
  )
  func check(_ change: String, _ expected: String) throws {
    let store = try SQLiteStore.inMemory()
    let id = ConversationID("c")
    var summary = ConversationSummary(id: id, channel: "", startedAt: at(0))
    var batch: [StoreRecord] = []
    for number in 0..<10 {
      let event: ConversationEvent =
        switch number {
        case 0: .customerIdentified(Customer(id: "C"))
        case 8: .feedbackGiven(Feedback(.nps, value: 3))
        default: .customerSaid("text \(number)")
        }
      summary.apply(event, at: at(Double(number)))
      batch.append(.event(id, StoredEvent(number: number, time: at(Double(number)), event: event)))
    }
    for seq in 1...3 {
      let message = OutgoingMessage(conversation: id, seq: seq, time: at(1), kind: .message)
      batch.append(.outgoing(message))
    }
    summary.lastSeq = 3
    batch.append(.conversation(summary))
    batch.append(
      .outbound(
        OutboundMessage(
          id: 1,
          conversation: id,
          channel: .phone,
          address: "+40 700 000 100",
          text: "text",
          language: .romanian,
          seq: 2,
          time: at(1)
        )
      )
    )
    let opening = TicketOpening(
      conversation: id,
      language: .english,
      reason: .anger,
      firstResponseDue: at(9)
    )
    var ticket = Ticket(opening: opening, id: TicketID(1), at: at(2))
    var events: [TicketEvent] = [.opened(opening)]
    events += [.assigned(AgentID("ana"), why: "free"), .agentWrote(AgentID("ana"))]
    for (number, event) in events.enumerated() {
      if number > 0 { try ticket.apply(event, at: at(2)) }
      batch.append(
        .ticket(
          TicketChange(ticket: ticket.id, number: number, event: event, time: at(2), state: ticket)
        )
      )
    }
    try store.commit(batch)
    #expect(store.problems() == [])
    for sql in change.split(separator: "; ") { try store.database.execute(String(sql)) }
    let problems = store.problems()
    #expect(problems.contains { $0.contains(expected) }, "\(problems)")
  }

  @Test("a file of a newer program is refused, with what it has been through")
  func newer() throws {
    try withFolder { folder in
      let path = folder + "/store.db"
      let store = try SQLiteStore(writing: path)
      try Self.fill(store, 0..<1)
      try store.database.execute(
        "INSERT INTO migrations (name, applied_at) VALUES ('2031-01-01 the thing after', '')"
      )
      store.close()
      let errors = [
        #expect(throws: StoreError.self) { _ = try SQLiteStore(writing: path) },
        #expect(throws: StoreError.self) { _ = try SQLiteStore(reading: path) },
        #expect(throws: StoreError.self) { _ = try SQLiteStore.check(path: path) },
      ]
      for error in errors {
        #expect(error?.kind == .newer)
        #expect(error?.message.contains("\"2031-01-01 the thing after\"") == true)
      }
      #expect(SQLiteStore.owner(of: path) == nil)
    }
  }

  @Test("a file of an older program is brought forward once, a step at a time or not at all")
  func older() throws {
    try withFolder { folder in
      let path = folder + "/store.db"
      let first = try Database(path, .create)
      try first.configureForWriting(.full)
      try first.migrate()
      let later = [
        Migration(name: "2031-01-01 more", sql: "CREATE TABLE more (a TEXT) STRICT"),
        Migration(
          name: "2031-01-02 wrong",
          sql: "CREATE TABLE wrong (a TEXT) STRICT\n\nINSERT INTO nothing VALUES (1)"
        ),
      ]
      #expect(kind { try first.migrate(Migration.all + later) } == .other)
      let names = "SELECT group_concat(name, ', ') FROM (SELECT name FROM migrations ORDER BY 1)"
      let known = Migration.all.map(\.name).sorted() + ["2031-01-01 more"]
      #expect(try first.text(names) == known.joined(separator: ", "))
      #expect(
        try first.number("SELECT count(*) FROM sqlite_schema WHERE name IN ('more', 'wrong')") == 1
      )
      first.close()
    }
  }

  @Test("a file that was only begun is finished when it is opened for writing, not for reading")
  func begun() throws {
    try withFolder { folder in
      let path = folder + "/store.db"
      let empty = try Database(path, .create)
      try empty.configureForWriting(.full)
      #expect(kind { _ = try SQLiteStore(reading: path) } == .other)
      try empty.execute("PRAGMA application_id = \(Migration.applicationID)")
      try empty.execute(
        "CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT, applied_at TEXT)"
      )
      empty.close()
      let error = #expect(throws: StoreError.self) { _ = try SQLiteStore(reading: path) }
      #expect(error?.message.contains(Migration.all[0].name) == true)
      let store = try SQLiteStore(writing: path)
      try Self.fill(store, 0..<1)
      store.close()
      try SQLiteStore(reading: path).close()
    }
  }

  @Test("the file can be read with any other tool")
  func readable() throws {
    let store = try SQLiteStore.inMemory()
    try Self.fill(store, 0..<1)
    let row = """
      SELECT conversation || ' ' || number || ' ' || time || ' ' || kind || ' '
        || json_extract(payload, '$.text') FROM readable_events
      """
    let text = try #require(try store.database.text(row))
    #expect(text.hasPrefix("c0 0 1970-01-01 00:00:00.000 customer_said text text"))
    let kinds = try store.database.number("SELECT count(*) FROM event_kinds")
    #expect(kinds == EventKind.allCases.count)
    #expect(Set(EventKind.allCases.map(\.name)).count == kinds)
    #expect(EventKind.recordRequested.name == "record_requested")
  }

  @Test("what a start asks for is answered by an index")
  func indexes() throws {
    let store = try SQLiteStore.inMemory()
    let questions = [
      "SELECT number FROM tickets WHERE is_open = 1 ORDER BY number",
      """
      SELECT id FROM conversations WHERE unread + open_requests + held_events > 0
      ORDER BY last_at, id
      """,
      "SELECT key, time, value FROM marks WHERE kind = ? AND time >= ? ORDER BY time, rowid",
      "SELECT value FROM counters WHERE name = 'ticket'",
      "SELECT number FROM tickets WHERE opened_at >= ? AND opened_at < ? ORDER BY opened_at, number",
      "SELECT id FROM conversations WHERE customer = ? ORDER BY last_at DESC, id",
      "SELECT id FROM conversations WHERE last_at >= ? AND last_at < ? ORDER BY last_at DESC, id",
      "DELETE FROM feedback WHERE conversation = ?",
      "DELETE FROM tickets WHERE conversation = ?",
    ]
    for question in questions {
      let plan = try store.database.prepare("EXPLAIN QUERY PLAN " + question)
      defer { plan.finish() }
      var steps: [String] = []
      while try plan.next() { steps.append(plan.text(3)) }
      let usesIndex = steps.contains { $0.contains("INDEX") || $0.contains("PRIMARY KEY") }
      #expect(usesIndex, "\(question): \(steps)")
    }
  }
}
