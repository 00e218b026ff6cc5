import Dialogue
import Evaluation
import FrontdeskEngine
import JSON

/// A period's figures as text, JSON and comma-separated values.
struct StatsView {
  let report: ServiceReport
  let comparison: ServiceComparison?
  /// How many groups the text lists of a kind.
  let limit: Int

  // MARK: Text

  func lines(_ style: Style) -> [String] {
    let total = report.total
    var lines = [
      style.bold(ReportText.counted(total.conversations, "conversation", "conversations"))
        + " from \(UTCTime.text(report.period.lowerBound))"
        + " to \(UTCTime.text(report.period.upperBound))"
        + (total.open > 0 ? ", \(ReportText.count(total.open)) not over yet" : ""),
      "",
    ]
    lines += columns(
      total.shares.map { share in
        [
          Self.label(share.name), ReportText.percent(share.value),
          "\(ReportText.count(share.count)) of \(ReportText.count(share.total))",
        ]
      } + [
        [
          "NPS", total.nps.map { FixedPoint.text($0, places: 0) } ?? "-",
          ReportText.counted(total.recommendations, "rating", "ratings"),
        ],
        [
          "contact rate", total.contactRate.map { FixedPoint.text($0, places: 3) } ?? "-",
          total.orders.map { ReportText.counted($0, "order", "orders") } ?? "orders not known",
        ],
      ]
    )
    lines += [""] + durationLines(style)
    for dimension in SessionLedger.Dimension.allCases { lines += groupLines(dimension, style) }
    if let comparison { lines += comparisonLines(comparison, style) }
    return lines
  }

  private func durationLines(_ style: Style) -> [String] {
    let rows = ServiceDuration.Kind.allCases.compactMap { kind -> [String]? in
      guard let times = report.total.durations[kind] else { return nil }
      func cells(_ figures: DurationFigures) -> [String] {
        [figures.median, figures.p90, figures.mean].map(ReportText.duration)
      }
      return [kind.label, ReportText.count(times.all.count)] + cells(times.all)
        + cells(times.business)
    }
    guard !rows.isEmpty else { return [] }
    let header = ["", "count", "median", "p90", "mean", "business median", "p90", "mean"]
    return Self.headed([header] + rows, style)
  }

  private func groupLines(_ dimension: SessionLedger.Dimension, _ style: Style) -> [String] {
    let groups = report.groups[dimension] ?? []
    // One language and one channel are the whole.
    guard groups.count > 1 || dimension == .topic, !groups.isEmpty else { return [] }
    let header = [
      "by \(dimension.rawValue)", "conversations", "contained", "confirmed", "handed off",
      "abandoned", "fallback", "CSAT", "first response",
    ]
    let rows = groups.prefix(limit).map { group -> [String] in
      let shares = group.figures.shares
      func share(_ name: String) -> String {
        ReportText.percent(shares.first { $0.name == name }?.value)
      }
      return [
        VisibleText.clean(group.name), ReportText.count(group.figures.conversations),
        share("contained"), share("confirmed"), share("handed_off"), share("abandoned"),
        share("fallback_rate"), share("csat"),
        group.figures.durations[.firstResponseOfBot].map { ReportText.duration($0.all.median) }
          ?? "-",
      ]
    }
    let rest = groups.count - rows.count
    return [""] + Self.headed([header] + rows, style)
      + (rest > 0 ? ["and \(ReportText.count(rest)) more; --top lists them"] : [])
  }

  private func comparisonLines(_ comparison: ServiceComparison, _ style: Style) -> [String] {
    let per = comparison.isPerOrder ? "per 100 orders" : "per 100 conversations"
    let header = ["", "before", "now", "change", "95 %"]
    var lines = [
      "",
      style.bold("compared with")
        + " \(UTCTime.text(comparison.before.lowerBound))"
        + " to \(UTCTime.text(comparison.before.upperBound))",
    ]
    let shares = comparison.shares.filter { $0.rate.before.total > 0 && $0.rate.now.total > 0 }
    lines += Self.headed([header] + shares.map { cells($0, Self.label($0.name)) }, style)
    let clear = comparison.topics.filter(\.rate.isClear)
    for (title, topics) in [
      ("contacts \(per) that rose", clear.filter { $0.rate.difference > 0 }),
      ("contacts \(per) that fell", clear.filter { $0.rate.difference < 0 }),
      ("contacts \(per), not clear", comparison.topics.filter { !$0.rate.isClear }),
    ] where !topics.isEmpty {
      let rows = topics.prefix(limit).map { cells($0, VisibleText.clean($0.name)) }
      lines += [""] + Self.headed([[title] + header.dropFirst()] + rows, style)
      if topics.count > limit { lines.append("and \(topics.count - limit) more; --top lists them") }
    }
    return lines
  }

  private func cells(_ change: ServiceComparison.Change, _ name: String) -> [String] {
    let rate = change.rate
    return [
      name, "\(FixedPoint.percent(rate.before.value)) (\(rate.before.count))",
      "\(FixedPoint.percent(rate.now.value)) (\(rate.now.count))",
      FixedPoint.points(rate.difference),
      "\(FixedPoint.points(rate.low)) to \(FixedPoint.points(rate.high))",
    ]
  }

  private static func label(_ name: String) -> String {
    name == "csat" ? "CSAT" : name.split(separator: "_").joined(separator: " ")
  }

  private static func headed(_ rows: [[String]], _ style: Style) -> [String] {
    columns(rows).enumerated().map { $0.offset == 0 ? style.dim($0.element) : $0.element }
  }
}

