import Dialogue
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

  private let engine: Engine
  private let commands: CommandTable
  private let limits: Limits
  private let time: TimeSource
  private let stopsOnSignals: Bool
  private let isVerbose: Bool
  private let log: (String) -> Void
  private let loop: EventLoop
  private let acceptor: Acceptor

  private let systems: ShopSystems?
  private var wakeTimer: EventLoop.TimerID?
  private var standard: Connection?
  /// Everyone who is connected, by whom deliveries name.
  private var connections: [Delivery.Recipient: Connection] = [:]
  /// Connections something happened to since the last turn, in that order.
  private var touched: [Connection] = []
  private var connectionCount = 0
  private var isStopping = false
  private var scratch = [UInt8](repeating: 0, count: 64 * 1024)

  /// Lets one connection that sends a thousand lines at once not keep the others waiting.
  private static let linesPerTurn = 64

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
    loop = EventLoop(elapsed: time.elapsed)
    stopPipe = try StopPipe()
    acceptor = try Acceptor(on: listening, loop: loop, pause: limits.acceptPause, log: log)
    if stdio {
      connectionCount += 1
      standard = Connection(
        number: connectionCount,
        input: input,
        output: output,
        peer: "stdio",
        maximumLineBytes: limits.maximumLineBytes
      )
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
    acceptor.start { [unowned self] socket, peer in accept(socket, from: peer) }
    if let standard { open(standard) }
    loop.beforeSleep = { [unowned self] in finishTurn() }
    loop.run()
  }

  /// Stops accepting and reading, sends what waits, then lets `run()` return.
  ///
  /// A second call closes everything at once.
  package func stop() { stopPipe.stop() }
}

// MARK: - Lines

extension Server {
  private func answerLines(of connection: Connection) {
    if connection.isLeaving { return endConversation(of: connection) }
    for _ in 0..<Self.linesPerTurn {
      guard mayAnswer(connection) else { return }
      guard let event = connection.nextEvent() else {
        if connection.inputHasEnded { endConversation(of: connection) }
        return
      }
      switch event {
      case .line(let line): answer(line, of: connection)
      case .tooLong(let bytes):
        refuse(
          .lineTooLong(bytes: bytes, maximumLineBytes: limits.maximumLineBytes),
          to: connection
        )
      }
    }
  }

  private func mayAnswer(_ connection: Connection) -> Bool {
    connection.phase == .open && connection.mayHaveLines && !connection.isLeaving
      && connection.waitingBytes <= limits.maximumWaitingBytes && !isLookingUp(connection)
  }

  /// Whether a line from a pipe still waits for the shop's systems: those behind it wait as well.
  private func isLookingUp(_ connection: Connection) -> Bool {
    guard connection.isStandard, case .customer(let conversation) = connection.speaker else {
      return false
    }
    return engine.owesReply(conversation)
  }

  private func answer(_ line: Line, of connection: Connection) {
    if line.isRepaired { logIfVerbose("\(connection.conversation): a line is not UTF-8") }
    do {
      let request = try Request(line: line.text)
      let context = Context(
        speaker: connection.speaker,
        engine: engine,
        time: time.now(),
        isConnected: { [unowned self] in connections[.agent($0)] != nil }
      )
      carryOut(try commands.answer(request, context), for: connection)
    } catch let error as ProtocolError {
      refuse(error, to: connection)
    } catch let error as DeskError {
      connection.enqueue(.error(error.message))
    } catch {
      log("\(connection.conversation): error: \(error)")
      connection.enqueue(.error("something went wrong here; the line was not carried out"))
    }
  }

  private func carryOut(_ outcome: Outcome, for connection: Connection) {
    if case .becomesAgent(let agent) = outcome.change {
      connections[connection.speaker] = nil
      connection.speaker = .agent(agent)
      connections[connection.speaker] = connection
    }
    if outcome.change == .leaves, case .customer(let conversation) = connection.speaker {
      // What was said before goodbye is replied to before it.
      deliver(engine.flush(conversation, at: time.now()))
    }
    deliver(outcome.deliveries)
    // Through a pipe every line is a turn: nobody types there.
    if connection.isStandard, case .customer(let conversation) = connection.speaker {
      deliver(engine.flush(conversation, at: time.now()))
    }
    if let confirmation = outcome.confirmation,
      !outcome.deliveries.contains(where: { $0.recipient == connection.speaker })
    {
      connection.enqueue(.text(confirmation))
    }
    if outcome.change == .leaves { endConversation(of: connection) }
  }

