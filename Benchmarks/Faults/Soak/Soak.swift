import Foundation
import LineServer
import TestSupport

/// Everything that goes on at a server, for a long time at once.
struct Soak {
  private let site: Site
  private let minutes: Double
  private let server: SoakServer
  private let store: String
  private var figures = SoakFigures()
  private let backend: SoakBackend
  private let customers: [SoakPlainCustomer]
  private let agents: [SoakAgent]
  private let clumsy: SoakClumsyClients
  private let slow: SoakSlowReader
  private let consoles: SoakConsoles
  private let content: SoakContent
  private let began: Double
  private let adminToken: String
  private var stalls = SoakStalls()

  private static let sessions = 150
  private static let plainCustomers = 30
  /// How long somebody thinks between two lines, in seconds, on average.
  private static let pause = 1.5
  /// How long plain lines are gathered into one turn, in seconds.
  static let burst = 0.05
  /// Nobody waits longer for an answer, in seconds, whatever happens to others.
  private static let longestWait = 15.0

  static func prove(_ site: Site, minutes: Double, seed: UInt64) throws {
    var soak = try Soak(site, minutes: minutes, seed: seed)
    try soak.run()
  }

  private init(_ site: Site, minutes: Double, seed: UInt64) throws {
    self.site = site
    self.minutes = minutes
    store = site.freshStore("soak.db")
    let tokens = site.folder + "/soak-tokens"
    try? FileManager.default.removeItem(atPath: tokens)
    func token(_ role: String, _ name: String) throws -> String {
      try site.command(["token", "new", role, name, "--tokens", tokens]).output
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let backendToken = try token("backend", "web")
    adminToken = try token("admin", "root")
    let agentTokens = try ["ana", "ben"].map { ($0, try token("agent", $0)) }
    let tokenFile = site.folder + "/soak-token-eva"
    try token("agent", "eva").write(toFile: tokenFile, atomically: true, encoding: .utf8)
    server = try SoakServer(
      site,
      store: store,
      tokens: tokens,
      options: ["--burst", "\(Self.burst)"]
    )
    let now = ProcessInfo.processInfo.systemUptime
    began = now
    let address = server.address
    backend = SoakBackend(
      address,
      token: backendToken,
      sessions: Self.sessions,
      pause: Self.pause,
      seed: seed,
      now: now
    )
    customers = (1...Self.plainCustomers).map {
      SoakPlainCustomer(address, pause: Self.pause, seed: seed &+ UInt64($0), now: now)
    }
    agents = agentTokens.enumerated().map { index, agent in
      SoakAgent(
        address,
        name: agent.0,
        token: agent.1,
        seed: seed &+ UInt64(100 + index),
        now: now
      )
    }
    clumsy = SoakClumsyClients(address, seed: seed &+ 200, now: now)
    slow = SoakSlowReader(address, now: now)
    consoles = SoakConsoles(
      site,
      port: server.port,
      tokenFile: tokenFile,
      seed: seed &+ 201,
      now: now
    )
    content = try SoakContent(site, server, backend, now: now)
  }

  private var parties: [any SoakParty] {
    [backend] + customers + agents + [clumsy, slow, consoles, content]
  }

  private mutating func run() throws {
    let parties = parties
    var nextMinute = began + 60
    let end = began + minutes * 60
    while true {
      try turn(parties)
      let now = ProcessInfo.processInfo.systemUptime
      if now >= min(nextMinute, end) {
        endMinute(parties)
        nextMinute += 60
      }
      if now >= end { break }
    }
    try finish(parties)
    try stalls.ask(server.address, token: adminToken)
    try check()
    summarise()
  }

  /// Waits until somebody has something to read, but not long, and lets everybody do what is due.
  private mutating func turn(_ parties: [any SoakParty]) throws {
    let clients = parties.flatMap(\.clients)
    var polled = clients.map(\.polled)
    _ = poll(&polled, nfds_t(polled.count), 5)
    for (client, polled) in zip(clients, polled) where polled.revents != 0 {
      client.isReady = true
    }
    let now = ProcessInfo.processInfo.systemUptime
    for party in parties {
      let before = ProcessInfo.processInfo.systemUptime
      try party.tick(now, &figures)
      stalls.noteOwn(ProcessInfo.processInfo.systemUptime - before)
    }
    let wait = customers.reduce(backend.longestWait(now)) { max($0, $1.longestWait(now)) }
    try require(wait < Self.longestWait, "somebody waits for \(Int(wait)) s: \(server.log)")
    try require(server.isRunning, "the server ended: \(server.log)")
  }

  private mutating func endMinute(_ parties: [any SoakParty]) {
    let clients = parties.flatMap(\.clients).count { !$0.hasEnded }
    figures.endMinute(
      kilobytes: server.residentKilobytes,
      descriptors: server.descriptors - clients
    )
    guard let minute = figures.minutes.last else { return }
    let text =
      "minute \(figures.minutes.count): \(minute.answered) answered, p50 "
      + "\(milliseconds(minute.median)), p99 \(milliseconds(minute.late)), max "
      + "\(milliseconds(minute.longest)); \(Int(minute.megabytes)) MB, "
      + "\(minute.descriptors) descriptors; \(content.reloads) reloads, \(slow.cutOff) cut off, "
      + "\(backend.cuts + clumsy.count) connections lost, \(consoles.killed) consoles killed, "
      + "\(agents.reduce(0) { $0 + $1.closed }) tickets closed\n"
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// Everybody stops; what was said is answered still.
  private mutating func finish(_ parties: [any SoakParty]) throws {
    backend.isFinishing = true
    clumsy.isFinishing = true
    slow.isFinishing = true
    consoles.isFinishing = true
    content.isFinishing = true
    for customer in customers { customer.isFinishing = true }
    for agent in agents { agent.isFinishing = true }
    let deadline = ProcessInfo.processInfo.systemUptime + 30
    while backend.open > 0 || customers.contains(where: \.isWaiting)
      || agents.contains(where: \.isWaiting)
    {
      try turn(parties)
      try require(
        ProcessInfo.processInfo.systemUptime < deadline,
        "\(backend.open) messages were not answered at the end"
      )
    }
  }

  private func check() throws {
    let sent = backend.sent + customers.reduce(0) { $0 + $1.sent }
    try require(
      figures.answered == sent,
      "\(sent) messages were sent, and \(figures.answered) answered"
    )
    let status = server.stop()
    try require(status == 0, "the server ended with \(status): \(server.log)")
    let complaints = server.log.split(separator: "\n").filter { $0.contains("\"level\":\"error\"") }
    try require(complaints.isEmpty, "the server complained: \(complaints.prefix(5))")
    try site.command(["store", "check", "--store", store])
    try figures.checkFlat()
    if minutes >= 2 {
      try require(slow.cutOff > 0, "nobody who reads nothing was cut off")
      try require(backend.checkedContents > 0, "nobody was told what new content says")
    }
  }

  private func summarise() {
    let bytes =
      (try? FileManager.default.attributesOfItem(atPath: store)[.size] as? NSNumber)?.intValue ?? 0
    report(
      """
      soak: \(figures.minutes.count) minutes, \(figures.answered) messages, each answered once; \
      longest \(milliseconds(figures.longest))
      over \(SoakStalls.bound) s: \(stalls.lines) lines and \(stalls.commits) commits, as the server \
      counts; the proof itself was busy for \(milliseconds(stalls.longestOwn)) at most
      \(agents.reduce(0) { $0 + $1.said }) lines of agents, \(agents.reduce(0) { $0 + $1.closed }) \
      tickets closed, \(consoles.killed) consoles killed
      \(content.reloads) reloads, longest \(milliseconds(content.longest)), \
      \(backend.checkedContents) answers of new content looked at
      \(slow.cutOff) cut off who read nothing, after \(Int(slow.longest)) s at most; \
      \(backend.cuts) times the backend and \(clumsy.count) others were lost in the middle of a line
      memory \(Int(figures.minutes.first?.megabytes ?? 0)) MB after the first minute, \
      \(Int(figures.minutes.last?.megabytes ?? 0)) MB after the last; the store has \
      \(bytes / 1_000_000) MB and is whole
      """
    )
  }

  private func milliseconds(_ seconds: Double) -> String {
    seconds < 0.01
      ? String(format: "%.1f ms", seconds * 1_000) : "\(Int((seconds * 1_000).rounded())) ms"
  }
}
