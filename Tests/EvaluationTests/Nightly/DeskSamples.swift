import FrontdeskEngine
import TextAnalysis
import Understanding

@testable import Evaluation

/// Desk rows and what became of them, put together by hand.
enum DeskSamples {
  static let names = ShopNames(
    articles: ["track-order", "refund-time", "invoice"],
    intents: ["complaint/make"],
    personFlows: ["complaint"]
  )

  static func row(
    _ id: String,
    _ label: DeskRow.Label,
    language: Language = .english,
    half: SetHalf = .report,
    text: String? = nil
  ) -> DeskRow {
    DeskRow(id: id, language: language, text: text ?? "text \(id)", label: label, half: half)
  }

  static func judged(
    _ row: DeskRow,
    handoff: Bool = false,
    flows: [String] = [],
    answered: [Target] = [],
    language: Language? = nil
  ) -> JudgedDeskRow {
    JudgedDeskRow(
      row,
      Observation(kind: handoff ? .handoff : .answer, language: language ?? row.language),
      JudgedDeskRow.Events(
        handoff: handoff
          ? JudgedDeskRow.Events.Handoff(reason: "asked_for_person", evidence: "\"person\"") : nil,
        startedFlows: flows,
        answered: answered
      ),
      names: names
    )
  }

  /// Messages of which `handed` are given a person.
  static func messages(
    _ count: Int,
    wantsPerson: Bool,
    handed: Int,
    language: Language = .english,
    half: SetHalf = .report
  ) -> [JudgedDeskRow] {
    (0..<count).map { number in
      judged(
        row(
          "\(wantsPerson ? "p" : "b")-\(half.rawValue)-\(number)",
          .message(wantsPerson: wantsPerson, inFlow: false),
          language: language,
          half: half
        ),
        handoff: number < handed
      )
    }
  }

  static func night(
    _ desk: [JudgedDeskRow],
    _ language: Language = .english
  ) -> LanguageNight {
    LanguageNight(
      language: language,
      content: "c0",
      judged: [
        NightSamples.judged("q", expected: ["invoice"], answer: "invoice", language: language)
      ],
      robustness: [],
      desk: desk
    )
  }

  static func baseline(_ nights: [LanguageNight]) -> Baseline {
    var baseline = Baseline()
    for night in nights {
      baseline.update(
        night.judged,
        desk: night.desk,
        language: night.language,
        content: night.content
      )
    }
    return baseline
  }

  static func report(_ now: [LanguageNight], before: [LanguageNight]) -> NightlyReport {
    NightlyReport(shop: "Tiny", nights: now, baseline: baseline(before), warnings: [])
  }
}
