import FrontdeskEngine
import TextAnalysis
import Understanding

extension NightlyReport {
  /// `report.json`: the same bytes for the same content and sets, but for the member `timing`.
  package func json(_ timing: NightlyTiming) throws -> [UInt8] {
    try SortedJSON.lines(Shape(report: self, timing: timing))
  }

  /// The same on one line.
  package func jsonLine(_ timing: NightlyTiming) throws -> [UInt8] {
    try SortedJSON.line(Shape(report: self, timing: timing))
  }

  /// `errors.jsonl`: each question of the `report` half that did not go as it should, with why; of
  /// handovers and double questions those of the `tune` half.
  package func errorLines() throws -> [UInt8] {
    var lines: [UInt8] = []
    for night in nights {
      for judged in night.reported where !judged.isRight {
        lines += try SortedJSON.line(Miss(judged))
      }
      for judged in night.desk where judged.row.half == .tune && !judged.isRight {
        lines += try SortedJSON.line(DeskMiss(judged))
      }
    }
    return lines
  }

  /// How the report is written down.
  private struct Shape: Encodable {
    let shop: String
    let verdict: Verdict
    let all: Part
    let languages: [String: Part]
    let gate: Rules
    let flips: [ShownFlip]
    let confusions: [Confusion]
    let warnings: [String]
    let timing: NightlyTiming

    init(report: NightlyReport, timing: NightlyTiming) {
      shop = report.shop
      verdict = report.verdict
      all = Part(
        content: nil,
        figures: report.figures,
        slices: report.slices,
        calibration: report.calibration,
        desk: ShownDesk(tune: report.deskFigures(.tune), report: report.deskFigures(.report))
      )
      languages = Dictionary(
        uniqueKeysWithValues: report.nights.map { night in
          var part = Part(
            content: night.content,
            figures: night.figures,
            slices: night.slices,
            calibration: night.calibration,
            desk: ShownDesk(tune: night.deskFigures(.tune), report: night.deskFigures(.report))
          )
          part.curve = night.curve.points
          part.robustness = night.robustness
          part.comparison = report.comparison(of: night).map(ShownComparison.init)
          part.deskComparison = report.deskComparisons[night.language]
            .map(ShownDeskComparison.init)
          return (night.language.code, part)
        }
      )
      gate = Rules(
        alarms: report.gate.alarms,
        tests: 2 * report.comparisons.count,
        falseHandovers: report.deskComparisons.falseHandovers
      )
      flips = report.comparisons.flatMap { comparison in comparison.flips.map(ShownFlip.init) }
      confusions = report.confusions
      warnings = report.warnings
      self.timing = timing
    }
  }

  private struct Part: Encodable {
    let content: String?
    let figures: Figures
    let slices: [LanguageNight.Slice]
    let calibration: Calibration
    let desk: ShownDesk?
    var curve: [CoverageCurve.Point]?
    var robustness: [Robustness]?
    var comparison: ShownComparison?
    var deskComparison: ShownDeskComparison?

    private enum CodingKeys: String, CodingKey {
      case content, figures, slices, calibration, desk, curve, robustness, comparison
      case deskComparison = "desk_comparison"
    }
  }

  private struct Rules: Encodable {
    let level = PairedTest.level
    /// Over how many tests Holm's correction runs.
    let tests: Int
    let fired: [Gate.Alarm]
    /// A test of its own, over all languages.
    let falseHandovers: PairedTest?

    private enum CodingKeys: String, CodingKey {
      case level, tests, fired
      case falseHandovers = "false_handovers"
    }

    init(alarms: [Gate.Alarm], tests: Int, falseHandovers: PairedTest?) {
      fired = alarms
      self.tests = tests
      self.falseHandovers = falseHandovers
    }
  }

  private struct ShownComparison: Encodable {
    let content: String
    let common: Int
    let new: Int
    let missing: Int
    let right: PairedTest
    let wrong: PairedTest

    init(_ comparison: Comparison) {
      content = comparison.content
      common = comparison.pairs.count
      new = comparison.newCount
      missing = comparison.missingCount
      right = comparison.right
      wrong = comparison.wrong
    }
  }

  private struct ShownFlip: Encodable {
    let language: String
    let id: String
    let question: String
    let expected: String
    let isBetter: Bool
    let before: Outcome
    let answeredBefore: String?
    let now: Outcome
    let answered: String?

    private enum CodingKeys: String, CodingKey {
      case language, id, question, expected, before, now, answered
      case isBetter = "better"
      case answeredBefore = "answered_before"
    }

    init(_ flip: Flip) {
      language = flip.judged.question.language.code
      id = flip.judged.question.id
      question = flip.judged.question.text
      expected = flip.judged.question.expected
      isBetter = flip.isBetter
      before = flip.before.outcome
      answeredBefore = flip.before.answered
      now = flip.judged.outcome
      answered = flip.judged.answered
    }
  }

  /// A question that did not go as it should.
  private struct Miss: Encodable {
    let language: String
    let id: String
    let question: String
    let expectedArticles: [String]
    let expectedIntents: [String]
    let slices: [String]
    let outcome: Outcome
    let reply: String
    let replyLanguage: String
    let answered: String?
    let offered: [String]
    let confidence: Double?
    let corrections: [String]
    let candidates: [Observation.Candidate]
    let explanation: [String]

    private enum CodingKeys: String, CodingKey {
      case language, id, question, slices, outcome, reply, answered, offered, confidence
      case corrections, candidates, explanation
      case expectedArticles = "expected_articles"
      case expectedIntents = "expected_intents"
      case replyLanguage = "reply_language"
    }

    init(_ judged: JudgedQuestion) {
      let (question, observation) = (judged.question, judged.observation)
      language = question.language.code
      id = question.id
      self.question = question.text
      expectedArticles = question.articles
      expectedIntents = question.intents
      slices = question.slices
      outcome = judged.outcome
      reply = observation.kind.rawValue
      replyLanguage = observation.language.code
      answered = judged.answered
      offered = observation.offered.map(\.description)
      confidence = observation.confidence ?? observation.candidates.first?.confidence
      corrections = observation.corrections
      candidates = Array(observation.candidates.prefix(3))
      explanation = observation.explanation
    }
  }
}
