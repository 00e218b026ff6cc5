import Content
import Dialogue
import Handoff
import Testing
import TextAnalysis

@Suite("Simulated desk")
struct DeskSimulationTests {
  /// How much is simulated: optimised, there is time for more.
  #if DEBUG
    static let days = 2
    static let seeds = 1
  #else
    static let days = 14
    static let seeds = 3
  #endif

  /// 2026-12-21T00:00Z, a Monday.
  static let midnight = 1_797_811_200.0

  enum Scenario: String, CaseIterable {
    case steady, impatient, breakdowns, mixed, everything, single, holiday
  }

  static let rules = """
    teams:
      support:
        hours: {monday-sunday: ["08:00-20:00"]}
        holidays: ["2026-12-22"]
    queue: {assignment: automatic}
    """

  /// A desk with two rushes a day, two shifts that overlap, and a third agent on some days.
  static func run(_ scenario: Scenario, seed: Int, days: Int = Self.days) throws -> DeskSimulation {
    var desk = try DeskFixture.desk(rules).queue
    if scenario == .single { desk.capacity = 1 }
    let text = scenario == .holiday ? rules : rules.replacing("12-22", with: "01-01")
    let teams = try DeskFixture.desk(text).teams
    var simulation = DeskSimulation(queue: HandoffQueue(rules: desk, teams: teams), seed: seed)
    for hour in 8..<20 {
      simulation.demand.hourly[hour] = [10, 11, 12, 16, 17, 18].contains(hour) ? 60 : 40
    }
    let isEverything = scenario == .everything
    if scenario == .impatient || isEverything { simulation.demand.patience = 1500 }
    if scenario == .breakdowns { simulation.breakdownsPerHour = 0.3 }
    if scenario == .mixed || isEverything {
      simulation.demand.priorities = [0.1, 0.6, 0.25, 0.05]
      simulation.demand.channels = [("chat", 0.8), ("telegram", 0.2)]
    }
    if isEverything {
      simulation.demand.languages = [(.english, 0.5), (.russian, 0.5)]
      simulation.demand.callBackShare = 0.05
      simulation.breakdownsPerHour = 0.1
    }
    let size = scenario == .single ? 6 : 2
    simulation.run(from: midnight, days: days) { day in
      guard scenario != .holiday || day != 1 else { return [] }
      return (0..<size).map { DeskSimulation.Shift(agent: AgentID("early\($0)"), hours: 8..<14) }
        + (0..<size).map { DeskSimulation.Shift(agent: AgentID("late\($0)"), hours: 13..<20) }
        + (day % 3 == 0 ? [] : [DeskSimulation.Shift(agent: AgentID("extra"), hours: 10..<16)])
    }
    return simulation
  }

  @Test(
    "The true wait falls within what was said in four of five cases",
    arguments: Scenario.allCases
  )
  func estimates(_ scenario: Scenario) throws {
    var (inside, all, unknown) = (0.0, 0.0, 0)
    for seed in 0..<Self.seeds {
      let result = try Self.run(scenario, seed: seed).result
      inside += result.coverage * Double(result.estimates.count)
      all += Double(result.estimates.count)
      unknown += result.unknown
      // A range that is always right says nothing.
      #expect(result.medianRelativeWidth < (scenario == .everything ? 4.5 : 2.8))
    }
    #expect(all > 200)
    #expect(inside / all >= 0.8, "\(inside) of \(all)")
    #expect(scenario == .holiday || Double(unknown) < all)
  }

  @Test("Nobody is lost, nobody has too much, and the urgent come first")
  func order() throws {
    let result = try Self.run(.mixed, seed: 7).result
    #expect(result.opened > 800)
    #expect(result.assigned > result.opened * 9 / 10)
    #expect(result.mostAtOnce.values.allSatisfy { $0 <= 3 })
    func mean(_ priority: HandoffRequest.Priority) -> Double {
      let waits = result.waits[priority] ?? []
      return waits.reduce(0, +) / Double(waits.count)
    }
    #expect(mean(.urgent) < mean(.high))
    #expect(mean(.high) < mean(.normal))
    #expect(mean(.normal) < mean(.low))
    #expect(mean(.urgent) < 300)
  }

