import Testing

@testable import Retrieval

@Suite("BM25")
struct BM25Tests {
  private func isNear(_ left: Float, _ right: Float) -> Bool { abs(left - right) < 1e-5 }

  @Test(
    "gives the inverse document frequencies that one computes by hand",
    arguments: [(1, 3, 0.980_829), (3, 3, 0.133_531), (0, 3, 2.079_442), (2, 4, 0.693_147)]
      as [(Int, Int, Float)]
  )
  func idf(documentFrequency: Int, documentCount: Int, value: Float) {
    let idf = BM25.idf(documentFrequency: documentFrequency, documentCount: documentCount)
    #expect(isNear(idf, value), "\(idf)")
  }

  @Test("gives the weights that one computes by hand")
  func weights() {
    let scorer = BM25(k1: 1.2, b: 0.75)
    // 1.2 * (0.25 + 0.75 * 4 / 3) = 1.5, and 2 * 2.2 / (2 + 1.5) = 1.257143
    let norm = scorer.lengthNorm(length: 4, averageLength: 3)
    #expect(isNear(norm, 1.5))
    #expect(isNear(scorer.saturation(frequency: 2, lengthNorm: norm), 1.257_143))
    #expect(isNear(scorer.saturation(frequency: 0, lengthNorm: norm), 0))
    #expect(scorer.saturation(frequency: 1e6, lengthNorm: norm) <= 2.2)
  }

  @Test("ignores length at b = 0 and repetition at k1 = 0")
  func limits() {
    #expect(BM25(b: 0).lengthNorm(length: 100, averageLength: 1) == 1.2)
    let flat = BM25(k1: 0)
    let norm = flat.lengthNorm(length: 7, averageLength: 3)
    #expect(flat.saturation(frequency: 1, lengthNorm: norm) == 1)
    #expect(flat.saturation(frequency: 9, lengthNorm: norm) == 1)
    #expect(BM25().lengthNorm(length: 0, averageLength: 0) == 1.2)
  }

  @Test("gives a term in every document a little, and rarer terms always more")
  func monotone() {
    for documents in [1, 2, 10, 1000] {
      let values = (0...documents).map { BM25.idf(documentFrequency: $0, documentCount: documents) }
      #expect(values.allSatisfy { $0 > 0 })
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 > $1 })
    }
  }

  @Test("scores an index of three texts as one does by hand")
  func index() throws {
    // 0: parcel parcel late order; 1: order; 2: order parcel late late
    var builder = InvertedIndexBuilder()
    builder.add([0, 0, 1, 2])
    builder.add([2])
    builder.add([2, 0, 1, 1])
    let index = builder.build(scorer: BM25(k1: 1.2, b: 0.75))
    #expect(index.averageLength == 3)
    // parcel: df 2 of 3, idf ln(1 + 1.5 / 2.5) = 0.470004; norm 1.5 for both units.
    #expect(isNear(index.idf[0], 0.470_004))
    let parcel = index.postings(of: 0)
    #expect(index.units[parcel] == [0, 2])
    #expect(isNear(index.weights[parcel.lowerBound], 0.470_004 * 1.257_143))
    #expect(isNear(index.weights[parcel.lowerBound + 1], 0.470_004 * 2.2 / 2.5))
    #expect(isNear(index.maximumWeights[0], 0.470_004 * 1.257_143))
    // order in unit 1 of one token: norm 1.2 * (0.25 + 0.25) = 0.6; idf ln(1 + 0.5 / 3.5)
    let posting = try #require(index.posting(of: 2, in: 1))
    #expect(isNear(index.weights[posting], 0.133_531 * 2.2 / 1.6))
    #expect(index.posting(of: 0, in: 1) == nil)
    #expect(index.posting(of: 99, in: 1) == nil)
  }
}
