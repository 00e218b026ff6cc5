package import FrontdeskEngine
import JSON

/// The store as one file of SQLite, with its journal beside it.
///
/// A batch is one transaction, and is on the disk when `commit` returns: the journal is written ahead
/// (WAL) and synchronised with every commit (`synchronous=FULL`). After a failure the same store goes
/// on as soon as its cause is gone.
package final class SQLiteStore: Store {
  /// How hard a commit is pressed onto the disk.
  package enum Synchronous: String, Sendable {
    case full = "FULL"
    /// For benchmarks: after a power cut the last commits may be missing.
    case normal = "NORMAL"
    case off = "OFF"
  }

  /// The file; `:memory:` for none.
  package let path: String
  let database: Database
  /// Whether this store may write.
  let isWriter: Bool
  private var lock: StoreLock?
  /// Where payloads are written before they are bound.
  var writer = JSONWriter()

  private init(path: String, database: Database, lock: consuming StoreLock?) {
    self.path = path
    self.database = database
    isWriter = true
    self.lock = lock
  }

  private init(reading database: Database) {
    path = database.path
    self.database = database
    isWriter = false
    lock = nil
  }

  /// Opens a store for writing, and makes it, and its folder, if they are not there.
  ///
  /// - Throws: `owned` when another process writes to it, `foreign`, `newer`, `damaged`, `readOnly`,
  ///   `full` and others; the file is then as it was.
  package convenience init(
    writing path: String,
    synchronous: Synchronous = .full
  ) throws(StoreError) {
    try StoreFiles.makeFolder(of: path)
    let lock = try StoreLock(path)
    try StoreFiles.makeFile(path)
    let database = try Database(path, .readWrite)
    // Before anything is written: a file of another application stays as it is.
    _ = try database.appliedMigrations()
    try database.configureForWriting(synchronous)
    try database.migrate()
    self.init(path: path, database: database, lock: lock)
  }

  /// Opens a store for reading, beside whoever writes to it.
  ///
  /// - Throws: `missing` when there is no file, and as for writing; a file of an older program has
  ///   to be opened for writing first.
  package convenience init(reading path: String) throws(StoreError) {
    self.init(reading: try Self.openForReading(path))
  }

  /// A store that is gone when it is closed.
  package static func inMemory() throws(StoreError) -> SQLiteStore {
    let database = try Database(":memory:", .create)
    try database.configure()
    try database.migrate()
    return SQLiteStore(path: ":memory:", database: database, lock: nil)
  }

  /// Closes the file and lets others write; nothing may be asked of the store afterwards.
  package func close() {
    database.close()
    lock = nil
  }

  /// The process that writes to a store now; nil when there is none.
  package static func owner(of path: String) -> Int32? { StoreLock.owner(of: path) }
}
