package import Retrieval
package import TextAnalysis

/// Finds what an utterance of one language is about among articles and intents.
///
/// Intents are documents like articles, each example a text of its own. `interpret` is the one
/// place where candidates are scored; nothing above it knows how.
package struct Interpreter: Sendable {
  package let analyzer: Analyzer
  private let index: SearchIndex
  private let builder: QueryBuilder
  private let searcher: Searcher
  private let synonyms: SynonymTable
  /// What the examples taught; kept beside the index.
  package let classifier: TargetClassifier
  private let sources: [String: Source]
  /// Pinned questions, by their stems.
  private let pins: [String: String]
  /// What is said beside a question, greetings above all, by stems.
  private let smallTalk: Set<String>

  /// How many candidates are looked at closely.
  private static let candidateCount = 24
  /// How many candidates are kept.
  private static let keptCount = 8
  /// Small talk of more words is not looked for beside a question.
  private static let smallTalkWords = 4

  /// What a document of the index stands for.
  package struct Source: Sendable {
    package var target: Target
    package var document: Document
    /// The intent each question is an example of, or nil for the article's own questions.
    package var intents: [String?]

    package init(target: Target, document: Document, intents: [String?]) {
      self.target = target
      self.document = document
      self.intents = intents
    }
  }

  package init(
    index: SearchIndex,
    analyzer: Analyzer,
    sources: [Source],
    synonyms: SynonymTable,
    fillers: [String],
    pins: [(question: String, article: String)],
    classifier: TargetClassifier? = nil
  ) {
    self.analyzer = analyzer
    self.index = index
    builder = QueryBuilder(
      index: index,
      analyzer: analyzer,
      synonyms: synonyms,
      fillers: analyzer.foldedWords(of: fillers)
    )
    searcher = Searcher(index)
    self.synonyms = synonyms
    self.classifier = classifier ?? TargetClassifier.learn(sources, using: builder)
    self.sources = Dictionary(uniqueKeysWithValues: sources.map { ($0.document.id, $0) })
    var pinned: [String: String] = [:]
    for pin in pins { pinned[Self.key(of: analyzer.analyze(pin.question))] = pin.article }
    // A pin of nothing but signs or an order number would be found in every such line.
    pinned[""] = nil
    self.pins = pinned
    var smallTalk: Set<String> = []
    for source in sources where source.target.isSmallTalk {
      for question in source.document.questions {
        let key = Self.key(of: analyzer.analyze(question))
        // "y" and "n" are answers alone, but beside other words they could be anything.
        if key.count > 1 { smallTalk.insert(key) }
      }
    }
    self.smallTalk = smallTalk
  }

  /// Ranks what an utterance may mean; the same utterance always gives the same answer.
  ///
  /// Small talk before or behind a question is left out where the question is then clearer.
  package func interpret(
    _ utterance: Utterance,
    using room: inout Searcher.Room
  ) -> Interpretation {
    let whole = rank(utterance, using: &room)
    guard let best = whole.candidates.first, !best.isExact,
      let question = withoutSmallTalk(utterance)
    else { return whole }
    var rest = rank(question, using: &room)
    // Beside small talk a likely question counts more than likely small talk.
    let least = best.isSmallTalk ? 0.5 : best.confidence
    guard let meant = rest.candidates.first, !meant.isSmallTalk, meant.confidence >= least else {
      return whole
    }
    rest.utterance = utterance
    return rest
  }

  private func rank(_ utterance: Utterance, using room: inout Searcher.Room) -> Interpretation {
    let query = builder.query(for: utterance.analysis)
    let result = searcher.search(query, limit: Self.candidateCount, using: &room)
    var candidates = result.hits.compactMap { candidate($0, query) }
    measureLead(&candidates)
    addDecisions(query, &candidates)
    let known = Self.knownShare(of: query)
    for position in candidates.indices {
      candidates[position].evidence.known = known
      candidates[position].confidence =
        candidates[position].isExact ? 1 : Confidence.of(candidates[position].evidence)
    }
    candidates.sort { $0.precedes($1) }
    if query.topicCount <= 1 { shareAmongRivals(&candidates) }
    if !Self.saysSomething(query) {
      for position in candidates.indices {
        candidates[position].isExact = false
        candidates[position].confidence = 0
      }
    }
    pin(utterance, &candidates)
    candidates.removeLast(max(candidates.count - Self.keptCount, 0))
    return Interpretation(
      utterance: utterance,
      candidates: candidates,
      query: query,
      result: result
    )
  }

  /// Makes a question of one topic that several targets hold whole nobody's for certain.
  ///
  /// "Gift card" stands in questions about using one and about losing one; what the examples have
  /// more of says nothing about which was meant, so all of them are offered.
  private func shareAmongRivals(_ candidates: inout [Interpretation.Candidate]) {
    guard let best = candidates.first, !best.isExact, best.evidence.ofQuestion >= Rivals.whole,
      best.evidence.ofMatch < Rivals.most
    else { return }
    let least = best.score * Rivals.nearness
    let rivals = candidates.indices.dropFirst().filter {
      candidates[$0].evidence.ofQuestion >= Rivals.whole && candidates[$0].score >= least
    }
    guard !rivals.isEmpty else { return }
    let shared = min(best.confidence, Rivals.sharedConfidence)
    candidates[0].confidence = shared
    for rival in rivals.prefix(2) {
      // Behind the best, but near enough to be offered with it.
      candidates[rival].confidence = min(
        max(candidates[rival].confidence, shared * 0.75),
        shared
      )
    }
    candidates.sort { $0.precedes($1) }
  }

  /// Whether a question holds a word; numbers, addresses and single letters say nothing of a topic.
  private static func saysSomething(_ query: Query) -> Bool {
    query.words.contains { $0.kind == .word && $0.word.unicodeScalars.count > 1 }
  }

  /// When targets are rivals for a question.
  private enum Rivals {
    /// A target holds the question whole when it has this much of the question's weight.
    static let whole = 0.95
    /// Above it the question is nearly the whole of what matched, and so clear enough.
    static let most = 0.7
    /// How near a rival's score must be to the best one's.
    static let nearness = 0.82
    static let sharedConfidence = 0.5
  }

  /// The passage of a text that speaks most of what an utterance asks; nil when it holds no word.
  package func snippet(of body: String, for interpretation: Interpretation) -> Snippet? {
    Snippet.best(
      in: body,
      for: interpretation.query,
      in: index,
      analyzer: analyzer,
      synonyms: synonyms
    )
  }

  /// Takes the score of a candidate apart.
  package func explain(
    _ candidate: Interpretation.Candidate,
    in interpretation: Interpretation
  ) -> Explanation? {
    candidate.hit.map {
      searcher.explain($0, of: interpretation.result, for: interpretation.query)
    }
  }
}

