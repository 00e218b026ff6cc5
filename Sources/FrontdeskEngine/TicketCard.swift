import Content
package import Dialogue
package import Handoff
package import TextAnalysis

/// A ticket in short, as lists show it.
package struct TicketCard: Sendable {
  package let ticket: Ticket
  package let number: Int
  /// Such as `pending`.
  package let state: String
  package let language: Language
  package let channel: String
  package let team: String
  package let priority: String
  /// In words, such as `asked for a person`.
  package let reason: String
  package let opened: Instant
  /// When somebody is to answer it or, after the first answer, to have closed it.
  package let due: Instant?
  /// The place in the queue, from 1; 0 when it does not wait.
  package let position: Int
  package let agent: AgentID?
  package let tags: [String]
  /// The number of a call that was promised.
  package let phone: String?
  /// The last thing the customer said; clean to be shown.
  package let question: String
  /// The customer's name, if anybody said it; clean to be shown.
  package let customer: String?
}

extension Engine {
  /// A ticket in short, open or over; nil when there is none of the number.
  package func card(of id: TicketID, at time: Instant) -> TicketCard? {
    if let ticket = queue.ticket(id) { return card(of: ticket) }
    do throws(StoreError) {
      return try store?.ticket(id).map { card(of: $0.ticket) }
    } catch {
      journal.failure = journal.failure ?? error
      return nil
    }
  }

  /// A ticket in short, as it stood.
  package func card(of ticket: Ticket) -> TicketCard {
    let conversation = session(ticket.conversation)?.conversation
    var name = conversation?.customer?["name"]
    let said = conversation?.slots["customer_name"]
    if name == nil, case .text(let text)? = said { name = text }
    let question = String((conversation?.lastQuestion ?? "").unicodeScalars.prefix(Self.longest))
    return TicketCard(
      ticket: ticket,
      number: ticket.id.number,
      state: ticket.stateName,
      language: conversation?.language ?? ticket.language,
      channel: ticket.channel,
      team: ticket.team,
      priority: ticket.priority.name,
      reason: ticket.reason.label,
      opened: ticket.openedAt,
      due: !ticket.isOpen
        ? nil : ticket.firstResponseAt == nil ? ticket.firstResponseDue : ticket.resolutionDue,
      position: queue.ticket(ticket.id)?.state == ticket.state ? queue.position(of: ticket.id) : 0,
      agent: ticket.agent,
      tags: ticket.tags,
      phone: ticket.callBack?.phone,
      question: VisibleText.clean(question, keepsNewlines: true),
      customer: name.map { VisibleText.clean($0) }
    )
  }

  /// Scalars of a question that are shown.
  private static let longest = 500

  /// The tickets that wait, in the order they should be taken.
  package func waitingCards(at time: Instant) -> [TicketCard] {
    queue.waiting.map { card(of: $0) }
  }

  /// An agent's own tickets in the order they were taken, those that are put off last.
  package func cards(of agent: AgentID, at time: Instant) -> [TicketCard] {
    let snoozed = (queue.agent(agent)?.snoozed ?? []).compactMap { queue.ticket($0) }
    return (queue.tickets(of: agent) + snoozed).map { card(of: $0) }
  }

  // MARK: Lines with an id

  /// Whether a line with the id was taken of an agent before; if not, it is taken with this batch.
  package func repeats(_ clientID: String, by agent: AgentID) -> Bool {
    guard let store else { return false }
    let line = Journal.AgentLineID(agent: agent, clientID: clientID)
    guard !journal.agentLines.contains(line) else { return true }
    do throws(StoreError) {
      if try store.hasTaken(clientID, by: agent) { return true }
    } catch {
      journal.failure = journal.failure ?? error
      return false
    }
    journal.agentLines.insert(line)
    return false
  }

  /// Has the lines of agents kept that were taken with this batch.
  func noteAgentLines(at time: Instant) {
    guard !journal.agentLines.isEmpty else { return }
    let lines = journal.agentLines.sorted {
      ($0.agent, $0.clientID) < ($1.agent, $1.clientID)
    }
    for line in lines {
      journal.records.append(.agentTaken(line.agent, clientID: line.clientID, time: time))
    }
  }

  /// What a customer's message is to the agent who has the ticket.
  func toAgent(
    _ agent: AgentID,
    _ message: CustomerMessage,
    in id: ConversationID
  ) -> Delivery {
    let ticket = queue.ticket(of: id)
    var text = message.text
    for attachment in message.attachments { text += " [\(attachment.url)]" }
    // Who talks to several customers must know which of them it is.
    let who =
      queue.tickets(of: agent).count > 1 ? ticket.map { "customer of ticket \($0.id)" } : nil
    return Delivery(
      recipient: .agent(agent),
      text: "\(who ?? "customer"): \(VisibleText.clean(text))",
      agentLine: ticket.map {
        AgentLine(
          ticket: $0.id,
          text: VisibleText.clean(message.text, keepsNewlines: true),
          attachments: message.attachments
        )
      }
    )
  }
}
