package import TextAnalysis

/// What the evaluation of a matcher of intents came to, as text and as JSON.
package struct IntentReport: Sendable {
  /// What was measured beside the predictions.
  package struct Measured: Sendable {
    package var language: Language
    package var conceptCount: Int
    package var exampleCount: Int
    package var intentCount: Int
    package var featureCount: Int
    package var threshold: RejectionThreshold
    /// Seconds for the one fit that is used, and for those of the folds that tune it.
    package var fitSeconds: Double
    package var foldSeconds: Double
    /// Microseconds for a question, from text to intent.
    package var median: Double
    package var percentile99: Double

    package init(
      language: Language,
      conceptCount: Int,
      exampleCount: Int,
      intentCount: Int,
      featureCount: Int,
      threshold: RejectionThreshold,
      fitSeconds: Double,
      foldSeconds: Double,
      median: Double,
      percentile99: Double
    ) {
      self.language = language
      self.conceptCount = conceptCount
      self.exampleCount = exampleCount
      self.intentCount = intentCount
      self.featureCount = featureCount
      self.threshold = threshold
      self.fitSeconds = fitSeconds
      self.foldSeconds = foldSeconds
      self.median = median
      self.percentile99 = percentile99
    }
  }

  private let measured: Measured
  private let metrics: IntentMetrics

  package init(_ metrics: IntentMetrics, measured: Measured) {
    self.metrics = metrics
    self.measured = measured
  }

  /// A figure, what it is called for people and for programs.
  package struct Figure: Sendable {
    package enum Value: Sendable, Hashable {
      case count(Int)
      /// A part of one; nil where there is nothing to take a part of.
      case share(Double?)
      case number(Double, places: Int)
    }
    package let name: String
    package let key: StaticString
    package let value: Value

    fileprivate init(_ name: String, _ key: StaticString, _ value: Value) {
      self.name = name
      self.key = key
      self.value = value
    }

    fileprivate var text: String {
      switch value {
      case .count(let count): String(count)
      case .share(let share):
        share.map { FixedPoint.text(100 * $0, places: 2) + " %" } ?? "-"
      case .number(let number, let places): FixedPoint.text(number, places: places)
      }
    }
  }

  /// A share of the utterances in scope; nil without any.
  private func inScope(_ share: Double) -> Double? { metrics.inScopeCount > 0 ? share : nil }

  /// All figures in the order in which they are shown.
  package var figures: [Figure] {
    [
      Figure("intents", "intents", .count(measured.intentCount)),
      Figure("examples", "examples", .count(measured.exampleCount)),
      Figure("features", "features", .count(measured.featureCount)),
      Figure("concepts of the lexicon", "concepts", .count(measured.conceptCount)),
      Figure("tested in scope", "in_scope", .count(metrics.inScopeCount)),
      Figure("tested out of scope", "out_of_scope", .count(metrics.outOfScopeCount)),
      Figure("accuracy in scope", "accuracy", .share(inScope(metrics.accuracy))),
      Figure("macro-F1", "macro_f1", .share(inScope(metrics.macroF1))),
      Figure("threshold", "threshold", .number(measured.threshold.value, places: 4)),
      Figure("accuracy over all", "overall_accuracy", .share(metrics.overallAccuracy)),
      Figure(
        "accuracy in scope at threshold",
        "answered_accuracy",
        .share(inScope(metrics.answeredAccuracy))
      ),
      Figure("out-of-scope recall", "oos_recall", .share(metrics.outOfScopeRecall)),
      Figure("out-of-scope precision", "oos_precision", .share(metrics.outOfScopePrecision)),
      Figure("out-of-scope AUROC", "oos_auroc", .share(metrics.auroc)),
      Figure("coverage", "coverage", .share(metrics.coverage)),
      Figure("precision", "precision", .share(metrics.precision)),
      Figure("calibration error", "ece", .number(metrics.calibrationError, places: 4)),
      Figure("fit, seconds", "fit_seconds", .number(measured.fitSeconds, places: 2)),
      Figure("folds, seconds", "fold_seconds", .number(measured.foldSeconds, places: 2)),
      Figure("p50, microseconds", "p50_us", .number(measured.median, places: 1)),
      Figure("p99, microseconds", "p99_us", .number(measured.percentile99, places: 1)),
    ]
  }

  package var thresholdOrigin: String { measured.threshold.origin }
  package var confusions: [IntentMetrics.Confusion] { metrics.confusions }

  /// Lines of a name and a figure, then the intents that were taken for others.
  package var text: String {
    let figures = figures
    let width = figures.map(\.name.count).max() ?? 0
    var lines = figures.map { figure in
      figure.name + String(repeating: " ", count: width + 2 - figure.name.count) + figure.text
        + (figure.name == "threshold" ? " (\(thresholdOrigin))" : "")
    }
    if !metrics.confusions.isEmpty { lines.append("worst confusions") }
    for confusion in metrics.confusions {
      lines.append("  \(confusion.count) x \(confusion.gold) taken for \(confusion.predicted)")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
