import Dispatch
import FrontdeskEngine
import LineServer
import Synchronization

/// A server on a thread of its own, stopped at the end of the test.
final class RunningServer: Sendable {
  let addresses: [SocketAddress]
  private let stopPipe: StopPipe
  private let ended: DispatchSemaphore
  private let record: Record

  /// What the server's thread tells the test.
  private final class Record: Sendable {
    let started = Mutex<Result<([SocketAddress], StopPipe), any Error>?>(nil)
    let log = Mutex<[String]>([])
  }

  init(
    on listening: [SocketAddress] = [.ipv4(host: "127.0.0.1", port: 0)],
    stdio: Bool = false,
    limits: Limits = Limits(),
    standardInput: Int32 = 0,
    standardOutput: Int32 = 1
  ) throws {
    let record = Record()
    let hasStarted = DispatchSemaphore(value: 0)
    let ended = DispatchSemaphore(value: 0)
    DispatchQueue(label: "server").async {
      defer { ended.signal() }
      do {
        let server = try Server(
          engine: testEngine(),
          listening: listening,
          stdio: stdio,
          limits: limits,
          stopsOnSignals: false,
          isVerbose: true,
          standardInput: standardInput,
          standardOutput: standardOutput,
          log: { line in record.log.withLock { $0.append(line) } }
        )
        record.started.withLock { $0 = .success((server.boundAddresses, server.stopPipe)) }
        hasStarted.signal()
        try server.run()
      } catch {
        record.started.withLock { $0 = .failure(error) }
        hasStarted.signal()
      }
    }
    hasStarted.wait()
    guard let started = record.started.withLock({ $0 }) else { fatalError("signalled too early") }
    (addresses, stopPipe) = try started.get()
    self.record = record
    self.ended = ended
  }

  /// Waits for the end: the thread must not use descriptors the test is about to close.
  deinit {
    stopPipe.stop()
    stopPipe.stop()
    _ = hasEnded()
  }

  var address: SocketAddress { addresses[0] }

  var log: [String] { record.log.withLock { $0 } }

  func connect() throws -> Client { try Client(to: address) }

  /// Asks the server to stop without waiting.
  func stop() { stopPipe.stop() }

  /// Whether `run()` has returned, waiting up to twenty seconds for it.
  func hasEnded() -> Bool {
    let result = ended.wait(timeout: .now() + 20)
    if result == .success { ended.signal() }
    return result == .success
  }
}
