/// Which customer is being told that the agent types.
///
/// A notice is repeated while the agent goes on, and taken back after a while without a key.
struct TypingNotice: Equatable {
  struct Change: Equatable {
    let ticket: Int
    let isOn: Bool
  }

  /// Seconds between notices of going on.
  static let interval = 4.0
  /// Seconds without a key after which nobody is typing.
  static let patience = 10.0

  private var ticket: Int?
  private var lastNotice = 0.0
  private var lastKey = 0.0

  var deadline: Double? { ticket == nil ? nil : lastKey + Self.patience }

  /// The line for a ticket's customer changed; nil when there is nothing for a customer in it.
  mutating func edited(_ ticket: Int?, at now: Double) -> [Change] {
    var changes: [Change] = []
    if let told = self.ticket, told != ticket {
      changes.append(Change(ticket: told, isOn: false))
      self.ticket = nil
    }
    guard let ticket else { return changes }
    lastKey = now
    if self.ticket == nil || now - lastNotice >= Self.interval {
      self.ticket = ticket
      lastNotice = now
      changes.append(Change(ticket: ticket, isOn: true))
    }
    return changes
  }

  mutating func wake(at now: Double) -> [Change] {
    guard let deadline, now >= deadline else { return [] }
    return edited(nil, at: now)
  }
}
