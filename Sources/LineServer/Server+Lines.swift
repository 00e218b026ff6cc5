import Content
import Dialogue
import FrontdeskEngine
import Handoff
import JSON
import Wire

/// Lines that come in, and deliveries that go out.
extension Server {
  func answerLines(of connection: Connection) {
    if connection.isLeaving { return endConversation(of: connection) }
    var before = time.elapsed()
    for _ in 0..<limits.linesPerTurn {
      guard mayAnswer(connection) else { return }
      guard let event = connection.nextEvent() else {
        if connection.inputHasEnded { endConversation(of: connection) }
        return
      }
      switch event {
      case .line(let line): answer(line, of: connection, at: before)
      case .tooLong(let bytes):
        let error = ProtocolError.lineTooLong(
          bytes: bytes,
          maximumLineBytes: limits.maximumLineBytes
        )
        refuse(connection, JSONError(.tooLong, error.message), asJSON: connection.wasTooLongJSON)
      }
      let after = time.elapsed()
      metrics.lines += 1
      metrics.answering.note(after - before)
      before = after
    }
  }

  func mayAnswer(_ connection: Connection) -> Bool {
    connection.phase == .open && connection.mayHaveLines && !connection.isLeaving
      && !connection.isPaused && connection.waitingBytes <= limits.maximumWaitingBytes
      && !isLookingUp(connection)
  }

  /// Whether a line from a pipe still waits for the shop's systems: those behind it wait as well.
  func isLookingUp(_ connection: Connection) -> Bool {
    guard connection.isStandard, let own = connection.own else { return false }
    return engine.owesReply(own)
  }

  private func answer(_ line: Line, of connection: Connection, at now: Duration) {
    if line.isRepaired { log(.debug, "a line is not UTF-8", connection) }
    let isJSON = line.text.utf8.first == UInt8(ascii: "{")
    connection.lastForm = isJSON ? .json : .plain
    if let seconds = connection.bucket.take(at: now) {
      var error = JSONError(.tooFast, ProtocolError.tooFast.message)
      if isJSON, let request = try? JSONRequest(line: line.text) {
        (error.session, error.re) = (request.session, request.id)
      }
      error.retryAfter = seconds
      return refuse(connection, error, asJSON: isJSON)
    }
    if isJSON { return answerJSON(line.text, of: connection) }
    do {
      connection.owed.append(.block)
      let request = try Request(line: line.text)
      if request == .blank { return }
      let isText = if case .text = request { true } else { false }
      if isText, connection.role.agent == nil, !mayBeginConversation(on: connection) {
        throw DeskError(message: "too many sessions are open from this address")
      }
      let context = Context(speaker: speaker(of: connection), role: connection.role, server: self)
      carryOut(try commands.answer(request, context), for: connection)
    } catch let error as ProtocolError {
      metrics.errorsByCode["plain", default: 0] += 1
      connection.enqueue(.error(error.message))
    } catch let error as DeskError {
      metrics.errorsByCode["refused", default: 0] += 1
      connection.enqueue(.error(error.message))
    } catch {
      metrics.errorsByCode["internal", default: 0] += 1
      log(.error, "\(error)", connection, request: connection.request)
      connection.enqueue(.error("something went wrong here; the line was not carried out"))
    }
  }

  /// Who says what comes in plain lines.
  private func speaker(of connection: Connection) -> Delivery.Recipient {
    if let agent = connection.role.agent { return .agent(agent) }
    connection.ownForm = .plain
    return .customer(own(of: connection))
  }

  /// Answers a line with an error, in the line's form, and counts it.
  func refuse(_ connection: Connection, _ error: JSONError, asJSON isJSON: Bool) {
    metrics.errorsByCode[error.code.rawValue, default: 0] += 1
    if isJSON {
      connection.enqueue(.error(error, line: connection.lineCount, request: connection.request))
    } else {
      connection.enqueue(.error(error.message))
    }
  }

