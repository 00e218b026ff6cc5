package import Dialogue
package import Handoff
import TextAnalysis

/// The desk: agents, tickets, and what agents and customers hear of them.
extension Engine {
  /// A line of the queue, for an agent to read.
  package struct WaitingTicket: Sendable {
    package let id: TicketID
    package let summary: String
  }

  package func agentArrived(_ agent: AgentID, at time: Instant) throws(DeskError) -> [Delivery] {
    try queue.arrive(agent)
    let count = queue.waiting.count
    let name = VisibleText.clean(agent.value)
    let text =
      count == 0
      ? "you are at the desk as \(name); nobody waits"
      : "you are at the desk as \(name); waiting: \(count), /queue lists them"
    return [Delivery(recipient: .agent(agent), text: text)]
  }

  package func agentLeft(_ agent: AgentID, at time: Instant) -> [Delivery] {
    guard let ticket = queue.leave(agent),
      var conversation = sessions[ticket.conversation]?.conversation
    else { return [] }
    // The ticket waits again; until someone takes it the bot keeps the customer company.
    let request = conversation.handoff
    conversation.apply(.agentLeft)
    conversation.apply(
      .handoffRequested(
        request
          ?? HandoffRequest(
            id: "\(conversation.id)/\(conversation.handoffCount)",
            reason: ticket.reason,
            language: ticket.language
          )
      )
    )
    let text = say(.handoffWaiting, in: conversation.language ?? ticket.language, conversation)
    sessions[ticket.conversation]?.conversation = conversation
    return [Delivery(recipient: .customer(ticket.conversation), text: text)]
      + news(of: conversation, at: time)
  }

  /// The tickets that wait, in the order they should be taken.
  package func waitingTickets(at time: Instant) -> [WaitingTicket] {
    queue.waiting.map { ticket in
      WaitingTicket(
        id: ticket.id,
        summary: summary(ticket, sessions[ticket.conversation]?.conversation, at: time)
      )
    }
  }

  /// Gives a ticket to an agent, who reads what was said so far.
  package func take(
    _ id: TicketID,
    by agent: AgentID,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    let ticket = try queue.assign(id, to: agent)
    var conversation =
      sessions[ticket.conversation]?.conversation ?? Conversation(id: ticket.conversation)
    // What the customer is in the middle of saying is said to the person.
    if let burst = sessions[ticket.conversation]?.burst {
      conversation.apply(.customerSaid(Self.kept(burst.message.text)))
    }
    // A person may also come to someone whom the bot still serves, after bad feedback.
    Turn(conversation, engine: self, at: time).interpreter.endAll(.handedOff, &conversation)
    conversation.apply(.agentJoined(agent))
    keep(conversation, at: time)
    due[ticket.conversation] = nil
    let language = conversation.language ?? ticket.language
    let joined = say(
      .handoffJoined,
      in: language,
      conversation,
      values: ["agent": VisibleText.clean(agent.value)]
    )
    let transcript = Transcript(conversation).lines
    let head = "ticket \(ticket.id), \(language.code), \(ticket.reason.label)"
    return [
      Delivery(recipient: .customer(ticket.conversation), text: joined),
      Delivery(
        recipient: .agent(agent),
        text: ([head] + transcript).joined(separator: "\n")
      ),
    ]
  }

  /// Brings an agent's line to the customer of the agent's ticket.
  package func say(
    _ text: String,
    by agent: AgentID,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    guard let ticket = queue.ticket(of: agent) else {
      throw DeskError(
        message: "you have no ticket; /queue lists those that wait, /take N takes one"
      )
    }
    sessions[ticket.conversation]?.conversation.apply(.agentSaid(text))
    sessions[ticket.conversation]?.lastActivity = time
    return [
      Delivery(recipient: .customer(ticket.conversation), text: VisibleText.clean(text))
    ]
  }

  /// Closes the agent's ticket; the bot answers the customer again, and asks how it went.
  package func finish(by agent: AgentID, at time: Instant) throws(DeskError) -> [Delivery] {
    let ticket = try queue.resolve(by: agent)
    sessions[ticket.conversation]?.conversation.apply(.agentLeft)
    let conversation = sessions[ticket.conversation]?.conversation
    var text = say(
      .handoffEnded,
      in: conversation?.language ?? ticket.language,
      conversation
    )
    if let conversation {
      var turn = Turn(conversation, engine: self, at: time)
      turn.askForFeedback()
      text = ([text] + turn.parts).joined(separator: "\n")
      keep(turn.conversation, at: time)
    }
    return [
      Delivery(recipient: .customer(ticket.conversation), text: text),
      Delivery(recipient: .agent(agent), text: "ticket \(ticket.id) is closed"),
    ]
  }

  /// The customer has gone: forgets the conversation and tells an agent who was in it.
  package func customerLeft(_ id: ConversationID, at time: Instant) -> [Delivery] {
    restore(nil, as: id, at: time)
    guard let agent = queue.abandon(id) else { return [] }
    return [Delivery(recipient: .agent(agent), text: "the customer has left; the ticket is closed")]
  }

  /// Opens the ticket of a handoff, or finds the one there is; returns its place in the queue.
  @discardableResult
  func openTicket(
    for request: HandoffRequest,
    in conversation: ConversationID,
    at time: Instant
  ) -> Int {
    queue.open(
      for: conversation,
      language: request.language,
      reason: request.reason,
      at: time
    ).position
  }

  /// Tells the agents who have no ticket that one waits.
  func news(of conversation: Conversation, at time: Instant) -> [Delivery] {
    guard let ticket = queue.ticket(of: conversation.id) else { return [] }
    let text = "ticket \(ticket.id) waits: \(summary(ticket, conversation, at: time))"
    return queue.presentAgents.filter { queue.ticket(of: $0) == nil }.map {
      Delivery(recipient: .agent($0), text: text)
    }
  }

  private func summary(_ ticket: Ticket, _ conversation: Conversation?, at time: Instant) -> String
  {
    let seconds = max(0, Int(time.secondsSinceEpoch - ticket.openedAt.secondsSinceEpoch))
    let waited = seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min"
    // Cut before it is cleaned: a cut may take away what balanced a control. By scalars, for one
    // letter may carry any number of marks.
    let question = (conversation?.lastQuestion ?? "").unicodeScalars
    let shown = question.count > 60 ? String(question.prefix(57)) + "..." : String(question)
    let language = conversation?.language ?? ticket.language
    return "\(language.code), \(waited), \(ticket.reason.label): \(VisibleText.clean(shown))"
  }
}
