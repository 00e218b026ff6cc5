import Dialogue
import Evaluation

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The options that the commands over the store share.
enum ServiceOptions {
  static let since = Option(
    name: "since",
    value: "TIME",
    expected: "a length such as 90m, 24h, 7d or 4w, or a day such as 2026-11-01",
    summary: "how far back: 90m, 24h, 7d, 4w, or a day such as 2026-11-01"
  )
  static let until = Option(
    name: "until",
    value: "TIME",
    expected: "a length such as 24h, or a day such as 2026-11-08",
    summary: "the end, as --since (default: now)"
  )
  static let now = Option(
    name: "now",
    value: "TIME",
    expected: "a time such as 2026-01-05T10:00:00Z",
    summary: "the moment that --since counts from (default: as it is)"
  )
  static let format = Option(
    name: "output",
    short: "o",
    value: "text|json|csv",
    expected: "text, json or csv",
    summary: "what is written: text, JSON, or comma-separated values"
  )
  static let quiet = Option(name: "quiet", short: "q", summary: "writes ids alone, one a line")
  static let yes = Option(name: "yes", short: "y", summary: "does not ask before it is done")
  static let raw = Option(
    name: "raw",
    summary: "leaves names, addresses and numbers of customers as they are"
  )
  static let out = Option(
    name: "out",
    value: "FILE",
    expected: "a file to write",
    summary: "writes to a file, readable for nobody else"
  )

  /// How a result is written.
  enum Format: String { case text, json, csv }

  static func format(_ arguments: Arguments) throws -> Format {
    guard let text = arguments.value(of: format) else { return .text }
    guard let format = Format(rawValue: text) else { throw arguments.wrong(text, for: Self.format) }
    return format
  }

  /// The moment that counts as now.
  static func now(_ arguments: Arguments) throws -> Instant {
    guard let text = arguments.value(of: now) else {
      return Instant(secondsSinceEpoch: secondsSinceEpoch())
    }
    guard let date = try? Date(text, strategy: .iso8601) else {
      throw arguments.wrong(text, for: now)
    }
    return Instant(secondsSinceEpoch: date.timeIntervalSince1970)
  }

  /// The period that `--since` and `--until` name; from the beginning on without a default.
  static func period(_ arguments: Arguments, since length: String?) throws -> Range<Instant> {
    let now = try now(arguments)
    let end = try arguments.value(of: until).map {
      try moment($0, before: now, until, arguments)
    }
    let text = arguments.value(of: since) ?? length
    let start = try text.map { try moment($0, before: now, since, arguments) }
    let from = start ?? Instant(secondsSinceEpoch: -1e11)
    // What happens in this very moment is part of it.
    let to = end ?? Instant(secondsSinceEpoch: now.secondsSinceEpoch.nextUp)
    guard from < to else {
      throw UsageError("the period ends before it begins; expected --since to be earlier")
    }
    return from..<to
  }

  private static func moment(
    _ text: String,
    before now: Instant,
    _ option: Option,
    _ arguments: Arguments
  ) throws -> Instant {
    if let seconds = ServicePeriod.seconds(text) { return now.after(-seconds) }
    guard let time = UTCTime.instant(text) else { throw arguments.wrong(text, for: option) }
    return time
  }

  /// A whole number of an option.
  static func whole(
    _ option: Option,
    in range: ClosedRange<Int>,
    default value: Int,
    _ arguments: Arguments
  ) throws -> Int {
    guard let text = arguments.value(of: option) else { return value }
    guard let number = Int(text), range.contains(number) else {
      throw arguments.wrong(text, for: option)
    }
    return number
  }
}
