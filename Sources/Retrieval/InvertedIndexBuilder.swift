/// Collects the terms of one unit after another and turns them into an `InvertedIndex`.
///
/// Units are numbered in the order they are added. Building is linear in the number of tokens,
/// but for sorting the terms of each unit.
package struct InvertedIndexBuilder: Sendable {
  /// Term and frequency of every posting, grouped by unit.
  private var terms: [TermID] = []
  private var frequencies: [UInt16] = []
  /// Where the postings of each unit end.
  private var unitEnds: [UInt32] = []
  private var lengths: [UInt32] = []
  private var termCount = 0
  private var sorted: [TermID] = []

  package init() {}

  /// The number of units added so far.
  package var unitCount: Int { lengths.count }

  /// Adds a unit that consists of `tokens`, repetitions included, and returns its number.
  ///
  /// `length` is given where some of the tokens stand beside others and do not make it longer.
  @discardableResult
  package mutating func add(_ tokens: [TermID], length: Int? = nil) -> UnitID {
    sorted.removeAll(keepingCapacity: true)
    sorted.append(contentsOf: tokens)
    sorted.sort()
    var index = 0
    while index < sorted.count {
      let term = sorted[index]
      var end = index + 1
      while end < sorted.count && sorted[end] == term { end += 1 }
      terms.append(term)
      frequencies.append(UInt16(clamping: end - index))
      index = end
    }
    if let last = sorted.last { termCount = max(termCount, Int(last) + 1) }
    unitEnds.append(UInt32(terms.count))
    lengths.append(UInt32(length ?? tokens.count))
    return UnitID(lengths.count - 1)
  }

  /// Counts for every term the documents that hold it, in this field or in `other`.
  ///
  /// `owner` maps a unit of this field to its document, ascending; unit `d` of `other` is the
  /// document `d` itself. Linear in the postings of both.
  func documentFrequencies(
    ownedBy owner: (UnitID) -> UInt32,
    togetherWith other: InvertedIndexBuilder,
    into counts: inout [UInt32]
  ) {
    var lastDocument = [UInt32](repeating: .max, count: counts.count)
    var unit = 0
    for document in 0..<other.lengths.count {
      func count(_ terms: ArraySlice<TermID>) {
        for term in terms where lastDocument[Int(term)] != UInt32(document) {
          lastDocument[Int(term)] = UInt32(document)
          counts[Int(term)] += 1
        }
      }
      count(other.terms(ofUnit: document))
      while unit < lengths.count, owner(UnitID(unit)) == UInt32(document) {
        count(terms(ofUnit: unit))
        unit += 1
      }
    }
  }

  private func terms(ofUnit unit: Int) -> ArraySlice<TermID> {
    let start = unit == 0 ? 0 : Int(unitEnds[unit - 1])
    return terms[start..<Int(unitEnds[unit])]
  }

  /// Sorts what was added by term and freezes it; linear in the number of postings.
  package func build(
    scorer: BM25,
    termCount wanted: Int? = nil,
    documentFrequencies: [UInt32]? = nil,
    documentCount: Int? = nil
  ) -> InvertedIndex {
    let termCount = max(wanted ?? 0, self.termCount)
    var starts = [UInt32](repeating: 0, count: termCount + 1)
    for term in terms { starts[Int(term) + 1] += 1 }
    for term in 0..<termCount { starts[term + 1] += starts[term] }
    var next = starts
    var units = [UnitID](repeating: 0, count: terms.count)
    var counts = [UInt16](repeating: 0, count: terms.count)
    var start = 0
    for unit in 0..<lengths.count {
      let end = Int(unitEnds[unit])
      for posting in start..<end {
        let place = Int(next[Int(terms[posting])])
        next[Int(terms[posting])] += 1
        units[place] = UnitID(unit)
        counts[place] = frequencies[posting]
      }
      start = end
    }
    return InvertedIndex(
      scorer: scorer,
      starts: starts,
      units: units,
      frequencies: counts,
      lengths: lengths,
      documentFrequencies: documentFrequencies,
      documentCount: documentCount
    )
  }
}