  @Test("A promised call is not made before its window, and mostly within it")
  func calls() throws {
    let result = try Self.run(.everything, seed: 3).result
    #expect(result.callBackWaits.count > 10)
    #expect(result.callBackWaits.allSatisfy { $0.taken >= $0.window.lowerBound })
    let kept = result.callBackWaits.filter { $0.window.contains($0.taken) }.count
    #expect(kept * 10 >= result.callBackWaits.count * 7)
  }

  @Test("The same seed gives the same days")
  func determinism() throws {
    let one = try Self.run(.everything, seed: 11, days: 1)
    let other = try Self.run(.everything, seed: 11, days: 1)
    #expect(one.result.news == other.result.news)
    #expect(one.result.waits == other.result.waits)
    #expect(one.queue.waiting == other.queue.waiting)
  }

  @Test("What is asked at night or on a holiday is due when the team is there")
  func night() throws {
    let desk = try DeskFixture.desk(Self.rules)
    var queue = HandoffQueue(rules: desk.queue, teams: desk.teams)
    let hours = queue.hours(of: "support")
    let start = Instant(secondsSinceEpoch: Self.midnight)
    for hour in 0..<96 {
      let time = Instant(secondsSinceEpoch: Self.midnight + Double(hour) * 3600)
      let (ticket, _) = queue.open(
        for: ConversationID("c\(hour)"),
        request: HandoffRequest(reason: .askedForPerson, team: "support"),
        channel: "chat",
        at: time
      )
      #expect(hours.seconds(from: time, to: ticket.firstResponseDue) == 60)
      let before = ticket.firstResponseDue.secondsSinceEpoch - 1
      #expect(hours.isOpen(at: Instant(secondsSinceEpoch: before)))
      #expect(queue.estimate(of: ticket.id, at: time).isKnown == false)
    }
    #expect(queue.waiting.first?.openedAt == start)
    // The longest wait counts from eight o'clock.
    let news = queue.tick(at: Instant(secondsSinceEpoch: Self.midnight + 8 * 3600 + 599))
    #expect(!news.contains(.longWait(TicketID(1))))
    #expect(
      queue.tick(at: Instant(secondsSinceEpoch: Self.midnight + 8 * 3600 + 600))
        .contains(.longWait(TicketID(1)))
    )
  }

  @Test("Thousands wait in one line, and are taken in its order")
  func size() throws {
    #if DEBUG
      let count = 1000
    #else
      let count = 10_000
    #endif
    var queue = HandoffQueue()
    try queue.arrive(ana, at: at(0))
    for index in 0..<count {
      let priority = HandoffRequest.Priority.allCases[index * 7 % 4]
      let ticket = queue.open("c\(index)", priority: priority, at: Double(index * 37 % count))
      #expect(queue.position(of: ticket) > 0)
    }
    _ = queue.takeChanges()
    let line = queue.waiting.map(\.id)
    #expect(line.count == count)
    for (index, ticket) in line.enumerated() {
      let time = Double(count + index) / 1000
      #expect(queue.position(of: ticket) == 1)
      #expect(try queue.takeNext(by: ana, at: at(time)).ticket == ticket)
      try queue.resolve(ticket, by: ana, at: at(time))
    }
    #expect(queue.takeChanges().count == 2 * count)
  }

  @Test("Nobody starves, however many more important ones keep coming")
  func starvation() throws {
    var queue = DeskFixture.automatic(capacity: 1)
    try queue.arrive(ana, at: at(0))
    let low = queue.open("low", priority: .low, at: 0)
    let normal = queue.open("normal", at: 0)
    var taken: [TicketID: Double] = [:]
    var number = 0
    // Somebody important comes every minute, and one is served every minute, five behind.
    for minute in 0..<200 {
      let time = Double(minute) * 60
      for _ in 0..<(minute == 0 ? 6 : 1) {
        number += 1
        queue.open("high\(number)", priority: .high, at: time)
      }
      for agentTicket in queue.tickets(of: ana) {
        try queue.resolve(agentTicket.id, by: ana, at: at(time))
      }
      for case .assigned(let assignment) in queue.tick(at: at(time)) {
        taken[assignment.ticket] = time
      }
      for held in queue.tickets(of: ana) {
        try queue.agentWrote(by: ana, in: held.id, at: at(time))
      }
    }
    #expect(try #require(taken[normal]) <= 3660 + 600)
    #expect(try #require(taken[low]) <= 7260 + 600)
    #expect(try #require(taken[normal]) > 3000)
  }
}
