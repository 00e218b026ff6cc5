import Dialogue
import FrontdeskEngine

/// Giving out what is kept about somebody.
extension SQLiteStore {
  /// Calls `body` with every row about a customer, as an object of JSON on one line.
  ///
  /// They are the rows that `forget` would take out, table by table in the order of `StoreTables`;
  /// of an event the names of its conversation and kind stand in place of their numbers. Returns how
  /// many rows each table has. What `body` throws ends it and is thrown on.
  ///
  /// Complexity: reads the events in which customers are named, and all marks.
  package func forEachRow(
    ofCustomer id: String,
    _ body: (_ table: String, _ row: String) throws -> Void
  ) throws -> [(table: String, rows: Int)] {
    var counts: [(table: String, rows: Int)] = []
    try database.prepared("BEGIN").run()
    defer { try? database.prepared("COMMIT").run() }
    var names = MarkMatch([id])
    for name in try conversationsNaming(id) { names.insert(name) }
    for table in StoreTables.all {
      let statement = try database.prepare(try query(of: table))
      defer { statement.finish() }
      statement.bind(table == "marks" ? Mark.Kind.copy.rawValue : id, at: 1)
      if table != "marks", table != "customers" {
        statement.bind(EventKind.customerIdentified.rawValue, at: 2)
      }
      var rows = 0
      while try statement.next() {
        if table == "marks" {
          guard names.occur(in: statement.text(1)) || names.occur(in: statement.text(2)) else {
            continue
          }
        }
        rows += 1
        try body(table, statement.text(0))
      }
      counts.append((table, rows))
    }
    return counts
  }

  /// The conversations in which the shop named the customer, also before it named another.
  private static let conversations = """
    SELECT key FROM conversations WHERE customer = ?1
    UNION SELECT conversation FROM events WHERE kind = ?2 AND json_extract(payload, '$.id') = ?1
    """

  private func conversationsNaming(_ id: String) throws(StoreError) -> [String] {
    let statement = try database.prepare(
      "SELECT id FROM conversations WHERE key IN (\(Self.conversations)) ORDER BY id"
    )
    defer { statement.finish() }
    statement.bind(id, at: 1)
    statement.bind(EventKind.customerIdentified.rawValue, at: 2)
    var names: [String] = []
    while try statement.next() { names.append(statement.text(0)) }
    return names
  }

  /// The rows of a table about the customer ?1, all columns as one object.
  private func query(of table: String) throws(StoreError) -> String {
    let all = "(\(Self.conversations))"
    let names = "(SELECT id FROM conversations WHERE key IN \(all))"
    let row = try object(of: table)
    switch table {
    case "conversations":
      return "SELECT \(row) FROM conversations WHERE key IN \(all) ORDER BY key"
    case "events":
      return """
        SELECT json_object('conversation', conversations.id, 'number', events.number,
          'time', events.time, 'kind', coalesce(event_kinds.name, events.kind),
          'payload', json(events.payload))
        FROM events JOIN conversations ON conversations.key = events.conversation
          LEFT JOIN event_kinds ON event_kinds.kind = events.kind
        WHERE events.conversation IN \(all) ORDER BY events.conversation, events.number
        """
    case "outgoing", "taken", "outbox":
      return "SELECT \(row) FROM \(table) WHERE conversation IN \(all)"
    case "tickets":
      return """
        SELECT \(row) FROM tickets
        WHERE conversation IN \(names) OR customer = ?1 ORDER BY number
        """
    case "ticket_changes":
      return """
        SELECT \(row) FROM ticket_changes WHERE ticket IN (
          SELECT number FROM tickets WHERE conversation IN \(names) OR customer = ?1)
        ORDER BY ticket, number
        """
    case "feedback":
      return "SELECT \(row) FROM feedback WHERE conversation IN \(all) OR customer = ?1"
    case "customers": return "SELECT \(row) FROM customers WHERE id = ?1"
    case "marks": return "SELECT \(row), key, value FROM marks WHERE kind <> ?1 ORDER BY time, key"
    default: preconditionFailure("a table without a way to find a customer's rows in it: \(table)")
    }
  }

  /// The columns that hold JSON themselves.
  private static let jsonColumns: Set = [
    "payload", "fields", "buttons", "attachments", "last_feedback",
  ]

  /// All columns of a table as one object, whichever they are.
  private func object(of table: String) throws(StoreError) -> String {
    let statement = try database.prepare("SELECT name FROM pragma_table_info(?)")
    defer { statement.finish() }
    statement.bind(table, at: 1)
    var members: [String] = []
    while try statement.next() {
      let name = statement.text(0)
      let column = "\(table).\"\(name)\""
      members.append("'\(name)', " + (Self.jsonColumns.contains(name) ? "json(\(column))" : column))
    }
    return "json_object(\(members.joined(separator: ", ")))"
  }
}
