/// A day of the week, Monday first (ISO 8601).
package enum Weekday: String, Sendable, Hashable, CaseIterable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// 0 for Monday to 6 for Sunday.
  package var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension ContentDate {
  package var weekday: Weekday {
    // The first of January 1970 was a Thursday.
    let index = (dayNumber + 3) % 7
    return Weekday.allCases[index < 0 ? index + 7 : index]
  }
}
