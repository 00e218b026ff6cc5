import Foundation
import LineServer

/// A server that listens on a port of this machine, and what the system says of it.
final class SoakServer {
  private let process = Process()
  private let logPath: String
  private var isWaitedFor = false
  let address: SocketAddress
  let port: UInt16

  var pid: Int32 { process.processIdentifier }

  /// Starts the program and waits until it listens.
  init(_ site: Site, store: String, tokens: String, options: [String] = []) throws {
    process.executableURL = URL(filePath: site.program)
    process.arguments =
      [
        "serve", "--listen", "127.0.0.1:0", "--store", store, "--content", site.shop, "--tokens",
        tokens,
      ] + options
    process.environment = site.environment
    logPath = site.folder + "/soak-log"
    try Data().write(to: URL(filePath: logPath))
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: logPath)
    try process.run()
    let deadline = Date(timeIntervalSinceNow: 60)
    while true {
      let log = Self.text(of: logPath)
      if let port = Self.port(in: log) {
        self.port = port
        address = .ipv4(host: "127.0.0.1", port: port)
        return
      }
      guard process.isRunning, deadline.timeIntervalSinceNow > 0 else {
        process.terminate()
        throw Difference("the server does not listen: \(log)")
      }
      usleep(20_000)
    }
  }

  deinit {
    if !isWaitedFor { kill(pid, SIGKILL) }
  }

  private static func text(of path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }

  private static func port(in log: String) -> UInt16? {
    guard let start = log.range(of: "listening on 127.0.0.1:") else { return nil }
    return UInt16(log[start.upperBound...].prefix { $0.isNumber })
  }

  /// What it wrote to its log so far.
  var log: String { Self.text(of: logPath) }

  func send(signal: Int32) { kill(pid, signal) }

  var isRunning: Bool { process.isRunning }

  /// Asks it to stop, and waits; its status.
  func stop() -> Int32 {
    send(signal: SIGTERM)
    process.waitUntilExit()
    isWaitedFor = true
    return process.terminationReason == .exit
      ? process.terminationStatus : 128 + process.terminationStatus
  }

  /// What it holds in memory, in kB; 0 where the system does not say.
  var residentKilobytes: Int {
    let line = Self.text(of: "/proc/\(pid)/status").split(separator: "\n")
      .first { $0.hasPrefix("VmRSS") }
    return Int(line?.filter(\.isNumber) ?? "") ?? 0
  }

  /// How many descriptors it has open; 0 where the system does not say.
  var descriptors: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count) ?? 0
  }
}
