import Content
import Dialogue
import FrontdeskEngine
import Handoff
import Testing
import TextAnalysis
import Understanding

@testable import Evaluation

@Suite("Figures of how customers are served")
struct ServiceFiguresTests {
  private static let day = moment(0)..<moment(86_400)

  private static func report(
    _ store: InMemoryStore,
    _ period: Range<Instant> = day,
    now: Double = 10 * 86_400,
    orders: Int? = nil
  ) throws -> ServiceReport {
    // The desk is open in the first half of every minute.
    func open(_ seconds: Double) -> Double {
      let minutes = (seconds / 60).rounded(.down)
      return minutes * 30 + min(30, seconds - minutes * 60)
    }
    return try ServiceReading(store, now: moment(now), idle: 3_600) { team, from, to in
      guard team == "support" || team.isEmpty else { return 0 }
      return open(to.secondsSinceEpoch - monday) - open(from.secondsSinceEpoch - monday)
    }.report(of: period, orders: orders)
  }

  @Test("An answered question is contained, and confirmed only by a sign")
  func containment() throws {
    let store = InMemoryStore()
    try store.add("plain", answered("where is it", by: "track-order", at: 100))
    try store.add(
      "thanks",
      answered("where is it", by: "track-order", at: 200) + [
        (210, .customerSaid("thanks")), (211, turn("answer", "smalltalk/thanks")),
        (211, .answered(.intent("smalltalk/thanks"), text: "You are welcome.")),
      ]
    )
    try store.add(
      "thumb",
      answered("where is it", by: "track-order", at: 300) + [
        (305, .feedbackGiven(Feedback(.thumbs, value: 1)))
      ]
    )
    try store.add(
      "taken back",
      answered("where is it", by: "track-order", at: 400) + [
        (405, .feedbackGiven(Feedback(.thumbs, value: 1))),
        (406, .feedbackGiven(Feedback(.csat, value: 1))),
      ]
    )
    try store.add("silent", [(500, .botSaid("Do you need help?"))])
    let total = try Self.report(store).total
    #expect(total.conversations == 4)
    #expect(total.open == 0)
    #expect(total.deflected == 4)
    #expect(total.contained == 4)
    #expect(total.confirmed == 2)
    #expect(total.turns == 5)
    #expect(total.ratings == 1)
    #expect(total.goodRatings == 0)
  }

  @Test("Who comes back within a day was not contained, under whichever name")
  func comingBack() throws {
    let store = InMemoryStore()
    let ana = ConversationEvent.customerIdentified(Customer(id: "ana"))
    try store.add("a1", [(0, ana)] + answered("one", by: "x", at: 1_000))
    try store.add("a2", [(0, ana)] + answered("two", by: "x", at: 1_002 + 86_400))
    try store.add("b1", answered("one", by: "x", at: 2_000))
    try store.add("b2", answered("one", by: "x", at: 2_500))
    let report = try Self.report(store)
    // The second of Ana's lies behind the period, and counts for the first one.
    #expect(report.total.conversations == 3)
    #expect(report.total.contained == 2)
    let later = try Self.report(store, moment(86_400)..<moment(3 * 86_400))
    #expect(later.total.conversations == 1)
    #expect(later.total.contained == 1)
  }

  @Test("A second more than a day later is another matter")
  func notComingBack() throws {
    let store = InMemoryStore()
    let ana = ConversationEvent.customerIdentified(Customer(id: "ana"))
    try store.add("a1", [(0, ana)] + answered("one", by: "x", at: 1_000))
    try store.add("a2", [(0, ana)] + answered("two", by: "x", at: 1_003 + 86_400))
    #expect(try Self.report(store).total.contained == 1)
  }

  @Test("A chat that goes on after it expired is two conversations")
  func expiry() throws {
    let store = InMemoryStore()
    try store.add(
      "c",
      answered("one", by: "x", at: 100) + [(50_000, .expired)]
        + answered("two", by: "y", at: 50_000)
    )
    let report = try Self.report(store)
    #expect(report.total.conversations == 2)
    #expect(report.total.contained == 1)
    #expect(report.groups[.topic]?.map(\.name) == ["x", "y"])
    // The first reply is that to the first line of each.
    #expect(report.total.durations[.firstResponseOfBot]?.all.count == 2)
    #expect(report.total.durations[.firstResponseOfBot]?.all.mean == 2)
  }

