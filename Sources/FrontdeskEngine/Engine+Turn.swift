import Content
package import Dialogue
import Handoff
import Understanding

/// What comes in, and the turns it makes.
extension Engine {
  /// Takes a customer's line and returns what to deliver: to the customer, and to agents.
  package func receive(
    _ line: String,
    in id: ConversationID,
    at time: Instant
  ) -> [Delivery] {
    receive(CustomerMessage(line), in: id, at: time)
  }

  /// Takes a customer's message and returns what to deliver: to the customer, and to agents.
  ///
  /// Within the burst window nothing is delivered: `tick` does when the turn is due. A message whose
  /// id was taken before is replied to as it was then, and does nothing else. One that does not
  /// gather is a turn of its own at once.
  package func receive(
    _ message: CustomerMessage,
    in id: ConversationID,
    channel: String = "",
    gathers: Bool = true,
    at time: Instant
  ) -> [Delivery] {
    if let replies = repliesGiven(to: message.clientID, in: id) { return replies }
    let message = message.withoutCards(cards)
    var session = openSession(id, channel: channel, at: time)
    expire(&session, at: time)
    noteTaken(message.clientID, in: &session, at: time)
    var deliveries: [Delivery]
    if case .agent(let agent) = session.conversation.owner {
      session.conversation.apply(.customerSaid(Self.kept(message.text)))
      for attachment in message.attachments {
        session.conversation.apply(.attachmentReceived(attachment))
      }
      session.lastActivity = time
      record(&session, at: time)
      sessions[id] = session
      let news = queue.customerWrote(in: id, at: time)
      deliveries = [toAgent(agent, message, in: id)]
      for news in news { deliveries += tell(news, at: time) }
    } else if gathers, burstWindow.pause > 0 {
      session.conversation.apply(.received(message))
      session.burst = Burst(first: session.burst?.first ?? time, last: time)
      due[id] = session.burst?.due(burstWindow)
      record(&session, at: time)
      sessions[id] = session
      deliveries = []
    } else {
      sessions[id] = session
      deliveries = take(message, session, at: time)
    }
    let isReplied = deliveries.contains { $0.message?.re == message.clientID }
    if message.clientID != nil, !isReplied {
      deliveries.append(toCustomer(id, "", kind: .ack, at: time))
    }
    return deliveries
  }

  /// Notes that what has an id is taken, and that the next message to the customer replies to it.
  func noteTaken(_ clientID: String?, in session: inout Session, at time: Instant) {
    guard let clientID else { return }
    session.awaiting = clientID
    guard store != nil else { return }
    let id = session.conversation.id
    journal.taken.insert(Journal.TakenMessage(conversation: id, clientID: clientID))
    journal.records.append(.taken(id, clientID: clientID, time: time))
  }

  /// What was sent in reply to what was taken before; nil when it was not.
  func repliesGiven(to clientID: String?, in id: ConversationID) -> [Delivery]? {
    guard let clientID, let store else { return nil }
    var replies: [OutgoingMessage] = []
    do throws(StoreError) {
      let taken = Journal.TakenMessage(conversation: id, clientID: clientID)
      if !journal.taken.contains(taken) {
        guard try store.hasTaken(clientID, in: id) else { return nil }
        replies = try store.outgoing(of: id, after: 0).filter { $0.re == clientID }
      }
      replies += journal.replies(to: clientID, in: id)
    } catch {
      journal.failure = journal.failure ?? error
      return []
    }
    return replies.map { Delivery(again: $0) }
  }

