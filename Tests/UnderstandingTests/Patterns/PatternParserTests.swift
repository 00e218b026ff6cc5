import TestSupport
import Testing
import TextAnalysis

@testable import Understanding

@Suite("Sentence templates: parsing")
struct PatternParserTests {
  /// What is expected of a broken template: where the error is and what it names.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let text: String
    let column: Int
    let named: String

    init(_ text: String, _ column: Int, _ named: String) {
      self.text = text
      self.column = column
      self.named = named
    }

    var testDescription: String { text }
  }

  static let mistakes = [
    Mistake("where is (my order", 10, "`(` is not closed"),
    Mistake("where [is (my] order)", 14, "expected `)` here"),
    Mistake("order]", 6, "closes nothing"),
    Mistake("order}", 6, "`\\}`"),
    Mistake("track {order_number", 7, "`{` is not closed"),
    Mistake("track {}", 8, "name of a slot"),
    Mistake("track {order_number:}", 21, "name of a slot"),
    Mistake("track {order number}", 14, "expected `}`"),
    Mistake("to {citty}", 4, "{citty}"),
    Mistake("<greeting> there", 1, "rules"),
    Mistake("hello [] there", 7, "in the brackets"),
    Mistake("hello (?|!) there", 7, "in the brackets"),
    Mistake("(a|b;c)", 5, "expected `|`"),
    Mistake("(a;;b)", 2, "every `;`"),
    Mistake("(a;b;c;d;e;f;g)", 2, "found 7"),
    Mistake("hello \\", 7, "after `\\`"),
    Mistake("", 1, "a word"),
    Mistake("?!", 1, "a word"),
    // Arabic and letters beyond the basic plane count as one character each.
    Mistake("أين 𝒳 (طلبي", 7, "not closed"),
    Mistake(String(repeating: "[a", count: 17), 33, "at most 16"),
    Mistake(String(repeating: "a ", count: 501), 1_001, "too long"),
  ]

  @Test("A broken template is an error at its place", arguments: mistakes)
  func places(mistake: Mistake) {
    let error = #expect(throws: PatternError.self) {
      _ = try PatternParser.parse(mistake.text, lists: ["city"])
    }
    #expect(error?.column == mistake.column, "\(String(describing: error))")
    #expect(error?.message.contains(mistake.named) == true, "\(String(describing: error))")
  }

  @Test("Slots take the name behind the colon, and a list comes before an entity of its name")
  func slots() throws {
    let text = "from {city:start} to { city } with {order} or {email:contact}"
    let pattern = try PatternParser.parse(text, lists: ["city", "order"])
    #expect(pattern.slots.map(\.name) == ["start", "city", "order", "contact"])
    #expect(
      pattern.slots.map(\.filler)
        == [.list("city"), .list("city"), .list("order"), .entity(.email)]
    )
  }

  @Test(
    "What would be endless is refused or short, never endless",
    arguments: [
      String(repeating: "[a]", count: 300), String(repeating: "(a|b)", count: 200),
      "(" + String(repeating: "(a;b;c;d;e;f);", count: 5) + "g)",
    ]
  )
  func tooLarge(text: String) {
    let error = #expect(throws: PatternError.self) { _ = try PatternParser.parse(text) }
    #expect(error?.message.contains("too many forms") == true)
  }

  @Test("Any text is a template or an error within it")
  func randomText() {
    var random = SeededGenerator(seed: 11)
    let signs = Array("ab [](){}|;\\<>:\u{301}ş".unicodeScalars)
    var parsed = 0
    for _ in 0..<4_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...14, using: &random) {
        text.append(signs[Int.random(in: 0..<signs.count, using: &random)])
      }
      do throws(PatternError) {
        _ = try PatternParser.parse(String(text), lists: ["a"])
        parsed += 1
      } catch {
        #expect((1...(text.count + 1)).contains(error.column), "\(String(text)): \(error)")
      }
    }
    #expect(parsed > 100)
  }
}
