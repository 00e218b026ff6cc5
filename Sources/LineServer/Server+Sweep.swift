import FrontdeskEngine
import Wire

/// What nobody's line brings about: timeouts, and memory.
extension Server {
  /// Complexity: the connections.
  func sweep() {
    let now = time.elapsed()
    for number in stalled.sorted() {
      guard let connection = connections[number],
        now - connection.lastProgress >= limits.stallTimeout
      else { continue }
      drop(
        connection,
        "stalled",
        because: "read nothing for \(limits.stallTimeout), "
          + "\(connection.waitingBytes) bytes were waiting"
      )
    }
    var held = 0
    for connection in connections.values where !connection.isStandard {
      held += connection.heldBytes
      sweep(connection, at: now)
    }
    if held > limits.maximumHeldBytes { freeMemory(held) }
    giveBackMemory()
    loop.schedule(after: limits.sweepEvery) { [unowned self] in sweep() }
  }

  private func sweep(_ connection: Connection, at now: Duration) {
    guard connection.phase == .open, !connection.mayHaveLines, !connection.isPaused else { return }
    let quiet = now - connection.lastHeard
    if connection.isInLine, quiet >= limits.lineTimeout {
      timeOut(connection, "the line did not end within \(limits.lineTimeout)")
    } else if connection.lineCount == 0, quiet >= limits.openingTimeout {
      timeOut(connection, "nothing was said within \(limits.openingTimeout)")
    } else if quiet >= limits.idleTimeout, mayTimeOut(connection) {
      timeOut(connection, "nothing was said for \(limits.idleTimeout)")
    }
  }

  /// Whether a connection is a customer's, with nobody on the other side who may yet write.
  private func mayTimeOut(_ connection: Connection) -> Bool {
    guard connection.role == .customer else { return false }
    return !conversations(of: connection).contains { engine.ticket(of: $0) != nil }
  }

  private func timeOut(_ connection: Connection, _ why: String) {
    metrics.dropsByReason["timeout", default: 0] += 1
    log(.debug, "timed out: \(why)", connection)
    if connection.isInLine ? connection.isInJSONLine : connection.speaksJSON {
      connection.push(.error(JSONError(.timeout, why)))
    } else {
      connection.enqueue(.error(why))
    }
    connection.phase = .draining
    touch(connection)
  }

  /// Gives the system back what many conversations have left, once they are let go.
  private func giveBackMemory() {
    let count = engine.sessionCount
    defer { sessionsAtLastSweep = count }
    guard sessionsAtLastSweep - count > Self.manySessions else { return }
    trimHeap()
  }

  private static let manySessions = 2_000

  /// Drops those who hold most until the rest fits.
  private func freeMemory(_ held: Int) {
    var held = held
    let byHeld = connections.values.filter { !$0.isStandard }
      .sorted { ($0.heldBytes, $0.number) > ($1.heldBytes, $1.number) }
    for connection in byHeld where held > limits.maximumHeldBytes {
      held -= connection.heldBytes
      drop(
        connection,
        "memory",
        because: "\(connection.heldBytes) bytes were held for it, and no memory is left"
      )
    }
  }
}
