import Evaluation
import FrontdeskEngine

/// How labelled questions fared before a change of content and after it.
struct OutcomeChanges {
  let before: [JudgedQuestion]
  let after: [JudgedQuestion]

  /// Of the tune half what was fixed and what was broken; of the report half only how many.
  var lines: [String] {
    [SetHalf.tune, .report].flatMap { half in
      let pairs = zip(before, after).filter { $0.0.question.half == half }
      let fixed = pairs.filter { !$0.isRight && $1.isRight }
      let broken = pairs.filter { $0.isRight && !$1.isRight }
      let counts =
        "\(half.rawValue): \(fixed.count) fixed, \(broken.count) broken, "
        + "\(pairs.count - fixed.count - broken.count) unchanged"
      guard half == .tune else { return [counts] }
      return [counts]
        + [("fixed", fixed), ("broken", broken)].flatMap { name, changed in
          changed.map { old, new in
            "  \(name): \(VisibleText.clean(new.question.text)) "
              + "(\(Self.outcome(old)), now \(Self.outcome(new)))"
          }
        }
    }
  }

  private static func outcome(_ judged: JudgedQuestion) -> String {
    judged.answered ?? judged.outcome.rawValue
  }
}
