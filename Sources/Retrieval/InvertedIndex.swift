/// The number of one indexed text; a document may own several (its title and each question).
package typealias UnitID = UInt32

/// Postings of one field: for every term the units that hold it, with the term's BM25 weight.
///
/// Immutable. Postings lie in flat arrays ordered by term, then by unit, so scoring a term is one
/// pass over two arrays. A posting takes ten bytes: unit (4), weight (4), frequency (2).
package struct InvertedIndex: Sendable {
  /// The scorer whose weights are kept in `weights`.
  package let scorer: BM25
  /// Where the postings of each term begin; one more entry than there are terms.
  package let starts: [UInt32]
  /// The unit of each posting, ascending within a term.
  package let units: [UnitID]
  /// idf times saturated frequency of each posting: what the term adds to the unit's score.
  package let weights: [Float]
  /// How often the term stands in the unit, at most 65,535.
  package let frequencies: [UInt16]
  /// The number of tokens of each unit.
  package let lengths: [UInt32]
  /// The inverse document frequency of each term.
  package let idf: [Float]
  /// The greatest weight among the postings of each term; 0 when there are none.
  package let maximumWeights: [Float]
  /// The tenth-best weight among the postings of each term; 0 when there are fewer than ten.
  package let tenthBestWeights: [Float]
  /// The mean of `lengths`.
  package let averageLength: Float

  /// The number of units.
  package var unitCount: Int { lengths.count }
  /// The number of terms that have a place in this index, with or without postings.
  package var termCount: Int { starts.count - 1 }
  /// The number of postings.
  package var postingCount: Int { units.count }

  /// The postings of a term as a range into `units`, `weights` and `frequencies`.
  package func postings(of term: TermID) -> Range<Int> {
    guard Int(term) < termCount else { return 0..<0 }
    return Int(starts[Int(term)])..<Int(starts[Int(term) + 1])
  }

  /// The number of units that hold a term.
  package func documentFrequency(of term: TermID) -> Int { postings(of: term).count }

  /// The position of the posting of `term` in `unit`, or nil; logarithmic in the postings.
  package func posting(of term: TermID, in unit: UnitID) -> Int? {
    var range = postings(of: term)
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if units[middle] == unit { return middle }
      range =
        units[middle] < unit ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }

  static func average(_ lengths: [UInt32]) -> Float {
    let total = lengths.reduce(into: 0) { $0 += Int($1) }
    return lengths.isEmpty ? 0 : Float(total) / Float(lengths.count)
  }

  /// Puts an index together again from arrays that were kept.
  init(
    scorer: BM25,
    starts: [UInt32],
    units: [UnitID],
    weights: [Float],
    frequencies: [UInt16],
    lengths: [UInt32],
    idf: [Float],
    maximumWeights: [Float],
    tenthBestWeights: [Float]
  ) {
    self.scorer = scorer
    self.starts = starts
    self.units = units
    self.weights = weights
    self.frequencies = frequencies
    self.lengths = lengths
    self.idf = idf
    self.maximumWeights = maximumWeights
    self.tenthBestWeights = tenthBestWeights
    averageLength = Self.average(lengths)
  }

  /// Assembles an index from postings in order of term and unit, computing idf and weights.
  ///
  /// `documentFrequencies` overrides the idf's statistics where several fields share one count
  /// of documents; by default each unit counts as a document of its own.
  init(
    scorer: BM25,
    starts: [UInt32],
    units: [UnitID],
    frequencies: [UInt16],
    lengths: [UInt32],
    documentFrequencies: [UInt32]? = nil,
    documentCount: Int? = nil
  ) {
    let termCount = starts.count - 1
    let average = Self.average(lengths)
    let norms = lengths.map { scorer.lengthNorm(length: Float($0), averageLength: average) }
    var idf = [Float](repeating: 0, count: termCount)
    var weights = [Float](repeating: 0, count: units.count)
    var maxima = [Float](repeating: 0, count: termCount)
    var tenthBest = [Float](repeating: 0, count: termCount)
    for term in 0..<termCount {
      let range = Int(starts[term])..<Int(starts[term + 1])
      idf[term] = BM25.idf(
        documentFrequency: documentFrequencies.map { Int($0[term]) } ?? range.count,
        documentCount: documentCount ?? lengths.count
      )
      var best = TopK(limit: 10)
      for posting in range {
        let weight =
          idf[term]
          * scorer.saturation(
            frequency: Float(frequencies[posting]),
            lengthNorm: norms[Int(units[posting])]
          )
        weights[posting] = weight
        best.offer(UnitID(posting - range.lowerBound), weight)
      }
      maxima[term] = best.hits.first?.score ?? 0
      tenthBest[term] = best.threshold
    }
    self.scorer = scorer
    self.starts = starts
    self.units = units
    self.weights = weights
    self.frequencies = frequencies
    self.lengths = lengths
    self.idf = idf
    self.maximumWeights = maxima
    self.tenthBestWeights = tenthBest
    self.averageLength = average
  }
}

extension InvertedIndex {
  /// The memory its arrays take, in bytes.
  package var byteCount: Int {
    units.count * (4 + 4 + 2) + starts.count * 4 + lengths.count * 4 + idf.count * 8
  }
}
