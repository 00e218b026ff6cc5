import TextAnalysis

/// The table of handovers and double questions.
extension NightlyPage {
  var deskSection: String {
    var rows = report.nights.flatMap { night in
      deskRows(night.language.code, of: night.deskFigures)
    }
    guard !rows.isEmpty else { return "" }
    if report.nights.count > 1 { rows += deskRows("All", of: report.deskFigures) }
    return section(
      "Handovers and double questions",
      "Shares in percent with their 95\u{202F}% interval. A person is brought to messages that want "
        + "one, and falsely to messages that want none; two questions in one message are both "
        + "answered, in order; one question with an “and” is taken for several. Failures of the tune "
        + "half are in <code>errors.jsonl</code>; texts of the report half are shown nowhere.",
      table(
        head: ["Language", "Half", "Person brought", "Falsely", "Both answered", "Split"],
        rows: rows,
        style: "figures"
      )
    )
  }

  private func deskRows(_ name: String, of figures: (SetHalf) -> DeskFigures) -> [[String]] {
    [SetHalf.report, .tune].compactMap { half in
      let found = figures(half)
      guard !found.isEmpty else { return nil }
      return ["<th scope=\"row\">\(name)</th>", "<td>\(half.rawValue)</td>"]
        + DeskRow.Measure.allCases.map { cell(found[$0]) }
    }
  }

  private func cell(_ count: DeskFigures.Count?) -> String {
    guard let count else { return "<td class=\"none\">–</td>" }
    let low = FixedPoint.percent(count.interval.low)
    let high = FixedPoint.percent(count.interval.high)
    return "<td title=\"\(count.counted) of \(count.rows)\">"
      + "<b>\(FixedPoint.percent(count.share))</b> "
      + "<small>\(low)–\(high) of \(count.rows)</small></td>"
  }
}
