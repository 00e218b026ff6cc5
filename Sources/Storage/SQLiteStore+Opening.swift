import FrontdeskEngine

extension Database {
  /// What every connection asks for.
  func configure() throws(StoreError) {
    try execute("PRAGMA foreign_keys = ON")
    // What is deleted is overwritten with zeros where it stood.
    try execute("PRAGMA secure_delete = ON")
    // 16 MB: indexes of 100,000 conversations fit.
    try execute("PRAGMA cache_size = -16000")
    // Damage of a row is found when it is read, not when it has done harm.
    try execute("PRAGMA cell_size_check = ON")
    try execute("PRAGMA trusted_schema = OFF")
  }

  /// What the owner of the file asks for.
  ///
  /// Pages stay at 4,096 bytes: a commit writes each page it changed, so larger ones only cost. No
  /// `mmap`: an error of the disk would be a signal instead of an error. The journal is put into the
  /// file every 1,000 pages (4 MB), and cut back to 16 MB when a reader made it grow.
  func configureForWriting(_ synchronous: SQLiteStore.Synchronous) throws(StoreError) {
    try configure()
    if try text("PRAGMA journal_mode = WAL") != "wal" {
      throw StoreError(
        .other,
        "\(path): its file system cannot keep a journal beside it that several programs share; "
          + "put it on a disk of this machine"
      )
    }
    try execute("PRAGMA synchronous = \(synchronous.rawValue)")
    try execute("PRAGMA wal_autocheckpoint = 1000")
    try execute("PRAGMA journal_size_limit = 16777216")
  }
}

extension SQLiteStore {
  /// Opens a file that must be there and be one of this program's.
  static func openForReading(_ path: String) throws(StoreError) -> Database {
    guard StoreFiles.exists(path) else {
      throw StoreError(
        .missing,
        "\(path): there is no such file; a store is made when the program first writes to it"
      )
    }
    let database = try Database(path, .readOnly)
    do {
      return try checked(database)
    } catch {
      guard [.readOnly, .other].contains(error.kind) else { throw error }
      // Where nothing can be written, as on a disk mounted for reading only, SQLite cannot make the
      // shared memory beside a journal. Without a journal there is nothing to share.
      guard StoreFiles.size(path + "-wal") == 0 else { throw error }
      database.close()
      return try checked(try Database(path, .immutable))
    }
  }

  private static func checked(_ database: Database) throws(StoreError) -> Database {
    let applied = try database.appliedMigrations() ?? []
    let missing = Migration.all.map(\.name).filter { !applied.contains($0) }
    guard missing.isEmpty else {
      throw StoreError(
        .other,
        "\(database.path): "
          + (applied.isEmpty ? "nothing has been kept in it yet" : "an older program wrote it")
          + ": it lacks " + missing.map { "\"\($0)\"" }.joined(separator: ", ")
          + "; it is brought up to date when this program next opens it for writing"
      )
    }
    try database.execute("PRAGMA query_only = ON")
    try database.execute("PRAGMA cache_size = -16000")
    return database
  }
}
