import CSQLite
import FrontdeskEngine

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A prepared statement: values in by their place from 1, rows out by their column from 0.
final class Statement {
  private var handle: OpaquePointer?
  private unowned let database: Database
  /// The first value that could not be bound.
  private var bindCode = SQLITE_OK

  init(_ handle: OpaquePointer, of database: Database) {
    self.handle = handle
    self.database = database
  }

  deinit { finish() }

  /// Gives the statement back to SQLite.
  func finish() {
    sqlite3_finalize(handle)
    handle = nil
  }

  // MARK: Values in

  func bind(_ value: Int, at place: Int32) { note(sqlite3_bind_int64(handle, place, Int64(value))) }

  func bind(_ value: Double, at place: Int32) { note(sqlite3_bind_double(handle, place, value)) }

  func bind(_ text: String, at place: Int32) {
    var text = text
    let code = text.withUTF8 {
      csqlite_bind_copied(handle, place, $0.baseAddress, Int32(clamping: $0.count))
    }
    note(code)
  }

  func bind(_ text: String?, at place: Int32) {
    if let text { bind(text, at: place) } else { note(sqlite3_bind_null(handle, place)) }
  }

  func bind(_ value: Int?, at place: Int32) {
    if let value { bind(value, at: place) } else { note(sqlite3_bind_null(handle, place)) }
  }

  func bind(_ value: Double?, at place: Int32) {
    if let value { bind(value, at: place) } else { note(sqlite3_bind_null(handle, place)) }
  }

  func bind(_ bytes: [UInt8], at place: Int32) {
    let code = bytes.withUnsafeBufferPointer {
      csqlite_bind_copied(handle, place, $0.baseAddress, Int32(clamping: $0.count))
    }
    note(code)
  }

  private func note(_ code: Int32) {
    if bindCode == SQLITE_OK { bindCode = code }
  }

  // MARK: Carrying out

  /// Carries out a statement without rows.
  func run() throws(StoreError) {
    defer { reset() }
    while try next() {}
  }

  /// Carries out a statement without rows, with UTF-8 that is bound without being copied.
  func run(with bytes: [UInt8], at place: Int32) throws(StoreError) {
    let code = bytes.withUnsafeBufferPointer { buffer in
      let bound = csqlite_bind_kept(
        handle,
        place,
        buffer.baseAddress,
        Int32(clamping: buffer.count)
      )
      note(bound)
      // What was bound is not there any more outside.
      return bindCode == SQLITE_OK ? step() : bindCode
    }
    guard code == SQLITE_DONE || code == SQLITE_ROW else {
      let error = database.failure("writing")
      reset()
      sqlite3_bind_null(handle, place)
      throw error
    }
    reset()
    sqlite3_bind_null(handle, place)
  }

  /// Goes to the next row; false when there is none.
  ///
  /// Whoever stops before that calls `reset`.
  func next() throws(StoreError) -> Bool {
    guard bindCode == SQLITE_OK else {
      reset()
      throw StoreError(.other, "\(database.path): a value is too long to be kept")
    }
    switch step() {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      reset()
      return false
    default:
      let error = database.failure("reading or writing")
      reset()
      throw error
    }
  }

  private func step() -> Int32 {
    // What an error reports is then of this step.
    errno = 0
    return sqlite3_step(handle)
  }

  /// Makes the statement ready to be carried out again; what was bound stays.
  func reset() {
    bindCode = SQLITE_OK
    sqlite3_reset(handle)
  }

  // MARK: Rows out

  func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

  func double(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

  func text(_ column: Int32) -> String {
    withBytes(column) { String(decoding: $0, as: UTF8.self) }
  }

  /// The UTF-8 of a column.
  func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { Array($0) } }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  func optionalInt(_ column: Int32) -> Int? { isNull(column) ? nil : int(column) }

  private func withBytes<Result>(
    _ column: Int32,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    // The text first: asking for it may change how many bytes there are.
    let start = sqlite3_column_text(handle, column)
    let count = Int(sqlite3_column_bytes(handle, column))
    return body(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
  }
}
