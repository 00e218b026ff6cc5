import Content
import Foundation
import TestSupport
import Testing
import TextAnalysis

@Suite("Files of conversation tests")
struct ConversationTestFileTests {
  private func read(
    _ text: String,
    file: String = "intents/tests/en/a.yml"
  ) throws -> (tests: [ConversationTest], problems: [ContentProblem]) {
    var problems: [ContentProblem] = []
    let read = try ConversationTestFile(parsing: Array(text.utf8), file: file, problems: &problems)
    return (read.tests, problems)
  }

  private func step(_ expectation: ConversationTest.Expectation, _ line: Int)
    -> ConversationTest.Step
  {
    ConversationTest.Step(.expect(expectation), line: line)
  }

  @Test("Every kind of step is read with its line")
  func steps() throws {
    let (tests, problems) = try read(
      """
      test_cases:
        - test_case: all of them
          steps:
            - user: hello
            - bot: |
                Hello!
                Again.
            - utter: utter_greet
            - intent: smalltalk/greet
            - article: track-order
            - handoff: false
            - buttons: [one, two]
            - contains: "a: b"
            - matches: '\\d+'
            - state: asked

      """
    )
    #expect(problems.isEmpty)
    let test = try #require(tests.first)
    #expect(test.name == "all of them")
    #expect(test.line == 2)
    #expect(
      test.steps == [
        ConversationTest.Step(.user("hello"), line: 4), step(.bot("Hello!\nAgain."), 5),
        step(.utter("utter_greet"), 8), step(.intent("smalltalk/greet"), 9),
        step(.article("track-order"), 10), step(.handoff(false), 11),
        step(.buttons(["one", "two"]), 12), step(.contains("a: b"), 13),
        step(.matches("\\d+"), 14), step(.state(.asked), 15),
      ]
    )
  }

  @Test(
    "A mistake is reported with its line, and the test it is in is left out",
    arguments: [
      ("- usr: hello", "unknown-key", "did you mean `user`?"),
      ("- artcle: a", "unknown-key", "did you mean `article`?"),
      ("- weather: a", "unknown-key", "expected one of `user`"),
      ("- state: answerd", "wrong-type", "did you mean `answered`?"),
      ("- handoff: yes", "wrong-type", "expected true or false"),
      ("- matches: '(['", "test-regex", "not a regular expression"),
      ("- wait: soon", "wrong-type", "such as 90s"),
      ("- customer: {name: Ana}", "wrong-type", "has no `id`"),
      ("- article: ''", "wrong-type", "found an empty one"),
      ("- {article: a, state: asked}", "test-steps", "one key"),
    ]
  )
  func mistakes(line: String, rule: String, message: String) throws {
    let (tests, problems) = try read(
      """
      test_cases:
        - test_case: wrong
          steps:
            - user: hello
            - state: answered
            \(line)
        - test_case: right
          steps:
            - user: hello
            - state: answered

      """
    )
    #expect(tests.map(\.name) == ["right"])
    #expect(problems.map(\.rule) == [rule])
    let problem = try #require(problems.first)
    #expect(problem.line == 6)
    #expect(problem.severity == .error)
    #expect(problem.message.contains(message), "\(problem.message)")
  }

  @Test("Steps that check nothing, or nothing that was said, are mistakes")
  func order() throws {
    let (tests, problems) = try read(
      """
      test_cases:
        - test_case: checks nothing
          steps:
            - user: hello
        - test_case: nothing said
          steps:
            - state: answered
            - user: hello
        - test_case: twice
          steps: [{user: a}, {state: asked}]
        - test_case: twice
          steps: [{user: a}, {state: asked}]

      """
    )
    #expect(tests.map(\.name) == ["twice"])
    #expect(problems.map(\.line) == [2, 7, 11])
    #expect(problems.map(\.rule) == ["test-steps", "test-steps", "duplicate-test"])
  }

  @Test("A file without test_cases is none")
  func root() {
    let missing = problem { _ = try read("version: '3.1'\n") }
    #expect(missing?.rule == "missing-key")
  }

  @Test("A chat is cut at empty lines and named by the comment before it")
  func chat() throws {
    let (tests, problems) = try read(
      "# the first\nuser: hello\nbot: Hello!\nbot: What is it?\n# a remark\nuser: a: b\n"
        + "bot: c\n\n\nuser: x\nbot: y\r\n",
      file: "intents/tests/en/a.chat"
    )
    #expect(problems.isEmpty)
    #expect(tests.map(\.name) == ["the first", "conversation 2"])
    #expect(
      tests.first?.steps == [
        ConversationTest.Step(.user("hello"), line: 2), step(.bot("Hello!\nWhat is it?"), 3),
        ConversationTest.Step(.user("a: b"), line: 6), step(.bot("c"), 7),
      ]
    )
    #expect(tests.last?.steps.last == step(.bot("y"), 11))
  }

  @Test("A line of a chat that nobody said is a mistake")
  func strangeLine() throws {
    let problems = try read("user: a\nbt: b\nbot: c\n", file: "a.chat").problems
    #expect(problems.map(\.line) == [2])
  }

  @Test("Random bytes are read or refused, and never end the program", arguments: 0..<200)
  func fuzz(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let sample = Array(
      "test_cases:\n  - test_case: a\n    steps:\n      - user: b\n      - bot: c\n".utf8
    )
    for bytes in [generator.bytes(upTo: 200), generator.mutated(sample)] {
      for file in ["a.yml", "a.chat"] {
        var problems: [ContentProblem] = []
        let read = try? ConversationTestFile(parsing: bytes, file: file, problems: &problems)
        #expect(read?.tests.allSatisfy { !$0.steps.isEmpty } ?? true)
        for line in 1...6 {
          _ = try? ReplyRewriting.rewrite(bytes, file: file, replies: [line: "new: # text"])
        }
      }
    }
  }

  @Test("The bundled shop has at least 12 tests in each language", arguments: Language.allCases)
  func bundled(language: Language) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let name = "intents/tests/\(language.code)/conversations.yml"
    var problems: [ContentProblem] = []
    let file = try ConversationTestFile(
      parsing: [UInt8](try Data(contentsOf: root.appending(path: name))),
      file: name,
      problems: &problems
    )
    #expect(problems.isEmpty)
    #expect(file.tests.count >= 12)
  }
}
