import Content
import Dialogue
import Foundation
import FrontdeskEngine
import Handoff
import Storage
import TextAnalysis
import Understanding

/// How long it takes to go on after a long history, and in how much memory.
enum Restart {
  private static let turns = 3
  /// One conversation in so many has an open ticket, and one a message nobody has answered yet.
  private static let ticketEvery = 500
  private static let unansweredEvery = 2_000

  static func prove(_ site: Site, conversations: Int) throws {
    let small = try measure(site, conversations: 100)
    let large = try measure(site, conversations: conversations)
    report(
      """
      restart: from starting the program to its first reply, median and longest of \
      \(small.times.count)
        100 conversations: \(small.text)
        \(conversations) conversations (\(large.megabytes) MB, \(conversations / ticketEvery) open \
      tickets): \(large.text)
      """
    )
    try require(
      large.times[large.times.count / 2] < 2,
      "a restart takes two seconds or more"
    )
    try require(
      large.kilobytes - small.kilobytes < 65_536,
      "memory grows with history: \(large.kilobytes) kB against \(small.kilobytes) kB"
    )
  }

  private struct Figures {
    var times: [Double] = []
    var kilobytes = 0
    var kilobytesAfterLoad = 0
    var megabytes = 0

    var text: String {
      let sorted = times.sorted()
      func milliseconds(_ seconds: Double) -> Int { Int(seconds * 1_000) }
      return "\(milliseconds(sorted[sorted.count / 2])) ms, "
        + "\(milliseconds(sorted[sorted.count - 1])) ms; \(kilobytes / 1_024) MB in memory, \(kilobytesAfterLoad / 1_024) MB after old "
        + "customers came back"
    }
  }

  private static func measure(_ site: Site, conversations: Int) throws -> Figures {
    let store = site.folder + "/restart-\(conversations).db"
    for suffix in ["", "-wal", "-shm", ".lock"] {
      try? FileManager.default.removeItem(atPath: store + suffix)
    }
    try fill(store, conversations)
    defer { try? FileManager.default.removeItem(atPath: store) }
    var figures = Figures()
    let attributes = try FileManager.default.attributesOfItem(atPath: store)
    figures.megabytes = ((attributes[.size] as? NSNumber)?.intValue ?? 0) / 1_000_000
    // The first makes the caches of the shop's indexes.
    for round in 0...5 {
      let server = try RunningServer(site, store: store)
      server.send("{\"session\":\"new-\(round)\",\"id\":\"m1\",\"text\":\"hello\"}")
      var first: Double?
      let isDone = try server.pump(for: 60, until: { first != nil }) { _ in
        first = Date().timeIntervalSince(server.startedAt)
      }
      try require(isDone, "it did not answer: \(server.log)")
      if round > 0 { figures.times.append(first ?? 0) }
      if round == 5 {
        figures.kilobytes = server.kilobytes("VmRSS")
        var count = 0
        let old = min(conversations, 2_000)
        for number in 0..<old {
          server.send(
            Ledger.line("web-\(number)", id: "back", text: "how long does delivery take")
          )
        }
        try require(
          try server.pump(for: 120, until: { count >= old }) { line in
            if line.contains("\"re\":\"back\"") { count += 1 }
          },
          "old customers were not answered: \(count) of \(old)"
        )
        figures.kilobytesAfterLoad = server.kilobytes("VmRSS")
      }
      _ = try server.finish { _ in }
    }
    return figures
  }

  private static func fill(_ path: String, _ conversations: Int) throws {
    let store = try SQLiteStore(writing: path, synchronous: .off)
    defer { store.close() }
    let now = Date().timeIntervalSince1970
    for start in stride(from: 0, to: conversations, by: 500) {
      var batch: [StoreRecord] = []
      for number in start..<min(start + 500, conversations) {
        // A month of them, so many that all but a few are over.
        let age = 30.0 * 86_400 * Double(conversations - number) / Double(conversations)
        batch += records(of: number, from: now - age)
      }
      try store.commit(batch)
    }
  }

  private static func records(of number: Int, from start: Double) -> [StoreRecord] {
    let id = ConversationID("web-\(number)")
    let began = Instant(secondsSinceEpoch: start)
    var summary = ConversationSummary(id: id, channel: "web", startedAt: began)
    var records: [StoreRecord] = []
    func note(_ event: ConversationEvent, at time: Instant) {
      records.append(.event(id, StoredEvent(number: summary.eventCount, time: time, event: event)))
      summary.apply(event, at: time)
    }
    for turn in 0..<turns {
      let time = began.after(Double(turn) * 40)
      let question = "where is my order A-\(10_000 + number)? I have waited \(turn) weeks"
      note(.customerSaid(question), at: time)
      if turn == 0 { note(.languageRecognised(.english), at: time) }
      note(.slotSet("order_number", .text("A-\(10_000 + number)")), at: time)
      let text =
        "Your parcel takes 2 to 4 working days within Romania and 5 to 8 abroad. As soon as it "
        + "leaves our warehouse you get an e-mail with the number by which you can follow it."
      note(.answered(.article("delivery-time"), text: text), at: time)
      summary.lastSeq += 1
      let re = "m\(turn)"
      records.append(.taken(id, clientID: re, time: time))
      records.append(
        .outgoing(
          OutgoingMessage(
            conversation: id,
            seq: summary.lastSeq,
            time: time,
            kind: .message,
            re: re,
            text: text
          )
        )
      )
    }
    let end = began.after(200)
    if number % ticketEvery == 0 {
      let request = HandoffRequest(
        id: "\(id)/0",
        reason: .askedForPerson,
        team: "support",
        language: .english
      )
      note(.handoffRequested(request), at: end)
      let opening = TicketOpening(
        conversation: id,
        language: .english,
        channel: "web",
        team: "support",
        reason: .askedForPerson,
        firstResponseDue: end
      )
      let ticket = TicketID(number / ticketEvery + 1)
      records.append(
        .ticket(
          TicketChange(
            ticket: ticket,
            number: 0,
            event: .opened(opening),
            time: end,
            state: Ticket(opening: opening, id: ticket, at: end)
          )
        )
      )
    } else if number % unansweredEvery == 1 {
      note(.received(CustomerMessage("hello? is anybody there?")), at: end)
    }
    records.append(.conversation(summary))
    return records
  }
}