  @Test("What is left open is abandoned once the time for it is over")
  func abandonment() throws {
    let choices = ConversationEvent.choicesOffered([.article("x"), .article("y")], text: "Which?")
    let question: [(Double, ConversationEvent)] = [
      (100, .customerSaid("help")), (100, .languageRecognised(.english)), (101, turn("ask")),
    ]
    let store = InMemoryStore()
    try store.add("choices", question + [(101, choices)])
    try store.add("chosen", question + [(101, choices)] + answered("1", by: "x", at: 110))
    // Topics below the introduction are no question.
    try store.add(
      "topics",
      question + [(101, .botSaid("Hi")), (101, .choicesOffered([.article("x")], text: ""))]
    )
    try store.add(
      "script",
      question + [
        (101, .flowStarted("returns", isCalled: false)), (101, .botSaid("Which order?")),
        (101, .questionAsked), (9_000, .flowEnded("returns", .expired, forgotten: [])),
        (9_000, .expired),
      ]
    )
    try store.add(
      "script without more",
      question + [
        (101, .flowStarted("returns", isCalled: false)), (101, .botSaid("Which order?")),
        (101, .questionAsked),
      ]
    )
    let over = try Self.report(store).total
    #expect(over.conversations == 5)
    #expect(over.abandoned == 3)
    #expect(over.contained == 2)
    #expect(over.open == 0)
    // After a minute only the script that expired is over.
    let early = try Self.report(store, now: 160).total
    #expect(early.open == 4)
    #expect(early.abandoned == 1)
    #expect(early.contained == 0)
  }

  @Test("Turns, fallbacks and choices are counted while the bot answers, the last miss too")
  func turns() throws {
    let request = HandoffRequest(reason: .notUnderstood)
    let store = InMemoryStore()
    try store.add(
      "c",
      [
        (0, .customerSaid("hm")), (0, .languageRecognised(.english)), (1, turn("ask")),
        (1, .choicesOffered([.article("x")], text: "Which?")),
        (10, .customerSaid("none")), (11, turn("decline")), (11, .declined(text: "Sorry.")),
        (20, .customerSaid("blub")), (21, .handoffRequested(request)), (21, turn("handoff")),
        (21, .botSaid("A colleague comes.")),
        (30, .agentJoined(AgentID("boris"))), (40, .customerSaid("finally")),
        (50, .agentSaid("Hello")), (60, .agentLeft),
        // The agent goes and the ticket waits again: no new miss.
        (60, .handoffRequested(request)),
      ]
    )
    let total = try Self.report(store).total
    #expect(total.turns == 3)
    #expect(total.fallbacks == 2)
    #expect(total.clarifications == 1)
    #expect(total.handedOff == 1)
    #expect(total.deflected == 0)
    #expect(total.contained == 0)
    #expect(total.durations[.replyOfPerson]?.all.median == 10)
  }

  @Test("Times are taken from the ticket, on the clock and while the desk is open")
  func durations() throws {
    let boris = AgentID("boris")
    let store = InMemoryStore()
    try store.add(
      "c",
      [
        (0, .customerSaid("a person please")), (0, .languageRecognised(.english)),
        (3, .handoffRequested(HandoffRequest(reason: .askedForPerson))), (3, turn("handoff")),
        (3, .botSaid("A colleague comes.")), (90, .agentJoined(boris)),
        (100, .agentSaid("Hello")), (110, .customerSaid("hi")), (115, .customerSaid("there?")),
        (135, .agentSaid("yes")), (200, .agentLeft),
      ]
    )
    try store.add(
      ticket: 1,
      of: "c",
      at: 3,
      [
        (33, .assigned(boris, why: "")), (50, .requeued(from: boris, why: "")),
        (90, .assigned(boris, why: "")), (100, .agentWrote(boris)), (135, .agentWrote(boris)),
        (200, .resolved(by: boris, reason: "solved")),
      ]
    )
    let durations = try Self.report(store).total.durations
    #expect(durations[.firstResponseOfBot]?.all.median == 3)
    #expect(durations[.waiting]?.all.median == 30)
    #expect(durations[.waiting]?.business.median == 27)
    #expect(durations[.firstResponseOfPerson]?.all.median == 97)
    #expect(durations[.resolutionByPerson]?.all.median == 200)
    #expect(durations[.resolutionByPerson]?.business.median == 110)
    #expect(durations[.replyOfPerson]?.all.count == 2)
    #expect(durations[.replyOfPerson]?.all.mean == 22.5)
    #expect(durations[.resolutionByBot] == nil)
  }

