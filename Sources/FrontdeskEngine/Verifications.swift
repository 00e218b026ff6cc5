import Dialogue

/// Wrong tries to prove that something is one's own, counted across conversations.
struct Verifications {
  /// As many wrong tries are allowed within `period`.
  private static let allowed = 5
  /// 24 hours, in seconds.
  static let period = 86_400.0

  /// The moments of wrong tries, oldest first, by what was tried and by who tried.
  private var tries: [String: [Double]] = [:]

  /// Whether one of the keys has no try left.
  func isLocked(_ keys: [String], at time: Instant) -> Bool {
    keys.contains { recent($0, time).count >= Self.allowed }
  }

  /// Counts a wrong try for each key; a right one is forgiven nothing, so that guessing among one's
  /// own orders does not help.
  mutating func note(_ keys: [String], isRight: Bool, at time: Instant) {
    guard !isRight else { return }
    for key in keys { tries[key] = recent(key, time) + [time.secondsSinceEpoch] }
  }

  private func recent(_ key: String, _ time: Instant) -> [Double] {
    (tries[key] ?? []).filter { time.secondsSinceEpoch - $0 < Self.period }
  }
}
