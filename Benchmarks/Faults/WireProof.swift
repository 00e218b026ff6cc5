import Foundation
import TestSupport

/// Noise from many connections against a server, and a client among them that behaves.
struct WireProof {
  /// Somebody who sends noise.
  private struct Neighbour {
    let number: Int32
    var waiting: [UInt8] = []
    /// Who does not read is dropped in the end.
    let reads: Bool
    var nextAt: Double
  }

  private struct Sample {
    let seconds: Double
    let kilobytes: Int
    let sessions: Int
  }

  private static let neighbours = 150
  private static let questionEvery = 0.05
  /// An answer that takes longer is a stall.
  private static let patience = 15.0
  private static let questions = [
    "How long does delivery take?", "do you ship to Germany", "what does express cost",
    "is there a size chart", "how do I pay with a gift card?", "hello",
  ]

  private var noise: WireNoise
  private let server: ListeningServer
  private var neighbours: [Neighbour] = []
  private var good: Connection
  private var admin: Connection
  private var sentAt: [String: Double] = [:]
  private var asked = 0
  private var times: [Double] = []
  private var samples: [Sample] = []
  private var sent = 0
  private var opened = 0
  private var buffer = [UInt8](repeating: 0, count: 65_536)
  private var start = Date()

  private var now: Double { Date().timeIntervalSince(start) }

  init(_ site: Site, seed: UInt64) throws {
    noise = WireNoise(seed: seed)
    server = try ListeningServer(site, store: site.freshStore("wire.db"))
    good = try Connection(port: server.port)
    admin = try Connection(port: server.port)
    admin.send(
      "{\"type\":\"hello\",\"role\":\"admin\",\"token\":\"\(ListeningServer.adminToken)\"}\n"
    )
  }

  mutating func run(seconds: Double) throws {
    start = Date()
    var nextQuestion = 0.0
    var nextSample = 1.0
    while now < seconds {
      try makeNoise()
      if now >= nextQuestion {
        ask()
        nextQuestion = now + Self.questionEvery
      }
      if now >= nextSample {
        admin.send("{\"type\":\"status\"}\n")
        nextSample = now + 1
      }
      try turn(0.005)
    }
    for neighbour in neighbours { close(neighbour.number) }
    neighbours = []
    let end = now + Self.patience
    while !sentAt.isEmpty, now < end { try turn(0.05) }
    try require(sentAt.isEmpty, "\(sentAt.count) questions were never answered: \(server.log)")
    // When the noise is over and the server has noticed, what is left is what it keeps.
    let settled = now + 2
    while now < settled { try turn(0.05) }
    admin.send("{\"type\":\"status\"}\n")
    let count = samples.count
    while samples.count == count, now < settled + Self.patience { try turn(0.05) }
    let status = server.stop()
    try require(status == 0, "the server ended with \(status): \(server.log)")
    try summarise(seconds)
  }

  // MARK: Noise

