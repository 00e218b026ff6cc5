import Content
import Retrieval
import TextAnalysis
import Understanding

/// The rules that ask the shop its own questions.
extension ContentCheck {
  /// A target must have this many other texts before one of its texts can be out of place.
  private static let leastOwnTexts = 3
  /// How many neighbours vote on where a text belongs, and how many must agree.
  private static let voters = 10
  private static let agreement = 5
  /// The nearest part of all texts that must be without one of the own target: one in so many.
  private static let strangerShare = 15
  /// But no more than so many: of thousands of texts these are near enough.
  private static let mostStrangers = 150
  /// The part of the nearest rival's score below which an own text is alike by chance.
  private static let ownShare: Float = 0.1
  /// The part of the question's words, by weight, that the nearest of the rival's texts must hold.
  private static let rivalMatch: Float = 0.55

  static func retrieval(
    of language: CheckedLanguage,
    _ shop: Shop?,
    _ problems: inout [ContentProblem]
  ) {
    hijacked(in: language, &problems)
    if let shop { lost(in: language, shop, &problems) }
  }

  // MARK: Left out

  /// `hijacked-example`: texts that, were they not there, another target would be found for.
  ///
  /// Every text is a document of its own, so that the text that is asked can be left out; then its
  /// nearest neighbours vote. The rule is meant for clear cases: of about 170 texts of the bundled
  /// shop put under another intent on purpose it found 18, and none of those in their place.
  private static func hijacked(
    in language: CheckedLanguage,
    _ problems: inout [ContentProblem]
  ) {
    let texts = language.texts
    var countOfTarget: [Target: Int] = [:]
    for text in texts { countOfTarget[text.target, default: 0] += 1 }
    let synonyms = language.files.synonymTable(language.analyzer)
    let fillers = language.files.fillers.map(\.text)
    let index = SearchIndexBuilder.build(
      texts.enumerated().map { Document(id: documentID($0.offset), questions: [$0.element.text]) },
      analyzer: language.analyzer,
      synonyms: synonyms,
      knownWords: fillers
    )
    let builder = QueryBuilder(
      index: index,
      analyzer: language.analyzer,
      synonyms: synonyms,
      fillers: language.analyzer.foldedWords(of: fillers)
    )
    let searcher = Searcher(index)
    let strangers = min(max(voters, texts.count / strangerShare), mostStrangers)
    var room = Searcher.Room()
    var matching = SearchIndex.MatchRoom()
    for (position, text) in texts.enumerated()
    where text.kind != .title && (countOfTarget[text.target] ?? 0) > leastOwnTexts {
      let query = builder.query(for: language.analyzer.analyze(text.text), corrects: false)
      // One word alone belongs to many.
      guard query.words.count >= 2 else { continue }
      let hits = searcher.search(query, limit: strangers + 1, using: &room).hits
      let others = hits.filter { $0.document != position }
      index.prepare(query, &matching)
      guard let nearest = winner(among: others.prefix(voters), texts), let unit = nearest.unit,
        !others.contains(where: {
          texts[$0.document].target == text.target && $0.score >= ownShare * nearest.score
        }),
        index.match(unit: unit, weights: builder.unitWeights, &matching).ofQuestion
          >= rivalMatch
      else { continue }
      let other = texts[nearest.document]
      problems.append(
        ContentProblem(
          .warning,
          file: text.file,
          line: text.line,
          "\"\(text.text)\" is closer to \"\(other.text)\" at \(other.place) and other texts of "
            + "\(other.target.phrase) than to any other text of \(text.target.phrase); expected it "
            + "there, or more examples like it here",
          rule: "hijacked-example"
        )
      )
    }
  }

  /// The nearest text of the target that enough of the voters belong to, if there is one.
  private static func winner(
    among voters: some Sequence<Searcher.Hit>,
    _ texts: [CheckedText]
  ) -> Searcher.Hit? {
    var nearest: [Target: Searcher.Hit] = [:]
    var counts: [Target: Int] = [:]
    for hit in voters {
      let target = texts[hit.document].target
      if nearest[target] == nil { nearest[target] = hit }
      counts[target, default: 0] += 1
    }
    // At most two targets can have half of the votes each; then neither is clear.
    let winners = counts.filter { $0.value >= agreement }.map(\.key)
    return winners.count == 1 ? nearest[winners[0]] : nil
  }

  /// An id that sorts like the position it stands for.
  private static func documentID(_ position: Int) -> String {
    let digits = String(position)
    return String(repeating: "0", count: max(8 - digits.count, 0)) + digits
  }

  // MARK: As it is

  /// `unreachable-article`, `lost-question` and `lost-example`: what leads elsewhere when it is asked.
  ///
  /// Every title, question and example is asked once. An article that none of its own questions
  /// finds is one problem, not one for each of them.
  private static func lost(
    in language: CheckedLanguage,
    _ shop: Shop,
    _ problems: inout [ContentProblem]
  ) {
    // What the files have wrong is reported by the rules that look for it.
    let base = KnowledgeBase(language.files, shop: shop, cache: nil)
    var room = Interpreter.Room()
    var found: Set<String> = []
    var lost: [String: [ContentProblem]] = [:]
    for text in language.texts {
      var question = text.text
      var expected = text.target
      switch text.owner {
      case .article(let id):
        guard let article = base.articles[id] else { continue }
        if text.kind == .title { question = article.title }
      case .intent(let name): expected = base.target(named: name) ?? expected
      }
      let utterance = Utterance(question, analyzer: language.analyzer)
      let best = base.interpreter.interpret(utterance, using: &room).candidates.first
      if best?.target == expected {
        if case .article(let id) = text.owner { found.insert(id) }
        continue
      }
      guard let best else { continue }
      lost[text.owner.documentID, default: []].append(
        problem(of: text, question, expected: expected, found: best)
      )
    }
    for article in language.files.articles where base.articles[article.id] != nil {
      let owner = Target.article(article.id).documentID
      guard !found.contains(article.id) else { continue }
      lost[owner] = nil
      problems.append(
        ContentProblem(
          .warning,
          file: article.file,
          line: article.titleLine,
          "no question leads to the article `\(article.id)`, not even its own title or "
            + "questions; expected questions that no other article or intent has",
          rule: "unreachable-article"
        )
      )
    }
    for problem in lost.values { problems += problem }
  }

  /// The problem of a text for which something else than expected is found.
  private static func problem(
    of text: CheckedText,
    _ question: String,
    expected: Target,
    found best: Interpretation.Candidate
  ) -> ContentProblem {
    let because = best.matched.map { " because of \"\($0)\"" } ?? ""
    return ContentProblem(
      .warning,
      file: text.file,
      line: text.line,
      "\"\(question)\" leads to \(best.target.phrase)\(because); expected \(expected.phrase), whose "
        + "\(text.kind == .title ? "title" : text.kind == .question ? "question" : "example") it is",
      rule: text.kind == .example ? "lost-example" : "lost-question"
    )
  }
}
