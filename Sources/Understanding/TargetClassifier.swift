package import Retrieval

/// Learns from all examples which words speak for which target.
package struct TargetClassifier: Sendable {
  package let matcher: IntentMatcher
  /// The classes of the documents, by id.
  private let classes: [String: Int]

  /// With more targets than this nothing is learnt: the weights would outgrow the index, and
  /// retrieval alone decides.
  private static let maximumTargets = 400

  /// Learns from the sources' titles and questions, and with `countsNames` from what articles and
  /// intents are called, where that is the language's own words.
  package static func learn(
    _ sources: [Interpreter.Source],
    using builder: QueryBuilder,
    lexicon: Lexicon,
    countsNames: Bool = false
  ) -> TargetClassifier {
    guard sources.count <= maximumTargets else { return TargetClassifier(lexicon: lexicon) }
    var examples: [IntentMatcher.Example] = []
    for (number, source) in sources.enumerated() {
      let names = countsNames ? source.names : []
      for text in [source.document.title] + source.document.questions + names where !text.isEmpty {
        let words = UtteranceWords(builder.query(forExample: text))
        examples.append(IntentMatcher.Example(words: words, intent: number))
      }
    }
    let ids = sources.map(\.document.id)
    return TargetClassifier(
      matcher: IntentMatcher.learn(
        intents: ids,
        examples: examples,
        lexicon: lexicon,
        // The ids are for people; what documents are called stands in their titles.
        analyzer: nil
      ),
      ids: ids
    )
  }

  private init(matcher: IntentMatcher, ids: [String]) {
    self.matcher = matcher
    classes = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
  }

  /// What the classifier thinks of one document's target.
  struct Opinion: Sendable {
    /// How far the question lies on the target's side; about -1 to 1.
    var decision: Float
    /// The target's share among all, by the softmax of three times the decisions.
    var share: Float
    /// The part of the question's words, by idf, that the target's examples have.
    var coverage: Float
  }

  /// Whether anything was learnt.
  var isEmpty: Bool { classes.isEmpty || matcher.intents.isEmpty }

  /// The number of a document's target among the matcher's intents.
  func number(ofDocument id: String) -> Int? { isEmpty ? nil : classes[id] }

  /// Reads a question; opinions are then asked of the room.
  func read(_ query: Query, using room: inout IntentMatcher.Room) {
    room.utterance.read(query)
    matcher.decide(using: &room)
    matcher.words.places(of: room.utterance, into: &room.places)
  }

  /// The opinion of a document's class about the question that was read.
  func opinion(ofClass intent: Int, in room: IntentMatcher.Room) -> Opinion {
    Opinion(
      decision: room.decisions[intent],
      share: room.share(of: intent),
      coverage: matcher.words.coverage(of: room.places, by: intent)
    )
  }

  /// The two largest decisions about the question that was read; equal where there is one class.
  func largestDecisions(in room: IntentMatcher.Room) -> (best: Float, next: Float) {
    var best = -Float.infinity
    var next = -Float.infinity
    for decision in room.decisions {
      if decision > best {
        next = best
        best = decision
      } else {
        next = max(next, decision)
      }
    }
    return (best, next.isFinite ? next : best)
  }

  /// The classes that come first for the question that was read, best first.
  func best(_ count: Int, in room: IntentMatcher.Room) -> [Int] {
    let decisions = room.decisions
    var best: [Int] = []
    for intent in decisions.indices {
      let place = best.firstIndex { decisions[$0] < decisions[intent] } ?? best.count
      guard place < count else { continue }
      best.insert(intent, at: place)
      if best.count > count { best.removeLast() }
    }
    return best
  }
}

extension TargetClassifier {
  /// A classifier that knows no target.
  private init(lexicon: Lexicon) {
    self.init(matcher: IntentMatcher(lexicon: lexicon), ids: [])
  }

  /// Changes whenever the same examples would give other weights.
  package static let recipeVersion = IntentMatcher.recipeVersion

  /// Writes the classifier; linear in its size.
  package func encode(to writer: inout ArrayWriter) {
    matcher.encode(to: &writer)
  }

  /// Reads a classifier back; nil when the bytes do not hold one for these sources.
  package init?(
    decoding reader: inout ArrayReader,
    sources: [Interpreter.Source]
  ) {
    let ids = sources.count <= Self.maximumTargets ? sources.map(\.document.id) : []
    guard let matcher = IntentMatcher(decoding: &reader, intents: ids) else {
      return nil
    }
    self.init(matcher: matcher, ids: ids)
  }
}

extension Interpreter.Source {
  /// The names of the article or intent, and of the intents it answers, as words.
  fileprivate var names: [String] {
    Set([target.name] + intents.compactMap { $0 }).sorted().map(IntentMatcher.spelledOut)
  }
}
