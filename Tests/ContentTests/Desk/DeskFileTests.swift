import Content
import Testing

@Suite("Rules of the desk")
struct DeskFileTests {
  static let text = """
    misses: 3
    same_question: 4
    reasks: 1
    idle_minutes: 30
    teams:
      support:
        hours: {monday-friday: ["09:00-12:00", "13:00-20:00"], saturday: "10:00-14:00"}
        holidays: ["2026-12-24", "01-01"]
      fraud: {hours: always}
    escalation:
      - reason: fraud
        intents: [fraud/report]
        words: fraud
        team: fraud
        priority: urgent
        tell: utter_fraud
        tell_closed: utter_fraud_closed
      - reason: anger
        level: 3
      - reason: marked_customer
        if: customer.tier == "vip"
      - reason: misses
    feedback:
      thumbs_after: answer
      csat: {after: [flow, handoff], quiet_days: 2}
      nps: {every: 10}
    """

  private func read(_ text: String = text) throws -> DeskFile {
    var warnings: [ContentProblem] = []
    let desk = try DeskFile(parsing: Array(text.utf8), file: "desk.yml", warnings: &warnings)
    #expect(warnings == [])
    return desk
  }

  @Test("Limits, rules and feedback are read as they are written")
  func rules() throws {
    let desk = try read()
    #expect([desk.misses, desk.sameQuestion, desk.reasks, desk.idleMinutes] == [3, 4, 1, 30])
    #expect(desk.escalation.map(\.reason) == ["fraud", "anger", "marked_customer", "misses"])
    let fraud = try #require(desk.rule(for: "fraud"))
    #expect(fraud.intents == ["fraud/report"])
    #expect(fraud.words == "fraud")
    #expect(fraud.urgency == .urgent)
    #expect(fraud.team == "fraud")
    #expect(fraud.tell == "utter_fraud")
    #expect(fraud.tellClosed == "utter_fraud_closed")
    #expect(fraud.line == 11)
    #expect(desk.rule(for: "anger")?.level == 3)
    #expect(desk.rule(for: "anger")?.isMood == true)
    #expect(desk.rule(for: "anger")?.urgency == .normal)
    #expect(desk.rule(for: "marked_customer")?.condition != nil)
    #expect(desk.defaultTeam == "support")
    #expect(desk.feedback.thumbsAfterAnswer)
    #expect(desk.feedback.satisfactionAfter == [.flow, .handoff])
    #expect(desk.feedback.quietDays == 2)
    #expect(desk.asksSatisfaction)
    #expect((0..<100).filter { desk.asksRecommendation(seed: $0) }.count == 10)
  }

  @Test("Without a file the program's own reasons count, and nobody is asked for feedback")
  func defaults() {
    let desk = DeskFile()
    #expect(
      [desk.misses, desk.sameQuestion, desk.reasks, desk.idleMinutes] == [2, Int.max, 2, 60]
    )
    #expect(desk.rule(for: "asked_for_person") != nil)
    #expect(!desk.asksSatisfaction)
    #expect(!desk.asksRecommendation(seed: 0))
    #expect(desk.defaultTeam == "")
  }

  @Test(
    "A team is there in its hours, and not on a holiday",
    arguments: [
      // 2026-12-21 is a Monday.
      ("2026-12-21", 9 * 60, true), ("2026-12-21", 9 * 60 - 1, false),
      ("2026-12-21", 12 * 60, false), ("2026-12-21", 13 * 60, true),
      ("2026-12-21", 20 * 60, false), ("2026-12-24", 10 * 60, false),
      ("2027-12-24", 10 * 60, true), ("2026-12-26", 13 * 60, true), ("2026-12-26", 14 * 60, false),
      ("2026-12-27", 13 * 60, false), ("2027-01-01", 10 * 60, false),
      ("2026-01-01", 10 * 60, false),
    ]
  )
  func hours(day: String, minute: Int, isOpen: Bool) throws {
    let desk = try read()
    let date = try #require(ContentDate(day))
    #expect(try #require(desk.team("support")).isOpen(on: date, minute: minute) == isOpen)
    #expect(try #require(desk.team("fraud")).isOpen(on: date, minute: minute))
  }

  static let mistakes: [(old: String, new: String, rule: String, line: Int, named: String)] = [
    ("misses: 3", "misses: 0", "wrong-type", 1, "from 1"),
    ("monday-friday", "monday-fryday", "hours", 7, "`friday`?"),
    ("saturday", "friday", "hours", 7, "friday"),
    ("13:00-20:00", "13:00-25:00", "hours", 7, "25:00"),
    ("13:00-20:00", "11:00-20:00", "hours", 7, "overlap"),
    ("13:00-20:00", "20:00-13:00", "hours", 7, "20:00-13:00"),
    ("01-01", "13-01", "hours", 8, "13-01"),
    ("always", "allways", "hours", 9, "allways"),
    ("  fraud: {", "  open: {", "script-name", 9, "hours.open"),
    ("reason: fraud", "reazon: fraud", "unknown-key", 11, "`reason`?"),
    ("priority: urgent", "priority: urgnt", "wrong-type", 15, "`urgent`?"),
    ("level: 3", "level: a lot", "wrong-type", 19, "a lot"),
    ("if: customer.tier", "if: custmer.tier", "condition", 21, "`customer`?"),
    ("reason: misses", "reason: anger", "duplicate-name", 22, "line 18"),
    ("thumbs_after: answer", "thumbs_after: flow", "wrong-type", 24, "answer or none"),
    ("[flow, handoff]", "[flaw]", "wrong-type", 25, "`flow`?"),
    ("every: 10", "every: 0", "wrong-type", 26, "from 1"),
  ]

  @Test("A mistake has its line and what was expected", arguments: mistakes)
  func mistake(old: String, new: String, rule: String, line: Int, named: String) throws {
    let text = Self.text.replacingFirst(old, with: new)
    #expect(text != Self.text)
    var warnings: [ContentProblem] = []
    let problem = problem {
      _ = try DeskFile(parsing: Array(text.utf8), file: "desk.yml", warnings: &warnings)
    }
    #expect(problem?.rule == rule, "\(String(describing: problem))")
    #expect(problem?.line == line, "\(String(describing: problem))")
    #expect(problem?.message.contains(named) == true, "\(String(describing: problem))")
  }

  @Test("Desk words are phrases by list and by strength of anger")
  func words() throws {
    var warnings: [ContentProblem] = []
    func read(_ text: String) throws -> DeskWordsFile {
      try DeskWordsFile(parsing: Array(text.utf8), file: "en.yml", warnings: &warnings)
    }
    let words = try read("lists: {legal: [my lawyer, sue]}\nanger: {1: [annoying], 3: [scum]}")
    #expect(words.lists == ["legal": ["my lawyer", "sue"]])
    #expect(words.anger == [1: ["annoying"], 3: ["scum"]])
    #expect(problem { _ = try read("anger: {4: [x]}") }?.message.contains("1 to 3") == true)
    #expect(problem { _ = try read("lists: {legal: }") }?.rule == "desk-words")
  }
}
