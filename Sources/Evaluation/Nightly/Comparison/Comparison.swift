package import TextAnalysis

/// A question whose outcome is another than in the baseline.
package struct Flip: Sendable {
  package let judged: JudgedQuestion
  package let before: Baseline.Entry

  private var isInScope: Bool { judged.question.isInScope }

  /// Whether it was what should happen, and is not any more.
  package var isLost: Bool { before.outcome.isRight(inScope: isInScope) && !judged.isRight }

  /// Whether what happens now is better than what happened then.
  package var isBetter: Bool {
    judged.outcome.worth(inScope: isInScope) > before.outcome.worth(inScope: isInScope)
  }

  /// Whether both are worth the same: no flip after all.
  var isEven: Bool {
    judged.outcome.worth(inScope: isInScope) == before.outcome.worth(inScope: isInScope)
  }
}

/// A language's questions tonight beside the same ones in the baseline.
package struct Comparison: Sendable {
  package let language: Language
  /// Names the content of the baseline.
  package let content: String
  /// The questions of both nights, of both halves of the set.
  package let pairs: [Flip]
  /// How many questions of tonight the baseline does not have, by their text.
  package let newCount: Int
  /// How many questions of the baseline tonight does not have, by their text.
  package let missingCount: Int
  /// Whether the right got fewer, and the wrong answers more; of the `report` half.
  package let right: PairedTest
  package let wrong: PairedTest

  /// The pairs that figures are made of.
  package var reported: [Flip] { pairs.filter { $0.judged.question.half == .report } }

  /// The questions of the `report` half that are worth more or less than they were.
  package var flips: [Flip] { reported.filter { !$0.isEven } }

  /// Compares every language that the baseline has; the tests of all of them are one family.
  ///
  /// Holm's correction runs over twice as many tests as there are languages with common questions,
  /// so that an unchanged shop fails on at most one night in twenty.
  package static func all(
    _ nights: [(language: Language, judged: [JudgedQuestion])],
    against baseline: Baseline
  ) -> [Comparison] {
    let drafts = nights.compactMap { language, judged in
      baseline.languages[language.code].map { Draft(language, judged, $0) }
    }.filter { !$0.pairs.isEmpty }
    let counts = drafts.flatMap { [$0.right, $0.wrong] }
    let corrected = HolmCorrection.corrected(counts.map(\.probability))
    return drafts.enumerated().map { position, draft in
      Comparison(
        language: draft.language,
        content: draft.content,
        pairs: draft.pairs,
        newCount: draft.newCount,
        missingCount: draft.missingCount,
        right: PairedTest(
          draft.right,
          corrected: corrected[2 * position].inMillionths,
          family: counts.count
        ),
        wrong: PairedTest(
          draft.wrong,
          corrected: corrected[2 * position + 1].inMillionths,
          family: counts.count
        )
      )
    }
  }

  /// A comparison before its tests are corrected for one another.
  private struct Draft {
    let language: Language
    let content: String
    let pairs: [Flip]
    let newCount: Int
    let missingCount: Int

    init(_ language: Language, _ judged: [JudgedQuestion], _ night: Baseline.Night) {
      self.language = language
      content = night.content
      // A question is its text: ids may be given anew, and labels that were swapped must show.
      let entries = Dictionary(
        night.questions.sorted { $0.key < $1.key }.map { ($0.value.text, $0.value) },
        uniquingKeysWith: { first, _ in first }
      )
      pairs = judged.compactMap { one in
        entries[StableHash(one.question.text).hexadecimal].map { Flip(judged: one, before: $0) }
      }
      newCount = judged.count - pairs.count
      missingCount = night.questions.count - pairs.count
    }

    private var reported: [Flip] { pairs.filter { $0.judged.question.half == .report } }

    var right: PairedTest.Counts {
      PairedTest.Counts(
        pairs: reported.map { pair in
          let isInScope = pair.judged.question.isInScope
          return (pair.before.outcome.isRight(inScope: isInScope), pair.judged.isRight)
        },
        isBad: false,
        seed: "right \(language.code)"
      )
    }

    var wrong: PairedTest.Counts {
      PairedTest.Counts(
        pairs: reported.map { ($0.before.outcome == .wrong, $0.judged.outcome == .wrong) },
        isBad: true,
        seed: "wrong \(language.code)"
      )
    }
  }
}
