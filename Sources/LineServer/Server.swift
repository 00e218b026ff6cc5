package import Dialogue
package import FrontdeskEngine
import Handoff
import Wire

/// Serves the desk to everyone who connects: wires loop, engine and connections.
///
/// Each connection is a conversation of its own, `c1`, `c2`, ... in the order they came, until it
/// becomes an agent. One turn of the loop: what has arrived is read, up to `linesPerTurn` lines of
/// each connection are answered, then everything that waits is sent. All of it happens on the
/// thread that calls `run()`.
package final class Server {
  /// Where it listens, with the ports the system chose for port 0.
  package var boundAddresses: [SocketAddress] { acceptor.addresses }
  /// Stops the server from a signal handler or another thread.
  package let stopPipe: StopPipe

  let engine: Engine
  let commands: CommandTable
  let limits: Limits
  let time: TimeSource
  private let stopsOnSignals: Bool
  let isVerbose: Bool
  let log: (String) -> Void
  let loop: EventLoop
  let acceptor: Acceptor
  private let newConversation: () -> ConversationID

  let systems: ShopSystems?
  var wakeTimer: EventLoop.TimerID?
  var standard: Connection?
  /// Everyone who is connected, by whom deliveries name.
  var connections: [Delivery.Recipient: Connection] = [:]
  /// Connections something happened to since the last turn, in that order.
  var touched: [Connection] = []
  /// Who has gone, and the store did not yet take note of it.
  var departures: [Delivery.Recipient] = []
  /// Whether the store's last word was a failure, so that its log is not one line a turn.
  var isStoreFailing = false
  private var connectionCount = 0
  var isStopping = false
  var scratch = [UInt8](repeating: 0, count: 64 * 1024)

  /// Opens everything the server listens on.
  ///
  /// - Parameters:
  ///   - engine: what answers.
  ///   - systems: what the engine's requests are sent to; without it they fail.
  ///   - listening: the addresses to listen on.
  ///   - stdio: whether standard input and output are one more connection. The server ends with it
  ///     if it listens nowhere.
  ///   - allowRemote: whether addresses that other machines can reach are listened on.
  ///   - limits: how much is taken from whom.
  ///   - stopsOnSignals: whether SIGINT and SIGTERM stop the server while it runs.
  ///   - isVerbose: whether opened and closed connections are logged.
  ///   - time: the clocks.
  ///   - standardInput: read in place of standard input, by its number.
  ///   - standardOutput: written in place of standard output, by its number.
  ///   - newConversation: names the conversation of a connection; nobody may be able to guess it.
  ///   - log: takes one line, without line end.
  /// - Throws: `ServerError` or `SystemError`, and then listens nowhere.
  package init(
    engine: Engine,
    systems: ShopSystems? = nil,
    listening: [SocketAddress],
    stdio: Bool = false,
    allowRemote: Bool = false,
    limits: Limits = Limits(),
    stopsOnSignals: Bool = true,
    isVerbose: Bool = false,
    time: TimeSource = .system,
    standardInput: Int32 = 0,
    standardOutput: Int32 = 1,
    newConversation: (() -> ConversationID)? = nil,
    log: @escaping (String) -> Void
  ) throws {
    guard !listening.isEmpty || stdio else { throw ServerError.nothingToServe }
    if let remote = listening.first(where: { !$0.isLocal }), !allowRemote {
      throw ServerError.remoteAddress(remote)
    }
    let input = Descriptor(number: standardInput)
    let output = Descriptor(number: standardOutput)
    // Looked at before anything is opened, which might get the number of a closed one.
    guard !stdio || (input.isOpen && output.isOpen) else {
      throw ServerError.closedStandardStreams
    }
    self.engine = engine
    self.systems = systems
    commands = .standard
    self.limits = limits
    self.time = time
    self.stopsOnSignals = stopsOnSignals
    self.isVerbose = isVerbose
    self.log = log
    self.newConversation = newConversation ?? { ConversationID(Self.randomName()) }
    loop = EventLoop(elapsed: time.elapsed)
    stopPipe = try StopPipe()
    acceptor = try Acceptor(on: listening, loop: loop, pause: limits.acceptPause, log: log)
    if stdio {
      standard = connection(input, output, from: "stdio")
    }
  }

  /// Serves until it is stopped, or until standard input ends if it listens nowhere.
  package func run() throws {
    StopSignals.ignoreBrokenPipes()
    let signals = stopsOnSignals ? try StopSignals.install() : nil
    defer { if stopsOnSignals { StopSignals.remove() } }
    for pipe in [stopPipe, signals].compactMap(\.self) {
      loop.watch(pipe.reading, for: .reading) { [unowned self] _ in
        for _ in 0..<pipe.drain() { stopOnce() }
      }
    }
    if let systems {
      loop.watch(Descriptor(number: systems.wakeDescriptor), for: .reading) { [unowned self] _ in
        takeCompletions(from: systems)
      }
    }
    deliver(try engine.resume(at: time.now()))
    purge()
    acceptor.start { [unowned self] socket, peer in accept(socket, from: peer) }
    if let standard { open(standard) }
    loop.beforeSleep = { [unowned self] in finishTurn() }
    loop.run()
  }

  /// Stops accepting and reading, sends what waits, then lets `run()` return.
  ///
  /// A second call closes everything at once.
  package func stop() { stopPipe.stop() }

  /// Takes out what is older than it is kept, now and every day.
  private func purge() {
    do {
      let rows = try engine.purge(at: time.now())
      if rows > 0 { log("\(rows) rows were older than they are kept and are gone") }
    } catch {
      log("error: what is older than it is kept could not be taken out: \(error)")
    }
    loop.schedule(after: .seconds(86_400)) { [unowned self] in purge() }
  }

  func connection(_ input: Descriptor, _ output: Descriptor, from peer: String) -> Connection {
    connectionCount += 1
    return Connection(
      number: connectionCount,
      conversation: newConversation(),
      input: input,
      output: output,
      peer: peer,
      maximumLineBytes: limits.maximumLineBytes
    )
  }

  /// 128 random bits, in hexadecimal.
  private static func randomName() -> String {
    (0..<2).map { _ in
      let digits = String(UInt64.random(in: .min ... .max), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
