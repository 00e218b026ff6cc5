#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What tells two questions from one.
extension QuestionSplitter {
  /// The weights of a logistic function that tells two questions from one.
  ///
  /// Fitted on a hundred messages of two questions and a thousand of one, in five languages alike;
  /// leaving a language out of the fit changed little for it. Shares are the classifier's, as
  /// logarithms.
  private enum Weights {
    static let bias = -8.6
    /// The logit of the confidence in the less likely side, and in the likelier one.
    static let lesser = 0.3
    static let greater = 0.35
    /// "By the way": hardly anything else is said so.
    static let announcement = 4.4
    static let questionMark = 0.5
    static let opener = 0.8
    /// No sign and no joining word, only an opening: clauses begin so too.
    static let bare = -0.4
    /// Words that open questions stand in both parts.
    static let bothAsk = 2.0
    /// The smaller share of the two targets in the whole: what is asked is heard in the whole too,
    /// while what a mere fragment seems to say is not.
    static let share = 1.2
    /// How far the smaller share is ahead of any third target's, and the greater one likewise.
    static let lesserLead = 0.7
    static let greaterLead = 1.5
    /// How much of one side's target is in the other side: neighbours are one question.
    static let overlap = -0.9
    /// The words of the shorter side, of which three are enough.
    static let length = 0.75
  }

  private enum Limits {
    /// Shares below it are all alike.
    static let share = 0.01
    /// Overlaps below it are all alike.
    static let overlap = 0.003
    /// A lead beyond four times a third target's share, as a logarithm, says no more.
    static let greaterLead = 1.386
    /// Confidences above it are all alike.
    static let confidence = 0.99
    /// Longer sides are all alike.
    static let length = 3
  }

  /// How surely a place parts two questions, as a logit.
  func score(
    of place: Place,
    between first: (words: Range<Int>, meaning: Interpretation),
    _ second: (words: Range<Int>, meaning: Interpretation),
    in whole: Interpretation
  ) -> Double {
    let one = first.meaning.candidates[0]
    let other = second.meaning.candidates[0]
    let shares = [one, other].map { max(Self.share(of: $0.target, in: whole), Limits.share) }
    let third = whole.candidates.filter { $0.target != one.target && $0.target != other.target }
      .map { Self.share(of: $0.target, in: whole) }.max()
    let lesserShare = min(shares[0], shares[1])
    let greaterLead = log(max(shares[0], shares[1]) / max(third ?? 0, Limits.share))
    let overlap = max(
      Self.share(of: one.target, in: second.meaning),
      Self.share(of: other.target, in: first.meaning),
      Limits.overlap
    )
    let confidences = [one, other].map { Self.logit(min($0.confidence, Limits.confidence)) }
    var score = Weights.bias
    score += Weights.lesser * min(confidences[0], confidences[1])
    score += Weights.greater * max(confidences[0], confidences[1])
    score += self.score(of: place)
    if hasOpener(first.words), hasOpener(second.words) { score += Weights.bothAsk }
    score += Weights.share * log(lesserShare)
    score += Weights.lesserLead * log(lesserShare / max(third ?? 0, Limits.share))
    score += Weights.greaterLead * min(greaterLead, Limits.greaterLead)
    score += Weights.overlap * log(overlap)
    score += Weights.length * Double(min(first.words.count, second.words.count, Limits.length))
    return score
  }

  /// What a place's score cannot exceed, whatever the two sides turn out to mean.
  ///
  /// The sides' targets can share no more of the whole than the two that have most of it.
  func greatestScore(
    of place: Place,
    between first: Range<Int>,
    _ second: Range<Int>,
    in whole: Interpretation
  ) -> Double {
    let shares = whole.candidates.map { max(Self.share(of: $0.target, in: whole), Limits.share) }
      .sorted(by: >)
    func share(_ place: Int) -> Double {
      shares.indices.contains(place) ? shares[place] : Limits.share
    }
    let greaterLead = log(share(0) / share(2))
    var score = Weights.bias
    score += (Weights.lesser + Weights.greater) * Self.logit(Limits.confidence)
    score += self.score(of: place)
    if hasOpener(first), hasOpener(second) { score += Weights.bothAsk }
    score += Weights.share * log(share(1))
    score += Weights.lesserLead * log(share(1) / share(2))
    score += Weights.greaterLead * min(greaterLead, Limits.greaterLead)
    score += Weights.overlap * log(Limits.overlap)
    score += Weights.length * Double(min(first.count, second.count, Limits.length))
    // Sums in another order differ in their last digits.
    return score + 1e-6
  }

  /// What stands at a place speaks for two questions by so much.
  private func score(of place: Place) -> Double {
    guard !place.isAnnounced else { return Weights.announcement }
    var score = 0.0
    if place.sign == .question { score += Weights.questionMark }
    if place.isOpened { score += Weights.opener }
    if place.sign == .none, !place.isJoined { score += Weights.bare }
    return score
  }

  /// The classifier's share of a target, or without one its confidence; 0 where it is no candidate.
  private static func share(of target: Target, in meaning: Interpretation) -> Double {
    guard let candidate = meaning.candidates.first(where: { $0.target == target }) else { return 0 }
    return candidate.evidence.opinion?.share ?? candidate.confidence
  }

  private static func logit(_ chance: Double) -> Double { log(chance / (1 - chance)) }
}
