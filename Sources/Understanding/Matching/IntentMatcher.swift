import Retrieval
package import TextAnalysis

/// Finds the intent of an utterance by what its examples taught.
///
/// An utterance that is an example to the word wins outright. Any other is decided by learnt
/// weights; intents of fewer than three examples, from which nothing can be learnt, by how near
/// the nearest example is. Beside the decision stand the signals that tell how sure it is.
package struct IntentMatcher: Sendable {
  /// The intents' names, by number.
  package let intents: [String]
  let features: UtteranceFeatures
  let classifier: LinearClassifier
  let words: IntentWords
  /// The intents of utterances by their words; -1 where examples of several intents are the same.
  let exact: [UInt64: Int32]
  /// The examples of intents that have too few to learn from.
  let rareExamples: RareExamples

  /// With fewer examples than this an intent is matched by similarity alone.
  package static let leastExamples = 3
  /// Weights are kept for at most so many pairs of a feature and an intent while learning: 48 MB,
  /// and up to eight times as much for a handful of intents, which are dealt with by eights.
  static let maximumWeights = 12_000_000
  /// With more intents than this nothing is learnt.
  package static let maximumIntents = 4_000

  /// An utterance and what it means.
  package struct Example: Sendable {
    package var words: UtteranceWords
    /// The intent's number; nil for what no intent is meant by.
    package var intent: Int?

    package init(words: UtteranceWords, intent: Int?) {
      self.words = words
      self.intent = intent
    }
  }

  /// Memory for matching one utterance after another.
  package struct Room: Sendable {
    /// The utterance that is being matched.
    package var utterance = UtteranceWords()
    var features = UtteranceFeatures.Room()
    /// How far the utterance lies on the side of each intent.
    var decisions: [Float] = []
    fileprivate var rows: [Range<Int>] = []
    /// The sum of what the softmax adds up, relative to the largest decision.
    var softmaxSum: Float = 1
    var largestDecision: Float = 0
    var dense: [Float] = []
    /// Where the utterance's words stand among the examples' words; -1 for others.
    var places: [Int32] = []

    package init() {}

    /// An intent's share among all, by the softmax of three times the decisions.
    func share(of intent: Int) -> Float {
      BM25.exponential(3 * (decisions[intent] - largestDecision)) / softmaxSum
    }
  }

  /// How many features and concepts there are.
  package var featureCount: Int { features.count }
  package var conceptCount: Int { features.lexicon.count }

  /// What an utterance was taken for, and what speaks for it.
  package struct Match: Sendable, Hashable {
    /// The best intent and the runner-up, by number; equal when there is one intent only.
    package var intent: Int
    package var runnerUp: Int
    /// How far the utterance lies on the intent's side: 1 is as far as its examples.
    package var decision: Float
    package var runnerUpDecision: Float
    /// The share of the intent among all, by the softmax of three times the decisions.
    package var share: Float
    /// The part of the utterance's words, by idf, that the intent's examples have.
    package var coverage: Float
    package var wordCount: Int
    /// Whether the utterance is an example to the word.
    package var isExact: Bool
  }

  /// Learns from examples; the same examples in the same order always teach the same.
  ///
  /// With an analyzer, the intents' names count as one more example each.
  package static func learn(
    intents: [String],
    examples: [Example],
    lexicon: Lexicon,
    analyzer: Analyzer?
  ) -> IntentMatcher {
    guard !intents.isEmpty, intents.count <= maximumIntents else {
      return IntentMatcher(intents: [], lexicon: lexicon)
    }
    let named = withNames(of: intents, examples, analyzer: analyzer)
    let (features, rows) = UtteranceFeatures.fit(
      named.map(\.words),
      lexicon: lexicon,
      maximumCount: maximumWeights / intents.count
    )
    let classifier = LinearClassifier(
      rows: rows,
      classes: named.map { $0.intent ?? -1 },
      classCount: intents.count,
      featureCount: features.count
    )
    return IntentMatcher(
      intents: intents,
      features: features,
      classifier: classifier,
      examples: examples,
      named: named
    )
  }

  /// The examples with the intents' names behind them, spelled out, when they can be analysed.
  static func withNames(
    of intents: [String],
    _ examples: [Example],
    analyzer: Analyzer?
  ) -> [Example] {
    guard let analyzer else { return examples }
    let names = intents.enumerated().map { number, name in
      Example(words: UtteranceWords(analyzer.analyze(spelledOut(name))), intent: number)
    }
    return examples + names.filter { !$0.words.words.isEmpty }
  }

  /// A name as words: `order/cancel`, `orderCancel` and `ORDER_CANCEL` are "order cancel".
  package static func spelledOut(_ name: String) -> String {
    var text = ""
    var isAfterLowercase = false
    for character in name {
      if character.isUppercase, isAfterLowercase { text.append(" ") }
      text.append("_/-.".contains(character) ? " " : character)
      isAfterLowercase = character.isLowercase
    }
    return text
  }

  private static func exactUtterances(_ examples: [Example]) -> [UInt64: Int32] {
    var exact: [UInt64: Int32] = [:]
    for example in examples {
      guard let key = exactKey(of: example.words) else { continue }
      let intent = Int32(example.intent ?? -1)
      if let other = exact[key], other != intent { exact[key] = -1 } else { exact[key] = intent }
    }
    return exact
  }

  /// Names an utterance by its words; nil for one of nothing but numbers and addresses, and for one
  /// that was cut.
  private static func exactKey(of utterance: UtteranceWords) -> UInt64? {
    guard !utterance.isCut, utterance.words.contains(where: { !$0.isMarked }) else { return nil }
    var key = FeatureHash.start
    for word in utterance.words {
      let form = word.isMarked ? word.stem : FeatureHash.of(utterance.arena[word.form])
      key = FeatureHash.pair(key, form, kind: 8)
    }
    return key
  }
}

