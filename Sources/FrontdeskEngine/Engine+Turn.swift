import Content
package import Dialogue
import Handoff
import Retrieval
package import TextAnalysis
package import Understanding

/// What comes in, and the turns it makes.
extension Engine {
  /// Takes a customer's line and returns what to deliver: to the customer, and to agents.
  package func receive(
    _ line: String,
    in id: ConversationID,
    at time: Instant
  ) -> [Delivery] {
    receive(CustomerMessage(line), in: id, at: time)
  }

  /// Takes a customer's message and returns what to deliver: to the customer, and to agents.
  ///
  /// Within the burst window nothing is delivered: `tick` does when the turn is due.
  package func receive(
    _ message: CustomerMessage,
    in id: ConversationID,
    at time: Instant
  ) -> [Delivery] {
    var session =
      sessions[id] ?? Session(conversation: Conversation(id: id), lastActivity: time)
    expire(&session, at: time)
    if case .agent(let agent) = session.conversation.owner {
      session.conversation.apply(.customerSaid(Self.kept(message.text)))
      session.lastActivity = time
      sessions[id] = session
      var text = message.text
      if let attachment = message.attachment { text += " [\(attachment.url)]" }
      return [Delivery(recipient: .agent(agent), text: "customer: \(VisibleText.clean(text))")]
    }
    guard burstWindow.pause > 0 else { return take(message, session, at: time) }
    var burst = session.burst ?? Burst(messages: [], first: time, last: time)
    burst.messages.append(message)
    burst.last = time
    session.burst = burst
    sessions[id] = session
    due[id] = burst.due(burstWindow)
    return []
  }

  /// Lets time pass: takes the turns that are due, and tells customers that it takes longer.
  package func tick(at time: Instant) -> [Delivery] {
    var deliveries = due.filter { $0.value <= time }
      .sorted { ($0.value, $0.key) < ($1.value, $1.key) }
      .flatMap { id, moment in wake(id, at: moment) }
    let ripe = held.filter { $0.until <= time }
    held.removeAll { $0.until <= time }
    for event in ripe { deliveries += take(event.event, in: event.conversation, at: event.until) }
    return deliveries
  }

  /// Keeps an event until quiet hours are over.
  func hold(_ event: ShopEvent, for id: ConversationID, from time: Instant, minutes: Int) {
    let until = Instant(secondsSinceEpoch: time.secondsSinceEpoch + Double(minutes) * 60)
    held.append(HeldEvent(conversation: id, event: event, until: until))
  }

  /// When `tick` has something to do next; nil when nothing is due.
  ///
  /// Complexity: the number of conversations in the middle of a burst or waiting for an answer.
  package var nextDeadline: Instant? {
    [due.values.min(), held.map(\.until).min()].compactMap { $0 }.min()
  }

  /// Takes the lines that wait to be taken as one turn, though the burst may go on.
  package func flush(_ id: ConversationID, at time: Instant) -> [Delivery] {
    sessions[id]?.burst == nil ? [] : wake(id, at: time, isForced: true)
  }

  /// Whether something will still be said to the customer by itself: a turn is due, or the shop's
  /// systems have been asked.
  package func owesReply(_ id: ConversationID) -> Bool {
    guard let session = sessions[id] else { return false }
    return session.burst != nil
      || session.conversation.frames.contains { frame in
        if case .waiting = frame.phase { true } else { false }
      }
  }

  private func wake(
    _ id: ConversationID,
    at time: Instant,
    isForced: Bool = false
  ) -> [Delivery] {
    due[id] = nil
    guard var session = sessions[id] else { return [] }
    if let burst = session.burst {
      if isForced || burst.due(burstWindow) <= time {
        session.burst = nil
        sessions[id]?.burst = nil
        return take(burst.message, session, at: time)
      }
      due[id] = burst.due(burstWindow)
    }
    let turn = Turn(session.conversation, engine: self, at: time)
    guard turn.isWaiting, let text = turn.wording(ScriptResponse.stillLooking.rawValue)?.text
    else { return [] }
    return [Delivery(recipient: .customer(id), text: VisibleText.clean(text))]
  }

