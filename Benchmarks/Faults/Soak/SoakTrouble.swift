import Foundation
import LineServer
import TestSupport

/// Clients that connect, say half of something, and are gone.
final class SoakClumsyClients: SoakParty {
  private let address: SocketAddress
  private var generator: SeededGenerator
  private var connected: [(client: LineClient, goesAt: Double)] = []
  private var nextAt: Double
  private(set) var count = 0
  var isFinishing = false

  private static let beginnings = [
    "{\"type\":\"message\",\"text\":\"wher", "{\"type\":\"hel", "/hel", "//where is",
    "how long does deli", "{\"session\":\"\u{1F600}\",\"id\":\"1\",\"text\":\"\\u12",
    "hello\nthank y", "{\"text\":\"hello\"}\n{\"text\":\"good morni",
  ]

  init(_ address: SocketAddress, seed: UInt64, now: Double) {
    self.address = address
    generator = SeededGenerator(seed: seed)
    nextAt = now
  }

  var clients: [LineClient] { connected.map(\.client) }

  func tick(_ now: Double, _ figures: inout SoakFigures) throws {
    for (client, goesAt) in connected {
      _ = client.lines()
      guard now >= goesAt || isFinishing else { continue }
      if Bool.random(using: &generator) { client.reset() } else { client.close() }
    }
    connected.removeAll { $0.client.hasEnded }
    guard now >= nextAt, !isFinishing else { return }
    nextAt = now + Double.random(in: 0.1..<1, using: &generator)
    count += 1
    let client = try LineClient(address)
    let text = Self.beginnings.randomElement(using: &generator) ?? ""
    client.send(unfinished: Array(text.utf8))
    connected.append((client, now + Double.random(in: 0..<1, using: &generator)))
  }
}

/// A client that asks and asks and reads nothing, until it is cut off.
final class SoakSlowReader: SoakParty {
  private let address: SocketAddress
  private var client: LineClient?
  private var beganAt = 0.0
  private var sent = 0
  private var nextAt: Double
  private(set) var cutOff = 0
  private(set) var longest = 0.0
  var isFinishing = false

  /// A connection that takes nothing is dropped after half a minute.
  private static let patience = 60.0
  private static let pause = 10.0
  private static let burst = 100

  init(_ address: SocketAddress, now: Double) {
    self.address = address
    nextAt = now + 5
  }

  var clients: [LineClient] { [] }

  func tick(_ now: Double, _ figures: inout SoakFigures) throws {
    guard let client else {
      guard now >= nextAt, !isFinishing else { return }
      let client = try LineClient(address)
      client.narrow()
      self.client = client
      beganAt = now
      sent = 0
      return
    }
    guard now >= nextAt else { return }
    nextAt = now + 0.15
    // What the server does not read waits here, and no more is said than it may hold.
    if client.backlog < 65_536 {
      for _ in 0..<Self.burst { client.send("/help") }
      sent += Self.burst
    } else {
      client.write()
    }
    if client.hasEnded || isFinishing {
      if client.hasEnded {
        cutOff += 1
        longest = max(longest, now - beganAt)
      }
      client.close()
      self.client = nil
      nextAt = now + Self.pause
    } else {
      try require(
        now - beganAt < Self.patience + 30,
        "who reads nothing is still connected after \(Int(now - beganAt)) s and \(sent) lines"
      )
    }
  }
}

/// Consoles of agents, processes of their own, which are killed in the middle.
final class SoakConsoles: SoakParty {
  private let site: Site
  private let port: UInt16
  private let tokenFile: String
  private var process: Process?
  private var endsAt = 0.0
  private var nextAt: Double
  private var generator: SeededGenerator
  private(set) var killed = 0
  var isFinishing = false

  init(_ site: Site, port: UInt16, tokenFile: String, seed: UInt64, now: Double) {
    self.site = site
    self.port = port
    self.tokenFile = tokenFile
    generator = SeededGenerator(seed: seed)
    nextAt = now + 8
  }

  deinit {
    if let process, process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  var clients: [LineClient] { [] }

  func tick(_ now: Double, _ figures: inout SoakFigures) throws {
    if let process {
      guard now >= endsAt || isFinishing else { return }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      killed += 1
      self.process = nil
      nextAt = now + Double.random(in: 20..<40, using: &generator)
    } else if now >= nextAt, !isFinishing {
      process = try start()
      endsAt = now + Double.random(in: 0.2..<4, using: &generator)
    }
  }

  private func start() throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: site.program)
    process.arguments = ["agent", "--connect", "127.0.0.1:\(port)", "--token-file", tokenFile]
    process.environment = site.environment
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let lines = "/queue\n/next\nGood day\n/note called twice\n/queue\n"
    // Its input does not end, so that it stays until it is killed.
    try? input.fileHandleForWriting.write(contentsOf: Data(lines.utf8))
    return process
  }
}

/// Content that changes back and forth under the running server.
final class SoakContent: SoakParty {
  static let question = "How long does delivery take?"
  /// How the answer begins, in turn.
  static let beginnings = ["Standard delivery takes", "Our standard delivery takes"]

  private let server: SoakServer
  private let backend: SoakBackend
  private let path: String
  private let texts: [String]
  private var current = 0
  private var askedAt: Double?
  private var nextAt: Double
  private var lookAt = 0.0
  private(set) var reloads = 0
  private(set) var longest = 0.0
  var isFinishing = false

  private static let pause = 15.0
  /// Reading content takes seconds of a processor, which others may have.
  private static let patience = 300.0

  init(_ site: Site, _ server: SoakServer, _ backend: SoakBackend, now: Double) throws {
    self.server = server
    self.backend = backend
    path = site.shop + "/corpus/en/delivery-time.md"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    texts = [text, text.replacing(Self.beginnings[0], with: Self.beginnings[1])]
    try require(texts[0] != texts[1], "\(path) does not say \"\(Self.beginnings[0])\"")
    nextAt = now + Self.pause
    backend.content = 0
  }

  var clients: [LineClient] { [] }

  func tick(_ now: Double, _ figures: inout SoakFigures) throws {
    if let since = askedAt {
      guard now >= lookAt else { return }
      lookAt = now + 0.1
      let count = server.log.components(separatedBy: "\"new content is in use\"").count - 1
      if count > reloads {
        reloads = count
        longest = max(longest, now - since)
        askedAt = nil
        backend.content = current
        nextAt = now + Self.pause
      } else {
        try require(
          now - since < Self.patience,
          "new content is not in use after \(Int(Self.patience)) s: \(server.log)"
        )
      }
    } else if now >= nextAt, !isFinishing {
      current = 1 - current
      backend.contentChanges()
      try texts[current].write(toFile: path, atomically: true, encoding: .utf8)
      askedAt = now
      server.send(signal: SIGHUP)
    }
  }
}
