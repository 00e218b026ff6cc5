#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Turns evidence into the chance that a candidate is right.
enum Confidence {
  /// The weights of a logistic function of the evidence.
  ///
  /// Fitted on questions in five languages that the authors of the content had not seen.
  private enum Weights {
    static let bias = -8.71
    static let lead = 0.73
    static let share = 0.63
    static let margin = 1.68
    static let outside = -0.59
    static let exampleCoverage = 4.26
    static let substance = 0.91
    static let unknown = -6.05
  }

  /// Shares so far below their chance, as logits, are all alike.
  private static let leastShare = -2.07
  /// And so are shares of what lies outside the shop's matters, below this logit.
  private static let leastOutside = -7.0

  /// The weights where there is no classifier and the retrieval has to say it all.
  private enum RetrievalWeights {
    static let bias = -3.2
    static let coverage = 3.2
    static let ofMatch = 2.1
    static let lead = 5.6
  }

  /// What is taken off for a question of which less than half is known, at most.
  ///
  /// What little is known of such a question leads clearly, and says next to nothing.
  private static let unknownPenalty = 4.5

  /// The chance, 0 to 1.
  static func of(_ evidence: Evidence) -> Double {
    let unknown = max(1 - 2 * evidence.known, 0)
    guard let opinion = evidence.opinion else {
      return logistic(
        -unknownPenalty * unknown + RetrievalWeights.bias + RetrievalWeights.coverage
          * evidence.coverage
          + RetrievalWeights.ofMatch * evidence.ofMatch + RetrievalWeights.lead * evidence.lead
      )
    }
    // Beyond what chance gives one of so many, so that few targets are as hard to be sure of.
    let share =
      logit(opinion.share) + log(max(Double(opinion.rivals), 1))
    let known = Weights.exampleCoverage * opinion.coverage + Weights.unknown * unknown
    let ahead = Weights.lead * evidence.lead + Weights.margin * opinion.margin
    return logistic(
      Weights.bias + known + ahead
        + Weights.share * max(share, leastShare)
        + Weights.outside * max(logit(opinion.outside), leastOutside)
        + Weights.substance * log(1 + evidence.substance)
    )
  }

  private static func logit(_ share: Double) -> Double {
    log(max(share, 1e-9) / (1 - share + 1e-6))
  }

  private static func logistic(_ sum: Double) -> Double { 1 / (1 + exp(-sum)) }
}
