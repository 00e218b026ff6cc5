import Content

extension ContentDate {
  /// Creates a day; nil when the calendar has no such day or the year is not of four digits.
  init?(year: Int, month: Int, ofMonth day: Int) {
    guard (1000...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    self.init("\(year)-\(padded(month))-\(padded(day))")
  }

  /// The day so many days later, or earlier when negative.
  func adding(days: Int) -> ContentDate { ContentDate(dayNumber: dayNumber + days) }

  /// The same day so many months later; the month's last day when it is too short.
  func adding(months: Int) -> ContentDate {
    let count = year * 12 + month - 1 + months
    for day in stride(from: day, through: 28, by: -1) {
      if let date = ContentDate(year: count / 12, month: count % 12 + 1, ofMonth: day) {
        return date
      }
    }
    return ContentDate(year: count / 12, month: count % 12 + 1, ofMonth: day) ?? self
  }
}
