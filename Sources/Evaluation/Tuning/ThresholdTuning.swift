package import Content
import FrontdeskEngine
package import TextAnalysis

/// Levels for one language, so that the answers given are right at least so often.
///
/// Fitted on the `tune` half of the labelled questions; what they come to is told of both halves.
package struct ThresholdTuning: Sendable {
  /// What a half comes to at the levels.
  package struct Result: Sendable, Hashable {
    package let questions: Int
    /// Questions that the shop has an answer to.
    package let inScope: Int
    package let answered: Int
    package let right: Int
    /// The share of answers that is right; nil without answers.
    package var precision: Double? { answered > 0 ? Double(right) / Double(answered) : nil }
    /// The share of the shop's questions that is answered rightly.
    package var coverage: Double { inScope > 0 ? Double(right) / Double(inScope) : 0 }
    package var interval: ShareInterval { ShareInterval(wilson: right, of: answered) }
  }

  package let language: Language
  package let levels: Thresholds.Levels
  package let tune: Result
  package let report: Result
  /// How the confidences of the `report` half kept their promise.
  package let calibration: Calibration
  /// Whether the precision asked for is reached at some level.
  package let isReached: Bool

  /// Chooses the levels; `margin` stays as it is.
  ///
  /// The level of a language is one at which the questions of all languages together are answered
  /// rightly enough as well: a few questions of one language may be right by luck.
  package init(
    _ judged: [JudgedQuestion],
    of all: [JudgedQuestion],
    language: Language,
    precision: Double,
    margin: Double
  ) {
    self.language = language
    let halves = Dictionary(grouping: judged) { $0.question.half }
    let tuned = halves[.tune] ?? []
    let everyone = all.filter { $0.question.half == .tune }
    let common = Self.levels(everyone, precision: precision, margin: margin).min()
    let own = Self.levels(
      tuned,
      precision: precision,
      margin: margin,
      among: tuned.count < everyone.count ? everyone : []
    )
    let least = common ?? 1
    let level = own.filter { $0 >= least }.min() ?? own.max().map { max($0, least) }
    isReached = level != nil
    let answer = Self.rounded(min(max(level ?? 1, Self.leastAnswer), 1))
    let clarify = Self.clarifyLevel(tuned, below: answer)
    levels = Thresholds.Levels(answer: answer, clarify: clarify, margin: margin)
    tune = Self.result(of: tuned, answer: answer, margin: margin)
    let reported = halves[.report] ?? []
    report = Self.result(of: reported, answer: answer, margin: margin)
    calibration = Calibration(
      reported.compactMap { $0.claim.map { ($0.confidence, $0.isRight) } }
    )
  }

  /// The confidences from which on enough of what is answered is right.
  ///
  /// Two or three wrong answers more or less would move a language's level by ten points, so
  /// `among` counts as well: all languages' share at the level, as so many answers of this one.
  private static func levels(
    _ judged: [JudgedQuestion],
    precision: Double,
    margin: Double,
    among all: [JudgedQuestion] = []
  ) -> [Double] {
    let others = all.compactMap { answerable($0, margin: margin) }
    let claims = judged.compactMap { answerable($0, margin: margin) }
      .sorted { $0.confidence > $1.confidence }
    var levels: [Double] = []
    var right = 0
    for (position, claim) in claims.enumerated() {
      right += claim.isRight ? 1 : 0
      let next = position + 1 < claims.count ? claims[position + 1].confidence : 0
      guard next < claim.confidence else { continue }
      let above = others.filter { $0.confidence >= claim.confidence }
      let weight = above.isEmpty ? 0 : borrowed
      let share = Double(above.count { $0.isRight }) / Double(max(above.count, 1))
      guard
        Double(right) + weight * share >= precision * (Double(position + 1) + weight)
      else { continue }
      // Halfway to the next one, which is the first that must not be answered.
      levels.append((claim.confidence + next) / 2)
    }
    return levels
  }

  /// For how many answers of a language what all languages show counts.
  private static let borrowed = 100.0

  /// Below it a candidate is more likely wrong than not, whatever the few questions say.
  private static let leastAnswer = 0.5

  /// The best candidate, if it is one to answer and clear of the next.
  private static func answerable(_ judged: JudgedQuestion, margin: Double)
    -> JudgedQuestion.Claim?
  {
    guard judged.observation.kind != .unsupportedLanguage, judged.observation.kind != .empty,
      let claim = judged.claim, let best = judged.observation.candidates.first,
      best.confidence == claim.confidence
    else { return nil }
    let rival = judged.observation.candidates.dropFirst().first?.confidence ?? 0
    return best.confidence >= 1 || best.confidence - rival >= margin ? claim : nil
  }

  private static func result(
    of judged: [JudgedQuestion],
    answer: Double,
    margin: Double
  ) -> Result {
    let answered = judged.compactMap { answerable($0, margin: margin) }
      .filter { $0.confidence >= answer }
    return Result(
      questions: judged.count,
      inScope: judged.count { $0.question.isInScope },
      answered: answered.count,
      right: answered.count { $0.isRight }
    )
  }

  /// Below it a choice would mostly be noise.
  private static let leastClarify = 0.15

  /// The lowest level from which on at least half of what is offered holds what was meant.
  private static func clarifyLevel(_ judged: [JudgedQuestion], below answer: Double) -> Double {
    let steps = stride(from: leastClarify, to: answer, by: 0.05).map(rounded)
    return steps.first { level in
      let asked = judged.filter {
        let confidence = $0.claim?.confidence ?? 0
        return confidence >= level && confidence < answer
          && $0.observation.kind != .unsupportedLanguage
      }
      let helped = asked.count { one in
        guard let rank = one.rank, rank <= 3 else { return false }
        return one.observation.candidates[rank - 1].confidence >= level
      }
      return helped * 2 >= asked.count
    } ?? answer
  }

  /// Three decimals, upwards: a level rounded down would let in what it is to keep out.
  private static func rounded(_ value: Double) -> Double {
    (value * 1000 - 1e-9).rounded(.up) / 1000
  }
}

extension ThresholdTuning {
  /// The file of thresholds for all languages.
  package static func file(
    _ tunings: [ThresholdTuning],
    kept: [Language: Thresholds.Levels],
    precision: Double,
    stamp: Thresholds.Stamp
  ) -> String {
    var lines = [
      "# When the assistant answers, asks or declines. All levels are chances between 0 and 1.",
      "# Written by `frontdesk tune`; fitted on what the stamps name, they are stale with any other.",
      "fitted:",
      "  content: \(stamp.content)",
      "  sets: \(stamp.sets)",
      "  precision: \(decimal(precision))",
      "",
      "# answer: at or above it the best candidate is answered. clarify: from here on candidates are",
      "# offered as a choice, below it the assistant says that it did not understand. margin: two",
      "# candidates closer together than this are both offered.",
      "languages:",
    ]
    var levels = kept
    for tuning in tunings { levels[tuning.language] = tuning.levels }
    for language in levels.keys.sorted() {
      guard let own = levels[language] else { continue }
      lines += [
        "  \(language.code):",
        "    answer: \(decimal(own.answer))",
        "    clarify: \(decimal(own.clarify))",
        "    margin: \(decimal(own.margin))",
      ]
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Three decimals, as the reader of the file takes them.
  private static func decimal(_ value: Double) -> String {
    FixedPoint.text(value, places: 3)
  }
}
