/// A moment written as 2026-11-27T09:00, with or without an offset from UTC (ISO 8601).
package struct ContentTime: Sendable, Hashable, CustomStringConvertible {
  package let date: ContentDate
  /// Seconds from midnight.
  package let second: Int
  /// Seconds east of UTC; nil where the time is the shop's own.
  package let offset: Int?

  /// Reads a time to the minute or second; nil when the form is another one.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 16, bytes[10] == 0x54 || bytes[10] == .space,
      let date = ContentDate(String(decoding: bytes[0..<10], as: UTF8.self)),
      let minute = DeskHoursParser.minute(String(decoding: bytes[11..<16], as: UTF8.self)),
      minute < DeskTeam.minutesOfDay
    else { return nil }
    var rest = bytes[16...]
    var second = minute * 60
    if rest.count >= 3, rest.first == .colon {
      let digits = rest.dropFirst().prefix(2)
      guard digits.allSatisfy(\.isDigit), let value = Int(String(decoding: digits, as: UTF8.self)),
        value < 60
      else { return nil }
      second += value
      rest = rest.dropFirst(3)
    }
    self.date = date
    self.second = second
    switch rest.first {
    case nil: offset = nil
    case 0x5A where rest.count == 1: offset = 0
    case UInt8.plus?, UInt8.hyphen?:
      guard let minutes = DeskHoursParser.minute(String(decoding: rest.dropFirst(), as: UTF8.self))
      else { return nil }
      offset = (rest.first == .hyphen ? -60 : 60) * minutes
    default: return nil
    }
  }

  /// Seconds since 1970-01-01T00:00Z; `shopOffset` is what the shop's clocks are ahead of UTC.
  package func seconds(shopOffset: Int) -> Int {
    date.dayNumber * 86_400 + second - (offset ?? shopOffset)
  }

  package var description: String {
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let time = "\(date)T\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))"
    guard let offset else { return time }
    let minutes = abs(offset) / 60
    return time + (offset < 0 ? "-" : "+") + "\(padded(minutes / 60)):\(padded(minutes % 60))"
  }
}
