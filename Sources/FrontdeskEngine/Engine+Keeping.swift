import Content
package import Dialogue
import Handoff

/// Keeping what happened: all of a batch or nothing of it, and before anybody is told.
extension Engine {
  /// Keeps everything that has happened since the last time.
  ///
  /// When it throws, memory is as it was after the last commit, and nothing may be delivered of what
  /// came since; answers of the shop's systems are taken again by a later `tick`.
  ///
  /// Returns whether there was something to keep, and so whether the store has shown that it works.
  @discardableResult
  package func commit(at time: Instant) throws(StoreError) -> Bool {
    guard let store else {
      let notes = journal.deskNotes
      journal = Journal()
      noteDeskEvents(queue.takeChanges(), notes)
      return false
    }
    noteAgentLines(at: time)
    let records = batch()
    do throws(StoreError) {
      if let failure = journal.failure { throw failure }
      if !records.isEmpty { try store.commit(records) }
    } catch {
      takeBack(at: time)
      throw error
    }
    let changes = queue.takeChanges()
    noteDeskEvents(changes, journal.deskNotes)
    outbox.note(journal.outbound)
    queue.forgetClosed(among: changes)
    journal = Journal()
    letGoOfQuiet(at: time)
    return !records.isEmpty
  }

  /// Lets go from memory, now and then, the conversations in which nothing happens: sooner where
  /// there are many.
  private func letGoOfQuiet(at time: Instant) {
    let quiet: Double =
      switch sessions.count {
      case ...Self.manySessions: 300
      case ...Self.mostSessions: 10
      default: 1
      }
    // A clock that was set back must not keep them for ever.
    guard abs(time.since(lastLetGo)) >= min(quiet, 30) else { return }
    lastLetGo = time
    letGo(quietFor: quiet, at: time)
  }

  private static let manySessions = 2_000
  private static let mostSessions = 50_000

  private func batch() -> [StoreRecord] {
    var records = journal.records
    for id in journal.touched.sorted() {
      guard let session = sessions[id] else { continue }
      var summary = session.summary
      summary.lastClientID = session.awaiting
      records.append(.conversation(summary))
    }
    for change in queue.changes { records.append(.ticket(change)) }
    return records
  }

  /// Forgets what could not be kept.
  private func takeBack(at time: Instant) {
    queue.undoChanges()
    if let before = journal.verificationsBefore { verifications = before }
    if let before = journal.capsBefore { caps = before }
    retries += journal.completions
    outbox.last = nil
    let touched = journal.touched
    languagesTakenBack = [:]
    for id in touched {
      languagesTakenBack[id] = sessions[id]?.conversation.language
      sessions[id] = nil
      due[id] = nil
      held.removeAll { $0.conversation == id }
      forgetRequests(of: id)
    }
    journal = Journal()
    // What is not in memory is not due: it is looked up again once the store may answer.
    unread.formUnion(touched)
    retryAt = time.after(Self.retrySeconds)
  }

  private static let retrySeconds = 1.0

  /// Takes up what had to be put aside when the store did not work.
  func takeUpAgain(at time: Instant) -> [Delivery] {
    guard let moment = retryAt, moment <= time else { return [] }
    retryAt = nil
    var deliveries: [Delivery] = []
    for id in unread.sorted() {
      guard let session = session(id) else { continue }
      deliveries += resume(session, at: time)
    }
    // What still cannot be read is tried again with the next commit that fails.
    if journal.failure == nil { unread = [] }
    let completions = retries
    retries = []
    for completion in completions { deliveries += complete(completion, at: time) }
    return deliveries
  }

  /// Takes up what an earlier run of the program left: tickets, turns not yet taken, look-ups without
  /// an answer, events of the shop that wait.
  ///
  /// - Throws: `StoreError` when the store cannot be read.
  package func resume(at time: Instant) throws(StoreError) -> [Delivery] {
    guard let store else { return [] }
    try loadDesk()
    for mark in try store.marks(.wrongProof, since: time.after(-Verifications.period)) {
      verifications.note([mark.key], isRight: false, at: mark.time)
    }
    let longest = shop.scripts.proactive.rules.compactMap { $0.limit?.hours }.max() ?? 0
    for mark in try store.marks(.proactive, since: time.after(-Double(longest) * 3_600)) {
      caps.restore(mark.key, at: mark.time)
    }
    var deliveries: [Delivery] = []
    for id in try store.unfinishedConversations() {
      guard let session = session(id) else { continue }
      deliveries += resume(session, at: time)
    }
    if let failure = journal.failure { throw failure }
    return deliveries
  }

