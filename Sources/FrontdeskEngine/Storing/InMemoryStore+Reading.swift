package import Dialogue
package import Handoff

/// What is needed to go on, and lists.
extension InMemoryStore {
  private func read() throws(StoreError) -> State {
    if let readFailure { throw readFailure }
    return state
  }

  package func events(of conversation: ConversationID) throws(StoreError) -> [StoredEvent] {
    try read().conversations[conversation]?.events ?? []
  }

  package func summary(
    of conversation: ConversationID
  ) throws(StoreError) -> ConversationSummary? {
    try read().conversations[conversation]?.summary
  }

  package func outgoing(
    of conversation: ConversationID,
    after seq: Int
  ) throws(StoreError) -> [OutgoingMessage] {
    try read().conversations[conversation]?.outgoing.filter { $0.seq > seq } ?? []
  }

  package func hasTaken(
    _ clientID: String,
    in conversation: ConversationID
  ) throws(StoreError) -> Bool {
    try read().conversations[conversation]?.taken[clientID] != nil
  }

  package func hasTaken(
    _ clientID: String,
    by agent: AgentID
  ) throws(StoreError) -> Bool {
    try read().agentsTaken[agent]?[clientID] != nil
  }

  package func unfinishedConversations() throws(StoreError) -> [ConversationID] {
    try read().conversations.values.map(\.summary).filter(\.isUnfinished)
      .sorted { ($0.lastAt, Self.order($0.id)) < ($1.lastAt, Self.order($1.id)) }
      .map(\.id)
  }

  /// What names are sorted by: their bytes, as files are.
  private static func order(_ id: ConversationID) -> ByteOrder { ByteOrder(text: id.value) }

  private struct ByteOrder: Comparable {
    let text: String

    static func == (left: ByteOrder, right: ByteOrder) -> Bool {
      left.text.utf8.elementsEqual(right.text.utf8)
    }

    static func < (left: ByteOrder, right: ByteOrder) -> Bool {
      left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
  }

  package func openTickets() throws(StoreError) -> [StoredTicket] {
    try read().tickets.values.map(\.stored).filter(\.ticket.isOpen)
      .sorted { $0.ticket.id < $1.ticket.id }
  }

  package func ticket(_ id: TicketID) throws(StoreError) -> StoredTicket? {
    try read().tickets[id]?.stored
  }

  package func changes(of ticket: TicketID) throws(StoreError) -> [TicketChange] {
    try read().tickets[ticket]?.changes ?? []
  }

  package func lastTicketNumber() throws(StoreError) -> Int { try read().lastTicketNumber }

  package func lastTicket(
    of conversation: ConversationID
  ) throws(StoreError) -> StoredTicket? {
    try read().tickets.values.filter { $0.last.state.conversation == conversation }
      .max { $0.last.ticket < $1.last.ticket }?.stored
  }

  // MARK: Messages for those who are not there

  package func undelivered(
    over channel: String?,
    limit: Int
  ) throws(StoreError) -> [OutboundMessage] {
    try read().outbox.values
      .filter { $0.deliveredAt == nil && (channel == nil || $0.message.channel == channel) }
      .map(\.message).sorted { $0.id < $1.id }.prefix(max(0, limit)).map { $0 }
  }

  package func isDelivered(_ id: Int) throws(StoreError) -> Bool? {
    try read().outbox[id].map { $0.deliveredAt != nil }
  }

  package func lastOutboundNumber() throws(StoreError) -> Int { try read().lastOutboundNumber }

  // MARK: Lists

  private func newestFirst(
    where isWanted: (ConversationSummary) -> Bool
  ) throws(StoreError) -> [ConversationSummary] {
    try read().conversations.values.map(\.summary).filter(isWanted).sorted { left, right in
      left.lastAt == right.lastAt
        ? Self.order(left.id) < Self.order(right.id) : left.lastAt > right.lastAt
    }
  }

  package func forEachConversation(
    lastActive period: Range<Instant>,
    _ body: (ConversationSummary) -> Bool
  ) throws(StoreError) {
    for summary in try newestFirst(where: { period.contains($0.lastAt) }) {
      guard body(summary) else { return }
    }
  }

  package func conversations(
    ofCustomer id: String
  ) throws(StoreError) -> [ConversationSummary] {
    try newestFirst { $0.customer == id }
  }

  package func forEachTicket(
    openedIn period: Range<Instant>,
    _ body: (StoredTicket) -> Bool
  ) throws(StoreError) {
    let tickets = try read().tickets.values.map(\.stored)
      .filter { period.contains($0.ticket.openedAt) }
      .sorted { ($0.ticket.openedAt, $0.ticket.id) < ($1.ticket.openedAt, $1.ticket.id) }
    for ticket in tickets {
      guard body(ticket) else { return }
    }
  }

  package func marks(_ kind: Mark.Kind, since time: Instant) throws(StoreError) -> [Mark] {
    // Sorting keeps those of the same moment in the order they came.
    try read().marks.filter { $0.kind == kind && $0.time >= time }.sorted { $0.time < $1.time }
  }

  package func forEachFeedback(
    givenIn period: Range<Instant>,
    _ body: (GivenFeedback) -> Bool
  ) throws(StoreError) {
    let rows = try read().feedback.filter { period.contains($0.given.time) }
      .sorted { $0.given.time < $1.given.time }
    for row in rows {
      let given = GivenFeedback(
        conversation: row.conversation,
        time: row.given.time,
        feedback: row.given.feedback,
        subject: row.given.subject
      )
      guard body(given) else { return }
    }
  }

  package func customer(_ id: String) throws(StoreError) -> KnownCustomer? {
    try read().customers[id]
  }
}
