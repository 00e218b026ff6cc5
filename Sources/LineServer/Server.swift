import Dialogue
package import FrontdeskEngine
import Handoff
import Wire

/// Serves the desk to everyone who connects: wires loop, engine and connections.
///
/// Each connection has a conversation of its own, until it becomes an agent's, and may serve other
/// sessions. One turn of the loop: what has arrived is read, up to `linesPerTurn` lines of each
/// connection are answered, what came of them is kept, then everything that waits is sent. All of
/// it happens on the thread that calls `run()`.
package final class Server {
  /// Where it listens, with the ports the system chose for port 0.
  package var boundAddresses: [SocketAddress] { acceptor.addresses }
  /// Stops the server from another thread.
  package let stopPipe: StopPipe

  let engine: Engine
  let configuration: Configuration
  var limits: Limits { configuration.limits }
  var time: TimeSource { configuration.time }
  let commands = CommandTable.standard
  let types = JSONTypeTable.standard
  let loop: EventLoop
  let acceptor: Acceptor

  var tokens: AccessTokens
  var failedAttempts = FailedAttempts()
  var standard: Connection?
  /// Everyone who is connected, by their numbers.
  var connections: [Int: Connection] = [:]
  /// Who is told what is said in a conversation.
  var hosts: [ConversationID: Connection] = [:]
  var agents: [AgentID: Connection] = [:]
  /// Who brings messages to those who are not there, by their connections' numbers.
  var channels: [Int: Connection] = [:]
  /// Agents whose connection was lost, until they are taken for gone.
  var lostAgents: [AgentID: EventLoop.TimerID] = [:]
  /// Sessions of connections without a token, by the address they come from.
  var sessionsByAddress: [String: Int] = [:]
  /// Connections something happened to since the last turn, in that order.
  var touched: [Connection] = []
  /// Those with replies that wait to be read.
  var stalled: Set<Int> = []
  /// Who has gone, and the store did not yet take note of it.
  var departures: [Delivery.Recipient] = []
  /// Whether the store's last word was a failure, so that its log is not one line a turn.
  var isStoreFailing = false
  var isStopping = false
  var reloading: Reloading?
  var contentArrival: LoopSender<ContentSource.Loaded>?
  /// What the engine's requests are sent to: the last; those before it still owe answers.
  var systems: [ShopSystems] = []
  var wakeTimer: EventLoop.TimerID?
  var metrics = Metrics()
  var sessionsAtLastSweep = 0
  let startedAt: Instant
  var contentLoadedAt: Instant
  var scratch = [UInt8](repeating: 0, count: 64 * 1024)
  private var connectionCount = 0

  /// Opens everything the server listens on.
  ///
  /// - Parameters:
  ///   - engine: what answers.
  ///   - listening: the addresses to listen on.
  ///   - stdio: whether standard input and output are one more connection. The server ends with it
  ///     if it listens nowhere.
  ///   - tokens: who may be what.
  ///   - configuration: everything else.
  /// - Throws: `ServerError` or `SystemError`, and then listens nowhere.
  package init(
    engine: Engine,
    listening: [SocketAddress],
    stdio: Bool = false,
    tokens: AccessTokens = AccessTokens(),
    configuration: Configuration
  ) throws {
    guard !listening.isEmpty || stdio else { throw ServerError.nothingToServe }
    if let remote = listening.first(where: { !$0.isLocal }),
      !tokens.has(.agent) || !tokens.has(.admin)
    {
      throw ServerError.remoteAddress(remote)
    }
    let input = Descriptor(number: configuration.standardInput)
    let output = Descriptor(number: configuration.standardOutput)
    // Looked at before anything is opened, which might get the number of a closed one.
    guard !stdio || (input.isOpen && output.isOpen) else {
      throw ServerError.closedStandardStreams
    }
    self.engine = engine
    self.tokens = tokens
    self.configuration = configuration
    startedAt = configuration.time.now()
    contentLoadedAt = startedAt
    loop = try EventLoop(elapsed: configuration.time.elapsed)
    stopPipe = try StopPipe()
    acceptor = try Acceptor(
      on: listening,
      loop: loop,
      pause: configuration.limits.acceptPause,
      log: { configuration.log(LogRecord(.error, $0)) }
    )
    if stdio { standard = connection(input, output, from: nil) }
  }

  /// Serves until it is stopped, or until standard input ends if it listens nowhere.
  package func run() throws {
    SignalSource.ignoreBrokenPipes()
    loop.watch(stopPipe.reading, for: .reading) { [unowned self] _ in
      for _ in 0..<stopPipe.drain() { stopOnce() }
    }
    if configuration.stopsOnSignals {
      try SignalSource.deliver(to: loop) { [unowned self] event in take(event) }
    }
    if let systems = configuration.systems { connect(systems) }
    watchForContent()
    deliver(try engine.resume(at: time.now()))
    purge()
    acceptor.start { [unowned self] socket, peer in accept(socket, from: peer) }
    if let standard { open(standard) }
    loop.schedule(after: limits.sweepEvery) { [unowned self] in sweep() }
    loop.beforeSleep = { [unowned self] in finishTurn() }
    loop.run()
  }

  /// Stops accepting and reading, sends what waits, then lets `run()` return.
  ///
  /// A second call closes everything at once.
  package func stop() { stopPipe.stop() }

  private func take(_ event: SignalSource.Event) {
    switch event {
    case .stop: if !isStopping { stopOnce() }
    case .reload: reload(for: nil)
    }
  }

  /// Takes out what is older than it is kept, now and every day.
  private func purge() {
    do {
      let rows = try engine.purge(at: time.now())
      if rows > 0 { log(.info, "\(rows) rows were older than they are kept and are gone") }
    } catch {
      log(.error, "what is older than it is kept could not be taken out: \(error)")
    }
    loop.schedule(after: .seconds(86_400)) { [unowned self] in purge() }
  }

  func connection(
    _ input: Descriptor,
    _ output: Descriptor,
    from peer: SocketAddress?
  ) -> Connection {
    connectionCount += 1
    let now = time.elapsed()
    return Connection(
      number: connectionCount,
      input: input,
      output: output,
      peer: peer,
      maximumLineBytes: limits.maximumLineBytes,
      bucket: TokenBucket(perSecond: rate(for: peer), at: now),
      at: now
    )
  }

  private func rate(for peer: SocketAddress?) -> Double? {
    guard let peer else { return nil }
    return peer.isLocal ? limits.localRate : limits.remoteRate
  }

  func log(
    _ level: LogRecord.Level,
    _ message: String,
    _ connection: Connection? = nil,
    request: String? = nil
  ) {
    guard level != .debug || configuration.isVerbose else { return }
    configuration.log(
      LogRecord(level, message, connection: connection?.label, request: request)
    )
  }
}
