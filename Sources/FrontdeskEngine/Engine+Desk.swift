import Content
package import Dialogue
package import Handoff
import TextAnalysis

/// The desk: agents, tickets, and what agents and customers hear of them.
extension Engine {
  // MARK: Agents

  package func agentArrived(_ agent: AgentID, at time: Instant) throws(DeskError) -> [Delivery] {
    try queue.arrive(agent, at: time)
    let count = queue.waiting(for: agent).count
    let name = VisibleText.clean(agent.value)
    let text =
      count == 0
      ? "you are at the desk as \(name); nobody waits"
      : "you are at the desk as \(name); waiting: \(count), /queue lists them"
    return [Delivery(recipient: .agent(agent), text: text, isNews: true)] + deskNews(at: time)
  }

  package func agentLeft(_ agent: AgentID, at time: Instant) -> [Delivery] {
    let deliveries = queue.leave(agent, at: time).flatMap { tell($0, at: time) }
    return deliveries.filter { $0.recipient != .agent(agent) } + deskNews(at: time)
  }

  /// Whether an agent is at the desk.
  package func isPresent(_ agent: AgentID) -> Bool { queue.presentAgents.contains(agent) }

  /// Changes whether an agent takes tickets; who goes offline gives theirs back.
  package func setPresence(
    _ presence: Presence,
    of agent: AgentID,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    let news = try queue.setPresence(presence, of: agent, at: time)
    return news.flatMap { tell($0, at: time) } + deskNews(at: time)
  }

  // MARK: Tickets

  /// Gives a ticket to an agent, who reads what was said so far; `isPresent` is whether the agent
  /// must be at the desk.
  package func take(
    _ id: TicketID,
    by agent: AgentID,
    isPresent: Bool = true,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    try bringBack(id)
    let ticket = try queue.assign(id, to: agent, requiresPresence: isPresent, at: time)
    return join(ticket, agent, at: time)
  }

  /// Gives an agent the ticket that is next.
  package func takeNext(by agent: AgentID, at time: Instant) throws(DeskError) -> [Delivery] {
    let assignment = try queue.takeNext(by: agent, at: time)
    guard let ticket = queue.ticket(assignment.ticket) else { return [] }
    return join(ticket, agent, at: time)
  }

  func join(_ ticket: Ticket, _ agent: AgentID, at time: Instant) -> [Delivery] {
    guard !ticket.isCallBack else {
      return [Delivery(recipient: .agent(agent), text: heading(ticket), isNews: true)]
    }
    let id = ticket.conversation
    var conversation = openSession(id, at: time).conversation
    if conversation.owner == .agent(agent) {
      return [Delivery(recipient: .agent(agent), text: heading(ticket), isNews: true)]
    }
    // What the customer is in the middle of saying is said to the person.
    if !conversation.unread.isEmpty {
      let message = CustomerMessage(joining: conversation.unread)
      conversation.apply(.customerSaid(Self.kept(message.text)))
    }
    // A person may also come to someone whom the bot still serves, after bad feedback.
    Turn(conversation, engine: self, at: time).interpreter.endAll(.handedOff, &conversation)
    conversation.apply(.agentJoined(agent))
    keep(conversation, at: time)
    sessions[id]?.burst = nil
    due[id] = nil
    let language = conversation.language ?? ticket.language
    let joined = say(
      .handoffJoined,
      in: language,
      conversation,
      values: ["agent": shownName(of: agent)]
    )
    let transcript = Transcript(conversation).lines
    return [
      toCustomer(id, joined, kind: .status, at: time),
      Delivery(
        recipient: .agent(agent),
        text: ([heading(ticket)] + transcript).joined(separator: "\n"),
        isNews: true
      ),
    ]
  }

  private func heading(_ ticket: Ticket) -> String {
    var head = "ticket \(ticket.id), \(ticket.language.code), \(ticket.reason.label)"
    if let call = ticket.callBack { head += ", call \(VisibleText.clean(call.phone))" }
    return head
  }

