import CSQLite
package import Dialogue
package import FrontdeskEngine

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension SQLiteStore {
  /// Pages that are copied between two reports of progress: one megabyte.
  private static let pagesPerStep: Int32 = 256

  /// Copies the store as it is at this moment into a file of its own, while others go on writing.
  ///
  /// The copy gets its name when it is complete and on the disk; until then it is FILE.partial. That
  /// there is a copy is noted in the store (`Mark.Kind.copy`), also when this store only reads and
  /// another process is the owner: SQLite lets the one row in between its commits.
  ///
  /// *Source*: https://www.sqlite.org/backup.html. *Difference from the source*: the copy is made
  /// within one read transaction, so that it is not started anew whenever somebody writes; meanwhile
  /// the journal is not cut.
  ///
  /// `progress` gets how many pages are copied, and of how many.
  ///
  /// - Throws: `other` when the file is there already, and what writing it throws.
  package func backup(
    to target: String,
    at time: Instant,
    progress: (_ copied: Int, _ of: Int) -> Void = { _, _ in }
  ) throws(StoreError) {
    guard !StoreFiles.exists(target) else {
      throw StoreError(.other, "\(target): there is a file already; give another name")
    }
    try StoreFiles.makeFolder(of: target)
    let partial = target + ".partial"
    unlink(partial)
    do {
      try StoreFiles.makeFile(partial)
      try copy(to: partial, progress)
      try StoreFiles.replace(target, with: partial)
    } catch {
      unlink(partial)
      unlink(partial + "-journal")
      throw error
    }
    try note(copy: target, at: time)
  }

  private func copy(
    to partial: String,
    _ progress: (_ copied: Int, _ of: Int) -> Void
  ) throws(StoreError) {
    let target = try Database(partial, .readWrite)
    defer { target.close() }
    // What is half written is thrown away, so nothing needs to be undone.
    try target.execute("PRAGMA synchronous = OFF")
    try database.snapshot { () throws(StoreError) in
      // A transaction begins with the first thing it reads.
      _ = try database.number("SELECT count(*) FROM migrations")
      try copyPages(to: target, progress)
    }
    // One file, that can be read where nothing can be written.
    try target.execute("PRAGMA journal_mode = DELETE")
  }

  private func copyPages(
    to target: Database,
    _ progress: (_ copied: Int, _ of: Int) -> Void
  ) throws(StoreError) {
    guard let backup = sqlite3_backup_init(target.connection, "main", database.connection, "main")
    else { throw target.failure("beginning a backup") }
    var waits = 0
    var code: Int32
    repeat {
      code = sqlite3_backup_step(backup, Self.pagesPerStep)
      let total = Int(sqlite3_backup_pagecount(backup))
      progress(total - Int(sqlite3_backup_remaining(backup)), total)
      if code & 0xFF == SQLITE_BUSY || code & 0xFF == SQLITE_LOCKED {
        waits += 1
        usleep(20_000)
        if waits < 500 { code = SQLITE_OK }
      }
    } while code == SQLITE_OK
    let finished = sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE, finished == SQLITE_OK else {
      // Reading the source may have failed as well as writing the copy.
      if sqlite3_extended_errcode(target.connection) != SQLITE_OK {
        throw target.failure("writing a backup")
      }
      throw database.failure("reading for a backup")
    }
  }

  private func note(copy target: String, at time: Instant) throws(StoreError) {
    let mark = Mark(.copy, key: Self.absolute(target), time: time, value: "backup")
    guard !isWriter else { return try commit([.mark(mark)]) }
    do {
      let database = try Database(path, .readWrite)
      defer { database.close() }
      try database.execute("PRAGMA synchronous = FULL")
      let insert = try database.prepare(
        "INSERT INTO marks (kind, key, time, value) VALUES ('copy', ?, ?, 'backup')"
      )
      defer { insert.finish() }
      insert.bind(mark.key, at: 1)
      insert.bind(time.secondsSinceEpoch, at: 2)
      try insert.run()
    } catch {
      // A store that cannot be written forgets nobody either.
      guard error.kind == .readOnly else { throw error }
    }
  }

  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return String(cString: folder) + "/" + path
  }
}
