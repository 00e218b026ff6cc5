/// How customers were served, in figures.
///
/// A conversation is a session (`ServiceSession`), counted in the period in which it starts.
///
/// ```
/// deflected      conversations without a handoff
/// contained      deflected, over, not abandoned, and its customer did not come back within 24 h
/// confirmed      contained, with a sign that it went well and nothing bad said after it:
///                thumbs up, satisfaction of 4 or 5, thanks
/// handed off     a person was asked for, by whomever
/// abandoned      the customer left choices or a script unanswered until the conversation expired,
///                or left the queue, or nobody came
/// fallback rate  turns the bot could not help with / turns
/// clarify rate   turns in which it offered choices / turns
/// CSAT           ratings of 4 and 5 / ratings from 1 to 5
/// NPS            100 × (ratings of 9 and 10 − ratings of 0 to 6) / ratings from 0 to 10
/// contact rate   conversations / orders
/// ```
///
/// A conversation that is not yet over is not contained and not abandoned; `open` counts them.
package struct ServiceFigures: Sendable, Hashable {
  package private(set) var conversations = 0
  /// Those that are not over yet.
  package private(set) var open = 0
  package private(set) var deflected = 0
  package private(set) var contained = 0
  package private(set) var confirmed = 0
  package private(set) var handedOff = 0
  package private(set) var abandoned = 0
  package private(set) var turns = 0
  package private(set) var fallbacks = 0
  package private(set) var clarifications = 0
  /// Ratings of satisfaction, and those of 4 and 5.
  package private(set) var ratings = 0
  package private(set) var goodRatings = 0
  /// Ratings of recommendation, those of 9 and 10, and those of 0 to 6.
  package private(set) var recommendations = 0
  package private(set) var promoters = 0
  package private(set) var detractors = 0
  /// nil where nobody said how many there were.
  package private(set) var orders: Int?
  package private(set) var durations: [ServiceDuration.Kind: Times] = [:]

  /// Durations on the clock, and by as much of them as the desk was open.
  package struct Times: Sendable, Hashable {
    package let all: DurationFigures
    package let business: DurationFigures
  }

  /// Counts some rows of a ledger, or all.
  init(_ ledger: SessionLedger, rows: [Int]? = nil, orders: Int?) {
    self.orders = orders
    var seconds: [ServiceDuration.Kind: (all: [Double], business: [Double])] = [:]
    for place in rows ?? Array(ledger.rows.indices) {
      let row = ledger.rows[place]
      let isContained = add(row)
      for sample in ledger.samples[Int(row.durations.lowerBound)..<Int(row.durations.upperBound)]
      where isContained || sample.kind != .resolutionByBot {
        seconds[sample.kind, default: ([], [])].all.append(sample.seconds)
        seconds[sample.kind, default: ([], [])].business.append(sample.openSeconds)
      }
    }
    for (kind, times) in seconds {
      guard let all = DurationFigures(times.all), let business = DurationFigures(times.business)
      else { continue }
      durations[kind] = Times(all: all, business: business)
    }
  }

  /// Counts a row; true when the conversation was contained.
  private mutating func add(_ row: SessionLedger.Row) -> Bool {
    conversations += 1
    let flags = row.flags
    if !flags.contains(.over) { open += 1 }
    if flags.contains(.handedOff) { handedOff += 1 } else { deflected += 1 }
    if flags.contains(.abandoned) { abandoned += 1 }
    let isContained =
      flags.contains(.over) && flags.isDisjoint(with: [.handedOff, .abandoned, .cameBack])
    if isContained { contained += 1 }
    if isContained, flags.contains(.positive) { confirmed += 1 }
    turns += Int(row.turns)
    fallbacks += Int(row.fallbacks)
    clarifications += Int(row.clarifications)
    if row.csat >= 0 { ratings += 1 }
    if row.csat >= 4 { goodRatings += 1 }
    guard row.nps >= 0 else { return isContained }
    recommendations += 1
    if row.nps >= 9 { promoters += 1 }
    if row.nps <= 6 { detractors += 1 }
    return isContained
  }
}

extension ServiceFigures {
  /// A share that was counted.
  package struct Share: Sendable, Hashable {
    package let name: String
    package let count: Int
    package let total: Int

    /// 0 to 1; nil of nothing.
    package var value: Double? { total > 0 ? Double(count) / Double(total) : nil }
  }

  /// The figures that are shares, in the order they are shown.
  package var shares: [Share] {
    [
      Share(name: "deflected", count: deflected, total: conversations),
      Share(name: "contained", count: contained, total: conversations),
      Share(name: "confirmed", count: confirmed, total: conversations),
      Share(name: "handed_off", count: handedOff, total: conversations),
      Share(name: "abandoned", count: abandoned, total: conversations),
      Share(name: "fallback_rate", count: fallbacks, total: turns),
      Share(name: "clarify_rate", count: clarifications, total: turns),
      Share(name: "csat", count: goodRatings, total: ratings),
    ]
  }

  /// -100 to 100; nil without ratings.
  package var nps: Double? {
    recommendations > 0
      ? 100 * Double(promoters - detractors) / Double(recommendations) : nil
  }

  /// Conversations for each order; nil where the orders are not known.
  package var contactRate: Double? {
    guard let orders, orders > 0 else { return nil }
    return Double(conversations) / Double(orders)
  }
}
