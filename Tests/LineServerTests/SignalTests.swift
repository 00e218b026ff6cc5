import Foundation
import Testing

@testable import LineServer

@Suite("Signals, sent to a program with a loop")
struct SignalTests {
  @Test(
    "The first SIGINT or SIGTERM is an event, and the program ends in order",
    arguments: [SIGINT, SIGTERM]
  )
  func stop(number: Int32) throws {
    let probe = try Probe("ends")
    try probe.start()
    probe.send(number)
    #expect(try probe.rest() == ["stop", "ended"])
    #expect(probe.status() == 0)
  }

  @Test("SIGHUP is an event each time, and ends nothing")
  func reload() throws {
    let probe = try Probe("ends")
    try probe.start()
    for _ in 0..<3 {
      probe.send(SIGHUP)
      #expect(try probe.line() == "reload")
    }
    probe.send(SIGTERM)
    #expect(try probe.rest() == ["stop", "ended"])
    #expect(probe.status() == 0)
  }

  @Test("Signals that come before there is a loop wait for it")
  func early() throws {
    let probe = try Probe("ends")
    #expect(try probe.line() == "blocked")
    probe.send(SIGHUP)
    probe.send(SIGTERM)
    probe.endInput()
    let rest = try probe.rest()
    #expect(Set(rest) == ["running", "reload", "stop", "ended"])
    #expect(probe.status() == 0)
  }

  @Test("A second signal ends a program that drains, at once", arguments: [SIGINT, SIGTERM])
  func secondWhileDraining(number: Int32) throws {
    let probe = try Probe("drains")
    try probe.start()
    probe.send(SIGTERM)
    #expect(try probe.line() == "stop")
    probe.send(SIGHUP)
    #expect(try probe.line() == "reload")
    probe.send(number)
    #expect(try probe.rest() == [])
    #expect(probe.status() == SignalSource.impatientStatus)
  }

  @Test("A second signal ends a program whose loop never comes back")
  func secondWhileBusy() throws {
    let probe = try Probe("busy")
    try probe.start()
    // Two different ones: two equal ones may arrive as one.
    probe.send(SIGTERM)
    probe.send(SIGINT)
    #expect(try probe.rest() == [])
    #expect(probe.status() == SignalSource.impatientStatus)
  }

  @Test("A second signal ends a program that has no loop yet")
  func secondWhileLoading() throws {
    let probe = try Probe("ends")
    #expect(try probe.line() == "blocked")
    probe.send(SIGINT)
    probe.send(SIGTERM)
    #expect(try probe.rest() == [])
    #expect(probe.status() == SignalSource.impatientStatus)
  }

  /// The program `signal-probe`, which is ended at the end of the test if it has not by itself.
  private final class Probe {
    private let process = Process()
    private let (input, output) = (Pipe(), Pipe())
    private let hasEnded = DispatchSemaphore(value: 0)
    private var received: [UInt8] = []

    init(_ conduct: String) throws {
      process.executableURL = Self.file
      process.arguments = [conduct]
      process.standardInput = input
      process.standardOutput = output
      process.terminationHandler = { [hasEnded] _ in hasEnded.signal() }
      try process.run()
    }

    deinit {
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Beside the bundle of the tests, where the build puts both.
    private static let file: URL = {
      let bundles = Bundle.allBundles.map(\.bundleURL) + [URL(filePath: CommandLine.arguments[0])]
      let folders = bundles.map { $0.resolvingSymlinksInPath().deletingLastPathComponent() }
      let files = folders.map { $0.appending(path: "signal-probe") }
      return files.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? files[0]
    }()

    /// Waits until its loop turns.
    func start() throws {
      #expect(try line() == "blocked")
      endInput()
      #expect(try line() == "running")
    }

    func endInput() { try? input.fileHandleForWriting.close() }

    func send(_ number: Int32) { kill(process.processIdentifier, number) }

    /// The next line it says; nil at the end.
    func line() throws -> String? {
      while true {
        if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
          defer { received.removeSubrange(...end) }
          return String(decoding: received[..<end], as: UTF8.self)
        }
        let number = output.fileHandleForReading.fileDescriptor
        var asked = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        try #require(poll(&asked, 1, 20_000) == 1, "it says nothing and does not end")
        var scratch = [UInt8](repeating: 0, count: 4096)
        guard case .bytes(let count) = Descriptor(number: number).read(into: &scratch), count > 0
        else { return nil }
        received += scratch[..<count]
      }
    }

    /// All it says to the end.
    func rest() throws -> [String] {
      var lines: [String] = []
      while let line = try line() { lines.append(line) }
      return lines
    }

    /// How it ended; nil when a signal ended it, or nothing within twenty seconds.
    func status() -> Int32? {
      guard hasEnded.wait(timeout: .now() + 20) == .success,
        process.terminationReason == .exit
      else { return nil }
      return process.terminationStatus
    }
  }
}
