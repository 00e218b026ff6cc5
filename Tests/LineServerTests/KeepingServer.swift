import Dialogue
import Dispatch
import FrontdeskEngine
import Synchronization
import Testing

@testable import LineServer

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A server over a store whose failures a test turns on and off, on a thread of its own.
///
/// What the test sends on standard input is one end of a pair of pipes.
final class KeepingServer: Sendable {
  /// What the test sets and the server's thread follows before each line it takes.
  private final class Switch: Sendable {
    let isFailing = Mutex(false)
    let started = Mutex<Result<([SocketAddress], StopPipe), any Error>?>(nil)
    let log = Mutex<[String]>([])
  }

  /// A store that fails while the switch is on.
  private final class SwitchedStore {
    let store: InMemoryStore
    let control: Switch

    init(_ store: InMemoryStore, _ control: Switch) {
      self.store = store
      self.control = control
    }

    func follow() {
      store.failure =
        control.isFailing.withLock { $0 } ? StoreError(.full, "the disk is full") : nil
    }
  }

  let addresses: [SocketAddress]
  private let stopPipe: StopPipe
  private let ended: DispatchSemaphore
  private let control: Switch
  private let shop: TestShop
  private let input: (reading: Int32, writing: Int32)
  private let output: (reading: Int32, writing: Int32)
  private let received = Mutex<[UInt8]>([])

  init(limits: Limits = Limits(), tokens: AccessTokens = AccessTokens()) throws {
    let (control, shop) = (Switch(), try TestShop())
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemError("cannot open a pipe", code: errno) }
    let input = (reading: ends[0], writing: ends[1])
    guard pipe(&ends) == 0 else { throw SystemError("cannot open a pipe", code: errno) }
    let output = (reading: ends[0], writing: ends[1])
    let hasStarted = DispatchSemaphore(value: 0)
    let ended = DispatchSemaphore(value: 0)
    DispatchQueue(label: "server").async {
      defer { ended.signal() }
      do {
        let store = SwitchedStore(InMemoryStore(), control)
        let real = TimeSource.system
        var configuration = Configuration(
          log: { line in control.log.withLock { $0.append(line.text) } }
        )
        configuration.stopsOnSignals = false
        // The clock is read before anything is done.
        configuration.time = TimeSource(
          now: {
            store.follow()
            return real.now()
          },
          elapsed: real.elapsed
        )
        configuration.standardInput = input.reading
        configuration.standardOutput = output.writing
        configuration.limits = limits
        let server = try Server(
          engine: Engine(shop: try shop.engine().shop, store: store.store),
          listening: [.ipv4(host: "127.0.0.1", port: 0)],
          stdio: true,
          tokens: tokens,
          configuration: configuration
        )
        control.started.withLock { $0 = .success((server.boundAddresses, server.stopPipe)) }
        hasStarted.signal()
        try server.run()
      } catch {
        control.started.withLock { $0 = .failure(error) }
        hasStarted.signal()
      }
    }
    hasStarted.wait()
    guard let started = control.started.withLock({ $0 }) else { fatalError("signalled too early") }
    (addresses, stopPipe) = try started.get()
    self.control = control
    self.shop = shop
    self.ended = ended
    self.input = input
    self.output = output
  }

  deinit {
    stopPipe.stop()
    stopPipe.stop()
    _ = ended.wait(timeout: .now() + 20)
    for number in [input.reading, input.writing, output.reading, output.writing] { close(number) }
  }

  var log: [String] { control.log.withLock { $0 } }

  func setFailing(_ isFailing: Bool) { control.isFailing.withLock { $0 = isFailing } }

  func connect() throws -> Client { try Client(to: addresses[0]) }

  func send(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      guard case .bytes(let count) = Descriptor(number: input.writing).write(rest) else {
        throw SystemError("cannot write", code: errno)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// The next line of standard output; gives up after twenty seconds of silence.
  func line() throws -> String {
    while true {
      let line = received.withLock { bytes -> String? in
        guard let end = bytes.firstIndex(of: 10) else { return nil }
        defer { bytes.removeSubrange(...end) }
        return String(decoding: bytes[..<end], as: UTF8.self)
      }
      if let line { return line }
      var asked = pollfd(fd: output.reading, events: Int16(POLLIN), revents: 0)
      guard poll(&asked, 1, 20_000) == 1 else { throw Client.Failure(what: "nothing came") }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      guard case .bytes(let count) = Descriptor(number: output.reading).read(into: &buffer) else {
        throw SystemError("cannot read", code: errno)
      }
      received.withLock { $0 += buffer[..<count] }
    }
  }

  /// Sends one line and reads one.
  func ask(_ line: String) throws -> String {
    try send(line + "\n")
    return try self.line()
  }
}
