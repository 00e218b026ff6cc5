import Content
import TestSupport
import Testing

@Suite("Files of flows")
struct FlowFileTests {
  private func library(_ text: String = FlowSamples.text) throws -> FlowLibrary {
    var problems: [ContentProblem] = []
    let library = try FlowSamples.library(text, &problems)
    #expect(problems == [])
    return library
  }

  @Test("Slots are read with their kinds and what else is known of them")
  func slots() throws {
    let library = try library()
    let code = try #require(library.slot("order_number"))
    #expect(code.kind == .code(CodePattern("A-#####")))
    #expect(code.isKept && !code.isPrivate)
    #expect(code.line == 2)
    #expect(library.slot("email")?.isPrivate == true)
    #expect(library.slot("postcode")?.kind == .postcode)
    #expect(library.slot("reason")?.kind == .choice(["too_small", "too_big", "faulty", "other"]))
    #expect(library.slot("item")?.kind == .record(of: "order_items", label: "title"))
    #expect(library.slot("points")?.kind == .quantity(minimum: 0, maximum: 100_000))
    #expect(library.slot("points")?.unit == "point")
    #expect(library.slot("note")?.kind == .text(minimumWords: 2))
    #expect(library.slot("when")?.kind == .date(.future))
    // The rows that a record is one of need no definition.
    #expect(library.slot("order_items") == nil)
    #expect(library.hasSlot("order_items"))
  }

