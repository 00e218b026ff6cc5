import TextAnalysis

/// Tonight beside the baseline: which rules fired, the tests, the flips.
extension NightlyPage {
  var alarmSection: String {
    guard report.verdict == .worse else { return "" }
    var questions: [String: LabelledQuestion] = [:]
    for night in report.nights {
      for judged in night.judged {
        let question = judged.question
        questions["\(question.language.code)/\(question.id)"] = question
      }
    }
    let items = report.gate.alarms.map { alarm in
      let prefix = alarm.language.map { "\($0)/" } ?? ""
      let lost = alarm.questions.map { id in
        let text = questions[prefix + id].map { " \(quote($0.text))" } ?? ""
        return "<li><code>\(MarkupText.escape(prefix + id))</code>\(text)</li>\n"
      }
      return "<li><details><summary><b>\(alarm.rule.rawValue)</b>"
        + (alarm.language.map { " <span class=\"tag\">\($0)</span>" } ?? "")
        + " <bdi>\(MarkupText.escape(alarm.message))</bdi></summary>"
        + "<ul>\(lost.joined())</ul></details></li>\n"
    }
    return "<section class=\"alarms\">\n<h2>What got worse</h2>\n"
      + "<p class=\"note\">Each line opens to show the questions.</p>\n<ul>\(items.joined())</ul>\n"
      + "</section>\n"
  }

  var comparisonSection: String {
    guard !report.comparisons.isEmpty else { return "" }
    let tests = report.comparisons.flatMap { comparison in
      [
        (comparison.language, "right", comparison.right, false),
        (comparison.language, "wrong", comparison.wrong, true),
      ]
    }
    let widest = tests.map { max(abs($0.2.interval.low), abs($0.2.interval.high)) }.max() ?? 0
    let span = max(0.02, widest)
    let rows = tests.map { language, what, test, isBad in
      [
        "<th scope=\"row\">\(language.code) \(what)</th>",
        "<td>\(test.before)</td>", "<td>\(test.now)</td>",
        "<td>\(test.worse)</td>", "<td>\(test.better)</td>",
        "<td>\(FixedPoint.points(test.difference))</td>",
        "<td class=\"bar\">\(whisker(test, span: span, isBad: isBad))</td>",
        "<td\(test.isWorse ? " class=\"bad\"" : "")>"
          + "\(FixedPoint.text(test.corrected, places: 3))</td>",
        "<td>\(smallest(test))</td>",
      ]
    }
    let tested = 2 * report.comparisons.count
    return section(
      "Against the baseline",
      "The \(report.comparisons.reduce(0) { $0 + $1.reported.count }) questions that both nights "
        + "have. One-sided exact McNemar tests, corrected together over \(tested) tests (Holm); "
        + "below 0.05 is worse. “Found from” is the smallest loss that these sets can tell from "
        + "chance.",
      table(
        head: [
          "Test", "Before", "Now", "Worse", "Better", "Points",
          "95\u{202F}% interval, ±\(FixedPoint.text(100 * span, places: 1))", "Corrected p",
          "Found from",
        ],
        rows: rows,
        style: "figures"
      )
    )
  }

  private func smallest(_ test: PairedTest) -> String {
    guard let count = test.smallestFound, let share = test.smallestFoundShare else { return "–" }
    return "\(count) <small>\(FixedPoint.percent(share)) points</small>"
  }

  /// The difference and its interval on a line with zero in the middle.
  private func whisker(_ test: PairedTest, span: Double, isBad: Bool) -> String {
    func place(_ value: Double) -> Double { 100 + 94 * min(1, max(-1, value / span)) }
    let style = test.isWorse ? "alarm" : "accent"
    let low = Plot.number(place(test.interval.low))
    let high = Plot.number(place(test.interval.high))
    let title =
      "\(FixedPoint.points(test.difference)) points, 95 % between "
      + "\(FixedPoint.points(test.interval.low)) and \(FixedPoint.points(test.interval.high)); "
      + (isBad ? "up is worse" : "down is worse")
    return "<svg viewBox=\"0 0 200 14\" role=\"img\" aria-label=\"\(MarkupText.escape(title))\">"
      + "<line class=\"grid\" x1=\"100\" x2=\"100\" y1=\"0\" y2=\"14\"/>"
      + "<line class=\"\(style) thick\" x1=\"\(low)\" x2=\"\(high)\" y1=\"7\" y2=\"7\"/>"
      + "<circle class=\"\(style)\" cx=\"\(Plot.number(place(test.difference)))\" cy=\"7\" r=\"4\">"
      + Plot.title(title) + "</circle></svg>"
  }

  /// How many flips of a kind are listed.
  private static let flipCount = 100

  var flipSection: String {
    guard !report.comparisons.isEmpty else { return "" }
    let flips = report.comparisons.flatMap(\.flips)
    guard !flips.isEmpty else {
      return section("Tonight’s flips", "", "<p class=\"note\">No question changed.</p>")
    }
    return section(
      "Tonight’s flips",
      "",
      list("for the worse", flips.filter { !$0.isBetter }, "worse")
        + list("for the better", flips.filter(\.isBetter), "better")
    )
  }

  private func list(_ what: String, _ flips: [Flip], _ style: String) -> String {
    guard !flips.isEmpty else { return "<p class=\"note\">None \(what).</p>\n" }
    let items = flips.prefix(Self.flipCount).map { flip in
      let question = flip.judged.question
      return "<li>\(quote(question.text))<p><code>\(question.language.code)/"
        + "\(MarkupText.escape(question.id))</code> expected \(name(question.expected)): "
        + "\(outcome(flip.before.outcome, flip.before.answered)) → "
        + "\(outcome(flip.judged.outcome, flip.judged.answered))</p></li>\n"
    }
    let rest =
      flips.count > Self.flipCount
      ? "<li>and \(flips.count - Self.flipCount) more, in <code>report.json</code></li>" : ""
    return "<details open class=\"\(style)\"><summary>\(flips.count) \(what)</summary>\n"
      + "<ul class=\"questions\">\(items.joined())\(rest)</ul></details>\n"
  }

  private func outcome(_ outcome: Outcome, _ answered: String?) -> String {
    let words =
      switch outcome {
      case .askedWithout: "asked, without the right choice"
      default: outcome.rawValue
      }
    return words + (answered.map { " \(name($0))" } ?? "")
  }
}
