#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Whether one thing changed more often for the worse than for the better, exactly.
///
/// Source: McNemar, Psychometrika 12, 1947; the exact form is the binomial test of the pairs that
/// changed. One-sided: only a change for the worse counts.
enum McNemarTest {
  /// How likely at least `worse` of the changed pairs are for the worse where chance alone decides.
  static func probability(worse: Int, better: Int) -> Double {
    precondition(worse >= 0 && better >= 0, "counts are not negative")
    let changed = worse + better
    guard worse > 0 else { return 1 }
    // In logarithms, since a power of one half soon is too small for a number.
    var logChoose = 0.0
    var sum = 0.0
    for count in 0...changed {
      if count > 0 { logChoose += log(Double(changed - count + 1)) - log(Double(count)) }
      if count >= worse { sum += exp(logChoose - Double(changed) * log(2)) }
    }
    return min(1, sum)
  }

  /// The fewest losses, with no gain against them, that a level tells from chance.
  static func fewestLosses(level: Double) -> Int {
    precondition(level > 0 && level < 1, "a level is a share")
    var losses = 1
    var probability = 0.5
    while probability > level {
      losses += 1
      probability /= 2
    }
    return losses
  }
}

/// Several tests read together: the chance that any of them cries wolf stays below the level.
///
/// Source: Holm, Scandinavian Journal of Statistics 6, 1979.
enum HolmCorrection {
  /// The corrected probabilities, in the order of the given ones.
  static func corrected(_ probabilities: [Double]) -> [Double] {
    let order = probabilities.indices.sorted {
      (probabilities[$0], $0) < (probabilities[$1], $1)
    }
    var corrected = probabilities
    var highest = 0.0
    for (rank, index) in order.enumerated() {
      highest = max(highest, min(1, Double(order.count - rank) * probabilities[index]))
      corrected[index] = highest
    }
    return corrected
  }
}
