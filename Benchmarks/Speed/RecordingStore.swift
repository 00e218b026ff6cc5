import Dialogue
import FrontdeskEngine
import Handoff
import Storage

/// A store that also remembers what it was given last, so that the same can be given to another.
final class RecordingStore: Store {
  private let store: SQLiteStore
  private var records: [StoreRecord] = []

  init(_ store: SQLiteStore) { self.store = store }

  /// What was kept since this was last asked.
  func takeRecords() -> [StoreRecord] {
    defer { records = [] }
    return records
  }

  func commit(_ records: [StoreRecord]) throws(StoreError) {
    try store.commit(records)
    self.records += records
  }

  // MARK: What is only passed on

  func events(of conversation: ConversationID) throws(StoreError) -> [StoredEvent] {
    try store.events(of: conversation)
  }

  func summary(of conversation: ConversationID) throws(StoreError) -> ConversationSummary? {
    try store.summary(of: conversation)
  }

  func outgoing(
    of conversation: ConversationID,
    after seq: Int
  ) throws(StoreError) -> [OutgoingMessage] {
    try store.outgoing(of: conversation, after: seq)
  }

  func hasTaken(_ clientID: String, in conversation: ConversationID) throws(StoreError) -> Bool {
    try store.hasTaken(clientID, in: conversation)
  }

  func hasTaken(_ clientID: String, by agent: AgentID) throws(StoreError) -> Bool {
    try store.hasTaken(clientID, by: agent)
  }

  func unfinishedConversations() throws(StoreError) -> [ConversationID] {
    try store.unfinishedConversations()
  }

  func openTickets() throws(StoreError) -> [StoredTicket] { try store.openTickets() }

  func ticket(_ id: TicketID) throws(StoreError) -> StoredTicket? { try store.ticket(id) }

  func changes(of ticket: TicketID) throws(StoreError) -> [TicketChange] {
    try store.changes(of: ticket)
  }

  func lastTicketNumber() throws(StoreError) -> Int { try store.lastTicketNumber() }

  func lastTicket(of conversation: ConversationID) throws(StoreError) -> StoredTicket? {
    try store.lastTicket(of: conversation)
  }

  func undelivered(
    over channel: String?,
    limit: Int
  ) throws(StoreError) -> [OutboundMessage] {
    try store.undelivered(over: channel, limit: limit)
  }

  func isDelivered(_ id: Int) throws(StoreError) -> Bool? { try store.isDelivered(id) }

  func lastOutboundNumber() throws(StoreError) -> Int { try store.lastOutboundNumber() }

  func forEachConversation(
    lastActive period: Range<Instant>,
    _ body: (ConversationSummary) -> Bool
  ) throws(StoreError) {
    try store.forEachConversation(lastActive: period, body)
  }

  func conversations(ofCustomer id: String) throws(StoreError) -> [ConversationSummary] {
    try store.conversations(ofCustomer: id)
  }

  func forEachTicket(
    openedIn period: Range<Instant>,
    _ body: (StoredTicket) -> Bool
  ) throws(StoreError) {
    try store.forEachTicket(openedIn: period, body)
  }

  func marks(_ kind: Mark.Kind, since time: Instant) throws(StoreError) -> [Mark] {
    try store.marks(kind, since: time)
  }

  func forEachFeedback(
    givenIn period: Range<Instant>,
    _ body: (GivenFeedback) -> Bool
  ) throws(StoreError) {
    try store.forEachFeedback(givenIn: period, body)
  }

  func customer(_ id: String) throws(StoreError) -> KnownCustomer? { try store.customer(id) }

  func forget(customer id: String) throws(StoreError) -> [(table: String, rows: Int)] {
    try store.forget(customer: id)
  }

  func purge(_ kind: RetentionKind, before time: Instant) throws(StoreError) -> Int {
    try store.purge(kind, before: time)
  }
}
