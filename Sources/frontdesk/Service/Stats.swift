import Content
import Dialogue
import Evaluation
import FrontdeskEngine
import Handoff
import Storage

extension Command {
  static let stats = Command(
    name: "stats",
    summary: "tells how customers were served: contained, handed off, waiting, satisfaction",
    options: [
      ServiceOptions.since, ServiceOptions.until, Stats.compare, Stats.orders, Stats.top,
      OpenStore.store, ServiceOptions.now,
    ] + OpenShop.options + [ServiceOptions.format],
    details: """
      A chat that is taken up again after it had expired is another conversation. Conversations
      count in the period in which they start (default: the last 7 days).

        deflected      without a handoff
        contained      deflected, over, not abandoned, and not back within 24 hours
        confirmed      contained, with thumbs up, satisfaction of 4 or 5, or thanks
        handed off     a person was asked for
        abandoned      left with a question or a script open, left the queue, or nobody came
        fallback rate  turns the bot could not help with / turns
        clarify rate   turns in which choices were offered / turns
        CSAT           ratings of 4 and 5 / ratings from 1 to 5
        NPS            100 x (ratings of 9 and 10 - ratings of 0 to 6) / ratings from 0 to 10
        contact rate   conversations / orders

      Orders are those the shop told of with order_placed, or as many as --orders says. Durations
      are given on the clock, and in business time: while the ticket's team, or the first, is there.
      --compare lists what rose and what fell with 95 % intervals, what is clear first; for each
      order where both periods know theirs, else for each conversation.
      """,
    examples: [
      Example("frontdesk stats --since 7d", "tells of the last week"),
      Example(
        "frontdesk stats --since 7d --compare previous",
        "tells what rose and fell since the week before"
      ),
    ],
    run: { try Stats.run($0, $1) }
  )
}

/// Figures of how customers were served.
enum Stats {
  static let compare = Option(
    name: "compare",
    value: "PERIOD",
    expected: "previous, or two days such as 2026-11-01..2026-11-08",
    summary: "compares with the same length before (previous), or with FROM..TO"
  )
  static let orders = Option(
    name: "orders",
    value: "N[,N]",
    expected: "a whole number, or two with --compare: now and before",
    summary: "how many orders there were; with --compare also before: N,N"
  )
  static let top = Option(
    name: "top",
    value: "N",
    expected: "a whole number from 1 to 10000",
    summary: "how many topics and products the text lists (default: 20)"
  )

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    let format = try ServiceOptions.format(arguments)
    let period = try ServiceOptions.period(arguments, since: "7d")
    let earlier = try earlier(arguments, than: period)
    let orders = try orders(arguments)
    let limit = try ServiceOptions.whole(top, in: 1...10_000, default: 20, arguments)
    let shop = try OpenShop(arguments, console)
    let store = try OpenStore.forReading(arguments)
    defer { store.close() }
    let reading = try reading(store, shop, arguments)
    func report(_ period: Range<Instant>, _ orders: Int?) throws -> ServiceReport {
      var progress = Progress("conversations", on: console.errors)
      let report = try reading.report(of: period, orders: orders) {
        try progress.update($0)
      }
      try progress.finish()
      return report
    }
    let now = try report(period, orders.now)
    let comparison = try earlier.map {
      ServiceComparison(from: try report($0, orders.before), to: now)
    }
    let view = StatsView(report: now, comparison: comparison, limit: limit)
    switch format {
    case .text: for line in view.lines(console.output.style) { try console.output.writeLine(line) }
    case .json: try view.writeJSON(to: console.output)
    case .csv: try console.output.write(view.csv)
    }
    return .success
  }

  /// Reads with the shop's opening times and the time after which its conversations are over.
  private static func reading(
    _ store: SQLiteStore,
    _ shop: OpenShop,
    _ arguments: Arguments
  ) throws -> ServiceReading {
    let desk = shop.engine.shop.scripts.desk
    let usual = shop.engine.shop.hours(ofTeam: desk.defaultTeam)
    let hours = Dictionary(
      uniqueKeysWithValues: desk.teams.map { ($0.name, shop.engine.shop.hours(ofTeam: $0.name)) }
    )
    return ServiceReading(
      store,
      now: try ServiceOptions.now(arguments),
      idle: Double(desk.idleMinutes) * 60
    ) { team, from, to in
      (hours[team] ?? usual).seconds(from: from, to: to)
    }
  }

  private static func earlier(
    _ arguments: Arguments,
    than period: Range<Instant>
  ) throws -> Range<Instant>? {
    guard let text = arguments.value(of: compare) else { return nil }
    if text == "previous" { return ServicePeriod.previous(of: period) }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].isEmpty, let from = UTCTime.instant(String(parts[0])),
      let to = UTCTime.instant(String(parts[2])), from < to
    else { throw arguments.wrong(text, for: compare) }
    return from..<to
  }

  private static func orders(_ arguments: Arguments) throws -> (now: Int?, before: Int?) {
    guard let text = arguments.value(of: orders) else { return (nil, nil) }
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(numbers.count), numbers.allSatisfy({ ($0 ?? 0) > 0 }),
      numbers.count == 1 || arguments.has(compare)
    else { throw arguments.wrong(text, for: orders) }
    return (numbers[0], numbers.count > 1 ? numbers[1] : nil)
  }
}
