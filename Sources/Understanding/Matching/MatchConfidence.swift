#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Turns what speaks for a match into the chance that it is right.
///
/// A logistic function of four signals. The decision and the share tell the intents apart; the
/// coverage tells whether the utterance is about the intent's subject at all.
package struct MatchConfidence: Sendable, Hashable {
  /// The weights of: one, the decision, the logit of the share, the coverage, ln(1 + words).
  package let weights: [Double]

  /// What shops in five languages have in common, for those too small to fit their own.
  package static let typical = MatchConfidence(weights: [-3.2, 1.6, 0.75, 3.4, 0.15])

  package init(weights: [Double]) { self.weights = weights }

  /// The chance that a match is right, 0 to 1; 1 for an example itself.
  package func chance(of match: IntentMatcher.Match) -> Double {
    guard !match.isExact else { return 1 }
    return Self.logistic(zip(weights, Self.signals(of: match)).reduce(0) { $0 + $1.0 * $1.1 })
  }

  private static func signals(of match: IntentMatcher.Match) -> [Double] {
    let share = Double(match.share)
    return [
      1, Double(match.decision), log(share / (1 - share + 1e-6)), Double(match.coverage),
      log(1 + Double(match.wordCount)),
    ]
  }

  /// Fits the weights to matches that were right or wrong; matches to the word say nothing.
  package static func fit(_ matches: [(match: IntentMatcher.Match, isRight: Bool)])
    -> MatchConfidence
  {
    let samples = matches.filter { !$0.match.isExact }
    let rights = samples.count { $0.isRight }
    guard rights >= 10, samples.count - rights >= 10 else { return typical }
    let weights = LogisticRegression.fit(
      samples.map { signals(of: $0.match) },
      samples.map(\.isRight)
    )
    return weights.map(MatchConfidence.init) ?? typical
  }

  package static func logistic(_ sum: Double) -> Double { 1 / (1 + exp(-sum)) }

  /// The inverse of the logistic function, for chances kept away from 0 and 1.
  package static func logit(_ chance: Double) -> Double {
    let chance = min(max(chance, 1e-9), 1 - 1e-9)
    return log(chance / (1 - chance))
  }
}

/// Logistic regression with few features, by Newton's method.
///
/// *Source*: Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 4.4.1.
package enum LogisticRegression {
  /// How much weights other than the first are held back: half of it times their square is lost.
  private static let restraint = 0.1

  /// The weights that make the outcomes most likely; nil when they cannot be found.
  ///
  /// The first feature is the constant one and not held back. Takes rows times features squared,
  /// a few dozen times.
  package static func fit(_ rows: [[Double]], _ outcomes: [Bool]) -> [Double]? {
    guard let count = rows.first?.count else { return nil }
    var weights = [Double](repeating: 0, count: count)
    for _ in 0..<50 {
      var gradient = [Double](repeating: 0, count: count)
      var curvature = [[Double]](
        repeating: [Double](repeating: 0, count: count),
        count: count
      )
      for (row, outcome) in zip(rows, outcomes) {
        let chance = MatchConfidence.logistic(zip(weights, row).reduce(0) { $0 + $1.0 * $1.1 })
        let error = (outcome ? 1 : 0) - chance
        let spread = max(chance * (1 - chance), 1e-9)
        for one in 0..<count {
          gradient[one] += error * row[one]
          for other in 0...one { curvature[one][other] += spread * row[one] * row[other] }
        }
      }
      for one in 0..<count {
        curvature[one][one] += one == 0 ? 1e-9 : restraint
        if one > 0 { gradient[one] -= restraint * weights[one] }
        for other in 0..<one { curvature[other][one] = curvature[one][other] }
      }
      guard let step = solve(curvature, gradient) else { return nil }
      for one in 0..<count { weights[one] += step[one] }
      guard weights.allSatisfy(\.isFinite) else { return nil }
      if step.allSatisfy({ abs($0) < 1e-8 }) { break }
    }
    return weights
  }

  /// Solves a system of linear equations by elimination with pivots.
  private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
    var rows = zip(matrix, right).map { $0 + [$1] }
    let count = right.count
    for column in 0..<count {
      guard let pivot = (column..<count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
        abs(rows[pivot][column]) > 1e-12
      else { return nil }
      rows.swapAt(column, pivot)
      for row in 0..<count where row != column {
        let factor = rows[row][column] / rows[column][column]
        for place in column...count { rows[row][place] -= factor * rows[column][place] }
      }
    }
    return (0..<count).map { rows[$0][count] / rows[$0][$0] }
  }
}
