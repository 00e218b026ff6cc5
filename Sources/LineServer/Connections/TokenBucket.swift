/// Allows so many things a second on average, and twice as many at once.
///
/// *Source*: the token bucket of RFC 2697, with one rate.
struct TokenBucket {
  /// Nil allows everything.
  private let rate: Double?
  private var tokens: Double
  private var filledAt: Duration

  init(perSecond rate: Double?, at now: Duration) {
    self.rate = rate
    tokens = (rate ?? 0) * 2
    filledAt = now
  }

  /// Takes one; nil when it is allowed, else the seconds until one will be.
  mutating func take(at now: Duration) -> Double? {
    guard let rate else { return nil }
    let (seconds, attoseconds) = (now - filledAt).components
    tokens = min(rate * 2, tokens + (Double(seconds) + Double(attoseconds) / 1e18) * rate)
    filledAt = now
    guard tokens < 1 else {
      tokens -= 1
      return nil
    }
    return (1 - tokens) / rate
  }
}
