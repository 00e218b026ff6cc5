/// Reads conversation tests: `.yml` files of `test_cases:`, and `.chat` files of what was said.
///
/// *Source*: Rasa, "End-to-End Testing" (`test_cases`, `test_case`, `steps`). *Difference from the
/// source*: a step has one key; steps behind `user` are checked against the reply to it; fixtures,
/// assertions and slots are not supported.
package struct ConversationTestFile: Sendable, Hashable {
  package let file: String
  package let tests: [ConversationTest]

  private static let stepKeys = [
    "user", "bot", "utter", "intent", "article", "handoff", "buttons", "contains", "matches",
    "state", "slot_was_set", "slot_was_not_set",
  ]

  /// Reads a file; a test with a mistake in it is left out and its mistakes are reported.
  ///
  /// - Throws: `ContentProblem` when nothing can be made of the file at all.
  package init(
    parsing bytes: [UInt8],
    file: String,
    problems: inout [ContentProblem]
  ) throws(ContentProblem) {
    self.file = file
    guard !file.hasSuffix(".chat") else {
      tests = try Self.chatTests(bytes, file: file, problems: &problems)
      return
    }
    let root = try StrictYAML.parseMap(bytes, file: file)
    Self.check(root, allowed: ["version", "test_cases"], of: "a file of tests", &problems)
    var tests: [ConversationTest] = []
    var lines: [String: Int] = [:]
    for node in try root.required("test_cases", of: "the file").list("test_cases") {
      do throws(ContentProblem) {
        let known = problems.count
        let test = try Self.test(node, &problems)
        if let first = lines[test.name] {
          throw ContentProblem(
            file: file,
            line: test.line,
            "there is a test `\(test.name)` on line \(first) already; expected a name of its own",
            rule: "duplicate-test"
          )
        }
        lines[test.name] = test.line
        if problems.count == known { tests.append(test) }
      } catch {
        problems.append(error)
      }
    }
    self.tests = tests
  }

  private static func test(
    _ node: YAMLNode,
    _ problems: inout [ContentProblem]
  ) throws(ContentProblem) -> ConversationTest {
    let map = try node.map("test_cases")
    check(map, allowed: ["test_case", "steps"], of: "a test", &problems)
    let name = try map.required("test_case", of: "the test").locatedText("test_case")
    var steps: [ConversationTest.Step] = []
    for node in try map.required("steps", of: "the test `\(name.text)`").list("steps") {
      do throws(ContentProblem) {
        steps.append(try step(node))
      } catch {
        problems.append(error)
      }
    }
    let test = ConversationTest(name: name.text, line: name.line, steps: steps)
    // Where a step is wrong already, what is missing may be that very step.
    if !problems.contains(where: { $0.file == map.file && $0.line >= map.line }) {
      try check(test, file: map.file)
    }
    return test
  }

  /// Checks that there is something to say, and something expected of the reply.
  static func check(_ test: ConversationTest, file: String) throws(ContentProblem) {
    func problem(_ line: Int, _ message: String) -> ContentProblem {
      ContentProblem(file: file, line: line, message, rule: "test-steps")
    }
    var expects = false
    for (place, step) in test.steps.enumerated() {
      guard case .expect = step.action else { continue }
      expects = true
      if place == 0 {
        throw problem(step.line, "expected `user:` first, as there is no reply to check yet")
      }
    }
    guard expects else {
      throw problem(
        test.line,
        "the test `\(test.name)` checks nothing; expected a step such as `article:` after `user:`"
      )
    }
  }

  private static func step(_ node: YAMLNode) throws(ContentProblem) -> ConversationTest.Step {
    let map = try node.map("steps")
    guard let entry = map.entries.first, map.entries.count == 1 else {
      let second = map.entries.dropFirst().first
      throw ContentProblem(
        file: map.file,
        line: second?.keyLine ?? map.line,
        "a step has one key; write `- \(second?.key ?? "user"): ...` as a step of its own",
        rule: "test-steps"
      )
    }
    guard stepKeys.contains(entry.key) else {
      throw unknown(entry, in: map, allowed: stepKeys, of: "a step")
    }
    func wrong(_ message: String, rule: String = "wrong-type") -> ContentProblem {
      ContentProblem(file: map.file, line: entry.keyLine, message, rule: rule)
    }
    let key = entry.key
    if key == "slot_was_set" || key == "slot_was_not_set" {
      throw wrong(
        "`\(key)` is not supported yet, as there are no slots; leave the step out",
        rule: "not-supported"
      )
    }
    func made(_ expectation: ConversationTest.Expectation) -> ConversationTest.Step {
      ConversationTest.Step(.expect(expectation), line: entry.keyLine)
    }
    if key == "buttons" {
      return made(.buttons(try entry.node.texts(key).map(\.text)))
    }
    if key == "user", case .scalar(let scalar) = entry.node.value {
      // A customer may well send white space alone.
      return ConversationTest.Step(.user(scalar.text), line: entry.keyLine)
    }
    let text = try entry.node.text(key)
    switch key {
    case "bot": return made(.bot(text))
    case "utter": return made(.utter(text))
    case "intent": return made(.intent(text))
    case "article": return made(.article(text))
    case "contains": return made(.contains(text))
    case "handoff":
      guard ["true", "false"].contains(text) else {
        throw wrong("`handoff`: expected true or false, found `\(text)`")
      }
      return made(.handoff(text == "true"))
    case "matches":
      guard (try? Regex(text)) != nil else {
        throw wrong("`matches`: `\(text)` is not a regular expression", rule: "test-regex")
      }
      return made(.matches(text))
    default:
      guard let state = ConversationTest.State(rawValue: text) else {
        let names = ConversationTest.State.allCases.map(\.rawValue)
        throw wrong(
          "`state`: expected \(names.joined(separator: ", ")), found `\(text)`"
            + KeyCheck.hint(for: text, among: names)
        )
      }
      return made(.state(state))
    }
  }

  private static func check(
    _ map: YAMLMap,
    allowed: [String],
    of owner: String,
    _ problems: inout [ContentProblem]
  ) {
    for entry in map.entries where !allowed.contains(entry.key) {
      problems.append(unknown(entry, in: map, allowed: allowed, of: owner))
    }
  }

  private static func unknown(
    _ entry: YAMLEntry,
    in map: YAMLMap,
    allowed: [String],
    of owner: String
  ) -> ContentProblem {
    let hint = KeyCheck.hint(for: entry.key, among: allowed)
    return ContentProblem(
      file: map.file,
      line: entry.keyLine,
      "unknown key `\(entry.key)` in \(owner)"
        + (hint.isEmpty
          ? "; expected one of " + allowed.map { "`\($0)`" }.joined(separator: ", ") : hint),
      rule: "unknown-key"
    )
  }
}
