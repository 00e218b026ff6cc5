import FrontdeskEngine

/// The steps by which a store came to its present form, in order.
///
/// Steps are only ever added at the end: what a file has been through is written in its table
/// `migrations`, and each step is one transaction.
struct Migration: Sendable {
  let name: String
  /// Statements, each ended by an empty line.
  let sql: String

  static let all = [
    Migration(name: "2026-11-22 the first tables", sql: firstTables),
    Migration(name: "2026-11-22 attachments, the outbox, lines of agents", sql: outbox),
  ]

  /// Says in the header of a file whose it is: "Fdsk".
  ///
  /// *Source*: https://www.sqlite.org/pragma.html#pragma_application_id
  static let applicationID = 0x4664_736B

  // Measured with turns as they are (1.5 kB of payload in 8 events, 20,000 conversations, 200 of
  // them at a time): rows in the order they come with an index beside them took 1,952 bytes a
  // conversation and 0.97 s, WITHOUT ROWID 2,625 bytes and 1.52 s, for its pages hold at most 1,002
  // bytes of a row before they send it elsewhere.
  private static let firstTables = """
    CREATE TABLE conversations (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      channel TEXT NOT NULL,
      language TEXT,
      customer TEXT,
      started_at REAL NOT NULL,
      last_at REAL NOT NULL,
      owner TEXT NOT NULL, -- bot, pending or agent
      agent TEXT,
      events INTEGER NOT NULL,
      turns INTEGER NOT NULL,
      answers INTEGER NOT NULL,
      clarifications INTEGER NOT NULL,
      declines INTEGER NOT NULL,
      handoffs INTEGER NOT NULL,
      last_feedback TEXT, -- JSON
      unread INTEGER NOT NULL,
      open_requests INTEGER NOT NULL,
      held_events INTEGER NOT NULL,
      last_seq INTEGER NOT NULL
    ) STRICT

    CREATE INDEX conversations_by_activity ON conversations (last_at)

    CREATE INDEX conversations_of_customers ON conversations (customer)
      WHERE customer IS NOT NULL

    CREATE INDEX unfinished_conversations ON conversations (last_at)
      WHERE unread + open_requests + held_events > 0

    CREATE TABLE event_kinds (
      kind INTEGER PRIMARY KEY,
      name TEXT NOT NULL
    ) STRICT

    CREATE TABLE events (
      conversation INTEGER NOT NULL REFERENCES conversations,
      number INTEGER NOT NULL, -- from 0
      time REAL NOT NULL, -- seconds since 1970, as everywhere
      kind INTEGER NOT NULL, -- event_kinds says its name
      payload TEXT NOT NULL, -- JSON
      UNIQUE (conversation, number)
    ) STRICT

    CREATE TABLE outgoing (
      conversation INTEGER NOT NULL REFERENCES conversations,
      seq INTEGER NOT NULL, -- from 1
      time REAL NOT NULL,
      kind TEXT NOT NULL, -- message, ack or status
      re TEXT,
      agent TEXT,
      text TEXT NOT NULL,
      buttons TEXT, -- JSON
      article TEXT,
      UNIQUE (conversation, seq)
    ) STRICT

    CREATE TABLE taken (
      conversation INTEGER NOT NULL REFERENCES conversations,
      client_id TEXT NOT NULL,
      time REAL NOT NULL,
      PRIMARY KEY (conversation, client_id)
    ) STRICT, WITHOUT ROWID

    CREATE TABLE customers (
      id TEXT PRIMARY KEY,
      fields TEXT NOT NULL, -- JSON
      last_seen REAL NOT NULL
    ) STRICT, WITHOUT ROWID

    CREATE TABLE feedback (
      conversation INTEGER REFERENCES conversations, -- NULL when it is no longer kept
      customer TEXT, -- of a conversation that is no longer kept
      number INTEGER NOT NULL, -- of the event
      time REAL NOT NULL,
      kind TEXT NOT NULL, -- thumbs, csat or nps
      value INTEGER NOT NULL,
      comment TEXT,
      subject TEXT -- what was answered last, such as article:delivery/duration
    ) STRICT

    CREATE INDEX feedback_by_time ON feedback (time)

    CREATE INDEX feedback_of_conversations ON feedback (conversation)

    CREATE TABLE tickets (
      number INTEGER PRIMARY KEY,
      conversation TEXT NOT NULL, -- its id: a ticket may outlive it
      customer TEXT, -- of a conversation that is no longer kept
      kind TEXT NOT NULL, -- chat or call_back
      state TEXT NOT NULL,
      agent TEXT,
      team TEXT NOT NULL,
      priority TEXT NOT NULL,
      reason TEXT NOT NULL,
      language TEXT NOT NULL,
      channel TEXT NOT NULL,
      opened_at REAL NOT NULL,
      last_at REAL NOT NULL,
      ended_at REAL,
      is_open INTEGER NOT NULL,
      changes INTEGER NOT NULL
    ) STRICT

    CREATE INDEX open_tickets ON tickets (number) WHERE is_open = 1

    CREATE INDEX tickets_by_opening ON tickets (opened_at)

    CREATE INDEX tickets_of_conversations ON tickets (conversation)

    CREATE TABLE ticket_changes (
      ticket INTEGER NOT NULL REFERENCES tickets,
      number INTEGER NOT NULL, -- from 0
      time REAL NOT NULL,
      kind TEXT NOT NULL,
      payload TEXT NOT NULL, -- JSON
      UNIQUE (ticket, number)
    ) STRICT

    CREATE TABLE marks (
      kind TEXT NOT NULL,
      key TEXT NOT NULL,
      time REAL NOT NULL,
      value TEXT NOT NULL
    ) STRICT

    CREATE INDEX marks_by_kind ON marks (kind, time)

    CREATE TABLE counters (
      name TEXT PRIMARY KEY,
      value INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID

    CREATE VIEW readable_events AS
      SELECT conversations.id AS conversation, number,
        strftime('%Y-%m-%d %H:%M:%f', time, 'unixepoch') AS time,
        coalesce(name, events.kind) AS kind, payload
      FROM events JOIN conversations ON key = events.conversation
        LEFT JOIN event_kinds ON event_kinds.kind = events.kind
    """
}

