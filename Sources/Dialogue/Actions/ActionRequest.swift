package import Content
package import TextAnalysis

/// What a flow asks of the shop's systems.
package struct ActionRequest: Sendable, Hashable {
  /// Names the request for ever: the same conversation, flow run and step ask with the same key.
  package let key: String
  package let conversation: ConversationID
  /// The name of an `ActionDefinition`.
  package let action: String
  package let arguments: [String: SlotValue]
  package let language: Language
  package let channel: String
  /// The customer's id, where the shop's own backend has stated it; nothing a customer typed.
  package let customer: String?
  package let time: Instant
  /// The day it is at the shop.
  package let today: ContentDate

  package init(
    key: String,
    conversation: ConversationID,
    action: String,
    arguments: [String: SlotValue],
    language: Language,
    channel: String,
    customer: String?,
    time: Instant,
    today: ContentDate
  ) {
    self.key = key
    self.conversation = conversation
    self.action = action
    self.arguments = arguments
    self.language = language
    self.channel = channel
    self.customer = customer
    self.time = time
    self.today = today
  }
}

/// What came of a request.
package enum ActionOutcome: Sendable, Hashable {
  /// It was done; the fields of the result.
  case done([String: SlotValue])
  /// It was certainly not done; why, for logs.
  case failed(String)
  /// Nobody knows whether it was done; why, for logs.
  case unknown(String)

  /// The outcome in one or two words, for agents.
  package var label: String {
    switch self {
    case .done: "done"
    case .failed: "failed"
    case .unknown: "nobody knows whether it was done"
    }
  }
}

/// An answer of the shop's systems to the request with the key.
package struct ActionCompletion: Sendable, Hashable {
  package let key: String
  package let conversation: ConversationID
  package let outcome: ActionOutcome

  package init(key: String, conversation: ConversationID, outcome: ActionOutcome) {
    self.key = key
    self.conversation = conversation
    self.outcome = outcome
  }
}