extension IntentMatcher {
  /// Puts together what was learnt; `named` are the examples with the intents' names behind them.
  init(
    intents: [String],
    features: UtteranceFeatures,
    classifier: LinearClassifier,
    examples: [Example],
    named: [Example]
  ) {
    var counts = [Int](repeating: 0, count: intents.count)
    for example in examples { if let intent = example.intent { counts[intent] += 1 } }
    self.init(
      intents: intents,
      features: features,
      classifier: classifier,
      words: IntentWords(named, intentCount: intents.count),
      exact: Self.exactUtterances(examples),
      rareExamples: RareExamples(named, counts: counts, features: features)
    )
  }

  /// A matcher that knows no intent.
  init(intents: [String] = [], lexicon: Lexicon = Lexicon()) {
    self.init(
      intents: intents,
      features: UtteranceFeatures(lexicon: lexicon),
      classifier: LinearClassifier(),
      words: IntentWords([], intentCount: 0),
      exact: [:],
      rareExamples: RareExamples()
    )
  }

  /// Decides how far the room's utterance lies on the side of each intent.
  func decide(using room: inout Room) {
    features.read(room.utterance, into: &room.features)
    classifier.decide(room.features.entries, into: &room.decisions, &room.rows)
    if !rareExamples.isEmpty {
      rareExamples.decide(
        room.features.entries,
        featureCount: features.count,
        dense: &room.dense,
        into: &room.decisions
      )
    }
    room.largestDecision = room.decisions.max() ?? 0
    room.softmaxSum = 0
    for decision in room.decisions {
      room.softmaxSum += BM25.exponential(3 * (decision - room.largestDecision))
    }
  }

  /// Matches the room's utterance; nil when no intent is known.
  ///
  /// With a chosen intent the match tells how far that one is right, whichever is the best.
  package func match(as chosen: Int? = nil, using room: inout Room) -> Match? {
    guard !intents.isEmpty else { return nil }
    decide(using: &room)
    let exactIntent = Self.exactKey(of: room.utterance).flatMap { exact[$0] }.flatMap {
      $0 < 0 ? nil : Int($0)
    }
    var best = exactIntent ?? 0
    var second = -1
    for (intent, decision) in room.decisions.enumerated() where intent != best {
      if exactIntent == nil, decision > room.decisions[best] {
        second = best
        best = intent
      } else if second < 0 || decision > room.decisions[second] {
        second = intent
      }
    }
    if let chosen, exactIntent == nil, chosen != best {
      second = best
      best = chosen
    }
    if second < 0 { second = best }
    words.places(of: room.utterance, into: &room.places)
    return Match(
      intent: best,
      runnerUp: second,
      decision: room.decisions[best],
      runnerUpDecision: room.decisions[second],
      share: room.share(of: best),
      coverage: words.coverage(of: room.places, by: best),
      wordCount: room.utterance.words.count,
      isExact: exactIntent != nil
    )
  }
}
