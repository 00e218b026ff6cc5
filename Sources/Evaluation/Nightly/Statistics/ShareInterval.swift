/// Between which shares the true one lies, with 95 % confidence.
package struct ShareInterval: Sendable, Hashable, Codable {
  package let low: Double
  package let high: Double

  init(low: Double, high: Double) {
    self.low = low.inMillionths
    self.high = high.inMillionths
  }

  /// The interval of a share that was counted.
  ///
  /// Source: Wilson, Journal of the American Statistical Association 22, 1927.
  package init(wilson count: Int, of total: Int) {
    guard total > 0 else {
      self.init(low: 0, high: 1)
      return
    }
    let (n, z) = (Double(total), 1.959_963_984_540_054)
    let share = Double(count) / n
    let center = share + z * z / (2 * n)
    let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    self.init(low: max(0, (center - spread) / scale), high: min(1, (center + spread) / scale))
  }

  /// The interval of the mean of paired differences, by drawing the pairs anew, from a seed.
  ///
  /// Percentile bootstrap: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, §13.
  /// Linear in pairs times `resamples`.
  init(bootstrapOf differences: [Int], seed: UInt64, resamples: Int = 2_000) {
    guard !differences.isEmpty else {
      self.init(low: 0, high: 0)
      return
    }
    var random = SplitMix64(seed: seed)
    var sums: [Int] = []
    sums.reserveCapacity(resamples)
    for _ in 0..<resamples {
      var sum = 0
      for _ in differences.indices { sum += differences[random.number(below: differences.count)] }
      sums.append(sum)
    }
    sums.sort()
    let tail = resamples / 40
    let count = Double(differences.count)
    self.init(
      low: Double(sums[tail]) / count,
      high: Double(sums[resamples - 1 - tail]) / count
    )
  }
}

extension Double {
  /// The number without what lies behind the sixth decimal, as reports keep it.
  var inMillionths: Double {
    let rounded = (self * 1e6).rounded() / 1e6
    return rounded == 0 ? 0 : rounded
  }
}
