package import Dialogue
package import Handoff

/// Where everything is kept that must outlive the program; the engine's memory is only its copy.
///
/// Events are appended and never changed; what lists and figures need is derived from them when they
/// are appended. One program writes; others may read beside it.
package protocol Store: AnyObject {
  /// Appends all records together: when it returns they will outlive the machine, when it throws
  /// none of them was kept.
  func commit(_ records: [StoreRecord]) throws(StoreError)

  // MARK: Going on

  /// What happened in a conversation, in order; empty when it is not known.
  func events(of conversation: ConversationID) throws(StoreError) -> [StoredEvent]

  /// The row of a conversation; nil when it is not known.
  func summary(of conversation: ConversationID) throws(StoreError) -> ConversationSummary?

  /// What was sent in a conversation after the message with a number, in order.
  func outgoing(
    of conversation: ConversationID,
    after seq: Int
  ) throws(StoreError) -> [OutgoingMessage]

  /// Whether a message with the client's id was taken in the conversation.
  func hasTaken(_ clientID: String, in conversation: ConversationID) throws(StoreError) -> Bool

  /// Whether a line with the id was taken of an agent.
  func hasTaken(_ clientID: String, by agent: AgentID) throws(StoreError) -> Bool

  /// The conversations that have something to do by themselves: `ConversationSummary.isUnfinished`.
  func unfinishedConversations() throws(StoreError) -> [ConversationID]

  // MARK: Tickets

  /// The tickets that are pending, assigned or snoozed, by number.
  func openTickets() throws(StoreError) -> [StoredTicket]

  func ticket(_ id: TicketID) throws(StoreError) -> StoredTicket?

  /// The changes of a ticket, in order.
  func changes(of ticket: TicketID) throws(StoreError) -> [TicketChange]

  /// The number of the ticket opened last; 0 before the first.
  func lastTicketNumber() throws(StoreError) -> Int

  /// The ticket of a conversation that was opened last, a call or a conversation, open or over.
  func lastTicket(of conversation: ConversationID) throws(StoreError) -> StoredTicket?

  // MARK: Messages for those who are not there

  /// What was not yet brought, oldest first; over all channels if none is named.
  func undelivered(
    over channel: String?,
    limit: Int
  ) throws(StoreError) -> [OutboundMessage]

  /// Whether a message was brought; nil when there is none with the number.
  func isDelivered(_ id: Int) throws(StoreError) -> Bool?

  /// The number of the message put down last; 0 before the first.
  func lastOutboundNumber() throws(StoreError) -> Int

  // MARK: Lists

  /// Goes through the conversations whose last event lies in a period, by that moment and name; the
  /// newest first. Stops when `body` returns false.
  func forEachConversation(
    lastActive period: Range<Instant>,
    _ body: (ConversationSummary) -> Bool
  ) throws(StoreError)

  /// The conversations of a customer, newest first.
  func conversations(ofCustomer id: String) throws(StoreError) -> [ConversationSummary]

  /// Goes through the tickets that were opened in a period, oldest first.
  func forEachTicket(
    openedIn period: Range<Instant>,
    _ body: (StoredTicket) -> Bool
  ) throws(StoreError)

  /// The marks of a kind from a moment on, oldest first.
  func marks(_ kind: Mark.Kind, since time: Instant) throws(StoreError) -> [Mark]

  /// Goes through the feedback that was given in a period, oldest first.
  func forEachFeedback(
    givenIn period: Range<Instant>,
    _ body: (GivenFeedback) -> Bool
  ) throws(StoreError)

  /// What the shop last said of a customer; nil when it never did.
  func customer(_ id: String) throws(StoreError) -> KnownCustomer?

  // MARK: Forgetting

  /// Takes out everything about a customer: their conversations with all that hangs on them, and
  /// what the shop said of them; returns how many rows of each table went.
  func forget(customer id: String) throws(StoreError) -> [(table: String, rows: Int)]

  /// Takes out what is older than its kind may become; returns how many rows of each table went.
  func purge(_ kind: RetentionKind, before time: Instant) throws(StoreError) -> Int
}

/// Kinds of data that are kept for different lengths of time.
package enum RetentionKind: String, Sendable, CaseIterable {
  /// Conversations with their events and messages, by their last event; those with an open ticket stay.
  case conversations
  /// Tickets that are over, with their changes.
  case tickets
  /// Ready replies to messages that are sent again.
  case outgoing
  case feedback
  case marks
}
