/// Why an utterance was taken for one intent and not for another.
package struct MatchExplanation: Sendable, Hashable {
  /// What the utterance has, and how much it adds to the decision for an intent.
  package struct Term: Sendable, Hashable {
    /// A word, words with `+` between them, `letters of` a word, or `≈` and a concept.
    package let text: String
    package let weight: Float
  }

  package let intent: String
  package let runnerUp: String
  package let decision: Float
  package let runnerUpDecision: Float
  /// What spoke for the intent and against it, the strongest first.
  package let support: [Term]
  package let opposition: [Term]
  /// What spoke more for the runner-up than for the intent, the strongest first.
  package let runnerUpSupport: [Term]
  /// The fewest words without which the runner-up would have come first; empty when none would do.
  package let turningWords: [String]
}

extension MatchExplanation {
  /// The explanation in lines of a name and what there is to say.
  package func lines(_ decimal: (Double) -> String) -> [(name: String, text: String)] {
    func sum(_ terms: [Term]) -> String {
      terms.isEmpty
        ? "nothing"
        : terms.map { "\($0.text) \(decimal(Double($0.weight)))" }.joined(separator: ", ")
    }
    let turning = turningWords.map { "\"\($0)\"" }.joined(separator: " and ")
    return [
      (
        "decisions",
        "\(decimal(Double(decision))) against \(decimal(Double(runnerUpDecision)))"
      ),
      ("for it", sum(support)),
      ("against it", sum(opposition)),
      ("for the other", sum(runnerUpSupport)),
      (
        "turned by",
        turning.isEmpty ? "no one to three words" : "leaving out \(turning)"
      ),
    ]
  }
}

extension IntentMatcher {
  /// How many terms of each sort are told.
  private static let toldTerms = 5
  /// Of so many words at most it is asked what had been without them.
  private static let mostTurningWords = 3

  /// Takes the decision for an intent over another apart.
  ///
  /// Features of the same words count as one term. What would have turned the decision is found
  /// by deciding again without the words that tell the two apart most, not by arithmetic.
  package func explain(
    _ utterance: UtteranceWords,
    intent: Int,
    over runnerUp: Int
  ) -> MatchExplanation {
    var room = Room()
    room.utterance = utterance
    decide(using: &room)
    let (terms, words) = terms(of: utterance, entries: room.features.entries, intent, runnerUp)
    func told(_ terms: [(text: String, weight: Float)]) -> [MatchExplanation.Term] {
      terms.filter { $0.weight > 0.001 }.sorted { ($1.weight, $0.text) < ($0.weight, $1.text) }
        .prefix(Self.toldTerms).map { MatchExplanation.Term(text: $0.text, weight: $0.weight) }
    }
    return MatchExplanation(
      intent: intents[intent],
      runnerUp: intents[runnerUp],
      decision: room.decisions[intent],
      runnerUpDecision: room.decisions[runnerUp],
      support: told(terms.map { ($0.text, $0.own) }),
      opposition: told(terms.map { ($0.text, -$0.own) }).map {
        MatchExplanation.Term(text: $0.text, weight: -$0.weight)
      },
      runnerUpSupport: told(terms.map { ($0.text, $0.other - $0.own) }),
      turningWords: turningWords(utterance, words, intent, runnerUp, using: &room)
    )
  }

  private struct Contribution {
    var text: String
    var own: Float = 0
    var other: Float = 0
  }

  /// What terms add to both decisions, and by how much each word tells them apart.
  private func terms(
    of utterance: UtteranceWords,
    entries: [UtteranceFeatures.Entry],
    _ intent: Int,
    _ runnerUp: Int
  ) -> (terms: [Contribution], words: [Float]) {
    var values: [UInt32: Float] = [:]
    for entry in entries { values[entry.feature] = entry.value }
    var terms: [Contribution] = []
    var places: [String: Int] = [:]
    var words = [Float](repeating: 0, count: utterance.words.count)
    let rare = rareExamples.weights(of: intent, for: entries)
    let otherRare = rareExamples.weights(of: runnerUp, for: entries)
    var scratch = UtteranceFeatures.Places()
    features.forEach(in: utterance, &scratch) { name, part, first, last in
      // A feature that stands twice has its whole value at its first place.
      guard let feature = features.number(of: name),
        let value = values.removeValue(forKey: feature)
      else { return }
      let text = Self.text(of: part, first, last, in: utterance)
      let place = places[text] ?? terms.count
      if place == terms.count {
        places[text] = place
        terms.append(Contribution(text: text))
      }
      func weight(_ intent: Int, _ rare: [UInt32: Float]?) -> Float {
        rare.map { $0[feature] ?? 0 } ?? classifier.weight(of: feature, for: intent)
      }
      let own = value * weight(intent, rare)
      let other = value * weight(runnerUp, otherRare)
      terms[place].own += own
      terms[place].other += other
      guard words.indices.contains(last) else { return }
      words[first] += (own - other) / 2
      words[last] += (own - other) / 2
    }
    return (terms, words)
  }

  private static func text(
    of part: UtteranceFeatures.Part,
    _ first: Int,
    _ last: Int,
    in utterance: UtteranceWords
  ) -> String {
    guard utterance.words.indices.contains(last) else { return "≈ a synonym" }
    let (one, other) = (utterance.text(first), utterance.text(last))
    switch part {
    case .letters: return "letters of \(one)"
    case .words: return first == last ? one : "\(one) + \(other)"
    case .concepts: return first == last ? "≈\(one)" : "≈\(one) + \(other)"
    }
  }

  private func turningWords(
    _ utterance: UtteranceWords,
    _ words: [Float],
    _ intent: Int,
    _ runnerUp: Int,
    using room: inout Room
  ) -> [String] {
    guard intent != runnerUp else { return [] }
    let order = words.indices.filter { words[$0] > 0 }.sorted {
      (words[$1], $0) < (words[$0], $1)
    }
    for count in 1...Self.mostTurningWords where count <= order.count && count < words.count {
      let positions = Set(order.prefix(count))
      let isTurned = [true, false].allSatisfy { keepsConcepts in
        room.utterance = utterance.without(positions, keepsConcepts: keepsConcepts)
        decide(using: &room)
        return room.decisions[runnerUp] > room.decisions[intent]
      }
      if isTurned {
        return positions.sorted().map { utterance.text($0) }
      }
    }
    return []
  }
}
