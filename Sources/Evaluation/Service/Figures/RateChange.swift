/// How a rate changed between two periods, and between which changes the true one lies (95 %).
///
/// The interval of the difference is put together from those of the two rates. Where something is a
/// part of a whole they are Wilson's: method 10 of Newcombe, Statistics in Medicine 17, 1998. Where
/// it is so many for each order they are the score intervals of Poisson rates, put together in the
/// same way: Zou and Donner, Statistics in Medicine 27, 2008.
package struct RateChange: Sendable, Hashable {
  /// So many of a whole, or for a number of orders.
  package struct Rate: Sendable, Hashable {
    package let count: Int
    package let total: Int

    package init(_ count: Int, of total: Int) {
      self.count = count
      self.total = total
    }

    /// 0 where there is nothing to be a part of.
    package var value: Double { total > 0 ? Double(count) / Double(total) : 0 }
  }

  package let before: Rate
  package let now: Rate
  package let low: Double
  package let high: Double

  /// Compares two shares; a count is at most its total.
  package init(from before: Rate, to now: Rate) {
    self.init(
      before,
      now,
      ShareInterval(wilson: before.count, of: before.total),
      ShareInterval(wilson: now.count, of: now.total)
    )
  }

  /// Compares two rates whose counts may be greater than their totals.
  package init(perOrderFrom before: Rate, to now: Rate) {
    self.init(before, now, Self.poisson(before), Self.poisson(now))
  }

  private init(_ before: Rate, _ now: Rate, _ old: ShareInterval, _ new: ShareInterval) {
    self.before = before
    self.now = now
    guard before.total > 0, now.total > 0 else {
      (low, high) = (-1, 1)
      return
    }
    func root(_ left: Double, _ right: Double) -> Double {
      (left * left + right * right).squareRoot()
    }
    let change = now.value - before.value
    low = (change - root(now.value - new.low, old.high - before.value)).inMillionths
    high = (change + root(new.high - now.value, before.value - old.low)).inMillionths
  }

  package var difference: Double { now.value - before.value }

  /// Whether chance alone hardly explains the change.
  package var isClear: Bool { low > 0 || high < 0 }

  /// The score interval of a Poisson rate: Rao's test turned around.
  private static func poisson(_ rate: Rate) -> ShareInterval {
    guard rate.total > 0 else { return ShareInterval(low: 0, high: 1) }
    let (count, z) = (Double(rate.count), 1.959_963_984_540_054)
    let spread = z * (count + z * z / 4).squareRoot()
    let center = count + z * z / 2
    return ShareInterval(
      low: max(0, center - spread) / Double(rate.total),
      high: (center + spread) / Double(rate.total)
    )
  }
}
