import Foundation
import TestSupport

/// Kills the server at random moments under load, and checks everything after every restart.
struct KillProof {
  private let site: Site
  private let store: String
  private let wordings: Wordings
  private var generator: SeededGenerator
  private var ledgers: [String: Ledger] = [:]
  /// Who still speaks; the others are only looked at.
  private var active: [String] = []
  private var desk = DeskRecord()
  private var marks = 0
  private var messages = 0
  private var resent = 0
  private var repeated = 0
  private var resumed = 0
  private var linesChecked = 0
  private var restarts: [Double] = []
  private var startKills = 0

  private static let activeCount = 40
  private static let longestSession = 30
  /// How many messages wait for a reply at once; another number after every restart.
  private var width = 1

  init(_ site: Site, seed: UInt64) throws {
    self.site = site
    store = site.folder + "/kill/frontdesk.db"
    wordings = try Wordings(shop: site.shop)
    generator = SeededGenerator(seed: seed)
    for suffix in ["", "-wal", "-shm", ".lock"] {
      try? FileManager.default.removeItem(atPath: store + suffix)
    }
  }

  mutating func run(times: Int) throws {
    let start = Date()
    for number in 1...times {
      // Now and then it does not even get as far as answering.
      if Int.random(in: 0..<10, using: &generator) == 0 { try killWhileStarting() }
      let server = try RunningServer(site, store: store)
      try checkReplays(server, everyone: number.isMultiple(of: 50))
      try load(server)
      try require(
        !server.log.contains("error"),
        "the server complained: \(server.log)"
      )
      if number.isMultiple(of: 4) { try checkDesk() }
      if number.isMultiple(of: 20) || number == times {
        report(
          "\(number) kills, \(messages) messages, \(desk.handoffs) handoffs, "
            + "\(Int(Date().timeIntervalSince(start))) s"
        )
      }
    }
    try finish()
    summarise(times: times, seconds: Date().timeIntervalSince(start))
  }

  // MARK: Killing

  private mutating func killWhileStarting() throws {
    let server = try RunningServer(site, store: store)
    for line in sendAgain() { server.send(line) }
    let pause = Double.random(in: 0..<0.4, using: &generator)
    try server.pump(for: pause) { try receive($0, isFirst: true) }
    server.kill()
    try server.drain { try receive($0, isFirst: true) }
    startKills += 1
  }

  /// Messages of many customers, as fast as they are replied to, until the kill.
  private mutating func load(_ server: RunningServer) throws {
    for line in sendAgain() { server.send(line) }
    width = [1, 2, 4, 8, 16, 32].randomElement(using: &generator) ?? 1
    let seconds = Double.random(in: 0..<0.3, using: &generator)
    // The first message after a start takes longer than many later ones; most kills come after it.
    let waits = Int.random(in: 0..<5, using: &generator) > 0
    let before = acknowledgedCount
    var end = Date(timeIntervalSinceNow: waits ? 5 : seconds)
    var isUnderWay = !waits
    while end.timeIntervalSinceNow > 0 {
      say(to: server)
      // One round of reading; what was read makes room for more.
      var isRead = false
      try server.pump(for: max(0, end.timeIntervalSinceNow), until: { isRead }) {
        isRead = true
        try receive($0)
      }
      if !isUnderWay, acknowledgedCount > before {
        isUnderWay = true
        end = Date(timeIntervalSinceNow: seconds)
      }
    }
    server.kill()
    try server.drain { try receive($0) }
  }

  /// What was not acknowledged goes first, with the same ids and in the same order.
  private mutating func sendAgain() -> [String] {
    var lines: [String] = []
    for session in active {
      guard let ledger = ledgers[session] else { continue }
      for message in ledger.unacknowledged {
        lines.append(Ledger.line(session, id: message.id, text: message.text))
        resent += 1
      }
    }
    return lines
  }

  private var acknowledgedCount: Int {
    active.reduce(0) { $0 + (ledgers[$1]?.acknowledged.count ?? 0) }
  }

  private var outstanding: Int {
    active.reduce(0) { $0 + (ledgers[$1]?.unacknowledged.count ?? 0) }
  }

  private mutating func say(to server: RunningServer) {
    refill()
    var room = width - outstanding
    while room > 0 {
      let session = active[Int.random(in: 0..<active.count, using: &generator)]
      room -= 1
      guard var ledger = ledgers[session], ledger.unacknowledged.count < 4 else { continue }
      switch Int.random(in: 0..<100, using: &generator) {
      case 0..<8:
        if let earlier = ledger.sent.randomElement(using: &generator),
          ledger.acknowledged.contains(earlier.id)
        {
          server.send(Ledger.line(session, id: earlier.id, text: earlier.text))
          repeated += 1
        }
      case 8..<12:
        let seq = Int.random(in: 0...max(ledger.lines.count, 1), using: &generator)
        server.send(ledger.resume(after: seq))
        resumed += 1
      default:
        let text = CustomerLines.next(language: ledger.language, using: &generator)
        server.send(ledger.message(text))
        messages += 1
      }
      ledgers[session] = ledger
    }
  }

  private mutating func refill() {
    active.removeAll { session in
      guard let ledger = ledgers[session] else { return true }
      return ledger.sent.count >= Self.longestSession && ledger.unacknowledged.isEmpty
    }
    while active.count < Self.activeCount {
      let number = ledgers.count + 1
      let session = "s\(number)"
      ledgers[session] = Ledger(session: session, language: number % CustomerLines.languageCount)
      active.append(session)
    }
  }

  // MARK: Receiving

