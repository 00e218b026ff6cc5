import FrontdeskEngine
import TextAnalysis
import Understanding

/// A question, what the bot did, and what that is worth.
package struct JudgedQuestion: Sendable {
  package let question: LabelledQuestion
  package let observation: Observation
  package let outcome: Outcome
  /// The rank of the first right candidate, from 1; nil when there is none.
  package let rank: Int?
  /// What was answered or ranked first, in a name; nil when there was nothing.
  package let answered: String?
  /// The best candidate that would be an answer: how sure it is, and whether it is right.
  package let claim: Claim?

  package struct Claim: Sendable, Hashable {
    package let confidence: Double
    package let isRight: Bool
  }

  /// Whether what happened should have happened.
  package var isRight: Bool { outcome.isRight(inScope: question.isInScope) }

  package init(_ question: LabelledQuestion, _ observation: Observation, names: ShopNames) {
    self.question = question
    self.observation = observation
    outcome = Self.outcome(question, observation, names)
    let isSpoken = observation.language == question.language
    rank =
      isSpoken
      ? observation.candidates.firstIndex {
        Self.isRight(question, $0.target, intent: $0.intent)
      }.map { $0 + 1 } : nil
    let answerable = observation.candidates.first { candidate in
      guard case .intent(let name) = candidate.target else { return true }
      // What brings a person is decided by the desk's rules, not by the level of answers.
      return !names.outsideIntents.contains(name) && !names.handoffIntents.contains(name)
    }
    claim = answerable.map { candidate in
      Claim(
        confidence: candidate.confidence,
        isRight: isSpoken && Self.isRight(question, candidate.target, intent: candidate.intent)
      )
    }
    answered =
      switch observation.kind {
      case .answer: observation.target?.name
      case .handoff: Self.handoff(observation, names) ?? observation.kind.rawValue
      case .ask, .decline, .unsupportedLanguage, .empty: nil
      }
  }

  private static func outcome(
    _ question: LabelledQuestion,
    _ observation: Observation,
    _ names: ShopNames
  ) -> Outcome {
    switch observation.kind {
    case .answer:
      guard let target = observation.target, observation.language == question.language else {
        return .wrong
      }
      return isRight(question, target, intent: observation.intent) ? .right : .wrong
    case .handoff:
      // Whoever wants a person, or must be given one, is served whatever the reason was taken to be.
      return question.intents.contains(where: names.handoffIntents.contains) ? .right : .wrong
    case .ask:
      return observation.offered.contains { isRight(question, $0, intent: nil) }
        ? .asked : .askedWithout
    case .decline, .unsupportedLanguage, .empty:
      return .declined
    }
  }

  /// Whether a target is what was asked for.
  ///
  /// Where the label names articles, an article must be one of them: a right intent that leads to
  /// the wrong article is no help to the customer.
  private static func isRight(
    _ question: LabelledQuestion,
    _ target: Target,
    intent: String?
  ) -> Bool {
    switch target {
    case .article(let id):
      guard question.articles.isEmpty else { return question.articles.contains(id) }
      return intent.map(question.intents.contains) ?? false
    case .intent(let name):
      return question.intents.contains(name)
    }
  }

  /// The intent that brought a person: the best of those that do.
  private static func handoff(_ observation: Observation, _ names: ShopNames) -> String? {
    observation.candidates.lazy.compactMap { candidate in
      guard case .intent(let name) = candidate.target else { return nil }
      return names.handoffIntents.contains(name) ? name : nil
    }.first
  }
}
