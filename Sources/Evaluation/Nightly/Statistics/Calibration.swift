/// Whether confidence keeps its promise: how often candidates are right that claim to be.
package struct Calibration: Sendable, Hashable, Codable {
  /// The candidates whose confidence lies in one tenth.
  package struct Bin: Sendable, Hashable, Codable {
    /// Where the tenth begins.
    package let from: Double
    package let count: Int
    package let right: Int
    /// The mean confidence in it.
    package let confidence: Double

    /// The share that is right.
    package var accuracy: Double { count > 0 ? Double(right) / Double(count) : 0 }
  }

  /// The tenths that hold a candidate, rising.
  package let bins: [Bin]
  /// The mean distance of confidence and accuracy, weighted by the bins' counts.
  ///
  /// Expected calibration error: Naeini et al., AAAI 2015.
  package let expectedError: Double

  private enum CodingKeys: String, CodingKey {
    case bins
    case expectedError = "expected_calibration_error"
  }

  init(_ points: [(confidence: Double, isRight: Bool)]) {
    var sums = [(count: Int, right: Int, confidence: Double)](repeating: (0, 0, 0), count: 10)
    for (confidence, isRight) in points {
      let tenth = min(9, max(0, Int(confidence * 10)))
      sums[tenth].count += 1
      sums[tenth].right += isRight ? 1 : 0
      sums[tenth].confidence += confidence
    }
    var bins: [Bin] = []
    var error = 0.0
    for (tenth, sum) in sums.enumerated() where sum.count > 0 {
      let confidence = sum.confidence / Double(sum.count)
      let bin = Bin(
        from: Double(tenth) / 10,
        count: sum.count,
        right: sum.right,
        confidence: confidence.inMillionths
      )
      bins.append(bin)
      error += Double(sum.count) * abs(bin.accuracy - confidence)
    }
    self.bins = bins
    expectedError = (points.isEmpty ? 0 : error / Double(points.count)).inMillionths
  }
}
