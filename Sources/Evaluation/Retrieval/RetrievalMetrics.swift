#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// How good a ranking is, each figure 0 to 1, averaged over the questions.
///
/// The figures follow their common definitions and agree with `trec_eval` where it has them.
package struct RetrievalMetrics: Sendable, Hashable {
  /// Share of questions with a relevant document first.
  ///
  /// Success@k: whether any of the first k documents is relevant (Craswell and Hawking, overview
  /// of the TREC Web track, 2004).
  package var successAt1 = 0.0
  /// Share of a question's relevant documents that are among the first five.
  package var recallAt5 = 0.0
  /// One over the rank of the first relevant document, 0 when it is not among the first ten.
  ///
  /// Mean reciprocal rank: Voorhees, "The TREC-8 Question Answering Track Report", 1999.
  package var mrrAt10 = 0.0
  /// Discounted gain of the first ten over that of the best possible order.
  ///
  /// nDCG: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS
  /// 20(4), 2002. DCG = sum of grade / log2(rank + 1). Difference from the source: every rank is
  /// discounted, the first by log2(2) = 1, as `trec_eval` does.
  package var ndcgAt10 = 0.0

  package init() {}

  /// Measures one ranking: document ids, best first; ids not in `grades` have grade 0.
  package init(ranking: [String], grades: [String: Int]) {
    let gains = ranking.prefix(10).map { Double(max(grades[$0] ?? 0, 0)) }
    let ideal = grades.values.filter { $0 > 0 }.sorted(by: >)
    guard !ideal.isEmpty else { return }
    successAt1 = gains.first ?? 0 > 0 ? 1 : 0
    recallAt5 = Double(gains.prefix(5).count { $0 > 0 }) / Double(ideal.count)
    if let first = gains.firstIndex(where: { $0 > 0 }) { mrrAt10 = 1 / Double(first + 1) }
    ndcgAt10 =
      Self.discountedGain(gains) / Self.discountedGain(ideal.prefix(10).map { Double($0) })
  }

  /// Averages over questions; all zero without any.
  package init(meanOf each: [RetrievalMetrics]) {
    guard !each.isEmpty else { return }
    let count = Double(each.count)
    successAt1 = each.reduce(0) { $0 + $1.successAt1 } / count
    recallAt5 = each.reduce(0) { $0 + $1.recallAt5 } / count
    mrrAt10 = each.reduce(0) { $0 + $1.mrrAt10 } / count
    ndcgAt10 = each.reduce(0) { $0 + $1.ndcgAt10 } / count
  }

  private static func discountedGain(_ gains: [Double]) -> Double {
    gains.enumerated().reduce(0) { $0 + $1.element / log2(Double($1.offset + 2)) }
  }
}
