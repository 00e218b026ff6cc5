import Retrieval

/// Tells classes apart by one weight for each feature and class, learnt from examples.
///
/// One-vs-rest linear support vector machines with squared hinge loss, trained by dual coordinate
/// descent with a fixed order of examples, so that the same examples give the same weights.
///
/// Source: Hsieh, Chang, Lin, Keerthi, Sundararajan, ICML 2008, algorithm 1 for L2-SVM.
struct LinearClassifier: Sendable {
  /// What an error costs against the size of the weights.
  static let penalty: Float = 1
  private static let maximumRounds = 30
  /// Training stops when no example would move its multiplier by more than this.
  private static let tolerance: Float = 0.1

  let classCount: Int
  /// The weights of feature 0 for all classes, then those of feature 1, and so on.
  let weights: [Float]
  let biases: [Float]

  init(classCount: Int, weights: [Float], biases: [Float]) {
    self.classCount = classCount
    self.weights = weights
    self.biases = biases
  }

  /// Learns from rows of features and the class of each row.
  ///
  /// Takes time in proportion to classes times entries times rounds, of which there are about ten.
  init(
    rows: [[UtteranceFeatures.Entry]],
    classes: [Int],
    classCount: Int,
    featureCount: Int
  ) {
    var features: [UInt32] = []
    var values: [Float] = []
    var ends: [Int] = []
    var squares: [Float] = []
    for row in rows {
      for entry in row {
        features.append(entry.feature)
        values.append(entry.value)
      }
      ends.append(features.count)
      // The constant feature of the bias adds one.
      squares.append(row.reduce(1) { $0 + $1.value * $1.value })
    }
    var weights = [Float](repeating: 0, count: featureCount * classCount)
    var biases = [Float](repeating: 0, count: classCount)
    var column = [Float](repeating: 0, count: featureCount)
    let orders = Self.orders(rows.count)
    features.withUnsafeBufferPointer { features in
      values.withUnsafeBufferPointer { values in
        weights.withUnsafeMutableBufferPointer { weights in
          for one in 0..<classCount {
            column.withUnsafeMutableBufferPointer { column in
              column.update(repeating: 0)
              biases[one] = Self.train(
                one,
                features,
                values,
                ends,
                squares,
                classes,
                orders,
                into: column
              )
              for feature in 0..<featureCount {
                weights[feature * classCount + one] = column[feature]
              }
            }
          }
        }
      }
    }
    self.init(classCount: classCount, weights: weights, biases: biases)
  }

  /// How far an utterance lies on each class's side; above 0 means it looks like the class.
  func decisions(for entries: [UtteranceFeatures.Entry]) -> [Float] {
    var sums = biases
    weights.withUnsafeBufferPointer { weights in
      sums.withUnsafeMutableBufferPointer { sums in
        for entry in entries {
          let start = Int(entry.feature) * classCount
          for one in 0..<classCount { sums[one] += entry.value * weights[start + one] }
        }
      }
    }
    return sums
  }

  private static func train(
    _ one: Int,
    _ features: UnsafeBufferPointer<UInt32>,
    _ values: UnsafeBufferPointer<Float>,
    _ ends: [Int],
    _ squares: [Float],
    _ classes: [Int],
    _ orders: [[Int32]],
    into weights: UnsafeMutableBufferPointer<Float>
  ) -> Float {
    let diagonal = 1 / (2 * penalty)
    var multipliers = [Float](repeating: 0, count: ends.count)
    var bias: Float = 0
    for round in 0..<maximumRounds {
      var largest: Float = 0
      for number in orders[round % orders.count] {
        let row = Int(number)
        let entries = (row == 0 ? 0 : ends[row - 1])..<ends[row]
        let sign: Float = classes[row] == one ? 1 : -1
        var sum = bias
        for entry in entries { sum += weights[Int(features[entry])] * values[entry] }
        let multiplier = multipliers[row]
        let gradient = sign * sum - 1 + diagonal * multiplier
        let projected = multiplier == 0 ? min(gradient, 0) : gradient
        largest = max(largest, abs(projected))
        guard abs(projected) > 1e-6 else { continue }
        let next = max(multiplier - gradient / (squares[row] + diagonal), 0)
        let step = (next - multiplier) * sign
        multipliers[row] = next
        bias += step
        for entry in entries { weights[Int(features[entry])] += step * values[entry] }
      }
      if largest < tolerance { break }
    }
    return bias
  }

  /// A few fixed shuffles of the examples; coordinate descent is faster in changing order.
  private static func orders(_ count: Int) -> [[Int32]] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    return (0..<5).map { _ in
      var order = (0..<Int32(count)).map { $0 }
      for position in order.indices.reversed() where position > 0 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        order.swapAt(position, Int((state >> 33) % UInt64(position + 1)))
      }
      return order
    }
  }
}
