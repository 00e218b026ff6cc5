import Content
import Testing

@testable import Connectors

@Suite("Tables and their cells")
struct TableTests {
  @Test(
    "A mistake is named with its file, line and rule",
    arguments: [
      ("", 0, "header"), ("a,a\n", 1, "header"), ("a,B\n", 1, "header"),
      ("a:datum\n", 1, "header"), ("a:date:x\n", 1, "header"), ("a,found\n", 1, "header"),
      ("a,\n", 1, "header"), ("a,b\n1\n", 2, "table-row"), ("a\n1,2\n", 2, "table-row"),
      ("a:number\n1\n1.5\n", 3, "table-cell"), ("a:amount\n-1\n", 2, "table-cell"),
      ("a:amount\n1.\n", 2, "table-cell"), ("a:date\n2026-02-30\n", 2, "table-cell"),
      ("a:date\ntoday-\n", 2, "table-cell"), ("a:date\ntoday 3\n", 2, "table-cell"),
      ("a:date\ntoday+12345\n", 2, "table-cell"), ("a:bool\nyes\n", 2, "table-cell"),
    ]
  )
  func mistakes(text: String, line: Int, rule: String) {
    let problem = #expect(throws: ContentProblem.self) {
      try Table(name: "t", bytes: Array(text.utf8), file: "corpus/tables/t.csv")
    }
    #expect(problem?.line == line)
    #expect(problem?.rule == rule)
    #expect(problem?.file == "corpus/tables/t.csv")
  }

  @Test("Cells have the type of their column; empty ones are absent")
  func types() throws {
    let text = "a,b:number,c:amount,d:date,e:date,f:bool,g\nx,-3,12.50,2026-01-31,today-2,true,\n"
    let table = try Table(name: "t", bytes: Array(text.utf8), file: "t.csv")
    let today = try day("2026-03-01")
    let values = table.rows[0].map { $0?.value(today: today, currency: "EUR") }
    #expect(values[0] == .text("x"))
    #expect(values[1] == .number(-3))
    #expect(values[2] == DecimalNumber("12.5").map { .amount($0, currency: "EUR") })
    #expect(values[3] == .date(try day("2026-01-31")))
    #expect(values[4] == .date(try day("2026-02-27")))
    #expect(values[5] == .bool(true))
    #expect(values[6] == nil)
    #expect(table.columnNames == ["a", "b", "c", "d", "e", "f", "g"])
  }

  @Test(
    "Days are counted over months, leap years and centuries",
    arguments: [
      ("2026-11-22", -22, "2026-10-31"), ("2026-12-31", 1, "2027-01-01"),
      ("2028-02-28", 1, "2028-02-29"), ("2028-03-01", -1, "2028-02-29"),
      ("2100-02-28", 1, "2100-03-01"), ("2000-02-28", 1, "2000-02-29"),
      ("1970-01-01", -1, "1969-12-31"), ("2026-11-22", 730, "2028-11-21"),
      ("0000-01-01", 0, "0000-01-01"), ("9999-12-31", 0, "9999-12-31"),
    ]
  )
  func days(start: String, days: Int, expected: String) throws {
    #expect(CivilDay.day(days, after: try day(start))?.description == expected)
  }

  @Test("There is no day outside of the years 0 to 9999")
  func noDay() throws {
    #expect(CivilDay.day(-1, after: try day("0000-01-01")) == nil)
    #expect(CivilDay.day(1, after: try day("9999-12-31")) == nil)
  }

  @Test("Moments are written in UTC")
  func moments() {
    #expect(CivilDay.text(secondsSinceEpoch: 0) == "1970-01-01T00:00:00Z")
    #expect(CivilDay.text(secondsSinceEpoch: 951_782_399.9) == "2000-02-28T23:59:59Z")
    #expect(CivilDay.text(secondsSinceEpoch: .infinity) == "9999-12-31T23:59:59Z")
    #expect(CivilDay.text(secondsSinceEpoch: -5) == "1970-01-01T00:00:00Z")
  }

  @Test(
    "Letters' case and blanks do not matter; nothing is equal to nothing",
    arguments: [
      ("Ana@Example.com", " ana@example.COM ", true), ("SW1A 9ZZ", "sw1a9zz", true),
      ("A-10432", "A-10433", false), ("A-1043", "A-10432", false), ("A-10432", "A-1043", false),
      ("", "", false), (" ", "", false), ("a\tB\r\nc", "ABC", true), ("a\u{A0}É", "aé", true),
      ("Ștefan", "S\u{326}tefan", true), ("é", "e", false),
    ]
  )
  func keys(left: String, right: String, expected: Bool) {
    let equal = MatchKey.areEqual(MatchKey.key(of: left), MatchKey.key(of: right))
    #expect(equal == expected)
  }
}
