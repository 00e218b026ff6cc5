/// The questions of a language that went worst, for a person who wants to know why.
package enum WorstMisses {
  /// Picks up to `count` misses: wrong answers first, the surest of them in front, then questions
  /// of the shop that were not answered, those whose right target ranked lowest in front.
  package static func pick(_ count: Int, of judged: [JudgedQuestion]) -> [JudgedQuestion] {
    judged.filter { !$0.isRight }.sorted { isWorse($0, $1) }.prefix(count).map(\.self)
  }

  private static func isWorse(_ left: JudgedQuestion, _ right: JudgedQuestion) -> Bool {
    let isLeftWrong = left.outcome == .wrong
    guard isLeftWrong == (right.outcome == .wrong) else { return isLeftWrong }
    let (leftKey, rightKey) =
      isLeftWrong
      ? (sureness(of: left), sureness(of: right))
      : (Double(left.rank ?? .max), Double(right.rank ?? .max))
    return leftKey == rightKey ? left.question.id < right.question.id : leftKey > rightKey
  }

  /// How sure the bot was; bringing a person says no level and counts as surest.
  private static func sureness(of judged: JudgedQuestion) -> Double {
    judged.observation.confidence ?? judged.claim?.confidence ?? 1
  }
}
