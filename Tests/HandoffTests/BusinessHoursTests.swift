import Content
import Dialogue
import Handoff
import TestSupport
import Testing

@Suite("Business hours")
struct BusinessHoursTests {
  /// Chisinau and Bucharest in 2026: two hours ahead, three from 29 March to 25 October, 01:00 UTC.
  private static func offset(_ time: Instant) -> Int {
    let second = Int(time.secondsSinceEpoch.rounded(.down))
    return 1_774_746_000 <= second && second < 1_792_890_000 ? 10_800 : 7200
  }

  private func hours(_ text: String) throws -> BusinessHours {
    BusinessHours(team: try DeskFixture.team(text), offset: Self.offset)
  }

  private func instant(_ text: String) throws -> Instant {
    let time = try #require(ContentTime(text))
    return Instant(secondsSinceEpoch: Double(time.seconds(shopOffset: 7200)))
  }

  static let shop = """
    hours: {monday-friday: ["09:00-12:00", "13:00-18:00"], saturday: "10:00-14:00"}
    holidays: ["12-25", "2026-12-28"]
    """

  @Test(
    "A team is open in its hours and not on holidays",
    arguments: [
      ("2026-12-21T09:00", true), ("2026-12-21T08:59:59", false), ("2026-12-21T12:00", false),
      ("2026-12-21T13:00", true), ("2026-12-21T18:00", false), ("2026-12-25T10:00", false),
      ("2026-12-26T10:00", true), ("2026-12-27T10:00", false), ("2026-12-28T10:00", false),
      ("2026-07-06T08:59+03:00", false), ("2026-07-06T09:00+03:00", true),
    ]
  )
  func open(time: String, isOpen: Bool) throws {
    #expect(try hours(Self.shop).isOpen(at: instant(time)) == isOpen)
  }

  @Test(
    "Time goes on only while the team is there",
    arguments: [
      ("2026-12-21T09:00", 60.0, "2026-12-21T09:01"),
      ("2026-12-21T11:30", 3600, "2026-12-21T13:30"),
      ("2026-12-21T17:59:30", 60, "2026-12-22T09:00:30"),
      ("2026-12-21T11:00", 3600, "2026-12-21T12:00"),
      // Thursday evening before a holiday, a short Saturday, a Sunday and another holiday.
      ("2026-12-24T18:00", 4 * 3600, "2026-12-26T14:00"),
      ("2026-12-24T18:00", 4 * 3600 + 1, "2026-12-29T09:00:01"),
      ("2026-12-20T03:00", 0, "2026-12-20T03:00"),
    ] as [(String, Double, String)]
  )
  func moments(from: String, seconds: Double, until: String) throws {
    let hours = try hours(Self.shop)
    #expect(try hours.moment(after: seconds, from: instant(from)) == instant(until))
    #expect(try hours.seconds(from: instant(from), to: instant(until)) == seconds)
    #expect(try hours.seconds(from: instant(until), to: instant(from)) == 0)
  }

  @Test(
    "A business day is as long as the next whole day that is open",
    arguments: [
      ("2026-12-21T10:00", 1, "2026-12-22T10:00"), ("2026-12-21T10:00", 2, "2026-12-23T10:00"),
      // Eight hours of Monday 21, asked on the Sunday before.
      ("2026-12-20T10:00", 1, "2026-12-21T18:00"),
      // The next whole day of Thursday is Saturday with four hours.
      ("2026-12-24T17:00", 1, "2026-12-26T13:00"),
    ]
  )
  func days(from: String, days: Int, until: String) throws {
    let hours = try hours(Self.shop)
    #expect(try hours.moment(after: ServiceTime.days(days), from: instant(from)) == instant(until))
  }

  @Test("The next opening is the next time somebody comes")
  func openings() throws {
    let hours = try hours(Self.shop)
    #expect(
      try hours.nextOpening(after: instant("2026-12-21T12:30")) == instant("2026-12-21T13:00")
    )
    #expect(
      try hours.nextOpening(after: instant("2026-12-26T14:00")) == instant("2026-12-29T09:00")
    )
    let always = try self.hours("hours: always")
    #expect(try always.nextOpening(after: instant("2026-12-26T14:00")) == nil)
    let nearly = try self.hours("hours: always\nholidays: [\"12-25\"]")
    #expect(
      try nearly.nextOpening(after: instant("2026-12-24T14:00")) == instant("2026-12-26T00:00")
    )
  }

  @Test("The day of the change of clocks has an hour less, or one more")
  func daylightSaving() throws {
    let night = try hours("hours: {monday-sunday: \"00:00-24:00\"}")
    for (day, next, length) in [
      ("2026-03-29T00:00+02:00", "2026-03-30T00:00+03:00", 23.0),
      ("2026-10-25T00:00+03:00", "2026-10-26T00:00+02:00", 25),
    ] {
      #expect(try night.seconds(from: instant(day), to: instant(next)) == length * 3600)
    }
    // Hours that begin in the hour that is skipped begin with the change.
    let early = try hours("hours: {sunday: \"03:30-05:00\"}")
    #expect(
      try early.nextOpening(after: instant("2026-03-28T00:00")) == instant("2026-03-29T01:00Z")
    )
    #expect(
      try early.seconds(from: instant("2026-03-28T00:00"), to: instant("2026-03-30T00:00")) == 3600
    )
    #expect(try early.isOpen(at: instant("2026-03-29T01:00Z")))
    #expect(try !early.isOpen(at: instant("2026-03-29T02:00Z")))
  }

  @Test("A team that never opens promises nothing for ever")
  func never() throws {
    let hours = try hours("hours: {monday: \"09:00-10:00\"}\nholidays: []")
    let closed = try self.hours("hours: {}")
    let start = try instant("2026-12-21T09:00")
    #expect(closed.moment(after: 1, from: start) > hours.moment(after: 3600 * 50, from: start))
    #expect(closed.nextOpening(after: start) == nil)
    #expect(!closed.isOpen(at: start))
    #expect(BusinessHours(team: nil, offset: Self.offset).isOpen(at: start))
  }

  @Test("Seconds and moments are each other's inverse", arguments: 0..<200)
  func inverse(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let hours = try hours(
      seed.isMultiple(of: 2)
        ? Self.shop : "hours: {monday-sunday: [\"00:00-03:30\", \"22:00-24:00\"]}"
    )
    // A year around both changes of the clocks.
    let start = Instant(secondsSinceEpoch: Double.random(in: 1.767e9...1.8e9, using: &random))
    let seconds = Double(Int.random(in: 1...400_000, using: &random))
    let end = hours.moment(after: seconds, from: start)
    #expect(abs(hours.seconds(from: start, to: end) - seconds) < 1e-3)
    #expect(end > start)
    // And in two steps as in one.
    let half = hours.moment(after: seconds / 2, from: start)
    let rest = hours.moment(after: seconds / 2, from: half)
    #expect(abs(rest.secondsSinceEpoch - end.secondsSinceEpoch) < 1e-3)
  }
}
