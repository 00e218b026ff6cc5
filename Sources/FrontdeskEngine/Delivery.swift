package import Dialogue

/// A message the engine wants brought to someone; deliveries are made in order.
///
/// With a store behind the engine nothing may be brought before `Engine.commit` has returned.
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
  /// What is kept of it, where it is for a customer.
  package let message: OutgoingMessage?

  package init(
    recipient: Recipient,
    text: String,
    reply: Reply? = nil,
    message: OutgoingMessage? = nil
  ) {
    self.recipient = recipient
    self.text = text
    self.reply = reply
    self.message = message
  }
}