  /// The name customers see of an agent.
  private func shownName(of agent: AgentID) -> String {
    VisibleText.clean(queue.agent(agent)?.profile.name ?? agent.value)
  }

  /// Closes the agent's current ticket; the bot answers the customer again, and asks how it went.
  package func finish(by agent: AgentID, at time: Instant) throws(DeskError) -> [Delivery] {
    let ticket = try workedOn(nil, by: agent)
    return try resolve(ticket.id, by: agent, reason: "done", at: time)
  }

  /// Closes a ticket; the bot answers the customer again, and asks how it went.
  package func resolve(
    _ id: TicketID,
    by agent: AgentID?,
    reason: String,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    let ticket = try queue.resolve(id, by: agent, reason: reason, at: time)
    var deliveries = giveBack(ticket, saying: SystemResponse.handoffEnded.rawValue, at: time)
    if let agent {
      deliveries.append(
        Delivery(
          recipient: .agent(agent),
          text: "ticket \(ticket.id) is closed",
          isNews: true
        )
      )
    }
    return deliveries + deskNews(at: time)
  }

  /// Turns a ticket away; the bot answers the customer again.
  package func reject(
    _ id: TicketID,
    by agent: AgentID,
    reason: String,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    let ticket = try queue.reject(id, by: agent, reason: reason, at: time)
    return giveBack(ticket, saying: ScriptResponse.handoffRejected.rawValue, at: time)
      + deskNews(at: time)
  }

  /// Lets the bot have the conversation of a ticket that is over.
  private func giveBack(_ ticket: Ticket, saying name: String, at time: Instant) -> [Delivery] {
    guard !ticket.isCallBack, var conversation = session(ticket.conversation)?.conversation else {
      return []
    }
    let hadAgent = if case .agent = conversation.owner { true } else { false }
    conversation.apply(hadAgent ? .agentLeft : .handoffWithdrawn)
    var turn = Turn(conversation, engine: self, at: time)
    if !turn.say(name) { turn.say(SystemResponse.handoffEnded.rawValue) }
    if hadAgent { turn.askForFeedback() }
    let buttons = turn.reply.buttons
    keep(turn.conversation, at: time)
    var reply = Reply(
      kind: .answer,
      text: turn.parts.joined(separator: "\n"),
      language: turn.reply.language
    )
    reply.buttons = buttons
    return [
      alsoSent(toCustomer(ticket.conversation, reply.text, kind: .status, reply: reply, at: time))
    ]
  }

  /// Gives a ticket to another agent or team.
  package func transfer(
    _ id: TicketID,
    by agent: AgentID,
    to target: TransferTarget,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    if case .team(let team) = target, shop.scripts.desk.team(team) == nil {
      let names = shop.scripts.desk.teams.map(\.name).joined(separator: ", ")
      throw DeskError(message: "there is no team \(VisibleText.clean(team)); there are: \(names)")
    }
    let ticket = try queue.transfer(id, by: agent, to: target, at: time)
    switch target {
    case .agent(let other):
      var deliveries = [Delivery]()
      if !ticket.isCallBack, var conversation = session(ticket.conversation)?.conversation {
        conversation.apply(.agentJoined(other))
        keep(conversation, at: time)
        let values = ["agent": shownName(of: other)]
        deliveries.append(
          status(.handoffTransferred, of: ticket, values: values, at: time)
        )
      }
      let transcript = (session(ticket.conversation)?.conversation).map { Transcript($0).lines }
      deliveries.append(
        Delivery(
          recipient: .agent(other),
          text: ([heading(ticket)] + (transcript ?? [])).joined(separator: "\n"),
          isNews: true
        )
      )
      return deliveries
    case .team:
      return waitAgain(ticket, saying: .handoffTeam, at: time) + deskNews(at: time)
    }
  }