  /// Lets a connection go once everything that was said on it has been replied to.
  private func endConversation(of connection: Connection) {
    guard connection.phase == .open else { return }
    connection.isLeaving = true
    guard case .customer(let conversation) = connection.speaker else {
      connection.phase = .draining
      return
    }
    deliver(engine.flush(conversation, at: time.now()))
    if !engine.owesReply(conversation) { connection.phase = .draining }
  }

  /// Puts deliveries behind what waits for their recipients; those who have gone miss them.
  private func deliver(_ deliveries: [Delivery]) {
    for delivery in deliveries {
      guard let connection = connections[delivery.recipient] else { continue }
      touch(connection)
      // A turn that only asks the shop's systems has nothing to say yet.
      if !delivery.text.isEmpty { connection.enqueue(.text(delivery.text)) }
    }
    askSystems()
  }

  /// Sends the engine's requests to the shop's systems.
  private func askSystems() {
    let requests = engine.takeRequests()
    guard !requests.isEmpty else { return }
    guard let systems else {
      for request in requests {
        deliver(
          engine.complete(
            ActionCompletion(
              key: request.key,
              conversation: request.conversation,
              outcome: .failed("the server has no connection to the shop's systems")
            ),
            at: time.now()
          )
        )
      }
      return
    }
    systems.send(requests)
  }

  private func takeCompletions(from systems: ShopSystems) {
    for completion in systems.takeCompletions() {
      deliver(engine.complete(completion, at: time.now()))
      // Whoever waited for it may go on, or go, even where there is nothing to say.
      if let connection = connections[.customer(completion.conversation)] { touch(connection) }
    }
  }

  /// Wakes the engine when a turn is due.
  private func scheduleWake() {
    if let wakeTimer { loop.cancel(wakeTimer) }
    wakeTimer = nil
    guard let deadline = engine.nextDeadline else { return }
    let seconds = deadline.secondsSinceEpoch - time.now().secondsSinceEpoch
    wakeTimer = loop.schedule(after: .seconds(max(seconds, 0))) { [unowned self] in
      wakeTimer = nil
      deliver(engine.tick(at: time.now()))
    }
  }

  private func refuse(_ error: ProtocolError, to connection: Connection) {
    connection.enqueue(.error(error.message))
  }

  private func logIfVerbose(_ line: @autoclosure () -> String) {
    if isVerbose { log(line()) }
  }
}

// MARK: - Turns

extension Server {
  private func touch(_ connection: Connection) {
    guard !connection.isTouched else { return }
    connection.isTouched = true
    touched.append(connection)
  }

  /// Answers lines, then sends replies; true when lines are left for the next turn.
  private func finishTurn() -> Bool {
    let arrived = touched
    for connection in arrived { answerLines(of: connection) }
    // Settling one may close it, and tell others, who are then settled (again).
    var unfinished: [Connection] = []
    var next = 0
    while next < touched.count {
      let connection = touched[next]
      next += 1
      connection.isTouched = false
      settle(connection)
      if mayAnswer(connection) { unfinished.append(connection) }
    }
    touched = []
    for connection in unfinished { touch(connection) }
    scheduleWake()
    if connections.isEmpty && !acceptor.isListening { loop.stop() }
    return !touched.isEmpty
  }

  /// Sends what waits, and decides what happens to the connection next.
  private func settle(_ connection: Connection) {
    guard connection.phase != .closed else { return }
    let result = connection.flush(at: time.elapsed())
    if case .failed(let code) = result {
      return close(connection, because: SystemError("cannot write", code: code).description)
    }
    if connection.waitingBytes > limits.dropAboveWaitingBytes {
      log("\(connection.conversation): dropped: \(connection.waitingBytes) bytes were not read")
      return close(connection, because: "dropped")
    }
    if connection.phase == .draining && result == .done {
      return close(connection, because: isStopping ? "stopped" : "ended")
    }
    watchForStall(connection)
    var input: Interest = []
    // Lines not yet answered come first, so that what is held stays within the limits.
    if connection.phase == .open, !connection.isLeaving, !connection.inputHasEnded,
      !connection.mayHaveLines,
      connection.waitingBytes <= limits.maximumWaitingBytes
    {
      input = .reading
    }
    let output: Interest = result == .blocked ? .writing : []
    if connection.isStandard {
      loop.change(connection.input, to: input)
      loop.change(connection.output, to: output)
    } else {
      loop.change(connection.input, to: input.union(output))
    }
  }