  /// So many seconds the shop's systems may take before the customer is told.
  private static let patience = 2.0

  /// Takes the answer of the shop's systems to a request.
  package func complete(_ completion: ActionCompletion, at time: Instant) -> [Delivery] {
    guard let session = sessions[completion.conversation] else { return [] }
    var turn = Turn(session.conversation, engine: self, at: time)
    turn.take(completion)
    var deliveries = finish(&turn, at: time, introduces: false, isSilentAllowed: true)
    if case .agent(let agent) = turn.conversation.owner,
      let action = turn.conversation.change(of: completion.key)
    {
      // Asked for before the agent came: whoever does it again by hand must know.
      let text = "system: \(action): \(completion.outcome.label)"
      deliveries.append(Delivery(recipient: .agent(agent), text: VisibleText.clean(text)))
    }
    return deliveries
  }

  /// Takes a shop's event, which may let the bot speak first.
  package func take(
    _ event: ShopEvent,
    in id: ConversationID,
    at time: Instant
  ) -> [Delivery] {
    var session =
      sessions[id] ?? Session(conversation: Conversation(id: id), lastActivity: time)
    expire(&session, at: time)
    var turn = Turn(session.conversation, engine: self, at: time)
    turn.take(event)
    let speaks = !turn.parts.isEmpty
    return finish(&turn, at: time, introduces: introduces && speaks, isSilentAllowed: true)
  }

  private func take(
    _ message: CustomerMessage,
    _ session: Session,
    at time: Instant
  ) -> [Delivery] {
    var turn = Turn(session.conversation, engine: self, at: time)
    turn.conversation.apply(.customerSaid(Self.kept(message.text)))
    turn.take(message)
    return finish(&turn, at: time, introduces: introduces, isSilentAllowed: false)
  }

  private func finish(
    _ turn: inout Turn,
    at time: Instant,
    introduces: Bool,
    isSilentAllowed: Bool
  ) -> [Delivery] {
    let news = turn.handOver()
    let wasWithdrawn = turn.conversation.owner == .bot && turn.reply.kind != .handoff
    turn.finish(introduces: introduces)
    let id = turn.conversation.id
    if wasWithdrawn, queue.ticket(of: id) != nil, !turn.conversation.hasFollowUp {
      _ = queue.abandon(id)
    }
    keep(turn.conversation, at: time)
    ask(turn.requests)
    // Lines that came in the meantime are a turn of their own.
    let burst = sessions[id]?.burst?.due(burstWindow)
    let wait =
      turn.isWaiting ? Instant(secondsSinceEpoch: time.secondsSinceEpoch + Self.patience) : nil
    due[id] = [burst, wait].compactMap { $0 }.min()
    let reply = turn.reply
    // What is still being looked up is said when it is known.
    if isSilentAllowed, reply.wholeText.isEmpty, turn.requests.isEmpty, reply.completed.isEmpty {
      return news
    }
    return [Delivery(recipient: .customer(id), text: reply.wholeText, reply: reply)] + news
  }

  /// Keeps a conversation as it is after a turn.
  func keep(_ conversation: Conversation, at time: Instant) {
    sessions[conversation.id, default: Session(conversation: conversation, lastActivity: time)]
      .conversation = conversation
    sessions[conversation.id]?.lastActivity = time
  }

  /// Ends what was under way when nothing was said for too long.
  private func expire(_ session: inout Session, at time: Instant) {
    let idle = time.secondsSinceEpoch - session.lastActivity.secondsSinceEpoch
    guard idle >= Double(shop.scripts.desk.idleMinutes) * 60, session.conversation.owner == .bot
    else { return }
    Turn(session.conversation, engine: self, at: time).interpreter
      .endAll(.expired, &session.conversation)
    session.conversation.apply(.expired)
  }

  /// What is remembered of a line: all of it, but for lines that are too long to be looked at.
  static func kept(_ line: String) -> String {
    guard line.utf8.count > maximumLineBytes else { return line }
    return String(line.unicodeScalars.prefix(maximumLineBytes / 4)) + "..."
  }
}

// MARK: - Understanding

