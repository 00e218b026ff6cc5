/// The names that a shop's content gives labels a meaning by, in one language.
package struct ShopNames: Sendable {
  package let articles: Set<String>
  package let intents: Set<String>
  /// The intents that bring a person.
  package let handoffIntents: Set<String>
  /// The intents that are nothing the shop answers.
  package let outsideIntents: Set<String>

  package init(
    articles: Set<String>,
    intents: Set<String>,
    handoffIntents: Set<String> = [],
    outsideIntents: Set<String> = []
  ) {
    self.articles = articles
    self.intents = intents
    self.handoffIntents = handoffIntents
    self.outsideIntents = outsideIntents
  }
}