  /// Takes out what is older than the shop keeps it; returns how many rows went.
  ///
  /// - Throws: `StoreError` when the store cannot be written.
  package func purge(at time: Instant) throws(StoreError) -> Int {
    guard let store else { return 0 }
    var rows = 0
    for kind in RetentionKind.allCases {
      guard let days = shop.scripts.desk.retentionDays[kind.rawValue] else { continue }
      rows += try store.purge(kind, before: time.after(-Double(days) * 86_400))
    }
    return rows
  }

  /// Takes up the tickets that are open, and nothing else: enough to look at the queue.
  package func loadDesk() throws(StoreError) {
    guard let store else { return }
    let open = try store.openTickets()
    queue.load(
      open.map(\.ticket),
      numbersOfEvents: Dictionary(
        uniqueKeysWithValues: open.map { ($0.ticket.id, $0.changeCount) }
      ),
      lastNumber: try store.lastTicketNumber()
    )
  }

  private func resume(_ session: Session, at time: Instant) -> [Delivery] {
    let id = session.conversation.id
    held.removeAll { $0.conversation == id }
    for event in session.conversation.held {
      held.append(HeldEvent(conversation: id, until: event.until))
    }
    var turn = Turn(session.conversation, engine: self, at: time)
    // What this program asked is answered yet, or was and could not be kept.
    let answered = Set(retries.map(\.key))
    let open = session.conversation.openRequests.filter {
      !onTheirWay.contains($0.key) && !answered.contains($0.key)
    }
    let lost = open.compactMap { turn.askAgain($0) }
    ask(turn.requests)
    if turn.isWaiting, lost.isEmpty {
      due[id] = min(due[id] ?? time.after(Self.patience), time.after(Self.patience))
    }
    return lost.flatMap { complete($0, at: time) }
  }

  /// Notes whether a proof was right; see `Verifications`.
  func noteProof(_ keys: [String], isRight: Bool, at time: Instant) {
    guard !isRight else { return }
    if journal.verificationsBefore == nil { journal.verificationsBefore = verifications }
    verifications.note(keys, isRight: false, at: time)
    for key in keys { note(Mark(.wrongProof, key: key, time: time)) }
  }

  /// Notes that a proactive rule has spoken.
  func noteProactive(_ rule: ProactiveFile.Rule, for customer: String, at time: Instant) {
    if journal.capsBefore == nil { journal.capsBefore = caps }
    caps.note(rule, for: customer, at: time)
    note(Mark(.proactive, key: caps.key(rule, customer), time: time))
  }

  /// Notes a mark beside the conversations.
  package func note(_ mark: Mark) { if store != nil { journal.records.append(.mark(mark)) } }
}

// MARK: - What the server needs of it

extension Engine {
  /// What is said to whoever's message could not be kept.
  package func tryAgain(in id: ConversationID?) -> String {
    let language = id.flatMap { languagesTakenBack[$0] } ?? shop.settings.defaultLanguage
    let text = knowledgeBase(language).responses.text(ScriptResponse.tryAgain.rawValue, turn: 0)
    return text ?? "please try again in a moment"
  }

  /// What was sent in a conversation after the message with a number, to be sent again.
  package func outgoing(in id: ConversationID, after seq: Int) -> [Delivery] {
    guard let store else { return [] }
    do throws(StoreError) {
      // What is kept together with the asking is not in the store yet.
      let unkept = journal.records.compactMap { record -> OutgoingMessage? in
        guard case .outgoing(let message) = record, message.conversation == id, message.seq > seq
        else { return nil }
        return message
      }
      return try (store.outgoing(of: id, after: seq) + unkept).map { Delivery(again: $0) }
    } catch {
      journal.failure = journal.failure ?? error
      return []
    }
  }
}