// MARK: - JSON

extension StatsView {
  func writeJSON(to output: Output) throws {
    var json = JSONWriter()
    json.object { json in
      Self.write(report.period, to: &json)
      Self.write(report.total, to: &json)
      for dimension in SessionLedger.Dimension.allCases {
        json.key(named: "by_\(dimension.rawValue)")
        json.array(report.groups[dimension] ?? []) { json, group in
          json.object { json in
            json.member("name", group.name)
            Self.write(group.figures, to: &json)
          }
        }
      }
      guard let comparison else { return }
      json.key("compare")
      json.object { json in
        Self.write(comparison.before, to: &json)
        json.member("topics_per", comparison.isPerOrder ? "order" : "conversation")
        json.key("figures")
        json.array(comparison.shares, Self.write)
        json.key("topics")
        json.array(comparison.topics, Self.write)
      }
    }
    try json.endLine(into: output)
  }

  private static func write(_ period: Range<Instant>, to json: inout JSONWriter) {
    json.member("from", UTCTime.text(period.lowerBound))
    json.member("to", UTCTime.text(period.upperBound))
  }

  private static func write(_ figures: ServiceFigures, to json: inout JSONWriter) {
    json.member("conversations", figures.conversations)
    json.member("open", figures.open)
    for share in figures.shares {
      json.key(named: share.name)
      json.object { json in
        json.key("share")
        number(share.value, to: &json)
        json.member("count", share.count)
        json.member("total", share.total)
      }
    }
    json.key("nps")
    number(figures.nps, to: &json)
    json.member("nps_ratings", figures.recommendations)
    json.key("orders")
    if let orders = figures.orders { json.number(orders) } else { json.null() }
    json.key("contact_rate")
    number(figures.contactRate, to: &json)
    json.key("seconds")
    json.object { json in
      for kind in ServiceDuration.Kind.allCases {
        guard let times = figures.durations[kind] else { continue }
        json.key(named: kind.rawValue)
        json.object { json in
          json.member("count", times.all.count)
          write(times.all, to: &json)
          json.key("business")
          json.object { write(times.business, to: &$0) }
        }
      }
    }
  }

  private static func write(_ figures: DurationFigures, to json: inout JSONWriter) {
    json.key("median")
    json.number(figures.median, places: 3)
    json.key("p90")
    json.number(figures.p90, places: 3)
    json.key("mean")
    json.number(figures.mean, places: 3)
  }

  private static func write(_ json: inout JSONWriter, _ change: ServiceComparison.Change) {
    json.object { json in
      json.member("name", change.name)
      for (name, rate) in [("before", change.rate.before), ("now", change.rate.now)] {
        json.key(named: name)
        json.object { json in
          json.member("rate", rate.value)
          json.member("count", rate.count)
          json.member("total", rate.total)
        }
      }
      json.member("change", change.rate.difference)
      json.member("low", change.rate.low)
      json.member("high", change.rate.high)
      json.member("clear", change.rate.isClear)
    }
  }

  private static func number(_ value: Double?, to json: inout JSONWriter) {
    if let value { json.number(value) } else { json.null() }
  }
}

// MARK: - Comma-separated values

extension StatsView {
  /// A row for each figure of each group: what is easiest to filter.
  var csv: [UInt8] {
    var csv = CSVText()
    csv.row(["group", "name", "figure", "value", "count", "total"])
    append(report.total, "total", "", &csv)
    for dimension in SessionLedger.Dimension.allCases {
      for group in report.groups[dimension] ?? [] {
        append(group.figures, dimension.rawValue, group.name, &csv)
      }
    }
    guard let comparison else { return csv.bytes }
    for (kind, changes) in [("figure", comparison.shares), ("topic", comparison.topics)] {
      for change in changes {
        let rate = change.rate
        for (figure, value) in [
          ("before", rate.before.value), ("change", rate.difference), ("change_low", rate.low),
          ("change_high", rate.high),
        ] {
          csv.row(["compare_\(kind)", change.name, figure, Self.number(value), "", ""])
        }
      }
    }
    return csv.bytes
  }

  private func append(
    _ figures: ServiceFigures,
    _ group: String,
    _ name: String,
    _ csv: inout CSVText
  ) {
    func row(_ figure: String, _ value: String, _ count: String = "", _ total: String = "") {
      csv.row([group, name, figure, value, count, total])
    }
    row("conversations", "\(figures.conversations)")
    row("open", "\(figures.open)")
    for share in figures.shares {
      let value = share.value.map(Self.number) ?? ""
      row(share.name, value, "\(share.count)", "\(share.total)")
    }
    row("nps", figures.nps.map(Self.number) ?? "", "", "\(figures.recommendations)")
    row(
      "contact_rate",
      figures.contactRate.map(Self.number) ?? "",
      "",
      "\(figures.orders, default: "")"
    )
    for kind in ServiceDuration.Kind.allCases {
      guard let times = figures.durations[kind] else { continue }
      for (prefix, durations) in [("", times.all), ("business_", times.business)] {
        for (figure, value) in [
          ("median", durations.median), ("p90", durations.p90), ("mean", durations.mean),
        ] {
          row("\(kind.rawValue)_\(prefix)\(figure)", Self.number(value), "\(durations.count)")
        }
      }
    }
  }

  /// A number with a point, whatever the locale, and six decimals at most.
  private static func number(_ value: Double) -> String {
    let rounded = (value * 1e6).rounded() / 1e6
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}
