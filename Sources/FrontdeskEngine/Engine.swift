package import Content
package import Dialogue
package import Handoff
import Retrieval
package import TextAnalysis
import Understanding

/// Frontdesk itself: takes lines of customers and agents, and says what to deliver to whom.
///
/// The one owner of conversations and the queue. Not Sendable: one thread has it. Time comes in
/// with every call, and the same calls in the same order give the same deliveries.
package final class Engine {
  package private(set) var shop: Shop
  private let cache: IndexCache?
  private(set) var identifier: LanguageIdentifier
  private var knowledge: [Language: KnowledgeBase] = [:]
  var room = Interpreter.Room()
  private var conversations: [ConversationID: Conversation] = [:]
  private var queue = HandoffQueue()

  /// Longer lines are not looked at.
  package static let maximumLineBytes = 8_192

  /// Opens a shop; its languages are loaded when first spoken.
  package init(shop: Shop, cache: IndexCache? = nil) {
    self.shop = shop
    self.cache = cache
    identifier = Self.identifier(of: shop)
  }

  /// Takes changed content in; conversations go on.
  ///
  /// - Throws: `ContentProblem` when the content cannot be used; then the old one stays.
  package func reload() throws(ContentProblem) {
    let fresh = try Shop(folder: shop.folder)
    var loaded: [Language: KnowledgeBase] = [:]
    for language in knowledge.keys.sorted() where fresh.settings.languages.contains(language) {
      let base = KnowledgeBase.load(language, of: fresh, cache: cache)
      if let error = base.problems.first(where: { $0.severity == .error }) { throw error }
      loaded[language] = base
    }
    shop = fresh
    knowledge = loaded
    identifier = Self.identifier(of: fresh)
  }

  /// The default language is the one a text without letters is taken to be in.
  private static func identifier(of shop: Shop) -> LanguageIdentifier {
    let first = shop.settings.defaultLanguage
    return LanguageIdentifier(enabled: [first] + shop.settings.languages.filter { $0 != first })
  }

  /// What the shop knows in a language, loaded when first asked for.
  package func knowledgeBase(_ language: Language) -> KnowledgeBase {
    if let known = knowledge[language] { return known }
    let loaded = KnowledgeBase.load(language, of: shop, cache: cache)
    knowledge[language] = loaded
    return loaded
  }

  /// Puts another knowledge base in the place of a language's, for trying what it would say.
  package func replace(_ base: KnowledgeBase) { knowledge[base.language] = base }

  /// A conversation as it stands; nil before its first line.
  package func conversation(_ id: ConversationID) -> Conversation? { conversations[id] }

  /// Fixes the language of a conversation, as a customer or agent chose it.
  package func setLanguage(_ language: Language, in id: ConversationID) {
    conversations[id, default: Conversation(id: id)].apply(.languageRecognised(language))
  }

  /// Takes a customer's line and returns what to deliver: to the customer, and to agents.
  package func receive(
    _ line: String,
    in id: ConversationID,
    at time: Instant
  ) -> [Delivery] {
    var conversation = conversations[id] ?? Conversation(id: id)
    defer { conversations[id] = conversation }
    if case .agent(let agent) = conversation.owner {
      conversation.apply(.customerSaid(Self.kept(line)))
      let text = VisibleText.clean(line)
      return [Delivery(recipient: .agent(agent), text: "customer: \(text)")]
    }
    let wasPending = conversation.owner == .pending
    conversation.apply(.customerSaid(Self.kept(line)))
    var (reply, reason) = respond(to: line, in: &conversation)
    var deliveries: [Delivery] = []
    if let reason {
      let (ticket, position) = queue.open(
        for: id,
        language: reply.language,
        reason: reason,
        at: time
      )
      let response = wasPending ? SystemResponse.handoffWaiting : .handoffQueued
      let place = say(
        response,
        in: reply.language,
        conversation,
        values: ["position": "\(position)"]
      )
      let isNews = !wasPending && reason == .askedForPerson
      let opening = isNews ? opening(of: reply, conversation) : ""
      reply.text = [opening, place].filter { !$0.isEmpty }
        .joined(separator: "\n")
      if !wasPending { conversation.apply(.handoffRequested(reason)) }
      conversation.apply(.botSaid(reply.text))
      if !wasPending { deliveries += news(of: ticket, conversation, at: time) }
    }
    reply.text = VisibleText.clean(reply.text, keepsNewlines: true)
    reply.choices = reply.choices.map { VisibleText.clean($0) }
    return [Delivery(recipient: .customer(id), text: reply.text, reply: reply)] + deliveries
  }

  /// What is remembered of a line: all of it, but for lines that are too long to be looked at.
  private static func kept(_ line: String) -> String {
    guard line.utf8.count > maximumLineBytes else { return line }
    return String(line.unicodeScalars.prefix(maximumLineBytes / 4)) + "..."
  }

  /// The customer has gone: forgets the conversation and tells an agent who was in it.
  package func customerLeft(_ id: ConversationID, at time: Instant) -> [Delivery] {
    conversations[id] = nil
    guard let agent = queue.abandon(id) else { return [] }
    return [Delivery(recipient: .agent(agent), text: "the customer has left; the ticket is closed")]
  }
}