  private func carryOut(_ outcome: Outcome, for connection: Connection) {
    let speaker = speaker(of: connection)
    if outcome.change == .leaves, case .customer(let conversation) = speaker {
      // What was said before goodbye is replied to before it.
      deliver(engine.flush(conversation, at: time.now()))
    }
    deliver(outcome.deliveries)
    // Through a pipe every line is a turn: nobody types there.
    if connection.isStandard, case .customer(let conversation) = speaker {
      deliver(engine.flush(conversation, at: time.now()))
    }
    if let confirmation = outcome.confirmation,
      !outcome.deliveries.contains(where: { $0.recipient == speaker })
    {
      connection.enqueue(.text(confirmation))
    }
    switch outcome.change {
    case .leaves?:
      connection.hasSaidGoodbye = true
      endConversation(of: connection)
    case .becomesAgent(let name, let token)?:
      becomePlainAgent(name, token: token, connection)
    case .becomesAdmin(let token)?: becomePlainAdmin(token, connection)
    case .administers(let verb)?: administer(verb, nil, for: connection)
    case nil: break
    }
  }

  /// Lets a connection go once everything that was said on it has been replied to.
  func endConversation(of connection: Connection) {
    guard connection.phase == .open else { return }
    connection.isLeaving = true
    let conversations = conversations(of: connection)
    for conversation in conversations { deliver(engine.flush(conversation, at: time.now())) }
    if !conversations.contains(where: engine.owesReply) { connection.phase = .draining }
  }

  /// Puts deliveries behind what waits for their recipients; those who have gone miss them.
  ///
  /// They are sent when the turn has been kept.
  func deliver(_ deliveries: [Delivery], explaining question: String? = nil) {
    for delivery in deliveries {
      switch delivery.recipient {
      case .customer(let conversation):
        guard let connection = hosts[conversation] else { continue }
        touch(connection)
        deliver(delivery, in: conversation, to: connection, question)
      case .agent(let agent):
        guard let connection = agents[agent] else { continue }
        touch(connection)
        deliver(delivery, to: connection)
      }
    }
  }

  private func deliver(
    _ delivery: Delivery,
    in conversation: ConversationID,
    to connection: Connection,
    _ question: String?
  ) {
    if let kind = delivery.reply?.kind { metrics.repliesByKind[kind.rawValue, default: 0] += 1 }
    let isJSON = connection.own != conversation || connection.ownForm == .json
    if isJSON, let message = delivery.message {
      var line = SessionMessage(message, name: name(of: conversation, on: connection))
      line.confidence = delivery.reply?.confidence
      if let question, let reply = delivery.reply {
        line.explanation = configuration.explain(reply, question)
      }
      connection.enqueue(line)
    } else if !isJSON, !delivery.text.isEmpty {
      // A turn that only asks the shop's systems has nothing to say yet.
      connection.enqueue(.text(delivery.message?.wholeText ?? delivery.text))
    }
  }

  private func deliver(_ delivery: Delivery, to connection: Connection) {
    guard connection.role.isAgentSpeakingJSON else {
      if !delivery.text.isEmpty { connection.enqueue(.text(delivery.text)) }
      return
    }
    if let line = delivery.agentLine {
      connection.enqueue(
        JSONReply("message") { writer in
          writer.member("ticket", line.ticket.number)
          writer.member("text", line.text)
          writer.attachments(line.attachments.map(FileReference.init))
        }
      )
    } else if !delivery.isNews, !delivery.text.isEmpty {
      connection.enqueue(JSONReply("notice") { $0.member("text", delivery.text) })
    }
  }

  /// Sends the engine's requests to the shop's systems, which must have been kept; true when the
  /// answers are there at once.
  func askSystems() -> Bool {
    let requests = engine.takeRequests()
    guard !requests.isEmpty else { return false }
    guard let systems = systems.last else {
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
      if let connection = hosts[completion.conversation] { touch(connection) }
    }
    if self.systems.count > 1 { closeIdleSystems() }
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
      for speaker in gone where !isBack(speaker) { depart(speaker) }
      deliver(engine.tick(at: time.now()))
    }
  }
}

extension SessionMessage {
  init(_ message: OutgoingMessage, name: String) {
    self.init(
      type: message.kind.rawValue,
      session: name,
      seq: message.seq,
      re: message.re,
      agent: message.agent?.value,
      text: message.text,
      buttons: message.buttons.map { Button(title: $0.title, payload: $0.payload) },
      article: message.article,
      attachments: message.attachments.map(FileReference.init)
    )
  }
}
