import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The program on a pseudo-terminal.
final class PseudoTerminal {
  struct Failure: Error {
    let what: String
  }

  let process = Process()
  private let master: Int32
  private let slave: Int32

  /// Starts the program with its input and output on the terminal.
  init(_ arguments: String..., environment changes: [String: String] = [:]) throws {
    var ends: (master: Int32, slave: Int32) = (-1, -1)
    guard openpty(&ends.master, &ends.slave, nil, nil, nil) == 0 else {
      throw Failure(what: "no pseudo-terminal: \(errno)")
    }
    master = ends.master
    slave = ends.slave
    for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    resize(columns: 80)
    process.executableURL = Program.file
    process.arguments = arguments
    process.environment = Program.environment.merging(changes) { $1 }
    let handle = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
    process.standardInput = handle
    process.standardOutput = handle
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit {
    if process.isRunning { process.terminate() }
    close(master)
    close(slave)
  }

  /// Whether the terminal shows what is typed, as it does when no program edits lines.
  var echoes: Bool {
    var settings = termios()
    tcgetattr(slave, &settings)
    return settings.c_lflag & tcflag_t(ECHO) != 0
  }

  func type(_ keys: String) throws {
    let bytes = Array(keys.utf8)
    guard write(master, bytes, bytes.count) == bytes.count else {
      throw Failure(what: "cannot type: \(errno)")
    }
  }

  func resize(columns: UInt16) {
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Everything that the screen was sent and `expect` has read.
  private(set) var everything: [UInt8] = []
  /// Where in it the next `expect` begins.
  private var position = 0

  /// Reads until the screen was sent a text, and returns what led to it.
  ///
  /// Gives up after twenty seconds of silence.
  @discardableResult
  func expect(_ text: String) throws -> String {
    while true {
      let unread = everything[position...]
      if let end = Self.end(of: Array(text.utf8), in: unread) {
        position = end
        return String(decoding: unread[..<end], as: UTF8.self)
      }
      var asked = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&asked, 1, 20_000) == 1 else {
        throw Failure(what: "\(text) did not come: \(String(decoding: unread, as: UTF8.self))")
      }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { throw Failure(what: "the terminal is closed") }
      everything += buffer[..<count]
    }
  }

  private static func end(of text: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.dropLast(text.count - 1).first { bytes[$0...].starts(with: text) }
      .map { $0 + text.count }
  }

  /// Waits for the end of the program and gives its status.
  func end() throws -> Int32 {
    // What the program still writes must go somewhere, or it would wait.
    while process.isRunning {
      var asked = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&asked, 1, 10) == 1 else { continue }
      var buffer = [UInt8](repeating: 0, count: 4096)
      _ = read(master, &buffer, buffer.count)
    }
    process.waitUntilExit()
    return process.terminationStatus
  }
}
