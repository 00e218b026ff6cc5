extension ConversationTestFile {
  /// Reads conversations as they were held: lines of `user:` and `bot:`, an empty line between two.
  ///
  /// A comment (`# ...`) before the first line of a conversation names it; `bot:` lines below each
  /// other are the lines of one reply.
  static func chatTests(
    _ bytes: [UInt8],
    file: String,
    problems: inout [ContentProblem]
  ) throws(ContentProblem) -> [ConversationTest] {
    let source = try SourceText(bytes, file: file)
    var tests: [ConversationTest] = []
    var open = OpenTest()
    func close() {
      defer { open = OpenTest() }
      guard let first = open.steps.first else { return }
      let test = ConversationTest(
        name: open.name ?? "conversation \(tests.count + 1)",
        line: first.line,
        steps: open.steps
      )
      do throws(ContentProblem) {
        try check(test, file: file)
        tests.append(test)
      } catch {
        problems.append(error)
      }
    }
    for index in source.lines.indices {
      let line = source.text(ofLines: index..<index + 1).trimmed
      if line.isEmpty {
        close()
      } else if line.hasPrefix("#") {
        let name = String(line.drop { $0 == "#" }).trimmed
        if open.steps.isEmpty, !name.isEmpty { open.name = name }
      } else if let said = text(of: line, by: "user:") {
        open.steps.append(ConversationTest.Step(.user(said), line: index + 1))
      } else if let said = text(of: line, by: "bot:") {
        open.addReply(said, line: index + 1)
      } else {
        problems.append(
          ContentProblem(
            file: file,
            line: index + 1,
            "expected `user: ...`, `bot: ...`, `# a comment` or an empty line",
            rule: "test-steps"
          )
        )
      }
    }
    close()
    return tests
  }

  private struct OpenTest {
    var name: String?
    var steps: [ConversationTest.Step] = []

    mutating func addReply(_ text: String, line: Int) {
      if let last = steps.last, case .expect(.bot(let above)) = last.action {
        steps[steps.count - 1] = ConversationTest.Step(
          .expect(.bot(above + "\n" + text)),
          line: last.line
        )
      } else {
        steps.append(ConversationTest.Step(.expect(.bot(text)), line: line))
      }
    }
  }

  private static func text(of line: String, by speaker: String) -> String? {
    line.hasPrefix(speaker) ? String(line.dropFirst(speaker.count)).trimmed : nil
  }
}
