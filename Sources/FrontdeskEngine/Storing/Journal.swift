import Dialogue
import Handoff

/// What has changed since the last commit, and what is needed to take it back.
struct Journal {
  /// In the order it happened, but for rows of conversations and tickets, which are derived at the end.
  var records: [StoreRecord] = []
  /// The conversations that have changed.
  var touched: Set<ConversationID> = []
  /// What could not be read; with it nothing of the batch may be kept.
  var failure: StoreError?
  /// Answers of the shop's systems, which come only once.
  var completions: [ActionCompletion] = []
  /// Messages with an id that were taken.
  var taken: Set<TakenMessage> = []
  /// What was counted across conversations before.
  var verificationsBefore: Verifications?
  var capsBefore: ProactiveCaps?

  /// Lines of agents with an id that were taken.
  var agentLines: Set<AgentLineID> = []
  /// What happened at the desk beside changes of tickets, and how many changes were before it.
  var deskNotes: [(changesBefore: Int, note: DeskNote)] = []

  enum DeskNote {
    case late(TicketID)
    case feedback(ConversationID, Feedback)
  }

  /// Messages for those who are not there.
  var outbound: [OutboundMessage] = []
  /// The numbers of those that were brought.
  var delivered: Set<Int> = []

  struct AgentLineID: Hashable {
    let agent: AgentID
    let clientID: String
  }

  struct TakenMessage: Hashable {
    let conversation: ConversationID
    let clientID: String
  }

  /// What was sent in reply to a message in this batch.
  func replies(to clientID: String, in conversation: ConversationID) -> [OutgoingMessage] {
    records.compactMap { record in
      guard case .outgoing(let message) = record, message.re == clientID,
        message.conversation == conversation
      else { return nil }
      return message
    }
  }
}