  /// Drops a connection that takes nothing for `stallTimeout`, unless someone sits at a terminal.
  private func watchForStall(_ connection: Connection) {
    guard connection.waitingBytes > 0, !connection.isStandard else {
      if let timer = connection.stallTimer { loop.cancel(timer) }
      connection.stallTimer = nil
      return
    }
    guard connection.stallTimer == nil else { return }
    connection.lastProgress = time.elapsed()
    scheduleStallCheck(of: connection, after: limits.stallTimeout)
  }

  private func scheduleStallCheck(of connection: Connection, after delay: Duration) {
    connection.stallTimer = loop.schedule(after: delay) { [unowned self] in
      let idle = time.elapsed() - connection.lastProgress
      guard idle >= limits.stallTimeout else {
        scheduleStallCheck(of: connection, after: limits.stallTimeout - idle)
        return
      }
      log(
        "\(connection.conversation): dropped: read nothing for \(limits.stallTimeout), "
          + "\(connection.waitingBytes) bytes were waiting"
      )
      close(connection, because: "dropped")
    }
  }
}

// MARK: - Opening and closing

extension Server {
  private func accept(_ socket: Descriptor, from peer: SocketAddress) {
    guard connections.count - (standard == nil ? 0 : 1) < limits.maximumConnections else {
      return turnAway(socket)
    }
    connectionCount += 1
    open(
      Connection(
        number: connectionCount,
        input: socket,
        output: socket,
        peer: peer.description,
        maximumLineBytes: limits.maximumLineBytes
      )
    )
  }

  private func turnAway(_ socket: Descriptor) {
    logIfVerbose("turned away: \(limits.maximumConnections) connections are open")
    var block: [UInt8] = []
    ReplyBlock.error("too many connections (\(limits.maximumConnections)); try again later")
      .append(to: &block)
    // A new socket takes one line; whatever goes wrong, it is closed.
    _ = socket.write(block[...])
    Socket.endSending(socket)
    socket.close()
  }

  private func open(_ connection: Connection) {
    connections[connection.speaker] = connection
    logIfVerbose("\(connection.conversation): opened from \(connection.peer)")
    loop.watch(connection.input, for: .reading) { [unowned self] interest in
      if interest.contains(.reading) { receive(connection) }
      if interest.contains(.writing) { touch(connection) }
    }
    guard connection.isStandard else { return }
    loop.watch(connection.output, for: []) { [unowned self] _ in
      touch(connection)
    }
  }

  private func receive(_ connection: Connection) {
    guard connection.phase == .open else { return }
    if let code = connection.receive(through: &scratch) {
      let error = SystemError("cannot read", code: code)
      if connection.isStandard { log("\(connection.conversation): error: \(error)") }
      return close(connection, because: error.description)
    }
    touch(connection)
  }

  private func close(_ connection: Connection, because reason: String) {
    guard connection.phase != .closed else { return }
    connection.phase = .closed
    connections[connection.speaker] = nil
    if let timer = connection.stallTimer { loop.cancel(timer) }
    loop.unwatch(connection.input)
    if connection.isStandard {
      loop.unwatch(connection.output)
      standard = nil
    } else {
      connection.input.close()
    }
    logIfVerbose("\(connection.conversation): closed: \(reason)")
    let news =
      switch connection.speaker {
      case .customer(let conversation): engine.customerLeft(conversation, at: time.now())
      case .agent(let agent): engine.agentLeft(agent, at: time.now())
      }
    // At the end of the server everyone goes: nobody will take the ticket again.
    if !isStopping { deliver(news) }
  }

  private func stopOnce() {
    let inOrder = connections.values.sorted { $0.number < $1.number }
    if isStopping {
      for connection in inOrder { close(connection, because: "stopped") }
      return
    }
    isStopping = true
    acceptor.close()
    for connection in inOrder {
      if case .customer(let conversation) = connection.speaker {
        deliver(engine.flush(conversation, at: time.now()))
      }
      connection.phase = .draining
      touch(connection)
    }
    loop.schedule(after: limits.stopTimeout) { [unowned self] in stopOnce() }
  }
}
