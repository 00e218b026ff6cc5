import TextAnalysis

/// Charts, a small one for each language, all on the same scale.
extension NightlyPage {
  private func charts(_ charts: [(title: String, note: String, svg: String)]) -> String {
    "<div class=\"charts\">\n"
      + charts.map { chart in
        "<figure><figcaption><b>\(MarkupText.escape(chart.title))</b> "
          + "<span>\(MarkupText.escape(chart.note))</span></figcaption>\(chart.svg)</figure>\n"
      }.joined() + "</div>"
  }

  var reliabilitySection: String {
    var shown = report.nights.map { ($0.language.ownName, $0.calibration) }
    if shown.count > 1 { shown.insert(("All", report.calibration), at: 0) }
    return section(
      "Reliability",
      "How often the best candidate is right (up), by how sure it was (across), in percent. On the "
        + "diagonal, confidence keeps its promise; the larger a dot, the more questions.",
      charts(
        shown.map { name, calibration in
          let error = FixedPoint.text(calibration.expectedError, places: 3)
          return (name, "error \(error)", reliability(calibration, name))
        }
      )
    )
  }

  private func reliability(_ calibration: Calibration, _ name: String) -> String {
    var plot = Plot(x: 0...1, y: 0...1)
    plot.addTicks(x: [0, 0.5, 1], y: [0, 0.25, 0.5, 0.75, 1])
    plot.addLine([(0, 0), (1, 1)], style: "ideal")
    plot.addLine(calibration.bins.map { ($0.confidence, $0.accuracy) }, style: "faint")
    let most = Double(calibration.bins.map(\.count).max() ?? 1)
    for bin in calibration.bins {
      plot.addDot(
        (bin.confidence, bin.accuracy),
        radius: 2 + 6 * (Double(bin.count) / most).squareRoot(),
        style: "accent",
        title: "confidence \(FixedPoint.percent(bin.confidence)) %: "
          + "\(bin.right) of \(bin.count) right (\(FixedPoint.percent(bin.accuracy)) %)"
      )
    }
    return plot.svg(label: "Reliability diagram, \(name)")
  }

  var curveSection: String {
    let lowest =
      report.nights.flatMap(\.curve.points).filter { $0.coverage >= 0.1 }
      .map(\.precision).min() ?? 0
    let floor = min(0.9, max(0, (lowest * 10).rounded(.down) / 10))
    return section(
      "Precision against coverage",
      "Precision of the answers (up) if they were given to more and more of the shop’s questions "
        + "(across), surest first, in percent. The dot is where the shop’s thresholds are; the "
        + "other languages are grey.",
      charts(
        report.nights.map { night in
          let precision = FixedPoint.percent(night.figures.precision)
          let coverage = FixedPoint.percent(night.figures.coverage)
          return (
            night.language.ownName, "\(precision) at \(coverage)", curve(night, floor: floor)
          )
        }
      )
    )
  }

  private func curve(_ night: LanguageNight, floor: Double) -> String {
    var plot = Plot(x: 0...1, y: floor...1)
    plot.addTicks(x: [0, 0.5, 1], y: [floor, (floor + 1) / 2, 1])
    for other in report.nights where other.language != night.language {
      plot.addLine(other.curve.points.map { ($0.coverage, $0.precision) }, style: "other")
    }
    plot.addLine(
      night.curve.points.map { ($0.coverage, $0.precision) },
      style: "accent",
      title: night.language.ownName
    )
    if let precision = night.figures.precision, let coverage = night.figures.coverage {
      plot.addDot(
        (coverage, precision),
        radius: 5,
        style: "accent ringed",
        title: "as the thresholds are: precision \(FixedPoint.percent(precision)) %, "
          + "coverage \(FixedPoint.percent(coverage)) %"
      )
    }
    return plot.svg(label: "Precision against coverage, \(night.language.ownName)")
  }

  /// How many nights the trend shows.
  private static let trendLength = 60

  var trendSection: String {
    let nights = Array(history.nights.suffix(Self.trendLength))
    guard nights.count > 1 else {
      return section("Trend", "", "<p class=\"note\">The first night; a trend needs two.</p>")
    }
    let shares = nights.flatMap { $0.languages.values.map(\.right) }
    let floor = min(0.9, max(0, ((shares.min() ?? 0) * 10).rounded(.down) / 10))
    return section(
      "Trend",
      "Share right over the last \(nights.count) nights, in percent; the other languages are grey.",
      charts(
        report.nights.map { night in
          let code = night.language.code
          let last = nights.last { $0.languages[code] != nil }?.languages[code]?.right
          return (
            night.language.ownName, "\(FixedPoint.percent(last)) tonight",
            trend(code, nights, floor: floor, name: night.language.ownName)
          )
        }
      )
    )
  }

  private func trend(
    _ code: String,
    _ nights: [History.Night],
    floor: Double,
    name: String
  ) -> String {
    func points(_ code: String) -> [(x: Double, y: Double)] {
      nights.enumerated().compactMap { position, night in
        night.languages[code].map { (Double(position), $0.right) }
      }
    }
    var plot = Plot(x: 0...Double(nights.count - 1), y: floor...1)
    plot.addTicks(x: [], y: [floor, (floor + 1) / 2, 1])
    for other in report.nights where other.language.code != code {
      plot.addLine(points(other.language.code), style: "other")
    }
    plot.addLine(points(code), style: "accent")
    for (position, night) in nights.enumerated() {
      guard let shares = night.languages[code] else { continue }
      let isWorse = night.worse.contains(code)
      plot.addDot(
        (Double(position), shares.right),
        radius: isWorse ? 4 : 2.5,
        style: isWorse ? "alarm" : "accent",
        title: "\(night.date): \(FixedPoint.percent(shares.right)) % right, "
          + "\(FixedPoint.percent(shares.wrong)) % wrong\(isWorse ? ", worse" : "")"
      )
    }
    return plot.svg(label: "Trend of right answers, \(name)")
  }
}
