package import Dialogue

/// Reads how far back a report goes: `90m`, `24h`, `7d`, `4w`, or a day such as `2026-11-01`.
package enum ServicePeriod {
  /// The seconds of a length such as `7d`; nil for any other writing, and for nothing.
  package static func seconds(_ text: String) -> Double? {
    guard let unit = text.last, let count = Int(text.dropLast()), count > 0,
      count <= 1_000_000, text.utf8.first.map({ $0 != UInt8(ascii: "+") }) ?? false
    else { return nil }
    let length: Double
    switch unit {
    case "s": length = 1
    case "m": length = 60
    case "h": length = 3_600
    case "d": length = 86_400
    case "w": length = 7 * 86_400
    default: return nil
    }
    return Double(count) * length
  }

  /// The period of the same length directly before.
  package static func previous(of period: Range<Instant>) -> Range<Instant> {
    let length = period.upperBound.since(period.lowerBound)
    return period.lowerBound.after(-length)..<period.lowerBound
  }
}
