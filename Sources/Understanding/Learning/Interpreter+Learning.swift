import Retrieval
package import TextAnalysis

/// Reading a log: what customers wrote, and what it most likely meant.
extension Interpreter {
  /// A line of a log.
  package struct LoggedMessage: Sendable, Hashable {
    package let text: String
    package let writing: Writing

    package init(_ text: String, writing: Writing = .native) {
      self.text = text
      self.writing = writing
    }
  }

  /// What the messages of a log seem to mean.
  package struct LogReading: Sendable {
    /// How many messages are examples already, but for spelling and the order of words.
    package var known = 0
    /// What the others mean, those that are clear at all, in the order of the log.
    package var suggestions: [LogSuggestion] = []
  }

  /// What a message seems to mean.
  package struct LogSuggestion: Sendable, Hashable {
    /// The message without white space around it.
    package fileprivate(set) var text: String
    package let target: Target
    /// The intent of the target that is nearest, where an article has intents of its own.
    package let intent: String?
    /// By how much the target is ahead of the next one, 0 to 1.
    package let clearness: Float
    /// How sure the interpreter is of the target as it is.
    package let confidence: Double
    /// The folded stems of the message, each once, sorted.
    package let stems: [String]
  }

  /// Finds what messages mean that are not examples yet; each is counted once however often it
  /// was written.
  ///
  /// Messages are analysed as questions are: corrected, and without small talk around them where
  /// they are clearer for it.
  /// `progress` is told how many of how many steps are done.
  package func learn(
    from messages: [LoggedMessage],
    progress: (_ done: Int, _ total: Int) throws -> Void
  ) rethrows -> LogReading {
    let matcher = classifier.matcher
    guard !classifier.isEmpty else { return LogReading() }
    let (examples, known) = examplesForLearning()
    var reading = LogReading()
    var places: [[String]: Int] = [:]
    var distinct: [ReadMessage] = []
    var room = Room()
    for (position, message) in messages.enumerated() {
      // Comparing takes its share of the time as well.
      try progress(position, messages.count * 2)
      let utterance = Utterance(message.text, analyzer: analyzer, writing: message.writing)
      let read = read(utterance, using: &room)
      guard !read.stems.isEmpty else { continue }
      if read.isExact || known.contains(read.stems) {
        reading.known += 1
      } else if let place = places[read.key] {
        // Of the same words the spelling without mistakes is the better example, or the shorter.
        let other = distinct[place]
        if (read.corrections, read.text.utf8.count) < (other.corrections, other.text.utf8.count) {
          distinct[place] = read
        }
      } else {
        places[read.key] = distinct.count
        distinct.append(read)
      }
    }
    let learner = try LogLearner(
      intents: matcher.intents,
      examples: examples,
      messages: distinct.map(\.words),
      lexicon: matcher.features.lexicon,
      analyzer: nil
    ) { done, total in
      try progress(messages.count + messages.count * done / max(total, 1), messages.count * 2)
    }
    for suggestion in learner.suggestions {
      guard let target = Target(documentID: matcher.intents[suggestion.intent]) else { continue }
      let message = distinct[suggestion.message]
      let candidate = message.candidates.first { $0.target == target }
      reading.suggestions.append(
        LogSuggestion(
          text: message.text,
          target: target,
          intent: intent(of: target, nearest: candidate?.intent),
          clearness: suggestion.clearness,
          confidence: candidate?.confidence ?? 0,
          stems: message.stems
        )
      )
    }
    return reading
  }

  /// A message of the log after analysis.
  private struct ReadMessage {
    let text: String
    let words: UtteranceWords
    /// The stems in order, after correction.
    let key: [String]
    /// The stems, each once, sorted.
    let stems: [String]
    let corrections: Int
    let isExact: Bool
    let candidates: [(target: Target, intent: String?, confidence: Double)]
  }

  private func read(_ utterance: Utterance, using room: inout Room) -> ReadMessage {
    // Without the small talk around it, where the interpreter left that out.
    let interpretation = interpret(utterance, using: &room)
    let query = interpretation.query
    let words = query.words.filter { !$0.kind.isMarked }.map(\.stem)
    return ReadMessage(
      text: Self.withoutBlanks(utterance.text),
      words: UtteranceWords(query),
      key: words,
      stems: Set(words).sorted(),
      corrections: query.corrections.count,
      isExact: interpretation.candidates.first?.isExact ?? false,
      candidates: interpretation.candidates.map { ($0.target, $0.intent, $0.confidence) }
    )
  }

  /// What the targets' texts teach, and the stems that each text consists of.
  private func examplesForLearning() -> (
    examples: [IntentMatcher.Example], known: Set<[String]>
  ) {
    var examples: [IntentMatcher.Example] = []
    var known: Set<[String]> = []
    for (number, id) in classifier.matcher.intents.enumerated() {
      guard let document = sources[id]?.document else { continue }
      for text in [document.title] + document.questions where !text.isEmpty {
        let query = builder.query(forExample: text)
        examples.append(IntentMatcher.Example(words: UtteranceWords(query), intent: number))
        known.insert(Set(query.words.filter { !$0.kind.isMarked }.map(\.stem)).sorted())
      }
    }
    return (examples, known)
  }

  /// The intent among those of a target; nil where an article's own questions are nearer.
  private func intent(of target: Target, nearest: String?) -> String? {
    if let nearest { return nearest }
    let intents = Set((sources[target.documentID]?.intents ?? []).compactMap { $0 })
    return intents.count == 1 ? intents.first : nil
  }

  private static func withoutBlanks(_ text: String) -> String {
    func trimmed(_ text: some BidirectionalCollection<Character>) -> [Character] {
      Array(text.drop(while: \.isWhitespace))
    }
    return String(trimmed(trimmed(text).reversed()).reversed())
  }
}

extension Interpreter.LogReading {
  /// The suggestions of each intent or article but small talk that are clear enough, and of these
  /// the ones that the interpreter is least sure of today: they teach most.
  ///
  /// Of messages that consist of the same stems one is chosen. Sorted by target, the least sure
  /// first; `text` gives what a suggestion is proposed as, nil when it must not be.
  package func proposals(
    limit: Int,
    clearness least: Float = Self.leastClearness,
    text: (Interpreter.LogSuggestion) -> String? = { $0.text }
  ) -> [Interpreter.LogSuggestion] {
    var counts: [Target: Int] = [:]
    var seen: Set<[String]> = []
    var chosen: [Interpreter.LogSuggestion] = []
    let ordered = suggestions.enumerated().sorted {
      ($0.element.confidence, $0.offset) < ($1.element.confidence, $1.offset)
    }
    for (_, suggestion) in ordered where suggestion.clearness >= least {
      guard !suggestion.target.isSmallTalk, counts[suggestion.target, default: 0] < limit,
        !seen.contains(suggestion.stems), let text = text(suggestion)
      else { continue }
      seen.insert(suggestion.stems)
      counts[suggestion.target, default: 0] += 1
      var proposed = suggestion
      proposed.text = text
      chosen.append(proposed)
    }
    return chosen.enumerated().sorted {
      ($0.element.target, $0.offset) < ($1.element.target, $1.offset)
    }.map(\.element)
  }

  /// How clear a suggestion must be to be proposed.
  package static let leastClearness: Float = 0.4
}
