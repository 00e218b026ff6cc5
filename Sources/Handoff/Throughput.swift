import Dialogue

/// How fast the line of one team has moved lately.
///
/// Only conversations count; call-backs wait for their window. Time counts only while somebody
/// waits, and as many times as there are places for conversations, so that it is still right when
/// agents come and go.
struct Throughput: Sendable, Hashable {
  /// A ticket that came into the line.
  struct Arrival: Sendable, Hashable {
    let time: Instant
    let rank: Int
    /// From then to its deadline.
    let span: Double
  }

  static let departuresKept = 21
  static let arrivalsKept = 40
  /// So many tickets must have left the line before anything is said.
  static let departuresNeeded = 4

  /// Seconds times places while somebody waited.
  private(set) var exposure = 0.0
  private(set) var lastTime: Instant?
  /// The exposure at the latest departures.
  private(set) var departures: [Double] = []
  private(set) var arrivals: [Arrival] = []
  /// How many customers left the line by themselves, and the seconds that all of them waited.
  private var withdrawals = 0.0
  private var waitedSeconds = 0.0

  /// Lets open seconds go by, for so many who wait and so many places.
  mutating func advance(to time: Instant, open seconds: Double, waiting: Int, places: Int) {
    exposure += seconds * Double(places)
    waitedSeconds += seconds * Double(waiting)
    lastTime = max(time, lastTime ?? time)
  }

  mutating func withdraw() {
    withdrawals += 1
    // What was long ago counts for less and less.
    if withdrawals > 60 {
      withdrawals /= 2
      waitedSeconds /= 2
    }
  }

  /// How many of those who wait leave by themselves in a second; 0 while too little was seen.
  var withdrawalRate: Double {
    withdrawals >= Double(Self.departuresNeeded) && waitedSeconds > 0
      ? withdrawals / waitedSeconds : 0
  }

  mutating func depart() {
    departures.append(exposure)
    if departures.count > Self.departuresKept { departures.removeFirst() }
  }

  mutating func arrive(_ arrival: Arrival) {
    arrivals.append(arrival)
    if arrivals.count > Self.arrivalsKept { arrivals.removeFirst() }
  }

  /// The exposure until so many more departures: between these bounds in about 85 of 100 cases.
  ///
  /// Departures at an unknown constant rate, of which n were seen in the exposure E: the exposure to
  /// the p-th to come is E p/n times a variable of Fisher's F with 2p and 2n degrees of freedom.
  /// Nil while too little was seen.
  /// As rates do not stay the same, the farther away it is, the less is known: `places` and the
  /// horizon say how far.
  func exposure(
    untilDepartures count: Double,
    adding open: Double,
    places: Double
  ) -> ClosedRange<Double>? {
    let rate = rate(adding: open)
    guard rate > 0 else { return nil }
    let seen = Double(departures.count - 1)
    let mean = count / rate
    let drift = Self.drift * min(1, mean / places / Self.driftSeconds)
    let sure = 1 / (1 / count + drift)
    let low = FisherDistribution.quantile(-Self.deviations, 2 * sure, 2 * seen)
    let high = FisherDistribution.quantile(Self.deviations, 2 * sure, 2 * seen)
    return mean * low...mean * max(low, high)
  }

  /// Departures for each unit of exposure; 0 while too little was seen.
  func rate(adding open: Double) -> Double {
    guard let first = departures.first, departures.count > Self.departuresNeeded else { return 0 }
    let span = exposure + open - first
    return span > 0 ? Double(departures.count - 1) / span : 0
  }

  /// How many tickets come in a second that go before one of a rank.
  func overtakingRate(rank: Int, at time: Instant) -> Double {
    arrivalRate(at: time) { $0.rank < rank }
  }

  /// How many tickets of the same rank come in a second that are due before a moment, and for how
  /// many seconds yet.
  func earlierRate(rank: Int, due: Instant, at time: Instant) -> (rate: Double, seconds: Double) {
    let left = due - time
    let spans = arrivals.filter { $0.rank == rank && $0.span < left }.map(\.span).sorted()
    guard !spans.isEmpty else { return (0, 0) }
    let rate = arrivalRate(at: time) { $0.rank == rank && $0.span < left }
    return (rate, left - spans[spans.count / 2])
  }

  private func arrivalRate(at time: Instant, _ counts: (Arrival) -> Bool) -> Double {
    let lately = arrivals.filter { time - $0.time < Self.arrivalSeconds }
    guard lately.count > Self.departuresNeeded, let first = lately.first, time > first.time
    else { return 0 }
    return Double(lately.lazy.filter(counts).count) / (time - first.time)
  }

  /// Older arrivals say nothing about the present.
  private static let arrivalSeconds = 7200.0
  /// How much a rate changes within so many seconds, as a variance of its logarithm.
  private static let drift = 0.06
  private static let driftSeconds = 1800.0
  /// The distance from the middle, in standard deviations, of 85 in 100.
  private static let deviations = 1.44
}

/// Fisher's F distribution.
enum FisherDistribution {
  /// The value below which the normal distribution would be at `deviations` from its middle.
  ///
  /// Source: Wilson and Hilferty, PNAS 17, 1931, for both chi-squared variables of the quotient,
  /// whose cube root is then a quotient of normal variables (Paulson, Ann. Math. Stat. 13, 1942).
  static func quantile(_ deviations: Double, _ first: Double, _ second: Double) -> Double {
    let (a, b) = (2 / (9 * first), 2 / (9 * second))
    let z = deviations
    let square = a * (1 - b) * (1 - b) + b * (1 - a) * (1 - a) - a * b * z * z
    let divisor = (1 - b) * (1 - b) - b * z * z
    guard divisor > 0, square > 0 else { return deviations < 0 ? 0 : 10 }
    let root = max(0, ((1 - a) * (1 - b) + z * square.squareRoot()) / divisor)
    return root * root * root
  }
}
