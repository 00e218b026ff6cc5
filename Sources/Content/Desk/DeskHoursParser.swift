/// Reads when people are at the desk.
enum DeskHoursParser {
  private static let form = "`monday-friday: [\"09:00-18:00\"]`"

  /// Reads `always`, or days and ranges of days with their hours.
  static func hours(_ node: YAMLNode) throws(ContentProblem) -> DeskTeam.Hours {
    if case .scalar = node.value {
      let text = try node.text("hours")
      guard text == "always" else {
        throw node.problem("`hours`: expected always or \(form), found `\(text)`", rule: "hours")
      }
      return .always
    }
    var hours: [Weekday: [Range<Int>]] = [:]
    for entry in try node.map("hours").entries {
      var intervals: [Range<Int>] = []
      for text in try entry.node.oneOrMoreTexts(entry.key) {
        guard let interval = interval(text.text), !interval.isEmpty else {
          throw ContentProblem(
            file: node.file,
            line: text.line,
            "`\(entry.key)`: expected hours of one day such as 09:00-20:00, found `\(text.text)`",
            rule: "hours"
          )
        }
        intervals.append(interval)
      }
      intervals.sort { $0.lowerBound < $1.lowerBound }
      for (earlier, later) in zip(intervals, intervals.dropFirst())
      where earlier.upperBound > later.lowerBound {
        throw entry.node.problem("`\(entry.key)`: the hours overlap", rule: "hours")
      }
      for day in try days(entry) {
        guard hours.updateValue(intervals, forKey: day) == nil else {
          throw ContentProblem(
            file: node.file,
            line: entry.keyLine,
            "`\(entry.key)`: \(day.rawValue) has hours already; expected every day once",
            rule: "hours"
          )
        }
      }
    }
    return .weekly(hours)
  }

  /// Reads `monday` or `monday-friday`; a range may go over the end of the week.
  private static func days(_ entry: YAMLEntry) throws(ContentProblem) -> [Weekday] {
    let names = entry.key.split(separator: "-").map { String($0).trimmed }
    let ends = names.compactMap { Weekday(rawValue: $0) }
    guard let first = ends.first, let last = ends.last, ends.count == names.count, ends.count <= 2
    else {
      let all = Weekday.allCases.map(\.rawValue)
      let hint = names.lazy.filter { !all.contains($0) }
        .compactMap { KeyCheck.suggestion(for: $0, among: all) }.first
      throw ContentProblem(
        file: entry.node.file,
        line: entry.keyLine,
        "`\(entry.key)`: expected a day or a range of days such as monday-friday"
          + (hint.map { "; did you mean `\($0)`?" } ?? ""),
        rule: "hours"
      )
    }
    let count = (last.index - first.index + 7) % 7
    return (0...count).map { Weekday.allCases[(first.index + $0) % 7] }
  }

  /// Reads `09:00-20:00` as minutes of the day; nil for any other form.
  static func interval(_ text: String) -> Range<Int>? {
    let times = text.split(separator: "-", omittingEmptySubsequences: false)
    guard times.count == 2, let start = minute(String(times[0]).trimmed),
      let end = minute(String(times[1]).trimmed), start <= end
    else { return nil }
    return start..<end
  }

  /// Reads `09:00` as the minute of the day, up to 24:00; nil for any other form.
  static func minute(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == .colon,
      let hour = Int(String(decoding: bytes[0..<2], as: UTF8.self)),
      let minute = Int(String(decoding: bytes[3..<5], as: UTF8.self)),
      bytes[0].isDigit, bytes[3].isDigit, minute < 60, hour < 24 || (hour == 24 && minute == 0)
    else { return nil }
    return hour * 60 + minute
  }

  static func holiday(_ text: LocatedText, file: String) throws(ContentProblem) -> DeskTeam.Holiday
  {
    if let date = ContentDate(text.text) { return .once(date) }
    // A leap year has all the days there are.
    if let date = ContentDate("2000-\(text.text)") {
      return .yearly(month: date.month, day: date.day)
    }
    throw ContentProblem(
      file: file,
      line: text.line,
      "`holidays`: expected a day such as 2026-12-25, or 12-25 for every year, found "
        + "`\(text.text)`",
      rule: "hours"
    )
  }
}
