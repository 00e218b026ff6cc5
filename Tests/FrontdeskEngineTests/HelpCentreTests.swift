import Content
import Dialogue
import Testing
import TextAnalysis

@testable import FrontdeskEngine

@Suite("The help centre")
struct HelpCentreTests {
  private let engine: Engine

  init() throws { engine = try LoadedShop.engine() }

  @Test("every article stands under one topic, in every language", arguments: Language.allCases)
  func topics(_ language: Language) throws {
    let topics = engine.topics(in: language)
    let articles = topics.flatMap { $0.articles.map(\.id) }
    #expect(topics.map(\.id).first == "orders")
    #expect(!topics.map(\.id).contains("other"))
    #expect(Set(articles).count == articles.count)
    #expect(Set(articles) == Set(engine.knowledgeBase(language).articles.keys))
    #expect(topics.allSatisfy { !$0.title.isEmpty && isSafe($0.title) })
    let english = engine.topics(in: .english)
    #expect(topics.map(\.id) == english.map(\.id))
    if language != .english { #expect(topics[0].title != english[0].title) }
  }

  @Test(
    "a text finds its article first, with a passage of it",
    arguments: [
      (Language.english, "how much is delivery", "delivery-cost"),
      (.english, "invoice", "invoice"), (.english, "money back", "refund"),
      (.russian, "сколько стоит доставка", "delivery-cost"),
      (.romanian, "cât costă livrarea", "delivery-cost"),
      (.turkish, "kargo ücreti ne kadar", "delivery-cost"),
      (.arabic, "كم سعر التوصيل", "delivery-cost"),
    ]
  )
  func search(_ language: Language, _ text: String, _ expected: String) throws {
    let results = engine.search(text, in: language, limit: 5)
    let first = try #require(results.first)
    #expect(first.article.hasPrefix(expected))
    #expect(results.count <= 5)
    #expect(results.map(\.confidence) == results.map(\.confidence).sorted(by: >))
    for result in results {
      #expect((0...1).contains(result.confidence))
      #expect(!result.title.isEmpty)
      #expect(!result.snippet.isEmpty)
      #expect(result.snippet.unicodeScalars.count <= 200)
      #expect(!result.snippet.contains("\n"))
      #expect(isSafe(result.snippet))
      #expect(!result.snippet.contains("{{"))
    }
    #expect(engine.search(text, in: language, limit: 1).map(\.article) == [first.article])
    #expect(engine.search(text, in: language, limit: 0).isEmpty)
  }

  @Test(
    "what no article is about finds none",
    arguments: [
      "", "   ", "\u{200B}", "qwrtp zzz", "who won the football match", "hello",
      String(repeating: "x ", count: 5_000),
    ]
  )
  func nothing(_ text: String) {
    #expect(engine.search(text, in: .english, limit: 5).isEmpty)
  }

  @Test("a search without a result is told to the session, and the assistant offers its help")
  func noResult() throws {
    let id = ConversationID("c")
    let found = engine.search("invoice", in: id, limit: 3, at: KeepingShop.noon)
    #expect(!found.results.isEmpty)
    #expect(found.deliveries.isEmpty)
    #expect(engine.conversation(id) == nil)
    let none = engine.search("qwrtp zzz", in: id, limit: 3, at: KeepingShop.noon)
    #expect(none.results.isEmpty)
    let text = engine.knowledgeBase(.english).text("utter_search_no_result")
    #expect(none.deliveries.told().first?.contains(text) == true)
    #expect(engine.conversation(id)?.events.contains(.shopEvent("search_no_result")) == true)
  }

  @Test("an article is told as customers read it, with the facts filled in")
  func article() throws {
    let article = try #require(engine.article("delivery-cost", in: .english))
    #expect(article.id == "delivery-cost")
    #expect(article.title == "How much does delivery cost?" || !article.title.isEmpty)
    #expect(article.text.contains("€"))
    #expect(!article.text.contains("{{"))
    #expect(article.updated?.hasPrefix("20") == true)
    #expect(article.related.allSatisfy { engine.article($0, in: .english) != nil })
    #expect(engine.article("no-such", in: .english) == nil)
    let russian = try #require(engine.article("delivery-cost", in: .russian))
    #expect(russian.text != article.text)
  }

  @Test("what is switched off, or for employees only, is shown nowhere; what has no topic is last")
  func hidden() throws {
    let folder = try TemporaryFolder(shopWith: [
      "intents/flows/notices.yml": "off: {articles: [payment]}\n",
      "intents/flows/topics.yml":
        "topics:\n  - {id: parcels, title: {en: Parcels}, articles: [delivery, payment]}\n",
      "corpus/en/secret.md": "---\nid: secret\ntitle: Secret\naudience: internal\n---\nSecret.\n",
    ])
    let engine = try folder.engine()
    let topics = engine.topics(in: .english)
    #expect(topics.map(\.id) == ["parcels", "other"])
    #expect(topics.map { $0.articles.map(\.id) } == [["delivery"], ["returns"]])
    #expect(engine.article("payment", in: .english) == nil)
    #expect(engine.article("secret", in: .english) == nil)
    #expect(
      !engine.search("can I pay by card", in: .english, limit: 9).contains {
        $0.article == "payment"
      }
    )
    // A topic without a title in the language goes by the default one's.
    #expect(engine.topics(in: .turkish).first?.title == "Parcels")
  }

  @Test(
    "topics with mistakes are found",
    arguments: [
      ("topics:\n  - {id: a, title: {en: A}, articles: [nothing]}\n", "dangling-id"),
      ("topics:\n  - {id: a, title: {en: A}, articles: [delivery, delivery]}\n", "duplicate-name"),
      ("topics:\n  - {id: a, title: {tr: A}, articles: [delivery]}\n", "missing-translation"),
      ("topics:\n  - {id: a, title: {en: A}, articles: [delivery]}\n", "article-without-topic"),
    ]
  )
  func mistakes(_ text: String, _ rule: String) throws {
    let folder = try TemporaryFolder(shopWith: ["intents/flows/topics.yml": text])
    let problems = ContentCheck.problems(in: try ContentFolder(path: folder.path))
      .filter { $0.file == "intents/flows/topics.yml" }
    #expect(problems.contains { $0.rule == rule }, "\(problems)")
  }
}
