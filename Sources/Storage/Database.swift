import CSQLite
import FrontdeskEngine

/// A connection to a file of SQLite; one thread has it.
///
/// Statements are prepared once and kept: the same SQL written at the same place is the same one.
final class Database {
  enum Mode {
    case readOnly
    /// Read-only, of a file that nobody changes and beside which nothing can be written.
    case immutable
    case readWrite
    case create
  }

  let path: String
  let connection: OpaquePointer
  private var statements: [UnsafePointer<UInt8>: Statement] = [:]
  private var isOpen = true

  /// How long another program's lock is waited for.
  static let patienceMilliseconds: Int32 = 2_000

  init(_ path: String, _ mode: Mode) throws(StoreError) {
    self.path = path
    let flags: Int32
    var name = path
    switch mode {
    case .readOnly: flags = Int32(SQLITE_OPEN_READONLY)
    case .immutable:
      flags = Int32(SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
      name = "file:\(Self.escaped(path))?immutable=1"
    case .readWrite: flags = Int32(SQLITE_OPEN_READWRITE)
    case .create: flags = Int32(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    }
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(name, &handle, flags | Int32(SQLITE_OPEN_NOMUTEX), nil)
    guard let handle else {
      throw StoreError(.other, "\(path): there is no memory to open it")
    }
    connection = handle
    guard code == SQLITE_OK else {
      let error = StoreError(of: handle, path: path, doing: "opening it")
      sqlite3_close_v2(handle)
      throw error
    }
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Self.patienceMilliseconds)
  }

  deinit { close() }

  /// Closes the file; nothing may be asked of it afterwards.
  func close() {
    guard isOpen else { return }
    isOpen = false
    for statement in statements.values { statement.finish() }
    statements = [:]
    sqlite3_close_v2(connection)
  }

  // MARK: Statements

  /// A statement that is prepared when it is first asked for; it must not be used within itself.
  func prepared(_ sql: StaticString) throws(StoreError) -> Statement {
    if let known = statements[sql.utf8Start] { return known }
    let statement = try prepare(sql.description, isPersistent: true)
    statements[sql.utf8Start] = statement
    return statement
  }

  /// A statement for one use.
  func prepare(_ sql: String, isPersistent: Bool = false) throws(StoreError) -> Statement {
    guard isOpen else { throw StoreError(.other, "\(path): it is closed") }
    var handle: OpaquePointer?
    let flags = isPersistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    let code = sqlite3_prepare_v3(connection, sql, -1, flags, &handle, nil)
    guard code == SQLITE_OK, let handle else { throw failure("preparing \(sql)") }
    return Statement(handle, of: self)
  }

  /// Carries out one statement that returns nothing of interest.
  func execute(_ sql: String) throws(StoreError) {
    let statement = try prepare(sql)
    defer { statement.finish() }
    while try statement.next() {}
  }

  /// The number a statement returns in its first row; 0 when there is none.
  func number(_ sql: String) throws(StoreError) -> Int {
    let statement = try prepare(sql)
    defer { statement.finish() }
    return try statement.next() ? statement.int(0) : 0
  }

  /// The text a statement returns in its first row; nil when there is none.
  func text(_ sql: String) throws(StoreError) -> String? {
    let statement = try prepare(sql)
    defer { statement.finish() }
    return try statement.next() ? statement.optionalText(0) : nil
  }

  // MARK: Transactions

  /// Carries out `body` in one transaction, of which everything is kept or, when it throws, nothing.
  func transaction<Result>(
    _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try prepared("BEGIN IMMEDIATE").run()
    do {
      let result = try body()
      try prepared("COMMIT").run()
      return result
    } catch {
      // SQLite has taken some failed transactions back by itself.
      if sqlite3_get_autocommit(connection) == 0 { try? prepared("ROLLBACK").run() }
      throw error
    }
  }

  /// Carries out `body` on the file as it stands now, whatever others write meanwhile.
  func snapshot<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
    try prepared("BEGIN").run()
    defer { try? prepared("COMMIT").run() }
    return try body()
  }

  /// How many rows the last statement changed.
  var changes: Int { Int(sqlite3_changes(connection)) }

  var lastInsertedKey: Int { Int(sqlite3_last_insert_rowid(connection)) }

  /// What went wrong last, while something was done.
  func failure(_ doing: String) -> StoreError {
    StoreError(of: connection, path: path, doing: doing)
  }

  /// A path as URIs write it.
  private static func escaped(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"), 0x80...:
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
