package import TextAnalysis

/// A language's desk rows tonight beside the same ones in the baseline.
package struct DeskComparison: Sendable {
  /// A row of both nights.
  package struct Pair: Sendable {
    package let judged: JudgedDeskRow
    package let wasRight: Bool

    package var isLost: Bool { wasRight && !judged.isRight }
    package var isGained: Bool { !wasRight && judged.isRight }
  }

  package let language: Language
  /// The rows of both nights, of both halves.
  package let pairs: [Pair]
  /// How many rows of tonight the baseline does not have, and the other way round.
  package let newCount: Int
  package let missingCount: Int

  /// The pairs that figures are made of.
  package var reported: [Pair] { pairs.filter { $0.judged.row.half == .report } }

  /// What the gate watches one by one.
  var critical: [Pair] { pairs.filter(\.judged.row.isCritical) }

  /// The handovers that should not be, and were not in the baseline.
  var falseHandovers: [Pair] {
    reported.filter { $0.isLost && $0.judged.row.measure == .handedOverFalsely }
  }

  init?(_ judged: [JudgedDeskRow], language: Language, night: Baseline.Night?) {
    guard let kept = night?.desk else { return nil }
    self.language = language
    let entries = Dictionary(
      kept.sorted { $0.key < $1.key }.map { ($0.value.text, $0.value) },
      uniquingKeysWith: { first, _ in first }
    )
    pairs = judged.compactMap { one in
      entries[one.row.hash].map { Pair(judged: one, wasRight: $0.isRight) }
    }
    newCount = judged.count - pairs.count
    missingCount = kept.count - pairs.count
  }
}

/// The desk rows of all languages beside those of the baseline.
package struct DeskComparisons: Sendable {
  /// The languages of which the baseline has rows.
  package let languages: [DeskComparison]
  /// Whether handovers that should not be rose, over all languages together; nil without rows.
  ///
  /// One test of all rows: a language has too few for a test of its own to find anything.
  package let falseHandovers: PairedTest?

  init(_ languages: [DeskComparison] = []) {
    self.languages = languages
    let rows = languages.flatMap(\.reported).filter {
      $0.judged.row.measure == .handedOverFalsely
    }
    let counts = PairedTest.Counts(
      pairs: rows.map { (!$0.wasRight, !$0.judged.isRight) },
      isBad: true,
      seed: "false handovers"
    )
    falseHandovers =
      rows.isEmpty
      ? nil : PairedTest(counts, corrected: counts.probability.inMillionths, family: 1)
  }

  package subscript(_ language: Language) -> DeskComparison? {
    languages.first { $0.language == language }
  }

  /// How many rows both nights have, and how many of the baseline nobody asked tonight.
  package var comparedCount: Int { languages.reduce(0) { $0 + $1.pairs.count } }
  package var lostCount: Int { languages.reduce(0) { $0 + $1.missingCount } }
}
