import Dialogue
import FrontdeskEngine
import Storage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The two stores, which must not differ, and the second one in a file.
enum Twin: String, CaseIterable, Sendable {
  case memory, sqlite, file

  /// Carries out `body` with an empty store.
  func withStore(_ body: (any Store) throws -> Void) throws {
    switch self {
    case .memory: try body(InMemoryStore())
    case .sqlite:
      let store = try SQLiteStore.inMemory()
      defer { store.close() }
      try body(store)
    case .file:
      try withFolder { folder in
        let store = try SQLiteStore(writing: folder + "/store.db")
        defer { store.close() }
        try body(store)
      }
    }
  }
}

/// Carries out `body` with the path of an empty folder, which is gone afterwards.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  var template = Array("/tmp/frontdesk-store-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw Unexpected("no temporary folder") }
  let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer { run("rm -rf \(folder)") }
  return try body(folder)
}

/// Runs a line of the shell; its exit code.
@discardableResult
func run(_ line: String) -> Int32 {
  let status = system("( \(line) ) >/dev/null 2>&1")
  return (status >> 8) & 0xFF
}

struct Unexpected: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}

/// The bytes of a file; empty when it is not there.
func bytes(of path: String) -> [UInt8] {
  guard let file = fopen(path, "r") else { return [] }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&block, 1, block.count, file)
    if count == 0 { return bytes }
    bytes += block[..<count]
  }
}

/// The kind of error that `body` throws; nil when it throws none.
func kind(_ body: () throws -> Void) -> StoreError.Kind? {
  do {
    try body()
    return nil
  } catch let error as StoreError {
    return error.kind
  } catch {
    return nil
  }
}

func at(_ seconds: Double) -> Instant { Instant(secondsSinceEpoch: seconds) }

/// A batch that appends one event to a conversation, with its row.
func said(
  _ text: String,
  _ number: Int,
  in summary: inout ConversationSummary,
  at seconds: Double
) -> [StoreRecord] {
  let event = ConversationEvent.customerSaid(text)
  summary.apply(event, at: at(seconds))
  return [
    .event(summary.id, StoredEvent(number: number, time: at(seconds), event: event)),
    .conversation(summary),
  ]
}
