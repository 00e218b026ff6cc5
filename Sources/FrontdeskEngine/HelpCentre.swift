import Content
package import Dialogue
import Retrieval
package import TextAnalysis
import Understanding

/// A topic of the help centre with its articles, in the order they are shown.
package struct HelpTopic: Sendable, Hashable {
  package struct Entry: Sendable, Hashable {
    package let id: String
    package let title: String
  }

  package let id: String
  package let title: String
  package let articles: [Entry]
}

/// An article that fits what was searched for.
package struct HelpResult: Sendable, Hashable {
  package let article: String
  package let title: String
  /// The passage that fits best, at most 200 characters on one line.
  package let snippet: String
  /// 0 to 1.
  package let confidence: Double
}

/// An article as customers read it.
package struct HelpArticle: Sendable, Hashable {
  package let id: String
  package let title: String
  package let text: String
  /// The day of its last change, such as `2026-11-01`.
  package let updated: String?
  /// The ids of articles on neighbouring subjects that can be read too.
  package let related: [String]
}

/// The help centre: what can be read without a conversation.
extension Engine {
  /// The topics of a language with their articles; those that are switched off are left out.
  package func topics(in language: Language) -> [HelpTopic] {
    let base = knowledgeBase(language)
    var rest = Set(base.articles.keys.filter { shop.scripts.isOn(article: $0) })
    func entries(_ ids: [String]) -> [HelpTopic.Entry] {
      ids.compactMap { id in
        guard rest.remove(id) != nil, let article = base.articles[id] else { return nil }
        return HelpTopic.Entry(id: id, title: VisibleText.clean(article.title))
      }
    }
    var topics = shop.scripts.topics.topics.map { topic in
      let title = topic.title[language] ?? topic.title[shop.settings.defaultLanguage] ?? topic.id
      return HelpTopic(
        id: topic.id,
        title: VisibleText.clean(title),
        articles: entries(topic.articles.map(\.text))
      )
    }
    // What nobody has put under a topic can be found all the same.
    topics.append(
      HelpTopic(id: "other", title: shop.settings.name, articles: entries(rest.sorted()))
    )
    return topics.filter { !$0.articles.isEmpty }
  }

  /// The articles for a text, best first; none when nothing fits well enough.
  package func search(
    _ text: String,
    in language: Language,
    limit: Int
  ) -> [HelpResult] {
    let text = cards.redacted(text)
    guard limit > 0, text.utf8.count <= Self.maximumLineBytes,
      text.unicodeScalars.contains(where: Turn.isVisible)
    else { return [] }
    let base = knowledgeBase(language)
    var guess = identifier.identify(text, prior: language)
    if guess.language != language || guess.isOther {
      guess.language = language
      guess.writing = .native
    }
    let interpretation = base.interpreter.interpret(
      Utterance(text, analyzer: base.interpreter.analyzer, writing: guess.writing),
      using: &rooms[language, default: Interpreter.Room()]
    )
    let least = shop.levels(language).clarify * Self.leastOfClarify
    return interpretation.candidates.lazy.filter { $0.confidence >= least }
      .compactMap { candidate -> HelpResult? in
        guard case .article(let id) = candidate.target, self.shop.scripts.isOn(article: id),
          let article = base.articles[id]
        else { return nil }
        return HelpResult(
          article: id,
          title: VisibleText.clean(article.title),
          snippet: Self.snippet(of: article, for: interpretation, in: base),
          confidence: candidate.confidence
        )
      }.prefix(limit).map { $0 }
  }

  /// Who searches may look at more than the bot would offer: so much of the confidence is enough.
  private static let leastOfClarify = 0.5
  /// Characters of a snippet, without the two ellipses.
  private static let snippetLength = 198

  private static func snippet(
    of article: KnowledgeBase.PublishedArticle,
    for interpretation: Interpretation,
    in base: KnowledgeBase
  ) -> String {
    let best = Snippet.best(
      in: article.body,
      for: interpretation.query,
      in: base.index,
      analyzer: base.interpreter.analyzer,
      maximumLength: snippetLength
    )
    return VisibleText.clean(best?.text ?? String(article.shortAnswer.prefix(snippetLength)))
  }

  /// Searches for a customer: where nothing fits, the session is told of it as by the shop.
  package func search(
    _ text: String,
    in session: ConversationID,
    limit: Int,
    at time: Instant
  ) -> (results: [HelpResult], deliveries: [Delivery]) {
    let results = search(text, in: language(of: session), limit: limit)
    guard results.isEmpty else { return (results, []) }
    return ([], searchFoundNothing(text, in: session, at: time))
  }

  /// Tells a session that a customer's search found nothing: a rule may let the bot speak first.
  package func searchFoundNothing(
    _ text: String,
    in session: ConversationID,
    at time: Instant
  ) -> [Delivery] {
    let event = ShopEvent("search_no_result", fields: ["text": .text(Self.kept(text))])
    return take(event, in: session, at: time)
  }

  /// An article; nil when there is none of the id that customers can read.
  package func article(_ id: String, in language: Language) -> HelpArticle? {
    let base = knowledgeBase(language)
    guard shop.scripts.isOn(article: id), let article = base.articles[id] else { return nil }
    return HelpArticle(
      id: id,
      title: VisibleText.clean(article.title),
      text: VisibleText.clean(article.body, keepsNewlines: true),
      updated: article.updated,
      related: article.related.filter { base.articles[$0] != nil && shop.scripts.isOn(article: $0) }
    )
  }
}
