package import Retrieval
import TextAnalysis

/// What an utterance most likely means, and why.
package struct Interpretation: Sendable {
  /// One thing the utterance may be about.
  package struct Candidate: Sendable {
    package var target: Target
    /// The intent whose example matched, where the target is an article with intents of its own.
    package var intent: String?
    /// How likely the target is right, 0 to 1.
    package var confidence: Double
    /// The rank's score, comparable within this interpretation only.
    package var score: Double
    /// The title, question or example that matched best.
    package var matched: String?
    /// Whether the match is to the letter, or pinned, and so wins outright.
    package var isExact: Bool
    /// What the confidence was computed from.
    package var evidence: Evidence
    package var hit: Searcher.Hit?
    /// The template the whole utterance is a sentence of, and the values of its slots.
    package var template: PatternSet.Match?

    /// Whether this one is to be tried before another: exact ones first, then the likelier.
    func precedes(_ other: Candidate) -> Bool {
      (isExact ? 1 : 0, confidence, other.target) > (
        other.isExact ? 1 : 0, other.confidence, target
      )
    }
  }

  package var utterance: Utterance
  /// Best first; one for each target.
  package var candidates: [Candidate]
  package var query: Query
  package var result: Searcher.Result

  /// The words that were read as other words.
  package var corrections: [Correction] { query.corrections }
}

/// The figures a confidence is computed from, most of them 0 to 1.
package struct Evidence: Sendable, Hashable {
  /// The score over that of a perfect match.
  package var coverage: Double = 0
  /// How much of the question's weight the matched text holds.
  package var ofQuestion: Double = 0
  /// How much of the matched text's weight the question holds.
  package var ofMatch: Double = 0
  /// The lead over the next target, relative to the score.
  package var lead: Double = 0
  /// What the classifier thinks; nil without one.
  package var opinion: Opinion?
  package var wordCount = 0
  /// The weight of the question's words: nothing can be sure of a question that says little.
  package var substance: Double = 0
  /// How much of the question's words the index knows, as they are or corrected.
  package var known: Double = 1

  /// What the examples' words say of a target.
  package struct Opinion: Sendable, Hashable {
    /// How far the question lies on the target's side; about -1 to 1.
    package var decision: Double
    /// The target's share among all by the decisions.
    package var share: Double
    /// How far the decision is ahead of the best other target's; below zero for all but the first.
    package var margin: Double
    /// The largest share of what lies outside the shop's matters; 0 where nothing does.
    package var outside: Double
    /// The part of the question's words, by idf, that the target's examples have.
    package var coverage: Double
    /// How many other targets there are.
    package var rivals: Int
  }
}

extension Interpretation.Candidate {
  /// A candidate of which nothing is known yet but what it stands for.
  init(_ target: Target) {
    var intent: String?
    if case .intent(let name) = target { intent = name }
    self.init(
      target: target,
      intent: intent,
      confidence: 0,
      score: 0,
      matched: nil,
      isExact: false,
      evidence: Evidence(),
      hit: nil
    )
  }
}
