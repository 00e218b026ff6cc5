package import TextAnalysis

/// What a run of a retrieval set came to, as text and as JSON.
package struct RetrievalReport: Sendable {
  package var language: Language
  package var documentCount: Int
  package var questionCount: Int
  package var metrics: RetrievalMetrics
  /// Questions a second, from text to ranking, on one thread.
  package var queriesPerSecond: Double

  package init(
    language: Language,
    documentCount: Int,
    questionCount: Int,
    metrics: RetrievalMetrics,
    queriesPerSecond: Double
  ) {
    self.language = language
    self.documentCount = documentCount
    self.questionCount = questionCount
    self.metrics = metrics
    self.queriesPerSecond = queriesPerSecond
  }

  /// Lines of a name and a figure, the figures below one another.
  package var text: String {
    let width = figures.map(\.key.count).max() ?? 0
    return figures.map { key, figure in
      let name = String(key.map { $0 == "_" ? " " : $0 })
      return name + String(repeating: " ", count: width + 2 - name.count) + figure + "\n"
    }.joined()
  }

  /// One line with one JSON object; shares have four decimals.
  package var json: String {
    let members = figures.map { key, figure in
      key == "language" ? "\"\(key)\":\"\(figure)\"" : "\"\(key)\":\(figure)"
    }
    return "{" + members.joined(separator: ",") + "}\n"
  }

  private var figures: [(key: String, value: String)] {
    [
      ("language", language.code),
      ("documents", String(documentCount)),
      ("queries", String(questionCount)),
      ("success@1", FixedPoint.text(metrics.successAt1, places: 4)),
      ("recall@5", FixedPoint.text(metrics.recallAt5, places: 4)),
      ("mrr@10", FixedPoint.text(metrics.mrrAt10, places: 4)),
      ("ndcg@10", FixedPoint.text(metrics.ndcgAt10, places: 4)),
      ("queries_per_second", FixedPoint.text(queriesPerSecond, places: 1)),
    ]
  }
}