  private mutating func receive(_ line: String, isFirst: Bool = false) throws {
    guard let value = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
      let members = value as? [String: Any], let session = members["session"] as? String,
      ledgers[session] != nil
    else { throw Difference("not a line of a session: \(line)") }
    let re = members["re"] as? String
    if members["type"] as? String == "error" {
      guard let end = ledgers[session]?.replayEnd, re == end else {
        throw Difference("an error nobody asked for: \(line)")
      }
      try ledgers[session]?.endReplay()
      return
    }
    guard let seq = members["seq"] as? Int else { throw Difference("no number: \(line)") }
    linesChecked += 1
    let isNew = seq > (ledgers[session]?.lines.count ?? 0)
    // Before its first replay a session may hear of what it has missed.
    if isFirst, isNew, seq > (ledgers[session]?.lines.count ?? 0) + 1 { return }
    try ledgers[session]?.receive(line, seq: seq, re: re)
    if isNew {
      desk.take(members["text"] as? String ?? "", in: session, wordings)
    }
  }

  // MARK: Checking

  /// Has the server send everything again that it ever sent to the sessions.
  private mutating func checkReplays(_ server: RunningServer, everyone: Bool) throws {
    var sessions = active
    if everyone {
      sessions = ledgers.keys.sorted()
    } else {
      let retired = ledgers.keys.sorted().filter { !active.contains($0) }
      sessions += retired.shuffled(using: &generator).prefix(10)
    }
    if sessions.isEmpty {
      refill()
      sessions = active
    }
    for session in sessions {
      marks += 1
      for line in ledgers[session]?.replay(mark: "end-\(marks)") ?? [] { server.send(line) }
    }
    var first: Double?
    let isDone = try server.pump(
      for: 60,
      until: { sessions.allSatisfy { ledgers[$0]?.replayEnd == nil } }
    ) {
      if first == nil { first = Date().timeIntervalSince(server.startedAt) }
      try receive($0)
    }
    try require(isDone, "no reply to replays within a minute, or the server ended: \(server.log)")
    if let first { restarts.append(first) }
  }

  /// Looks at the tickets while no server runs, and does something with some of them.
  private mutating func checkDesk(isComplete: Bool = false) throws {
    let outcome = try site.command(["desk", "-o", "json", "--store", store, "--content", site.shop])
    guard let tickets = try outcome.values().first as? [[String: Any]] else {
      throw Difference("desk -o json gave no list: \(outcome.output)")
    }
    let uncertain = Set(ledgers.values.filter { !$0.unacknowledged.isEmpty }.map(\.session))
    try desk.check(tickets, except: uncertain, isComplete: isComplete)
    guard !isComplete else { return }
    for command in desk.commands(except: uncertain, using: &generator) {
      try site.command(["desk", "conv"] + command + ["--store", store, "--content", site.shop])
    }
  }

  private mutating func finish() throws {
    // Every message is sent until it is acknowledged, and everyone's replies are looked at.
    let server = try RunningServer(site, store: store)
    try checkReplays(server, everyone: true)
    for line in sendAgain() { server.send(line) }
    let isDone = try server.pump(for: 60, until: { outstanding == 0 }) { try receive($0) }
    try require(isDone, "\(outstanding) messages were never acknowledged: \(server.log)")
    let status = try server.finish { try receive($0) }
    try require(status == 0, "the server ended with \(status): \(server.log)")
    try checkDesk(isComplete: true)
    try site.command(["store", "check", "--store", store])
    try checkTranscripts()
  }

  /// What was said is there once for each message, whatever was sent again.
  private func checkTranscripts() throws {
    let file = site.folder + "/kill/transcripts.jsonl"
    try? FileManager.default.removeItem(atPath: file)
    try site.command([
      "transcripts", "export", "--raw", "--yes", "--out", file, "--store", store, "--content",
      site.shop,
    ])
    var said: [String: [String]] = [:]
    for line in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n") {
      guard let activity = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      else { continue }
      guard activity["type"] as? String == "message",
        (activity["from"] as? [String: Any])?["role"] as? String == "user",
        let conversation = (activity["conversation"] as? [String: Any])?["id"] as? String
      else { continue }
      said[conversation, default: []].append(activity["text"] as? String ?? "")
    }
    for (session, ledger) in ledgers.sorted(by: { $0.key < $1.key }) {
      let kept = said[session] ?? []
      try require(
        kept.count == ledger.sent.count,
        "\(session): \(ledger.sent.count) messages were sent and \(kept.count) are kept"
      )
    }
  }

  private func summarise(times: Int, seconds: Double) {
    let sorted = restarts.sorted()
    let acknowledged = ledgers.values.reduce(0) { $0 + $1.acknowledged.count }
    let received = ledgers.values.reduce(0) { $0 + $1.lines.count }
    report(
      """
      kill -9: \(times) kills under load and \(startKills) while starting, in \(Int(seconds)) s
      sessions \(ledgers.count), messages \(messages), acknowledged \(acknowledged), sent again \
      \(resent), repeated on purpose \(repeated), resumes in between \(resumed)
      lines received \(received), compared \(linesChecked)
      tickets \(desk.tickets), handoffs told \(desk.handoffs), assigned \(desk.assigned), resolved \
      \(desk.resolved)
      from start to first reply: median \(milliseconds(sorted[sorted.count / 2])), longest \
      \(milliseconds(sorted[sorted.count - 1]))
      nothing acknowledged was lost, nothing was done twice, and the store is whole
      """
    )
  }

  private func milliseconds(_ seconds: Double) -> String { "\(Int(seconds * 1_000)) ms" }
}
