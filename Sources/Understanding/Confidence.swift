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
    static let bias = -0.10
    static let coverage = 0.62
    static let lead = 2.11
    static let decision = 2.01
    static let decisionLead = 3.77
    static let substance = 0.13
  }

  /// The weights where there is no classifier and the retrieval has to say it all.
  private enum RetrievalWeights {
    static let bias = -3.2
    static let coverage = 3.2
    static let ofMatch = 2.1
    static let lead = 5.6
  }

  /// The chance, 0 to 1.
  static func of(_ evidence: Evidence) -> Double {
    guard let decision = evidence.decision else {
      return logistic(
        RetrievalWeights.bias + RetrievalWeights.coverage * evidence.coverage
          + RetrievalWeights.ofMatch * evidence.ofMatch + RetrievalWeights.lead * evidence.lead)
    }
    return logistic(
      Weights.bias + Weights.coverage * evidence.coverage + Weights.lead * evidence.lead
        + Weights.decision * decision + Weights.decisionLead * evidence.decisionLead
        + Weights.substance * log(1 + evidence.substance))
  }

  private static func logistic(_ sum: Double) -> Double { 1 / (1 + exp(-sum)) }
}
