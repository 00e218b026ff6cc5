package import Dialogue

/// The figures of a period, together and by language, channel, topic and product.
package struct ServiceReport: Sendable {
  /// The figures of the sessions that have something in common.
  package struct Group: Sendable, Hashable {
    /// `-` where it is not known.
    package let name: String
    package let figures: ServiceFigures
  }

  package let period: Range<Instant>
  package let total: ServiceFigures
  package let groups: [SessionLedger.Dimension: [Group]]

  /// Counts a ledger that is settled.
  package init(_ ledger: SessionLedger, orders: Int?) {
    period = ledger.period
    total = ServiceFigures(ledger, orders: orders)
    var groups: [SessionLedger.Dimension: [Group]] = [:]
    for dimension in SessionLedger.Dimension.allCases {
      groups[dimension] = ledger.groups(by: dimension).map { name, rows in
        Group(name: name, figures: ServiceFigures(ledger, rows: rows, orders: orders))
      }
    }
    self.groups = groups
  }
}

/// What rose and what fell between two periods.
package struct ServiceComparison: Sendable {
  /// A topic's contacts, or a share of all conversations.
  package struct Change: Sendable, Hashable {
    package let name: String
    package let rate: RateChange
  }

  /// Contacts about each topic: what is clear comes first, then what changed most.
  ///
  /// For each order where both periods know theirs, and else for each conversation.
  package let topics: [Change]
  /// The figures that are shares, in their order.
  package let shares: [Change]
  package let isPerOrder: Bool
  package let before: Range<Instant>

  package init(from before: ServiceReport, to now: ServiceReport) {
    self.before = before.period
    let orders = (before.total.orders ?? 0, now.total.orders ?? 0)
    isPerOrder = orders.0 > 0 && orders.1 > 0
    shares = zip(before.total.shares, now.total.shares).map { old, new in
      Change(
        name: new.name,
        rate: RateChange(
          from: RateChange.Rate(min(old.count, old.total), of: old.total),
          to: RateChange.Rate(min(new.count, new.total), of: new.total)
        )
      )
    }
    let (old, new) = (Self.contacts(before), Self.contacts(now))
    var changes: [Change] = []
    for name in Set(old.keys).union(new.keys) {
      let counts = (old[name] ?? 0, new[name] ?? 0)
      let rate =
        isPerOrder
        ? RateChange(
          perOrderFrom: RateChange.Rate(counts.0, of: orders.0),
          to: RateChange.Rate(counts.1, of: orders.1)
        )
        : RateChange(
          from: RateChange.Rate(counts.0, of: before.total.conversations),
          to: RateChange.Rate(counts.1, of: now.total.conversations)
        )
      changes.append(Change(name: name, rate: rate))
    }
    topics = changes.sorted { left, right in
      (right.rate.isClear ? 1 : 0, abs(right.rate.difference), left.name)
        < (left.rate.isClear ? 1 : 0, abs(left.rate.difference), right.name)
    }
  }

  private static func contacts(_ report: ServiceReport) -> [String: Int] {
    var contacts: [String: Int] = [:]
    for group in report.groups[.topic] ?? [] {
      contacts[group.name] = group.figures.conversations
    }
    return contacts
  }
}
