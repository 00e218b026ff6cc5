import Content
import Testing
import TextAnalysis

@Suite("Notices and proactive rules")
struct NoticesFileTests {
  private func notices(_ text: String) throws -> NoticesFile {
    var warnings: [ContentProblem] = []
    let file = try NoticesFile(parsing: Array(text.utf8), file: "n.yml", warnings: &warnings)
    #expect(warnings == [])
    return file
  }

  private func rules(_ text: String) throws -> [ProactiveFile.Rule] {
    var warnings: [ContentProblem] = []
    return try ProactiveFile(parsing: Array(text.utf8), file: "p.yml", warnings: &warnings).rules
  }

  static let text = """
    notices:
      - id: strike
        from: 2026-11-27T09:00
        until: 2026-11-30T18:30:15+02:00
        articles: [delivery]
        intents: order/track
        flows: [track_order]
        if: channel == "web"
        text: {en: Couriers are on strike., ru: Курьеры бастуют.}
      - id: sale
        until: 2026-12-01T00:00Z
        text: {en: Sale!}
    off: {articles: [old], flows: [exchange]}
    """

  @Test("Notices are read with their times, what they concern and their texts")
  func reading() throws {
    let file = try notices(Self.text)
    let strike = try #require(file.notices.first)
    #expect(strike.from?.description == "2026-11-27T09:00:00")
    #expect(strike.until.description == "2026-11-30T18:30:15+02:00")
    #expect(strike.articles.map(\.text) == ["delivery"])
    #expect(strike.intents.map(\.text) == ["order/track"])
    #expect(strike.flows.map(\.text) == ["track_order"])
    #expect(strike.text[.russian] == "Курьеры бастуют.")
    #expect(strike.condition != nil)
    #expect(!strike.isGeneral && file.notices[1].isGeneral)
    #expect(file.articlesOff.map(\.text) == ["old"])
    #expect(file.flowsOff.map(\.text) == ["exchange"])
  }

  @Test("A notice is current from its first second to before its last, by the shop's clock")
  func current() throws {
    let strike = try #require(try notices(Self.text).notices.first)
    // 2026-11-27T09:00 at +02:00 is 07:00 UTC.
    let start = 1_795_762_800
    #expect(!strike.isCurrent(at: start - 1, shopOffset: 7200))
    #expect(strike.isCurrent(at: start, shopOffset: 7200))
    #expect(!strike.isCurrent(at: start, shopOffset: 0))
    let end = try #require(ContentTime("2026-11-30T16:30:15Z")).seconds(shopOffset: 0)
    #expect(strike.isCurrent(at: end - 1, shopOffset: 0))
    #expect(!strike.isCurrent(at: end, shopOffset: 0))
  }

  @Test(
    "A time has one of the forms of ISO 8601",
    arguments: [
      ("1970-01-01T00:00Z", 0), ("1970-01-01T00:00:01Z", 1), ("1970-01-01T02:00+02:00", 0),
      ("1969-12-31T22:30-01:30", 0), ("1970-01-01 00:10", 600), ("1970-01-01", nil),
      ("1970-01-01T24:00", nil), ("1970-01-01T10:60", nil), ("1970-02-30T10:00", nil),
      ("1970-01-01T10:00+2", nil), ("1970-01-01T10:00:7Z", nil), ("1970-01-01T10:00ZZ", nil),
      ("", nil),
    ] as [(String, Int?)]
  )
  func times(text: String, seconds: Int?) {
    #expect(ContentTime(text)?.seconds(shopOffset: 0) == seconds)
  }

  @Test(
    "A mistake in the notices has its line",
    arguments: [
      ("2026-11-27T09:00", "27.11.2026", "notice-time", 3),
      ("2026-11-27T09:00", "2027-11-27T09:00", "notice-time", 4),
      ("    until: 2026-12-01T00:00Z\n", "", "missing-key", 10),
      ("id: sale", "id: strike", "duplicate-name", 10),
      ("ru: К", "xx: К", "language", 9),
      ("off: {articles", "off: {articels", "unknown-key", 13),
    ]
  )
  func mistake(old: String, new: String, rule: String, line: Int) {
    let text = Self.text.replacingFirst(old, with: new)
    let problem = problem { _ = try notices(text) }
    #expect(problem?.rule == rule, "\(String(describing: problem))")
    #expect(problem?.line == line, "\(String(describing: problem))")
  }

  @Test("Proactive rules say something or start a flow, within limits and out of quiet hours")
  func proactive() throws {
    let rules = try rules(
      """
      rules:
        - event: parcel_delayed
          if: event.days > 2
          say: utter_delayed
          at_most: {times: 1, hours: 24}
          quiet_hours: "21:00-09:00"
        - {event: parcel_delayed, name: second, flow: track_order, quiet_hours: "12:00-13:00"}
      """
    )
    #expect(rules.map(\.name) == ["parcel_delayed", "second"])
    #expect(rules.map(\.effect) == [.say("utter_delayed"), .start(flow: "track_order")])
    #expect(rules[0].limit == ProactiveFile.Limit(times: 1, hours: 24))
    #expect(rules[0].isQuiet(at: 22 * 60))
    #expect(rules[0].isQuiet(at: 8 * 60 + 59))
    #expect(!rules[0].isQuiet(at: 9 * 60))
    #expect(rules[1].isQuiet(at: 12 * 60) && !rules[1].isQuiet(at: 13 * 60))
  }

  @Test(
    "A mistake in the proactive rules is named",
    arguments: [
      ("rules: [{event: x}]", "proactive-rule"),
      ("rules: [{event: x, say: a, flow: b}]", "proactive-rule"),
      ("rules: [{event: x, say: a}, {event: x, say: b}]", "duplicate-name"),
      ("rules: [{say: a}]", "missing-key"),
      ("rules: [{event: x, say: a, quiet_hours: night}]", "hours"),
      ("rules: [{event: x, say: a, at_most: {times: 1}}]", "missing-key"),
    ]
  )
  func proactiveMistake(text: String, rule: String) {
    #expect(problem { _ = try rules(text) }?.rule == rule)
  }
}
