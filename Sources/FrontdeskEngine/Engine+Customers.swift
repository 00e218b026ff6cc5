import Content
package import Dialogue
package import Handoff
package import TextAnalysis

/// What a trusted backend says of a session; nil says nothing of it.
package struct CustomerStatement: Sendable, Hashable {
  package var customer: Customer?
  /// Takes the place of the whole context that was stated before.
  package var context: SessionContext?
  package var language: Language?
  /// Where the customer writes from; counts when the session begins.
  package var channel: String?

  package init(
    customer: Customer? = nil,
    context: SessionContext? = nil,
    language: Language? = nil,
    channel: String? = nil
  ) {
    self.customer = customer
    self.context = context
    self.language = language
    self.channel = channel
  }
}

/// What customers and their programs do beside writing.
extension Engine {
  /// Notes what a trusted backend says of a session, also before its first message.
  ///
  /// What is known already changes nothing. With another customer the session begins anew: nothing
  /// that the one before has said or proved counts for the next. A language counts when it is first
  /// stated, until the customer writes in another.
  package func state(
    _ statement: CustomerStatement,
    in id: ConversationID,
    at time: Instant
  ) {
    var session = openSession(id, channel: statement.channel ?? "", at: time)
    let before = session.conversation.events.count
    if let customer = statement.customer, customer != session.conversation.customer {
      if let former = session.conversation.customer, former.id != customer.id {
        forgetFormer(&session.conversation, at: time)
      }
      session.conversation.apply(.customerIdentified(customer))
    }
    let known = session.conversation.context
    var context = statement.context ?? known ?? SessionContext()
    let language = statedLanguage(statement)
    context.language = language?.code ?? known?.language
    if context != known ?? SessionContext() { session.conversation.apply(.contextStated(context)) }
    if let language, language.code != known?.language, language != session.conversation.language {
      session.conversation.apply(.languageRecognised(language))
    }
    guard session.conversation.events.count > before else { return }
    session.lastActivity = time
    record(&session, at: time)
    sessions[id] = session
  }

  /// The language that was asked for, or the customer's, or the locale's, if the shop serves it.
  private func statedLanguage(_ statement: CustomerStatement) -> Language? {
    let codes = [
      statement.language?.code, statement.customer?["language"],
      statement.context?.language,
      statement.context?.locale.map { String($0.prefix { $0 != "-" && $0 != "_" }).lowercased() },
    ]
    return codes.lazy.compactMap { $0.flatMap { Language(code: $0) } }
      .first { self.shop.settings.languages.contains($0) }
  }

  /// Ends what was under way with another customer, and forgets what they said.
  private func forgetFormer(_ conversation: inout Conversation, at time: Instant) {
    Turn(conversation, engine: self, at: time).interpreter.endAll(.expired, &conversation)
    for slot in conversation.slots.keys.sorted() { conversation.apply(.slotSet(slot, nil)) }
  }

  /// Goes on in a language until the customer writes in another, and says so in that language.
  package func speak(
    _ language: Language,
    in id: ConversationID,
    at time: Instant
  ) -> [Delivery] {
    let deliveries = flush(id, at: time)
    let session = openSession(id, at: time)
    sessions[id] = session
    var turn = Turn(session.conversation, engine: self, at: time)
    if shop.settings.languages.contains(language) {
      if language != session.conversation.language {
        turn.conversation.apply(.languageRecognised(language))
      }
      turn.reply.language = language
      turn.because("the customer chose the language")
      if !turn.say(.languageChanged) { turn.parts.append(language.ownName) }
      turn.repeatQuestion()
    } else {
      turn.say(
        SystemResponse.unsupportedLanguage.rawValue,
        values: ["languages": languageNames]
      )
      turn.reply.kind = .unsupportedLanguage
    }
    return deliveries + finish(&turn, at: time, introduces: false, isSilentAllowed: false)
  }

  /// The language of a conversation, or the shop's default.
  package func language(of id: ConversationID) -> Language {
    session(id).map { spokenLanguage($0.conversation) } ?? shop.settings.defaultLanguage
  }

  /// Brings a person, as if the customer had asked for one in words.
  package func askForPerson(in id: ConversationID, at time: Instant) -> [Delivery] {
    let deliveries = flush(id, at: time)
    var session = openSession(id, at: time)
    expire(&session, at: time)
    sessions[id] = session
    var turn = Turn(session.conversation, engine: self, at: time)
    turn.conversation.apply(.customerSaid("/human"))
    turn.askForPerson()
    return deliveries + finish(&turn, at: time, introduces: introduces, isSilentAllowed: false)
  }

  /// Takes feedback that was given beside what was said, as a form or a program does.
  ///
  /// - Throws: `DeskError` for a value that its kind does not have.
  package func give(
    _ feedback: Feedback,
    in id: ConversationID,
    clientID: String? = nil,
    at time: Instant
  ) throws(DeskError) -> [Delivery] {
    if let replies = repliesGiven(to: clientID, in: id) { return replies }
    guard feedback.kind.values.contains(feedback.value) else {
      let range = feedback.kind.values
      throw DeskError(
        message: "\(feedback.kind.rawValue) \(feedback.value) is no such mark; expected "
          + "\(range.lowerBound) to \(range.upperBound)"
      )
    }
    let comment = feedback.comment.map { Self.kept(cards.redacted($0).trimmed) }
    var session = openSession(id, at: time)
    expire(&session, at: time)
    let awaited = session.awaiting
    noteTaken(clientID, in: &session, at: time)
    sessions[id] = session
    var turn = Turn(session.conversation, engine: self, at: time)
    turn.take(
      Feedback(
        feedback.kind,
        value: feedback.value,
        comment: comment.flatMap { $0.isEmpty ? nil : $0 }
      )
    )
    let told = finish(&turn, at: time, introduces: false, isSilentAllowed: true)
    return acknowledged(told, clientID, in: id, awaited: awaited, at: time)
  }