  /// Puts a ticket back into the queue, in its old place.
  package func putBack(
    _ id: TicketID,
    by agent: AgentID,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    let ticket = try queue.putBack(id, by: agent, at: time)
    return waitAgain(ticket, saying: .handoffReturned, at: time) + deskNews(at: time)
  }

  /// Puts a ticket aside until a moment, or until the customer writes.
  package func snooze(
    _ id: TicketID,
    by agent: AgentID,
    until: Instant,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    let ticket = try queue.snooze(id, by: agent, until: until, at: time)
    guard !ticket.isCallBack else { return [] }
    return [status(.handoffSnoozed, of: ticket, at: time)]
  }

  /// Opens a ticket again that was over; it waits in the queue once more.
  package func reopen(
    _ id: TicketID,
    by agent: AgentID?,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    try bringBack(id)
    let ticket = try queue.reopen(id, by: agent, at: time)
    guard !ticket.isCallBack, var conversation = session(ticket.conversation)?.conversation else {
      return deskNews(at: time)
    }
    conversation.apply(
      .handoffRequested(
        HandoffRequest(
          id: "\(conversation.id)/\(conversation.handoffCount)",
          reason: ticket.reason,
          team: ticket.team,
          priority: ticket.priority,
          language: ticket.language
        )
      )
    )
    keep(conversation, at: time)
    return news(of: conversation, at: time) + deskNews(at: time)
  }

  /// Adds what agents write about a ticket; customers never see it.
  package func note(
    _ text: String,
    on id: TicketID,
    by agent: AgentID,
    at time: Instant
  ) throws(DeskError) {
    try bringBack(id)
    _ = try queue.note(id, by: agent, text: cards.redacted(text), at: time)
  }

  package func tag(
    _ tag: String,
    on id: TicketID,
    by agent: AgentID,
    at time: Instant
  ) throws(DeskError) {
    try bringBack(id)
    _ = try queue.tag(id, by: agent, tag: tag, at: time)
  }

  package func untag(
    _ tag: String,
    on id: TicketID,
    by agent: AgentID,
    at time: Instant
  ) throws(DeskError) {
    try bringBack(id)
    _ = try queue.untag(id, by: agent, tag: tag, at: time)
  }

  /// Notes whether a customer who was to be rung up could be reached.
  package func callTried(
    _ id: TicketID,
    by agent: AgentID,
    reached: Bool,
    at time: Instant
  ) throws(DeskError) -> Ticket {
    try queue.callTried(id, by: agent, reached: reached, at: time)
  }

  /// Marks an answer of the bot as wrong: it goes to the questions nobody could answer.
  ///
  /// The number is that of the answer's event; nil is the last answer.
  package func markWrong(
    _ id: TicketID,
    answer number: Int? = nil,
    by agent: AgentID,
    at time: Instant
  ) throws(DeskError) {
    try bringBack(id)
    guard let ticket = queue.ticket(id),
      let conversation = session(ticket.conversation)?.conversation
    else { throw DeskError(message: "there is no ticket \(id)") }
    let answers = conversation.events.indices.filter { index in
      if case .answered(_, let text) = conversation.events[index] { !text.isEmpty } else { false }
    }
    guard let answer = number ?? answers.last, answers.contains(answer) else {
      throw DeskError(message: "the bot answered nothing there; expected one of \(answers)")
    }
    note(
      Mark(.wrongAnswer, key: "\(conversation.id)/\(answer)", time: time, value: agent.value)
    )
  }

  /// Has the queue know a ticket that is over, from the store.
  private func bringBack(_ id: TicketID) throws(DeskError) {
    guard queue.ticket(id) == nil, let store else { return }
    do throws(StoreError) {
      guard let stored = try store.ticket(id) else { return }
      queue.restore(stored.ticket, eventCount: stored.changeCount)
    } catch {
      journal.failure = journal.failure ?? error
    }
  }
}
