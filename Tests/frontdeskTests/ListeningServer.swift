import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The program serving a shop on a port that the system chose.
final class ListeningServer {
  /// A line of its log.
  struct LogLine {
    let text: String
    let level: String
    let message: String
    let connection: String?
    let request: String?
  }

  private let process = Process()
  private let errors = Pipe()
  private var received: [UInt8] = []
  private(set) var port: UInt16 = 0
  /// What it has logged, as far as it was read.
  private(set) var log: [LogLine] = []

  init(_ shop: TinyShop, _ arguments: String..., environment: [String: String] = [:]) throws {
    process.executableURL = Program.file
    process.arguments =
      ["serve", "--listen", "127.0.0.1:0", "--content", shop.path] + arguments
    process.environment = Program.environment.merging(environment) { $1 }
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let message = try wait(for: "listening on ").message
    port = try #require(UInt16(message.split(separator: ":").last ?? ""), "\(message)")
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// Reads its log up to a message with a certain beginning.
  @discardableResult
  func wait(for beginning: String) throws -> LogLine {
    while true {
      let line = try nextLine()
      if line.message.hasPrefix(beginning) { return line }
    }
  }

  private func nextLine() throws -> LogLine {
    while true {
      if let end = received.firstIndex(of: 10) {
        let text = String(decoding: received[..<end], as: UTF8.self)
        received.removeSubrange(...end)
        let line = try Self.read(text)
        log.append(line)
        return line
      }
      let data = errors.fileHandleForReading.availableData
      try #require(!data.isEmpty, "the server ended: \(log)")
      received += data
    }
  }

  private static func read(_ text: String) throws -> LogLine {
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let members = try #require(object as? [String: String], "\(text)")
    try #require(members["time"]?.hasSuffix("Z") == true, "\(text)")
    return LogLine(
      text: text,
      level: try #require(members["level"], "\(text)"),
      message: try #require(members["message"], "\(text)"),
      connection: members["connection"],
      request: members["request"]
    )
  }

  func send(_ number: Int32) { kill(process.processIdentifier, number) }

  func connect() throws -> LineClient { try LineClient(port: port) }

  @discardableResult
  func stop() -> Int32 {
    if process.isRunning { process.terminate() }
    return waitForEnd()
  }

  /// Waits for it to end by itself; its status.
  func waitForEnd() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// A client that blocks, and gives up after twenty seconds of silence.
final class LineClient {
  private struct Failure: Error {
    let what: String
  }

  private let number: Int32
  private var received: [UInt8] = []

  init(port: UInt16) throws {
    #if canImport(Glibc)
      number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      number = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(
      number,
      SOL_SOCKET,
      SO_RCVTIMEO,
      &patience,
      socklen_t(MemoryLayout<timeval>.size)
    )
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let number = number
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connectSocket(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure(what: "connect: \(errno)") }
  }

  deinit { close(number) }

  func send(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard write(number, bytes, bytes.count) == bytes.count else {
      throw Failure(what: "write: \(errno)")
    }
  }

  /// Sends one line and reads a block.
  func ask(_ line: String) throws -> String {
    try send(line + "\n")
    return try block()
  }

  /// Sends one line and reads a line of JSON.
  func askJSON(_ line: String) throws -> [String: Any] {
    try send(line + "\n")
    return try json()
  }

  /// Reads the next block without its empty line.
  func block() throws -> String { try read(to: Array("\n\n".utf8)) }

  /// Reads the next line, which must be JSON.
  func json() throws -> [String: Any] {
    let line = try read(to: [10])
    let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
    return try #require(value as? [String: Any], "\(line)")
  }

  /// Whether the stream ends here.
  func isAtEnd() throws -> Bool { try received.isEmpty && !readMore() }

  private func read(to end: [UInt8]) throws -> String {
    while true {
      if let found = received.indices.first(where: { received[$0...].starts(with: end) }) {
        let text = String(decoding: received[..<found], as: UTF8.self)
        received.removeSubrange(..<(found + end.count))
        return text
      }
      guard try readMore() else { throw Failure(what: "the stream ended") }
    }
  }

  private func readMore() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = readSocket(number, &buffer, buffer.count)
    guard count >= 0 else { throw Failure(what: "read: \(errno)") }
    received += buffer[..<count]
    return count > 0
  }
}

// Inside a type with a method of these names the C functions cannot be called unqualified, and their
// module differs between platforms.
private func connectSocket(
  _ number: Int32,
  _ address: UnsafePointer<sockaddr>,
  _ length: socklen_t
) -> Int32 {
  connect(number, address, length)
}

private func readSocket(_ number: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(number, bytes, count)
}
