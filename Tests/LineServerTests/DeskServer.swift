import Dialogue
import Dispatch
import FrontdeskEngine
import Synchronization

@testable import LineServer

/// A server over a store of its own that can be started again, and whose clock stands still until a
/// test sets it on.
final class DeskServer: Sendable {
  /// What the test and the server's thread tell each other.
  private final class Control: Sendable {
    struct Started: Sendable {
      let address: SocketAddress
      let stopPipe: StopPipe
      let inbox: LoopInbox
    }

    let started = Mutex<Result<Started, any Error>?>(nil)
    let log = Mutex<[LogRecord]>([])
    let elapsed = Mutex(Duration.zero)
    let isWantedAgain = Mutex(false)
    let hasStarted = DispatchSemaphore(value: 0)
    let hasEnded = DispatchSemaphore(value: 0)
    let goesOn = DispatchSemaphore(value: 0)
  }

  /// Whoever has a token, each with the token `NAME-token`.
  static let tokens = AccessTokens([
    entry(.backend, "web"), entry(.backend, "app"), entry(.agent, "ana"), entry(.agent, "ben"),
    entry(.channel, "mailer"), entry(.channel, "caller"), entry(.admin, "root"),
  ])

  private static func entry(_ role: AccessRole, _ name: String) -> AccessTokens.Entry {
    AccessTokens.Entry(role: role, name: name, token: "\(name)-token")
  }

  private let control = Control()
  private let shop: TestShop
  private let ended = DispatchSemaphore(value: 0)

  init(
    tokens: AccessTokens = DeskServer.tokens,
    files: [String: String] = [:],
    gathers: Bool = false,
    change: (inout Limits) -> Void = { _ in }
  ) throws {
    let (control, shop, ended) = (control, try TestShop(files), ended)
    self.shop = shop
    var changed = Limits()
    changed.localRate = nil
    change(&changed)
    let limits = changed
    DispatchQueue(label: "server").async {
      defer { ended.signal() }
      do {
        let store = InMemoryStore()
        repeat {
          let engine = Engine(shop: try shop.engine().shop, store: store)
          engine.burstWindow = gathers ? .standard : .none
          let server = try Server(
            engine: engine,
            listening: [.ipv4(host: "127.0.0.1", port: 0)],
            tokens: tokens,
            configuration: Self.configuration(limits, control)
          )
          control.started.withLock {
            $0 = .success(
              Control.Started(
                address: server.boundAddresses[0],
                stopPipe: server.stopPipe,
                inbox: server.loop.inbox
              )
            )
          }
          control.hasStarted.signal()
          try server.run()
          control.hasEnded.signal()
          control.goesOn.wait()
        } while control.isWantedAgain.withLock { $0 }
      } catch {
        control.started.withLock { $0 = .failure(error) }
        control.hasStarted.signal()
      }
    }
    control.hasStarted.wait()
    _ = try started()
  }

  private static func configuration(_ limits: Limits, _ control: Control) -> Configuration {
    var configuration = Configuration(log: { record in control.log.withLock { $0.append(record) } })
    configuration.limits = limits
    configuration.stopsOnSignals = false
    configuration.isVerbose = true
    configuration.version = "1.2.3"
    configuration.residentBytes = { 4_096 }
    configuration.explain = { reply, question in
      "{\"question\":\"\(question)\",\"kind\":\"\(reply.kind.rawValue)\"}"
    }
    configuration.time = TimeSource(
      now: {
        let (seconds, attoseconds) = control.elapsed.withLock { $0 }.components
        return Instant(
          secondsSinceEpoch: 1_795_000_000 + Double(seconds) + Double(attoseconds) / 1e18
        )
      },
      elapsed: { control.elapsed.withLock { $0 } }
    )
    return configuration
  }

  deinit {
    stop()
    control.isWantedAgain.withLock { $0 = false }
    control.goesOn.signal()
    _ = ended.wait(timeout: .now() + 20)
  }

  private func started() throws -> Control.Started {
    guard let started = control.started.withLock({ $0 }) else { fatalError("signalled too early") }
    return try started.get()
  }

  var address: SocketAddress {
    get throws { try started().address }
  }

  var log: [LogRecord] { control.log.withLock { $0 } }

  /// Asks it to stop, and to wait for nobody.
  func stop() {
    guard let pipe = try? started().stopPipe else { return }
    pipe.stop()
    pipe.stop()
  }

  /// Whether it has ended by itself, waiting up to twenty seconds for it.
  func hasEnded() -> Bool {
    let result = control.hasEnded.wait(timeout: .now() + 20)
    if result == .success { control.hasEnded.signal() }
    return result == .success
  }

  /// Ends it and starts another over the same store, on another port.
  func restart() throws {
    stop()
    control.hasEnded.wait()
    control.isWantedAgain.withLock { $0 = true }
    control.goesOn.signal()
    control.hasStarted.wait()
    control.isWantedAgain.withLock { $0 = false }
    _ = try started()
  }

  /// Sets the clock on; what is due then happens at once.
  func advance(by duration: Duration) throws {
    control.elapsed.withLock { $0 += duration }
    let turned = DispatchSemaphore(value: 0)
    let inbox = try started().inbox
    // The timers of a turn come after what was posted, so the second is in a turn after them.
    inbox.post { inbox.post { inbox.post { turned.signal() } } }
    _ = turned.wait(timeout: .now() + 20)
  }

  // MARK: Connections

  func connect() throws -> Client { try Client(to: address) }

  /// A connection that speaks JSON; a customer's, if no role is named.
  func join(_ role: String? = nil, _ name: String = "", more: String = "") throws -> JSONClient {
    let client = JSONClient(try connect())
    guard let role else { return client }
    let welcome = try client.ask(
      "{\"type\":\"hello\",\"role\":\"\(role)\",\"token\":\"\(name)-token\"\(more)}"
    )
    guard welcome.type == "welcome" else { throw Client.Failure(what: welcome.text) }
    return client
  }

  /// A session of a backend asks for a person, and an agent takes the ticket.
  func bringTogether(
    _ backend: JSONClient,
    _ agent: JSONClient,
    session: String = "s1",
    ticket: Int = 1
  ) throws {
    try backend.send("{\"session\":\"\(session)\",\"text\":\"human\"}")
    _ = try backend.lines { $0.session == session }
    try agent.send("{\"type\":\"take\",\"ticket\":\(ticket),\"id\":\"take-\(ticket)\"}")
    _ = try agent.lines { $0.re == "take-\(ticket)" }
    _ = try backend.lines { $0.type == "status" }
    _ = try agent.rest()
  }
}
