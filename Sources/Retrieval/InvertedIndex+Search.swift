/// A term of a query and how much it counts.
package struct WeightedTerm: Sendable, Equatable {
  package var term: TermID
  package var weight: Float

  package init(term: TermID, weight: Float = 1) {
    self.term = term
    self.weight = weight
  }
}

/// Room to add scores up in, kept between searches so that a search allocates nothing large.
///
/// All accumulators are zero between searches.
package struct Accumulators {
  private(set) var scores: [Float] = []

  package init() {}

  /// Makes room for `count` scores, rounded up so that a scan in blocks never needs a tail.
  mutating func reserve(_ count: Int) {
    let rounded = (count + DenseScan.block - 1) / DenseScan.block * DenseScan.block
    if scores.count < rounded { scores = Array(repeating: 0, count: rounded) }
  }

  mutating func withScores<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) -> Result
  ) -> Result {
    scores.withUnsafeMutableBufferPointer { body($0) }
  }
}

extension InvertedIndex {
  /// Returns the best `limit` units for a query, best first, ties by unit.
  ///
  /// Scores are added up term by term in a flat array, then the array is read once. Terms must be
  /// distinct. Units that hold no term of the query are never returned. Linear in the postings of
  /// the query's terms plus the number of units over sixteen.
  package func top(
    _ limit: Int,
    for query: [WeightedTerm],
    using room: inout Accumulators
  ) -> [ScoredUnit] {
    var total = 0
    var floor: Float = 0
    for term in query {
      let postings = postings(of: term.term)
      total += postings.count
      // Ten units hold at least this much of one term, so a top ten cannot end below it; the
      // factor allows for rounding, since sums are added up in another order.
      if limit <= 10 && !postings.isEmpty {
        floor = max(floor, tenthBestWeights[Int(term.term)] * term.weight * 0.99999)
      }
    }
    var best = TopK(limit: limit, floor: floor)
    room.reserve(unitCount)
    let padded = (unitCount + DenseScan.block - 1) / DenseScan.block * DenseScan.block
    room.withScores { scores in
      for term in query { add(term, to: scores) }
      if total * 8 < unitCount {
        // Few postings: reading them again is cheaper than reading every accumulator.
        units.withUnsafeBufferPointer { units in
          for term in query {
            for posting in postings(of: term.term) {
              let unit = units[posting]
              let score = scores[Int(unit)]
              guard score > 0 else { continue }
              scores[Int(unit)] = 0
              best.offer(unit, score)
            }
          }
        }
      } else {
        DenseScan.collect(scores, count: padded, into: &best)
        scores.baseAddress?.update(repeating: 0, count: padded)
      }
    }
    return best.hits
  }

  /// Adds what a term contributes to the accumulators of its units.
  @inline(__always)
  func add(_ term: WeightedTerm, to scores: UnsafeMutableBufferPointer<Float>) {
    units.withUnsafeBufferPointer { units in
      weights.withUnsafeBufferPointer { weights in
        guard let unit = units.baseAddress, let value = weights.baseAddress,
          let score = scores.baseAddress
        else { return }
        if term.weight == 1 {
          for posting in postings(of: term.term) {
            score[Int(unit[posting])] += value[posting]
          }
        } else {
          for posting in postings(of: term.term) {
            score[Int(unit[posting])] += term.weight * value[posting]
          }
        }
      }
    }
  }
}

/// Reads accumulators in blocks and looks closer only where one reaches the threshold.
enum DenseScan {
  /// Accumulators per block: enough for the compiler to use vector registers.
  static let block = 32

  @inline(__always)
  static func collect(
    _ scores: UnsafeMutableBufferPointer<Float>,
    count: Int,
    into best: inout TopK
  ) {
    guard let base = scores.baseAddress else { return }
    // Scores are not negative, and such floats order as their bit patterns do.
    base.withMemoryRebound(to: Int32.self, capacity: count) { bits in
      var threshold = max(Int32(bitPattern: best.threshold.bitPattern), 1)
      var start = 0
      while start < count {
        var greatest: Int32 = 0
        for lane in 0..<block {
          let value = bits[start &+ lane]
          greatest = value > greatest ? value : greatest
        }
        if greatest >= threshold {
          for position in start..<(start + block) where bits[position] >= threshold {
            best.offer(UnitID(position), Float(bitPattern: UInt32(bitPattern: bits[position])))
            threshold = max(Int32(bitPattern: best.threshold.bitPattern), 1)
          }
        }
        start &+= block
      }
    }
  }
}
