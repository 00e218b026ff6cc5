import Retrieval
import Testing
import TextAnalysis

@testable import Understanding

@Suite("Features of an utterance")
struct UtteranceFeaturesTests {
  private let builder = QueryBuilder(
    index: SampleInterpreter.index(),
    analyzer: SampleInterpreter.analyzer
  )

  @Test("words and letters are each of length one")
  func unitLength() {
    let (features, rows) = fit(["where is my order", "send the invoice of A-10432", "hi hi hi"])
    for row in rows {
      for isLetters in [true, false] {
        let squares = row.filter { name(of: $0, in: features).hasPrefix("c") == isLetters }
          .map { $0.value * $0.value }
        #expect(abs(squares.reduce(0, +) - 1) < 1e-5)
      }
    }
  }

  @Test("an order number is one feature, whichever it is, and its digits are none")
  func orderNumber() {
    let (features, _) = fit(["invoice A-10432", "invoice B-77777", "an invoice #10432"])
    let names = (0..<UInt32(features.vocabulary.count)).map { features.vocabulary.text(of: $0) }
    #expect(names.contains("w<order_number>"))
    #expect(names.allSatisfy { !$0.contains("1") && !$0.contains("7") })
    let one = features.vector(of: builder.query(forExample: "invoice A-10432"))
    let other = features.vector(of: builder.query(forExample: "invoice C-99999"))
    #expect(one.map(\.feature) == other.map(\.feature))
    #expect(one.map(\.value) == other.map(\.value))
  }

  @Test("words, pairs, pairs one apart and runs of letters are features")
  func kinds() {
    let (features, _) = fit(["track that box"])
    let names = Set(
      (0..<UInt32(features.vocabulary.count)).map { features.vocabulary.text(of: $0) }
    )
    #expect(
      names.isSuperset(of: ["wtrack", "ptrack that", "strack box", "c b", "cbox ", "ctrack"])
    )
    #expect(names.filter { $0.hasPrefix("c") }.allSatisfy { (2...5).contains($0.count - 1) })
  }

  @Test("runs of letters are cut between letters, not bytes")
  func scalars() {
    let analyzer = Analyzer(language: .russian)
    let index = SearchIndexBuilder.build(
      [Document(id: "article:a", title: "доставка")],
      analyzer: analyzer
    )
    let builder = QueryBuilder(index: index, analyzer: analyzer)
    let features = UtteranceFeatures.fit([builder.query(forExample: "доставка")]).features
    for feature in 0..<UInt32(features.vocabulary.count) {
      #expect(!features.vocabulary.text(of: feature).unicodeScalars.contains("\u{FFFD}"))
    }
  }

  @Test("what no example has is left out")
  func unknown() {
    let (features, _) = fit(["where is my order"])
    #expect(features.vector(of: builder.query(forExample: "zzzz")).isEmpty)
    #expect(features.vector(of: builder.query(forExample: "")).isEmpty)
    #expect(
      features.vector(of: builder.query(forExample: "order")).allSatisfy { $0.value.isFinite }
    )
  }

  @Test("features come in ascending order, each once")
  func order() {
    for row in fit(["to be or not to be", "hi hi"]).rows {
      #expect(zip(row, row.dropFirst()).allSatisfy { $0.feature < $1.feature })
    }
  }

  @Test("no examples make no features")
  func none() {
    let (features, rows) = fit([])
    #expect(rows.isEmpty)
    #expect(features.vocabulary.count == 0)
    #expect(features.vector(of: builder.query(forExample: "order")).isEmpty)
  }

  private func fit(
    _ texts: [String]
  ) -> (features: UtteranceFeatures, rows: [[UtteranceFeatures.Entry]]) {
    UtteranceFeatures.fit(texts.map { builder.query(forExample: $0) })
  }

  private func name(of entry: UtteranceFeatures.Entry, in features: UtteranceFeatures) -> String {
    features.vocabulary.text(of: entry.feature)
  }
}
