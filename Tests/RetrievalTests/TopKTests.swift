import TestSupport
import Testing

@testable import Retrieval

@Suite("The list of the best")
struct TopKTests {
  private func sorted(_ offers: [ScoredUnit], limit: Int) -> [ScoredUnit] {
    Array(
      offers.filter { $0.score > 0 }
        .sorted { ($0.score, $1.unit) > ($1.score, $0.unit) }.prefix(limit)
    )
  }

  @Test("holds what a sort gives, for any order of offers", arguments: [1, 2, 3, 4])
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      let count = Int.random(in: 0...60, using: &generator)
      // Few scores, so that ties are common.
      let offers = (0..<count).map {
        ScoredUnit(unit: UnitID($0), score: Float(Int.random(in: -1...7, using: &generator)))
      }
      let limit = Int.random(in: 1...12, using: &generator)
      for order in [offers, offers.shuffled(using: &generator), offers.reversed()] {
        var top = TopK(limit: limit)
        for (number, offer) in order.enumerated() {
          top.offer(offer.unit, offer.score)
          if number == order.count / 2 {
            #expect(top.hits == sorted(Array(order[...number]), limit: limit))
          }
        }
        #expect(top.hits == sorted(offers, limit: limit))
      }
    }
  }

  @Test("takes a floor that the best reach without losing any of them")
  func floor() {
    var top = TopK(limit: 2, floor: 3)
    for (unit, score) in [(0, 1), (1, 3), (2, 5), (3, 3)] as [(UnitID, Float)] {
      top.offer(unit, score)
    }
    #expect(top.hits.map(\.unit) == [2, 1])
    #expect(top.threshold == 3)
  }

  @Test("takes neither zero nor what is no number")
  func nothing() {
    var top = TopK(limit: 3)
    for score in [0, -0.0, -1, .nan] as [Float] { top.offer(1, score) }
    #expect(top.hits == [])
    top.offer(2, .leastNonzeroMagnitude)
    #expect(top.hits.map(\.unit) == [2])
  }
}
