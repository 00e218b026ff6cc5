import Content
package import Dialogue
package import Handoff
import TextAnalysis

/// The queue: who waits, in what order, and what they hear while they do.
extension Engine {
  /// A line of the queue, for an agent to read.
  package struct WaitingTicket: Sendable {
    package let id: TicketID
    package let summary: String
  }

  /// The tickets that wait, in the order they should be taken.
  package func waitingTickets(at time: Instant) -> [WaitingTicket] {
    queue.waiting.map { ticket in
      WaitingTicket(
        id: ticket.id,
        summary: summary(ticket, session(ticket.conversation)?.conversation, at: time)
      )
    }
  }

  /// Opens the ticket of a handoff, or finds the one there is; returns what the customer is told of
  /// the wait.
  @discardableResult
  func openTicket(
    for request: HandoffRequest,
    in conversation: Conversation,
    at time: Instant
  ) -> WaitEstimate {
    if let open = queue.ticket(of: conversation.id), open.reason == .message,
      request.reason != .message, open.state == .pending
    {
      // Who left a message and wants a person now does not wait as for a letter.
      _ = queue.withdraw(conversation: conversation.id, reason: "asked for a person", at: time)
    }
    let opened = queue.open(
      for: conversation.id,
      request: request,
      // A message is answered like a letter.
      skills: shop.scripts.desk.rule(for: request.reason.name)?.skills ?? [],
      channel: request.reason == .message ? "email" : conversation.channel,
      at: time
    )
    return queue.estimate(of: opened.ticket.id, at: time)
  }

  /// Opens the ticket of a call that was promised.
  func openCallBack(
    phone: String,
    window: ClosedRange<Instant>?,
    in conversation: Conversation,
    at time: Instant
  ) {
    let request = HandoffRequest(
      id: "\(conversation.id)/call",
      reason: .callBack,
      team: shop.scripts.desk.rule(for: HandoffReason.callBack.name)?.team
        ?? shop.scripts.desk.defaultTeam,
      language: spokenLanguage(conversation)
    )
    _ = queue.open(
      for: conversation.id,
      request: request,
      channel: conversation.channel,
      kind: .callBack(CallBack(phone: phone, window: window)),
      at: time
    )
  }

  /// Lets the desk go on: gives out tickets, takes back what is left lying, tells those who wait.
  func deskNews(at time: Instant) -> [Delivery] {
    var deliveries: [Delivery] = []
    for news in queue.tick(at: time) { deliveries += tell(news, at: time) }
    return deliveries
  }

  /// Words what has happened at the desk for those it concerns.
  func tell(_ news: DeskNews, at time: Instant) -> [Delivery] {
    switch news {
    case .assigned(let assignment):
      guard let ticket = queue.ticket(assignment.ticket) else { return [] }
      return join(ticket, assignment.agent, why: assignment.why, at: time)
    case .requeued(let id, let agent, let why):
      guard let ticket = queue.ticket(id) else { return [] }
      let text = "ticket \(id) waits for somebody else now: \(why)"
      return [Delivery(recipient: .agent(agent), text: text, isNews: true)]
        + waitAgain(ticket, saying: .handoffReturned, at: time)
    case .woke(let id):
      guard let ticket = queue.ticket(id) else { return [] }
      if let agent = ticket.agent {
        let text = "ticket \(id) is due again"
        return [Delivery(recipient: .agent(agent), text: text, isNews: true)]
      }
      return waitAgain(ticket, saying: nil, at: time)
    case .expired(let id):
      guard let ticket = queue.ticket(id) else { return [] }
      return expire(ticket, at: time)
    case .longWait(let id):
      guard let ticket = queue.ticket(id), !ticket.isCallBack else { return [] }
      return [status(.queueLongWait, of: ticket, at: time)]
    case .position(let id, let estimate):
      guard let ticket = queue.ticket(id), !ticket.isCallBack else { return [] }
      return [positionStatus(of: ticket, estimate, at: time)]
    case .deadlineMissed(let id):
      guard let ticket = queue.ticket(id) else { return [] }
      let conversation = session(ticket.conversation)?.conversation
      let text = "ticket \(id) is late: \(summary(ticket, conversation, at: time))"
      noteLate(ticket.id)
      return queue.idleAgents(for: ticket.id).map {
        Delivery(recipient: .agent($0), text: text, isNews: true)
      }
    }
  }

  private func join(
    _ ticket: Ticket,
    _ agent: AgentID,
    why: String,
    at time: Instant
  ) -> [Delivery] {
    let text = "ticket \(ticket.id) is given to you: \(why)"
    return [Delivery(recipient: .agent(agent), text: text, isNews: true)]
      + join(ticket, agent, at: time)
  }

  /// The customer of a ticket waits for somebody else; until then the bot keeps them company.
  func waitAgain(
    _ ticket: Ticket,
    saying response: ScriptResponse?,
    at time: Instant
  ) -> [Delivery] {
    guard !ticket.isCallBack, var conversation = session(ticket.conversation)?.conversation else {
      return []
    }
    conversation.apply(.returnedToQueue)
    keep(conversation, at: time)
    let values = ["position": "\(queue.position(of: ticket.id))"]
    return [status(response, of: ticket, values: values, at: time)]
      + news(of: conversation, at: time)
  }

