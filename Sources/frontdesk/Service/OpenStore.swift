import Dialogue
import FrontdeskEngine
import Storage

/// The store that a command's options name.
enum OpenStore {
  static let store = Option(
    name: "store",
    value: "PATH",
    expected: "a file",
    summary: "the store (default: frontdesk/frontdesk.db where programs keep their data)"
  )

  /// The file: what `--store` names, or else `frontdesk/frontdesk.db` in the user's data folder.
  ///
  /// - Throws: `UsageError` when neither is known.
  static func path(_ arguments: Arguments) throws -> String {
    if let path = arguments.value(of: store) { return path }
    guard let folder = dataFolder else {
      throw UsageError("--store is missing, and there is no home folder; expected a file")
    }
    return folder + "/frontdesk.db"
  }

  /// Opens the store for reading, beside a server that writes to it.
  ///
  /// - Throws: `StoreError` when there is none, or when it cannot be read.
  static func forReading(_ arguments: Arguments) throws -> SQLiteStore {
    try SQLiteStore(reading: try path(arguments))
  }

  /// Opens the store for writing; nobody else may have it so at the same time.
  ///
  /// - Throws: `StoreError`, of the kind `owned` when another process has it.
  static func forWriting(_ arguments: Arguments) throws -> SQLiteStore {
    try SQLiteStore(writing: try path(arguments))
  }

  /// Opens a store that is there already for writing, so that a wrong path makes none.
  static func forChanging(_ arguments: Arguments) throws -> SQLiteStore {
    // What is missing is told as to whoever only reads.
    guard DiskFiles.exists(try path(arguments)) else { return try forReading(arguments) }
    return try forWriting(arguments)
  }

  /// Notes that something of the store was written to a file, for whoever has to forget somebody.
  ///
  /// The note is only told of where another process owns the store.
  static func note(copy file: String, _ what: String, _ arguments: Arguments, _ console: Console)
    throws
  {
    let path = file.hasPrefix("/") ? file : workingDirectory() + "/" + file
    do {
      let store = try forChanging(arguments)
      defer { store.close() }
      let time = Instant(secondsSinceEpoch: secondsSinceEpoch())
      try Desk(store).note([Mark(.copy, key: path, time: time, value: what)])
    } catch let error as StoreError {
      try console.log(
        "frontdesk: \(path) is not listed among the copies of the store: \(error.message)"
      )
    }
  }

  private static var dataFolder: String? {
    if let folder = environment("XDG_DATA_HOME"), folder.hasPrefix("/") {
      return folder + "/frontdesk"
    }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    #if os(macOS)
      return home + "/Library/Application Support/Frontdesk"
    #else
      return home + "/.local/share/frontdesk"
    #endif
  }
}
