package import Dialogue
package import FrontdeskEngine
import Handoff

/// Reads figures out of a store, a conversation at a time.
package struct ServiceReading {
  private let store: any Store
  private let now: Instant
  /// After so many seconds without a word a conversation is over.
  private let idle: Double
  private let openTime: SessionLedger.OpenTime

  package init(
    _ store: any Store,
    now: Instant,
    idle: Double,
    openTime: @escaping SessionLedger.OpenTime
  ) {
    self.store = store
    self.now = now
    self.idle = idle
    self.openTime = openTime
  }

  /// Counts the sessions that start in a period.
  ///
  /// `orders` is how many there were, where it is known better than from the shop's events;
  /// `progress` is told of every conversation read.
  ///
  /// Complexity: the events of the conversations that were active since the period began.
  package func report(
    of period: Range<Instant>,
    orders: Int? = nil,
    progress: (Int) throws -> Void = { _ in }
  ) throws -> ServiceReport {
    let all = period.lowerBound..<max(period.upperBound, Self.farthest)
    var tickets: [ConversationID: [TicketTimes]] = [:]
    try forEachTicket(all) { ticket, times in
      tickets[ticket.conversation, default: []].append(times)
    }
    var ledger = SessionLedger(period)
    var count = 0
    try store.forEachConversation(throwing: all) { summary in
      var reader = SessionReader(summary)
      for stored in try store.events(of: summary.id) { reader.take(stored.event, at: stored.time) }
      let sessions = reader.finish(now: now, idle: idle, tickets: tickets[summary.id] ?? [])
      for session in sessions { ledger.add(session, openTime: openTime) }
      count += 1
      try progress(count)
    }
    ledger.settle()
    return ServiceReport(ledger, orders: try orders ?? self.orders(in: period))
  }

  /// The orders of a period that the shop told of, each number once; nil when it told of none.
  private func orders(in period: Range<Instant>) throws -> Int? {
    var numbers: Set<String> = []
    var nameless = 0
    for mark in try store.marks(.order, since: period.lowerBound) where period.contains(mark.time) {
      if mark.key.isEmpty { nameless += 1 } else { numbers.insert(mark.key) }
    }
    let count = numbers.count + nameless
    return count > 0 ? count : nil
  }

  /// Later than every moment of a store, which may have been written by a clock that went ahead.
  static let farthest = Instant(secondsSinceEpoch: 1e11)

  private func forEachTicket(
    _ period: Range<Instant>,
    _ body: (Ticket, TicketTimes) -> Void
  ) throws {
    var ids: [(Ticket, TicketID)] = []
    try store.forEachTicket(openedIn: period) { stored in
      ids.append((stored.ticket, stored.ticket.id))
      return true
    }
    for (ticket, id) in ids {
      guard let times = TicketTimes(try store.changes(of: id)) else { continue }
      body(ticket, times)
    }
  }
}

extension Store {
  /// Goes through the conversations of a period as `forEachConversation` does.
  ///
  /// What `body` throws ends it and is thrown on; so does `stopping`, asked after each.
  package func forEachConversation(
    throwing period: Range<Instant>,
    stopping: () -> Bool = { false },
    _ body: (ConversationSummary) throws -> Void
  ) throws {
    var failure: (any Error)?
    try forEachConversation(lastActive: period) { summary in
      do {
        try body(summary)
        return !stopping()
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
  }
}
