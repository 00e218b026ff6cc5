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
      ("success@1", Self.decimal(metrics.successAt1, places: 4)),
      ("recall@5", Self.decimal(metrics.recallAt5, places: 4)),
      ("mrr@10", Self.decimal(metrics.mrrAt10, places: 4)),
      ("ndcg@10", Self.decimal(metrics.ndcgAt10, places: 4)),
      ("queries_per_second", Self.decimal(queriesPerSecond, places: 1)),
    ]
  }

  /// A figure from 0 on with a fixed number of decimals, whatever the locale.
  static func decimal(_ value: Double, places: Int) -> String {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let rounded = (value * Double(scale)).rounded()
    guard rounded.isFinite, rounded >= 0, rounded < 1e15 else { return "0" }
    let whole = Int(rounded)
    let fraction = String(whole % scale)
    return "\(whole / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
  }
}
