/// A day of the Gregorian calendar, written as YYYY-MM-DD (ISO 8601).
package struct ContentDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package let day: Int

  /// Reads a date; nil when the form is another one or the calendar has no such day.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == .hyphen, bytes[7] == .hyphen,
      let year = ContentDate.number(bytes[0..<4]), let month = ContentDate.number(bytes[5..<7]),
      let day = ContentDate.number(bytes[8..<10]), (1...12).contains(month),
      (1...ContentDate.days(ofMonth: month, year: year)).contains(day)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Takes a day that the calendar has.
  init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  package var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: width - digits.count) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  package static func < (left: ContentDate, right: ContentDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var result = 0
    for digit in digits {
      guard digit.isDigit else { return nil }
      result = result * 10 + Int(digit - 0x30)
    }
    return result
  }

  private static func days(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}