extension Interpreter {
  private func candidate(
    _ hit: Searcher.Hit,
    _ query: Query
  ) -> Interpretation.Candidate? {
    guard let source = sources[index.documentIDs[hit.document]] else { return nil }
    var candidate = Interpretation.Candidate(source.target)
    candidate.score = Double(hit.score)
    candidate.hit = hit
    candidate.evidence.coverage = Double(hit.coverage)
    candidate.evidence.substance = Double(
      query.groups.reduce(Float(0)) { $0 + $1.weight * $1.idf }
    )
    guard let unit = hit.unit else { return candidate }
    let match = index.match(query, unit: unit, fillers: builder.fillerTerms)
    candidate.evidence.ofQuestion = Double(match.ofQuestion)
    candidate.evidence.ofMatch = Double(match.ofUnit)
    candidate.isExact = match.isExact
    let position = index.position(ofUnit: unit)
    if position == 0 {
      candidate.matched = source.document.title
    } else {
      candidate.matched = source.document.questions[position - 1]
      candidate.intent = source.intents[position - 1] ?? candidate.intent
    }
    return candidate
  }

  /// The part of the words that the index knows, 0 to 1; 1 when only things are named.
  private static func knownShare(of query: Query) -> Double {
    guard !query.groups.isEmpty else { return query.words.isEmpty ? 0 : 1 }
    let known = query.groups.reduce(Float(0)) { $0 + ($1.isKnown ? $1.weight : 0) }
    return Double(known / query.groups.reduce(0) { $0 + $1.weight })
  }

  /// Adds what the classifier thinks, and targets that only the classifier thinks of.
  private func addDecisions(_ query: Query, _ candidates: inout [Interpretation.Candidate]) {
    let decisions = classifier.decisions(for: query)
    guard !decisions.isEmpty else { return }
    let ranked = decisions.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    let best = ranked[0].value
    let second = ranked.count > 1 ? ranked[1].value : best - 1
    for (id, _) in ranked.prefix(3) {
      guard let source = sources[id], !candidates.contains(where: { $0.target == source.target })
      else { continue }
      candidates.append(Interpretation.Candidate(source.target))
    }
    for position in candidates.indices {
      let decision = decisions[candidates[position].target.documentID] ?? -1
      candidates[position].evidence.decision = Double(decision)
      candidates[position].evidence.decisionLead = Double(
        decision - (decision == best ? second : best)
      )
    }
  }

  /// Sets how far each candidate is ahead of the best other one, relative to the best score.
  private func measureLead(_ candidates: inout [Interpretation.Candidate]) {
    guard let first = candidates.first?.score, first > 0 else { return }
    let second = candidates.dropFirst().first?.score ?? 0
    for position in candidates.indices {
      let rival = position == 0 ? second : first
      candidates[position].evidence.lead = (candidates[position].score - rival) / first
    }
  }

  private func pin(
    _ utterance: Utterance,
    _ candidates: inout [Interpretation.Candidate]
  ) {
    guard !pins.isEmpty, let article = pins[Self.key(of: utterance.analysis)] else { return }
    let target = Target.article(article)
    var pinned = candidates.first { $0.target == target } ?? Interpretation.Candidate(target)
    pinned.confidence = 1
    pinned.isExact = true
    candidates.removeAll { $0.target == target }
    candidates.insert(pinned, at: 0)
  }

  /// The utterance with the small talk at its ends blanked out; nil when there is none, or nothing
  /// else.
  private func withoutSmallTalk(_ utterance: Utterance) -> Utterance? {
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
    // Blanks keep the ranges of what is left those of the original text.
    let bytes = utterance.text.utf8.enumerated().map { position, byte in
      (first.range.lowerBound..<last.range.upperBound).contains(position) ? byte : 0x20
    }
    return Utterance(
      String(decoding: bytes, as: UTF8.self),
      analyzer: analyzer,
      writing: utterance.writing
    )
  }

  /// A text as its folded stems, by which pinned questions are found.
  private static func key(of analysis: AnalyzedText) -> String {
    key(of: analysis.tokens.filter { !$0.isCompound && !$0.kind.isMarked }, in: analysis)
  }

  private static func key(
    of tokens: some Sequence<AnalyzedText.Token>,
    in analysis: AnalyzedText
  ) -> String {
    tokens.map { analysis.text($0.foldedTerm) }.joined(separator: " ")
  }
}
