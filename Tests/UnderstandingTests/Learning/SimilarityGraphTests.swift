import TestSupport
import Testing

@testable import Understanding

@Suite("Similarity graph")
struct SimilarityGraphTests {
  @Test("Links lead both ways with the same weight, and never to the row itself", arguments: 1...5)
  func symmetric(seed: UInt64) {
    let rows = Self.rows(count: 60, featureCount: 40, seed: seed)
    let graph = Self.graph(rows, featureCount: 40)
    var count = 0
    for row in 0..<rows.count {
      for (other, weight) in graph.links(of: row) {
        #expect(other != row)
        #expect(weight > 0 && weight.isFinite)
        #expect(graph.links(of: other).contains { $0.row == row && $0.weight == weight })
        count += 1
      }
    }
    #expect(count > rows.count)
  }

  @Test("Rows that share nothing are not linked, and keep their labels")
  func apart() {
    let rows = UtteranceFeatures.Rows(
      entries: [
        UtteranceFeatures.Entry(feature: 0, value: 1),
        UtteranceFeatures.Entry(feature: 1, value: 1),
      ],
      ends: [1, 2]
    )
    let graph = Self.graph(rows, featureCount: 2)
    #expect(graph.links(of: 0).isEmpty && graph.links(of: 1).isEmpty)
    let spread = graph.spread([1, 0, 0, 1], count: 2, rounds: 10, share: 0.8)
    #expect(spread[0] > 0 && spread[1] == 0 && spread[2] == 0 && spread[3] > 0)
  }

  @Test("A row without a label takes that of the row it is like")
  func spreading() {
    let rows = UtteranceFeatures.Rows(
      entries: [
        UtteranceFeatures.Entry(feature: 0, value: 1),
        UtteranceFeatures.Entry(feature: 0, value: 1),
        UtteranceFeatures.Entry(feature: 1, value: 1),
      ],
      ends: [1, 2, 3]
    )
    let graph = Self.graph(rows, featureCount: 2)
    let spread = graph.spread([1, 0, 0, 0, 0, 1], count: 2, rounds: 30, share: 0.8)
    #expect(spread[2] > 0 && spread[3] == 0)
  }

  private static func graph(
    _ rows: UtteranceFeatures.Rows,
    featureCount: Int
  ) -> SimilarityGraph {
    SimilarityGraph(rows, featureCount: featureCount, progress: { _, _ in })
  }

  private static func rows(
    count: Int,
    featureCount: UInt32,
    seed: UInt64
  ) -> UtteranceFeatures.Rows {
    var random = SeededGenerator(seed: seed)
    var rows = UtteranceFeatures.Rows()
    for _ in 0..<count {
      var features: Set<UInt32> = []
      for _ in 0..<5 { features.insert(UInt32.random(in: 0..<featureCount, using: &random)) }
      for feature in features.sorted() {
        let value = Float.random(in: 0.1...1, using: &random)
        rows.entries.append(UtteranceFeatures.Entry(feature: feature, value: value))
      }
      rows.ends.append(rows.entries.count)
    }
    return rows
  }
}
