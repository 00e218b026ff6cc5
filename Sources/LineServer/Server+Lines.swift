import Dialogue
import FrontdeskEngine
import Handoff
import Wire

/// Lines that come in, and deliveries that go out.
extension Server {
  func answerLines(of connection: Connection) {
    if connection.isLeaving { return endConversation(of: connection) }
    for _ in 0..<limits.linesPerTurn {
      guard mayAnswer(connection) else { return }
      guard let event = connection.nextEvent() else {
        if connection.inputHasEnded { endConversation(of: connection) }
        return
      }
      switch event {
      case .line(let line): answer(line, of: connection)
      case .tooLong(let bytes):
        let error = ProtocolError.lineTooLong(
          bytes: bytes,
          maximumLineBytes: limits.maximumLineBytes
        )
        if connection.sessions.isEmpty {
          refuse(error, to: connection)
        } else {
          // A program that speaks JSON reads nothing else.
          connection.enqueue(.error(JSONError(.tooLong, error.message)))
        }
      }
    }
  }

  func mayAnswer(_ connection: Connection) -> Bool {
    connection.phase == .open && connection.mayHaveLines && !connection.isLeaving
      && connection.waitingBytes <= limits.maximumWaitingBytes && !isLookingUp(connection)
  }

  /// Whether a line from a pipe still waits for the shop's systems: those behind it wait as well.
  func isLookingUp(_ connection: Connection) -> Bool {
    guard connection.isStandard, case .customer(let conversation) = connection.speaker else {
      return false
    }
    return engine.owesReply(conversation)
  }

  func answer(_ line: Line, of connection: Connection) {
    if line.isRepaired { logIfVerbose("\(connection.label): a line is not UTF-8") }
    if connection.isStandard, line.text.first == "{" {
      return answerJSON(line.text, of: connection)
    }
    do {
      connection.owed.append(.block)
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
      log("\(connection.label): error: \(error)")
      connection.enqueue(.error("something went wrong here; the line was not carried out"))
    }
  }

  func carryOut(_ outcome: Outcome, for connection: Connection) {
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
  func endConversation(of connection: Connection) {
    guard connection.phase == .open else { return }
    connection.isLeaving = true
    guard case .customer(let conversation) = connection.speaker else {
      connection.phase = .draining
      return
    }
    let conversations = [conversation] + connection.sessions.sorted()
    for conversation in conversations { deliver(engine.flush(conversation, at: time.now())) }
    if !conversations.contains(where: engine.owesReply) { connection.phase = .draining }
  }

  /// Puts deliveries behind what waits for their recipients; those who have gone miss them.
  ///
  /// They are sent when the turn has been kept.
  func deliver(_ deliveries: [Delivery]) {
    for delivery in deliveries {
      guard let connection = connections[delivery.recipient] else { continue }
      touch(connection)
      if let message = delivery.message, connection.hosts(message.conversation) {
        connection.enqueue(.message(JSONReply.Message(message)))
      } else if !delivery.text.isEmpty {
        // A turn that only asks the shop's systems has nothing to say yet.
        connection.enqueue(.text(delivery.text))
      }
    }
  }

  /// Sends the engine's requests to the shop's systems, which must have been kept; true when the
  /// answers are there at once.
  func askSystems() -> Bool {
    let requests = engine.takeRequests()
    guard !requests.isEmpty else { return false }
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
      return true
    }
    systems.send(requests)
    return false
  }

  func takeCompletions(from systems: ShopSystems) {
    for completion in systems.takeCompletions() {
      deliver(engine.complete(completion, at: time.now()))
      // Whoever waited for it may go on, or go, even where there is nothing to say.
      if let connection = connections[.customer(completion.conversation)] { touch(connection) }
    }
  }

  /// Wakes the engine when a turn is due.
  func scheduleWake() {
    if let wakeTimer { loop.cancel(wakeTimer) }
    wakeTimer = nil
    guard let deadline = engine.nextDeadline else { return }
    let seconds = deadline.since(time.now())
    wakeTimer = loop.schedule(after: .seconds(max(seconds, 0))) { [unowned self] in
      wakeTimer = nil
      let gone = departures
      departures = []
      for speaker in gone { depart(speaker) }
      deliver(engine.tick(at: time.now()))
    }
  }

  func refuse(_ error: ProtocolError, to connection: Connection) {
    connection.enqueue(.error(error.message))
  }

  func logIfVerbose(_ line: @autoclosure () -> String) {
    if isVerbose { log(line()) }
  }
}
