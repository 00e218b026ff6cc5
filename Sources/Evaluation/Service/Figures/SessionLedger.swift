package import Dialogue
import TextAnalysis

/// The sessions of a period in few bytes each, so that a year of them can be counted.
///
/// A session belongs to the period in which it starts; later ones are kept for as much as whether
/// their customers came back.
package struct SessionLedger: Sendable {
  /// How sessions are told apart.
  package enum Dimension: String, Sendable, Hashable, CaseIterable {
    case language, channel, topic, product
  }

  /// What is so of a session; see `ServiceFigures` for what the words mean.
  struct Flags: OptionSet, Sendable {
    let rawValue: UInt16
    static let over = Flags(rawValue: 1)
    static let handedOff = Flags(rawValue: 2)
    static let abandoned = Flags(rawValue: 4)
    static let positive = Flags(rawValue: 8)
    static let cameBack = Flags(rawValue: 16)
  }

  struct Row: Sendable {
    var flags: Flags
    let csat: Int8
    let nps: Int8
    let turns: Int32
    let fallbacks: Int32
    let clarifications: Int32
    let language: Int32
    let channel: Int32
    let product: Int32
    let topics: Range<Int32>
    let durations: Range<Int32>
    let person: Int32
    let start: Double
    let end: Double
  }

  struct Sample: Sendable {
    let kind: ServiceDuration.Kind
    let seconds: Double
    /// How much of it the desk was open.
    let openSeconds: Double
  }

  /// The open seconds of a team between two moments.
  package typealias OpenTime = (_ team: String, _ from: Instant, _ to: Instant) -> Double

  package let period: Range<Instant>
  private(set) var rows: [Row] = []
  private(set) var samples: [Sample] = []
  private var topics: [Int32] = []
  private var names: [String] = []
  private var numbers: [String: Int32] = [:]
  /// The sessions behind the period: who, and when.
  private var later: [(person: Int32, start: Double)] = []

  /// Somebody who comes back so soon was not helped.
  package static let comingBack = 24.0 * 3_600

  package init(_ period: Range<Instant>) {
    self.period = period
  }

  /// Adds a session; those before the period are passed over.
  package mutating func add(_ session: ServiceSession, openTime: OpenTime) {
    guard session.start >= period.lowerBound else { return }
    let person = number(session.person)
    guard session.start < period.upperBound else {
      later.append((person, session.start.secondsSinceEpoch))
      return
    }
    var flags: Flags = []
    if session.isOver { flags.insert(.over) }
    if session.isHandedOff { flags.insert(.handedOff) }
    if session.isAbandoned { flags.insert(.abandoned) }
    if session.isPositive { flags.insert(.positive) }
    let firstTopic = Int32(topics.count)
    topics += session.topics.map { number($0) }
    let firstSample = Int32(samples.count)
    for duration in session.durations { add(duration, openTime) }
    if !session.isHandedOff, let last = lastReply(session) {
      add(ServiceDuration(.resolutionByBot, from: session.start, to: last), openTime)
    }
    rows.append(
      Row(
        flags: flags,
        csat: Int8(clamping: session.csat ?? -1),
        nps: Int8(clamping: session.nps ?? -1),
        turns: Int32(clamping: session.turns),
        fallbacks: Int32(clamping: session.fallbacks),
        clarifications: Int32(clamping: session.clarifications),
        language: number(session.language?.code ?? Self.none),
        channel: number(session.channel.isEmpty ? Self.none : session.channel),
        product: number(session.product ?? Self.none),
        topics: firstTopic..<Int32(topics.count),
        durations: firstSample..<Int32(samples.count),
        person: person,
        start: session.start.secondsSinceEpoch,
        end: session.end.secondsSinceEpoch
      )
    )
  }

  /// What stands for a language, channel, topic or product that is not known.
  package static let none = "-"

  /// Finds out who came back, once all sessions are added.
  ///
  /// Complexity: n log n.
  package mutating func settle() {
    var starts = later.map { (person: $0.person, start: $0.start, row: -1) }
    for (place, row) in rows.enumerated() {
      starts.append((person: row.person, start: row.start, row: place))
    }
    starts.sort { ($0.person, $0.start, $0.row) < ($1.person, $1.start, $1.row) }
    for (one, next) in zip(starts, starts.dropFirst())
    where one.row >= 0 && one.person == next.person {
      guard next.start - rows[one.row].end <= Self.comingBack else { continue }
      rows[one.row].flags.insert(.cameBack)
    }
  }

  /// The rows of each value of a dimension, the most first, ties by name.
  ///
  /// A session with several topics is a row of each.
  func groups(by dimension: Dimension) -> [(name: String, rows: [Int])] {
    var places: [Int32: [Int]] = [:]
    for (place, row) in rows.enumerated() {
      switch dimension {
      case .language: places[row.language, default: []].append(place)
      case .channel: places[row.channel, default: []].append(place)
      case .product: places[row.product, default: []].append(place)
      case .topic:
        for topic in row.topics { places[topics[Int(topic)], default: []].append(place) }
      }
    }
    return places.map { (names[Int($0.key)], $0.value) }
      .sorted { ($1.rows.count, $0.name) < ($0.rows.count, $1.name) }
  }

  private mutating func add(_ duration: ServiceDuration, _ openTime: OpenTime) {
    let seconds = duration.seconds
    let open = seconds > 0 ? openTime(duration.team, duration.from, duration.to) : 0
    samples.append(Sample(kind: duration.kind, seconds: seconds, openSeconds: open))
  }

  private func lastReply(_ session: ServiceSession) -> Instant? {
    session.durations.lazy.filter { $0.kind == .replyOfBot }.map(\.to).max()
  }

  private mutating func number(_ name: String) -> Int32 {
    if let number = numbers[name] { return number }
    let number = Int32(names.count)
    names.append(name)
    numbers[name] = number
    return number
  }
}