  private mutating func makeNoise() throws {
    if neighbours.count < Self.neighbours, let number = try? Connection.open(port: server.port) {
      opened += 1
      let reads = noise.number(below: 10) > 0
      neighbours.append(Neighbour(number: number, reads: reads, nextAt: now))
    }
    var gone: [Int] = []
    for place in neighbours.indices where neighbours[place].nextAt <= now {
      neighbours[place].nextAt = now + Double(noise.number(below: 300)) / 1_000
      guard neighbours[place].waiting.count < 1 << 20 else { continue }
      let bytes = noise.bytes()
      sent += bytes.count
      neighbours[place].waiting += bytes
      switch noise.end() {
      case .goesOn: break
      case .endsSending:
        flush(place)
        shutdown(neighbours[place].number, Int32(SHUT_WR))
      case .closes:
        flush(place)
        gone.append(place)
      case .resets:
        flush(place)
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
          neighbours[place].number,
          SOL_SOCKET,
          SO_LINGER,
          &option,
          socklen_t(MemoryLayout<linger>.size)
        )
        gone.append(place)
      }
    }
    for place in gone.reversed() { close(neighbours.remove(at: place).number) }
  }

  private mutating func flush(_ place: Int) {
    guard !neighbours[place].waiting.isEmpty else { return }
    let number = neighbours[place].number
    let count = neighbours[place].waiting.withUnsafeBytes {
      Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    if count > 0 {
      neighbours[place].waiting.removeFirst(count)
    } else if errno != EAGAIN {
      neighbours[place].waiting = []
    }
  }

  // MARK: The client that behaves

  private mutating func ask() {
    let id = "q\(asked)"
    let text = Self.questions[asked % Self.questions.count]
    asked += 1
    sentAt[id] = now
    // A person is not to be called for, so that every question has its answer.
    good.send("{\"session\":\"s\(asked / 50)\",\"id\":\"\(id)\",\"text\":\"\(text)\"}\n")
  }

  /// Waits for what can be read, and reads it.
  private mutating func turn(_ seconds: Double) throws {
    try require(server.isRunning, "the server has ended: \(server.log)")
    var polled = [good.polled, admin.polled]
    polled += neighbours.map {
      pollfd(
        fd: $0.number,
        events: Int16(($0.reads ? POLLIN : 0) | ($0.waiting.isEmpty ? 0 : POLLOUT)),
        revents: 0
      )
    }
    _ = poll(&polled, nfds_t(polled.count), Int32(seconds * 1_000))
    guard let answers = good.exchange(), let statuses = admin.exchange() else {
      // A crash takes a moment to be told.
      usleep(3_000_000)
      throw Difference("the server has hung up on who behaves: \(server.log.suffix(4_000))")
    }
    for line in answers { try take(line) }
    for line in statuses { takeStatus(line) }
    if let oldest = sentAt.values.min(), now - oldest > Self.patience {
      throw Difference("a question was not answered in \(Self.patience) s: \(server.log)")
    }
    var gone: [Int] = []
    for place in neighbours.indices {
      let events = polled[place + 2].revents
      if events & Int16(POLLOUT) != 0 { flush(place) }
      guard events & Int16(POLLIN | POLLERR | POLLHUP) != 0 else { continue }
      let count = Glibc.read(neighbours[place].number, &buffer, buffer.count)
      if count == 0 || count < 0 && errno != EAGAIN { gone.append(place) }
    }
    for place in gone.reversed() { close(neighbours.remove(at: place).number) }
  }

  private mutating func take(_ line: String) throws {
    guard
      let value = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
      let id = value["re"] as? String
    else { throw Difference("the client was sent what nobody asked for: \(line)") }
    try require(value["type"] as? String != "error", "a question was refused: \(line)")
    guard let asked = sentAt.removeValue(forKey: id) else { return }
    times.append(now - asked)
  }

  private mutating func takeStatus(_ line: String) {
    guard
      let value = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
      let status = value["status"] as? [String: Any],
      let sessions = (status["sessions"] as? [String: Any])?["in_memory"] as? Int
    else { return }
    samples.append(Sample(seconds: now, kilobytes: server.kilobytes, sessions: sessions))
  }

  // MARK: The end

  private func summarise(_ seconds: Double) throws {
    let sorted = times.sorted()
    func milliseconds(_ share: Double) -> Int {
      Int(1_000 * sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))])
    }
    guard !sorted.isEmpty, let last = samples.last,
      let middle = samples.last(where: { $0.seconds <= seconds / 2 })
    else { throw Difference("there was nothing to be measured: \(server.log)") }
    report(
      """
      wire: \(Int(seconds)) s, \(opened) noisy connections, \(sent >> 20) MiB of noise
        \(times.count) questions answered: median \(milliseconds(0.5)) ms, 99 of 100 within \
      \(milliseconds(0.99)) ms, the longest \(milliseconds(1)) ms
        memory: \(middle.kilobytes >> 10) MB with \(middle.sessions) sessions in the middle, \
      \(last.kilobytes >> 10) MB with \(last.sessions) at the end
      """
    )
    // A session in memory has what was said in it, up to 16 KiB a line.
    let allowed = 32_768 + 32 * max(0, last.sessions - middle.sessions)
    try require(
      last.kilobytes - middle.kilobytes <= allowed,
      "memory grows: \(middle.kilobytes) kB in the middle, \(last.kilobytes) kB at the end"
    )
    let errors = server.log.split(separator: "\n").filter { $0.contains("\"level\":\"error\"") }
    try require(errors.isEmpty, "the server complained: \(errors.prefix(3))")
  }
}

