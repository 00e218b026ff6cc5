/// A time that the desk promises, counted in the opening hours of the team.
package enum ServiceTime: Sendable, Hashable, CustomStringConvertible {
  case seconds(Int)
  /// Business days: the opening hours of so many whole days to come.
  case days(Int)

  /// Reads `90s`, `30m`, `2h` or `1d`; nil for any other form, and for nothing or more than a year.
  package init?(_ text: String) {
    guard let unit = text.utf8.last, let number = Int(text.dropLast()), number > 0,
      text.utf8.first?.isDigit == true
    else { return nil }
    let year = 366 * 86_400
    guard number <= year else { return nil }
    switch unit {
    case UInt8(ascii: "s"): self = .seconds(number)
    case UInt8(ascii: "m") where number <= year / 60: self = .seconds(number * 60)
    case UInt8(ascii: "h") where number <= year / 3600: self = .seconds(number * 3600)
    case UInt8(ascii: "d") where number <= year / 86_400: self = .days(number)
    default: return nil
    }
  }

  package var description: String {
    switch self {
    case .days(let days): "\(days)d"
    case .seconds(let seconds) where seconds % 3600 == 0: "\(seconds / 3600)h"
    case .seconds(let seconds) where seconds % 60 == 0: "\(seconds / 60)m"
    case .seconds(let seconds): "\(seconds)s"
    }
  }
}

/// What customers of a channel are promised.
package struct ServiceLevel: Sendable, Hashable {
  package var firstResponse: ServiceTime
  package var resolution: ServiceTime

  package init(firstResponse: ServiceTime, resolution: ServiceTime) {
    self.firstResponse = firstResponse
    self.resolution = resolution
  }
}
