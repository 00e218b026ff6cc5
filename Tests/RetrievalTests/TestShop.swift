import TextAnalysis

@testable import Retrieval

/// An index over a few documents with all that a question needs.
struct TestShop {
  let analyzer: Analyzer
  let index: SearchIndex
  let builder: QueryBuilder
  let searcher: Searcher
  let synonyms: SynonymTable

  init(
    _ documents: [Document],
    language: Language = .english,
    fillers: Set<String> = [],
    synonyms configure: (inout SynonymTable, Analyzer) -> Void = { _, _ in }
  ) {
    analyzer = Analyzer(language: language)
    var synonyms = SynonymTable()
    configure(&synonyms, analyzer)
    self.synonyms = synonyms
    index = SearchIndexBuilder.build(documents, analyzer: analyzer, synonyms: synonyms)
    builder = QueryBuilder(
      index: index,
      analyzer: analyzer,
      synonyms: synonyms,
      fillers: fillers
    )
    searcher = Searcher(index)
  }

  /// An index whose only purpose is its words: each stands in a document as often as given.
  init(words: [String: Int], language: Language = .english) {
    let documents = words.sorted { $0.key < $1.key }.enumerated().map { number, entry in
      Document(
        id: "d\(number)",
        body: Array(repeating: entry.key, count: entry.value).joined(separator: " ")
      )
    }
    self.init(documents, language: language)
  }

  func query(_ text: String) -> Query { builder.query(for: analyzer.analyze(text)) }

  func search(_ text: String, limit: Int = 10) -> Searcher.Result {
    var room = Searcher.Room()
    return searcher.search(query(text), limit: limit, using: &room)
  }

  /// The ids found, best first.
  func ids(_ text: String, limit: Int = 10) -> [String] {
    search(text, limit: limit).hits.map { index.documentIDs[$0.document] }
  }

  /// What the words of a text were corrected to, as "from > to (reason, edits)".
  func corrections(_ text: String) -> [String] {
    query(text).corrections.map { "\($0.from) > \($0.to) (\($0.reason.rawValue), \($0.edits))" }
  }

  static let articles = [
    Document(
      id: "delivery",
      title: "How long does delivery take?",
      questions: ["When will my parcel arrive?", "Where is my order?"],
      tags: ["shipping"],
      body: "Delivery takes 3 to 5 days. You get an e-mail when the parcel leaves our warehouse."
    ),
    Document(
      id: "returns",
      title: "Returning an item",
      questions: ["How do I return my order?", "Can I send it back?"],
      tags: ["refund"],
      body: "You can return an item within 30 days. We pay your money back in 5 days."
    ),
    Document(
      id: "sizes",
      title: "Which size fits me?",
      questions: ["Is there a size table?"],
      body: "Each article has a size table. Measure your chest and your waist."
    ),
    Document(
      id: "payment",
      title: "How can I pay?",
      questions: ["Do you take credit cards?"],
      tags: ["card"],
      body: "You can pay by card, by bank transfer or in cash when the parcel arrives."
    ),
  ]

  static let fillers: Set<String> = [
    "how", "do", "i", "can", "my", "is", "the", "a", "does", "to", "me", "you", "it", "an",
  ]

  static let english = TestShop(articles, fillers: fillers)
}