// MARK: The desk

extension Engine {
  /// A line of the queue, for an agent to read.
  package struct WaitingTicket: Sendable {
    package let id: TicketID
    package let summary: String
  }

  package func agentArrived(_ agent: AgentID, at time: Instant) throws(DeskError) -> [Delivery] {
    try queue.arrive(agent)
    let count = queue.waiting.count
    let name = VisibleText.clean(agent.value)
    let text =
      count == 0
      ? "you are at the desk as \(name); nobody waits"
      : "you are at the desk as \(name); waiting: \(count), /queue lists them"
    return [Delivery(recipient: .agent(agent), text: text)]
  }

  package func agentLeft(_ agent: AgentID, at time: Instant) -> [Delivery] {
    guard let ticket = queue.leave(agent), var conversation = conversations[ticket.conversation]
    else { return [] }
    // The ticket waits again; until someone takes it the bot keeps the customer company.
    conversation.apply(.agentLeft)
    conversation.apply(.handoffRequested(ticket.reason))
    let text = say(.handoffWaiting, in: conversation.language ?? ticket.language, conversation)
    conversations[ticket.conversation] = conversation
    return [Delivery(recipient: .customer(ticket.conversation), text: text)]
      + news(of: ticket, conversation, at: time)
  }

  /// The tickets that wait, in the order they should be taken.
  package func waitingTickets(at time: Instant) -> [WaitingTicket] {
    queue.waiting.map { ticket in
      WaitingTicket(
        id: ticket.id,
        summary: summary(ticket, conversations[ticket.conversation], at: time)
      )
    }
  }

  /// Gives a ticket to an agent, who reads what was said so far.
  package func take(
    _ id: TicketID,
    by agent: AgentID,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    let ticket = try queue.assign(id, to: agent)
    var conversation = conversations[ticket.conversation] ?? Conversation(id: ticket.conversation)
    conversation.apply(.agentJoined(agent))
    conversations[ticket.conversation] = conversation
    let language = conversation.language ?? ticket.language
    let joined = say(
      .handoffJoined,
      in: language,
      conversation,
      values: ["agent": VisibleText.clean(agent.value)]
    )
    let transcript = Transcript(conversation).lines.joined(separator: "\n")
    return [
      Delivery(recipient: .customer(ticket.conversation), text: joined),
      Delivery(
        recipient: .agent(agent),
        text: "ticket \(ticket.id), \(language.code), \(ticket.reason.rawValue)\n\(transcript)"
      ),
    ]
  }

  /// Brings an agent's line to the customer of the agent's ticket.
  package func say(
    _ text: String,
    by agent: AgentID,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    guard let ticket = queue.ticket(of: agent) else {
      throw DeskError(
        message: "you have no ticket; /queue lists those that wait, /take N takes one"
      )
    }
    conversations[ticket.conversation]?.apply(.agentSaid(text))
    return [
      Delivery(recipient: .customer(ticket.conversation), text: VisibleText.clean(text))
    ]
  }

  /// Closes the agent's ticket; the bot answers the customer again.
  package func finish(by agent: AgentID, at time: Instant) throws(DeskError) -> [Delivery] {
    let ticket = try queue.resolve(by: agent)
    conversations[ticket.conversation]?.apply(.agentLeft)
    let conversation = conversations[ticket.conversation]
    let text = say(
      .handoffEnded,
      in: conversation?.language ?? ticket.language,
      conversation
    )
    return [
      Delivery(recipient: .customer(ticket.conversation), text: text),
      Delivery(recipient: .agent(agent), text: "ticket \(ticket.id) is closed"),
    ]
  }

  /// Tells the agents who have no ticket that one waits.
  private func news(
    of ticket: Ticket,
    _ conversation: Conversation,
    at time: Instant
  ) -> [Delivery] {
    let text = "ticket \(ticket.id) waits: \(summary(ticket, conversation, at: time))"
    return queue.presentAgents.filter { queue.ticket(of: $0) == nil }.map {
      Delivery(recipient: .agent($0), text: text)
    }
  }

  private func summary(_ ticket: Ticket, _ conversation: Conversation?, at time: Instant) -> String
  {
    let seconds = max(0, Int(time.secondsSinceEpoch - ticket.openedAt.secondsSinceEpoch))
    let waited = seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min"
    // Cut before it is cleaned: a cut may take away what balanced a control. By scalars, for one
    // letter may carry any number of marks.
    let question = (conversation?.lastQuestion ?? "").unicodeScalars
    let shown = question.count > 60 ? String(question.prefix(57)) + "..." : String(question)
    let language = conversation?.language ?? ticket.language
    return "\(language.code), \(waited), \(ticket.reason.rawValue): \(VisibleText.clean(shown))"
  }
}
