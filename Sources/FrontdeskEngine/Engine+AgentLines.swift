package import Dialogue
package import Handoff
package import TextAnalysis
import Understanding

/// What agents say to customers: their own words, articles, ready-made replies.
extension Engine {
  /// Brings an agent's line to the customer of a ticket, the agent's current one if none is named.
  package func say(
    _ text: String,
    by agent: AgentID,
    in id: TicketID? = nil,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    let ticket = try workedOn(id, by: agent)
    let text = cards.redacted(text)
    try queue.agentWrote(by: agent, in: ticket.id, at: time)
    var conversation = openSession(ticket.conversation, at: time).conversation
    conversation.apply(.agentSaid(text))
    keep(conversation, at: time)
    return [
      toCustomer(ticket.conversation, VisibleText.clean(text), agent: agent, at: time)
    ]
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
