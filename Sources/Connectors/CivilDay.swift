import Content

/// Days and moments in the forms of ISO 8601.
enum CivilDay {
  /// The day so many days after another; nil outside of the years 0 to 9999.
  static func day(_ days: Int, after date: ContentDate) -> ContentDate? {
    let number = date.dayNumber + days
    guard years.contains(number) else { return nil }
    return ContentDate(dayNumber: number)
  }

  /// A moment in UTC with whole seconds; fractions are cut off.
  static func text(secondsSinceEpoch: Double) -> String {
    let limit = 253_402_300_799.0  // 9999-12-31T23:59:59Z
    let seconds = Int(min(max(secondsSinceEpoch, 0), limit).rounded(.down))
    let rest = seconds % 86_400
    let time = [rest / 3600, rest / 60 % 60, rest % 60].map { part in
      part < 10 ? "0\(part)" : "\(part)"
    }
    return "\(ContentDate(dayNumber: seconds / 86_400))T\(time.joined(separator: ":"))Z"
  }

  /// The days that can be written with four digits of the year: 0000-01-01 to 9999-12-31.
  private static let years = -719_528...2_932_896
}
