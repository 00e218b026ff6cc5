import Content
import Testing

@Suite("Lexicon files")
struct LexiconFileTests {
  private func lexicon(
    _ text: String,
    warnings: inout [ContentProblem]
  ) throws -> LexiconFile {
    try LexiconFile(parsing: Array(text.utf8), file: "en.yml", warnings: &warnings)
  }

  @Test("Concepts have their words in the file's order, in lists of either form")
  func concepts() throws {
    var warnings: [ContentProblem] = []
    let file = try lexicon(
      """
      # What customers say.
      concepts:
        # Delivery
        parcel: [parcel, delivery box, 'on']
        money-back:
          - refund
          - get my money back

      """,
      warnings: &warnings
    )
    #expect(file.concepts.map(\.name) == ["parcel", "money-back"])
    #expect(file.concepts.map(\.line) == [4, 5])
    #expect(
      file.concepts.map(\.phrases) == [
        ["parcel", "delivery box", "on"], ["refund", "get my money back"],
      ]
    )
    #expect(warnings.isEmpty)
  }

  @Test("A file without concepts is one of none")
  func empty() throws {
    var warnings: [ContentProblem] = []
    #expect(try lexicon("concepts: {}\n", warnings: &warnings).concepts.isEmpty)
  }

  @Test(
    "Mistakes are errors at file and line",
    arguments: [
      ("concepts:\n  parcel: [a]\n  void: []\n", "en.yml:3", "lexicon-concept"),
      ("concepts:\n  parcel: box\n", "en.yml:2", "wrong-type"),
      ("concepts:\n  parcel: [a]\n  box:\n    b: c\n", "en.yml:4", "wrong-type"),
      ("", "en.yml", "wrong-type"), ("concepts: [a, b]\n", "en.yml:1", "wrong-type"),
      ("concepts:\n  parcel: [a]\n  parcel: [b]\n", "en.yml:3", "yaml-duplicate-key"),
      ("# x\nconcept:\n  parcel: [a]\n", "en.yml:2", "unknown-key"),
      ("concepts:\n  parcel: [a\n", "en.yml:2", nil),
    ]
  )
  func mistakes(text: String, place: String, rule: String?) {
    var warnings: [ContentProblem] = []
    let found = problem { _ = try lexicon(text, warnings: &warnings) }
    #expect(found?.place.hasPrefix(place) == true, "\(String(describing: found))")
    if let rule { #expect(found?.rule == rule) }
  }

  @Test("Bytes that are not UTF-8 are an error, not a word")
  func notUTF8() {
    var warnings: [ContentProblem] = []
    let found = problem {
      _ = try LexiconFile(
        parsing: Array("concepts:\n  a: [".utf8) + [0xFF] + Array("]\n".utf8),
        file: "en.yml",
        warnings: &warnings
      )
    }
    #expect(found?.file == "en.yml")
  }
}
