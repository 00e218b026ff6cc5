import Dialogue
import FrontdeskEngine
import Wire

/// One turn of the loop.
extension Server {
  func touch(_ connection: Connection) {
    guard !connection.isTouched else { return }
    connection.isTouched = true
    touched.append(connection)
  }

  /// Answers lines, keeps what came of them, then sends replies; true when lines are left for the next
  /// turn.
  func finishTurn() -> Bool {
    let began = time.elapsed()
    let arrived = touched
    for connection in arrived { answerLines(of: connection) }
    var unfinished: [Connection] = []
    // What closes one connection may tell others, which is to be kept before it is sent.
    for _ in 0..<Self.mostRounds {
      keepTurn()
      let leaving = departures.count
      let settled = touched
      touched = []
      for connection in settled { connection.isTouched = false }
      let now = time.elapsed()
      for connection in settled {
        settle(connection, at: now)
        if mayAnswer(connection) { unfinished.append(connection) }
      }
      if touched.isEmpty, departures.count == leaving { break }
    }
    for connection in unfinished { touch(connection) }
    if !arrived.isEmpty { metrics.turning.note(time.elapsed() - began) }
    scheduleWake()
    if connections.isEmpty && !acceptor.isListening { loop.stop() }
    return !touched.isEmpty
  }

  private static let mostRounds = 16

  /// Keeps what has happened, and only then lets go what was to be sent.
  private func keepTurn() {
    // A system that fails at once makes a turn of its own.
    for _ in 0..<Self.mostRounds {
      let began = time.elapsed()
      do {
        // With nothing to keep nobody knows whether it could have been.
        if try engine.commit(at: time.now()) {
          metrics.committing.note(time.elapsed() - began)
          if isStoreFailing { log(.info, "the store works again") }
          isStoreFailing = false
        }
      } catch {
        metrics.failedCommits += 1
        if !isStoreFailing { log(.error, "nothing can be kept: \(error)") }
        isStoreFailing = true
        return takeTurnBack()
      }
      // Whoever comes back later is not to be taken for gone again.
      if !isStoreFailing { departures = [] }
      for connection in touched { connection.releaseStaged() }
      tellOfDesk()
      deliverOutbound()
      guard askSystems() else { return }
    }
  }

  /// Tells everyone whose lines are lost with the turn to send them again.
  private func takeTurnBack() {
    for connection in touched {
      connection.discardStaged()
      for owed in connection.owed {
        switch owed {
        case .block:
          let own = connection.role.agent == nil ? connection.own : nil
          connection.enqueue(.error(engine.tryAgain(in: own)))
        case .json(let session, let conversation, let re):
          connection.enqueue(
            .error(
              JSONError(.tryAgain, engine.tryAgain(in: conversation), session: session, re: re)
            )
          )
        }
      }
      connection.releaseStaged()
    }
    // Who came or went in the turn did so all the same.
    for agent in agents.keys.sorted() where !engine.isPresent(agent) {
      _ = try? engine.agentArrived(agent, at: time.now())
    }
  }

  /// Sends what waits, and decides what happens to the connection next.
  private func settle(_ connection: Connection, at now: Duration) {
    guard connection.phase != .closed else { return }
    let waiting = connection.waitingBytes
    let result = connection.flush(at: now)
    metrics.bytesOut += waiting - connection.waitingBytes
    if case .failed(let code) = result {
      return close(connection, because: SystemError("cannot write", code: code).description)
    }
    if connection.waitingBytes > limits.dropAboveWaitingBytes {
      return drop(
        connection,
        "slow",
        because: "\(connection.waitingBytes) bytes were not read"
      )
    }
    if connection.phase == .draining && result == .done {
      return close(connection, because: isStopping ? "stopped" : "ended")
    }
    noteStall(connection, at: now)
    var input: Interest = []
    // Lines not yet answered come first, so that what is held stays within the limits.
    if connection.phase == .open, !connection.isLeaving, !connection.inputHasEnded,
      !connection.mayHaveLines, !connection.isPaused,
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

  /// Keeps count of who takes nothing, unless someone sits at a terminal.
  private func noteStall(_ connection: Connection, at now: Duration) {
    guard connection.waitingBytes > 0, !connection.isStandard else {
      stalled.remove(connection.number)
      return
    }
    if stalled.insert(connection.number).inserted { connection.lastProgress = now }
  }
}