  @Test("Who leaves the queue, and whom nobody comes to, has abandoned it")
  func queue() throws {
    let boris = AgentID("boris")
    func conversation(_ more: [(Double, ConversationEvent)]) -> [(Double, ConversationEvent)] {
      [
        (0, .customerSaid("a person please")), (0, .languageRecognised(.english)),
        (3, .handoffRequested(HandoffRequest(reason: .askedForPerson))), (3, turn("handoff")),
        (3, .botSaid("A colleague comes.")),
      ] + more
    }
    let store = InMemoryStore()
    try store.add(
      "withdrawn",
      conversation([
        (9, .customerSaid("never mind")), (10, .handoffWithdrawn), (10, .botSaid("Fine.")),
      ])
    )
    try store.add("expired", conversation([]))
    try store.add(ticket: 1, of: "expired", at: 3, [(900, .expired(reason: "nobody came"))])
    try store.add("taken", conversation([(20, .agentJoined(boris)), (30, .agentLeft)]))
    try store.add(
      ticket: 2,
      of: "taken",
      at: 3,
      [(20, .assigned(boris, why: "")), (30, .resolved(by: boris, reason: "solved"))]
    )
    let total = try Self.report(store).total
    #expect(total.handedOff == 3)
    #expect(total.abandoned == 2)
  }

  @Test("Ratings make CSAT and NPS; a comment does not rate twice")
  func ratings() throws {
    let store = InMemoryStore()
    for (number, (csat, nps)) in [(5, 10), (4, 9), (3, 8), (1, 6), (2, 0)].enumerated() {
      try store.add(
        "c\(number)",
        answered("one", by: "x", at: Double(number)) + [
          (50, .feedbackGiven(Feedback(.csat, value: csat))),
          (51, .feedbackGiven(Feedback(.csat, value: csat, comment: "so"))),
          (60, .feedbackGiven(Feedback(.nps, value: nps))),
        ]
      )
    }
    let total = try Self.report(store, orders: 20).total
    #expect(total.shares.first { $0.name == "csat" }?.value == 0.4)
    #expect(total.ratings == 5)
    #expect(total.nps == 0)
    #expect(total.contactRate == 0.25)
  }

  @Test("Orders come from the shop's events, each number once")
  func orders() throws {
    let store = InMemoryStore()
    try store.add("c", answered("one", by: "x", at: 0))
    for (key, time) in [("A-1", 5.0), ("A-1", 6), ("A-2", 7), ("", 8), ("A-3", 90_000)] {
      try store.commit([.mark(Mark(.order, key: key, time: moment(time)))])
    }
    #expect(try Self.report(store).total.orders == 3)
    #expect(try Self.report(store, orders: 7).total.orders == 7)
    #expect(try Self.report(InMemoryStore()).total.orders == nil)
  }

  @Test("Sessions are told apart by language, channel, topic and product")
  func groups() throws {
    let store = InMemoryStore()
    try store.add(
      "c1",
      channel: "telegram",
      answered("one", by: "x", at: 0) + answered("two", by: "y", at: 50)
        + [(55, .slotSet("product", .text("linen shirt")))]
    )
    try store.add("c2", answered("one", by: "x", at: 0))
    // What a button or an intent started is named by it.
    try store.add(
      "c3",
      [
        (0, .customerSaid("I send it back")), (0, .languageRecognised(.romanian)),
        (1, .flowStarted("returns", isCalled: false)), (1, turn("flow", "returns/start")),
        (1, .botSaid("Which order?")), (5, .customerSaid("A-1")), (6, turn("flow", "returns")),
        (6, .flowEnded("returns", .completed, forgotten: [])), (6, .botSaid("Done.")),
      ]
    )
    let groups = try Self.report(store).groups
    func counts(_ dimension: SessionLedger.Dimension) -> [String] {
      (groups[dimension] ?? []).map { "\($0.name) \($0.figures.conversations)" }
    }
    #expect(counts(.language) == ["en 2", "ro 1"])
    #expect(counts(.channel) == ["web 2", "telegram 1"])
    #expect(counts(.topic) == ["x 2", "returns/start 1", "y 1"])
    #expect(counts(.product) == ["- 2", "linen shirt 1"])
  }

