import Content
import Dialogue
import Foundation
import FrontdeskEngine
import Handoff
import Storage

/// Messages a second through engine and store with commit before reply, one writer.
///
/// Messages of so many conversations are taken and kept together, as a turn of the server's loop
/// does. In the same run, turn about: the engine without a store, and bare SQLite with the same rows
/// in the same batches. The shop's systems answer nothing.
struct ServingSpeed {
  /// Figures of one number of conversations at a time.
  struct Report: Codable {
    var conversations_at_a_time: Int
    var messages: Int
    var rows_per_message: Double
    var messages_per_second: Double
    var messages_per_second_without_store: Double
    /// Bare SQLite alone: no engine, everything encoded beforehand.
    var messages_per_second_bare_sqlite: Double
    /// What is left of the engine's speed when everything is kept.
    var ratio_to_engine: Double
    /// Bare SQLite's time by that of the engine's commits.
    var ratio_of_commits_to_bare: Double
    var p50_us_per_commit: Double
    var p99_us_per_commit: Double
    var bytes_per_conversation: Int
  }

  /// Messages of a conversation before it is over.
  private static let length = 6

  static func run(shop path: String, messages count: Int) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/frontdesk-serving-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let shop = try Shop(folder: try ContentFolder(path: path))
    let file = "\(path)/Benchmarks/Sets/en/questions.tsv"
    let questions = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
      .dropFirst().map { String($0.split(separator: "\t", omittingEmptySubsequences: false)[1]) }
    let bases = shop.settings.languages.map { KnowledgeBase.load($0, of: shop, cache: nil) }
    for width in [1, 8, 64] {
      let report = try measure(shop, bases, questions, width: width, count: count, in: folder)
      print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
    }
  }

  private static func measure(
    _ shop: Shop,
    _ bases: [KnowledgeBase],
    _ questions: [String],
    width: Int,
    count: Int,
    in folder: String
  ) throws -> Report {
    let path = folder + "/engine-\(width).db", barePath = folder + "/bare-\(width).db"
    let sqlite = try SQLiteStore(writing: path)
    defer { sqlite.close() }
    try SQLiteStore(writing: barePath).close()
    let bare = try BareSQLite(path: barePath, synchronous: "FULL")
    defer { bare.close() }
    let store = RecordingStore(sqlite)
    let engine = Engine(shop: shop, store: store)
    let plain = Engine(shop: shop)
    // What is made once is made before it is measured.
    for base in bases {
      engine.replace(base)
      plain.replace(base)
    }
    let warm = Engine(shop: shop)
    for base in bases { warm.replace(base) }
    for number in 0..<100 {
      let id = ConversationID("warm-\(number)")
      for engine in [plain, warm] {
        _ = engine.receive(questions[number], in: id, at: moment(0))
        _ = engine.takeRequests()
      }
    }
    var spent = 0.0, spentPlain = 0.0, spentBare = 0.0, spentCommitting = 0.0
    var latencies: [Double] = []
    var rows = 0
    let batches = max(1, count / width)
    for batch in 0..<batches {
      let time = moment(batch)
      let messages = (0..<width).map { place in
        (
          ConversationID("c-\(batch / length * width + place)"),
          CustomerMessage(
            questions[(batch * width + place) * 7 % questions.count],
            clientID: "m\(batch)"
          )
        )
      }
      let start = wallSeconds()
      for (id, message) in messages {
        _ = engine.receive(message, in: id, gathers: false, at: time)
      }
      let committing = wallSeconds()
      try engine.commit(at: time)
      let kept = wallSeconds()
      _ = engine.takeRequests()
      let records = store.takeRecords()
      rows += records.count
      // Tickets and marks are few, and bare SQLite is spared them.
      let bareRows = records.compactMap { record -> BareSQLite.Row? in
        switch record {
        case .ticket, .mark: nil
        default: BareSQLite.Row(record)
        }
      }
      let bareStart = wallSeconds()
      try bare.commit(bareRows)
      let plainStart = wallSeconds()
      for (id, message) in messages {
        _ = plain.receive(message, in: id, gathers: false, at: time)
      }
      try plain.commit(at: time)
      let end = wallSeconds()
      _ = plain.takeRequests()
      if batch % length == length - 1 {
        // The server lets what is over go from memory by itself.
        for (id, _) in messages { plain.restore(nil, as: id, at: time) }
      }
      spent += kept - start
      spentCommitting += kept - committing
      spentBare += plainStart - bareStart
      spentPlain += end - plainStart
      latencies.append((kept - committing) * 1e6)
    }
    precondition(sqlite.problems().isEmpty, "the store is not whole")
    latencies.sort()
    let messages = Double(batches * width)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    let bytes = (attributes[.size] as? NSNumber)?.intValue ?? 0
    return Report(
      conversations_at_a_time: width,
      messages: batches * width,
      rows_per_message: Double(rows) / messages,
      messages_per_second: messages / spent,
      messages_per_second_without_store: messages / spentPlain,
      messages_per_second_bare_sqlite: messages / spentBare,
      ratio_to_engine: spentPlain / spent,
      ratio_of_commits_to_bare: spentCommitting / spentBare,
      p50_us_per_commit: latencies[latencies.count / 2],
      p99_us_per_commit: latencies[latencies.count * 99 / 100],
      bytes_per_conversation: bytes / max(1, (batches + length - 1) / length * width)
    )
  }

  /// A second for each batch, from a Monday morning on.
  private static func moment(_ batch: Int) -> Instant {
    Instant(secondsSinceEpoch: 1_767_607_200 + Double(batch))
  }
}
