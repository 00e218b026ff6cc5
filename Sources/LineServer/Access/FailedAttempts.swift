/// How long whoever showed wrong tokens waits for the next answer, by address.
struct FailedAttempts {
  /// Waiting doubles from the first to the longest.
  static let first = Duration.seconds(1)
  static let longest = Duration.seconds(30)
  /// After so long without a failure an address begins anew.
  static let forgottenAfter = Duration.seconds(600)
  /// With more addresses than this the oldest are forgotten.
  static let mostAddresses = 10_000

  private struct Failures {
    var count: Int
    var last: Duration
  }

  private var byAddress: [String: Failures] = [:]

  /// Counts a wrong token; returns how long the answer waits.
  mutating func note(_ address: String, at now: Duration) -> Duration {
    var failures = byAddress[address] ?? Failures(count: 0, last: now)
    if now - failures.last > Self.forgottenAfter { failures.count = 0 }
    failures.count += 1
    failures.last = now
    if byAddress.count >= Self.mostAddresses {
      byAddress = byAddress.filter { now - $0.value.last < Self.forgottenAfter }
      if byAddress.count >= Self.mostAddresses,
        let oldest = byAddress.min(by: { $0.value.last < $1.value.last })
      {
        byAddress[oldest.key] = nil
      }
    }
    byAddress[address] = failures
    return min(Self.first * (1 << min(failures.count - 1, 10)), Self.longest)
  }
}
