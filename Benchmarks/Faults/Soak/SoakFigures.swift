import Foundation

/// How long answers took, and what the server held, minute by minute.
struct SoakFigures {
  struct Minute {
    let answered: Int
    /// In seconds.
    let median: Double
    let late: Double
    let longest: Double
    let megabytes: Double
    /// Descriptors beside those of the clients.
    let descriptors: Int
  }

  private(set) var minutes: [Minute] = []
  private(set) var answered = 0
  private(set) var longest = 0.0
  private var waits: [Double] = []

  mutating func note(wait: Double) {
    answered += 1
    waits.append(wait)
    longest = max(longest, wait)
  }

  /// Ends a minute.
  mutating func endMinute(kilobytes: Int, descriptors: Int) {
    let sorted = waits.sorted()
    func quantile(_ share: Double) -> Double {
      sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }
    minutes.append(
      Minute(
        answered: sorted.count,
        median: quantile(0.5),
        late: quantile(0.99),
        longest: sorted.last ?? 0,
        megabytes: Double(kilobytes) / 1_024,
        descriptors: descriptors
      )
    )
    waits = []
  }

  /// Whether the last third of the time held more memory than the middle one, or more descriptors.
  ///
  /// - Throws: `Difference` when it did, by more than a tenth, or by more than a few descriptors.
  func checkFlat() throws {
    let third = minutes.count / 3
    guard third >= 2 else { return }
    let middle = mean(minutes[third..<2 * third])
    let last = mean(minutes[(minutes.count - third)...])
    try require(
      last <= middle * 1.1,
      "memory grows: \(Int(middle)) MB in the middle third, \(Int(last)) MB in the last"
    )
    let early = minutes[third..<2 * third].map(\.descriptors).max() ?? 0
    let late = minutes[(minutes.count - third)...].map(\.descriptors).max() ?? 0
    try require(late <= early + 4, "descriptors grow: \(early) in the middle third, then \(late)")
  }

  private func mean(_ minutes: ArraySlice<Minute>) -> Double {
    minutes.reduce(0) { $0 + $1.megabytes } / Double(max(1, minutes.count))
  }
}
