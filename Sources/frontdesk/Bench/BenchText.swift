import Evaluation
import FrontdeskEngine
import LineEditing
import TextAnalysis
import Understanding

/// A night as text: figures, slices, robustness, comparison, flips, and the verdict last.
struct BenchText {
  let report: NightlyReport
  let timing: NightlyTiming
  let style: Style
  /// How many misses of each language are explained.
  var missCount = 0

  /// How many flips of each kind are listed.
  private static let flipCount = 20

  var lines: [String] {
    let total = report.nights.reduce(0) { $0 + $1.judged.count }
    var lines = [
      style.bold("nightly benchmark of \(VisibleText.clean(report.shop))")
        + ": \(total) questions, figures from the \(report.figures.questions) of the report half",
      "",
    ]
    lines += figures + [""] + slices + [""]
    if report.nights.contains(where: { !$0.desk.isEmpty }) { lines += desk + [""] }
    if report.nights.contains(where: { !$0.robustness.isEmpty }) { lines += robustness + [""] }
    if missCount > 0 { lines += misses }
    lines += comparison + flips + times + [""] + verdict
    return lines
  }

  private var figures: [String] {
    var rows = [
      [
        "", "questions", "right", "%", "95 %", "wrong", "asked", "declined", "precision",
        "coverage", "success@1", "recall@3", "MRR", "ECE",
      ]
    ]
    for night in report.nights {
      rows.append(row(night.language.code, night.figures, night.calibration))
    }
    if report.nights.count > 1 { rows.append(row("all", report.figures, report.calibration)) }
    return table(rows)
  }

  private func row(_ name: String, _ figures: Figures, _ calibration: Calibration) -> [String] {
    [
      name, "\(figures.questions)", "\(figures.right)", FixedPoint.percent(figures.accuracy),
      "\(FixedPoint.percent(figures.interval.low))-\(FixedPoint.percent(figures.interval.high))",
      "\(figures.wrong)", "\(figures.asked)", "\(figures.declined)",
      FixedPoint.percent(figures.precision), FixedPoint.percent(figures.coverage),
      FixedPoint.percent(figures.successAt1), FixedPoint.percent(figures.recallAt3),
      figures.meanReciprocalRank.map { FixedPoint.text($0, places: 3) } ?? "-",
      FixedPoint.text(calibration.expectedError, places: 3),
    ]
  }

  private var slices: [String] {
    let nights = report.nights
    var rows = [["right, wrong of all"] + nights.map(\.language.code) + ["all"]]
    for slice in report.slices {
      func cell(_ figures: Figures?) -> String {
        figures.map { "\($0.right), \($0.wrong) of \($0.questions)" } ?? "-"
      }
      let cells = nights.map { night in
        cell(night.slices.first { $0.name == slice.name }?.figures)
      }
      rows.append([slice.name] + cells + [cell(slice.figures)])
    }
    return table(rows)
  }

  private var robustness: [String] {
    var rows = [["right lost, in points"] + report.nights.map(\.language.code)]
    for distortion in Distortion.allCases {
      let cells = report.nights.map { night in
        night.robustness.first { $0.distortion == distortion }.map { found in
          found.questions > 0
            ? "\(FixedPoint.points(-found.drop)) of \(found.questions)" : "-"
        } ?? "-"
      }
      guard cells.contains(where: { $0 != "-" }) else { continue }
      rows.append([distortion.rawValue] + cells)
    }
    return table(rows)
  }

  private var desk: [String] {
    var rows = [["desk", "person brought", "falsely", "both answered", "split"]]
    for half in [SetHalf.report, .tune] {
      rows += report.nights.map { night in
        row("\(night.language.code) \(half.rawValue)", night.deskFigures(half))
      }
      guard report.nights.count > 1 else { continue }
      rows.append(row("all \(half.rawValue)", report.deskFigures(half)))
    }
    return table(rows)
  }

  private func row(_ name: String, _ figures: DeskFigures) -> [String] {
    [name]
      + DeskRow.Measure.allCases.map { measure in
        figures[measure].map { count in
          "\(count.counted) of \(count.rows)  \(FixedPoint.percent(count.share)) "
            + "(\(FixedPoint.percent(count.interval.low))-"
            + "\(FixedPoint.percent(count.interval.high)))"
        } ?? "-"
      }
  }

  private var comparison: [String] {
    guard !report.comparisons.isEmpty else { return [] }
    var rows = [
      [
        "against the baseline", "questions", "before", "now", "worse", "better", "points", "95 %",
        "p", "corrected", "smallest found",
      ]
    ]
    for comparison in report.comparisons {
      for (what, test) in [("right", comparison.right), ("wrong", comparison.wrong)] {
        rows.append(row("\(comparison.language.code) \(what)", test))
      }
    }
    if let test = report.deskComparisons.falseHandovers {
      rows.append(row("person brought falsely", test))
    }
    return table(rows) + [""]
  }

