import Content
import Dialogue
import Foundation
import FrontdeskEngine
import Handoff
import Storage
import TextAnalysis
import Understanding

/// What it costs to keep turns: the store beside bare SQLite with the same rows in the same run.
struct StoreSpeed {
  /// Turns kept in one way, in batches of one size.
  struct Report: Codable {
    var synchronous: String
    /// Turns of different conversations that are committed together.
    var batch: Int
    var turns: Int
    var turns_per_second: Double
    var bare_turns_per_second: Double
    /// Bare SQLite's time by the store's.
    var ratio: Double
    var p50_us_per_commit: Double
    var p99_us_per_commit: Double
  }

  struct Figures: Codable {
    var encode_us_per_event: Double
    var decode_us_per_event: Double
    var payload_bytes_per_event: Double
    var bytes_per_turn: Double
    var bytes_per_conversation: Double
  }

  struct Opening: Codable {
    var conversations: Int
    var megabytes: Double
    var seconds_cold: Double
    var seconds_warm: Double
    var unfinished: Int
    var open_tickets: Int
  }

  /// Runs everything with so many turns per measurement, and openings with so many conversations.
  static func run(turns: Int, conversations: Int) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/frontdesk-speed-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for synchronous in [SQLiteStore.Synchronous.full, .off] {
      for batch in [1, 8, 64] {
        let report = try commits(turns, batch, synchronous, in: folder)
        print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
      }
    }
    print(String(decoding: try JSONEncoder().encode(try figures(in: folder)), as: UTF8.self))
    let opening = try opening(conversations, in: folder)
    print(String(decoding: try JSONEncoder().encode(opening), as: UTF8.self))
  }

  // MARK: Commits

  private static func commits(
    _ turns: Int,
    _ batch: Int,
    _ synchronous: SQLiteStore.Synchronous,
    in folder: String
  ) throws -> Report {
    let rounds = 6
    let perRound = max(batch, turns / rounds / batch * batch)
    // The files lie side by side, and take turns.
    let path = folder + "/store-\(synchronous.rawValue)-\(batch).db"
    let store = try SQLiteStore(writing: path, synchronous: synchronous)
    defer { store.close() }
    let barePath = folder + "/bare-\(synchronous.rawValue)-\(batch).db"
    try SQLiteStore(writing: barePath).close()
    let bare = try BareSQLite(path: barePath, synchronous: synchronous.rawValue)
    defer { bare.close() }
    var course = (0..<perRound).map { Course($0) }
    var latencies: [Double] = []
    var ours: [Double] = [], theirs: [Double] = []
    for _ in 0..<rounds {
      var batches: [[StoreRecord]] = []
      for start in stride(from: 0, to: perRound, by: batch) {
        batches.append((start..<start + batch).flatMap { course[$0].next() })
      }
      let rows = batches.map { $0.map { BareSQLite.Row($0) } }
      var spent = 0.0, bareSpent = 0.0
      // Turn about, so that whatever else the machine does meets both.
      for (batch, rows) in zip(batches, rows) {
        let start = wallSeconds()
        try store.commit(batch)
        let middle = wallSeconds()
        try bare.commit(rows)
        bareSpent += wallSeconds() - middle
        spent += middle - start
        latencies.append((middle - start) * 1e6)
      }
      ours.append(spent)
      theirs.append(bareSpent)
    }
    precondition(store.problems().isEmpty, "the store kept something else than it was given")
    latencies.sort()
    func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    return Report(
      synchronous: synchronous.rawValue,
      batch: batch,
      turns: perRound * rounds,
      turns_per_second: Double(perRound) / median(ours),
      bare_turns_per_second: Double(perRound) / median(theirs),
      ratio: median(ours) / median(theirs),
      p50_us_per_commit: latencies[latencies.count / 2],
      p99_us_per_commit: latencies[latencies.count * 99 / 100]
    )
  }

  // MARK: Events and bytes

  private static func figures(in folder: String) throws -> Figures {
    let events = (0..<2_000).flatMap { Self.events($0 % 5, of: $0) }
    let kinds = events.map { EventCoding.kindNumber(of: $0) }
    var payloads: [[UInt8]] = []
    var encode = Double.infinity, decode = Double.infinity
    for _ in 0..<5 {
      let start = wallSeconds()
      payloads = events.map { EventCoding.payload(of: $0) }
      encode = min(encode, wallSeconds() - start)
      let second = wallSeconds()
      for (index, payload) in payloads.enumerated() {
        let event = EventCoding.event(kindNumber: kinds[index], payload: payload)
        precondition(event == events[index], "an event changed on its way")
      }
      decode = min(decode, wallSeconds() - second)
    }
    let path = folder + "/bytes.db"
    let store = try SQLiteStore(writing: path, synchronous: .off)
    let conversations = 5_000, turns = 4
    var courses = (0..<conversations).map { Course($0) }
    // Two hundred conversations at a time, as they come.
    for start in stride(from: 0, to: conversations, by: 200) {
      for _ in 0..<turns {
        for index in start..<start + 200 { try store.commit(courses[index].next()) }
      }
    }
    store.close()
    let bytes = Double(size(path))
    return Figures(
      encode_us_per_event: encode * 1e6 / Double(events.count),
      decode_us_per_event: decode * 1e6 / Double(events.count),
      payload_bytes_per_event: Double(payloads.map(\.count).reduce(0, +)) / Double(events.count),
      bytes_per_turn: bytes / Double(conversations * turns),
      bytes_per_conversation: bytes / Double(conversations)
    )
  }

  private static func size(_ path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }

  // MARK: Opening

  private static func opening(_ conversations: Int, in folder: String) throws -> Opening {
    let path = folder + "/many.db"
    do {
      let store = try SQLiteStore(writing: path, synchronous: .off)
      for start in stride(from: 0, to: conversations, by: 500) {
        var batch: [StoreRecord] = []
        for number in start..<min(start + 500, conversations) {
          var course = Course(number)
          batch += course.next()
          if number % 100 == 0 { batch += unanswered(&course) }
          if number % 10 == 0 {
            batch += try ticket(number / 10 + 1, of: course, isOpen: number % 1_000 == 0)
          }
          let time = course.summary.lastAt
          batch.append(.mark(Mark(.wrongProof, key: "A-\(number)", time: time)))
        }
        try store.commit(batch)
      }
      store.close()
    }
    var unfinished = 0, openTickets = 0
    func start() throws -> Double {
      let start = wallSeconds()
      let store = try SQLiteStore(writing: path)
      unfinished = try store.unfinishedConversations().count
      openTickets = try store.openTickets().count
      _ = try store.lastTicketNumber()
      let day = Instant(secondsSinceEpoch: 1_767_607_200 + Double(conversations) - 86_400)
      for kind in Mark.Kind.allCases { _ = try store.marks(kind, since: day) }
      let spent = wallSeconds() - start
      store.close()
      return spent
    }
    #if os(Linux)
      // Written out first: pages that are not stay in memory.
      let file = open(path, O_RDONLY)
      fsync(file)
      posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED)
      close(file)
    #endif
    let cold = try start()
    let warm = try (0..<5).map { _ in try start() }.sorted()[2]
    return Opening(
      conversations: conversations,
      megabytes: Double(size(path)) / 1e6,
      seconds_cold: cold,
      seconds_warm: warm,
      unfinished: unfinished,
      open_tickets: openTickets
    )
  }

  /// A message nobody has answered yet.
  private static func unanswered(_ course: inout Course) -> [StoreRecord] {
    let time = course.summary.lastAt
    let event = ConversationEvent.received(CustomerMessage("hello?"))
    let stored = StoredEvent(number: course.summary.eventCount, time: time, event: event)
    course.summary.apply(event, at: time)
    return [.event(course.summary.id, stored), .conversation(course.summary)]
  }

  private static func ticket(
    _ number: Int,
    of course: Course,
    isOpen: Bool
  ) throws -> [StoreRecord] {
    let time = course.summary.lastAt
    let opening = TicketOpening(
      conversation: course.summary.id,
      language: .english,
      channel: "web",
      team: "support",
      reason: .askedForPerson,
      firstResponseDue: time
    )
    let id = TicketID(number), ana = AgentID("ana")
    var ticket = Ticket(opening: opening, id: id, at: time)
    var records: [StoreRecord] = [
      .ticket(
        TicketChange(ticket: id, number: 0, event: .opened(opening), time: time, state: ticket)
      )
    ]
    var events: [TicketEvent] = [.assigned(ana, why: "free longest"), .agentWrote(ana)]
    if !isOpen { events.append(.resolved(by: ana, reason: "done")) }
    for (index, event) in events.enumerated() {
      try ticket.apply(event, at: time)
      records.append(
        .ticket(
          TicketChange(ticket: id, number: index + 1, event: event, time: time, state: ticket)
        )
      )
    }
    return records
  }
}
