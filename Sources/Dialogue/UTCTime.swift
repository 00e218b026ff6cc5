import Content

/// Moments as RFC 3339 writes them, in UTC: `2026-11-22T14:38:00.250Z`.
package enum UTCTime {
  /// The moment to the millisecond; without `.000`.
  package static func text(_ time: Instant) -> String {
    let bounded = min(max(time.secondsSinceEpoch, -6e10), 2.5e11)
    let milliseconds = Int((bounded * 1_000).rounded())
    let seconds = floorDivide(milliseconds, 1_000)
    let day = floorDivide(seconds, 86_400)
    let second = seconds - day * 86_400
    var text = "\(ContentDate(dayNumber: day))T\(pad(second / 3_600)):\(pad(second / 60 % 60))"
    text += ":\(pad(second % 60))"
    let rest = milliseconds - seconds * 1_000
    if rest > 0 { text += "." + String(String(1_000 + rest).dropFirst()) }
    return text + "Z"
  }

  /// Reads a day, which begins at midnight UTC, or a time with an offset or none.
  package static func instant(_ text: String) -> Instant? {
    if let date = ContentDate(text) {
      return Instant(secondsSinceEpoch: Double(date.dayNumber) * 86_400)
    }
    return ContentTime(text).map { Instant(secondsSinceEpoch: Double($0.seconds(shopOffset: 0))) }
  }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func floorDivide(_ left: Int, _ right: Int) -> Int {
    left >= 0 ? left / right : (left - right + 1) / right
  }
}
