package import TextAnalysis

/// Everything a night found, from which every output is written.
package struct NightlyReport: Sendable {
  /// What the night says about the shop.
  package enum Verdict: String, Sendable, Codable {
    case noWorse = "no worse"
    case worse
    /// There was nothing to compare with.
    case notCompared = "not compared"
  }

  /// The shop's name.
  package let shop: String
  /// By language, as they were asked.
  package let nights: [LanguageNight]
  package let comparisons: [Comparison]
  package let deskComparisons: DeskComparisons
  package let gate: Gate
  package let warnings: [String]
  /// All languages together.
  package let figures: Figures
  package let slices: [LanguageNight.Slice]
  package let calibration: Calibration
  package let confusions: [Confusion]

  /// Compares the nights with the baseline, if there is one.
  package init(shop: String, nights: [LanguageNight], baseline: Baseline?, warnings: [String]) {
    self.shop = shop
    self.nights = nights
    comparisons =
      baseline.map { Comparison.all(nights.map { ($0.language, $0.judged) }, against: $0) } ?? []
    deskComparisons = DeskComparisons(
      nights.compactMap { night in
        let kept = baseline?.languages[night.language.code]
        return DeskComparison(night.desk, language: night.language, night: kept)
      }
    )
    gate = Gate(comparisons, desk: deskComparisons)
    self.warnings =
      warnings + Self.mismatches(nights, comparisons, baseline)
      + (baseline == nil ? [] : Self.deskMismatches(nights, deskComparisons))
    let reported = nights.flatMap(\.reported)
    figures = Figures(reported)
    slices = LanguageNight.slices(of: reported)
    calibration = Calibration(of: reported)
    confusions = Confusion.worst(reported)
  }

  package var verdict: Verdict {
    comparisons.isEmpty ? .notCompared : gate.isWorse ? .worse : .noWorse
  }

  /// How many questions both nights have, of both halves.
  package var comparedCount: Int { comparisons.reduce(0) { $0 + $1.pairs.count } }

  /// How many questions of the baseline nobody asked tonight, in languages asked or not.
  package func lostCount(of baseline: Baseline, languages: [Language]) -> Int {
    let asked = Set(comparisons.map(\.language.code))
    let unasked = languages.filter { !asked.contains($0.code) }.reduce(0) {
      $0 + (baseline.languages[$1.code]?.questions.count ?? 0)
    }
    return comparisons.reduce(unasked) { $0 + $1.missingCount }
  }

  /// The comparison of a language, if the baseline has its questions.
  package func comparison(of night: LanguageNight) -> Comparison? {
    comparisons.first { $0.language == night.language }
  }

  /// What the desk rows of a half came to in all languages.
  package func deskFigures(_ half: SetHalf) -> DeskFigures {
    DeskFigures(nights.flatMap(\.desk).filter { $0.row.half == half })
  }

  private static func deskMismatches(
    _ nights: [LanguageNight],
    _ comparisons: DeskComparisons
  ) -> [String] {
    nights.compactMap { night in
      let code = night.language.code
      guard let comparison = comparisons[night.language] else {
        guard !night.desk.isEmpty else { return nil }
        return "\(code): the baseline has no handovers and double questions; "
          + "they are not compared"
      }
      guard comparison.newCount > 0 || comparison.missingCount > 0 else { return nil }
      return "\(code): the baseline has other handovers and double questions: "
        + "\(comparison.pairs.count) are common, \(comparison.newCount) new or reworded, "
        + "\(comparison.missingCount) gone or reworded; only the common ones are compared"
    }
  }

  private static func mismatches(
    _ nights: [LanguageNight],
    _ comparisons: [Comparison],
    _ baseline: Baseline?
  ) -> [String] {
    guard let baseline else { return [] }
    return nights.compactMap { night in
      let code = night.language.code
      guard let comparison = comparisons.first(where: { $0.language == night.language }) else {
        return baseline.languages[code] == nil
          ? "\(code): the baseline has no questions of this language; it is not compared"
          : "\(code): the baseline has other questions; the language is not compared"
      }
      guard comparison.newCount > 0 || comparison.missingCount > 0 else { return nil }
      return "\(code): the baseline is from other questions: \(comparison.pairs.count) are common, "
        + "\(comparison.newCount) new or reworded, \(comparison.missingCount) gone or reworded; "
        + "only the common ones are compared"
    }
  }
}
