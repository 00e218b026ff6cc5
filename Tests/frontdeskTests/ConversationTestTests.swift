import Foundation
import Testing

@Suite("frontdesk test")
struct ConversationTestTests {
  private let file = "intents/tests/en/a.yml"

  private func run(_ shop: TinyShop, _ arguments: String...) throws -> Program.Result {
    try Program.run(["test", "--content", shop.path] + arguments, input: [])
  }

  private func text(_ shop: TinyShop, _ name: String) throws -> String {
    String(decoding: try Data(contentsOf: shop.folder.appending(path: name)), as: UTF8.self)
  }

  private let passing = """
    test_cases:
      - test_case: a parcel
        steps:
          - user: where is my parcel
          - article: track-order
          - state: answered
          - handoff: false
          - contains: link in the
          - matches: e-?mail\\.$
          - bot: Follow  the link in the e-mail.
      - test_case: a person
        steps:
          - user: qqq www
          - state: declined
          - utter: utter_decline
          - user: hello
          - intent: smalltalk/greet
          - user: human
          - handoff: true
          - intent: human/request
          - utter: utter_handoff_queued
          - contains: number 1 in

    """

  @Test("Conversations that go as written pass, each alone at the desk")
  func passes() throws {
    let shop = try TinyShop([file: passing, "intents/tests/en/b.yml": passing])
    let result = try run(shop)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.lines.last?.hasPrefix("4 tests: 4 passed, 0 failed, ") == true)
    #expect(result.lines.count == 1)
  }

  @Test(
    "A failing step shows what was expected, what came and why, and ends with status 1",
    arguments: [
      ("article: return-policy", "article: track-order"), ("state: asked", "state: answered"),
      ("handoff: true", "handoff: false"), ("contains: nowhere", "bot: Follow the link"),
      ("matches: ^link", "bot: Follow the link"), ("bot: Follow it.", "bot: Follow the link"),
      ("utter: utter_decline", "bot: Follow the link"), ("buttons: [a]", "buttons: []"),
      ("intent: smalltalk/greet", "article: track-order"),
    ]
  )
  func fails(step: String, actual: String) throws {
    let shop = try TinyShop([
      file: """
      test_cases:
        - test_case: a parcel
          steps:
            - user: where is my parcel
            - \(step)

      """
    ])
    let result = try run(shop)
    #expect(result.status == 1)
    #expect(result.lines.first == "\(file):5: failed: a parcel", "\(result.output)")
    #expect(result.lines.contains("  user:     where is my parcel"))
    #expect(result.lines.contains("  expected: \(step)"))
    #expect(
      result.lines.contains { $0.hasPrefix("  actual:   ") && $0.contains(actual) },
      "\(result.output)"
    )
    #expect(result.lines.contains { $0.hasPrefix("    decision ") && $0.contains("answer: ") })
    #expect(result.lines.contains { $0.contains("1.  1.00  article:track-order") })
    #expect(result.lines.last?.hasPrefix("1 test: 0 passed, 1 failed, ") == true)
  }

  @Test("JSON and JUnit say the same")
  func reports() throws {
    let shop = try TinyShop([
      file: passing + "  - test_case: odd <name>\n    steps: [{user: hello}, {state: asked}]\n"
    ])
    let report = shop.folder.appending(path: "out/junit.xml").path
    let result = try run(shop, "-o", "json", "--junit", report)
    #expect(result.status == 1)
    let object = try #require(try result.objects().first, "\(result.errors)")
    #expect(object["tests"] as? Int == 3)
    #expect(object["failed"] as? Int == 1)
    let cases = try #require(object["cases"] as? [[String: Any]])
    let failures = try #require(cases.last?["failures"] as? [[String: Any]])
    #expect(failures.first?["expected"] as? String == "state: asked")
    #expect((failures.first?["candidates"] as? [[String: Any]])?.isEmpty == false)
    let xml = try text(shop, "out/junit.xml")
    #expect(xml.contains("<testsuites name=\"frontdesk test\" tests=\"3\" failures=\"1\""))
    #expect(xml.contains("name=\"odd &lt;name&gt;\">"))
    #expect(xml.contains("<failure message=\"state: asked\">"))
  }

  @Test("--update writes today's replies and nothing else; then all pass")
  func update() throws {
    let chat = "intents/tests/en/b.chat"
    let before = """
      # kept  as it is
      test_cases:
        - test_case: a parcel
          steps:
            - user: where is my parcel
            - bot: 'Something else.'  # kept too
            - article: track-order

      """
    let shop = try TinyShop([file: before, chat: "user: hello\nbot: Hi\n"])
    #expect(try run(shop).status == 1)
    let updated = try run(shop, "--update")
    #expect(updated.status == 0, "\(updated.output)\(updated.errors)")
    #expect(updated.lines.contains("\(file): 1 reply updated"))
    #expect(
      try text(shop, file)
        == before.replacingOccurrences(
          of: "'Something else.'",
          with: "\"Follow the link in the e-mail.\""
        )
    )
    #expect(try text(shop, chat) == "user: hello\nbot: Hello! How can I help?\n")
    #expect(try run(shop).status == 0)
    let untouched = try run(shop, "--update")
    #expect(untouched.lines.count == 1)
  }

  @Test("--update does not hide a step that is no whole text")
  func updateOfOthers() throws {
    let shop = try TinyShop([
      file: "test_cases:\n  - test_case: a\n    steps: [{user: hello}, {state: asked}]\n"
    ])
    let before = try text(shop, file)
    #expect(try run(shop, "--update").status == 1)
    #expect(try text(shop, file) == before)
  }

  @Test("No tests are a failure")
  func none() throws {
    let result = try run(try TinyShop())
    #expect(result.status == 1)
    #expect(result.output.contains("there are no tests"))
    let shop = try TinyShop([file: "test_cases: []\n"])
    #expect(try run(shop).status == 1)
  }

  @Test("What is wrong in a file ends with status 2, in check too, and the other tests are held")
  func broken() throws {
    let shop = try TinyShop([
      file: """
      test_cases:
        - test_case: misspelt
          steps:
            - user: hello
            - articel: track-order
        - test_case: dangling
          steps:
            - user: hello
            - article: trak-order

      """,
      "intents/tests/en/b.yml": passing,
      "intents/tests/xx/c.yml": passing,
    ])
    let problems = [
      "\(file):5: error: unknown key `articel` in a step; did you mean `article`? (unknown-key)",
      "\(file):9: error: there is no article `trak-order`; did you mean `track-order`? "
        + "(dangling-id)",
    ]
    let result = try run(shop)
    #expect(result.status == 2)
    #expect(Array(result.lines.prefix(2)) == problems, "\(result.output)")
    #expect(result.output.contains("intents/tests/xx/c.yml:0: error: "))
    #expect(result.lines.last?.hasPrefix("3 tests: 2 passed, 1 failed, 3 errors in files") == true)
    let check = try Program.run("check", "--content", shop.path)
    #expect(check.status == 1)
    #expect(Array(check.lines.prefix(2)) == problems, "\(check.output)")
    #expect(check.output.contains("intents/tests/xx/c.yml:0: error: "))
  }

  @Test("Files are held by name, in the language of their folder or of --lang")
  func files() throws {
    let shop = try TinyShop([file: passing, "other/c.yml": passing])
    let first = shop.folder.appending(path: file).path
    let other = shop.folder.appending(path: "other/c.yml").path
    let one = try run(shop, first)
    #expect(one.status == 0, "\(one.errors)")
    #expect(one.output.hasPrefix("2 tests: 2 passed"))
    let homeless = try run(shop, other)
    #expect(homeless.status == 2)
    #expect(homeless.errors.contains("--lang"))
    #expect(try run(shop, other, "--lang", "en").status == 0)
    #expect(try run(shop, "/nowhere/en/x.yml").status == 2)
  }

  @Test("The moment is given as a time", arguments: ["tomorrow", "2026-13-01T10:00:00Z", "10:00"])
  func now(time: String) throws {
    let shop = try TinyShop([file: passing])
    let wrong = try run(shop, "--now", time)
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("2026-01-05T10:00:00Z"))
    #expect(try run(shop, "--now", "2025-12-24T18:00:00Z").status == 0)
  }
}
