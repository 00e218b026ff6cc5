package import TextAnalysis

/// How much the stems of a language tell, by how few of a shop's texts have them.
package struct StemWeights: Sendable {
  private let analyzer: Analyzer
  private let fillers: Set<String>
  private var counts: [String: Int] = [:]
  private let textCount: Int

  /// Counts the texts; `fillers` are words that tell nothing.
  package init(_ texts: [String], fillers: [String], analyzer: Analyzer) {
    self.analyzer = analyzer
    self.fillers = Set(fillers.flatMap { Self.stems(of: $0, analyzer).map(\.stem) })
    textCount = texts.count
    for text in texts {
      for (stem, _) in Self.stems(of: text, analyzer) { counts[stem, default: 0] += 1 }
    }
  }

  /// The stems that tell something, each once, with the word as it was first written.
  package func stems(of text: String) -> [(stem: String, word: String)] {
    let all = Self.stems(of: text, analyzer)
    let telling = all.filter { !fillers.contains($0.stem) }
    // Of nothing but fillers these are all there is.
    return telling.isEmpty ? all : telling
  }

  /// Stems that so few texts have are equally rare.
  ///
  /// So a group keeps its name when some of its questions become examples.
  private static let rare = 3

  /// Inverse document frequency with the +1 that keeps it above nothing.
  ///
  /// Source: Robertson and Zaragoza, Foundations and Trends in Information Retrieval 3, 2009.
  /// Difference from the source: no frequency is smaller than `rare`.
  package func weight(_ stem: String) -> Double {
    let count = Double(max(counts[stem] ?? 0, Self.rare))
    return Self.logarithm(1 + max(Double(textCount) - count + 0.5, 0.5) / (count + 0.5))
  }

  /// The whole part of a binary logarithm and a line between: as steep as needed, the same on every
  /// machine, which the hash of what it orders depends on.
  private static func logarithm(_ value: Double) -> Double {
    guard value > 0 else { return 0 }
    return Double(value.exponent) + value.significand - 1
  }

  private static func stems(
    of text: String,
    _ analyzer: Analyzer
  ) -> [(stem: String, word: String)] {
    let analysis = analyzer.analyze(text)
    var seen: Set<String> = []
    var stems: [(stem: String, word: String)] = []
    for token in analysis.tokens where !token.isCompound && !token.kind.isMarked {
      let stem = analysis.text(token.foldedTerm)
      if seen.insert(stem).inserted { stems.append((stem, analysis.text(token.word))) }
    }
    return stems
  }
}