  private func expire(_ ticket: Ticket, at time: Instant) -> [Delivery] {
    guard !ticket.isCallBack, var conversation = session(ticket.conversation)?.conversation else {
      return []
    }
    let hadAgent = if case .agent = conversation.owner { true } else { false }
    conversation.apply(hadAgent ? .agentLeft : .handoffWithdrawn)
    keep(conversation, at: time)
    return [alsoSent(status(.handoffExpired, of: ticket, at: time))]
  }

  /// What a customer is told of where their ticket stands; without a response, that somebody will come.
  func status(
    _ response: ScriptResponse?,
    of ticket: Ticket,
    values: [String: String] = [:],
    at time: Instant
  ) -> Delivery {
    let conversation = openSession(ticket.conversation, at: time).conversation
    var turn = Turn(conversation, engine: self, at: time)
    if !(response.map { turn.say($0, values: values) } ?? false) {
      turn.say(SystemResponse.handoffWaiting.rawValue)
    }
    var reply = Reply(
      kind: .handoff,
      text: turn.parts.joined(separator: "\n"),
      language: turn.reply.language
    )
    reply.buttons = turn.reply.buttons
    let text = VisibleText.clean(reply.text, keepsNewlines: true)
    return toCustomer(ticket.conversation, text, kind: .status, reply: reply, at: time)
  }

  private func positionStatus(
    of ticket: Ticket,
    _ estimate: WaitEstimate,
    at time: Instant
  ) -> Delivery {
    let conversation = openSession(ticket.conversation, at: time).conversation
    var turn = Turn(conversation, engine: self, at: time)
    turn.say(.queuePosition, values: ["position": "\(estimate.position)"])
    turn.sayWait(estimate)
    let text = VisibleText.clean(turn.parts.joined(separator: "\n"), keepsNewlines: true)
    return toCustomer(ticket.conversation, text, kind: .status, at: time)
  }

  /// Tells the agents who could take a ticket that it waits.
  func news(of conversation: Conversation, at time: Instant) -> [Delivery] {
    guard let ticket = queue.ticket(of: conversation.id) else { return [] }
    let text = "ticket \(ticket.id) waits: \(summary(ticket, conversation, at: time))"
    return queue.idleAgents(for: ticket.id).map {
      Delivery(recipient: .agent($0), text: text, isNews: true)
    }
  }

  func summary(_ ticket: Ticket, _ conversation: Conversation?, at time: Instant) -> String {
    let seconds = max(0, Int(time.since(ticket.openedAt)))
    let waited = seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min"
    // Cut before it is cleaned: a cut may take away what balanced a control. By scalars, for one
    // letter may carry any number of marks.
    // Whoever is to be rung up is known by the number.
    let question = (ticket.callBack?.phone ?? conversation?.lastQuestion ?? "").unicodeScalars
    let shown = question.count > 60 ? String(question.prefix(57)) + "..." : String(question)
    let language = conversation?.language ?? ticket.language
    return "\(language.code), \(waited), \(ticket.reason.label): \(VisibleText.clean(shown))"
  }
}

extension Turn {
  /// Says how long the wait will probably be, where that is known.
  mutating func sayWait(_ estimate: WaitEstimate) {
    guard estimate.isKnown else { return }
    let low = Int(estimate.low / 60)
    let high = max(Int((estimate.high / 60).rounded(.up)), low + 1)
    if low < 1 {
      say(.queueWaitUnder, values: ["maximum": "\(high)"])
    } else {
      say(.queueWait, values: ["minimum": "\(low)", "maximum": "\(high)"])
    }
  }
}

// MARK: - Looking at the desk

extension Engine {
  /// A ticket that waits or is worked on.
  package struct OpenTicket: Sendable {
    package let ticket: Ticket
    /// The place in the queue; 0 when it does not wait.
    package let position: Int
    package let lastQuestion: String
  }

  /// The tickets that wait, in the order they should be taken, and then those that are worked on.
  package func openTickets() -> [OpenTicket] {
    let waiting = queue.waiting
    let worked = queue.agents.flatMap { agent in
      (agent.tickets + agent.snoozed).compactMap { queue.ticket($0) }
    }
    return (waiting + worked).map { ticket in
      OpenTicket(
        ticket: ticket,
        position: queue.position(of: ticket.id),
        lastQuestion: session(ticket.conversation)?.conversation.lastQuestion ?? ""
      )
    }
  }

  /// The ticket of a conversation that is not over.
  package func ticket(of conversation: ConversationID) -> Ticket? {
    queue.ticket(of: conversation)
  }

  /// The ticket an agent took last.
  package func currentTicket(of agent: AgentID) -> Ticket? { queue.current(of: agent) }

  /// Everybody who could be at the desk.
  package var knownAgents: [DeskAgent] { queue.knownAgents }
}