  /// Takes a shop's event, which may let the bot speak first.
  ///
  /// One whose id was taken before is answered as it was then, and does nothing else.
  package func take(
    _ event: ShopEvent,
    in id: ConversationID,
    channel: String = "",
    clientID: String? = nil,
    at time: Instant
  ) -> [Delivery] {
    if let replies = repliesGiven(to: clientID, in: id) { return replies }
    var session = openSession(id, channel: channel, at: time)
    expire(&session, at: time)
    let awaited = session.awaiting
    if clientID != nil {
      noteTaken(clientID, in: &session, at: time)
      sessions[id] = session
    }
    if event.name == "order_placed" {
      var number = ""
      if case .text(let text)? = event.fields["order_number"] { number = text }
      note(Mark(.order, key: number, time: time))
    }
    var turn = Turn(session.conversation, engine: self, at: time)
    turn.take(event.withoutCards(cards))
    let speaks = !turn.parts.isEmpty
    let told = finish(&turn, at: time, introduces: introduces && speaks, isSilentAllowed: true)
      .map { alsoSent($0) }
    return acknowledged(told, clientID, in: id, awaited: awaited, at: time)
  }

  /// The customer leaves: a ticket that waits or is worked on is closed, but for what they left to be
  /// answered later.
  ///
  /// One whose id was taken before is answered as it was then, and does nothing else.
  package func end(
    _ id: ConversationID,
    clientID: String? = nil,
    at time: Instant
  ) -> [Delivery] {
    if let replies = repliesGiven(to: clientID, in: id) { return replies }
    guard session(id) != nil else { return [] }
    customerIsAway(id)
    let told = customerLeft(id, isFinal: true, at: time)
    guard clientID != nil, var session = session(id) else { return told }
    let awaited = session.awaiting
    noteTaken(clientID, in: &session, at: time)
    sessions[id] = session
    return acknowledged(told, clientID, in: id, awaited: awaited, at: time)
  }

  /// Adds the word that something was taken, where nothing else replies to its id.
  ///
  /// What is said next replies to the message that was `awaited` before, not to this.
  private func acknowledged(
    _ deliveries: [Delivery],
    _ clientID: String?,
    in id: ConversationID,
    awaited: String?,
    at time: Instant
  ) -> [Delivery] {
    guard clientID != nil, !deliveries.contains(where: { $0.message?.re == clientID }) else {
      return deliveries
    }
    let word = toCustomer(id, "", kind: .ack, at: time)
    sessions[id]?.awaiting = awaited
    return deliveries + [word]
  }

  /// The customer has gone: closes their ticket, and tells an agent who was in the conversation.
  ///
  /// What they left to be answered later stays: a message or bad feedback with a contact, promised
  /// calls and, unless it is final, whatever they left a contact for. Without a store the conversation
  /// is forgotten unless something of it stays.
  package func customerLeft(
    _ id: ConversationID,
    isFinal: Bool = false,
    at time: Instant
  ) -> [Delivery] {
    let open = queue.ticket(of: id)
    let ticket = open.flatMap { isAnsweredLater($0, isFinal: isFinal) ? nil : $0 }
    if let ticket {
      _ = try? queue.expire(ticket.id, reason: "the customer has left", at: time)
    }
    let isNeeded = (open != nil && ticket == nil) || queue.callBack(of: id) != nil
    if store == nil, !isNeeded {
      restore(nil, as: id, at: time)
    } else if ticket != nil, var conversation = session(id)?.conversation {
      let hadAgent = if case .agent = conversation.owner { true } else { false }
      conversation.apply(hadAgent ? .agentLeft : .handoffWithdrawn)
      keep(conversation, at: time)
    }
    guard let agent = ticket?.agent else { return [] }
    let text = "the customer has left; the ticket is closed"
    return [Delivery(recipient: .agent(agent), text: text, isNews: true)] + deskNews(at: time)
  }

  /// Whether a ticket is answered though its customer is not there.
  private func isAnsweredLater(_ ticket: Ticket, isFinal: Bool) -> Bool {
    guard let conversation = session(ticket.conversation)?.conversation else { return false }
    if [.message, .feedback].contains(ticket.reason) { return address(of: conversation) != nil }
    // "How can we reach you if the chat is closed?" was asked for this.
    return !isFinal && contactLeft(in: conversation) != nil
  }
}

extension Feedback.Kind {
  /// The marks of the kind.
  package var values: ClosedRange<Int> {
    switch self {
    case .thumbs: 0...1
    case .csat: 1...5
    case .nps: 0...10
    }
  }
}

extension Turn {
  /// Calls a person as the rule for those who ask wants it; says that one is coming to who waits.
  mutating func askForPerson() {
    let rule = scripts.desk.rule(for: HandoffReason.askedForPerson.name)
    let urgency = rule.map { HandoffRequest.Priority($0.urgency) } ?? .normal
    let waits = conversation.owner == .pending && urgency <= conversation.handoff?.priority ?? .low
    guard conversation.owner == .bot || (conversation.owner == .pending && !waits) else {
      reply.kind = .handoff
      parts.append(engine.say(.handoffWaiting, in: reply.language, conversation))
      return
    }
    because("the customer asked for a person without words")
    call = Call(reason: .askedForPerson, evidence: "/human")
  }

  /// Asks the open question again, if there is one.
  mutating func repeatQuestion() {
    guard let collect = interpreter.openQuestion(conversation) else { return }
    carryOut([.ask(collect, .first)])
  }
}