  /// A delivery to a customer, numbered and kept.
  func toCustomer(
    _ id: ConversationID,
    _ text: String,
    kind: OutgoingMessage.Kind = .message,
    reply: Reply? = nil,
    agent: AgentID? = nil,
    attachments: [Attachment] = [],
    at time: Instant
  ) -> Delivery {
    guard var session = session(id) else {
      return Delivery(recipient: .customer(id), text: text, reply: reply)
    }
    session.summary.lastSeq += 1
    let article: String? =
      if case .article(let name)? = reply?.target { name } else { nil }
    let message = OutgoingMessage(
      conversation: id,
      seq: session.summary.lastSeq,
      time: time,
      kind: kind,
      re: session.awaiting,
      agent: agent,
      text: text,
      buttons: reply?.buttons ?? [],
      article: article,
      attachments: attachments
    )
    // What is still being looked up is replied to later.
    if kind == .message, session.summary.openRequests == 0 { session.awaiting = nil }
    sessions[id] = session
    if store != nil {
      journal.touched.insert(id)
      journal.records.append(.outgoing(message))
    }
    return Delivery(
      recipient: .customer(id),
      text: message.wholeText,
      reply: reply,
      message: message
    )
  }

  /// Lets time pass: takes the turns that are due, tells customers that it takes longer, and lets the
  /// desk go on.
  package func tick(at time: Instant) -> [Delivery] {
    followClock(to: time)
    var deliveries = takeUpAgain(at: time)
    deliveries += due.filter { $0.value <= time }
      .sorted { ($0.value, $0.key) < ($1.value, $1.key) }
      .flatMap { id, moment in wake(id, at: min(moment, time)) }
    let ripe = held.filter { $0.until <= time }
    held.removeAll { $0.until <= time }
    for wait in ripe {
      guard let session = session(wait.conversation),
        let next = session.conversation.held.first
      else { continue }
      var conversation = session.conversation
      conversation.apply(.shopEventReleased)
      keep(conversation, at: time)
      deliveries += take(next.event, in: wait.conversation, at: wait.until)
    }
    return deliveries + deskNews(at: time)
  }

  /// Moves what is due along when the clock has been set back: nobody waits longer for it.
  private func followClock(to time: Instant) {
    if let last = lastTick, time.since(last) < -1 {
      let shift = time.since(last)
      due = due.mapValues { $0.after(shift) }
      for (id, session) in sessions {
        guard let burst = session.burst else { continue }
        sessions[id]?.burst = Burst(
          first: burst.first.after(shift),
          last: burst.last.after(shift)
        )
      }
      retryAt = retryAt?.after(shift)
    }
    lastTick = time
  }

  /// Keeps an event until quiet hours are over.
  func hold(
    _ event: ShopEvent,
    in conversation: inout Conversation,
    from time: Instant,
    minutes: Int
  ) {
    let until = time.after(Double(minutes) * 60)
    conversation.apply(.shopEventHeld(event, until: until))
    held.append(HeldEvent(conversation: conversation.id, until: until))
  }

  /// When `tick` has something to do next; nil when nothing is due.
  ///
  /// Complexity: the number of conversations in the middle of a burst or waiting for an answer.
  package var nextDeadline: Instant? {
    // While the store does not work there is nothing to do before it is tried again.
    retryAt
      ?? [due.values.min(), held.map(\.until).min(), queue.nextDeadline]
      .compactMap { $0 }.min()
  }

  /// Takes the lines that wait to be taken as one turn, though the burst may go on.
  package func flush(_ id: ConversationID, at time: Instant) -> [Delivery] {
    sessions[id]?.burst == nil ? [] : wake(id, at: time, isForced: true)
  }

  /// Whether something will still be said to the customer by itself: a turn is due, or the shop's
  /// systems have been asked.
  package func owesReply(_ id: ConversationID) -> Bool {
    guard let session = session(id) else { return false }
    return session.burst != nil
      || session.conversation.frames.contains { frame in
        if case .waiting = frame.phase { true } else { false }
      }
  }

  private func wake(
    _ id: ConversationID,
    at time: Instant,
    isForced: Bool = false
  ) -> [Delivery] {
    due[id] = nil
    guard var session = session(id) else { return [] }
    if let burst = session.burst {
      if isForced || burst.due(burstWindow) <= time {
        // A number may have been split over two lines.
        let message = CustomerMessage(joining: session.conversation.unread).withoutCards(cards)
        session.burst = nil
        sessions[id]?.burst = nil
        return take(message, session, at: time)
      }
      due[id] = burst.due(burstWindow)
    }
    let turn = Turn(session.conversation, engine: self, at: time)
    guard turn.isWaiting, let text = turn.wording(ScriptResponse.stillLooking.rawValue)?.text
    else { return [] }
    return [toCustomer(id, VisibleText.clean(text), kind: .status, at: time)]
  }

