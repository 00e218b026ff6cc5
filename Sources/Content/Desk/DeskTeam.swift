/// People at the desk, and when they are there; all times are the shop's own.
package struct DeskTeam: Sendable, Hashable {
  package enum Hours: Sendable, Hashable {
    case always
    /// Minutes of the day at which people are there, in order and without overlap, by weekday.
    case weekly([Weekday: [Range<Int>]])
  }

  package enum Holiday: Sendable, Hashable {
    case yearly(month: Int, day: Int)
    case once(ContentDate)
  }

  package let name: String
  package let hours: Hours
  package let holidays: [Holiday]
  package let line: Int

  package static let minutesOfDay = 24 * 60

  /// The minutes of a day at which people are there; none on a holiday.
  package func intervals(on date: ContentDate) -> [Range<Int>] {
    let isHoliday = holidays.contains { holiday in
      switch holiday {
      case .yearly(let month, let day): (date.month, date.day) == (month, day)
      case .once(let day): date == day
      }
    }
    guard !isHoliday else { return [] }
    switch hours {
    case .always: return [0..<Self.minutesOfDay]
    case .weekly(let hours): return hours[date.weekday] ?? []
    }
  }

  /// Whether people are there; `minute` counts from midnight.
  package func isOpen(on date: ContentDate, minute: Int) -> Bool {
    intervals(on: date).contains { $0.contains(minute) }
  }
}
