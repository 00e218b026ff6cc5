import FrontdeskEngine
import Retrieval
import TextAnalysis

/// The tokens of a text, one a line: word, stem, kind, what it was read as, bytes.
struct TokenTable {
  let lines: [String]

  init(_ analysis: AnalyzedText, _ corrections: [Correction]) {
    lines = columns(
      analysis.tokens.map { token in
        [
          VisibleText.clean(analysis.text(token.word)),
          VisibleText.clean(analysis.text(token.term)),
          token.kind.rawValue,
          Self.correction(of: token, in: analysis, among: corrections).map {
            "\($0.to) (\($0.reason.rawValue))"
          } ?? "-",
          "\(token.range.lowerBound)..<\(token.range.upperBound)",
        ]
      }
    )
  }

  /// The correction of a token's word, if it was corrected.
  static func correction(
    of token: AnalyzedText.Token,
    in analysis: AnalyzedText,
    among corrections: [Correction]
  ) -> Correction? {
    guard !corrections.isEmpty, !token.kind.isMarked else { return nil }
    let word = analysis.text(token.foldedWord)
    return corrections.first { $0.from == word }
  }
}
