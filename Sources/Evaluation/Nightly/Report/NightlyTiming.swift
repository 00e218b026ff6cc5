/// What a night took; everything about it that another run would find otherwise.
package struct NightlyTiming: Sendable, Encodable {
  package struct Load: Sendable, Encodable {
    package let milliseconds: Double
    /// Whether a kept index was read rather than built.
    package let wasKept: Bool
    /// From a question's text to its reply: half the questions, and 99 of 100, are faster.
    package let medianMicroseconds: Double
    package let slowMicroseconds: Double

    private enum CodingKeys: String, CodingKey {
      case milliseconds = "load_ms"
      case wasKept = "index_kept"
      case medianMicroseconds = "p50_us"
      case slowMicroseconds = "p99_us"
    }

    /// Takes the load's time and those of the questions.
    package init(load: Duration, wasKept: Bool, questions: [Duration]) {
      func microseconds(_ time: Duration) -> Double {
        (Double(time.components.seconds) * 1e6 + Double(time.components.attoseconds) / 1e12)
          .rounded()
      }
      let sorted = questions.sorted()
      func quantile(_ share: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return microseconds(sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))])
      }
      milliseconds = microseconds(load) / 1000
      self.wasKept = wasKept
      medianMicroseconds = quantile(0.5)
      slowMicroseconds = quantile(0.99)
    }
  }

  /// When it ended: `2026-11-22T08:30:00Z`.
  package let date: String
  package let seconds: Double
  /// By language code.
  package let languages: [String: Load]

  package init(date: String, seconds: Double, languages: [String: Load]) {
    self.date = date
    self.seconds = (seconds * 100).rounded() / 100
    self.languages = languages
  }
}
