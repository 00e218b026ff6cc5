import FrontdeskEngine
import TextAnalysis
import Understanding

extension NightlyReport {
  /// What desk rows came to, half by half.
  struct ShownDesk: Encodable {
    let report: DeskFigures
    let tune: DeskFigures

    /// Nil without rows.
    init?(tune: DeskFigures, report: DeskFigures) {
      guard !tune.isEmpty || !report.isEmpty else { return nil }
      self.tune = tune
      self.report = report
    }
  }

  /// Desk rows beside those of the baseline; of the `report` half how many changed.
  struct ShownDeskComparison: Encodable {
    private struct Change: Encodable {
      let rows: Int
      let lost: Int
      let gained: Int
    }

    private let common: Int
    private let new: Int
    private let missing: Int
    private let changes: [String: Change]

    init(_ comparison: DeskComparison) {
      common = comparison.pairs.count
      new = comparison.newCount
      missing = comparison.missingCount
      changes = Dictionary(
        uniqueKeysWithValues: Dictionary(
          grouping: comparison.reported,
          by: \.judged.row.measure.rawValue
        ).map { measure, pairs in
          (
            measure,
            Change(
              rows: pairs.count,
              lost: pairs.count(where: \.isLost),
              gained: pairs.count(where: \.isGained)
            )
          )
        }
      )
    }
  }

  /// A desk row that did not go as it should.
  struct DeskMiss: Encodable {
    private let language: String
    private let id: String
    private let question: String
    private let measure: String
    private let expected: [String]
    private let context: String
    private let slices: [String]
    private let reply: String
    private let replyLanguage: String
    private let handoff: JudgedDeskRow.Events.Handoff?
    private let startedFlows: [String]
    private let answered: [String]
    private let confidence: Double?
    private let corrections: [String]
    private let candidates: [Observation.Candidate]
    private let reasons: [String]

    private enum CodingKeys: String, CodingKey {
      case language, id, question, measure, expected, context, slices, reply, handoff, answered
      case confidence, corrections, candidates, reasons
      case replyLanguage = "reply_language"
      case startedFlows = "started_flows"
    }

    init(_ judged: JudgedDeskRow) {
      let (row, observation, events) = (judged.row, judged.observation, judged.events)
      language = row.language.code
      id = row.id
      question = row.text
      measure = row.measure.rawValue
      switch row.label {
      case .message(let wantsPerson, let inFlow):
        expected = [wantsPerson ? "person" : "bot"]
        context = inFlow ? "flow" : "open"
      case .pair(let first, let second):
        expected = [first, second]
        context = "open"
      case .single(let topic):
        expected = [topic]
        context = "open"
      }
      slices = row.slices
      reply = observation.kind.rawValue
      replyLanguage = observation.language.code
      handoff = events.handoff
      startedFlows = events.startedFlows
      answered = events.answered.map(\.description)
      confidence = observation.confidence ?? observation.candidates.first?.confidence
      corrections = observation.corrections
      candidates = Array(observation.candidates.prefix(3))
      reasons = events.reasons
    }
  }
}
