package import Content
package import Dialogue
package import Handoff
package import TextAnalysis

/// Something to be kept.
package enum StoreRecord: Sendable {
  case event(ConversationID, StoredEvent)
  /// A conversation's row as it stands after the events before it in the same batch.
  case conversation(ConversationSummary)
  case ticket(TicketChange)
  case outgoing(OutgoingMessage)
  /// A message of a client that gave it an id was taken.
  case taken(ConversationID, clientID: String, time: Instant)
  case mark(Mark)
  case outbound(OutboundMessage)
  /// A message for somebody who was not there has been brought.
  case delivered(Int, time: Instant)
  /// A line of an agent that has an id was taken.
  case agentTaken(AgentID, clientID: String, time: Instant)
}

/// An event of a conversation, with its number from 0 and its moment.
package struct StoredEvent: Sendable, Hashable {
  package let number: Int
  package let time: Instant
  package let event: ConversationEvent

  package init(number: Int, time: Instant, event: ConversationEvent) {
    self.number = number
    self.time = time
    self.event = event
  }
}

/// A ticket as it stands, and how many changes made it.
package struct StoredTicket: Sendable, Hashable {
  package let ticket: Ticket
  package let changeCount: Int

  package init(ticket: Ticket, changeCount: Int) {
    self.ticket = ticket
    self.changeCount = changeCount
  }
}

/// Something sent to a customer.
package struct OutgoingMessage: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Said to the customer, by the bot or a person.
    case message
    /// The customer's message was taken; what is said to it comes later, or by a person.
    case ack
    /// Where the customer stands, such as the place in the queue.
    case status
  }

  package let conversation: ConversationID
  /// Counts what is sent in a conversation, from 1.
  package let seq: Int
  package let time: Instant
  package let kind: Kind
  /// The id of the customer's message that it replies to, where that has one.
  package let re: String?
  /// The agent who says it; nil is the bot.
  package let agent: AgentID?
  package let text: String
  package let buttons: [Reply.Button]
  /// The id of the article that answers.
  package let article: String?
  /// Files that an agent sent along, by reference.
  package let attachments: [Attachment]

  package init(
    conversation: ConversationID,
    seq: Int,
    time: Instant,
    kind: Kind,
    re: String? = nil,
    agent: AgentID? = nil,
    text: String = "",
    buttons: [Reply.Button] = [],
    article: String? = nil,
    attachments: [Attachment] = []
  ) {
    self.conversation = conversation
    self.seq = seq
    self.time = time
    self.kind = kind
    self.re = re
    self.agent = agent
    self.text = text
    self.buttons = buttons
    self.article = article
    self.attachments = attachments
  }
}

extension OutgoingMessage {
  /// The text and the addresses of the files, a line each, for whoever can only be shown text.
  package var wholeText: String {
    guard !attachments.isEmpty else { return text }
    let addresses = attachments.map { VisibleText.clean($0.url) }
    return ([text] + addresses).filter { !$0.isEmpty }.joined(separator: "\n")
  }
}

/// A message for somebody who is not there, to be brought by the shop's e-mail or telephone.
package struct OutboundMessage: Sendable, Hashable {
  package enum Channel: String, Sendable, Hashable, CaseIterable {
    case email, phone
  }

  /// Counts them, from 1.
  package let id: Int
  package let conversation: ConversationID
  /// `email` or `phone`.
  package let channel: String
  package let address: String
  package let text: String
  package let language: Language
  /// The number of the message in its conversation.
  package let seq: Int
  package let time: Instant

  package init(
    id: Int,
    conversation: ConversationID,
    channel: Channel,
    address: String,
    text: String,
    language: Language,
    seq: Int,
    time: Instant
  ) {
    self.id = id
    self.conversation = conversation
    self.channel = channel.rawValue
    self.address = address
    self.text = text
    self.language = language
    self.seq = seq
    self.time = time
  }
}

/// A small fact beside conversations and tickets that is counted or looked up later.
package struct Mark: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A wrong proof; the key is what was tried or who tried.
    case wrongProof = "wrong_proof"
    /// A proactive rule spoke; the key is rule and customer.
    case proactive
    /// What was done with a question nobody could answer; the key is the group's, the value
    /// `ignored` or `assigned INTENT`.
    case unanswered
    /// An agent's judgement of an answer; the key is `CONVERSATION/NUMBER` of the answer's event, the
    /// value `right`, `wrong` or `decline`, and who judged.
    case review
    /// An agent marked the bot's answer as wrong; the key as above.
    case wrongAnswer = "wrong_answer"
    /// The shop had an order; the key is its number.
    case order
    /// An earlier backup or export was written; the key is its path.
    case copy
  }

  package let kind: Kind
  package let key: String
  package let time: Instant
  package let value: String

  package init(_ kind: Kind, key: String, time: Instant, value: String = "") {
    self.kind = kind
    self.key = key
    self.time = time
    self.value = value
  }
}
