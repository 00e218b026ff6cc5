package import Dialogue

/// A message the engine wants brought to someone; deliveries are made in order.
package struct Delivery: Sendable {
  package enum Recipient: Hashable, Sendable {
    case customer(ConversationID)
    case agent(AgentID)
  }

  package let recipient: Recipient
  /// Text of one or more lines, clean to be shown; no newline at its end.
  package let text: String
  /// How the bot came to say it, where the bot says it to a customer.
  package let reply: Reply?

  package init(recipient: Recipient, text: String, reply: Reply? = nil) {
    self.recipient = recipient
    self.text = text
    self.reply = reply
  }
}
