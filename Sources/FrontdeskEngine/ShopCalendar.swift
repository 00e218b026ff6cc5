import Content
import Dialogue
import Foundation

/// The shop's own days and hours: what time it is there at a moment.
struct ShopCalendar {
  private let zone: TimeZone

  /// Uses UTC where there is no time zone of the name; the check says so.
  init(timeZone name: String) {
    zone = TimeZone(identifier: name) ?? .gmt
  }

  /// The day it is at the shop.
  func day(_ time: Instant) -> ContentDate {
    ContentDate(dayNumber: Self.quotient(localSeconds(time), 86_400))
  }

  /// Minutes since midnight at the shop, 0 to 1439.
  func minuteOfDay(_ time: Instant) -> Int {
    let seconds = localSeconds(time)
    return (seconds - Self.quotient(seconds, 86_400) * 86_400) / 60
  }

  /// What the shop's clocks are ahead of UTC, in seconds.
  func offset(_ time: Instant) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Self.bounded(time)))
  }

  /// The moment at which the shop's clocks show a minute of a day.
  func moment(_ day: ContentDate, minute: Int) -> Instant {
    let local = Double(day.dayNumber * 86_400 + minute * 60)
    // What the clocks are ahead then may differ from what they are at the same figure in UTC.
    let guess = Instant(
      secondsSinceEpoch: local - Double(offset(Instant(secondsSinceEpoch: local)))
    )
    return Instant(secondsSinceEpoch: local - Double(offset(guess)))
  }

  private func localSeconds(_ time: Instant) -> Int {
    Int(Self.bounded(time).rounded(.down)) + offset(time)
  }

  /// The calendar knows no moments farther away.
  private static func bounded(_ time: Instant) -> Double {
    min(max(time.secondsSinceEpoch, -1e11), 1e11)
  }

  private static func quotient(_ left: Int, _ right: Int) -> Int {
    left >= 0 ? left / right : (left - right + 1) / right
  }
}