  @Test(
    "Median, slow end and mean",
    arguments: [
      ([3], 3, 3, 3), ([4, 1], 2.5, 4, 2.5), ([1, 2, 3, 4, 5, 6, 7, 8, 9, 20], 5.5, 9, 6.5),
      ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 6, 10, 6),
    ] as [([Double], Double, Double, Double)]
  )
  func figures(seconds: [Double], median: Double, p90: Double, mean: Double) throws {
    let figures = try #require(DurationFigures(seconds))
    #expect(figures.count == seconds.count)
    #expect(figures.median == median)
    #expect(figures.p90 == p90)
    #expect(abs(figures.mean - mean) < 1e-9)
    #expect(DurationFigures([]) == nil)
  }
}

@Suite("What rose and fell")
struct ServiceComparisonTests {
  @Test("The interval of a difference of shares is Newcombe's")
  func newcombe() {
    // Newcombe 1998, table II, method 10: 56/70 against 48/80, and 10/10 against 0/20.
    let first = RateChange(from: .init(48, of: 80), to: .init(56, of: 70))
    #expect(abs(first.low - 0.0524) < 5e-5)
    #expect(abs(first.high - 0.3339) < 5e-5)
    #expect(first.isClear)
    let second = RateChange(from: .init(0, of: 20), to: .init(10, of: 10))
    #expect(abs(second.low - 0.6791) < 5e-5)
    #expect(second.high == 1)
    let third = RateChange(from: .init(0, of: 10), to: .init(0, of: 10))
    #expect(abs(third.low + 0.2775) < 5e-5)
    #expect(abs(third.high - 0.2775) < 5e-5)
    #expect(!third.isClear)
  }

  @Test("Contacts for each order may be more than one, and of nothing nothing is clear")
  func perOrder() {
    let change = RateChange(perOrderFrom: .init(100, of: 50), to: .init(400, of: 100))
    #expect(change.difference == 2)
    #expect(change.isClear)
    #expect(change.low > 1 && change.high < 3)
    #expect(!RateChange(perOrderFrom: .init(0, of: 0), to: .init(400, of: 100)).isClear)
  }

  @Test("What is clear comes first, then what changed most")
  func order() throws {
    let store = InMemoryStore()
    var number = 0
    func add(_ topic: String, _ count: Int, day: Double) throws {
      for _ in 0..<count {
        number += 1
        try store.add("c\(number)", answered("q", by: topic, at: day * 86_400 + Double(number)))
      }
    }
    try add("steady", 40, day: 0)
    try add("falls", 30, day: 0)
    try add("rare", 1, day: 0)
    try add("steady", 42, day: 1)
    try add("rises", 25, day: 1)
    try add("falls", 5, day: 1)
    let reading = ServiceReading(store, now: moment(9 * 86_400), idle: 3_600) { _, from, to in
      to.since(from)
    }
    let now = moment(86_400)..<moment(2 * 86_400)
    let before = ServicePeriod.previous(of: now)
    #expect(before == moment(0)..<moment(86_400))
    let comparison = ServiceComparison(
      from: try reading.report(of: before),
      to: try reading.report(of: now)
    )
    #expect(!comparison.isPerOrder)
    #expect(comparison.topics.prefix(2).map(\.name) == ["falls", "rises"])
    #expect(comparison.topics.prefix(2).allSatisfy { $0.rate.isClear })
    #expect(comparison.topics[0].rate.difference < 0)
    #expect(comparison.topics.dropFirst(2).allSatisfy { !$0.rate.isClear })
    let perOrder = ServiceComparison(
      from: try reading.report(of: before, orders: 100),
      to: try reading.report(of: now, orders: 200)
    )
    #expect(perOrder.isPerOrder)
    #expect(perOrder.topics.first { $0.name == "steady" }?.rate.now.total == 200)
  }

  @Test(
    "Lengths of time",
    arguments: [
      ("90s", 90), ("15m", 900), ("24h", 86_400), ("7d", 604_800), ("2w", 1_209_600), ("7", nil),
      ("d", nil), ("0d", nil), ("-1d", nil), ("+1d", nil), ("1.5d", nil), ("", nil), ("9y", nil),
      ("99999999999999999999d", nil),
    ] as [(String, Double?)]
  )
  func lengths(text: String, expected: Double?) {
    #expect(ServicePeriod.seconds(text) == expected)
  }
}
