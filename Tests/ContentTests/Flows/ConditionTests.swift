import Content
import TestSupport
import Testing

@Suite("Conditions")
struct ConditionTests {
  private static let x = Condition.Operand.slot("x")

  static let conditions: [(text: String, condition: Condition)] = [
    ("slots.x", .isTrue(x)),
    ("not slots.x", .not(.isTrue(x))),
    ("slots.x is set", .isSet(x)),
    ("slots.x is not set", .not(.isSet(x))),
    ("slots.x is true", .isTrue(x)),
    ("slots.x is not true", .not(.isTrue(x))),
    ("slots.x is false", .compare(x, .equal, .literal(.bool(false)))),
    ("slots.x == \"shipped\"", .compare(x, .equal, .literal(.text("shipped")))),
    ("slots.x=='a'", .compare(x, .equal, .literal(.text("a")))),
    ("slots.x<=3", .compare(x, .lessOrEqual, .literal(.number(3)))),
    ("slots.x > -3", .compare(x, .greater, .literal(.number(-3)))),
    (
      "slots.x < 3.90",
      .compare(x, .less, .literal(.amount(DecimalNumber("3.9") ?? DecimalNumber(0), currency: "")))
    ),
    ("channel in [\"web\", \"app\"]", .among(.channel, [.text("web"), .text("app")])),
    ("slots.x not in [1, true]", .not(.among(x, [.number(1), .bool(true)]))),
    ("hours.open", .isTrue(.open(team: nil))),
    ("not hours.fraud", .not(.isTrue(.open(team: "fraud")))),
    ("customer.tier == \"vip\"", .compare(.customer("tier"), .equal, .literal(.text("vip")))),
    ("context.order is set", .isSet(.context("order"))),
    ("event.days >= facts.late", .compare(.event("days"), .greaterOrEqual, .fact("late"))),
    (
      "days_since(slots.x) <= facts.return_days",
      .compare(.daysSince(x), .lessOrEqual, .fact("return_days"))
    ),
    (
      "slots.x or channel == \"web\" and not language == \"en\"",
      .any([
        .isTrue(x),
        .all([
          .compare(.channel, .equal, .literal(.text("web"))),
          .not(.compare(.language, .equal, .literal(.text("en")))),
        ]),
      ])
    ),
    (
      "(slots.x or hours.open) and slots.x is set",
      .all([.any([.isTrue(x), .isTrue(.open(team: nil))]), .isSet(x)])
    ),
    ("true", .isTrue(.literal(.bool(true)))),
    ("slots.x == \"a \\\"b\\\"\"", .compare(x, .equal, .literal(.text("a \"b\"")))),
  ]

  @Test("A condition is read as it is written", arguments: conditions)
  func reading(text: String, condition: Condition) throws {
    #expect(try Condition(text) == condition)
  }

  static let mistakes: [(text: String, column: Int, named: String)] = [
    ("", 1, "nothing"),
    ("context.oder is set", 1, "order"),
    ("slots.x ==", 11, "the end"),
    ("slots.x = 3", 9, "`==`"),
    ("slots.x and", 12, "the end"),
    ("slot.x == 3", 1, "`slots`?"),
    ("slots.x == shipped", 12, "double quotes"),
    ("slots.x == \"a", 12, "not closed"),
    ("(slots.x", 9, "`)`"),
    ("slots.x)", 8, "`and`, `or`"),
    ("slots.x in \"a\"", 12, "a list"),
    ("slots.x in []", 14, "empty"),
    ("slots.x in [\"a\" \"b\"]", 17, "`,`"),
    ("slots.x is empty", 12, "`set`"),
    ("slots.x.y == 1", 1, "`slots.name`"),
    ("slots. == 1", 1, "`slots.name`"),
    ("channel", 1, "comparison"),
    ("\"web\"", 1, "neither true nor false"),
    ("days_since slots.x > 3", 12, "`(`"),
    ("slots.x & slots.y", 9, "`&`"),
    ("ж and slots.x", 1, "`ж`"),
    ("slots.x == 99999999999999999999", 12, "number"),
    ("slots.x AND slots.y", 9, "AND"),
    (String(repeating: "(", count: 50), 25, "deep"),
    (String(repeating: "not ", count: 50), 97, "deep"),
  ]

  @Test("A mistake has its column and what was expected", arguments: mistakes)
  func mistake(text: String, column: Int, named: String) throws {
    let error = #expect(throws: ConditionError.self) { try Condition(text) }
    #expect(error?.column == column, "\(text): \(String(describing: error))")
    #expect(error?.message.contains(named) == true, "\(String(describing: error))")
  }

  @Test("The slots that a condition looks at are found wherever they stand")
  func slots() throws {
    let condition = try Condition(
      "not (slots.a is set or 3 < slots.b) and days_since(slots.c) > facts.d and slots.e in [1]"
    )
    #expect(condition.slots == ["a", "b", "c", "e"])
    #expect(condition.operands.contains(.fact("d")))
  }

  @Test("Random text is read or refused with a column in it", arguments: 0..<500)
  func fuzz(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let parts = [
      "slots.x", "not", "and", "or", "(", ")", "[", "]", ",", "in", "is", "set", "==", "<=",
      "\"a\"",
      "3", "-", "3.9", "days_since", "hours.open", ".", "\"", "й", " ", "facts.y", "channel",
    ]
    let text = (0..<Int.random(in: 1..<12, using: &generator))
      .map { _ in parts[Int.random(in: 0..<parts.count, using: &generator)] }
      .joined(separator: Bool.random(using: &generator) ? " " : "")
    do {
      _ = try Condition(text)
    } catch {
      #expect(1...(text.unicodeScalars.count + 1) ~= error.column, "\(text): \(error)")
    }
  }
}
