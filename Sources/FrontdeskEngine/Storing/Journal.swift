import Dialogue

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
