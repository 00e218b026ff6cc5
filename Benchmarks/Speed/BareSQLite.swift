import CSQLite
import Dialogue
import FrontdeskEngine
import Storage
import TextAnalysis

/// The reference: the same rows with prepared statements, everything encoded beforehand.
///
/// It knows the keys of conversations, finds and derives nothing, and checks only that each step
/// succeeded.
final class BareSQLite {
  /// A row with its texts as UTF-8.
  enum Row {
    case event(key: Int64, number: Int64, time: Double, kind: Int64, payload: [UInt8])
    case conversation(key: Int64, isNew: Bool, texts: [[UInt8]?], numbers: [Int64], times: [Double])
    case outgoing(key: Int64, seq: Int64, time: Double, texts: [[UInt8]?])
    case taken(key: Int64, clientID: [UInt8], time: Double)

    init(_ record: StoreRecord) {
      switch record {
      case .event(let id, let event):
        self = .event(
          key: Self.key(id),
          number: Int64(event.number),
          time: event.time.secondsSinceEpoch,
          kind: Int64(EventCoding.kindNumber(of: event.event)),
          payload: EventCoding.payload(of: event.event)
        )
      case .conversation(let summary):
        self = .conversation(
          key: Self.key(summary.id),
          isNew: summary.turnCount == 1,
          texts: [
            Array(summary.id.value.utf8), Array(summary.channel.utf8),
            summary.language.map { Array($0.rawValue.utf8) }, nil, Array("bot".utf8), nil, nil,
          ],
          numbers: [
            summary.eventCount, summary.turnCount, summary.answers, summary.clarifications,
            summary.declines, summary.handoffs, summary.unread, summary.openRequests,
            summary.heldEvents, summary.lastSeq,
          ].map { Int64($0) },
          times: [summary.startedAt.secondsSinceEpoch, summary.lastAt.secondsSinceEpoch]
        )
      case .outgoing(let message):
        let buttons = message.buttons.first.map {
          Array("[{\"title\":\"\($0.title)\",\"payload\":\"\($0.payload)\"}]".utf8)
        }
        self = .outgoing(
          key: Self.key(message.conversation),
          seq: Int64(message.seq),
          time: message.time.secondsSinceEpoch,
          texts: [
            Array(message.kind.rawValue.utf8), message.re.map { Array($0.utf8) }, nil,
            Array(message.text.utf8), buttons, message.article.map { Array($0.utf8) },
          ]
        )
      case .taken(let id, let clientID, let time):
        self = .taken(
          key: Self.key(id),
          clientID: Array(clientID.utf8),
          time: time.secondsSinceEpoch
        )
      case .ticket, .mark, .outbound, .delivered, .agentTaken:
        preconditionFailure("turns have no such rows")
      }
    }

    /// The benchmark's conversations are numbered in the order they are first kept.
    private static func key(_ id: ConversationID) -> Int64 {
      (Int64(id.value.split(separator: "-")[1]) ?? 0) + 1
    }
  }

  private let connection: OpaquePointer
  private var statements: [OpaquePointer] = []

  private static let sql = [
    "BEGIN IMMEDIATE", "COMMIT",
    "INSERT INTO events (conversation, number, time, kind, payload) VALUES (?, ?, ?, ?, ?)",
    """
    INSERT INTO conversations (key, id, channel, language, customer, owner, agent, last_feedback,
      events, turns, answers, clarifications, declines, handoffs, unread, open_requests,
      held_events, last_seq, started_at, last_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """,
    """
    UPDATE conversations SET id = ?2, channel = ?3, language = ?4, customer = ?5, owner = ?6,
      agent = ?7, last_feedback = ?8, events = ?9, turns = ?10, answers = ?11, clarifications = ?12,
      declines = ?13, handoffs = ?14, unread = ?15, open_requests = ?16, held_events = ?17,
      last_seq = ?18, started_at = ?19, last_at = ?20
    WHERE key = ?1
    """,
    """
    INSERT INTO outgoing (conversation, seq, time, kind, re, agent, text, buttons, article)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    """,
    "INSERT INTO taken VALUES (?, ?, ?)",
  ]

  init(path: String, synchronous: String) throws {
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
    guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK, let handle else {
      throw StoreError(.other, "\(path): cannot be opened")
    }
    connection = handle
    for pragma in [
      "foreign_keys = ON", "secure_delete = ON", "cache_size = -16000", "cell_size_check = ON",
      "synchronous = \(synchronous)", "journal_size_limit = 16777216",
    ] {
      let statement = try prepare("PRAGMA " + pragma)
      _ = sqlite3_step(statement)
      sqlite3_finalize(statement)
    }
    statements = try Self.sql.map { try prepare($0) }
  }

  private func prepare(_ sql: String) throws -> OpaquePointer {
    var statement: OpaquePointer?
    let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
    let code = sqlite3_prepare_v3(connection, sql, -1, flags, &statement, nil)
    guard code == SQLITE_OK, let statement else {
      throw StoreError(.other, "\(sql): \(String(cString: sqlite3_errmsg(connection)))")
    }
    return statement
  }

  func close() {
    for statement in statements { sqlite3_finalize(statement) }
    sqlite3_close_v2(connection)
  }

  func commit(_ rows: [Row]) throws {
    try step(statements[0])
    // Rows before what refers to them.
    for case .conversation(let key, let isNew, let texts, let numbers, let times) in rows {
      let statement = statements[isNew ? 3 : 4]
      sqlite3_bind_int64(statement, 1, key)
      for (index, text) in texts.enumerated() { bind(text, statement, Int32(index) + 2) }
      for (index, number) in numbers.enumerated() {
        sqlite3_bind_int64(statement, Int32(index) + 9, number)
      }
      sqlite3_bind_double(statement, 19, times[0])
      sqlite3_bind_double(statement, 20, times[1])
      try step(statement)
    }
    for row in rows {
      switch row {
      case .conversation: break
      case .event(let key, let number, let time, let kind, let payload):
        let statement = statements[2]
        sqlite3_bind_int64(statement, 1, key)
        sqlite3_bind_int64(statement, 2, number)
        sqlite3_bind_double(statement, 3, time)
        sqlite3_bind_int64(statement, 4, kind)
        bind(payload, statement, 5)
        try step(statement)
      case .outgoing(let key, let seq, let time, let texts):
        let statement = statements[5]
        sqlite3_bind_int64(statement, 1, key)
        sqlite3_bind_int64(statement, 2, seq)
        sqlite3_bind_double(statement, 3, time)
        for (index, text) in texts.enumerated() { bind(text, statement, Int32(index) + 4) }
        try step(statement)
      case .taken(let key, let clientID, let time):
        let statement = statements[6]
        sqlite3_bind_int64(statement, 1, key)
        bind(clientID, statement, 2)
        sqlite3_bind_double(statement, 3, time)
        try step(statement)
      }
    }
    try step(statements[1])
  }

  private func bind(_ text: [UInt8]?, _ statement: OpaquePointer, _ place: Int32) {
    guard let text else {
      sqlite3_bind_null(statement, place)
      return
    }
    _ = text.withUnsafeBufferPointer {
      csqlite_bind_copied(statement, place, $0.baseAddress, Int32($0.count))
    }
  }

  private func step(_ statement: OpaquePointer) throws {
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    guard code == SQLITE_DONE else {
      throw StoreError(.other, String(cString: sqlite3_errmsg(connection)))
    }
  }
}
