import TextAnalysis

/// `report.html`: a night as one page that needs nothing but itself.
///
/// No scripts and no addresses; light or dark as the reader's system is.
package struct NightlyPage {
  let report: NightlyReport
  let timing: NightlyTiming
  /// The nights so far, tonight last.
  let history: History

  package init(report: NightlyReport, timing: NightlyTiming, history: History) {
    self.report = report
    self.timing = timing
    self.history = history
  }

  package var html: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(MarkupText.escape("\(report.shop): \(headline)"))</title>
    <style>
    \(PageStyle.css)</style>
    </head>
    <body>
    \(header)
    <main>
    \(sections.joined())</main>
    \(footer)
    </body>
    </html>

    """
  }

  private var sections: [String] {
    [
      keyFigures, alarmSection, languageSection, deskSection, comparisonSection, flipSection,
      sliceSection, reliabilitySection, curveSection, robustnessSection, confusionSection,
      wrongSection, trendSection, warningSection,
    ]
  }

  private var headline: String {
    switch report.verdict {
    case .noWorse: "no worse than the baseline"
    case .worse: "worse than the baseline"
    case .notCompared: "not compared with a baseline"
    }
  }

  private var header: String {
    let style = report.verdict == .worse ? "bad" : report.verdict == .noWorse ? "good" : "plain"
    let total = report.nights.reduce(0) { $0 + $1.judged.count }
    let languages = report.nights.count
    return """
      <header>
      <p class="eyebrow">Nightly benchmark <time>\(MarkupText.escape(date))</time></p>
      <h1><bdi>\(MarkupText.escape(report.shop))</bdi> <span class="verdict \(style)">\
      \(headline)</span></h1>
      <p class="lead">\(total) questions in \(languages) language\(languages == 1 ? "" : "s"); \
      the figures are from the \(report.figures.questions) of the half that nothing is tuned on.</p>
      </header>
      """
  }

  /// The date as people read it: "2026-11-22 08:30 UTC".
  private var date: String {
    let parts = timing.date.split(separator: "T")
    guard parts.count == 2 else { return timing.date }
    return "\(parts[0]) \(parts[1].prefix(5)) UTC"
  }

  private var keyFigures: String {
    let figures = report.figures
    let wrongShare = Double(figures.wrong) / Double(max(1, figures.questions))
    let interval = figures.interval
    let low = FixedPoint.percent(interval.low)
    let high = FixedPoint.percent(interval.high)
    let cards: [(name: String, value: String, unit: String, note: String)] = [
      ("Right", FixedPoint.percent(figures.accuracy), "%", "95 % sure: \(low) to \(high)"),
      (
        "Wrong answers", FixedPoint.percent(wrongShare), "%",
        "\(figures.wrong) of \(figures.questions) questions"
      ),
      ("Precision", FixedPoint.percent(figures.precision), "%", "of the answers given are right"),
      ("Coverage", FixedPoint.percent(figures.coverage), "%", "of the shop’s questions answered"),
      (
        "Calibration error", FixedPoint.text(report.calibration.expectedError, places: 3), "",
        "confidence against accuracy"
      ),
    ]
    let items = cards.map { card in
      "<div class=\"card\"><dt>\(card.name)</dt><dd><strong>\(card.value)"
        + (card.unit.isEmpty ? "" : "<small>\u{202F}\(card.unit)</small>")
        + "</strong><span>\(card.note)</span></dd></div>\n"
    }
    return "<dl class=\"cards\">\n\(items.joined())</dl>\n"
  }

  private var warningSection: String {
    guard !report.warnings.isEmpty else { return "" }
    let items = report.warnings.map { "<li>\(MarkupText.escape($0))</li>\n" }
    return section("Warnings", "", "<ul class=\"plain\">\(items.joined())</ul>")
  }

  private var footer: String {
    let rows = report.nights.compactMap { night -> [String]? in
      guard let load = timing.languages[night.language.code] else { return nil }
      return [
        "<th scope=\"row\">\(night.language.code)</th>",
        "<td>\(FixedPoint.text(load.milliseconds, places: 0))\u{202F}ms</td>",
        "<td>\(FixedPoint.text(load.medianMicroseconds, places: 0))\u{202F}µs</td>",
        "<td>\(FixedPoint.text(load.slowMicroseconds, places: 0))\u{202F}µs</td>",
        "<td><code>\(MarkupText.escape(night.content))</code></td>",
      ]
    }
    let head = ["Language", "Loaded in", "Question, median", "99 of 100 under", "Content"]
    return """
      <footer>
      <details><summary>Times and versions</summary>
      \(table(head: head, rows: rows))
      <p>The whole run took \(FixedPoint.text(timing.seconds, places: 1))\u{202F}s. Times are \
      information; nothing depends on them.</p></details>
      <details><summary>How to read this</summary>
      <p>A question is <b>right</b> when a right article or intent answered it, or when it is none \
      of the shop’s and nothing did. <b>Asked</b> means that choices were offered, <b>declined</b> \
      that the assistant said it does not know. <b>Precision</b> is the share of right ones among \
      the answers given, <b>coverage</b> the share of the shop’s questions that got an answer. \
      Each miss and its explanation is a line of <code>errors.jsonl</code>; all figures are in \
      <code>report.json</code>.</p></details>
      </footer>
      """
  }
}

// MARK: Building blocks

extension NightlyPage {
  /// A section with its heading, a sentence below it, and its content.
  func section(_ title: String, _ note: String, _ content: String) -> String {
    "<section>\n<h2>\(title)</h2>\n" + (note.isEmpty ? "" : "<p class=\"note\">\(note)</p>\n")
      + content + "\n</section>\n"
  }

  /// A table that scrolls by itself where it is wider than the page; cells are whole elements.
  func table(head: [String], rows: [[String]], style: String = "") -> String {
    let cells = head.map { "<th scope=\"col\">\($0)</th>" }.joined()
    let lines = rows.map { "<tr>\($0.joined())</tr>\n" }.joined()
    return "<div class=\"scroll\" tabindex=\"0\"><table class=\"\(style)\">\n"
      + "<thead><tr>\(cells)</tr></thead>\n<tbody>\n\(lines)</tbody>\n</table></div>"
  }

  /// A text of a customer's, in its own direction.
  func quote(_ text: String) -> String {
    "<q dir=\"auto\">\(MarkupText.escape(text))</q>"
  }

  /// The name of an article or intent.
  func name(_ text: String) -> String { "<code>\(MarkupText.escape(text))</code>" }
}
