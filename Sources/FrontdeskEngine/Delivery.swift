package import Content
package import Dialogue
package import Handoff

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
  /// What the customer of an agent's ticket wrote, where `text` tells an agent of it.
  package let agentLine: AgentLine?
  /// Whether `text` only words what a `DeskEvent` says too.
  package let isNews: Bool

  package init(
    recipient: Recipient,
    text: String,
    reply: Reply? = nil,
    message: OutgoingMessage? = nil,
    agentLine: AgentLine? = nil,
    isNews: Bool = false
  ) {
    self.recipient = recipient
    self.text = text
    self.reply = reply
    self.message = message
    self.agentLine = agentLine
    self.isNews = isNews
  }
}

extension Delivery {
  /// Something that was sent, to be sent again.
  init(again message: OutgoingMessage) {
    self.init(
      recipient: .customer(message.conversation),
      text: message.wholeText,
      message: message
    )
  }
}

/// What the customer of a ticket writes to the agent who has it.
package struct AgentLine: Sendable, Hashable {
  package let ticket: TicketID
  /// Clean to be shown; lines stay lines.
  package let text: String
  package let attachments: [Attachment]
}
