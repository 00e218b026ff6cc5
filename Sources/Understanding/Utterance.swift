package import TextAnalysis

/// What a customer said, as text and as analysed in the language it was taken to be in.
package struct Utterance: Sendable {
  package let text: String
  package let language: Language
  /// How it was written, when not in the language's own letters.
  package let writing: Writing
  package let analysis: AnalyzedText

  package init(_ text: String, analyzer: Analyzer, writing: Writing = .native) {
    self.text = text
    self.writing = writing
    language = analyzer.language
    analysis = analyzer.analyze(text, writing: writing)
  }

  /// What the text names: order numbers, addresses, prices.
  package var entities: [Entity] {
    analysis.tokens.filter(\.kind.isMarked).map {
      Entity(kind: $0.kind, value: analysis.text($0.word), range: $0.range)
    }
  }
}
