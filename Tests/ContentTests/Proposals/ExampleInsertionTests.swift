import TestSupport
import Testing
import TextAnalysis

@testable import Content

@Suite("Insertion of examples")
struct ExampleInsertionTests {
  private static let intents = """
    # Our intents
    version: "3.1"
    nlu:
      - intent: order/track
        article: track-order
        examples: |
          - where is it
          -  two blanks [A-1](order_number)

        # behind the block
        templates: |
          - (track|find) it
      - intent: listed
        examples:
        - one   # with a comment
        - "two: quoted"
      - intent: mapped
        examples:
          - text: one
            metadata: {a: b}
          - text: |
              - two

      - examples: [a, "b, c" ]
        intent: flow
      - intent: patterns
        templates: |
          - (a|b) c
      - intent: folded
        examples: >
          - a
      - {intent: braces, examples: [x]}
    responses:
      utter_listed:
        - text: "Yes: it is"

    """
  private static let article = """
    ---
    id: warranty
    title: How long is
      the warranty?
    questions:
      - how long
      - is it
        broken   # a comment
    # tags follow
    tags: [a, b]
    ---
    Two years.

    """

  private static func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(
      separator: "\n",
      omittingEmptySubsequences: false
    ).map(String.init)
  }

  /// The lines that were added; every other one must stand as it stood.
  private static func added(_ bytes: [UInt8], to text: String) throws -> [String] {
    var before = lines(Array(text.utf8))[...]
    var added: [String] = []
    for line in lines(bytes) {
      if line == before.first { before.removeFirst() } else { added.append(line) }
    }
    #expect(before.isEmpty)
    return added
  }

  private static func examples(_ bytes: [UInt8], of name: String) throws -> [String] {
    var warnings: [ContentProblem] = []
    let file = try IntentFileParser.parse(bytes, file: "f.yml", warnings: &warnings)
    return file.intents.first { $0.name == name }?.examples.map(\.text) ?? []
  }

  @Test(
    "Examples stand behind the last one, written as the file writes them",
    arguments: [
      ("order/track", 9, ["      -  new: one", "      -  #2"]),
      ("listed", 17, ["    - \"new: one\"", "    - \"#2\""]),
      ("mapped", 24, ["      - text: \"new: one\"", "      - text: \"#2\""]),
      ("patterns", 29, ["    examples: |", "      - new: one", "      - #2"]),
    ]
  )
  func intent(name: String, line: Int, expected: [String]) throws {
    let bytes = Array(Self.intents.utf8)
    let result = try ExampleInsertion.insert(
      ["new: one", "#2"],
      intoIntent: name,
      of: bytes,
      file: "f.yml"
    )
    #expect(try Self.added(result.bytes, to: Self.intents) == expected)
    #expect(Self.lines(result.bytes)[result.line - 1] == expected.first { $0.contains("- ") })
    let before = try Self.examples(bytes, of: name)
    #expect(try Self.examples(result.bytes, of: name) == before + ["new: one", "#2"])
  }

  @Test("A list within a line grows within its line")
  func flow() throws {
    let result = try ExampleInsertion.insert(
      ["c \"d\"", "e"],
      intoIntent: "flow",
      of: Array(Self.intents.utf8),
      file: "f.yml"
    )
    let line = "  - examples: [a, \"b, c\", \"c \\\"d\\\"\", \"e\" ]"
    #expect(
      try Self.added(
        result.bytes,
        to: Self.intents.replacing(
          "  - examples: [a, \"b, c\" ]\n",
          with: ""
        )
      ) == [line]
    )
    #expect(Self.lines(result.bytes)[result.line - 1] == line)
    let questions = Self.article.replacing("tags: [a, b]", with: "media: []")
      .replacing(
        "questions:\n  - how long\n  - is it\n    broken   # a comment",
        with: "questions: [ ]"
      )
    let inserted = try ExampleInsertion.insert(
      ["x"],
      intoArticle: Array(questions.utf8),
      file: "a.md",
      language: .english
    )
    #expect(String(decoding: inserted.bytes, as: UTF8.self).contains("questions: [\"x\" ]\n"))
  }

  @Test(
    "What is written in a way that nothing can be added to is refused",
    arguments: [
      ("folded", "insertion"), ("braces", "insertion"), ("absent", "unknown-intent"),
    ]
  )
  func refused(name: String, rule: String) {
    let problem = #expect(throws: ContentProblem.self) {
      try ExampleInsertion.insert(
        ["x"],
        intoIntent: name,
        of: Array(Self.intents.utf8),
        file: "f.yml"
      )
    }
    #expect(problem?.rule == rule)
  }

  @Test("Questions stand behind an article's last one, in quotes where they need them")
  func article() throws {
    let texts = ["is it free", "what: now", "no", "- x", "٢ سنة", "[a](b)", "2 years", "it's"]
    let result = try ExampleInsertion.insert(
      texts,
      intoArticle: Array(Self.article.utf8),
      file: "a.md",
      language: .english
    )
    let expected = [
      "  - is it free", "  - \"what: now\"", "  - \"no\"", "  - \"- x\"", "  - ٢ سنة",
      "  - \"[a](b)\"", "  - 2 years", "  - it's",
    ]
    #expect(try Self.added(result.bytes, to: Self.article) == expected)
    #expect(Self.lines(result.bytes)[result.line - 1] == expected[0])
    var warnings: [ContentProblem] = []
    let article = try ArticleParser.parse(
      result.bytes,
      file: "a.md",
      language: .english,
      warnings: &warnings
    )
    #expect(article.questions.map(\.text) == ["how long", "is it broken"] + texts)
  }

  @Test("An article without questions gets them below its title", arguments: ["", "questions:\n"])
  func withoutQuestions(key: String) throws {
    let text = Self.article.replacing(
      "questions:\n  - how long\n  - is it\n    broken   # a comment\n",
      with: key
    )
    let result = try ExampleInsertion.insert(
      ["x"],
      intoArticle: Array(text.utf8),
      file: "a.md",
      language: .english
    )
    #expect(
      try Self.added(result.bytes, to: text) == (key.isEmpty ? ["questions:"] : []) + ["  - x"]
    )
    #expect(Self.lines(result.bytes)[result.line - 1] == "  - x")
  }

  @Test("Line ends stay what they are, also where the last line has none")
  func lineEnds() throws {
    let text = "nlu:\r\n- intent: a\r\n  examples: |\r\n    - b"
    let once = try ExampleInsertion.insert(
      ["c"],
      intoIntent: "a",
      of: Array(text.utf8),
      file: "f.yml"
    )
    #expect(String(decoding: once.bytes, as: UTF8.self) == text + "\r\n    - c")
    let ended = Array((text + "\r\nresponses:\r\n").utf8)
    let twice = try ExampleInsertion.insert(["c"], intoIntent: "a", of: ended, file: "f.yml")
    #expect(
      String(decoding: twice.bytes, as: UTF8.self) == text + "\r\n    - c\r\nresponses:\r\n"
    )
  }

  @Test("Whatever the text, it is read back or refused", arguments: 1...40)
  func anyText(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("ab:-#[]{}()\"'\\|>&*!%@`?, .=~é1")
    for _ in 0..<60 {
      let count = Int.random(in: 1...9, using: &random)
      let letters = (0..<count).map { _ in
        alphabet[Int.random(in: alphabet.indices, using: &random)]
      }
      let text = String(letters).trimmed
      guard !text.isEmpty else { continue }
      let article = try ExampleInsertion.insert(
        [text],
        intoArticle: Array(Self.article.utf8),
        file: "a.md",
        language: .english
      )
      #expect(article.bytes.count > Self.article.utf8.count)
      guard ExampleText.refusal(of: text, at: .intent("x")) == nil else { continue }
      for name in ["order/track", "listed", "mapped", "flow", "patterns"] {
        _ = try ExampleInsertion.insert(
          [text],
          intoIntent: name,
          of: Array(Self.intents.utf8),
          file: "f.yml"
        )
      }
    }
  }
}
