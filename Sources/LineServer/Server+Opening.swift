import Dialogue
import FrontdeskEngine
import Wire

/// Connections that come and go.
extension Server {
  func accept(_ socket: Descriptor, from peer: SocketAddress) {
    guard connections.count - (standard == nil ? 0 : 1) < limits.maximumConnections else {
      return turnAway(socket)
    }
    metrics.connectionsOpened += 1
    open(connection(socket, socket, from: peer))
  }

  private func turnAway(_ socket: Descriptor) {
    metrics.connectionsTurnedAway += 1
    log(.debug, "turned away: \(limits.maximumConnections) connections are open")
    var block: [UInt8] = []
    ReplyBlock.error("too many connections (\(limits.maximumConnections)); try again later")
      .append(to: &block)
    // A new socket takes one line; whatever goes wrong, it is closed.
    _ = socket.write(block[...])
    Socket.endSending(socket)
    socket.close()
  }

  func open(_ connection: Connection) {
    connections[connection.number] = connection
    log(.debug, "opened from \(connection.peer?.description ?? "standard input")", connection)
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
    if let code = connection.receive(through: &scratch, at: time.elapsed()) {
      let error = SystemError("cannot read", code: code)
      if connection.isStandard { log(.error, "\(error)", connection) }
      return close(connection, because: error.description)
    }
    metrics.bytesIn += connection.justRead
    touch(connection)
  }

  /// Closes a connection that does what is not allowed, or nothing at all.
  func drop(_ connection: Connection, _ reason: String, because why: String) {
    metrics.dropsByReason[reason, default: 0] += 1
    log(.info, "dropped: \(why)", connection)
    close(connection, because: "dropped")
  }

  func close(_ connection: Connection, because reason: String) {
    guard connection.phase != .closed else { return }
    connection.phase = .closed
    connections[connection.number] = nil
    channels[connection.number] = nil
    stalled.remove(connection.number)
    loop.unwatch(connection.input)
    if connection.isStandard {
      loop.unwatch(connection.output)
      standard = nil
    } else {
      connection.input.close()
    }
    log(.debug, "closed: \(reason)", connection)
    leave(connection)
  }

  /// What ends with a connection, and what goes on without it.
  private func leave(_ connection: Connection) {
    // The program at the other end may come back to its sessions; whoever types cannot.
    let isGone = connection.ownForm == .plain
    for (conversation, name) in connection.sessions.sorted(by: { $0.key < $1.key }) {
      unhost(conversation, from: connection)
      // A name that only this connection knew leads nobody back to it.
      if connection.role == .customer, name != conversation.value {
        depart(.customer(conversation))
      }
    }
    if let own = connection.own {
      unhost(own, from: connection)
      if isGone, connection.role.agent == nil { depart(.customer(own)) }
    }
    uncountSessions(of: connection, connection.countedSessions)
    switch connection.role {
    case .agent(let agent, let speaksJSON):
      guard agents[agent] === connection else { return }
      agents[agent] = nil
      guard speaksJSON, !connection.hasSaidGoodbye, !isStopping else {
        return depart(.agent(agent))
      }
      lostAgents[agent] = loop.schedule(after: limits.agentGrace) { [unowned self] in
        lostAgents[agent] = nil
        if agents[agent] == nil { depart(.agent(agent)) }
      }
    case .channel: deliverOutbound(leftBy: connection)
    case .customer, .backend, .admin: break
    }
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

  /// Whether somebody who had gone is connected again.
  func isBack(_ speaker: Delivery.Recipient) -> Bool {
    switch speaker {
    case .customer(let conversation): hosts[conversation] != nil
    case .agent(let agent): agents[agent] != nil
    }
  }

  func stopOnce() {
    let inOrder = connections.values.sorted { $0.number < $1.number }
    if isStopping {
      for connection in inOrder { close(connection, because: "stopped") }
      return
    }
    isStopping = true
    log(.info, "stopping: no new sessions; what waits is sent")
    acceptor.close()
    for connection in inOrder {
      for conversation in conversations(of: connection) {
        deliver(engine.flush(conversation, at: time.now()))
      }
      connection.phase = .draining
      touch(connection)
    }
    loop.schedule(after: limits.stopTimeout) { [unowned self] in stopOnce() }
  }
}
