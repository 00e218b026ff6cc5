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
    static let bias = -2.35
    static let coverage = 2.1
    static let ofQuestion = 0.5
    static let lead = 1.72
    static let decision = 3.53
    static let decisionLead = 2.26
    static let substance = 0.73
  }

  /// The chance, 0 to 1.
  static func of(_ evidence: Evidence) -> Double {
    let sum =
      Weights.bias + Weights.coverage * evidence.coverage
      + Weights.ofQuestion * evidence.ofQuestion + Weights.lead * evidence.lead
      + Weights.decision * evidence.decision + Weights.decisionLead * evidence.decisionLead
      + Weights.substance * log(1 + evidence.substance)
    return 1 / (1 + exp(-sum))
  }
}
