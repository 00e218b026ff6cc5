import TestSupport
import Testing
import TextAnalysis

@testable import Retrieval

@Suite("The search index")
struct SearchIndexTests {
  private func encode(_ index: SearchIndex) -> [UInt8] {
    var writer = ArrayWriter()
    index.encode(to: &writer)
    return writer.bytes
  }

  private func decode(_ bytes: [UInt8]) -> SearchIndex? {
    bytes.withUnsafeBytes { bytes in
      var reader = ArrayReader(bytes)
      return SearchIndex(decoding: &reader, language: .english)
    }
  }

  @Test("is the same, byte for byte, for the same documents in any order")
  func order() {
    let expected = encode(TestShop.english.index)
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<5 {
      let shop = TestShop(TestShop.articles.shuffled(using: &generator))
      #expect(encode(shop.index) == expected)
      #expect(shop.index.documentIDs == ["delivery", "payment", "returns", "sizes"])
    }
  }

  @Test("counts the documents of a term, not its units")
  func documentFrequency() throws {
    let index = TestShop.english.index
    // "order" stands in questions of two documents, "parcel" in three documents.
    for (stem, count) in [("order", 2), ("parcel", 2), ("return", 1), ("size", 1), ("pay", 2)] {
      let term = try #require(index.vocabulary.id(of: stem))
      let expected = BM25.idf(documentFrequency: count, documentCount: 4)
      #expect(index.idf(of: term) == expected, "\(stem)")
    }
    #expect(index.idf(of: nil) == BM25.idf(documentFrequency: 0, documentCount: 4))
  }

  @Test("keeps a title and each question as a unit of its own")
  func units() {
    let index = TestShop.english.index
    #expect(index.unitDocuments == [0, 0, 0, 1, 1, 2, 2, 2, 3, 3])
    #expect((0..<3).map { index.position(ofUnit: $0) } == [0, 1, 2])
    let words = index.terms(ofUnit: 2).map { index.vocabulary.text(of: $0) }
    #expect(words == ["where", "is", "my", "order"])
  }

  @Test("takes no documents, empty documents and 10,000 copies of a word")
  func extremes() {
    #expect(TestShop([]).ids("anything") == [])
    #expect(TestShop([Document(id: "a"), Document(id: "b")]).ids("anything") == [])
    let copies = Array(repeating: "parcel", count: 10_000).joined(separator: " ")
    let shop = TestShop(TestShop.articles + [Document(id: "copies", body: copies)])
    #expect(shop.ids(copies).contains("copies"))
    #expect(shop.query(copies).groups.count == 1)
    // Repeating a word without end does not buy a place above one that is about it.
    #expect(shop.ids("when will my parcel arrive").first == "delivery")
  }

  @Test("comes back from its bytes and answers alike")
  func encoding() throws {
    let shop = TestShop.english
    let restored = try #require(decode(encode(shop.index)))
    #expect(encode(restored) == encode(shop.index))
    var room = Searcher.Room()
    for text in ["where is my order", "retrun an itme", "size", "card"] {
      let query = QueryBuilder(index: restored, analyzer: shop.analyzer)
        .query(for: shop.analyzer.analyze(text))
      let expected = QueryBuilder(index: shop.index, analyzer: shop.analyzer)
        .query(for: shop.analyzer.analyze(text))
      let found = Searcher(restored).search(query, limit: 5, using: &room).hits
      let wanted = shop.searcher.search(expected, limit: 5, using: &room).hits
      #expect(found.map(\.document) == wanted.map(\.document))
      #expect(found.map(\.score) == wanted.map(\.score))
    }
  }

  @Test("does not come back from bytes that were cut short")
  func truncated() {
    let bytes = encode(TestShop.english.index)
    for length in stride(from: 0, to: bytes.count, by: 97) {
      #expect(decode(Array(bytes.prefix(length))) == nil)
    }
  }
}
