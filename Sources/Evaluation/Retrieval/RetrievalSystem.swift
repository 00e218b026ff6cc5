package import Retrieval
package import TextAnalysis

/// What is measured: the search that customers' questions go through, over a set's documents.
///
/// Analysis, correction of words and fused ranking are those of the desk. A shop's synonyms, pins
/// and filler words are its own and play no part.
package struct RetrievalSystem {
  /// A document and its score, which compares within one ranking only.
  package struct RankedDocument: Sendable, Hashable {
    package let id: String
    package let score: Float
  }

  /// How many documents a ranking holds.
  package static let depth = 10

  private let index: SearchIndex
  private let analyzer: Analyzer
  private let builder: QueryBuilder
  private let searcher: Searcher
  private var room = Searcher.Room()

  /// Indexes the documents.
  package init(documents: [Document], language: Language) {
    analyzer = Analyzer(language: language)
    index = SearchIndexBuilder.build(documents, analyzer: analyzer)
    builder = QueryBuilder(index: index, analyzer: analyzer)
    searcher = Searcher(index)
  }

  /// Ranks the documents for a question, best first.
  package mutating func rank(_ question: String) -> [RankedDocument] {
    let query = builder.query(for: analyzer.analyze(question))
    return searcher.search(query, limit: Self.depth, using: &room).hits.map {
      RankedDocument(id: index.documentIDs[$0.document], score: $0.score)
    }
  }
}
