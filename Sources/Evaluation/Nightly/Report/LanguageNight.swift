package import TextAnalysis

/// What a night found out about one language.
package struct LanguageNight: Sendable {
  package let language: Language
  /// Names the content that answered.
  package let content: String
  /// All questions; comparing needs both halves.
  package let judged: [JudgedQuestion]
  package let robustness: [Robustness]
  /// The handovers and double questions, of both halves; empty where there is no set of them.
  package let desk: [JudgedDeskRow]
  /// The questions of the `report` half, which alone make the figures.
  package let reported: [JudgedQuestion]
  package let figures: Figures
  /// The slices that have questions, in a fixed order.
  package let slices: [Slice]
  package let calibration: Calibration
  package let curve: CoverageCurve

  package struct Slice: Sendable, Encodable {
    package let name: String
    package let figures: Figures
  }

  package init(
    language: Language,
    content: String,
    judged: [JudgedQuestion],
    robustness: [Robustness],
    desk: [JudgedDeskRow] = []
  ) {
    self.language = language
    self.content = content
    self.judged = judged
    self.robustness = robustness
    self.desk = desk
    reported = judged.filter { $0.question.half == .report }
    figures = Figures(reported)
    slices = Self.slices(of: reported)
    calibration = Calibration(of: reported)
    curve = CoverageCurve(reported)
  }

  /// What the desk rows of a half came to.
  package func deskFigures(_ half: SetHalf) -> DeskFigures {
    DeskFigures(desk.filter { $0.row.half == half })
  }

  /// The slices of questions: by length, as files commonly name them, then the files' own by name.
  package static func slices(of judged: [JudgedQuestion]) -> [Slice] {
    let known = QuestionSlice.computedNames + QuestionSlice.writtenNames
    let present = Set(judged.flatMap(\.question.slices))
    let names = known.filter(present.contains) + present.subtracting(known).sorted()
    return names.map { name in
      Slice(name: name, figures: Figures(judged.filter { $0.question.slices.contains(name) }))
    }
  }
}

extension Calibration {
  /// How well the confidence of the best candidates keeps its promise.
  package init(of judged: [JudgedQuestion]) {
    self.init(judged.compactMap { one in one.claim.map { ($0.confidence, $0.isRight) } })
  }
}
