import TestSupport
import Testing

@testable import Retrieval

@Suite("Ranked search")
struct RankedSearchTests {
  /// The scores of all units, added up posting by posting in the order of the query.
  private func naive(_ index: InvertedIndex, _ query: [WeightedTerm], limit: Int) -> [ScoredUnit] {
    var scores = [Float](repeating: 0, count: index.unitCount)
    for term in query {
      for unit in 0..<index.unitCount {
        guard let posting = index.posting(of: term.term, in: UnitID(unit)) else { continue }
        scores[unit] += term.weight * index.weights[posting]
      }
    }
    return Array(
      scores.enumerated().filter { $0.element > 0 }
        .map { ScoredUnit(unit: UnitID($0.offset), score: $0.element) }
        .sorted { ($0.score, $1.unit) > ($1.score, $0.unit) }.prefix(limit)
    )
  }

  @Test("equals a plain loop on random indexes, dense and sparse", arguments: [1, 2, 3, 4])
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    // One room for indexes of all sizes: nothing may be left in it.
    var room = Accumulators()
    for round in 0..<80 {
      let unitCount = [0, 1, 31, 32, 33, 64, 400][round % 7]
      let termCount = TermID([3, 40, 400][round % 3])
      var builder = InvertedIndexBuilder()
      for _ in 0..<unitCount {
        builder.add(
          (0..<Int.random(in: 0...8, using: &generator)).map { _ in
            TermID.random(in: 0..<termCount, using: &generator)
          }
        )
      }
      let index = builder.build(scorer: BM25())
      for _ in 0..<6 {
        let terms = Set(
          (0..<Int.random(in: 0...5, using: &generator)).map { _ in
            TermID.random(in: 0..<(termCount + 3), using: &generator)
          }
        ).sorted()
        let query = terms.map {
          WeightedTerm(
            term: $0,
            weight: Bool.random(using: &generator) ? 1 : Float.random(in: 0...2, using: &generator)
          )
        }
        for limit in [1, 10, 11, 1000] {
          #expect(index.top(limit, for: query, using: &room) == naive(index, query, limit: limit))
        }
        #expect(room.scores.allSatisfy { $0 == 0 })
      }
    }
  }

  @Test("breaks ties by unit")
  func ties() {
    var builder = InvertedIndexBuilder()
    for _ in 0..<500 { builder.add([0]) }
    let index = builder.build(scorer: BM25())
    var room = Accumulators()
    let hits = index.top(10, for: [WeightedTerm(term: 0)], using: &room)
    #expect(hits.map(\.unit) == Array(0..<10))
  }

  @Test("returns nothing for terms without postings or without weight")
  func nothing() {
    var builder = InvertedIndexBuilder()
    builder.add([0])
    let index = builder.build(scorer: BM25())
    var room = Accumulators()
    #expect(index.top(5, for: [], using: &room) == [])
    #expect(index.top(5, for: [WeightedTerm(term: 7)], using: &room) == [])
    #expect(index.top(5, for: [WeightedTerm(term: 0, weight: 0)], using: &room) == [])
  }
}
