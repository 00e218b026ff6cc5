/// One scored unit.
package struct ScoredUnit: Sendable, Equatable {
  package var unit: UnitID
  package var score: Float

  package init(unit: UnitID, score: Float) {
    self.unit = unit
    self.score = score
  }
}

/// The best `limit` scores seen so far, ties in favour of the lower unit.
///
/// Kept sorted by insertion: at the dozens asked for here that beats a heap, and the list can be
/// read at any time.
package struct TopK: Sendable {
  private(set) package var hits: [ScoredUnit] = []
  private let limit: Int
  /// A score below this does not enter.
  private(set) package var threshold: Float = 0

  /// Creates an empty list; what scores below `floor` is known not to belong to the best.
  package init(limit: Int, floor: Float = 0) {
    precondition(limit > 0, "the number of hits must be positive, not \(limit)")
    self.limit = limit
    threshold = floor
    hits.reserveCapacity(limit)
  }

  /// Takes the score in when it is positive and belongs to the best.
  @inline(__always)
  package mutating func offer(_ unit: UnitID, _ score: Float) {
    if score >= threshold && score > 0 { insert(unit, score) }
  }

  private mutating func insert(_ unit: UnitID, _ score: Float) {
    if hits.count == limit {
      let last = hits[limit - 1]
      guard score > last.score || unit < last.unit else { return }
      hits.removeLast()
    }
    var index = hits.count
    hits.append(ScoredUnit(unit: unit, score: score))
    hits.withUnsafeMutableBufferPointer { hits in
      while index > 0 {
        let above = hits[index - 1]
        guard above.score < score || (above.score == score && above.unit > unit) else { break }
        hits[index] = above
        index -= 1
      }
      hits[index] = ScoredUnit(unit: unit, score: score)
    }
    if hits.count == limit { threshold = hits[limit - 1].score }
  }
}
