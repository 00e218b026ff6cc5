package import Content
package import Dialogue
package import Handoff
package import TextAnalysis
import Understanding

/// What agents say to customers: their own words, articles, ready-made replies.
extension Engine {
  /// Brings an agent's line to the customer of a ticket, the agent's current one if none is named.
  ///
  /// - Throws: `DeskError` also for files that a customer must not be sent to: only `https` is safe.
  package func say(
    _ text: String,
    attachments: [Attachment] = [],
    by agent: AgentID,
    in id: TicketID? = nil,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    let ticket = try workedOn(id, by: agent)
    try Self.requireShowable(attachments)
    let text = cards.redacted(text)
    let attachments = attachments.map { $0.withoutCards(cards) }
    try queue.agentWrote(by: agent, in: ticket.id, at: time)
    var conversation = openSession(ticket.conversation, at: time).conversation
    conversation.apply(.agentSaid(([text] + attachments.map(\.url)).joined(separator: "\n")))
    keep(conversation, at: time)
    return [
      alsoSent(
        toCustomer(
          ticket.conversation,
          VisibleText.clean(text),
          agent: agent,
          attachments: attachments,
          at: time
        )
      )
    ]
  }

  private static func requireShowable(_ attachments: [Attachment]) throws(DeskError) {
    guard attachments.count <= CustomerMessage.mostAttachments else {
      throw DeskError(
        message: "\(attachments.count) files are too many; expected at most "
          + "\(CustomerMessage.mostAttachments)"
      )
    }
    if let attachment = attachments.first(where: { !$0.isSecure }) {
      throw DeskError(
        message: "\(VisibleText.clean(attachment.url)) cannot be sent to a customer; expected an "
          + "address that begins with https://"
      )
    }
  }

  /// Sends an article's answer to the customer, in the agent's name.
  package func insertArticle(
    _ article: String,
    by agent: AgentID,
    in id: TicketID? = nil,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    let ticket = try workedOn(id, by: agent)
    let conversation = openSession(ticket.conversation, at: time).conversation
    let turn = Turn(conversation, engine: self, at: time)
    let text = turn.answerText(.article(article))
    guard !text.isEmpty else {
      throw DeskError(message: "there is no article \(VisibleText.clean(article))")
    }
    return try say(text, by: agent, in: ticket.id, at: time)
  }

  /// Sends a ready-made reply, such as `late-parcel`.
  package func sendReadyReply(
    _ name: String,
    by agent: AgentID,
    in id: TicketID? = nil,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    let ticket = try workedOn(id, by: agent)
    let conversation = openSession(ticket.conversation, at: time).conversation
    let turn = Turn(conversation, engine: self, at: time)
    guard let text = turn.wording(Self.readyReplyPrefix + name)?.text else {
      let names = readyReplies(in: conversation.language ?? ticket.language)
      throw DeskError(
        message: "there is no ready-made reply \(VisibleText.clean(name)); "
          + "there are: \(names.joined(separator: ", "))"
      )
    }
    return try say(text, by: agent, in: ticket.id, at: time)
  }

  /// The names of the ready-made replies in a language.
  package func readyReplies(in language: Language) -> [String] {
    knowledgeBase(language).responses.names.filter { $0.hasPrefix(Self.readyReplyPrefix) }
      .map { String($0.dropFirst(Self.readyReplyPrefix.count)) }
  }

  /// Whether there is a ready-made reply of the name in the language of the agent's ticket.
  package func hasReadyReply(_ name: String, for agent: AgentID) -> Bool {
    guard let ticket = queue.current(of: agent) else { return false }
    let language = session(ticket.conversation)?.conversation.language ?? ticket.language
    return knowledgeBase(language).responses.contains(Self.readyReplyPrefix + name)
  }

  /// What the names of responses begin with that agents send.
  static let readyReplyPrefix = "reply_"

  /// The ticket an agent names, or the one taken last.
  func workedOn(_ id: TicketID?, by agent: AgentID) throws(DeskError) -> Ticket {
    if let id {
      guard let ticket = queue.ticket(id), ticket.agent == agent else {
        throw DeskError(message: "ticket \(id) is not yours; take it first")
      }
      return ticket
    }
    guard let ticket = queue.current(of: agent) else {
      throw DeskError(
        message: "you have no ticket; /queue lists those that wait, /take N takes one"
      )
    }
    return ticket
  }
}
