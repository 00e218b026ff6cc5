/// How well the utterances of a test set were matched.
package struct IntentMetrics: Sendable {
  /// A test utterance, what it was matched with, and how surely.
  package struct Prediction: Sendable {
    package let row: IntentSet.Row
    /// The best intent, whether or not it was sure enough.
    package let best: String
    package let confidence: Double
    package let isAnswered: Bool

    package init(row: IntentSet.Row, best: String, confidence: Double, isAnswered: Bool) {
      self.row = row
      self.best = best
      self.confidence = confidence
      self.isAnswered = isAnswered
    }

    var isRight: Bool { best == row.label }
    package var predicted: String { isAnswered ? best : IntentSet.outOfScope }
  }

  /// An intent that was taken for another, and how often.
  package struct Confusion: Sendable, Hashable {
    package let gold: String
    package let predicted: String
    package let count: Int
  }

  package let inScopeCount: Int
  package let outOfScopeCount: Int
  /// Right intents among the utterances in scope, rejection aside.
  package let accuracy: Double
  package let macroF1: Double
  /// Rightly dealt with, `oos` being a label like others, at the threshold.
  package let overallAccuracy: Double
  /// In scope, answered and right, at the threshold.
  package let answeredAccuracy: Double
  package let outOfScopeRecall: Double?
  package let outOfScopePrecision: Double?
  package let auroc: Double?
  /// The part of all utterances that was answered, and how many of those answers were right.
  package let coverage: Double
  package let precision: Double?
  package let calibrationError: Double
  package let confusions: [Confusion]

  package init(_ predictions: [Prediction]) {
    let inScope = predictions.filter(\.row.isInScope)
    let outside = predictions.filter { !$0.row.isInScope }
    inScopeCount = inScope.count
    outOfScopeCount = outside.count
    func share(_ part: Int, of whole: Int) -> Double {
      whole > 0 ? Double(part) / Double(whole) : 0
    }
    accuracy = share(inScope.count { $0.isRight }, of: inScope.count)
    macroF1 = Self.macroF1(inScope)
    let answeredRight = inScope.count { $0.isRight && $0.isAnswered }
    let refused = outside.count { !$0.isAnswered }
    overallAccuracy = share(answeredRight + refused, of: predictions.count)
    answeredAccuracy = share(answeredRight, of: inScope.count)
    let answered = predictions.count { $0.isAnswered }
    outOfScopeRecall = outside.isEmpty ? nil : share(refused, of: outside.count)
    let allRefused = predictions.count - answered
    outOfScopePrecision = outside.isEmpty || allRefused == 0 ? nil : share(refused, of: allRefused)
    auroc = Self.auroc(
      positive: inScope.map(\.confidence),
      negative: outside.map(\.confidence)
    )
    coverage = share(answered, of: predictions.count)
    precision = answered > 0 ? share(answeredRight, of: answered) : nil
    calibrationError = Calibration(predictions.map { ($0.confidence, $0.isRight) }).expectedError
    confusions = Self.confusions(inScope)
  }

  /// The mean over intents of the harmonic mean of precision and recall.
  private static func macroF1(_ predictions: [Prediction]) -> Double {
    var gold: [String: Int] = [:]
    var predicted: [String: Int] = [:]
    var right: [String: Int] = [:]
    for prediction in predictions {
      gold[prediction.row.label, default: 0] += 1
      predicted[prediction.best, default: 0] += 1
      if prediction.isRight { right[prediction.best, default: 0] += 1 }
    }
    let names = Set(gold.keys).union(predicted.keys)
    guard !names.isEmpty else { return 0 }
    let sum = names.sorted().reduce(0.0) { sum, name in
      sum + 2 * Double(right[name] ?? 0) / Double((gold[name] ?? 0) + (predicted[name] ?? 0))
    }
    return sum / Double(names.count)
  }

  /// The chance that a positive one is above a negative one; ties count half.
  static func auroc(positive: [Double], negative: [Double]) -> Double? {
    guard !positive.isEmpty, !negative.isEmpty else { return nil }
    let all = (positive.map { ($0, true) } + negative.map { ($0, false) }).sorted { $0.0 < $1.0 }
    var rankSum = 0.0
    var start = 0
    while start < all.count {
      var end = start
      while end < all.count, all[end].0 == all[start].0 { end += 1 }
      let rank = Double(start + end + 1) / 2
      rankSum += rank * Double(all[start..<end].count { $0.1 })
      start = end
    }
    let count = Double(positive.count)
    return (rankSum - count * (count + 1) / 2) / (count * Double(negative.count))
  }

  private static func confusions(_ predictions: [Prediction]) -> [Confusion] {
    var counts: [Confusion: Int] = [:]
    for prediction in predictions where !prediction.isRight {
      let pair = Confusion(gold: prediction.row.label, predicted: prediction.best, count: 0)
      counts[pair, default: 0] += 1
    }
    return counts.map { Confusion(gold: $0.gold, predicted: $0.predicted, count: $1) }
      .sorted { ($1.count, $0.gold, $0.predicted) < ($0.count, $1.gold, $1.predicted) }
      .prefix(10).map { $0 }
  }
}
