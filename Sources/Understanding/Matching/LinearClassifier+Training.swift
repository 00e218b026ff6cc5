/// Learning of weights from rows of features.
///
/// One-vs-rest linear support vector machines with squared hinge loss, by dual coordinate descent.
/// All classes see a row at the same time, so that a feature's weights for them are read in one go;
/// the result is that of training them one by one in the same order of rows.
///
/// *Source*: Hsieh, Chang, Lin, Keerthi, Sundararajan, ICML 2008, algorithm 1 for L2-SVM.
extension LinearClassifier {
  /// What an error costs against the size of the weights.
  private static let penalty: Float = 1
  private static let maximumRounds = 30
  /// Training stops when no row would move its multiplier by more than this.
  private static let tolerance: Float = 0.1
  /// Classes are dealt with in groups of so many.
  private static let lanes = 8
  private typealias Lanes = SIMD8<Float>

  /// Learns from rows and the class of each; a class of -1 is an example of none, and `costs` is
  /// how much each row counts, all alike without.
  ///
  /// Takes classes times entries times rounds, of which there are about ten; the same rows always
  /// give the same weights.
  init(
    rows: UtteranceFeatures.Rows,
    classes: [Int],
    classCount: Int,
    featureCount: Int,
    costs: [Float]? = nil
  ) {
    let groups = (classCount + Self.lanes - 1) / Self.lanes
    let weights = UnsafeMutablePointer<Lanes>.allocate(capacity: max(featureCount * groups, 1))
    let multipliers = UnsafeMutablePointer<Lanes>.allocate(capacity: max(rows.count * groups, 1))
    defer {
      weights.deallocate()
      multipliers.deallocate()
    }
    weights.initialize(repeating: Lanes(repeating: 0), count: featureCount * groups)
    multipliers.initialize(repeating: Lanes(repeating: 0), count: rows.count * groups)
    var biases = [Lanes](repeating: Lanes(repeating: 0), count: groups)
    rows.entries.withUnsafeBufferPointer { entries in
      Self.train(
        entries,
        rows.ends,
        classes,
        costs ?? rows.ends.map { _ in 1 },
        groups,
        weights,
        &biases,
        multipliers
      )
    }
    let count = featureCount * groups * Self.lanes
    self = weights.withMemoryRebound(to: Float.self, capacity: count) { flat in
      LinearClassifier(
        dense: UnsafeBufferPointer(start: flat, count: count),
        stride: groups * Self.lanes,
        biases: (0..<classCount).map { biases[$0 / Self.lanes][$0 % Self.lanes] }
      )
    }
  }

  private static func train(
    _ entries: UnsafeBufferPointer<UtteranceFeatures.Entry>,
    _ ends: [Int],
    _ classes: [Int],
    _ costs: [Float],
    _ groups: Int,
    _ weights: UnsafeMutablePointer<Lanes>,
    _ biases: inout [Lanes],
    _ multipliers: UnsafeMutablePointer<Lanes>
  ) {
    guard groups > 0 else { return }
    let zero = Lanes(repeating: 0)
    // The constant feature of the bias adds one.
    let squares = ends.indices.map { row in
      entries[(row == 0 ? 0 : ends[row - 1])..<ends[row]].reduce(1) { $0 + $1.value * $1.value }
    }
    let sums = UnsafeMutablePointer<Lanes>.allocate(capacity: groups)
    let moved = UnsafeMutablePointer<Int>.allocate(capacity: groups)
    defer {
      sums.deallocate()
      moved.deallocate()
    }
    sums.initialize(repeating: zero, count: groups)
    moved.initialize(repeating: 0, count: groups)
    let orders = orders(ends.count)
    for round in 0..<maximumRounds {
      var largest: Float = 0
      for number in orders[round % orders.count] {
        let row = Int(number)
        let range = (row == 0 ? 0 : ends[row - 1])..<ends[row]
        for group in 0..<groups { sums[group] = biases[group] }
        for position in range {
          let value = entries[position].value
          let column = weights + Int(entries[position].feature) * groups
          for group in 0..<groups { sums[group] += column[group] * value }
        }
        let own = classes[row]
        let diagonal = 1 / (2 * penalty * costs[row])
        let scale = 1 / (squares[row] + diagonal)
        var moves = 0
        for group in 0..<groups {
          var sign = Lanes(repeating: -1)
          if own >= 0, own / lanes == group { sign[own % lanes] = 1 }
          let multiplier = multipliers[row * groups + group]
          let gradient = sign * sums[group] - 1 + multiplier * diagonal
          let atZero = multiplier .== zero
          let projected = gradient.replacing(with: zero, where: atZero .& (gradient .> zero))
          let size = projected.replacing(with: -projected, where: projected .< zero).max()
          largest = max(largest, size)
          guard size > 1e-6 else { continue }
          let raised = multiplier - gradient * scale
          let next = raised.replacing(with: zero, where: raised .< zero)
          let move = (next - multiplier) * sign
          multipliers[row * groups + group] = next
          biases[group] += move
          sums[group] = move
          moved[moves] = group
          moves += 1
        }
        guard moves > 0 else { continue }
        for position in range {
          let value = entries[position].value
          let column = weights + Int(entries[position].feature) * groups
          for place in 0..<moves {
            let group = moved[place]
            column[group] += sums[group] * value
          }
        }
      }
      if largest < tolerance { break }
    }
  }

  /// A few fixed shuffles of the rows; coordinate descent is faster in changing order.
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
