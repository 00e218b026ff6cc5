/// What a distortion does to a language's questions.
package struct Robustness: Sendable, Hashable, Encodable {
  package let distortion: Distortion
  /// The shop's questions that it changes.
  package let questions: Int
  /// How many of them are right as they were written, and distorted.
  package let rightBefore: Int
  package let right: Int
  /// Wrong answers to all questions that it changes, those of no concern to the shop among them.
  package let wrongBefore: Int
  package let wrong: Int
  /// The share of right answers that it costs; below 0 where it helps.
  package let drop: Double

  private enum CodingKeys: String, CodingKey {
    case distortion, questions, right, wrong, drop
    case rightBefore = "right_before"
    case wrongBefore = "wrong_before"
  }

  /// Takes pairs of a question as it was written and distorted.
  package init(_ distortion: Distortion, _ pairs: [(written: Outcome, distorted: JudgedQuestion)]) {
    let inScope = pairs.filter { $0.distorted.question.isInScope }
    self.distortion = distortion
    questions = inScope.count
    rightBefore = inScope.count { $0.written == .right }
    right = inScope.count { $0.distorted.outcome == .right }
    wrongBefore = pairs.count { $0.written == .wrong }
    wrong = pairs.count { $0.distorted.outcome == .wrong }
    drop =
      (questions > 0 ? Double(rightBefore - right) / Double(questions) : 0).inMillionths
  }
}
