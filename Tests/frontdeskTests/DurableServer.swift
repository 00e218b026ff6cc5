import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The built program serving a shop from a store, spoken to in lines of JSON.
final class DurableServer {
  /// A line it sent, and what was read of it.
  struct Line {
    /// Without the confidence, which it has the first time only.
    let text: String
    let members: [String: Any]

    var type: String { members["type"] as? String ?? "" }
    var session: String { members["session"] as? String ?? "" }
    var seq: Int? { members["seq"] as? Int }
    var re: String? { members["re"] as? String }
    var said: String { members["text"] as? String ?? "" }
    var errorCode: String? { (members["error"] as? [String: Any])?["code"] as? String }
  }

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let log = FileManager.default.temporaryDirectory
    .appending(path: "durable-\(UUID().uuidString)")
  private var received: [UInt8] = []

  var pid: Int32 { process.processIdentifier }
  var errors: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

  /// Starts it; with `shell` through a line of the shell in which "$@" is the program.
  init(_ shop: TinyShop, store: String, shell: String? = nil) throws {
    let arguments = ["serve", "--stdio", "--store", store, "--content", shop.path]
    process.executableURL = shell == nil ? Program.file : URL(filePath: "/bin/sh")
    process.arguments = shell.map { ["-c", $0, "sh", Program.file.path] + arguments } ?? arguments
    process.environment = Program.environment
    try Data().write(to: log)
    process.standardInput = input
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: log)
    signal(SIGPIPE, SIG_IGN)
    try process.run()
  }

  deinit {
    if process.isRunning { kill() }
    try? FileManager.default.removeItem(at: log)
  }

  func send(_ line: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
  }

  func say(_ text: String, as id: String, in session: String) throws {
    let members = ["session": session, "id": id, "text": text]
    let line = try JSONSerialization.data(withJSONObject: members)
    try send(String(decoding: line, as: UTF8.self))
  }

  /// Says something and reads until what replies to it; all lines that came.
  @discardableResult
  func ask(_ text: String, as id: String, in session: String) throws -> [Line] {
    try say(text, as: id, in: session)
    return try lines { $0.re == id && $0.type != "ack" }
  }

  /// Everything it has said in a session after a number.
  func resume(_ session: String, after seq: Int = 0) throws -> [Line] {
    try send("{\"type\":\"resume\",\"session\":\"\(session)\",\"seq\":\(seq)}")
    // What does not exist is refused at once, and marks the end.
    try send("{\"type\":\"mark\",\"session\":\"\(session)\",\"id\":\"end\"}")
    return try lines { $0.re == "end" }.dropLast().map(\.self)
  }

  /// Reads lines up to the first that `isLast`.
  func lines(until isLast: (Line) -> Bool) throws -> [Line] {
    var lines: [Line] = []
    while true {
      let text = try #require(try nextLine(), "the server ended: \(errors)")
      let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
      let members = try #require(value as? [String: Any], "\(text)")
      let line = Line(text: Self.lasting(text), members: members)
      lines.append(line)
      if isLast(line) { return lines }
    }
  }

  private static func lasting(_ line: String) -> String {
    guard let start = line.range(of: ",\"confidence\":", options: .backwards) else { return line }
    let digits = line[start.upperBound...].prefix { $0.isNumber || $0 == "." }
    return String(line[..<start.lowerBound] + line[digits.endIndex...])
  }

  /// The next line; nil at the end, or after half a minute of silence.
  private func nextLine() throws -> String? {
    while true {
      if let end = received.firstIndex(of: 10) {
        let line = String(decoding: received[..<end], as: UTF8.self)
        received.removeSubrange(...end)
        return line
      }
      let number = output.fileHandleForReading.fileDescriptor
      var polled = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, 30_000) > 0 else { return nil }
      var buffer = [UInt8](repeating: 0, count: 4_096)
      let count = read(number, &buffer, buffer.count)
      guard count > 0 else { return nil }
      received += buffer[..<count]
    }
  }

  /// Ends it as a power cut would.
  func kill() {
    Foundation.kill(pid, SIGKILL)
    process.waitUntilExit()
  }

  /// Asks it to stop; its status.
  func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
