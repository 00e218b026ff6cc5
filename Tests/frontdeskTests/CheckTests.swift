import Foundation
import Testing

@Suite("frontdesk check")
struct CheckTests {
  @Test("A sound shop has no problems")
  func sound() throws {
    let shop = try TinyShop()
    let result = try Program.run("check", "--content", shop.path)
    #expect(result.output.isEmpty, "\(result.output)")
    #expect(result.status == 0)
    #expect(result.errors.hasSuffix("0 errors, 0 warnings\n"))
    // The tiny shop has none.
    #expect(result.errors.contains("conservative defaults count"))
  }

  @Test("Errors end with status 1 and are lines of file, line, message and rule")
  func errors() throws {
    let shop = try TinyShop([
      "intents/en/order.yml": """
      nlu:
        - intent: order/track
          article: trak-order
          examples: |
            - any news of it

      """
    ])
    let result = try Program.run("check", "--content", shop.path)
    #expect(result.status == 1)
    #expect(
      result.lines.contains {
        $0.hasPrefix("intents/en/order.yml:3: error: ")
          && $0.contains("did you mean `track-order`?")
          && $0.hasSuffix("(dangling-id)")
      },
      "\(result.output)"
    )
  }

  @Test("Warnings end with status 1 only where that was asked for")
  func warnings() throws {
    let shop = try TinyShop([
      "intents/en/order.yml": """
      nlu:
        - intent: order/track
          article: track-order
          examples: |
            - I want to return my shoes

      """
    ])
    #expect(try Program.run("check", "--content", shop.path).status == 0)
    let strict = try Program.run("check", "--fail-on-warnings", "--content", shop.path)
    #expect(strict.status == 1)
    #expect(strict.output.contains("(duplicate-example)"))
    let json = try Program.run("check", "-o", "json", "--content", shop.path)
    let object = try #require(try json.objects().first)
    #expect(object["errors"] as? Int == 0)
    let problems = try #require(object["problems"] as? [[String: Any]])
    #expect(object["warnings"] as? Int == problems.count)
    #expect(problems.contains { $0["rule"] as? String == "duplicate-example" })
  }

  @Test("Where there is no shop the status is 2")
  func noShop() throws {
    #expect(try Program.run("check", "--content", "/nowhere").status == 2)
  }

  @Test("Control characters of a file's text are shown, not sent")
  func controlCharacters() throws {
    let shop = try TinyShop(["intents/en/extra.yml": "nlu:\n  - intent: \"a\u{202E}b\"\n"])
    let result = try Program.run("check", "--content", shop.path)
    #expect(!result.output.unicodeScalars.contains("\u{202E}"))
  }

  @Test("What is due for review on a day is told for that day, which is today without one")
  func reviewDue() throws {
    let shop = try TinyShop([
      "corpus/en/gifts.md": """
      ---
      id: gifts
      title: Do you wrap gifts?
      review_by: 2101-05-01
      ---
      Yes, tick the box.

      """
    ])
    func run(_ arguments: String...) throws -> Program.Result {
      try Program.run(["check", "--content", shop.path] + arguments, input: [])
    }
    #expect(!(try run().output.contains("review-due")))
    #expect(!(try run("--today", "2101-05-01").output.contains("review-due")))
    let due = try run("--today", "2101-05-02")
    #expect(due.status == 0)
    #expect(due.lines.contains { $0.hasPrefix("corpus/en/gifts.md:0: warning: ") })
    #expect(due.lines.count { $0.hasSuffix("(review-due)") } == 1)
    let old = try TinyShop([
      "corpus/en/gifts.md": """
      ---
      id: gifts
      title: Do you wrap gifts?
      review_by: 2001-05-01
      ---
      Yes, tick the box.

      """
    ])
    #expect(try Program.run("check", "--content", old.path).output.contains("(review-due)"))
    let wrong = try run("--today", "tomorrow")
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("expected a day as YYYY-MM-DD"))
  }
}
