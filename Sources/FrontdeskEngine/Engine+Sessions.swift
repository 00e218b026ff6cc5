import Content
package import Dialogue
import Handoff
package import TextAnalysis

/// The conversations in memory: copies of what the store keeps, loaded when they are first needed.
extension Engine {
  /// A conversation and what must be known of it to go on.
  struct Session {
    var conversation: Conversation
    /// When something was last said.
    var lastActivity: Instant
    /// When the lines came that wait to be taken as a turn.
    var burst: Burst?
    /// The row of the store.
    var summary: ConversationSummary
    /// The id of the message that is to be replied to.
    var awaiting: String?

    init(_ conversation: Conversation, at time: Instant) {
      self.conversation = conversation
      lastActivity = time
      summary = ConversationSummary(
        id: conversation.id,
        channel: conversation.channel,
        startedAt: time
      )
    }

    /// Whether something will be said by itself.
    var isUnfinished: Bool { burst != nil || summary.isUnfinished }
  }

  /// A conversation as it stands; nil before its first line.
  package func conversation(_ id: ConversationID) -> Conversation? { session(id)?.conversation }

  /// The session of a conversation, from the store where memory has none; nil when it is not known.
  ///
  /// What cannot be read fails the batch: see `commit`.
  func session(_ id: ConversationID) -> Session? {
    if let known = sessions[id] { return known }
    guard let store else { return nil }
    do throws(StoreError) {
      guard let session = try load(id, from: store) else { return nil }
      sessions[id] = session
      return session
    } catch {
      journal.failure = journal.failure ?? error
      return nil
    }
  }

  private func load(_ id: ConversationID, from store: any Store) throws(StoreError) -> Session? {
    guard let summary = try store.summary(of: id) else { return nil }
    let stored = try store.events(of: id)
    guard let first = stored.first, let last = stored.last else { return nil }
    var conversation = Conversation(id: id, channel: summary.channel)
    for event in stored { conversation.apply(event.event) }
    var session = Session(conversation, at: last.time)
    session.summary = summary
    session.awaiting = summary.lastClientID
    if summary.isUnfinished, session.awaiting == nil {
      // Not a column of the row: every message with an id has at least an ack that names it.
      session.awaiting = try store.outgoing(of: id, after: 0).last { $0.re != nil }?.re
    }
    if !conversation.unread.isEmpty {
      let first = stored.first { $0.number >= stored.count - conversation.unread.count } ?? first
      session.burst = Burst(first: first.time, last: last.time)
      due[id] = session.burst?.due(burstWindow)
    }
    return session
  }

  /// The session of a conversation, or a new one that begins now.
  func openSession(_ id: ConversationID, channel: String = "", at time: Instant) -> Session {
    session(id) ?? Session(Conversation(id: id, channel: channel), at: time)
  }

  /// Keeps a conversation as it is after something happened in it.
  func keep(_ conversation: Conversation, at time: Instant) {
    let id = conversation.id
    var session = session(id) ?? Session(conversation, at: time)
    session.conversation = conversation
    session.lastActivity = time
    record(&session, at: time)
    sessions[id] = session
  }

  /// Writes down what has happened in a conversation since that was last done.
  func record(_ session: inout Session, at time: Instant) {
    guard store != nil else { return }
    let events = session.conversation.events
    let id = session.conversation.id
    if session.summary.eventCount == 0 {
      // What was stated before the first line is as old as that.
      session.summary = ConversationSummary(
        id: id,
        channel: session.conversation.channel,
        startedAt: time
      )
    }
    for number in session.summary.eventCount..<max(events.count, session.summary.eventCount) {
      session.summary.apply(events[number], at: time)
      journal.records.append(
        .event(id, StoredEvent(number: number, time: time, event: events[number]))
      )
    }
    journal.touched.insert(id)
  }

  /// Puts a conversation back to where it stood earlier; nil forgets it.
  ///
  /// Only without a store: what was kept cannot be taken back.
  package func restore(_ conversation: Conversation?, as id: ConversationID, at time: Instant) {
    precondition(store == nil, "what was kept cannot be taken back")
    sessions[id] = conversation.map { Session($0, at: time) }
    forgetRequests(of: id)
    due[id] = nil
    if conversation == nil { held.removeAll { $0.conversation == id } }
  }

  /// Fixes the language of a conversation, as a customer or agent chose it.
  package func setLanguage(_ language: Language, in id: ConversationID) {
    change(id) { $0.apply(.languageRecognised(language)) }
  }

  /// Notes who the customer is, as the shop's trusted backend says.
  package func setCustomer(_ customer: Customer, in id: ConversationID) {
    change(id) { conversation in
      conversation.apply(.customerIdentified(customer))
      if conversation.language == nil, let code = customer["language"],
        let language = Language(code: code), shop.settings.languages.contains(language)
      {
        conversation.apply(.languageRecognised(language))
      }
    }
  }

  private func change(_ id: ConversationID, _ body: (inout Conversation) -> Void) {
    // Nothing was said yet: the conversation is as old as its first line.
    var session =
      session(id)
      ?? Session(Conversation(id: id), at: Instant(secondsSinceEpoch: .infinity))
    body(&session.conversation)
    if session.lastActivity.secondsSinceEpoch.isFinite {
      record(&session, at: session.lastActivity)
    }
    sessions[id] = session
  }

  /// Lets go from memory what the store knows no more of a customer.
  func letGo(customer id: String) throws(StoreError) {
    for (name, session) in sessions where session.conversation.customer?.id == id {
      sessions[name] = nil
      due[name] = nil
      held.removeAll { $0.conversation == name }
      forgetRequests(of: name)
      outbox.forget(name)
    }
    queue = HandoffQueue(
      rules: shop.scripts.desk.queue,
      teams: shop.scripts.desk.teams,
      offset: calendar.offset
    )
    try loadDesk()
  }

  /// Lets conversations go from memory that have nothing to do and were quiet for so many seconds.
  ///
  /// Complexity: the conversations in memory.
  func letGo(quietFor seconds: Double, at time: Instant) {
    guard store != nil else { return }
    for (id, session) in sessions
    where !session.isUnfinished && due[id] == nil && time.since(session.lastActivity) >= seconds {
      sessions[id] = nil
    }
  }
}