extension Migration {
  private static let outbox = """
    ALTER TABLE outgoing ADD COLUMN attachments TEXT

    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY, -- from 1; never used again
      conversation INTEGER NOT NULL REFERENCES conversations,
      seq INTEGER NOT NULL, -- of the message in its conversation
      time REAL NOT NULL,
      channel TEXT NOT NULL, -- email or phone
      address TEXT NOT NULL,
      language TEXT NOT NULL,
      text TEXT NOT NULL,
      delivered_at REAL -- NULL until a channel says that it was brought
    ) STRICT

    CREATE INDEX undelivered_outbox ON outbox (id) WHERE delivered_at IS NULL

    CREATE INDEX outbox_of_conversations ON outbox (conversation)

    CREATE TABLE agents_taken (
      agent TEXT NOT NULL,
      client_id TEXT NOT NULL,
      time REAL NOT NULL,
      PRIMARY KEY (agent, client_id)
    ) STRICT, WITHOUT ROWID
    """
}

extension Database {
  /// Says whose the file is, and which steps it has been through; nil when it is empty.
  ///
  /// - Throws: `foreign` for a file that is not a store, `newer` for one with unknown steps.
  func appliedMigrations() throws(StoreError) -> [String]? {
    let application = try number("PRAGMA application_id")
    if application == 0, try number("SELECT count(*) FROM sqlite_schema") == 0 { return nil }
    guard application == Migration.applicationID else {
      throw .isNoStore(path, "another application keeps its data in it")
    }
    var names: [String] = []
    let statement = try prepare("SELECT name FROM migrations ORDER BY number")
    defer { statement.finish() }
    while try statement.next() { names.append(statement.text(0)) }
    let known = Set(Migration.all.map(\.name))
    let unknown = names.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      throw StoreError(
        .newer,
        "\(path): a newer program has written it: this one does not know "
          + unknown.map { "\"\($0)\"" }.joined(separator: ", ") + ". Use the newer program, or a "
          + "backup from before"
      )
    }
    return names
  }

  /// Brings a file that is new or older to the present form; each step whole or not at all.
  func migrate(_ migrations: [Migration] = Migration.all) throws(StoreError) {
    let applied = try appliedMigrations()
    if applied == nil {
      try transaction { () throws(StoreError) in
        try execute("PRAGMA application_id = \(Migration.applicationID)")
        try execute(
          """
          CREATE TABLE migrations (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            applied_at TEXT NOT NULL
          ) STRICT
          """
        )
      }
    }
    let done = Set(applied ?? [])
    for migration in migrations where !done.contains(migration.name) {
      try transaction { () throws(StoreError) in
        for sql in migration.sql.split(separator: "\n\n") { try execute(String(sql)) }
        let note = try prepared(
          """
          INSERT INTO migrations (name, applied_at)
          VALUES (?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
          """
        )
        note.bind(migration.name, at: 1)
        try note.run()
      }
    }
    try nameEventKinds()
  }

  /// Writes down the names of the kinds of events, for whoever reads the file with another tool.
  private func nameEventKinds() throws(StoreError) {
    guard try number("SELECT count(*) FROM event_kinds") < EventKind.allCases.count else { return }
    try transaction { () throws(StoreError) in
      let insert = try prepared("INSERT OR REPLACE INTO event_kinds VALUES (?, ?)")
      for kind in EventKind.allCases {
        insert.bind(kind.rawValue, at: 1)
        insert.bind(kind.name, at: 2)
        try insert.run()
      }
    }
  }
}
