import Dialogue
import Dispatch
import FrontdeskEngine
import LineServer
import Synchronization
import Testing

/// A server on a thread of its own, stopped at the end of the test.
final class RunningServer: Sendable {
  let addresses: [SocketAddress]
  private let stopPipe: StopPipe
  private let ended: DispatchSemaphore
  private let record: Record
  private let shop: TestShop

  /// What the server's thread tells the test.
  private final class Record: Sendable {
    let started = Mutex<Result<([SocketAddress], StopPipe), any Error>?>(nil)
    let log = Mutex<[String]>([])
  }

  init(
    on listening: [SocketAddress] = [.ipv4(host: "127.0.0.1", port: 0)],
    stdio: Bool = false,
    limits: Limits = Limits(),
    tokens: AccessTokens = AccessTokens(),
    standardInput: Int32 = 0,
    standardOutput: Int32 = 1
  ) throws {
    let (record, shop) = (Record(), try TestShop())
    let hasStarted = DispatchSemaphore(value: 0)
    let ended = DispatchSemaphore(value: 0)
    DispatchQueue(label: "server").async {
      defer { ended.signal() }
      do {
        var configuration = Configuration(
          log: { line in record.log.withLock { $0.append(line.text) } }
        )
        configuration.limits = limits
        configuration.stopsOnSignals = false
        configuration.isVerbose = true
        configuration.standardInput = standardInput
        configuration.standardOutput = standardOutput
        configuration.version = "1.2.3"
        let server = try Server(
          engine: try shop.engine(),
          listening: listening,
          stdio: stdio,
          tokens: tokens,
          configuration: configuration
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
    self.shop = shop
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

  /// Connects and becomes an agent while nobody waits.
  func agent(_ name: String) throws -> Client {
    let client = try connect()
    let welcome = try client.ask("/agent \(name)")
    #expect(welcome == "you are at the desk as \(name); nobody waits")
    return client
  }

  /// Lets an English customer ask for a person, and a free agent named ana take the only ticket.
  func join(_ customer: Client, _ agent: Client, ticket: Int) throws {
    #expect(try customer.ask("human") == Speech.english.says(.handoffQueued) + " 1")
    #expect(
      try agent.block() == "ticket \(ticket) waits: en, 0 s, asked for a person: human"
    )
    try agent.send("/take \(ticket)\n")
    #expect(try customer.block() == Speech.english.says(.handoffJoined) + " ana")
    #expect(try agent.block()?.hasPrefix("ticket \(ticket), en, asked for a person\n") == true)
  }

  /// Asks the server to stop without waiting.
  func stop() { stopPipe.stop() }

  /// Whether `run()` has returned, waiting up to twenty seconds for it.
  func hasEnded() -> Bool {
    let result = ended.wait(timeout: .now() + 20)
    if result == .success { ended.signal() }
    return result == .success
  }
}
