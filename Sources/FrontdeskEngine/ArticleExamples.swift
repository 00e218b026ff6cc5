import TextAnalysis
import Understanding

/// The examples of articles' intents as sets of stems, by which one that is nearly said is found.
///
/// An article's examples are read when they are first asked for, and kept.
struct ArticleExamples {
  private struct Example {
    let intent: String
    /// The numbers of the stems, each once.
    let stems: [Int32]
  }

  private var examples: [String: [Example]] = [:]
  /// Numbers for the stems of all examples read so far.
  private var numbers: [String: Int32] = [:]

  /// The share of common stems from which two texts say the same.
  private static let alike = 0.6

  /// Which of an article's intents an utterance is most like, where it is nearly one's example.
  ///
  /// For utterances that are nearly a question of the article itself, which stands for no intent.
  /// Alike are texts that share most of their stems (Jaccard). Complexity: the article's examples.
  mutating func intent(
    ofArticle id: String,
    likest utterance: AnalyzedText,
    in base: KnowledgeBase
  ) -> String? {
    guard let texts = base.articleExamples[id] else { return nil }
    let examples = self.examples[id] ?? read(texts, of: id, in: base)
    let said = Self.stems(of: utterance, in: base)
    guard !said.isEmpty else { return nil }
    let known = said.compactMap { numbers[$0] }
    var best: (share: Double, intent: String)?
    for example in examples {
      let shared = known.count { example.stems.contains($0) }
      let share = Double(shared) / Double(said.count + example.stems.count - shared)
      if share >= Self.alike, share > best?.share ?? 0 { best = (share, example.intent) }
    }
    return best?.intent
  }

  private mutating func read(
    _ texts: [(intent: String, text: String)],
    of id: String,
    in base: KnowledgeBase
  ) -> [Example] {
    let read = texts.map { example in
      let stems = Self.stems(of: base.interpreter.analyzer.analyze(example.text), in: base)
      return Example(intent: example.intent, stems: stems.map { number(of: $0) })
    }
    examples[id] = read
    return read
  }

  private mutating func number(of stem: String) -> Int32 {
    if let known = numbers[stem] { return known }
    let number = Int32(numbers.count)
    numbers[stem] = number
    return number
  }

  /// The stems of a text, each once, but for those of words that say nothing of the subject.
  private static func stems(of analysis: AnalyzedText, in base: KnowledgeBase) -> [String] {
    var stems: [String] = []
    for token in analysis.tokens where !token.isCompound {
      let stem = analysis.text(token.foldedTerm)
      if !stems.contains(stem), !base.fillerStems.contains(stem) { stems.append(stem) }
    }
    return stems
  }
}
