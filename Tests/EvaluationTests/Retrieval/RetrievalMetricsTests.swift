import Testing

@testable import Evaluation

@Suite("Figures of a ranking")
struct RetrievalMetricsTests {
  /// Figures worked out by hand from the definitions.
  @Test(
    "Figures follow their definitions",
    arguments: [
      // One relevant document: first, second, sixth, eleventh, missing.
      (["a", "b"], ["a": 1], [1, 1, 1, 1]),
      (["b", "a"], ["a": 1], [0, 1, 0.5, 0.630929753571]),
      (["b", "c", "d", "e", "f", "a"], ["a": 1], [0, 0, 1.0 / 6, 0.356207187108]),
      (["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "a"], ["a": 1], [0, 0, 0, 0]),
      ([], ["a": 1], [0, 0, 0, 0]),
      // Two of three relevant documents: DCG 1 + 1/log2(4), ideal 1 + 1/log2(3) + 1/log2(4).
      (["a", "x", "b"], ["a": 1, "b": 1, "c": 1], [1, 2.0 / 3, 1, 1.5 / 2.130929753571]),
      // Grades: DCG 1 + 3/log2(3), ideal 3 + 1/log2(3).
      (["b", "a"], ["a": 3, "b": 1], [1, 1, 1, 2.892789260714 / 3.630929753571]),
      // A grade of 0 is not relevant.
      (["a", "b"], ["a": 0, "b": 1], [0, 1, 0.5, 0.630929753571]),
    ] as [([String], [String: Int], [Double])]
  )
  func figures(ranking: [String], grades: [String: Int], expected: [Double]) {
    let metrics = RetrievalMetrics(ranking: ranking, grades: grades)
    let figures = [metrics.successAt1, metrics.recallAt5, metrics.mrrAt10, metrics.ndcgAt10]
    for (figure, expected) in zip(figures, expected) {
      #expect(abs(figure - expected) < 1e-9, "\(figures)")
    }
  }

  @Test("The ideal order counts ten documents at most, so that a full ranking is perfect")
  func manyRelevant() {
    let ids = (0..<20).map { "d\($0)" }
    let metrics = RetrievalMetrics(
      ranking: ids,
      grades: Dictionary(uniqueKeysWithValues: ids.map { ($0, 1) })
    )
    #expect(metrics.ndcgAt10 == 1)
    #expect(metrics.recallAt5 == 0.25)
  }

  @Test("Averages weigh every question the same")
  func mean() {
    let good = RetrievalMetrics(ranking: ["a"], grades: ["a": 1])
    let bad = RetrievalMetrics(ranking: ["b"], grades: ["a": 1])
    let mean = RetrievalMetrics(meanOf: [good, bad, bad, bad])
    #expect(mean.successAt1 == 0.25)
    #expect(mean.mrrAt10 == 0.25)
    #expect(RetrievalMetrics(meanOf: []).successAt1 == 0)
  }
}
