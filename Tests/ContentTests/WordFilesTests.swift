import Content
import Testing

@Suite("Synonyms and words")
struct WordFilesTests {
  private func synonyms(_ text: String) throws -> SynonymFile {
    var warnings: [ContentProblem] = []
    return try SynonymFile(parsing: Array(text.utf8), file: "synonyms.yml", warnings: &warnings)
  }

  @Test("Synonyms are groups, or rules from some words to others")
  func synonymFile() throws {
    let file = try synonyms(
      """
      two_way:
        - [parcel, package, delivery box]
        - - hoodie
          - sweatshirt
      one_way:
        - from: [trainers, sneakers]
          to: [shoes]
      """
    )
    #expect(
      file.twoWay.map(\.words) == [
        ["parcel", "package", "delivery box"], ["hoodie", "sweatshirt"],
      ]
    )
    #expect(file.twoWay.map(\.line) == [2, 3])
    #expect(file.oneWay.map(\.from) == [["trainers", "sneakers"]])
    #expect(file.oneWay.map(\.to) == [["shoes"]])
    #expect(file.oneWay.map(\.line) == [6])
  }

  @Test(
    "Groups that mean nothing are errors",
    arguments: [
      ("two_way:\n  - [a]", "synonym-group"), ("one_way:\n  - from: [a]", "missing-key"),
      ("one_way:\n  - from: []\n    to: [b]", "synonym-group"), ("two_way: [a, b]", "wrong-type"),
      ("towway: []\ntwo_wy: []", "unknown-key"),
    ]
  )
  func mistakes(text: String, rule: String) {
    #expect(problem { _ = try synonyms(text) }?.rule == rule)
  }

  @Test("Fillers are read from lists of either form")
  func words() throws {
    for text in ["fillers: [please, no, 'on']", "fillers:\n  - please\n  - no\n  - on\n"] {
      var warnings: [ContentProblem] = []
      let file = try WordFile(parsing: Array(text.utf8), file: "words.yml", warnings: &warnings)
      #expect(file.fillers.map(\.text) == ["please", "no", "on"])
    }
  }
}
