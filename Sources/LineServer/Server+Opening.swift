import Dialogue
import FrontdeskEngine
import Wire

/// Connections that come and go.
extension Server {
  func accept(_ socket: Descriptor, from peer: SocketAddress) {
    guard connections.count - (standard == nil ? 0 : 1) < limits.maximumConnections else {
      return turnAway(socket)
    }
    open(connection(socket, socket, from: peer.description))
  }

  func turnAway(_ socket: Descriptor) {
    logIfVerbose("turned away: \(limits.maximumConnections) connections are open")
    var block: [UInt8] = []
    ReplyBlock.error("too many connections (\(limits.maximumConnections)); try again later")
      .append(to: &block)
    // A new socket takes one line; whatever goes wrong, it is closed.
    _ = socket.write(block[...])
    Socket.endSending(socket)
    socket.close()
  }

  func open(_ connection: Connection) {
    connections[connection.speaker] = connection
    logIfVerbose("\(connection.label): opened from \(connection.peer)")
    loop.watch(connection.input, for: .reading) { [unowned self] interest in
      if interest.contains(.reading) { receive(connection) }
      if interest.contains(.writing) { touch(connection) }
    }
    guard connection.isStandard else { return }
    loop.watch(connection.output, for: []) { [unowned self] _ in
      touch(connection)
    }
  }

  func receive(_ connection: Connection) {
    guard connection.phase == .open else { return }
    if let code = connection.receive(through: &scratch) {
      let error = SystemError("cannot read", code: code)
      if connection.isStandard { log("\(connection.label): error: \(error)") }
      return close(connection, because: error.description)
    }
    touch(connection)
  }

  func close(_ connection: Connection, because reason: String) {
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
    logIfVerbose("\(connection.label): closed: \(reason)")
    for session in connection.sessions { connections[.customer(session)] = nil }
    depart(connection.speaker)
  }

  /// Takes note that someone has gone; what could not be kept of it is noted again later.
  func depart(_ speaker: Delivery.Recipient) {
    departures.append(speaker)
    // At the end of the server everyone goes; it goes on with them when it is started again.
    guard !isStopping else { return }
    switch speaker {
    case .customer(let conversation):
      deliver(engine.customerLeft(conversation, at: time.now()))
    case .agent(let agent): deliver(engine.agentLeft(agent, at: time.now()))
    }
  }

  func stopOnce() {
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
