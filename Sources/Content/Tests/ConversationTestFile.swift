/// Reads conversation tests: `.yml` files of `test_cases:`, and `.chat` files of what was said.
///
/// *Source*: Rasa, "End-to-End Testing" (`test_cases`, `test_case`, `steps`). *Difference from the
/// source*: a step has one key; steps behind `user` are checked against the reply to it; `customer`,
/// `event`, `attachment` and `wait` are happenings too; fixtures and assertions are not supported.
package struct ConversationTestFile: Sendable, Hashable {
  package let file: String
  package let tests: [ConversationTest]

  private static let stepKeys = [
    "user", "bot", "utter", "intent", "article", "handoff", "buttons", "contains", "matches",
    "state", "slot_was_set", "slot_was_not_set", "flow", "completed", "reason", "notice",
    "attachment", "customer", "event", "wait",
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
        steps += try self.steps(node)
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
    var isSaid = false
    for step in test.steps {
      switch step.action {
      case .user, .attachment, .event: isSaid = true
      case .customer, .wait: break
      case .expect:
        expects = true
        guard isSaid else {
          throw problem(step.line, "expected `user:` first, as there is no reply to check yet")
        }
      }
    }
    guard expects else {
      throw problem(
        test.line,
        "the test `\(test.name)` checks nothing; expected a step such as `article:` after `user:`"
      )
    }
  }

  private static func steps(_ node: YAMLNode) throws(ContentProblem) -> [ConversationTest.Step] {
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
    func step(_ action: ConversationTest.Step.Action) -> [ConversationTest.Step] {
      [ConversationTest.Step(action, line: entry.keyLine)]
    }
    func made(_ expectation: ConversationTest.Expectation) -> [ConversationTest.Step] {
      step(.expect(expectation))
    }
    if key == "buttons" {
      return made(.buttons(try entry.node.texts(key).map(\.text)))
    }
    if key == "user", case .scalar(let scalar) = entry.node.value {
      // A customer may well send white space alone.
      return step(.user(scalar.text))
    }
    switch key {
    case "slot_was_set":
      return try slots(entry.node).map {
        ConversationTest.Step(.expect(.slotWasSet($0.name, $0.value)), line: $0.line)
      }
    case "slot_was_not_set":
      return try slots(entry.node).map {
        ConversationTest.Step(.expect(.slotWasNotSet($0.name)), line: $0.line)
      }
    case "customer":
      var fields: [String: String] = [:]
      for entry in try entry.node.map(key).entries {
        fields[entry.key] = try entry.node.text(entry.key)
      }
      guard fields["id"] != nil else { throw wrong("`customer` has no `id`; expected one") }
      return step(.customer(fields))
    case "event":
      return step(try event(entry.node))
    default: break
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
    case "flow": return made(.flow(text == "none" ? nil : text))
    case "completed": return made(.completed(text))
    case "reason": return made(.reason(text))
    case "notice": return made(.notice(text))
    case "attachment": return step(.attachment(text))
    case "wait":
      guard let seconds = seconds(text) else {
        throw wrong("`wait`: expected a time such as 90s, 15m, 2h or 3d, found `\(text)`")
      }
      return step(.wait(seconds))
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

  /// Reads a time such as 90s, 15m, 2h or 3d, in seconds.
  private static func seconds(_ text: String) -> Double? {
    guard let unit = text.last, let number = Double(text.dropLast()), number >= 0 else {
      return nil
    }
    switch unit {
    case "s": return number
    case "m": return number * 60
    case "h": return number * 3_600
    case "d": return number * 86_400
    default: return nil
    }
  }

  /// Reads the slots a step names: a name, a list of names, or names with values.
  private static func slots(
    _ node: YAMLNode
  ) throws(ContentProblem) -> [(name: String, value: String?, line: Int)] {
    switch node.value {
    case .list(let items):
      var found: [(name: String, value: String?, line: Int)] = []
      for item in items { found += try slots(item) }
      return found
    case .map(let entries):
      var found: [(name: String, value: String?, line: Int)] = []
      for entry in entries {
        found.append((entry.key, try entry.node.text(entry.key), entry.keyLine))
      }
      return found
    case .scalar, .null:
      return [(try node.text("slot"), nil, node.line)]
    }
  }

  /// Reads an event: its name, or a map of `name` and its fields.
  private static func event(
    _ node: YAMLNode
  ) throws(ContentProblem) -> ConversationTest.Step.Action {
    guard case .map = node.value else { return .event(try node.text("event"), [:]) }
    let map = try node.map("event")
    var fields: [String: SlotValue] = [:]
    for entry in map.entries where entry.key != "name" {
      let text = try entry.node.text(entry.key)
      fields[entry.key] =
        Int(text).map { .number($0) } ?? ContentDate(text).map { .date($0) }
        ?? (text == "true" || text == "false" ? .bool(text == "true") : .text(text))
    }
    return .event(try map.required("name", of: "the event").text("name"), fields)
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
