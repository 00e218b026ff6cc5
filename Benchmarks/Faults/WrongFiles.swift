import CSQLite
import Foundation

/// Files that are not what the program expects.
enum WrongFiles {
  // MARK: Foreign

  static func foreign(_ site: Site) throws {
    let text = site.folder + "/notes.txt"
    try "Shopping list: screws, paint\n".write(toFile: text, atomically: true, encoding: .utf8)
    let database = site.freshStore("other.db")
    try execute(
      "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')",
      in: database
    )
    for path in [text, database] {
      let before = try Data(contentsOf: URL(filePath: path))
      for arguments in [
        site.serving(path), ["desk", "--store", path, "--content", site.shop],
        ["store", "check", "--store", path],
      ] {
        let outcome = try site.run(arguments, input: "hello\n")
        try require(outcome.status != 0, "\(arguments[0]) took \(path) for a store")
        try require(outcome.output.isEmpty, "it replied: \(outcome.output)")
        try require(
          outcome.errors.contains("it is not a store of Frontdesk")
            && outcome.errors.contains(path),
          "\(arguments[0]) does not say what is the matter: \(outcome.errors)"
        )
      }
      try require(
        try Data(contentsOf: URL(filePath: path)) == before,
        "\(path) was changed"
      )
    }
    report(
      "foreign: a text and a database of another application were refused and left as they are"
    )
  }

  // MARK: Damaged

  static func damaged(_ site: Site) throws {
    let store = site.freshStore("damaged.db")
    var course = Course(sessions: 60, seed: 13)
    let server = try RunningServer(site, store: store)
    try course.say(900, to: server)
    _ = try server.finish { try course.receive($0) }
    let whole = try Data(contentsOf: URL(filePath: store))
    let pages = whole.count / 4_096
    // Leaves of the large tables are all over the middle of the file.
    var hits = 0, tried = 0
    for page in stride(from: pages / 4, to: pages, by: max(1, pages / 8)) {
      tried += 1
      hits += try damage(page, of: whole, store, site) ? 1 : 0
    }
    try require(hits > 0, "no damaged page was noticed")
    var header = whole
    header.replaceSubrange(0..<64, with: Data(repeating: 0x5A, count: 64))
    try header.write(to: URL(filePath: store))
    let outcome = try site.run(site.serving(store), input: "hello\n")
    try require(outcome.status != 0, "it serves from a file without its header")
    try require(
      outcome.errors.contains(store) && outcome.errors.contains("first page is damaged"),
      "the log does not say what is the matter: \(outcome.errors)"
    )
    report(
      "damaged: \(tried) pages, one at a time, were all found by store check, and \(hits) of them "
        + "met by customers, who were told; a lost header was named"
    )
  }

