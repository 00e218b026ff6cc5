import Retrieval
import TextAnalysis

/// Reading parts of an utterance by themselves: the question without the small talk around it, the
/// sentence that says what a story is about.
extension Interpreter {
  func withoutSmallTalk(
    _ whole: Interpretation,
    using room: inout Room
  ) -> Interpretation {
    guard let best = whole.candidates.first, !best.isExact,
      let question = withoutSmallTalk(whole.utterance)
    else { return whole }
    var rest = rank(question, using: &room)
    // Beside small talk a likely question counts more than likely small talk.
    let least = best.isSmallTalk ? 0.5 : best.confidence
    guard let meant = rest.candidates.first, !meant.isSmallTalk, meant.confidence >= least else {
      return whole
    }
    rest.utterance = whole.utterance
    return rest
  }

  /// What the clearest sentence of an utterance means by itself, when the whole is not clear.
  ///
  /// Customers tell a story around their question. Two sentences that clearly mean two things are
  /// two questions, so the second is a candidate beside the first.
  func clearestSentence(
    of utterance: Utterance,
    than whole: Interpretation,
    using room: inout Room
  ) -> Interpretation? {
    guard let best = whole.candidates.first, !best.isExact, best.confidence < Sentences.clear
    else { return nil }
    var text = utterance.text
    let sentences = text.withUTF8 { SentenceSegmenter.sentences(in: $0) }
    guard (2...Sentences.most).contains(sentences.count) else { return nil }
    var clearest: Interpretation?
    var others: [Interpretation.Candidate] = []
    for sentence in sentences {
      guard let part = self.part(sentence, of: utterance) else { continue }
      let read = rank(part, using: &room)
      guard let meant = read.candidates.first, !meant.isSmallTalk,
        meant.confidence >= Sentences.clear
      else { continue }
      if let known = clearest?.candidates.first, known.confidence >= meant.confidence {
        others.append(meant)
      } else {
        if let known = clearest?.candidates.first { others.append(known) }
        clearest = read
      }
    }
    guard var clearest, let meant = clearest.candidates.first else { return nil }
    for other in others.sorted(by: { $0.precedes($1) }).reversed()
    where other.target != meant.target {
      clearest.candidates.removeAll { $0.target == other.target }
      clearest.candidates.insert(other, at: 1)
    }
    clearest.utterance = utterance
    return clearest
  }

  /// When a sentence of several is looked at by itself.
  fileprivate enum Sentences {
    /// Clearer than this nothing need be, and a sentence must be so.
    static let clear = 0.9
    /// Longer stories are not taken apart.
    static let most = 8
  }

  /// The utterance with the small talk at its ends blanked out; nil when there is none, or nothing
  /// else.
  func withoutSmallTalk(_ utterance: Utterance) -> Utterance? {
    guard !smallTalk.isEmpty else { return nil }
    let analysis = utterance.analysis
    let tokens = analysis.tokens.filter { !$0.isCompound }
    func isSmallTalk(_ tokens: ArraySlice<AnalyzedText.Token>) -> Bool {
      tokens.allSatisfy { !$0.kind.isMarked }
        && smallTalk.contains(Self.key(of: tokens, in: analysis))
    }
    func longest(_ count: Int, _ end: (Int) -> ArraySlice<AnalyzedText.Token>) -> Int {
      (1...Self.smallTalkWords).last { $0 < count && isSmallTalk(end($0)) } ?? 0
    }
    let before = longest(tokens.count) { tokens.prefix($0) }
    let rest = tokens.dropFirst(before)
    let kept = rest.dropLast(longest(rest.count) { rest.suffix($0) })
    guard kept.count < tokens.count, let first = kept.first, let last = kept.last else {
      return nil
    }
    return part(first.range.lowerBound..<last.range.upperBound, of: utterance)
  }

  /// The utterance with all but a part blanked out; nil when no word is left.
  func part(_ range: Range<Int>, of utterance: Utterance) -> Utterance? {
    // Blanks keep the ranges of what is left those of the original text.
    let bytes = utterance.text.utf8.enumerated().map { position, byte in
      range.contains(position) ? byte : 0x20
    }
    let part = Utterance(
      String(decoding: bytes, as: UTF8.self),
      analyzer: analyzer,
      writing: utterance.writing
    )
    return part.analysis.tokens.isEmpty ? nil : part
  }
}
