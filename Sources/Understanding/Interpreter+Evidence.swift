import Retrieval
import TextAnalysis

/// What speaks for a candidate, from retrieval, the classifier, templates and pins.
extension Interpreter {
  /// Makes a question of one topic that several targets hold whole nobody's for certain.
  ///
  /// "Gift card" stands in questions about using one and about losing one; what the examples have
  /// more of says nothing about which was meant, so all of them are offered.
  func shareAmongRivals(_ candidates: inout [Interpretation.Candidate]) {
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
  static func saysSomething(_ query: Query) -> Bool {
    query.words.contains { $0.kind == .word && $0.word.unicodeScalars.count > 1 }
  }

  /// When targets are rivals for a question.
  fileprivate enum Rivals {
    /// A target holds the question whole when it has this much of the question's weight.
    static let whole = 0.95
    /// Above it the question is nearly the whole of what matched, and so clear enough.
    static let most = 0.7
    /// How near a rival's score must be to the best one's.
    static let nearness = 0.82
    static let sharedConfidence = 0.5
  }

  /// The candidates that were found, each with the number of its class; -1 where it has none.
  func candidates(
    _ hits: [Searcher.Hit],
    _ query: Query,
    using room: inout Room
  ) -> (candidates: [Interpretation.Candidate], classes: [Int]) {
    var candidates: [Interpretation.Candidate] = []
    var classes: [Int] = []
    candidates.reserveCapacity(hits.count + 3)
    index.prepare(query, &room.match)
    let substance = Double(query.groups.reduce(Float(0)) { $0 + $1.weight * $1.idf })
    for hit in hits {
      let document = documents[hit.document]
      guard let target = document.target else { continue }
      var candidate = Interpretation.Candidate(target)
      candidate.score = Double(hit.score)
      candidate.hit = hit
      candidate.evidence.coverage = Double(hit.coverage)
      candidate.evidence.substance = substance
      if let unit = hit.unit {
        let match = index.match(unit: unit, weights: builder.unitWeights, &room.match)
        candidate.evidence.ofQuestion = Double(match.ofQuestion)
        candidate.evidence.ofMatch = Double(match.ofUnit)
        candidate.isExact = match.isExact
        let position = index.position(ofUnit: unit)
        if position > 0 {
          candidate.intent = document.intents[position - 1] ?? candidate.intent
        }
      }
      candidates.append(candidate)
      classes.append(document.number)
    }
    return (candidates, classes)
  }

  /// The text of the document that a candidate's hit is nearest to.
  func matched(_ candidate: Interpretation.Candidate) -> String? {
    guard let hit = candidate.hit, let unit = hit.unit,
      let source = sources[index.documentIDs[hit.document]]
    else { return nil }
    let position = index.position(ofUnit: unit)
    guard position > 0 else { return source.document.title }
    let question = source.document.questions[position - 1]
    return patterns?.template(ofSample: question, target: source.target) ?? question
  }

  /// The part of the words that the index knows, 0 to 1; 1 when only things are named.
  static func knownShare(of query: Query) -> Double {
    guard !query.groups.isEmpty else { return query.words.isEmpty ? 0 : 1 }
    let known = query.groups.reduce(Float(0)) { $0 + ($1.isKnown ? $1.weight : 0) }
    return Double(known / query.groups.reduce(0) { $0 + $1.weight })
  }

  /// Adds what the classifier thinks, and targets that only the classifier thinks of.
  ///
  /// `classes` are the numbers of the candidates' classes.
  func addOpinions(
    _ query: Query,
    _ candidates: inout [Interpretation.Candidate],
    _ classes: [Int],
    using room: inout IntentMatcher.Room
  ) {
    guard !classifier.isEmpty else { return }
    var classes = classes
    classifier.read(query, using: &room)
    for number in classifier.best(3, in: room) where !classes.contains(number) {
      guard let source = sources[classifier.matcher.intents[number]] else { continue }
      candidates.append(Interpretation.Candidate(source.target))
      classes.append(number)
    }
    let outside = outsideClasses.map { room.share(of: $0) }.max() ?? 0
    let (best, next) = classifier.largestDecisions(in: room)
    for (position, number) in classes.enumerated() where number >= 0 {
      let opinion = classifier.opinion(ofClass: number, in: room)
      let rival = opinion.decision == best ? next : best
      candidates[position].evidence.opinion = Evidence.Opinion(
        decision: Double(opinion.decision),
        share: Double(opinion.share),
        margin: Double(opinion.decision - rival),
        outside: outsideClasses.contains(number) ? 0 : Double(outside),
        coverage: Double(opinion.coverage),
        rivals: classifier.matcher.intents.count - 1
      )
      candidates[position].evidence.wordCount = room.utterance.count
    }
  }

  /// Sets how far each candidate is ahead of the best other one, relative to the best score.
  func measureLead(_ candidates: inout [Interpretation.Candidate]) {
    guard let first = candidates.first?.score, first > 0 else { return }
    let second = candidates.dropFirst().first?.score ?? 0
    for position in candidates.indices {
      let rival = position == 0 ? second : first
      candidates[position].evidence.lead = (candidates[position].score - rival) / first
    }
  }

  /// Puts first what a template was written for that the whole utterance is a sentence of.
  func matchTemplate(
    _ utterance: Utterance,
    _ candidates: inout [Interpretation.Candidate]
  ) {
    guard let match = patterns?.match(utterance.analysis) else { return }
    let target = match.target
    var found =
      candidates.first { $0.target == target } ?? Interpretation.Candidate(target)
    found.intent = match.intent
    found.matched = match.template
    found.template = match
    found.confidence = 1
    found.isExact = true
    candidates.removeAll { $0.target == target }
    candidates.insert(found, at: 0)
  }

  func pin(
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
}
