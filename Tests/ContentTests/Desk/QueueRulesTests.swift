import Content
import Testing
import TextAnalysis

@Suite("Rules of the queue")
struct QueueRulesTests {
  static let text = """
    teams:
      support: {hours: always}
      fraud: {hours: always}
    queue:
      assignment: automatic
      capacity: 4
      agent_silent_minutes: 7
      longest_wait_minutes: 15
      expire_hours: 48
      reopen_hours: 0
      call_tries: 2
      service_levels:
        chat: {first_response: 90s}
        telegram: {first_response: 2h, resolution: 3d}
      agents:
        ana: {teams: [support], languages: [en, ro], skills: [returns], capacity: 2, name: "Ana"}
        boris: {languages: ru}
    escalation:
      - {reason: fraud, team: fraud, skills: [cards, law]}
      - reason: misses
    """

  private func read(_ text: String = text) throws -> DeskFile {
    var warnings: [ContentProblem] = []
    let desk = try DeskFile(parsing: Array(text.utf8), file: "desk.yml", warnings: &warnings)
    #expect(warnings == [])
    return desk
  }

  @Test("Everything is read as it is written")
  func reading() throws {
    let desk = try read()
    let queue = desk.queue
    #expect(queue.assignment == .automatic)
    #expect([queue.capacity, queue.agentSilentMinutes, queue.longestWaitMinutes] == [4, 7, 15])
    #expect([queue.expireHours, queue.reopenHours, queue.callTries] == [48, 0, 2])
    let ana = try #require(queue.agent("ana"))
    #expect(ana.name == "Ana" && ana.capacity == 2)
    #expect(ana.teams == ["support"] && ana.languages == [.english, .romanian])
    #expect(ana.skills == ["returns"])
    let boris = try #require(queue.agent("boris"))
    #expect(boris.languages == [.russian])
    #expect(boris.teams == nil && boris.skills == nil && boris.capacity == nil)
    #expect(queue.agent("carl") == nil)
    #expect(desk.rule(for: "fraud")?.skills == ["cards", "law"])
    #expect(desk.rule(for: "misses")?.skills == [])
  }

  @Test("What is not written keeps its default")
  func defaults() throws {
    for desk in [DeskFile(), try read("misses: 2"), try read("queue: {capacity: 3}")] {
      #expect(desk.queue == QueueRules())
    }
    let queue = QueueRules()
    #expect(queue.assignment == .manual)
    #expect([queue.capacity, queue.agentSilentMinutes, queue.longestWaitMinutes] == [3, 5, 10])
    #expect([queue.expireHours, queue.reopenHours, queue.callTries] == [72, 24, 3])
  }

  @Test(
    "A channel has its own level, that of its kind, or that of the chat",
    arguments: [
      ("chat", "90s", "1h"), ("", "90s", "1h"), ("widget", "90s", "1h"), ("web", "90s", "1h"),
      ("pigeon", "90s", "1h"), ("telegram", "2h", "3d"), ("whatsapp", "30m", "1d"),
      ("vk", "30m", "1d"), ("social", "30m", "1d"), ("email", "1d", "2d"),
    ]
  )
  func levels(channel: String, response: String, resolution: String) throws {
    let level = try read().queue.level(of: channel)
    #expect(level.firstResponse.description == response)
    #expect(level.resolution.description == resolution)
  }

  @Test(
    "A promised time is a number and a unit",
    arguments: [
      ("90s", .seconds(90)), ("30m", .seconds(1800)), ("2h", .seconds(7200)), ("1d", .days(1)),
      ("366d", .days(366)), ("367d", nil), ("0m", nil), ("-1m", nil), ("+1m", nil), ("m", nil),
      ("5", nil), ("1.5h", nil), ("5 m", nil), ("", nil), ("99999999999999999999s", nil),
    ] as [(String, ServiceTime?)]
  )
  func times(text: String, time: ServiceTime?) {
    #expect(ServiceTime(text) == time)
  }

  static let mistakes: [(old: String, new: String, rule: String, line: Int, named: String)] = [
    ("assignment: automatic", "assignment: automatik", "wrong-type", 5, "`automatic`?"),
    ("capacity: 4", "capacity: 0", "wrong-type", 6, "from 1"),
    ("expire_hours", "expire_houres", "unknown-key", 9, "`expire_hours`?"),
    ("reopen_hours: 0", "reopen_hours: day", "wrong-type", 10, "day"),
    ("chat: {first", "chatt: {first", "unknown-key", 13, "`chat`?"),
    ("90s", "soon", "service-level", 13, "90s, 30m"),
    ("resolution: 3d", "resolutoin: 3d", "unknown-key", 14, "`resolution`?"),
    ("teams: [support]", "teams: [suport]", "unknown-team", 16, "`support`?"),
    ("languages: [en, ro]", "languages: [en, xx]", "language", 16, "xx"),
    ("languages: ru", "langauges: ru", "unknown-key", 17, "`languages`?"),
    ("skills: [cards, law]", "skils: [cards, law]", "unknown-key", 19, "`skills`?"),
  ]

  @Test("A mistake has its line and what was expected", arguments: mistakes)
  func mistake(old: String, new: String, rule: String, line: Int, named: String) {
    let text = Self.text.replacingFirst(old, with: new)
    #expect(text != Self.text)
    let problem = problem { _ = try read(text) }
    #expect(problem?.rule == rule, "\(String(describing: problem))")
    #expect(problem?.line == line, "\(String(describing: problem))")
    #expect(problem?.message.contains(named) == true, "\(String(describing: problem))")
  }
}
