package import TextAnalysis
package import Understanding

/// Learns a matcher of intents from a labelled set, and how far to trust it.
package struct IntentTrainer: Sendable {
  package let analyzer: Analyzer
  package let lexicon: Lexicon
  /// The intents' names, sorted.
  package let intents: [String]
  let examples: [IntentMatcher.Example]
  /// The texts of the examples, for telling which are alike.
  private let keys: [String]
  private let texts: [String]

  /// How many parts the examples are dealt into.
  package static let foldCount = 5
  /// One intent of so many is left out of a fold.
  private static let heldOutShare = 10

  /// Analyses the rows of a training set; `oos` is never an intent.
  ///
  /// - Throws: `SetError` when there is no other, or more than can be learnt.
  package init(_ set: IntentSet, analyzer: Analyzer, lexicon: Lexicon) throws {
    self.analyzer = analyzer
    self.lexicon = lexicon
    intents = Set(set.rows.lazy.filter(\.isInScope).map(\.label)).sorted()
    guard !intents.isEmpty else {
      throw SetError(
        file: set.file,
        line: nil,
        message: "every utterance is oos; expected at least one intent to learn"
      )
    }
    guard intents.count <= IntentMatcher.maximumIntents else {
      throw SetError(
        file: set.file,
        line: nil,
        message: "there are \(intents.count) intents; expected at most "
          + "\(IntentMatcher.maximumIntents)"
      )
    }
    let numbers = Dictionary(uniqueKeysWithValues: intents.enumerated().map { ($1, $0) })
    examples = set.rows.map { row in
      IntentMatcher.Example(
        words: UtteranceWords(analyzer.analyze(row.text)),
        intent: numbers[row.label]
      )
    }
    texts = set.rows.map(\.text)
    keys = set.rows.map { $0.text.split(separator: " ").sorted().joined(separator: " ") }
  }

  package var hasNegatives: Bool { examples.contains { $0.intent == nil } }

  /// Learns from all examples.
  package func learn() -> IntentMatcher {
    IntentMatcher.learn(
      intents: intents,
      examples: examples,
      lexicon: lexicon,
      analyzer: analyzer
    )
  }

  /// Learns from all examples and from messages without labels; those that are examples say nothing.
  package func learn(from messages: [String]) -> LogLearner {
    let known = Set(texts)
    return LogLearner(
      intents: intents,
      examples: examples,
      messages: messages.filter { !known.contains($0) }.map {
        UtteranceWords(analyzer.analyze($0))
      },
      lexicon: lexicon,
      analyzer: analyzer,
      progress: { _, _ in }
    )
  }

  /// How an example was matched by what the others taught.
  package struct Judged: Sendable {
    package enum Kind: Sendable, Hashable {
      case inScope
      /// The example's whole intent was left out.
      case heldOut
      /// An example of no intent.
      case negative
    }
    package let match: IntentMatcher.Match
    package let kind: Kind
    package let isRight: Bool
  }

  /// Learns without a part of the examples and matches those, for each of five parts.
  ///
  /// In each, a tenth of the intents is left out as a whole, so that their examples are questions
  /// that no intent answers. Examples that are alike fall into the same part: customers' questions
  /// are further from the examples than the examples from each other.
  package func judge(_ fold: Int) -> [Judged] {
    let parts = parts()
    let kept = intents.indices.filter {
      intents.count < Self.foldCount || $0 % Self.heldOutShare != fold
    }
    let numbers = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    var training: [IntentMatcher.Example] = []
    var tested: [(example: IntentMatcher.Example, kind: Judged.Kind)] = []
    for (example, part) in zip(examples, parts) {
      guard let intent = example.intent else {
        if part == fold { tested.append((example, .negative)) } else { training.append(example) }
        continue
      }
      guard let number = numbers[intent] else {
        tested.append((example, .heldOut))
        continue
      }
      let renumbered = IntentMatcher.Example(words: example.words, intent: number)
      if part == fold { tested.append((renumbered, .inScope)) } else { training.append(renumbered) }
    }
    let matcher = IntentMatcher.learn(
      intents: kept.map { intents[$0] },
      examples: training,
      lexicon: lexicon,
      analyzer: analyzer
    )
    var room = IntentMatcher.Room()
    return tested.compactMap { example, kind in
      room.utterance = example.words
      return matcher.match(using: &room).map {
        Judged(match: $0, kind: kind, isRight: kind == .inScope && $0.intent == example.intent)
      }
    }
  }

  /// The part of each example: those of an intent in order of their words, cut in five.
  private func parts() -> [Int] {
    var parts = [Int](repeating: 0, count: examples.count)
    let groups = Dictionary(grouping: examples.indices) { examples[$0].intent ?? -1 }
    for members in groups.values {
      let ordered = members.sorted { (keys[$0], $0) < (keys[$1], $1) }
      for (place, member) in ordered.enumerated() {
        parts[member] = place * Self.foldCount / ordered.count
      }
    }
    return parts
  }
}
