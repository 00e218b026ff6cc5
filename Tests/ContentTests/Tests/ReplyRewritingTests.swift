import Content
import Testing

@Suite("Rewriting the replies of test files")
struct ReplyRewritingTests {
  private func rewritten(
    _ text: String,
    _ replies: [Int: String],
    file: String = "a.yml"
  ) throws -> String {
    String(
      decoding: try ReplyRewriting.rewrite(Array(text.utf8), file: file, replies: replies),
      as: UTF8.self
    )
  }

  /// One way of writing a reply, and the same behind another one.
  struct Sample: Sendable, CustomTestStringConvertible {
    let before: String
    let reply: String
    let after: String

    var testDescription: String { before }
  }

  static let samples = [
    Sample(before: "bot: old", reply: "new", after: "bot: new"),
    Sample(before: "bot:   old  # why", reply: "new", after: "bot: new  # why"),
    Sample(before: "bot: \"old # \\\" x\"  # why", reply: "new", after: "bot: \"new\"  # why"),
    Sample(before: "bot: 'it''s old' # why", reply: "new", after: "bot: \"new\" # why"),
    Sample(before: "bot: old", reply: "say: \"hi\" # x", after: #"bot: "say: \"hi\" # x""#),
    Sample(
      before: "bot: old\n          and older\n\n          and oldest",
      reply: "new",
      after: "bot: new"
    ),
    Sample(
      before: "bot: \"old\n          older\"",
      reply: "new",
      after: "bot: \"new\""
    ),
    Sample(
      before: "bot: >-\n          old\n          # no comment",
      reply: "new",
      after: "bot: new"
    ),
    Sample(before: "bot: old", reply: "a\n1 b", after: "bot: |-\n          a\n          1 b"),
    Sample(
      before: "bot: |\n          old\n\n          older",
      reply: "a\n\nb",
      after: "bot: |-\n          a\n          b"
    ),
  ]

  @Test("A reply is replaced and every other byte stays", arguments: samples)
  func replaced(sample: Sample) throws {
    func file(_ step: String) -> String {
      "# head\ntest_cases:\n  - test_case: a\n    steps:\n      - user: b   # odd   spaces\n"
        + "      - \(step)\n\n      # a comment\n      - user: c\n      - state: asked\n"
    }
    let result = try rewritten(file(sample.before), [6: sample.reply])
    #expect(result == file(sample.after))
    var problems: [ContentProblem] = []
    let read = try ConversationTestFile(
      parsing: Array(result.utf8),
      file: "a.yml",
      problems: &problems
    )
    #expect(problems.isEmpty)
    let lines = sample.reply.split(separator: "\n").joined(separator: "\n")
    #expect(read.tests.first?.steps[1].action == .expect(.bot(lines)))
    #expect(read.tests.first?.steps.count == 4)
  }

  @Test("Line ends of another kind stay")
  func carriageReturns() throws {
    let text = "steps:\r\n  - user: a\r\n  - bot: old\r\n  - user: c\r\n"
    #expect(
      try rewritten(text, [3: "x\ny"])
        == "steps:\r\n  - user: a\r\n  - bot: |-\r\n      x\r\n      y\r\n  - user: c\r\n"
    )
  }

  @Test("Lines of a chat become as many as the reply has")
  func chat() throws {
    #expect(
      try rewritten(
        "user: a\nbot: one\nbot: two\n# c\nuser: b\nbot: x",
        [2: "1\n2\n3", 6: "y"],
        file: "a.chat"
      ) == "user: a\nbot: 1\nbot: 2\nbot: 3\n# c\nuser: b\nbot: y"
    )
  }

  @Test("A line without a reply is refused", arguments: [1, 2, 3, 9])
  func refused(line: Int) {
    let refusal = problem { _ = try rewritten("a: b\n- {bot: x}\n- bot:\n", [line: "new"]) }
    #expect(refusal?.rule == "test-update")
    #expect(refusal?.line == line)
  }
}
