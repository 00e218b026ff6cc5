/// Which rows are like which: each with its nearest others, by the cosine of their vectors.
///
/// Labels spread along it: what a few examples say reaches the messages that are like them, and
/// through those the ones that are like these.
///
/// *Source*: Zhou, Bousquet, Lal, Weston, Schölkopf, NIPS 2004 (symmetrically normalised graph).
struct SimilarityGraph: Sendable {
  /// The neighbours of each row, end to end.
  private let neighbours: [UInt32]
  private let weights: [Float]
  private let ends: [Int]

  /// How many nearest rows a row is linked with, beside those that name it as theirs.
  private static let nearest = 10

  /// Links rows; takes rows times the rows that share a feature with each.
  init(
    _ rows: UtteranceFeatures.Rows,
    featureCount: Int,
    progress: (_ done: Int, _ total: Int) throws -> Void
  ) rethrows {
    let links = try Self.links(rows, featureCount: featureCount, progress: progress)
    // A link counts in both directions, with the larger of its two weights.
    var both: [[UInt32: Float]] = Array(repeating: [:], count: rows.count)
    for (row, own) in links.enumerated() {
      for (other, cosine) in own {
        let weight = cosine * cosine * cosine
        both[row][other] = max(both[row][other] ?? 0, weight)
        both[Int(other)][UInt32(row)] = max(both[Int(other)][UInt32(row)] ?? 0, weight)
      }
    }
    let degrees = both.map { links in
      max(links.keys.sorted().reduce(Float(0)) { $0 + (links[$1] ?? 0) }, 1e-9).squareRoot()
    }
    var neighbours: [UInt32] = []
    var weights: [Float] = []
    var ends: [Int] = []
    for (row, links) in both.enumerated() {
      for other in links.keys.sorted() {
        neighbours.append(other)
        weights.append((links[other] ?? 0) / (degrees[row] * degrees[Int(other)]))
      }
      ends.append(neighbours.count)
    }
    self.neighbours = neighbours
    self.weights = weights
    self.ends = ends
  }

  /// The nearest rows of each, with their cosines; by postings, as in retrieval.
  private static func links(
    _ rows: UtteranceFeatures.Rows,
    featureCount: Int,
    progress: (_ done: Int, _ total: Int) throws -> Void
  ) rethrows -> [[(row: UInt32, cosine: Float)]] {
    var starts = [Int](repeating: 0, count: featureCount + 1)
    for entry in rows.entries { starts[Int(entry.feature) + 1] += 1 }
    for feature in 0..<featureCount { starts[feature + 1] += starts[feature] }
    var fill = starts
    var postings = [(row: UInt32, value: Float)](
      repeating: (0, 0),
      count: rows.entries.count
    )
    let lengths = (0..<rows.count).map { row in
      max(rows[row].reduce(Float(0)) { $0 + $1.value * $1.value }, 1e-12).squareRoot()
    }
    for row in 0..<rows.count {
      for entry in rows[row] {
        postings[fill[Int(entry.feature)]] = (UInt32(row), entry.value / lengths[row])
        fill[Int(entry.feature)] += 1
      }
    }
    var sums = [Float](repeating: 0, count: rows.count)
    return try (0..<rows.count).map { row in
      try progress(row, rows.count)
      return sums.withUnsafeMutableBufferPointer { sums in
        postings.withUnsafeBufferPointer { postings in
          sums.update(repeating: 0)
          for entry in rows[row] {
            let value = entry.value / lengths[row]
            let range = starts[Int(entry.feature)]..<starts[Int(entry.feature) + 1]
            for position in range {
              sums[Int(postings[position].row)] += value * postings[position].value
            }
          }
          sums[row] = 0
          return best(sums)
        }
      }
    }
  }

  /// The rows with the largest sums, ties by row.
  private static func best(_ sums: UnsafeMutableBufferPointer<Float>) -> [(UInt32, Float)] {
    var best: [(row: UInt32, cosine: Float)] = []
    var least: Float = 0
    for row in sums.indices where sums[row] > least {
      let place = best.firstIndex { $0.cosine < sums[row] } ?? best.count
      best.insert((UInt32(row), sums[row]), at: place)
      if best.count > nearest { best.removeLast() }
      if best.count == nearest { least = best[nearest - 1].cosine }
    }
    return best
  }

  /// The rows that a row is linked with, in their order, each with the link's weight.
  func links(of row: Int) -> [(row: Int, weight: Float)] {
    ((row == 0 ? 0 : ends[row - 1])..<ends[row]).map { (Int(neighbours[$0]), weights[$0]) }
  }

  /// Spreads labels: `count` shares for each row, mixed with those of its neighbours, many times.
  func spread(_ labels: [Float], count: Int, rounds: Int, share: Float) -> [Float] {
    var current = labels
    var next = labels
    for _ in 0..<rounds {
      next.withUnsafeMutableBufferPointer { next in
        current.withUnsafeBufferPointer { current in
          var first = 0
          for (row, end) in ends.enumerated() {
            let own = row * count
            for label in own..<(own + count) { next[label] = (1 - share) * labels[label] }
            for position in first..<end {
              let weight = share * weights[position]
              let other = Int(neighbours[position]) * count
              for label in 0..<count { next[own + label] += weight * current[other + label] }
            }
            first = end
          }
        }
      }
      swap(&current, &next)
    }
    return current
  }
}
