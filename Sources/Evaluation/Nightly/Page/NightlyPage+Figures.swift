import TextAnalysis

/// Tables of figures: languages, slices, distortions.
extension NightlyPage {
  var languageSection: String {
    var rows = report.nights.map { night in
      row(
        "\(MarkupText.escape(night.language.ownName)) <small>\(night.language.code)</small>",
        night.figures,
        night.calibration
      )
    }
    if report.nights.count > 1 { rows.append(row("All", report.figures, report.calibration)) }
    let head = [
      "Language",
      "<span class=\"legend\"><i class=\"right\"></i>right <i class=\"asked\"></i>asked "
        + "<i class=\"declined\"></i>declined <i class=\"wrong\"></i>wrong</span>",
      "Right", "Wrong", "Asked", "Declined", "Precision", "Coverage", "Success@1", "Recall@3",
      "MRR", "ECE",
    ]
    return section("Languages", "", table(head: head, rows: rows, style: "figures languages"))
  }

  private func row(_ title: String, _ figures: Figures, _ calibration: Calibration) -> [String] {
    let rank = figures.meanReciprocalRank.map { FixedPoint.text($0, places: 3) } ?? "-"
    return [
      "<th scope=\"row\">\(title)</th>", "<td class=\"bar\">\(bar(figures))</td>",
      "<td><b>\(FixedPoint.percent(figures.accuracy))</b></td>", "<td>\(figures.wrong)</td>",
      "<td>\(figures.asked)</td>", "<td>\(figures.declined)</td>",
      "<td>\(FixedPoint.percent(figures.precision))</td>",
      "<td>\(FixedPoint.percent(figures.coverage))</td>",
      "<td>\(FixedPoint.percent(figures.successAt1))</td>",
      "<td>\(FixedPoint.percent(figures.recallAt3))</td>", "<td>\(rank)</td>",
      "<td>\(FixedPoint.text(calibration.expectedError, places: 3))</td>",
    ]
  }

  /// What became of the questions, as parts of one bar.
  private func bar(_ figures: Figures) -> String {
    let parts = [
      ("right", figures.right), ("asked", figures.asked), ("declined", figures.declined),
      ("wrong", figures.wrong),
    ]
    let total = Double(max(1, figures.questions))
    var left = 0.0
    var shapes = ""
    for (style, count) in parts where count > 0 {
      let width = 200 * Double(count) / total
      shapes += "<rect class=\"\(style)\" x=\"\(Plot.number(left))\" "
      shapes += "width=\"\(Plot.number(width))\" height=\"12\">"
      shapes += Plot.title("\(count) of \(figures.questions) \(style)") + "</rect>"
      left += width
    }
    return "<svg viewBox=\"0 0 200 12\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\""
      + "right \(figures.right), asked \(figures.asked), declined \(figures.declined), "
      + "wrong \(figures.wrong)\">\(shapes)</svg>"
  }

  var sliceSection: String {
    let nights = report.nights
    let head = ["Slice"] + nights.map(\.language.code) + (nights.count > 1 ? ["all"] : [])
    let rows = report.slices.map { slice in
      let cells = nights.map { night in
        cell(night.slices.first { $0.name == slice.name }?.figures)
      }
      return ["<th scope=\"row\">\(MarkupText.escape(slice.name))</th>"] + cells
        + (nights.count > 1 ? [cell(slice.figures)] : [])
    }
    return section(
      "Slices",
      "Share right, in percent, with the number of questions. Small slices say little.",
      table(head: head, rows: rows, style: "figures grid")
    )
  }

  private func cell(_ figures: Figures?) -> String {
    guard let figures else { return "<td class=\"none\">–</td>" }
    let share = Plot.number(100 * figures.accuracy)
    let title = "\(figures.right) right, \(figures.wrong) wrong of \(figures.questions)"
    return "<td class=\"tint\" style=\"--share:\(share)%\" title=\"\(title)\">"
      + "\(FixedPoint.text(100 * figures.accuracy, places: 0))<small>\(figures.questions)</small></td>"
  }

  var robustnessSection: String {
    let found = report.nights.flatMap(\.robustness)
    guard !found.isEmpty else { return "" }
    let present = Distortion.allCases.filter { kind in found.contains { $0.distortion == kind } }
    let rows = present.map { distortion in
      ["<th scope=\"row\">\(distortion.rawValue)</th>"]
        + report.nights.map { night in
          lossCell(night.robustness.first { $0.distortion == distortion })
        }
    }
    return section(
      "Robustness",
      "Percentage points of right answers lost when every question is distorted in one way, with "
        + "the number of questions that the distortion changes.",
      table(
        head: ["Distortion"] + report.nights.map(\.language.code),
        rows: rows,
        style: "figures grid"
      )
    )
  }

  private func lossCell(_ found: Robustness?) -> String {
    guard let found, found.questions > 0 else { return "<td class=\"none\">–</td>" }
    let share = Plot.number(100 * max(0, found.drop))
    let title =
      "\(found.rightBefore) right as written, \(found.right) distorted, of \(found.questions); "
      + "wrong answers \(found.wrongBefore), then \(found.wrong)"
    return "<td class=\"tint loss\" style=\"--share:\(share)%\" title=\"\(title)\">"
      + "\(FixedPoint.points(-found.drop))<small>\(found.questions)</small></td>"
  }
}
