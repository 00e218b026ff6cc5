/// What a group of questions came to.
///
/// Every question is right, wrong, asked or declined. Of questions that the shop does not answer,
/// silence and asking are right and any answer is wrong.
package struct Figures: Sendable, Hashable, Encodable {
  package let questions: Int
  package let inScope: Int
  package let right: Int
  package let wrong: Int
  /// Questions of the shop's that were asked back, and of them those with a right choice.
  package let asked: Int
  package let askedWithRight: Int
  package let declined: Int
  /// The share that is right, and between which shares the true one lies.
  package let accuracy: Double
  package let interval: ShareInterval
  /// The share of the answers given that is right; nil without answers.
  package let precision: Double?
  /// The share of the shop's questions that was answered; nil without such questions.
  package let coverage: Double?
  /// The share of the shop's questions whose first candidate is right.
  package let successAt1: Double?
  /// The share of the shop's questions with a right candidate among the first three.
  package let recallAt3: Double?
  /// The mean of one over the rank of the first right candidate (Voorhees, TREC-8, 1999).
  package let meanReciprocalRank: Double?

  private enum CodingKeys: String, CodingKey {
    case questions, right, wrong, asked, declined, accuracy, interval, precision, coverage
    case inScope = "in_scope"
    case askedWithRight = "asked_with_right"
    case successAt1 = "success@1"
    case recallAt3 = "recall@3"
    case meanReciprocalRank = "mrr"
  }

  package init(_ judged: some Sequence<JudgedQuestion>) {
    var (questions, inScope, right, wrong, asked, askedWithRight, declined) = (0, 0, 0, 0, 0, 0, 0)
    var (rightAnswers, answeredInScope, first, third, reciprocal) = (0, 0, 0, 0, 0.0)
    for one in judged {
      questions += 1
      if one.isRight {
        right += 1
      } else {
        switch one.outcome {
        case .right, .wrong: wrong += 1
        case .asked, .askedWithout: asked += 1
        case .declined: declined += 1
        }
      }
      if one.outcome == .asked { askedWithRight += 1 }
      guard one.question.isInScope else { continue }
      inScope += 1
      if one.outcome == .right { rightAnswers += 1 }
      if one.outcome == .right || one.outcome == .wrong { answeredInScope += 1 }
      guard let rank = one.rank else { continue }
      first += rank == 1 ? 1 : 0
      third += rank <= 3 ? 1 : 0
      reciprocal += 1 / Double(rank)
    }
    func share(_ part: Double, of whole: Int) -> Double? {
      whole > 0 ? (part / Double(whole)).inMillionths : nil
    }
    self.questions = questions
    self.inScope = inScope
    self.right = right
    self.wrong = wrong
    self.asked = asked
    self.askedWithRight = askedWithRight
    self.declined = declined
    accuracy = share(Double(right), of: questions) ?? 0
    interval = ShareInterval(wilson: right, of: questions)
    precision = share(Double(rightAnswers), of: rightAnswers + wrong)
    coverage = share(Double(answeredInScope), of: inScope)
    successAt1 = share(Double(first), of: inScope)
    recallAt3 = share(Double(third), of: inScope)
    meanReciprocalRank = share(reciprocal, of: inScope)
  }
}
