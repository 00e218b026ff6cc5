import Foundation

/// A server on pipes: what is written to it never blocks, and what it says is read line by line.
final class RunningServer {
  private let process = Process()
  private let input: Int32
  private let output: Int32
  private var waiting: [UInt8] = []
  private var sent = 0
  private var received: [UInt8] = []
  private var hasEnded = false
  private let errorsPath: String
  let startedAt = Date()

  var pid: Int32 { process.processIdentifier }

  /// Starts the program; with `shell` a line of the shell in which "$@" is the program.
  init(_ site: Site, store: String, shell: String? = nil) throws {
    let (toServer, fromServer) = (Pipe(), Pipe())
    let arguments = site.serving(store)
    process.executableURL = URL(filePath: shell == nil ? site.program : "/bin/sh")
    process.arguments = shell.map { ["-c", $0, "sh", site.program] + arguments } ?? arguments
    process.environment = site.environment
    errorsPath = site.folder + "/log"
    try Data().write(to: URL(filePath: errorsPath))
    process.standardInput = toServer
    process.standardOutput = fromServer
    process.standardError = FileHandle(forWritingAtPath: errorsPath)
    try process.run()
    input = dup(toServer.fileHandleForWriting.fileDescriptor)
    output = dup(fromServer.fileHandleForReading.fileDescriptor)
    try toServer.fileHandleForWriting.close()
    try fromServer.fileHandleForReading.close()
    try? fromServer.fileHandleForWriting.close()
    for descriptor in [input, output] {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
  }

  deinit {
    if !hasEnded { kill() }
  }

  /// What it wrote to its log so far.
  var log: String { (try? String(contentsOfFile: errorsPath, encoding: .utf8)) ?? "" }

  func send(_ line: String) { waiting += Array(line.utf8) + [10] }

  /// Bytes that the server has not taken yet.
  var backlog: Int { waiting.count - sent }

  /// Writes and reads for at most so many seconds, until `isDone`; false when the time was up or
  /// the server ended.
  @discardableResult
  func pump(
    for seconds: Double,
    until isDone: () -> Bool = { false },
    _ body: (String) throws -> Void
  ) throws -> Bool {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while !isDone() {
      let left = deadline.timeIntervalSinceNow
      guard left > 0 else { return false }
      var polled = [
        pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: backlog > 0 ? input : -1, events: Int16(POLLOUT), revents: 0),
      ]
      _ = poll(&polled, 2, Int32(max(1, min(left * 1_000, 50))))
      if polled[1].revents != 0 { write() }
      if polled[0].revents != 0 {
        guard try read(body) else { return isDone() }
      }
    }
    return true
  }

  private func write() {
    let count = waiting[sent...].withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
    if count > 0 { sent += count }
    if sent == waiting.count {
      waiting = []
      sent = 0
    }
  }

  /// Reads what is there; false at the end.
  private func read(_ body: (String) throws -> Void) throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(output, &buffer, buffer.count)
    if count < 0 { return errno == EAGAIN || errno == EINTR }
    guard count > 0 else { return false }
    received += buffer[..<count]
    var start = 0
    while let end = received[start...].firstIndex(of: 10) {
      let line = String(decoding: received[start..<end], as: UTF8.self)
      start = end + 1
      try body(line)
    }
    received.removeSubrange(..<start)
    return true
  }

  /// Kills it with SIGKILL.
  func kill() {
    Foundation.kill(pid, SIGKILL)
    process.waitUntilExit()
    hasEnded = true
  }

  /// Takes what it had written before it was killed; a line without end was not received.
  func drain(_ body: (String) throws -> Void) throws {
    while try read(body) {
      guard hasEnded else { break }
    }
    close(input)
    close(output)
  }

  /// Lets it end by itself: its input ends, what it owes is read; the status.
  func finish(_ body: (String) throws -> Void) throws -> Int32 {
    try pump(for: 30, until: { backlog == 0 }, body)
    close(input)
    let deadline = Date(timeIntervalSinceNow: 30)
    while deadline.timeIntervalSinceNow > 0 {
      var polled = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      _ = poll(&polled, 1, 100)
      if polled.revents != 0, try !read(body) { break }
    }
    process.waitUntilExit()
    hasEnded = true
    close(output)
    return process.terminationStatus
  }

  /// A figure of the process from /proc in kB; 0 where there is no such file.
  func kilobytes(_ key: String) -> Int {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8) else {
      return 0
    }
    let line = text.split(separator: "\n").first { $0.hasPrefix(key) } ?? ""
    return Int(line.filter(\.isNumber)) ?? 0
  }
}
