package import Content

/// The names that a shop's content gives labels a meaning by, in one language.
package struct ShopNames: Sendable {
  package let articles: Set<String>
  package let intents: Set<String>
  /// The intents that bring a person.
  package let handoffIntents: Set<String>
  /// The intents that are nothing the shop answers.
  package let outsideIntents: Set<String>
  /// The scripts that bring a person by themselves; see `personFlows(of:rules:)`.
  package let personFlows: Set<String>

  package init(
    articles: Set<String>,
    intents: Set<String>,
    handoffIntents: Set<String> = [],
    outsideIntents: Set<String> = [],
    personFlows: Set<String> = []
  ) {
    self.articles = articles
    self.intents = intents
    self.handoffIntents = handoffIntents
    self.outsideIntents = outsideIntents
    self.personFlows = personFlows
  }
}

extension ShopNames {
  /// The scripts whose start is as good as a person, by what the desk's rules say of them.
  ///
  /// Of the scripts that a customer's message starts, those with a step of their own that hands over
  /// for a reason which is also that of a rule about what customers say (its `intents` or `words`):
  /// they ask what such a rule's people need to know. And those whose trigger keeps such a rule from
  /// applying (its `except_intents`): the rule leaves its customers to them. A script that hands over
  /// only where it gets no further brings a person for another reason and is none.
  package static func personFlows(of flows: [Flow], rules: [EscalationRule]) -> Set<String> {
    let heard = rules.filter { !$0.intents.isEmpty || $0.words != nil }
    let reasons = Set(heard.map(\.reason))
    let excepted = Set(heard.flatMap(\.exceptIntents))
    return Set(
      flows.filter { flow in
        guard !flow.triggers.isEmpty else { return false }
        return flow.triggers.contains { excepted.contains($0.text) }
          || flow.steps.contains { step in
            if case .handoff(let reason) = step.kind { reasons.contains(reason) } else { false }
          }
      }.map(\.name)
    )
  }
}