  /// So many seconds the shop's systems may take before the customer is told.
  static let patience = 2.0

  /// Takes the answer of the shop's systems to a request.
  package func complete(_ completion: ActionCompletion, at time: Instant) -> [Delivery] {
    onTheirWay.remove(completion.key)
    if store != nil { journal.completions.append(completion) }
    guard let session = session(completion.conversation) else { return [] }
    var turn = Turn(session.conversation, engine: self, at: time)
    turn.take(completion)
    var deliveries = finish(&turn, at: time, introduces: false, isSilentAllowed: true)
    if case .agent(let agent) = turn.conversation.owner,
      let action = turn.conversation.change(of: completion.key)
    {
      // Asked for before the agent came: whoever does it again by hand must know.
      let text = "system: \(action): \(completion.outcome.label)"
      deliveries.append(Delivery(recipient: .agent(agent), text: VisibleText.clean(text)))
    }
    return deliveries
  }

  private func take(
    _ message: CustomerMessage,
    _ session: Session,
    at time: Instant
  ) -> [Delivery] {
    var turn = Turn(session.conversation, engine: self, at: time)
    turn.conversation.apply(.customerSaid(Self.kept(message.text)))
    turn.take(message)
    return finish(&turn, at: time, introduces: introduces, isSilentAllowed: false)
  }

  func finish(
    _ turn: inout Turn,
    at time: Instant,
    introduces: Bool,
    isSilentAllowed: Bool
  ) -> [Delivery] {
    let news = turn.handOver()
    turn.finish(introduces: introduces)
    let id = turn.conversation.id
    if turn.conversation.events[turn.eventsBefore...].contains(.handoffWithdrawn) {
      _ = queue.withdraw(conversation: id, at: time)
    }
    keep(turn.conversation, at: time)
    ask(turn.requests)
    // Lines that came in the meantime are a turn of their own.
    let burst = sessions[id]?.burst?.due(burstWindow)
    due[id] = [burst, turn.isWaiting ? time.after(Self.patience) : nil].compactMap { $0 }.min()
    let reply = turn.reply
    let text = reply.wholeText
    // What is still being looked up is said when it is known.
    if isSilentAllowed, text.isEmpty, turn.requests.isEmpty, reply.completed.isEmpty {
      return news + handedOut(at: time)
    }
    let said =
      text.isEmpty
      ? Delivery(recipient: .customer(id), text: text, reply: reply)
      : toCustomer(id, text, reply: reply, at: time)
    return [said] + news + handedOut(at: time)
  }

  /// Gives out what a turn has brought to the desk, where that is automatic: nothing else would
  /// before its first deadline.
  private func handedOut(at time: Instant) -> [Delivery] {
    shop.scripts.desk.queue.assignment == .automatic && !queue.changes.isEmpty
      ? deskNews(at: time) : []
  }

  /// Ends what was under way when nothing was said for too long.
  func expire(_ session: inout Session, at time: Instant) {
    guard time.since(session.lastActivity) >= Double(shop.scripts.desk.idleMinutes) * 60,
      session.conversation.owner == .bot, session.conversation.turnCount > 0
    else { return }
    Turn(session.conversation, engine: self, at: time).interpreter
      .endAll(.expired, &session.conversation)
    session.conversation.apply(.expired)
  }

  /// What is remembered of a line: all of it, but for lines that are too long to be looked at.
  static func kept(_ line: String) -> String {
    guard line.utf8.count > maximumLineBytes else { return line }
    return String(line.unicodeScalars.prefix(maximumLineBytes / 4)) + "..."
  }
}
