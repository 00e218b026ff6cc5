import Dialogue
import Handoff
import Understanding

/// A store that is gone with the program: for tests, the chat and trying things out.
///
/// Answers every question as `SQLiteStore` does, in the same order.
package final class InMemoryStore: Store {
  /// What `commit`, `forget` and `purge` throw instead of keeping anything; nil lets them work.
  package var failure: StoreError?
  /// What everything that reads throws; nil lets it work.
  package var readFailure: StoreError?

  struct Kept {
    /// Counts the conversations in the order they came.
    let key: Int
    var summary: ConversationSummary
    var events: [StoredEvent] = []
    var outgoing: [OutgoingMessage] = []
    /// When a message with a client's id was taken.
    var taken: [String: Instant] = [:]

    mutating func insert(_ event: StoredEvent, bringsRow: Bool) {
      let end = events.lastIndex { $0.number < event.number }.map { $0 + 1 } ?? 0
      events.insert(event, at: end)
      if !bringsRow { summary.apply(event.event, at: event.time) }
    }

    mutating func insert(_ message: OutgoingMessage, bringsRow: Bool) {
      let end = outgoing.lastIndex { $0.seq < message.seq }.map { $0 + 1 } ?? 0
      outgoing.insert(message, at: end)
      if !bringsRow { summary.lastSeq = max(summary.lastSeq, message.seq) }
    }
  }

  struct KeptTicket {
    var changes: [TicketChange]
    /// Of a conversation that is no longer kept.
    var customer: String?

    var last: TicketChange { changes[changes.count - 1] }
    var stored: StoredTicket { StoredTicket(ticket: last.state, changeCount: changes.count) }
  }

  struct KeptFeedback {
    var conversation: ConversationID?
    /// Of a conversation that is no longer kept.
    var customer: String?
    let number: Int
    let given: GivenFeedback
  }

  struct State {
    var conversations: [ConversationID: Kept] = [:]
    var nextKey = 0
    var tickets: [TicketID: KeptTicket] = [:]
    var lastTicketNumber = 0
    var feedback: [KeptFeedback] = []
    var customers: [String: KnownCustomer] = [:]
    var marks: [Mark] = []
    /// By number, and when they were brought.
    var outbox: [Int: (message: OutboundMessage, deliveredAt: Instant?)] = [:]
    var lastOutboundNumber = 0
    /// When a line with an id was taken of an agent.
    var agentsTaken: [AgentID: [String: Instant]] = [:]
  }

  var state = State()

  package init() {}
}

// MARK: - Committing

extension InMemoryStore {
  package func commit(_ records: [StoreRecord]) throws(StoreError) {
    if let failure { throw failure }
    // Looked through before anything is changed: then nothing has to be taken back.
    try requireNew(records)
    keep(records)
  }

  /// Refuses numbers that are there already, or come twice.
  private func requireNew(_ records: [StoreRecord]) throws(StoreError) {
    var events: [ConversationID: NewNumbers] = [:]
    var messages: [ConversationID: NewNumbers] = [:]
    var changes: [TicketID: NewNumbers] = [:]
    var outbound: Set<Int> = []
    for record in records {
      switch record {
      case .event(let id, let event):
        let kept = state.conversations[id]?.events ?? []
        guard
          events[id, default: NewNumbers(after: kept.last?.number)]
            .insert(event.number, among: kept, by: \.number)
        else {
          throw StoreError(.other, "event \(event.number) of conversation \(id) is there already")
        }
      case .outgoing(let message):
        let id = message.conversation
        let kept = state.conversations[id]?.outgoing ?? []
        guard
          messages[id, default: NewNumbers(after: kept.last?.seq)]
            .insert(message.seq, among: kept, by: \.seq)
        else {
          throw StoreError(.other, "message \(message.seq) to conversation \(id) is there already")
        }
      case .ticket(let change):
        let kept = state.tickets[change.ticket]?.changes ?? []
        guard
          changes[change.ticket, default: NewNumbers(after: kept.last?.number)]
            .insert(change.number, among: kept, by: \.number)
        else {
          throw StoreError(
            .other,
            "change \(change.number) of ticket \(change.ticket) is there already"
          )
        }
      case .outbound(let message):
        guard outbound.insert(message.id).inserted, state.outbox[message.id] == nil else {
          throw StoreError(.other, "message \(message.id) of the outbox is there already")
        }
      case .conversation, .taken, .mark, .delivered, .agentTaken: break
      }
    }
  }

