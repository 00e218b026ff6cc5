package import Dialogue
package import Handoff

/// The moments of a ticket that figures need, read from its changes.
package struct TicketTimes: Sendable, Hashable {
  package private(set) var openedAt = Instant(secondsSinceEpoch: 0)
  package private(set) var team = ""
  /// When an agent had it first.
  package private(set) var assignedAt: Instant?
  /// When an agent first wrote, or reached the customer on the telephone.
  package private(set) var firstLineAt: Instant?
  package private(set) var resolvedAt: Instant?
  /// Whether it was over before anybody had it.
  package private(set) var isLost = false

  /// Reads the changes in their order; nil when there are none.
  package init?(_ changes: [TicketChange]) {
    guard let first = changes.first, let last = changes.last else { return nil }
    openedAt = first.time
    team = first.state.team
    for change in changes { take(change.event, at: change.time) }
    if case .expired = last.state.state { isLost = assignedAt == nil }
  }

  private mutating func take(_ event: TicketEvent, at time: Instant) {
    switch event {
    case .assigned, .transferred(by: _, to: .agent): assignedAt = assignedAt ?? time
    case .agentWrote: firstLineAt = firstLineAt ?? time
    case .callTried(by: _, reached: true):
      firstLineAt = firstLineAt ?? time
      resolvedAt = time
    case .resolved: resolvedAt = time
    default: break
    }
  }
}
