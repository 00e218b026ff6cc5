import Content
import Testing

@Suite("ContentDate")
struct ContentDateTests {
  @Test(
    "Days of the calendar are read and written alike",
    arguments: ["2026-11-01", "2024-02-29", "2000-02-29", "0999-12-31"]
  )
  func valid(text: String) {
    #expect(ContentDate(text)?.description == text)
  }

  @Test(
    "Other forms and days that do not exist are refused",
    arguments: [
      "2026-1-01", "2026-13-01", "2026-04-31", "2025-02-29", "1900-02-29", "01.11.2026",
      "2026-11-1a", "", "2026-00-10", "2026-10-00",
    ]
  )
  func invalid(text: String) {
    #expect(ContentDate(text) == nil)
  }

  @Test("Dates are ordered by the calendar")
  func order() throws {
    let dates = try ["2026-11-01", "2025-12-31", "2026-02-28"].map { try #require(ContentDate($0)) }
    #expect(dates.sorted().map(\.description) == ["2025-12-31", "2026-02-28", "2026-11-01"])
  }
}
