import FrontdeskEngine
import TextAnalysis
import Understanding

@testable import Evaluation

/// Questions and replies put together by hand.
enum NightSamples {
  static let names = ShopNames(
    articles: ["track-order", "refund-time", "invoice"],
    intents: ["human/request", "smalltalk/greet", "order/track", "out_of_scope"],
    handoffIntents: ["human/request"],
    outsideIntents: ["out_of_scope"]
  )

  static func candidate(
    _ target: Target,
    _ confidence: Double,
    intent: String? = nil
  ) -> Observation.Candidate {
    Observation.Candidate(
      target: target,
      intent: intent,
      confidence: confidence,
      matched: "matched",
      evidence: [:]
    )
  }

  /// A question that is answered by an article, or declined without.
  static func judged(
    _ id: String,
    expected: [String],
    answer: String?,
    language: Language = .english,
    slices: [String] = [],
    text: String? = nil
  ) -> JudgedQuestion {
    // Of the half that figures are made of, whatever the id.
    let reported = (0...).lazy.map { "\(text ?? "question") \(id) \($0)" }
      .first { SetHalf(of: $0) == .report }
    let question = LabelledQuestion(
      id: id,
      language: language,
      text: reported ?? id,
      articles: expected,
      slices: slices
    )
    let observation = Observation(
      kind: answer == nil ? .decline : .answer,
      language: language,
      target: answer.map { .article($0) },
      confidence: answer == nil ? nil : 0.9,
      candidates: answer.map { [candidate(.article($0), 0.9)] } ?? []
    )
    return JudgedQuestion(question, observation, names: names)
  }

  /// A night of one language in which `right` of the questions are right.
  static func night(
    _ language: Language = .english,
    _ judged: [JudgedQuestion]
  ) -> LanguageNight {
    LanguageNight(language: language, content: "c0", judged: judged, robustness: [])
  }

  static func baseline(_ nights: LanguageNight...) -> Baseline {
    var baseline = Baseline()
    for night in nights {
      baseline.update(night.judged, language: night.language, content: night.content)
    }
    return baseline
  }
}
