import TestSupport
import Testing
import TextAnalysis

@testable import Retrieval

@Suite("Explanations")
struct ExplanationTests {
  private func isNear(_ left: Float, _ right: Float) -> Bool {
    abs(left - right) <= 1e-3 * max(abs(left), abs(right), 1e-3)
  }

  /// Checks every node against its parts, from the leaves up, with values computed anew.
  @discardableResult
  private func expectConsistent(_ node: Explanation) -> Float {
    let parts = node.details.map { expectConsistent($0) }
    let value: Float
    switch node.operation {
    case .leaf:
      #expect(node.details.isEmpty)
      value = node.value
    case .sum: value = parts.reduce(0, +)
    case .product: value = parts.reduce(1, *)
    }
    #expect(isNear(value, node.value), "\(node.label): \(value) is not \(node.value)")
    return value
  }

  @Test("add up to the score of the hit", arguments: [1, 2, 3])
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for size in [1, 3, 30] {
      let shop = TestShop(RandomText.documents(size, using: &generator), fillers: ["the", "is"]) {
        $0.addTwoWay(["parcel", "package", "shipped order"], analyzer: $1)
        $0.addOneWay(from: ["cash"], to: ["card", "pay"], analyzer: $1)
      }
      for round in 0..<25 {
        let question =
          RandomText.sentence(using: &generator) + (round % 4 == 0 ? " cash package" : "")
        let query = shop.query(question)
        let result = shop.search(question, limit: 20)
        for hit in result.hits {
          let tree = shop.searcher.explain(hit, of: result, for: query)
          #expect(isNear(expectConsistent(tree), hit.score), "\(question)")
          #expect(tree.label == shop.index.documentIDs[hit.document])
        }
      }
    }
  }

  @Test("name terms, fields, corrections, synonyms and diacritics")
  func labels() throws {
    let shop = TestShop(TestShop.articles, fillers: TestShop.fillers) {
      $0.addTwoWay(["delivery", "courier"], analyzer: $1)
    }
    let question = "couriers retrun parcel my parcél"
    let result = shop.search(question)
    let hit = try #require(
      result.hits.first { shop.index.documentIDs[$0.document] == "delivery" }
    )
    let lines = shop.searcher.explain(hit, of: result, for: shop.query(question)).lines()
    let text = lines.joined(separator: "\n")
    #expect(text.contains("\"couriers\" (synonym: delivery)"))
    #expect(text.contains("body") && (text.contains("title") || text.contains("question ")))
    #expect(text.contains("idf, in 2 of 4"))
    #expect(text.contains("length norm"))
    let other = try #require(result.hits.first { shop.index.documentIDs[$0.document] == "returns" })
    let correction = shop.searcher.explain(other, of: result, for: shop.query(question)).lines()
    #expect(correction.contains { $0.contains("retrun read as return") })
    let plain = TestShop([Document(id: "a", title: "café")])
    let found = plain.search("cafe")
    let tree = plain.searcher.explain(
      try #require(found.hits.first),
      of: found,
      for: plain.query("cafe")
    )
    #expect(tree.lines().contains { $0.contains("but for diacritics") })
  }

  @Test("read a document frequency back from its idf", arguments: [1, 10, 999, 30_000])
  func documentFrequency(count: Int) {
    for frequency in Set([0, 1, 2, count / 3, count / 2, count - 1, count]) where frequency >= 0 {
      let idf = BM25.idf(documentFrequency: frequency, documentCount: count)
      let ratio = BM25.exponential(idf) - 1
      let back = (Float(count) + 0.5 - 0.5 * ratio) / (ratio + 1)
      #expect(Int(back.rounded()) == frequency)
    }
  }

  @Test("are shown as indented lines, negative and huge values too")
  func lines() {
    let tree = Explanation.sum(
      "all",
      [.leaf("a", 1.5), .product("b", [.leaf("c", -0.25), .leaf("d", 2)])]
    )
    #expect(
      tree.lines() == [
        "1.000  all  (sum of)", "  1.500  a", "  -0.500  b  (product of)", "    -0.250  c",
        "    2.000  d",
      ]
    )
    for value in [Float.infinity, .nan, 1e30, -1e30] {
      #expect(Explanation.leaf("x", value).lines().count == 1)
    }
  }
}