  private func row(_ name: String, _ test: PairedTest) -> [String] {
    [
      name, "\(test.questions)", "\(test.before)", "\(test.now)", "\(test.worse)",
      "\(test.better)", FixedPoint.points(test.difference),
      "\(FixedPoint.points(test.interval.low))..\(FixedPoint.points(test.interval.high))",
      FixedPoint.text(test.probability, places: 4), FixedPoint.text(test.corrected, places: 4),
      smallest(test),
    ]
  }

  private func smallest(_ test: PairedTest) -> String {
    guard let count = test.smallestFound, let share = test.smallestFoundShare else { return "none" }
    return "\(count) (\(FixedPoint.percent(share)) points)"
  }

  private var flips: [String] {
    let flips = report.comparisons.flatMap(\.flips)
    guard !flips.isEmpty else { return [] }
    return list("for the worse", flips.filter { !$0.isBetter }, style.red("-"))
      + list("for the better", flips.filter(\.isBetter), style.green("+")) + [""]
  }

  private func list(_ what: String, _ flips: [Flip], _ sign: String) -> [String] {
    guard !flips.isEmpty else { return [] }
    var lines = ["\(flips.count) flip\(flips.count == 1 ? "" : "s") \(what)"]
    for flip in flips.prefix(Self.flipCount) {
      let question = flip.judged.question
      lines.append(
        "  \(sign) \(question.language.code)/\(question.id) \(VisibleText.clean(question.text)): "
          + "\(outcome(flip.before.outcome, flip.before.answered)) -> "
          + "\(outcome(flip.judged.outcome, flip.judged.answered)), expected "
          + VisibleText.clean(question.expected)
      )
    }
    if flips.count > Self.flipCount {
      lines.append("    and \(flips.count - Self.flipCount) more, in report.json")
    }
    return lines
  }

  /// The worst misses of each language, each with what came first and why.
  private var misses: [String] {
    report.nights.flatMap { night -> [String] in
      let picked = WorstMisses.pick(missCount, of: night.reported)
      guard !picked.isEmpty else { return [] }
      let count = "\(picked.count) worst miss\(picked.count == 1 ? "" : "es")"
      return [style.bold("\(night.language.code): \(count)")] + picked.flatMap(lines) + [""]
    }
  }

  private func lines(of judged: JudgedQuestion) -> [String] {
    let question = judged.question
    let confidence = judged.observation.confidence ?? judged.claim?.confidence
    let first = judged.observation.candidates.first
    let matched = first?.matched.map { ", matched \"\(VisibleText.clean($0))\"" } ?? ""
    return [
      "  \(question.language.code)/\(question.id) \(VisibleText.clean(question.text))",
      "    \(outcome(judged.outcome, judged.answered))"
        + (confidence.map { " at \(FixedPoint.text($0, places: 2))" } ?? "")
        + ", expected \(VisibleText.clean(question.expected))"
        + (judged.rank.map { " (ranked \($0))" } ?? ""),
      "    first: \(first.map { VisibleText.clean($0.target.name) } ?? "nothing")\(matched)",
    ] + judged.observation.explanation.map { "      \(VisibleText.clean($0))" }
  }

  private func outcome(_ outcome: Outcome, _ answered: String?) -> String {
    answered.map { "\(outcome.rawValue) (\(VisibleText.clean($0)))" } ?? outcome.rawValue
  }

  private var times: [String] {
    report.nights.compactMap { night in
      timing.languages[night.language.code].map { load in
        "\(night.language.code): \(load.wasKept ? "read" : "built") in "
          + "\(FixedPoint.text(load.milliseconds, places: 0)) ms, a question takes "
          + "\(FixedPoint.text(load.medianMicroseconds, places: 0)) µs, "
          + "99 of 100 under \(FixedPoint.text(load.slowMicroseconds, places: 0)) µs"
      }
    } + ["in all \(FixedPoint.text(timing.seconds, places: 1)) s"]
  }

  private var verdict: [String] {
    switch report.verdict {
    case .notCompared: ["not compared: there was no baseline of these questions"]
    case .noWorse: [style.green("no worse") + " than the baseline"]
    case .worse:
      [style.red("WORSE") + " than the baseline"]
        + report.gate.alarms.map { alarm in
          let language = alarm.language.map { "\($0): " } ?? ""
          return "  \(alarm.rule.rawValue): \(language)\(VisibleText.clean(alarm.message)) "
            + "[\(alarm.questions.joined(separator: ", "))]"
        }
    }
  }

  /// Rows with a name and figures, the figures set to the right.
  private func table(_ rows: [[String]]) -> [String] {
    guard let first = rows.first else { return [] }
    let widths = first.indices.map { column in
      rows.reduce(0) { max($0, DisplayWidth.columns(of: $1[column])) }
    }
    return rows.enumerated().map { number, row in
      let line = row.indices.map { column in
        let room = widths[column] - DisplayWidth.columns(of: row[column])
        let space = String(repeating: " ", count: max(0, room))
        return column == 0 ? row[column] + space : space + row[column]
      }.joined(separator: "  ")
      return number == 0 ? style.bold(line) : line
    }
  }
}
