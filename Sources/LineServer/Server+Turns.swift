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
    let arrived = touched
    for connection in arrived { answerLines(of: connection) }
    var unfinished: [Connection] = []
    // What closes one connection may tell others, which is to be kept before it is sent.
    for _ in 0..<Self.mostRounds {
      keepTurn()
      let settled = touched
      touched = []
      for connection in settled { connection.isTouched = false }
      for connection in settled {
        settle(connection)
        if mayAnswer(connection) { unfinished.append(connection) }
      }
      if touched.isEmpty { break }
    }
    for connection in unfinished { touch(connection) }
    scheduleWake()
    if connections.isEmpty && !acceptor.isListening { loop.stop() }
    return !touched.isEmpty
  }

  private static let mostRounds = 16

  /// Keeps what has happened, and only then lets go what was to be sent.
  private func keepTurn() {
    // A system that fails at once makes a turn of its own.
    for _ in 0..<Self.mostRounds {
      do {
        // With nothing to keep nobody knows whether it could have been.
        if try engine.commit(at: time.now()), isStoreFailing {
          log("the store works again")
          isStoreFailing = false
        }
      } catch {
        if !isStoreFailing { log("error: nothing can be kept: \(error)") }
        isStoreFailing = true
        return takeTurnBack()
      }
      for connection in touched { connection.releaseStaged() }
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
          let text =
            switch connection.speaker {
            case .customer(let conversation): engine.tryAgain(in: conversation)
            case .agent: engine.tryAgain(in: nil)
            }
          connection.enqueue(.error(text))
        case .json(let session, let re):
          connection.enqueue(
            .error(
              JSONError(
                .tryAgain,
                engine.tryAgain(in: ConversationID(session)),
                session: session,
                re: re
              )
            )
          )
        }
      }
      connection.releaseStaged()
    }
    // Who came or went in the turn did so all the same.
    for case .agent(let agent) in Array(connections.keys) where !engine.isPresent(agent) {
      _ = try? engine.agentArrived(agent, at: time.now())
    }
  }

  /// Sends what waits, and decides what happens to the connection next.
  func settle(_ connection: Connection) {
    guard connection.phase != .closed else { return }
    let result = connection.flush(at: time.elapsed())
    if case .failed(let code) = result {
      return close(connection, because: SystemError("cannot write", code: code).description)
    }
    if connection.waitingBytes > limits.dropAboveWaitingBytes {
      log("\(connection.label): dropped: \(connection.waitingBytes) bytes were not read")
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
  func watchForStall(_ connection: Connection) {
    guard connection.waitingBytes > 0, !connection.isStandard else {
      if let timer = connection.stallTimer { loop.cancel(timer) }
      connection.stallTimer = nil
      return
    }
    guard connection.stallTimer == nil else { return }
    connection.lastProgress = time.elapsed()
    scheduleStallCheck(of: connection, after: limits.stallTimeout)
  }

  func scheduleStallCheck(of connection: Connection, after delay: Duration) {
    connection.stallTimer = loop.schedule(after: delay) { [unowned self] in
      let idle = time.elapsed() - connection.lastProgress
      guard idle >= limits.stallTimeout else {
        scheduleStallCheck(of: connection, after: limits.stallTimeout - idle)
        return
      }
      log(
        "\(connection.label): dropped: read nothing for \(limits.stallTimeout), "
          + "\(connection.waitingBytes) bytes were waiting"
      )
      close(connection, because: "dropped")
    }
  }
}
