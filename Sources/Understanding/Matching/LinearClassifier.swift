/// Tells classes apart by one weight for each feature and class, learnt from examples.
///
/// Most weights are nothing, as a rare feature stands in few classes' examples; the others are kept
/// feature by feature in steps of 1/32767 of the largest.
struct LinearClassifier: Sendable {
  /// A class and the weight of a feature for it, in steps.
  struct Weight: Sendable, Hashable, BitwiseCopyable {
    var intent: UInt16
    var steps: Int16
  }

  let biases: [Float]
  /// What a step of a weight is.
  let step: Float
  /// Where each feature's weights end.
  private(set) var ends: [UInt32]
  private(set) var weights: [Weight]

  var classCount: Int { biases.count }

  /// Takes what was kept; nil when the parts do not fit each other.
  init?(biases: [Float], step: Float, ends: [UInt32], weights: [Weight]) {
    guard Int(ends.last ?? 0) == weights.count,
      zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 }),
      weights.allSatisfy({ Int($0.intent) < biases.count }), step.isFinite
    else { return nil }
    self.biases = biases
    self.step = step
    self.ends = ends
    self.weights = weights
  }

  /// A classifier that knows no class.
  init() {
    biases = []
    step = 0
    ends = []
    weights = []
  }

  /// Keeps the weights of a dense table: feature by feature, `stride` classes to each.
  init(dense: UnsafeBufferPointer<Float>, stride: Int, biases: [Float]) {
    self.biases = biases
    let largest = dense.reduce(Float(0)) { max($0, $1.magnitude) }
    step = largest > 0 ? largest / Float(Int16.max) : 1
    ends = []
    weights = []
    for feature in 0..<(stride == 0 ? 0 : dense.count / stride) {
      for one in biases.indices {
        let weight = dense[feature * stride + one]
        guard weight.magnitude >= Self.leastWeight else { continue }
        weights.append(Weight(intent: UInt16(one), steps: Int16((weight / step).rounded())))
      }
      ends.append(UInt32(weights.count))
    }
  }

  /// Smaller weights move no decision by more than the solver's own tolerance does.
  private static let leastWeight: Float = 0.01

  func decide(_ entries: [UtteranceFeatures.Entry], into sums: inout [Float]) {
    var rows: [Range<Int>] = []
    decide(entries, into: &sums, &rows)
  }

  /// How far an utterance lies on each class's side; above 0 means it looks like the class.
  func decide(
    _ entries: [UtteranceFeatures.Entry],
    into sums: inout [Float],
    _ rows: inout [Range<Int>]
  ) {
    sums.removeAll(keepingCapacity: true)
    sums.append(contentsOf: biases)
    rows.removeAll(keepingCapacity: true)
    ends.withUnsafeBufferPointer { ends in
      weights.withUnsafeBufferPointer { weights in
        sums.withUnsafeMutableBufferPointer { sums in
          // Rows lie anywhere in megabytes: where they begin is read for all of them first, so that
          // the memory can bring several at a time.
          var touched: UInt16 = 0
          for entry in entries {
            let feature = Int(entry.feature)
            let first = feature == 0 ? 0 : Int(ends[feature - 1])
            let row = first..<Int(ends[feature])
            if !row.isEmpty { touched |= weights[first].intent }
            rows.append(row)
          }
          guard Int(touched) < sums.count.nextPowerOfTwo else { return }
          for (entry, row) in zip(entries, rows) {
            let value = entry.value * step
            for weight in weights[row] {
              sums[Int(weight.intent)] += value * Float(weight.steps)
            }
          }
        }
      }
    }
  }

  /// The weight of a feature for a class.
  func weight(of feature: UInt32, for one: Int) -> Float {
    let first = feature == 0 ? 0 : Int(ends[Int(feature) - 1])
    let found = weights[first..<Int(ends[Int(feature)])].first { Int($0.intent) == one }
    return found.map { Float($0.steps) * step } ?? 0
  }
}

extension Int {
  /// The least power of two that is greater than the number.
  fileprivate var nextPowerOfTwo: Int { 1 << (Int.bitWidth - leadingZeroBitCount) }
}
