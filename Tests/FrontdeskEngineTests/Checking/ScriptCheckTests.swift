import Content
import Dialogue
import FrontdeskEngine
import Testing
import TextAnalysis

@Suite("Check of flows, desk rules and notices")
struct ScriptCheckTests {
  @Test("Scripts without mistakes have no problems")
  func good() throws {
    #expect(try WrittenShop.withScripts().problems() == [])
  }

  /// A change to the good scripts and the one problem it must cause.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let rule: String
    let severity: ContentProblem.Severity
    let place: String
    let named: String
    let file: String
    let old: String
    let new: String

    var testDescription: String { "\(rule) at \(place)" }

    init(
      _ severity: ContentProblem.Severity,
      _ rule: String,
      at place: String,
      naming named: String,
      in file: String = WrittenScripts.flowsFile,
      _ old: String,
      _ new: String
    ) {
      self.rule = rule
      self.severity = severity
      self.place = place
      self.named = named
      self.file = file
      self.old = old
      self.new = new
    }
  }

  static let flows = WrittenScripts.flowsFile
  static let desk = WrittenScripts.deskFile
  static let notices = WrittenScripts.noticesFile
  static let proactive = WrittenScripts.proactiveFile

  /// What is proved of the ways through flows.
  static let ways: [Mistake] = [
    Mistake(
      .error,
      "unreachable-step",
      at: "\(flows):32",
      naming: "`again`",
      "- else: again",
      "- else: END"
    ),
    Mistake(
      .error,
      "endless-loop",
      at: "\(flows):63",
      naming: "`after`",
      "after:\n    steps:\n      - action: utter_done",
      "after:\n    steps:\n      - id: x\n        action: find_order\n"
        + "        next: [{if: slots.found, then: END}, {else: x}]"
    ),
    Mistake(
      .warning,
      "endless-loop",
      at: "\(flows):25",
      naming: "ask_before_filling",
      "set_slots: [{order_number: null}]",
      "set_slots: [{confirmed: null}]"
    ),
    Mistake(
      .error,
      "never-ends",
      at: "\(flows):25",
      naming: "`find`",
      "then: END\n          - else: again",
      "then: again\n          - else: again"
    ),
    Mistake(
      .error,
      "endless-recursion",
      at: "\(flows):64",
      naming: "`after`",
      "after:\n    steps:\n      - action: utter_done",
      "after:\n    steps:\n      - action: find_order\n      - link: after"
    ),
    Mistake(
      .warning,
      "unconfirmed-change",
      at: "\(flows):57",
      naming: "`cancel_order`",
      "ask_before_filling: true",
      "optional: true"
    ),
    Mistake(
      .error,
      "missing-else",
      at: "\(flows):55",
      naming: "else",
      "          - else: END\n      - link: after",
      ""
    ),
  ]

  /// What flows name.
  static let names: [Mistake] = [
    Mistake(
      .error,
      "unknown-flow",
      at: "\(flows):38",
      naming: "`find`?",
      "call: find",
      "call: fnd"
    ),
    Mistake(
      .error,
      "unknown-flow",
      at: "\(flows):60",
      naming: "`after`?",
      "link: after",
      "link: aftr"
    ),
    Mistake(
      .error,
      "unknown-step",
      at: "\(flows):34",
      naming: "`number`?",
      "next: number",
      "next: numbr"
    ),
    Mistake(
      .error,
      "unknown-action",
      at: "\(flows):57",
      naming: "`cancel_order`?",
      "- action: cancel_order",
      "- action: cancel_ordr"
    ),
    Mistake(
      .error,
      "unknown-slot",
      at: "\(flows):9",
      naming: "`order_number`?",
      "arguments: {number: order_number}",
      "arguments: {number: order_numbr}"
    ),
    Mistake(
      .warning,
      "unfilled-slot",
      at: "\(flows):29",
      naming: "`found`",
      "results: {stage: stage, found: found}",
      "results: {stage: stage}"
    ),
    Mistake(
      .error,
      "name-clash",
      at: "\(flows):3",
      naming: "`stores`",
      "  stage: text",
      "  stores: text\n  stage: text"
    ),
    Mistake(
      .error,
      "dangling-id",
      at: "\(flows):36",
      naming: "`parcel`?",
      "nlu_trigger: [parcel",
      "nlu_trigger: [parcl"
    ),
    Mistake(
      .error,
      "dangling-id",
      at: "\(flows):36",
      naming: "`delivery`?",
      "article:delivery",
      "article:delivry"
    ),
    Mistake(
      .warning,
      "double-trigger",
      at: "\(flows):62",
      naming: "`cancel`",
      "after:\n    steps",
      "after:\n    nlu_trigger: parcel\n    if: slots.confirmed\n    steps"
    ),
    Mistake(
      .error,
      "unknown-reason",
      at: "\(flows):45",
      naming: "`complaint`?",
      "handoff: complaint",
      "handoff: complain"
    ),
    Mistake(
      .error,
      "unknown-fact",
      at: "\(flows):40",
      naming: "`return_days`?",
      "facts.return_days",
      "facts.return_day"
    ),
    Mistake(
      .error,
      "unknown-fact",
      at: "\(flows):40",
      naming: "not one number",
      "facts.return_days",
      "facts.office_hours"
    ),
    Mistake(
      .error,
      "unknown-team",
      at: "\(flows):49",
      naming: "`support`?",
      "hours.support",
      "hours.suport"
    ),
    Mistake(
      .error,
      "unknown-table",
      at: "\(flows):9",
      naming: "`orders`?",
      "find: orders",
      "find: order"
    ),
    Mistake(
      .error,
      "unknown-column",
      at: "\(flows):9",
      naming: "`email`?",
      "proof: {email",
      "proof: {emial"
    ),
    Mistake(
      .error,
      "unknown-column",
      at: "\(flows):14",
      naming: "`rows`?",
      "results: {rows",
      "results: {row"
    ),
    Mistake(
      .error,
      "unknown-column",
      at: "\(flows):18",
      naming: "`stage`?",
      "guard: {stage",
      "guard: {stag"
    ),
    Mistake(
      .error,
      "unknown-column",
      at: "\(flows):21",
      naming: "`order`?",
      "arguments: {order:",
      "arguments: {ordre:"
    ),
  ]

  /// What the desk, notices and responses name.
  static let others: [Mistake] = [
    Mistake(
      .error,
      "missing-response",
      at: "\(flows):58",
      naming: "tr",
      in: "intents/tr/scripts.yml",
      "  utter_done:\n    - text: ...\n",
      ""
    ),
    Mistake(
      .error,
      "missing-response",
      at: "\(flows):47",
      naming: "choice_reason_small",
      in: "intents/en/scripts.yml",
      "  choice_reason_small:\n    - text: ...\n",
      ""
    ),
    Mistake(
      .error,
      "missing-response",
      at: "\(desk):4",
      naming: "utter_told",
      in: "intents/en/scripts.yml",
      "  utter_told:\n    - text: ...\n",
      ""
    ),
    Mistake(
      .error,
      "missing-response",
      at: "\(proactive):2",
      naming: "utter_delayed",
      in: "intents/en/scripts.yml",
      "  utter_delayed:\n    - text: ...\n",
      ""
    ),
    Mistake(
      .warning,
      "missing-response",
      at: "\(flows):47",
      naming: "tr",
      in: "intents/en/scripts.yml",
      "responses:\n",
      "responses:\n  utter_ask_again_reason: [{text: ...}]\n"
    ),
    Mistake(
      .warning,
      "unused-response",
      at: "intents/en/scripts.yml:2",
      naming: "utter_dome",
      in: "intents/en/scripts.yml",
      "responses:\n",
      "responses:\n  utter_dome: [{text: ...}]\n"
    ),
    Mistake(
      .error,
      "unknown-fact",
      at: "intents/en/scripts.yml:3",
      naming: "`order_number`?",
      in: "intents/en/scripts.yml",
      "utter_ask_order_number:\n    - text: ...",
      "utter_ask_order_number:\n    - text: \"{{order_numbr}}\""
    ),
    Mistake(
      .error,
      "unknown-slot",
      at: "intents/en/scripts.yml:3",
      naming: "`found`?",
      in: "intents/en/scripts.yml",
      "utter_ask_order_number:\n    - text: ...",
      "utter_ask_order_number:\n    - {text: a, if: slots.fond}\n    - text: ..."
    ),
    Mistake(
      .error,
      "plain-variant",
      at: "intents/en/scripts.yml:2",
      naming: "without",
      in: "intents/en/scripts.yml",
      "utter_ask_order_number:\n    - text: ...",
      "utter_ask_order_number:\n    - {text: a, if: slots.found}"
    ),
    Mistake(
      .error,
      "unknown-team",
      at: "\(desk):4",
      naming: "`support`?",
      in: desk,
      "team: support",
      "team: suport"
    ),
    Mistake(
      .error,
      "dangling-id",
      at: "\(desk):4",
      naming: "`greet`?",
      in: desk,
      "[greet]",
      "[great]"
    ),
    Mistake(
      .error,
      "missing-words",
      at: "\(desk):4",
      naming: "tr",
      in: "intents/flows/desk-words/tr.yml",
      "lists: {legal: [avukat]}",
      "lists: {}"
    ),
    Mistake(
      .warning,
      "missing-words",
      at: "\(desk):9",
      naming: "anger",
      in: "intents/flows/desk-words/en.yml",
      "\nanger: {1: [bad]}",
      ""
    ),
    Mistake(
      .error,
      "dangling-id",
      at: "\(notices):4",
      naming: "`delivery`?",
      in: notices,
      "[delivery]",
      "[delivry]"
    ),
    Mistake(
      .error,
      "dangling-id",
      at: "\(notices):5",
      naming: "`greet`?",
      in: notices,
      "[greet]",
      "[great]"
    ),
    Mistake(
      .error,
      "unknown-flow",
      at: "\(notices):6",
      naming: "`cancel`?",
      in: notices,
      "[cancel]",
      "[cancl]"
    ),
    Mistake(
      .error,
      "dangling-id",
      at: "\(notices):9",
      naming: "`returns`?",
      in: notices,
      "[returns]",
      "[return]"
    ),
    Mistake(
      .error,
      "unknown-slot",
      at: "\(notices):2",
      naming: "`found`?",
      in: notices,
      "slots.found",
      "slots.fund"
    ),
    Mistake(
      .error,
      "notice-time",
      at: "\(notices):3",
      naming: "tomorrow",
      in: notices,
      "2026-12-01T10:00",
      "tomorrow"
    ),
    Mistake(
      .error,
      "missing-translation",
      at: "\(notices):2",
      naming: "in en",
      in: notices,
      "{en: Strike., tr",
      "{tr"
    ),
    Mistake(
      .warning,
      "missing-translation",
      at: "\(notices):2",
      naming: "in tr",
      in: notices,
      ", tr: Grev.",
      ""
    ),
    Mistake(
      .error,
      "unknown-flow",
      at: "\(proactive):5",
      naming: "`cancel`?",
      in: proactive,
      "flow: cancel",
      "flow: cancl"
    ),
  ]

  @Test(
    "A mistake is one problem, at its place and with what was expected",
    arguments: ways + names + others
  )
  func mistake(_ mistake: Mistake) throws {
    var shop = WrittenShop.withScripts()
    // The first of them only: names are used in several places.
    shop[mistake.file] = shop[mistake.file]?.replacingFirst(mistake.old, with: mistake.new)
    let problems = try shop.problems()
    #expect(problems.map(\.rule) == [mistake.rule], "\(problems)")
    let problem = try #require(problems.first)
    #expect(problem.severity == mistake.severity)
    #expect("\(problem.file):\(problem.line)" == mistake.place, "\(problem)")
    #expect(problem.message.contains(mistake.named), "\(problem)")
  }

  @Test("Two flows that call each other with nothing between them are an endless recursion")
  func recursion() throws {
    var shop = WrittenShop.withScripts()
    shop["intents/flows/more.yml"] = """
      flows:
        a:
          steps: [{set_slots: [{found: true}]}, {call: b}]
        b:
          steps: [{call: a}]
      """
    #expect(try shop.problems().map(\.rule) == ["endless-recursion"])
    // A question on the way makes every round one that the customer takes part in.
    try shop.replace(
      "{call: a}",
      with: "{collect: confirmed, ask_before_filling: true}, {call: a}",
      in: "intents/flows/more.yml"
    )
    #expect(try shop.problems() == [])
  }

  @Test("A change is confirmed only when it is on every way, also over flows that are called")
  func confirmedElsewhere() throws {
    var shop = WrittenShop.withScripts()
    shop["intents/flows/more.yml"] = """
      flows:
        sure:
          steps:
            - collect: confirmed
              ask_before_filling: true
        a:
          nlu_trigger: greet
          steps: [{call: sure}, {action: note}]
      """
    #expect(try shop.problems() == [])
    try shop.replace(
      "      - collect: confirmed",
      with:
        "      - noop: true\n        next: [{if: slots.found, then: END}]\n      - collect: confirmed",
      in: "intents/flows/more.yml"
    )
    let problems = try shop.problems()
    #expect(problems.map(\.rule) == ["unconfirmed-change"])
    #expect(problems.map(\.line) == [10])
  }

  @Test("A notice is over only when a day is given and past its end")
  func oldNotice() throws {
    let shop = WrittenShop.withScripts()
    #expect(try shop.problems(today: "2026-12-01") == [])
    let problems = try shop.problems(today: "2026-12-02")
    #expect(problems.map(\.rule) == ["old-notice"])
    #expect(problems.first?.place == "\(Self.notices):2")
  }

  @Test("Without tables nothing is said of their columns")
  func noTables() throws {
    var shop = WrittenShop.withScripts()
    for name in ["orders", "items", "notes"] { shop["corpus/tables/\(name).csv"] = nil }
    #expect(try shop.problems() == [])
  }

  @Test(
    "A broken file is one problem, and nothing else counts as missing for it",
    arguments: [
      flows, desk, notices, proactive, "intents/flows/desk-words/en.yml",
    ]
  )
  func brokenFile(path: String) throws {
    var shop = WrittenShop.withScripts()
    shop[path] = "\tbroken: ["
    let problems = try shop.problems().filter { $0.rule != "unused-response" }
    #expect(problems.map(\.file) == [path], "\(problems)")
  }

  @Test("The files of scripts are read with a shop, and name its scripts and nothing else")
  func loading() throws {
    let folder = try TemporaryFolder(shopWith: [
      Self.flows: WrittenScripts.flows, Self.desk: WrittenScripts.desk,
      "intents/flows/desk-words/en.yml": "lists: {legal: [lawyer]}",
    ])
    let shop = try folder.shop()
    #expect(shop.problems == [])
    #expect(shop.scripts.flows.flow("cancel") != nil)
    #expect(shop.scripts.desk.rule(for: "complaint")?.priority == .normal)
    #expect(shop.scripts.notices == NoticesFile())
    #expect(
      KnowledgeBase.load(.english, of: shop, cache: nil).deskWords.lists["legal"] == ["lawyer"]
    )
    let content = shop.folder.version()
    try folder.write(WrittenScripts.notices, to: Self.notices)
    let changed = try folder.shop()
    #expect(changed.scriptsVersion != shop.scriptsVersion)
    #expect(changed.folder.version() == content)
    #expect(changed.hash == shop.hash)
    #expect(changed.scripts.notices.notices.map(\.id) == ["strike"])
  }
}

extension String {
  /// The text with the first occurrence of another replaced.
  fileprivate func replacingFirst(_ old: String, with new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
