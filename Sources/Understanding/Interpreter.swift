package import Retrieval
package import TextAnalysis

/// Finds what an utterance of one language is about among articles and intents.
///
/// Intents are documents like articles, each example a text of its own. `interpret` is the one
/// place where candidates are scored; nothing above it knows how.
package final class Interpreter: Sendable {
  package let analyzer: Analyzer
  let index: SearchIndex
  let builder: QueryBuilder
  private let searcher: Searcher
  private let synonyms: SynonymTable
  /// What the examples taught; kept beside the index.
  package let classifier: TargetClassifier
  let sources: [String: Source]
  /// What the documents of the index stand for, by their positions.
  let documents: [IndexedDocument]
  /// The numbers of the classes that stand for what the shop has no answer to.
  let outsideClasses: [Int]
  /// Pinned questions, by their stems.
  let pins: [String: String]
  /// The intents' sentence templates.
  let patterns: PatternSet?
  /// What is said beside a question, greetings above all, by stems.
  let smallTalk: Set<String>

  /// How many candidates are looked at closely.
  private static let candidateCount = 24
  /// How many candidates are kept.
  private static let keptCount = 8
  /// Small talk of more words is not looked for beside a question.
  static let smallTalkWords = 4

  /// Memory for reading one utterance after another.
  package struct Room: Sendable {
    /// Whose words the memory holds.
    fileprivate var owner: Owner?
    /// What the utterance that is being interpreted came to when it was first ranked, as a whole.
    var first: Interpretation?
    var words = WordMemo()
    var search = Searcher.Room()
    var match = SearchIndex.MatchRoom()
    var matching = IntentMatcher.Room()

    package init() {}
  }

  /// Names one interpreter; whoever holds it keeps another from being taken for it.
  fileprivate final class Owner: Sendable {}

  private let owner = Owner()

  /// What must be known of a document to make a candidate of it.
  struct IndexedDocument: Sendable {
    /// Nil for a document without a source.
    var target: Target?
    var intents: [String?] = []
    /// The number of its class; -1 where nothing was learnt of it.
    var number = -1
  }

  /// What a document of the index stands for.
  package struct Source: Sendable {
    package var target: Target
    package var document: Document
    /// The intent each question is an example of, or nil for the article's own questions.
    package var intents: [String?]
    /// Whether it stands for what the shop has no answer to.
    package var isOutside: Bool

    package init(
      target: Target,
      document: Document,
      intents: [String?],
      isOutside: Bool = false
    ) {
      self.target = target
      self.document = document
      self.intents = intents
      self.isOutside = isOutside
    }
  }

  package init(
    index: SearchIndex,
    analyzer: Analyzer,
    sources: [Source],
    synonyms: SynonymTable,
    fillers: [String],
    pins: [(question: String, article: String)],
    patterns: PatternSet? = nil,
    lexicon: Lexicon = Lexicon(),
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
    self.patterns = patterns
    self.synonyms = synonyms
    self.classifier =
      classifier
      ?? TargetClassifier.learn(
        sources,
        using: builder,
        lexicon: lexicon,
        // Authors everywhere write names in English.
        countsNames: analyzer.language == .english
      )
    self.sources = Dictionary(uniqueKeysWithValues: sources.map { ($0.document.id, $0) })
    let (byID, learnt) = (self.sources, self.classifier)
    documents = index.documentIDs.map { id in
      IndexedDocument(
        target: byID[id]?.target,
        intents: byID[id]?.intents ?? [],
        number: learnt.number(ofDocument: id) ?? -1
      )
    }
    outsideClasses = sources.filter(\.isOutside).compactMap {
      learnt.number(ofDocument: $0.document.id)
    }.sorted()
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
  /// Small talk before or behind a question is left out where the question is then clearer, and
  /// where the whole is not clear, a sentence that is so by itself counts.
  package func interpret(
    _ utterance: Utterance,
    using room: inout Room
  ) -> Interpretation {
    let first = rank(utterance, using: &room)
    room.first = first
    let whole = withoutSmallTalk(first, using: &room)
    return clearestSentence(of: utterance, than: whole, using: &room) ?? whole
  }

  /// Why the classifier took an interpretation's question for one target and not for another.
  package func explain(
    _ target: Target,
    over runnerUp: Target,
    in interpretation: Interpretation
  ) -> MatchExplanation? {
    guard let intent = classifier.number(ofDocument: target.documentID),
      let other = classifier.number(ofDocument: runnerUp.documentID)
    else { return nil }
    return classifier.matcher.explain(
      UtteranceWords(interpretation.query),
      intent: intent,
      over: other
    )
  }

  func rank(_ utterance: Utterance, using room: inout Room) -> Interpretation {
    if room.owner !== owner {
      room = Room()
      room.owner = owner
    }
    let query = builder.query(for: utterance.analysis, using: &room.words)
    let result = searcher.search(query, limit: Self.candidateCount, using: &room.search)
    var (candidates, classes) = candidates(result.hits, query, using: &room)
    measureLead(&candidates)
    addOpinions(query, &candidates, classes, using: &room.matching)
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
    matchTemplate(utterance, &candidates)
    pin(utterance, &candidates)
    candidates.removeLast(max(candidates.count - Self.keptCount, 0))
    for position in candidates.indices where candidates[position].matched == nil {
      candidates[position].matched = matched(candidates[position])
    }
    return Interpretation(
      utterance: utterance,
      candidates: candidates,
      query: query,
      result: result
    )
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
  /// A text as its folded stems, by which pinned questions are found.
  static func key(of analysis: AnalyzedText) -> String {
    key(of: analysis.tokens.filter { !$0.isCompound && !$0.kind.isMarked }, in: analysis)
  }

  static func key(
    of tokens: some Sequence<AnalyzedText.Token>,
    in analysis: AnalyzedText
  ) -> String {
    tokens.map { analysis.text($0.foldedTerm) }.joined(separator: " ")
  }
}
