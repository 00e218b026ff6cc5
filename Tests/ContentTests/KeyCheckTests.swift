import Content
import Testing

@Suite("KeyCheck")
struct KeyCheckTests {
  private let allowed = ["id", "title", "questions", "tags"]

  @Test(
    "The nearest name within two edits is suggested",
    arguments: [
      ("titel", "title"), ("question", "questions"), ("qestion", "questions"), ("tag", "tags"),
      ("Title", "title"), ("colour", nil), ("text", nil), ("i", "id"), ("", nil),
    ] as [(String, String?)]
  )
  func suggestion(name: String, expected: String?) {
    #expect(KeyCheck.suggestion(for: name, among: allowed) == expected)
  }

  @Test("Among equally near names the first in the alphabet is suggested")
  func tie() {
    #expect(KeyCheck.suggestion(for: "abcx", among: ["abcz", "abcy"]) == "abcy")
  }

  @Test("A slip of the pen is an error, a key of one's own is a warning")
  func check() throws {
    var warnings: [ContentProblem] = []
    try KeyCheck.check(
      map("id: a\nowner: anna\n"),
      allowed: allowed,
      of: "an article",
      warnings: &warnings
    )
    #expect(warnings.map(\.rule) == ["unknown-key"])
    #expect(warnings.first?.line == 2)
    #expect(warnings.first?.severity == .warning)
    let found = problem {
      try KeyCheck.check(map("id: a\ntitel: b\n"), allowed: allowed, of: "it", warnings: &warnings)
    }
    #expect(found?.line == 2)
    #expect(found?.message.contains("did you mean `title`?") == true)
  }

  @Test("A key that is there already is not suggested")
  func present() throws {
    var warnings: [ContentProblem] = []
    try KeyCheck.check(
      map("title: a\ntitle2: b\n"),
      allowed: allowed,
      of: "it",
      warnings: &warnings
    )
    #expect(warnings.count == 1)
  }

  @Test("Very long names are not compared")
  func long() {
    let name = String(repeating: "a", count: 100_000)
    #expect(KeyCheck.suggestion(for: name, among: [name + "b"]) == nil)
  }
}
