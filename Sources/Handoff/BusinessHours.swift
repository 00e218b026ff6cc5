package import Content
package import Dialogue

/// The opening times of one team as moments.
///
/// A time of day that the clocks skip is the moment of the change; one that comes twice is the first.
package struct BusinessHours: Sendable {
  /// So far ahead is looked; a team that never opens has no later moment.
  private static let furthestDays = 400

  private let team: DeskTeam?
  private let offset: @Sendable (Instant) -> Int

  /// Takes a team, always open when nil; `offset` is seconds ahead of UTC at a moment.
  package init(team: DeskTeam?, offset: @escaping @Sendable (Instant) -> Int) {
    self.team = team?.hours == .always && team?.holidays.isEmpty == true ? nil : team
    self.offset = offset
  }

  package func isOpen(at time: Instant) -> Bool {
    guard team != nil else { return true }
    let now = time.secondsSinceEpoch
    let day = localDay(now)
    // Where clocks go back at midnight, the next day has begun while they show the day before.
    return (day...day + 1).contains { intervals(day: $0).contains { $0.contains(now) } }
  }

  /// The moment so many open seconds later; 400 days ahead if there is none before.
  ///
  /// Complexity: the days between.
  package func moment(after seconds: Double, from time: Instant) -> Instant {
    guard team != nil else { return time + seconds }
    guard seconds > 0 else { return time }
    let start = time.secondsSinceEpoch
    var left = seconds
    let day = localDay(start)
    for day in day...day + Self.furthestDays {
      for interval in intervals(day: day) where interval.upperBound > start {
        let from = max(interval.lowerBound, start)
        if interval.upperBound - from >= left {
          return Instant(secondsSinceEpoch: from + left)
        }
        left -= interval.upperBound - from
      }
    }
    return time + Double(Self.furthestDays) * 86_400
  }

  /// The moment at which a promised time is over.
  ///
  /// A business day is as long as the opening hours of the next whole day that has any.
  package func moment(after promise: ServiceTime, from time: Instant) -> Instant {
    moment(after: seconds(of: promise, from: time), from: time)
  }

  /// The open seconds between two moments; 0 when the second is not later.
  ///
  /// Complexity: the days between.
  package func seconds(from: Instant, to: Instant) -> Double {
    let (start, end) = (from.secondsSinceEpoch, to.secondsSinceEpoch)
    guard end > start else { return 0 }
    guard team != nil else { return end - start }
    var sum = 0.0
    for day in localDay(start)...localDay(end) + 1 {
      for interval in intervals(day: day) {
        sum += max(0, min(interval.upperBound, end) - max(interval.lowerBound, start))
      }
    }
    return sum
  }

  /// When the team opens next, after a moment; nil when it never closes or never opens.
  package func nextOpening(after time: Instant) -> Instant? {
    guard team != nil else { return nil }
    let start = time.secondsSinceEpoch
    let day = localDay(start)
    for day in day...day + Self.furthestDays {
      for interval in intervals(day: day) where interval.lowerBound > start {
        // Round the clock but for holidays, midnight is no opening.
        let before = Instant(secondsSinceEpoch: interval.lowerBound - 1)
        if !isOpen(at: before) { return Instant(secondsSinceEpoch: interval.lowerBound) }
      }
    }
    return nil
  }

  /// How long a promise made at a moment is, in open seconds.
  func seconds(of promise: ServiceTime, from time: Instant) -> Double {
    switch promise {
    case .seconds(let seconds): return Double(seconds)
    case .days(let days):
      guard team != nil else { return Double(days) * 86_400 }
      let today = localDay(time.secondsSinceEpoch)
      var (sum, left) = (0.0, days)
      for day in today + 1...today + Self.furthestDays {
        guard left > 0 else { return sum }
        let length = intervals(day: day).reduce(0) { $0 + $1.upperBound - $1.lowerBound }
        if length > 0 {
          sum += length
          left -= 1
        }
      }
      return left > 0 ? sum + Double(left) * 86_400 : sum
    }
  }

  // MARK: The shop's clock

  /// The open times of a day of the shop, as moments in order.
  private func intervals(day: Int) -> [Range<Double>] {
    let date = ContentDate(dayNumber: day)
    return (team?.intervals(on: date) ?? []).map { minutes in
      let start = moment(local: day * 86_400 + minutes.lowerBound * 60)
      return start..<max(start, moment(local: day * 86_400 + minutes.upperBound * 60))
    }
  }

  private func localDay(_ moment: Double) -> Int {
    let local = Int(moment.rounded(.down)) + offset(at: moment)
    return local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
  }

  /// The moment at which the shop's clocks show a time, given in their own seconds.
  private func moment(local: Int) -> Double {
    let local = Double(local)
    let before = offset(at: local - 86_400)
    let after = offset(at: local + 86_400)
    let early = local - Double(before)
    guard before != after, offset(at: early) != before else { return early }
    let late = local - Double(after)
    guard offset(at: late) != after else { return late }
    // The clocks skip this time: what counts is the moment they are changed.
    var (low, high) = (late, early)
    while high - low > 0.5 {
      let middle = ((low + high) / 2).rounded(.down)
      guard middle > low else { break }
      if offset(at: middle) == after { high = middle } else { low = middle }
    }
    return high
  }

  private func offset(at moment: Double) -> Int { offset(Instant(secondsSinceEpoch: moment)) }
}

extension Instant {
  static func + (time: Instant, seconds: Double) -> Instant {
    Instant(secondsSinceEpoch: time.secondsSinceEpoch + seconds)
  }

  static func - (later: Instant, earlier: Instant) -> Double {
    later.secondsSinceEpoch - earlier.secondsSinceEpoch
  }
}