  @Test("Actions are read with their connectors")
  func actions() throws {
    let library = try library()
    let find = try #require(library.action("find_order"))
    #expect(find.effect == .reads)
    #expect(find.arguments.map(\.slot) == ["order_number", "email", "postcode"])
    #expect(find.results.map(\.field) == ["stage", "found", "items"])
    #expect(find.results.map(\.slot) == ["order_stage", "order_found", "order_items"])
    #expect(find.verifies == "order_number")
    guard case .table(let operation) = find.connector else {
      Issue.record("\(find.connector)")
      return
    }
    #expect(operation.table == "orders")
    #expect(operation.verb == .find)
    #expect(operation.proof.map(\.column) == ["email", "postcode"])

    let cancel = try #require(library.action("cancel_order"))
    #expect(cancel.honoursKey)
    #expect(cancel.timeout == 2.5)
    #expect(cancel.retries == 2)
    // Without `arguments:` it gets what it names, from slots of the same names.
    #expect(cancel.arguments.map(\.field) == ["order_number"])
    guard case .table(let update) = cancel.connector, case .update(let set) = update.verb else {
      Issue.record("\(cancel.connector)")
      return
    }
    #expect(set.map(\.value) == [.literal("cancelled")])
    #expect(update.guards.map(\.values) == [["placed", "confirmed"]])
    #expect(
      library.action("crm")?.connector == .command(["/usr/local/bin/crm", "--json"])
    )
    #expect(library.action("erp")?.connector == .http("https://erp.example/api"))
  }

  @Test("Steps are numbered in the order of the file, with all targets found")
  func steps() throws {
    let flow = try #require(try library().flow("cancel_order"))
    #expect(flow.triggers.map(\.text) == ["order/cancel", "article:cancel-order"])
    #expect(flow.record?.text == "crm")
    #expect(flow.condition == .not(.isTrue(.slot("confirmed"))))
    #expect(
      flow.steps.map(\.id) == ["1", "2", "3", "4", "5", "6", "7", "confirm", "9", "10", "11"]
    )
    guard case .collect(let collect) = flow.steps[0].kind else {
      Issue.record("\(flow.steps[0])")
      return
    }
    #expect(collect.ask == "utter_ask_order_number")
    #expect(collect.askAgain { _ in true } == "utter_ask_again_order_number")
    #expect(collect.askAgain { _ in false } == "utter_ask_order_number")
    #expect(collect.rejections.map(\.response) == ["utter_no_such_order"])
    #expect(flow.steps[0].next == .to(.step(1)))
    #expect(flow.steps[1].kind == .action("find_order", onFailure: .step(2)))
    guard case .branch(let branches, let otherwise) = flow.steps[1].next else {
      Issue.record("\(flow.steps[1])")
      return
    }
    #expect(branches.map(\.destination) == [.step(7), .step(3)])
    #expect(otherwise == .step(5))
    #expect(flow.steps[2].kind == .say("utter_later"))
    #expect(flow.steps[2].next == .to(.end))
  }

  @Test("The end of a nested list goes on behind the step it hangs on")
  func fallThrough() throws {
    let flow = try #require(try library().flow("cancel_order"))
    #expect(flow.steps[3].next == .to(.step(4)))
    #expect(flow.steps[4].kind == .call("verify_order"))
    #expect(flow.steps[4].next == .to(.step(6)))
    #expect(flow.steps[6].kind == .handoff(reason: "complaint"))
    // Without `else`, and with something behind it, the step goes on there.
    guard case .branch(_, let otherwise) = flow.steps[7].next else {
      Issue.record("\(flow.steps[7])")
      return
    }
    #expect(otherwise == .step(10))
    #expect(flow.steps[9].next == .to(.end))
    #expect(flow.steps[10].next == .to(.end))
  }

  @Test("Assignments hold texts, numbers, other slots, or nothing")
  func assignments() throws {
    let text = """
      slots: {a: text, b: text}
      flows:
        f:
          steps:
            - set_slots: [{a: null}, {a: "x"}, {a: 3}, {a: slots.b}, {a: true}]
            - set_slots:
                b: "null"
      """
    let flow = try #require(try library(text).flow("f"))
    guard case .setSlots(let first) = flow.steps[0].kind,
      case .setSlots(let second) = flow.steps[1].kind
    else {
      Issue.record("\(flow.steps)")
      return
    }
    #expect(
      first.map(\.value)
        == [
          nil, .literal(.text("x")), .literal(.number(3)), .slot("b"), .literal(.bool(true)),
        ]
    )
    #expect(second.map(\.value) == [.literal(.text("null"))])
  }

  /// A change of the sample and the problem it must cause.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let rule: String
    let line: Int
    let named: String

    var testDescription: String { "\(rule): \(new)" }

    init(_ old: String, _ new: String, _ rule: String, _ line: Int, _ named: String) {
      self.old = old
      self.new = new
      self.rule = rule
      self.line = line
      self.named = named
    }
  }

  static let mistakes = [
    Mistake("type: email", "type: emial", "slot-type", 3, "`email`?"),
    Mistake("postcode: postcode", "postcode: post", "slot-type", 4, "postcode"),
    Mistake("when: {", "When: {", "script-name", 9, "a-z"),
    Mistake("A-#####", "a-#####", "slot-pattern", 2, "a-#####"),
    Mistake("A-#####", "A-12345", "slot-pattern", 2, "`#` for a digit"),
    Mistake(
      "A-#####\", check_digit: none",
      "#####-A\", check_digit: luhn",
      "slot-pattern",
      2,
      "luhn"
    ),
    Mistake("check_digit: none", "check_digit: nun", "wrong-type", 2, "mod11"),
    Mistake("keep: true}\n  email", "keep: yes}\n  email", "wrong-type", 2, "true or false"),
    Mistake("private: true", "privat: true", "unknown-key", 3, "`private`?"),
    Mistake("[too_small, too_big", "[too_small, too_small", "slot-values", 5, "too_small"),
    Mistake("maximum: 100000", "maximum: -1", "wrong-type", 7, "-1"),
    Mistake("range: future", "range: futur", "wrong-type", 9, "`future`?"),
    Mistake("effect: reads\n    table", "table", "missing-key", 15, "effect"),
    Mistake(
      "effect: reads\n    table",
      "effect: changes\n    table",
      "table-operation",
      17,
      "reads"
    ),
    Mistake("find: orders", "fnd: orders", "table-operation", 17, "find, list"),
    Mistake(
      "{email: email, postcode",
      "{email: mail, postcode",
      "unknown-argument",
      19,
      "`email`?"
    ),
    Mistake("set: {stage: \"=cancelled\"}", "guard: {}", "yaml-duplicate-key", 30, "guard"),
    Mistake("timeout: 2.5", "timeout: 500", "wrong-type", 31, "120"),
    Mistake(
      "command: [\"/usr/local/bin/crm\", \"--json\"]",
      "timeout: 1",
      "action-connector",
      34,
      "none"
    ),
    Mistake("https://erp", "erp", "wrong-type", 36, "https://"),
    Mistake(
      "verifies: order_number",
      "verifies: order_nmber",
      "unknown-slot",
      14,
      "`order_number`?"
    ),
    Mistake(
      "- collect: order_number",
      "- collect: order_numbr",
      "unknown-slot",
      44,
      "`order_number`?"
    ),
    Mistake(
      "if: not slots.confirmed",
      "if: not slots.confirmd",
      "unknown-slot",
      38,
      "`confirmed`?"
    ),
    Mistake("record: crm", "record: crn", "unknown-action", 42, "`crm`?"),
    Mistake("- action: find_order", "- action: find_ordr", "unknown-action", 48, "`find_order`?"),
    Mistake("call: verify_order", "call: verify_ordr", "unknown-flow", 58, "`verify_order`?"),
    Mistake("link: verify_order", "link: verify", "unknown-flow", 74, "`verify`"),
    Mistake("then: confirm", "then: confrm", "unknown-step", 54, "`confirm`?"),
    Mistake("      - noop: true\n", "", "missing-else", 71, "else"),
    Mistake("in [\"placed\"", "in \"placed\"", "condition", 53, "column 22"),
    Mistake("{note: \"too late\"}", "{note: later}", "condition", 57, "double quotes"),
    Mistake("optional: true", "optonal: true", "unknown-key", 68, "`optional`?"),
    Mistake("- noop: true", "- nop: true", "flow-step", 75, "`noop`"),
    Mistake("- noop: true", "- noop: true\n        call: x", "flow-step", 75, "call and noop"),
    Mistake("id: confirm", "id: 7", "script-name", 64, "`7`"),
    Mistake("      - collect: email", "", "missing-key", 77, "steps"),
  ]

  @Test("A mistake is one problem, at its line and with what was expected", arguments: mistakes)
  func mistake(_ mistake: Mistake) throws {
    let text = FlowSamples.text.replacingFirst(mistake.old, with: mistake.new)
    #expect(text != FlowSamples.text)
    var problems: [ContentProblem] = []
    do {
      _ = try FlowSamples.library(text, &problems)
    } catch let problem as ContentProblem {
      problems.append(problem)
    }
    let problem = try #require(problems.first)
    #expect(problem.rule == mistake.rule, "\(problems)")
    #expect(problem.line == mistake.line, "\(problem)")
    #expect(problem.message.contains(mistake.named), "\(problem)")
    #expect(problem.severity == .error)
    #expect(problems.count == 1, "\(problems)")
  }

  @Test("What has a mistake is left out, with the flows that need it, and the rest can be run")
  func partlyBroken() throws {
    let text = FlowSamples.text.replacingFirst("effect: reads", with: "effect: rides")
    var problems: [ContentProblem] = []
    let library = try FlowSamples.library(text, &problems)
    #expect(problems.map(\.rule) == ["wrong-type"])
    #expect(library.action("find_order") == nil)
    #expect(library.action("crm") != nil)
    #expect(library.flows.map(\.name) == ["verify_order"])
    #expect(library.written.map(\.name) == ["cancel_order", "verify_order"])
  }

  @Test("Files are merged, and a name that two of them define is a problem")
  func merged() throws {
    var problems: [ContentProblem] = []
    let first = try FlowFile(
      parsing: Array("slots: {a: text}\nactions: {x: {effect: reads, http: \"http://x\"}}".utf8),
      file: "1.yml",
      warnings: &problems
    )
    let second = try FlowFile(
      parsing: Array("slots: {a: bool}\nflows: {f: {steps: [{collect: a}, {action: x}]}}".utf8),
      file: "2.yml",
      warnings: &problems
    )
    let library = FlowLibrary([first, second], problems: &problems)
    #expect(library.flow("f") != nil)
    #expect(library.slot("a")?.kind == .text(minimumWords: 1))
    #expect(problems.map(\.rule) == ["duplicate-name"])
    #expect(problems.first?.message.contains("1.yml:1") == true)
  }

  @Test("While a file cannot be read, nothing counts as missing")
  func incomplete() throws {
    var problems: [ContentProblem] = []
    let file = try FlowFile(
      parsing: Array("flows: {f: {steps: [{collect: a}]}}".utf8),
      file: "a.yml",
      warnings: &problems
    )
    let library = FlowLibrary([file], isComplete: false, problems: &problems)
    #expect(problems == [])
    #expect(library.flow("f") == nil)
  }

  @Test("A change that is sent again without a key is warned about")
  func unsafeRetry() throws {
    var problems: [ContentProblem] = []
    let text = "actions: {x: {effect: changes, http: \"http://x\", retries: 1}}"
    _ = try FlowSamples.library(text, &problems)
    #expect(problems.map(\.rule) == ["unsafe-retry"])
    #expect(problems.map(\.severity) == [.warning])
  }

  @Test("Files with random bytes in them are read or refused", arguments: 0..<300)
  func fuzz(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var bytes = Array(FlowSamples.text.utf8)
    for _ in 0...Int.random(in: 0..<4, using: &generator) {
      let position = Int.random(in: 0..<bytes.count, using: &generator)
      let other = bytes[Int.random(in: 0..<bytes.count, using: &generator)]
      if Bool.random(using: &generator) {
        bytes[position] = other
      } else {
        bytes.remove(at: position)
      }
    }
    var problems: [ContentProblem] = []
    guard let file = try? FlowFile(parsing: bytes, file: "a.yml", warnings: &problems) else {
      return
    }
    let library = FlowLibrary([file], problems: &problems)
    for flow in library.flows {
      for step in flow.steps {
        for case .step(let number) in step.destinations { #expect(flow.steps.indices ~= number) }
      }
    }
    #expect(problems.allSatisfy { $0.line > 0 })
  }
}

extension String {
  /// The text with the first occurrence of another replaced.
  func replacingFirst(_ old: String, with new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return replacingCharacters(in: range, with: new)
  }

  private func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
    String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
