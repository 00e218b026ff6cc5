import Retrieval
package import TextAnalysis

/// Learns from messages that nobody has labelled.
///
/// What the examples teach is asked of every message; the answers are spread over the graph of
/// messages that are like each other; and weights are learnt again from examples and messages, each
/// message counting as far as its answer is clear. Deterministic.
package struct LogLearner: Sendable {
  /// A message and the intent it seems to be meant by.
  package struct Suggestion: Sendable, Hashable {
    /// The message's position in the log.
    package let message: Int
    package let intent: Int
    /// By how much the intent is ahead of the next one after spreading, 0 to 1.
    package let clearness: Float
  }

  /// What is suggested for each message that is clear enough, in the order of the log.
  package let suggestions: [Suggestion]
  private let intents: [String]
  private let examples: [IntentMatcher.Example]
  /// The examples with the intents' names behind them.
  private let named: [IntentMatcher.Example]
  private let features: UtteranceFeatures
  /// The examples with an intent, those without one, and the messages that say something.
  private let taught: UtteranceFeatures.Rows
  private let classes: [Int]

  private static let sharpness: Float = 10
  private static let rounds = 30
  /// How much of a row's labels comes from its neighbours in a round.
  private static let share: Float = 0.8
  /// Messages less clear than this say nothing.
  private static let leastClearness: Float = 0.02

  /// Finds what the messages mean; compares every one with every other, so twice the messages take
  /// four times as long: some 20 seconds for 30,000.
  ///
  /// `progress` is told how many of how many texts have been compared.
  package init(
    intents: [String],
    examples: [IntentMatcher.Example],
    messages: [UtteranceWords],
    lexicon: Lexicon,
    analyzer: Analyzer?,
    progress: (_ done: Int, _ total: Int) throws -> Void
  ) rethrows {
    let named = IntentMatcher.withNames(of: intents, examples, analyzer: analyzer)
    let labelled = named.filter { $0.intent != nil }
    let negatives = named.filter { $0.intent == nil }
    let rowCount = labelled.count + messages.count
    let (features, rows) = UtteranceFeatures.fit(
      labelled.map(\.words) + messages + negatives.map(\.words),
      required: labelled.count,
      lexicon: lexicon,
      maximumCount: IntentMatcher.maximumWeights / max(intents.count, 1)
    )
    let classes = labelled.map { $0.intent ?? -1 }
    let own = rows.prefix(labelled.count).appending(rows.suffix(negatives.count))
    let first = LinearClassifier(
      rows: own,
      classes: classes + negatives.map { _ in -1 },
      classCount: intents.count,
      featureCount: features.count
    )
    let graphRows = rows.prefix(rowCount)
    let labels = Self.labels(graphRows, classes, first, intents.count)
    let graph = try SimilarityGraph(
      graphRows,
      featureCount: features.count,
      progress: progress
    )
    let spread = graph.spread(
      labels,
      count: intents.count,
      rounds: Self.rounds,
      share: Self.share
    )
    var suggestions: [Suggestion] = []
    for message in messages.indices {
      // One that shares nothing with any text says nothing.
      guard !rows[labelled.count + message].isEmpty else { continue }
      let start = (labelled.count + message) * intents.count
      let shares = spread[start..<(start + intents.count)]
      let sum = shares.reduce(0, +)
      guard sum > 0, let best = shares.indices.max(by: { shares[$0] < shares[$1] }) else {
        continue
      }
      let second = shares.indices.reduce(Float(0)) { $1 == best ? $0 : max($0, shares[$1]) }
      let clearness = (shares[best] - second) / sum
      guard clearness > Self.leastClearness else { continue }
      suggestions.append(
        Suggestion(
          message: message,
          intent: best - start,
          clearness: clearness
        )
      )
    }
    self.suggestions = suggestions
    self.intents = intents
    self.examples = examples
    self.named = named
    self.features = features
    self.classes = classes + negatives.map { _ in -1 }
    taught = own.appending(rows.choosing(suggestions.map { labelled.count + $0.message }))
  }

  /// Learns from examples and messages together, each message as far as it is clear.
  package func matcher() -> IntentMatcher {
    let classifier = LinearClassifier(
      rows: taught,
      classes: classes + suggestions.map(\.intent),
      classCount: intents.count,
      featureCount: features.count,
      costs: classes.map { _ in 1 } + suggestions.map(\.clearness)
    )
    return IntentMatcher(
      intents: intents,
      features: features,
      classifier: classifier,
      examples: examples,
      named: named
    )
  }

  /// What each row is labelled with before spreading.
  private static func labels(
    _ rows: UtteranceFeatures.Rows,
    _ classes: [Int],
    _ classifier: LinearClassifier,
    _ count: Int
  ) -> [Float] {
    var labels = [Float](repeating: 0, count: rows.count * count)
    var decisions: [Float] = []
    for (row, intent) in classes.enumerated() { labels[row * count + intent] = 1 }
    for row in classes.count..<rows.count {
      classifier.decide(Array(rows[row]), into: &decisions)
      let largest = decisions.max() ?? 0
      var sum: Float = 0
      for intent in 0..<count {
        let share = BM25.exponential(sharpness * (decisions[intent] - largest))
        labels[row * count + intent] = share
        sum += share
      }
      for intent in 0..<count { labels[row * count + intent] /= sum }
    }
    return labels
  }
}