  /// The numbers of a batch; nearly always each is greater than all before it.
  private struct NewNumbers {
    private var greatest: Int
    private var smaller: Set<Int> = []

    init(after last: Int?) {
      greatest = last ?? -1
    }

    /// Takes a number in; false when it is among those that are kept or of the batch.
    mutating func insert<Row>(_ number: Int, among kept: [Row], by key: (Row) -> Int) -> Bool {
      if number > greatest {
        smaller.insert(greatest)
        greatest = number
        return true
      }
      guard number < greatest, !kept.contains(where: { key($0) == number }) else { return false }
      return smaller.insert(number).inserted
    }
  }

  private func keep(_ records: [StoreRecord]) {
    var brought: Set<ConversationID> = []
    for case .conversation(let summary) in records {
      makeRow(of: summary.id, at: summary.startedAt)
      state.conversations[summary.id]?.summary = summary
      brought.insert(summary.id)
    }
    for record in records {
      switch record {
      case .conversation: break
      case .event(let id, let event):
        makeRow(of: id, at: event.time)
        append(event, to: id, bringsRow: brought.contains(id))
      case .outgoing(let message):
        makeRow(of: message.conversation, at: message.time)
        append(message, bringsRow: brought.contains(message.conversation))
      case .taken(let id, let clientID, let time):
        makeRow(of: id, at: time)
        if state.conversations[id]?.taken[clientID] == nil {
          state.conversations[id]?.taken[clientID] = time
        }
      case .ticket(let change): append(change)
      case .mark(let mark): state.marks.append(mark)
      case .outbound(let message):
        makeRow(of: message.conversation, at: message.time)
        state.outbox[message.id] = (message, nil)
        state.lastOutboundNumber = max(state.lastOutboundNumber, message.id)
      case .delivered(let id, let time):
        if let kept = state.outbox[id], kept.deliveredAt == nil {
          state.outbox[id] = (kept.message, time)
        }
      case .agentTaken(let agent, let clientID, let time):
        if state.agentsTaken[agent]?[clientID] == nil {
          state.agentsTaken[agent, default: [:]][clientID] = time
        }
      }
    }
  }

  private func makeRow(of id: ConversationID, at time: Instant) {
    guard state.conversations[id] == nil else { return }
    let summary = ConversationSummary(id: id, channel: "", startedAt: time)
    state.conversations[id] = Kept(key: state.nextKey, summary: summary)
    state.nextKey += 1
  }

  private func append(_ event: StoredEvent, to id: ConversationID, bringsRow: Bool) {
    state.conversations[id]?.insert(event, bringsRow: bringsRow)
    switch event.event {
    case .customerIdentified(let customer):
      let seen = state.customers[customer.id]?.lastSeen ?? event.time
      state.customers[customer.id] = KnownCustomer(
        customer: customer,
        lastSeen: max(seen, event.time)
      )
    case .feedbackGiven(let feedback):
      var subject: Target?
      for earlier in state.conversations[id]?.events ?? [] where earlier.number < event.number {
        if case .answered(let target, text: _) = earlier.event { subject = target }
      }
      let given = GivenFeedback(
        conversation: id,
        time: event.time,
        feedback: feedback,
        subject: subject
      )
      state.feedback.append(KeptFeedback(conversation: id, number: event.number, given: given))
    default: break
    }
  }

  private func append(_ message: OutgoingMessage, bringsRow: Bool) {
    state.conversations[message.conversation]?.insert(message, bringsRow: bringsRow)
  }

  private func append(_ change: TicketChange) {
    state.tickets[change.ticket, default: KeptTicket(changes: [])].changes.append(change)
    guard case .opened = change.event else { return }
    state.lastTicketNumber = max(state.lastTicketNumber, change.ticket.number)
  }
}