extension Engine {
  /// Recognises the language of a line and what it means; nil when the language is not served.
  ///
  /// A line whose language is doubtful ("operator", "bye bye") is read in the language spoken so far
  /// too, which wins unless the line makes more sense in the other.
  func understand(
    _ line: String,
    in conversation: Conversation
  ) -> (guess: LanguageGuess, interpretation: Interpretation?) {
    let guess = identifier.identify(line, prior: conversation.language)
    guard !guess.isOther else { return (guess, nil) }
    let known = spokenLanguage(conversation)
    // "Blah blah" can be read as Arabic in Latin letters; who writes a language in its own letters
    // does not change to another's in few words.
    let isStray =
      conversation.language != nil && guess.language != known && guess.writing != .native
      && line.split(whereSeparator: \.isWhitespace).count < 3
    guard !guess.isConfident || isStray, guess.language != known else {
      let interpretation = interpret(line, guess)
      return (guess, isForeign(guess, interpretation) ? nil : interpretation)
    }
    var steady = identifier.identify(line, prior: known)
    if steady.language != known {
      steady.language = known
      steady.writing = .native
    }
    let inKnown = interpret(line, steady)
    guard guess.evidence > 0 else { return (steady, inKnown) }
    let inOther = interpret(line, guess)
    let other = inOther.candidates.first?.confidence ?? 0
    let isBetter =
      other > (inKnown.candidates.first?.confidence ?? 0)
      // Nobody changes to a language they have not spoken for a line that may mean nothing in it.
      && (conversation.language == nil || other >= shop.levels(guess.language).answer)
    return isBetter ? (guess, inOther) : (steady, inKnown)
  }

  /// Whether a line that may well be in a neighbouring language also has words the shop's language
  /// does not: short lines of two such languages are alike but for those.
  ///
  /// Asked only where the line would be answered or asked about; otherwise declining says enough.
  private func isForeign(_ guess: LanguageGuess, _ interpretation: Interpretation) -> Bool {
    guard guess.writing == .native, guess.probabilityOfOther >= 0.5,
      let best = interpretation.candidates.first,
      best.confidence >= shop.levels(guess.language).clarify
    else { return false }
    return interpretation.query.hasStrangeWord
  }

  /// The language of a conversation, or the shop's default where none that is served is known.
  func spokenLanguage(_ conversation: Conversation) -> Language {
    guard let language = conversation.language, shop.settings.languages.contains(language) else {
      return shop.settings.defaultLanguage
    }
    return language
  }

  /// What a line means in the language it was recognised to be in.
  package func interpret(_ line: String, _ guess: LanguageGuess) -> Interpretation {
    let base = knowledgeBase(guess.language)
    let utterance = Utterance(
      line,
      analyzer: base.interpreter.analyzer,
      writing: guess.writing
    )
    return base.interpreter.interpret(utterance, using: &room)
  }

  /// The questions an utterance asks, where it asks more than one; otherwise none.
  func questions(in interpretation: Interpretation, language: Language) -> [Interpretation] {
    let base = knowledgeBase(language)
    // Of three words at most, none is a question by itself.
    guard interpretation.candidates.first?.isExact != true,
      interpretation.utterance.analysis.tokens.count > 3
    else { return [] }
    return base.interpreter.questions(
      in: interpretation.utterance,
      levels: shop.levels(language),
      isAnswered: { base.role(of: $0) != .outside },
      using: &room
    ) ?? []
  }

  /// Recognises the language of a line that stands alone.
  package func recognise(_ line: String) -> LanguageGuess {
    identifier.identify(line, prior: nil)
  }

  /// A system response in a language, with its values filled in.
  func say(
    _ response: SystemResponse,
    in language: Language,
    _ conversation: Conversation?,
    values: [String: String] = [:]
  ) -> String {
    // Wording in another language is better than none.
    for language in [language, shop.settings.defaultLanguage] {
      let text = knowledgeBase(language).responses.text(
        response.rawValue,
        turn: conversation?.rotation ?? 0,
        values: values
      )
      if let text { return text }
    }
    return response.rawValue
  }

  /// The served languages by their own names.
  var languageNames: String {
    shop.settings.languages.map(\.ownName).joined(separator: ", ")
  }
}
