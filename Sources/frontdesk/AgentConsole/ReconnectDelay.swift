/// How long to wait before a lost connection is tried again: 1, 2, 4 and so on to 30 s.
struct ReconnectDelay: Equatable {
  static let longest = 30

  private var next = 1
  /// How often it was tried in vain since the connection last worked.
  private(set) var failures = 0

  /// The seconds until the next try.
  mutating func afterFailure() -> Int {
    defer { next = min(next * 2, Self.longest) }
    failures += 1
    return next
  }

  mutating func connectionWorks() { self = ReconnectDelay() }
}