/// A connection that never blocks, and reads line by line.
private struct Connection {
  private let number: Int32
  private var waiting: [UInt8] = []
  private var received: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  init(port: UInt16) throws { number = try Self.open(port: port) }

  static func open(port: UInt16) throws -> Int32 {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard number >= 0, result == 0 else {
      close(number)
      throw Difference("cannot connect: \(String(cString: strerror(errno)))")
    }
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
    return number
  }

  var polled: pollfd {
    pollfd(fd: number, events: Int16(POLLIN | (waiting.isEmpty ? 0 : POLLOUT)), revents: 0)
  }

  mutating func send(_ text: String) { waiting += Array(text.utf8) }

  /// Sends and reads what can be; the lines that came, or nil at the end.
  mutating func exchange() -> [String]? {
    if !waiting.isEmpty {
      let count = waiting.withUnsafeBytes {
        Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count > 0 { waiting.removeFirst(count) }
    }
    let count = Glibc.read(number, &buffer, buffer.count)
    if count < 0, errno == EAGAIN { return [] }
    guard count > 0 else { return nil }
    received += buffer[..<count]
    var lines: [String] = []
    while let end = received.firstIndex(of: 10) {
      lines.append(String(decoding: received[..<end], as: UTF8.self))
      received.removeSubrange(...end)
    }
    return lines
  }
}

/// A server on a port that the system chose, with an administrator.
final class ListeningServer {
  static let adminToken = "root-token"
  /// The SHA-256 of the token.
  private static let adminDigest =
    "2cff60a244379d429c1877c36ee7f37da39ad06073d31b8d90fccd15376f2adf"

  let port: UInt16
  private let process = Process()
  private let errorsPath: String

  init(_ site: Site, store: String) throws {
    errorsPath = site.folder + "/wire-log"
    try Data().write(to: URL(filePath: errorsPath))
    process.executableURL = URL(filePath: site.program)
    process.arguments = [
      "serve", "--listen", "127.0.0.1:0", "--store", store, "--content", site.shop, "--tokens",
      site.folder + "/no-tokens",
    ]
    var environment = site.environment
    environment["FRONTDESK_TOKENS"] = "admin root \(Self.adminDigest)"
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: errorsPath)
    try process.run()
    let deadline = Date(timeIntervalSinceNow: 60)
    while true {
      let log = (try? String(contentsOfFile: errorsPath, encoding: .utf8)) ?? ""
      if let start = log.range(of: "listening on 127.0.0.1:") {
        port = UInt16(log[start.upperBound...].prefix { $0.isNumber }) ?? 0
        return
      }
      guard process.isRunning, deadline.timeIntervalSinceNow > 0 else {
        throw Difference("it does not listen: \(log)")
      }
      usleep(20_000)
    }
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  var isRunning: Bool { process.isRunning }

  var log: String { (try? String(contentsOfFile: errorsPath, encoding: .utf8)) ?? "" }

  /// What it holds in memory.
  var kilobytes: Int {
    let path = "/proc/\(process.processIdentifier)/status"
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS") } ?? ""
    return Int(line.filter(\.isNumber)) ?? 0
  }

  /// Asks it to stop; its status.
  func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
