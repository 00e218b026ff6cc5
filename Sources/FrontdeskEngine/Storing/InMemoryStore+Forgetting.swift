package import Dialogue
import Handoff

/// Taking things out for good.
extension InMemoryStore {
  package func forget(customer id: String) throws(StoreError) -> [(table: String, rows: Int)] {
    if let failure { throw failure }
    var rows: [String: Int] = [:]
    var names = MarkMatch([id])
    for kept in state.conversations.values {
      let wasNamed = kept.events.contains {
        if case .customerIdentified(let customer) = $0.event { customer.id == id } else { false }
      }
      guard wasNamed || kept.summary.customer == id else { continue }
      names.insert(kept.summary.id.value)
      for (table, count) in remove(kept) { rows[table, default: 0] += count }
      rows["feedback", default: 0] += removeFeedback { $0.conversation == kept.summary.id }
      removeTickets(counting: &rows) { $0.last.state.conversation == kept.summary.id }
    }
    removeTickets(counting: &rows) { $0.customer == id }
    rows["feedback", default: 0] += removeFeedback { $0.customer == id }
    rows["customers"] = state.customers.removeValue(forKey: id) == nil ? 0 : 1
    let marks = state.marks.count
    state.marks.removeAll {
      $0.kind != .copy && (names.occur(in: $0.key) || names.occur(in: $0.value))
    }
    rows["marks"] = marks - state.marks.count
    return StoreTables.all.map { ($0, rows[$0] ?? 0) }
  }

  /// Removes a conversation with its events and messages; the rows of each table.
  private func remove(_ kept: Kept) -> [(String, Int)] {
    state.conversations[kept.summary.id] = nil
    let outbox = state.outbox.values.filter { $0.message.conversation == kept.summary.id }
    for entry in outbox { state.outbox[entry.message.id] = nil }
    return [
      ("conversations", 1), ("events", kept.events.count), ("outgoing", kept.outgoing.count),
      ("taken", kept.taken.count), ("outbox", outbox.count),
    ]
  }

  private func removeFeedback(where isGone: (KeptFeedback) -> Bool) -> Int {
    let count = state.feedback.count
    state.feedback.removeAll(where: isGone)
    return count - state.feedback.count
  }

  private func removeTickets(
    counting rows: inout [String: Int],
    where isGone: (KeptTicket) -> Bool
  ) {
    for (id, kept) in state.tickets where isGone(kept) {
      rows["tickets", default: 0] += 1
      rows["ticket_changes", default: 0] += kept.changes.count
      state.tickets[id] = nil
    }
  }

  package func purge(_ kind: RetentionKind, before time: Instant) throws(StoreError) -> Int {
    if let failure { throw failure }
    var rows: [String: Int] = [:]
    switch kind {
    case .conversations: return purgeConversations(before: time)
    case .tickets:
      removeTickets(counting: &rows) { !$0.last.state.isOpen && $0.last.time < time }
      return rows.values.reduce(0, +)
    case .outgoing: return purgeOutgoing(before: time)
    case .feedback: return removeFeedback { $0.given.time < time }
    case .marks:
      let count = state.marks.count
      state.marks.removeAll { $0.kind != .copy && $0.time < time }
      return count - state.marks.count
    }
  }

  private func purgeConversations(before time: Instant) -> Int {
    let open = Set(state.tickets.values.map(\.last.state).filter(\.isOpen).map(\.conversation))
    var rows = 0
    for kept in state.conversations.values
    where kept.summary.lastAt < time && !open.contains(kept.summary.id) {
      let id = kept.summary.id
      // What outlives the conversation keeps the customer, so that it can still be forgotten.
      for index in state.feedback.indices where state.feedback[index].conversation == id {
        state.feedback[index].conversation = nil
        state.feedback[index].customer = kept.summary.customer
      }
      for (ticket, record) in state.tickets where record.last.state.conversation == id {
        state.tickets[ticket]?.customer = kept.summary.customer
      }
      for (_, count) in remove(kept) { rows += count }
    }
    return rows
  }

  private func purgeOutgoing(before time: Instant) -> Int {
    var rows = 0
    for (id, kept) in state.conversations {
      let stays = kept.outgoing.firstIndex { $0.time >= time } ?? kept.outgoing.count
      let old = kept.taken.filter { $0.value < time }.map(\.key)
      guard stays > 0 || !old.isEmpty else { continue }
      rows += stays + old.count
      state.conversations[id]?.outgoing.removeFirst(stays)
      for clientID in old { state.conversations[id]?.taken[clientID] = nil }
    }
    for (id, entry) in state.outbox {
      guard let moment = entry.deliveredAt, moment < time else { continue }
      state.outbox[id] = nil
      rows += 1
    }
    for (agent, lines) in state.agentsTaken {
      let old = lines.filter { $0.value < time }.map(\.key)
      rows += old.count
      for clientID in old { state.agentsTaken[agent]?[clientID] = nil }
    }
    return rows
  }
}
