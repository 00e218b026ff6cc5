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
  /// What the examples taught; kept beside the index.
  package let classifier: TargetClassifier
  private let sources: [String: Source]
  /// Pinned questions, by their stems.
  private let pins: [String: String]

  /// How many candidates are looked at closely.
  private static let candidateCount = 24
  /// How many candidates are kept.
  private static let keptCount = 8

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
    index: SearchIndex, analyzer: Analyzer, sources: [Source], synonyms: SynonymTable,
    fillers: [String], pins: [(question: String, article: String)],
    classifier: TargetClassifier? = nil
  ) {
    self.analyzer = analyzer
    self.index = index
    var folded: Set<String> = []
    for filler in fillers {
      let analysis = analyzer.analyze(filler)
      for token in analysis.tokens { folded.insert(analysis.text(token.foldedWord)) }
    }
    builder = QueryBuilder(
      index: index, analyzer: analyzer, synonyms: synonyms, fillers: folded)
    searcher = Searcher(index)
    self.classifier = classifier ?? TargetClassifier.learn(sources, using: builder)
    self.sources = Dictionary(uniqueKeysWithValues: sources.map { ($0.document.id, $0) })
    var pinned: [String: String] = [:]
    for pin in pins { pinned[Self.key(of: analyzer.analyze(pin.question))] = pin.article }
    self.pins = pinned
  }

  /// Ranks what an utterance may mean; the same utterance always gives the same answer.
  package func interpret(
    _ utterance: Utterance, using room: inout Searcher.Room
  ) -> Interpretation {
    let query = builder.query(for: utterance.analysis)
    let result = searcher.search(query, limit: Self.candidateCount, using: &room)
    var candidates = result.hits.compactMap { candidate($0, query, utterance) }
    measureLead(&candidates)
    addDecisions(query, &candidates)
    for position in candidates.indices {
      candidates[position].confidence =
        candidates[position].isExact ? 1 : Confidence.of(candidates[position].evidence)
    }
    pin(utterance, &candidates)
    candidates.sort {
      ($0.isExact ? 1 : 0, $0.confidence, $1.target) > ($1.isExact ? 1 : 0, $1.confidence, $0.target)
    }
    candidates.removeLast(max(candidates.count - Self.keptCount, 0))
    return Interpretation(
      utterance: utterance, candidates: candidates, query: query, result: result)
  }

  /// Takes the score of a candidate apart.
  package func explain(
    _ candidate: Interpretation.Candidate, in interpretation: Interpretation
  ) -> Explanation? {
    candidate.hit.map {
      searcher.explain($0, of: interpretation.result, for: interpretation.query)
    }
  }
}

extension Interpreter {
  private func candidate(
    _ hit: Searcher.Hit, _ query: Query, _ utterance: Utterance
  ) -> Interpretation.Candidate? {
    guard let source = sources[index.documentIDs[hit.document]] else { return nil }
    var evidence = Evidence(coverage: Double(hit.coverage))
    var matched: String?
    var intent: String?
    var isExact = false
    if let unit = hit.unit {
      let match = index.match(query, unit: unit, fillers: builder.fillerTerms)
      evidence.ofQuestion = Double(match.ofQuestion)
      evidence.ofMatch = Double(match.ofUnit)
      isExact = match.isExact
      let position = index.position(ofUnit: unit)
      if position == 0 {
        matched = source.document.title
      } else {
        matched = source.document.questions[position - 1]
        intent = source.intents[position - 1]
      }
    }
    evidence.substance = Double(query.groups.reduce(Float(0)) { $0 + $1.weight * $1.idf })
    if case .intent(let name) = source.target { intent = name }
    return Interpretation.Candidate(
      target: source.target, intent: intent, confidence: 0, score: Double(hit.score),
      matched: matched, isExact: isExact, evidence: evidence, hit: hit)
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
      var intent: String?
      if case .intent(let name) = source.target { intent = name }
      candidates.append(
        Interpretation.Candidate(
          target: source.target, intent: intent, confidence: 0, score: 0, matched: nil,
          isExact: false, evidence: Evidence(), hit: nil))
    }
    for position in candidates.indices {
      let decision = decisions[candidates[position].target.documentID] ?? -1
      candidates[position].evidence.decision = Double(decision)
      candidates[position].evidence.decisionLead = Double(
        decision - (decision == best ? second : best))
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
    _ utterance: Utterance, _ candidates: inout [Interpretation.Candidate]
  ) {
    guard !pins.isEmpty, let article = pins[Self.key(of: utterance.analysis)] else { return }
    let target = Target.article(article)
    candidates.removeAll { $0.target == target }
    candidates.insert(
      Interpretation.Candidate(
        target: target, intent: nil, confidence: 1, score: 0, matched: nil, isExact: true,
        evidence: Evidence(), hit: nil),
      at: 0)
  }

  /// A text as its folded stems, by which pinned questions are found.
  private static func key(of analysis: AnalyzedText) -> String {
    analysis.tokens.filter { !$0.isCompound && !$0.kind.isMarked }
      .map { analysis.text($0.foldedTerm) }.joined(separator: " ")
  }
}