  /// Overwrites a page and lets everybody go on; true when somebody could not.
  private static func damage(
    _ page: Int,
    of whole: Data,
    _ store: String,
    _ site: Site
  ) throws -> Bool {
    var broken = whole
    broken.replaceSubrange(
      page * 4_096..<(page + 1) * 4_096,
      with: Data(repeating: 0xA5, count: 4_096)
    )
    try broken.write(to: URL(filePath: store))
    for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: store + suffix) }
    let check = try site.run(["store", "check", "--store", store])
    try require(
      check.status == 1 && (check.output + check.errors).contains("damaged"),
      "page \(page) is damaged, and store check says: \(check.output)\(check.errors)"
    )
    let lines = (1...60).map { "{\"session\":\"s\($0)\",\"id\":\"d\(page)\",\"text\":\"hello\"}" }
    let outcome = try site.run(site.serving(store), input: lines.joined(separator: "\n"))
    // Either it does not start, or it says of each message whether it was kept.
    guard outcome.status == 0 else {
      try require(outcome.errors.contains("damaged"), "it ended without a word: \(outcome.errors)")
      return true
    }
    var told = Set<String>()
    var refused = 0
    for case let members as [String: Any] in try outcome.values() {
      guard let session = members["session"] as? String, members["re"] != nil else { continue }
      told.insert(session)
      if members["type"] as? String == "error" { refused += 1 }
    }
    try require(told.count == 60, "\(60 - told.count) messages were left without a word")
    try require(
      refused == 0 || outcome.errors.contains("damaged"),
      "the log does not say what is the matter: \(outcome.errors)"
    )
    return refused > 0
  }

  // MARK: Older and newer

  static func newer(_ site: Site) throws {
    let store = site.freshStore("newer.db")
    var course = Course(sessions: 5, seed: 14)
    let server = try RunningServer(site, store: store)
    try course.say(20, to: server)
    _ = try server.finish { try course.receive($0) }
    try execute(
      "INSERT INTO migrations (name, applied_at) VALUES ('2099-01-01 a table of tomorrow', '')",
      in: store
    )
    let before = try Data(contentsOf: URL(filePath: store))
    for arguments in [
      site.serving(store), ["desk", "--store", store, "--content", site.shop],
      ["store", "check", "--store", store],
    ] {
      let outcome = try site.run(arguments, input: "hello\n")
      try require(outcome.status != 0, "\(arguments[0]) uses a store of a newer program")
      try require(
        outcome.errors.contains("a newer program has written it")
          && outcome.errors.contains("a table of tomorrow"),
        "\(arguments[0]) does not say what is the matter: \(outcome.errors)"
      )
    }
    try require(try Data(contentsOf: URL(filePath: store)) == before, "\(store) was changed")
    try execute("DELETE FROM migrations WHERE name LIKE '2099%'", in: store)
    let next = try RunningServer(site, store: store)
    try course.checkReplays(next)
    _ = try next.finish { try course.receive($0) }

    let older = site.freshStore("older.db")
    try execute(
      """
      PRAGMA application_id = \(0x4664_736B);
      CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
        applied_at TEXT NOT NULL) STRICT
      """,
      in: older
    )
    let looked = try site.run(["desk", "--store", older, "--content", site.shop])
    try require(
      looked.status != 0 && looked.errors.contains("brought up to date"),
      "a store of an older program is read as if it were of this one: \(looked.errors)"
    )
    var second = Course(sessions: 5, seed: 15)
    let updated = try RunningServer(site, store: older)
    try second.say(20, to: updated)
    _ = try updated.finish { try second.receive($0) }
    try site.command(["store", "check", "--store", older])
    report("newer: refused and left as it is; older: brought up to date, and goes on")
  }

  // MARK: A second writer

  static func secondWriter(_ site: Site) throws {
    let store = site.freshStore("owned.db")
    var course = Course(sessions: 5, seed: 16)
    let server = try RunningServer(site, store: store)
    try course.say(20, to: server)
    for arguments in [
      site.serving(store),
      ["desk", "conv", "1", "assign", "--agent", "ana", "--store", store, "--content", site.shop],
    ] {
      let outcome = try site.run(arguments, input: "hello\n")
      try require(outcome.status == 2, "a second writer ended with \(outcome.status)")
      try require(
        outcome.errors.contains("process \(server.pid) writes to it"),
        "a second writer does not say who the first is: \(outcome.errors)"
      )
    }
    // Who only reads may.
    try site.command(["desk", "-o", "json", "--store", store, "--content", site.shop])
    try site.command(["store", "check", "--store", store])
    try course.say(20, to: server)
    try require(course.refused.isEmpty, "the first writer was hindered: \(server.log)")
    server.kill()
    let next = try RunningServer(site, store: store)
    try course.checkReplays(next)
    _ = try next.finish { try course.receive($0) }
    report(
      "second-writer: refused with the first one's number; after kill -9 the next one may write"
    )
  }

  private static func execute(_ sql: String, in path: String) throws {
    var connection: OpaquePointer?
    defer { sqlite3_close_v2(connection) }
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    guard sqlite3_open_v2(path, &connection, flags, nil) == SQLITE_OK, let connection
    else { throw Difference("\(path): cannot be opened") }
    for sql in sql.split(separator: ";") {
      var statement: OpaquePointer?
      guard sqlite3_prepare_v3(connection, String(sql), -1, 0, &statement, nil) == SQLITE_OK else {
        throw Difference("\(path): \(String(cString: sqlite3_errmsg(connection)))")
      }
      while sqlite3_step(statement) == SQLITE_ROW {}
      sqlite3_finalize(statement)
    }
  }
}
