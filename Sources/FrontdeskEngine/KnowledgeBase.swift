package import Content
package import Dialogue
package import Retrieval
package import TextAnalysis
package import Understanding

/// What the shop knows in one language: articles, responses, and how to find them.
package final class KnowledgeBase: Sendable {
  package let language: Language
  package let interpreter: Interpreter
  package let index: SearchIndex
  /// Articles by id, with facts filled in.
  package let articles: [String: PublishedArticle]
  package let responses: ResponseCatalog
  /// How customers say what steers a conversation.
  package let conversationWords: ConversationWords
  /// The words that bring a person.
  package let deskWords: DeskWordsFile
  /// The intents' sentence templates.
  package let patterns: PatternSet
  /// What intents lead to, but for those that are simply answered.
  private let roles: [String: DialoguePolicy.Role]
  /// The article that answers each intent, or an empty text.
  private let intentArticles: [String: String]
  /// The examples of the intents that an article answers, by the article's id.
  let articleExamples: [String: [(intent: String, text: String)]]
  /// The intents that an article answers, sorted, by its id.
  private let articleIntents: [String: [String]]
  let fillerStems: Set<String>
  /// What customers would say who mean an intent, by its name.
  private let firstExamples: [String: String]
  /// Names the content: changes with any file of the language or the shop.
  package let version: String
  /// What was wrong with the files; the rest of them works.
  package let problems: [ContentProblem]
  /// Whether the index was read from a kept file rather than built.
  package let wasKept: Bool

  /// An article as customers read it.
  package struct PublishedArticle: Sendable {
    package let id: String
    package let title: String
    package let shortAnswer: String
    /// The whole text, facts filled in, marks removed.
    package let body: String
    package let updated: String?
    package let related: [String]
  }

  /// Reads a language's files and builds its index, or takes the kept one.
  package static func load(_ language: Language, of shop: Shop, cache: IndexCache?) -> KnowledgeBase
  {
    var problems: [ContentProblem] = []
    let files = LanguageFiles(language, in: shop.folder, problems: &problems)
    return KnowledgeBase(files, shop: shop, cache: cache, problems: problems)
  }

  /// Makes a knowledge base of files that were read.
  package init(
    _ files: LanguageFiles,
    shop: Shop,
    cache: IndexCache?,
    problems: [ContentProblem] = []
  ) {
    var problems = problems
    let language = files.language
    self.language = language
    var hash = files.hash
    hash.combine(shop.hash.hexadecimal)
    let analyzer = Analyzer(language: language)
    let synonyms = files.synonymTable(analyzer)
    articles = Self.publish(files, shop, &problems)
    deskWords = files.deskWords
    patterns = files.patternSet(analyzer, published: Set(articles.keys))
    let sources = Self.sources(files, articles, patterns)
    let fillers = files.fillers.map(\.text)
    let kept = cache?.kept(language: language, content: hash, sources: sources)
    // What is learnt holds the lexicon; reading it again would take longer than all the rest.
    let concepts = kept == nil ? files.lexicon(analyzer) : nil
    problems += concepts?.problems ?? []
    index =
      kept?.index
      ?? SearchIndexBuilder.build(
        sources.map(\.document),
        analyzer: analyzer,
        synonyms: synonyms,
        knownWords: fillers
      )
    wasKept = kept != nil
    let known = articles
    let pins = (shop.pins?.pins ?? []).filter {
      $0.language == language && known[$0.article] != nil
    }
    interpreter = Interpreter(
      index: index,
      analyzer: analyzer,
      sources: sources,
      synonyms: synonyms,
      fillers: fillers,
      pins: pins.map { ($0.question, $0.article) },
      patterns: patterns,
      lexicon: concepts?.lexicon ?? Lexicon(),
      classifier: kept?.classifier
    )
    // A lexicon with mistakes is read again each time, so that they are told each time.
    if let concepts, concepts.problems.isEmpty {
      cache?.keep(
        IndexCache.Kept(index: index, classifier: interpreter.classifier),
        content: hash
      )
    }
    responses = Self.catalog(files, shop, &problems)
    conversationWords = Self.conversationWords(language, in: shop.folder, &problems)
    var roles: [String: DialoguePolicy.Role] = [:]
    for intent in files.intents {
      switch intent.action {
      case .handoff: roles[intent.name] = .handoff
      case .decline: roles[intent.name] = .outside
      case nil: break
      }
    }
    self.roles = roles
    var intentArticles: [String: String] = [:]
    for intent in files.intents {
      let article = intent.article?.text ?? ""
      intentArticles[intent.name] = articles[article] == nil ? "" : article
    }
    self.intentArticles = intentArticles
    articleIntents = Dictionary(grouping: intentArticles.keys.sorted()) {
      intentArticles[$0] ?? ""
    }
    var articleExamples: [String: [(intent: String, text: String)]] = [:]
    for intent in files.intents {
      guard let article = intentArticles[intent.name], !article.isEmpty else { continue }
      articleExamples[article, default: []] += intent.examples.map { (intent.name, $0.text) }
    }
    self.articleExamples = articleExamples
    fillerStems = Set(
      fillers.flatMap { text in
        let analysis = analyzer.analyze(text)
        return analysis.tokens.map { analysis.text($0.foldedTerm) }
      }
    )
    var firstExamples: [String: String] = [:]
    for intent in files.intents {
      firstExamples[intent.name] =
        intent.examples.first?.text ?? patterns.samples(ofIntent: intent.name).first
    }
    self.firstExamples = firstExamples
    version = String(hash.hexadecimal.prefix(12))
    self.problems = problems
  }

  /// The response that answers an intent: `utter_` and the intent's name.
  package static func responseName(ofIntent intent: String) -> String { "utter_\(intent)" }

  /// What naming a target leads to.
  package func role(of target: Target) -> DialoguePolicy.Role {
    guard case .intent(let name) = target else { return .answered }
    return roles[name] ?? .answered
  }

  /// The article or intent of a name; intents that an article answers stand for the article.
  package func target(named name: String) -> Target? {
    if articles[name] != nil { return .article(name) }
    guard let article = intentArticles[name] else { return nil }
    return article.isEmpty ? .intent(name) : .article(article)
  }

  /// The intents that an article answers, sorted.
  func intents(ofArticle id: String) -> [String] { articleIntents[id] ?? [] }

  /// What to call a target when offering it.
  package func label(of target: Target) -> String {
    switch target {
    case .article(let id): articles[id]?.title ?? id
    case .intent(let name): firstExamples[name] ?? name
    }
  }
}

extension KnowledgeBase {
  private static func publish(
    _ files: LanguageFiles,
    _ shop: Shop,
    _ problems: inout [ContentProblem]
  ) -> [String: PublishedArticle] {
    var published: [String: PublishedArticle] = [:]
    for article in files.articles where article.audience == .everyone {
      do throws(ContentProblem) {
        func render(_ text: String, _ line: Int) throws(ContentProblem) -> String {
          try shop.renderer.render(
            text,
            in: files.language,
            file: article.file,
            firstLine: line
          )
        }
        published[article.id] = PublishedArticle(
          id: article.id,
          title: try render(article.title, article.titleLine),
          shortAnswer: try render(article.shortAnswer, article.bodyLine),
          body: Markdown.plainText(of: try render(article.body, article.bodyLine)),
          updated: article.updated?.description,
          related: article.related.map(\.text)
        )
      } catch {
        problems.append(error)
      }
    }
    return published
  }

  /// The documents of the index: every article, and every intent that no article answers.
  ///
  /// The examples of an intent that an article answers are sample questions of the article. Samples
  /// of templates are examples like any other.
  private static func sources(
    _ files: LanguageFiles,
    _ articles: [String: PublishedArticle],
    _ patterns: PatternSet
  ) -> [Interpreter.Source] {
    func examples(of intent: IntentDefinition) -> [String] {
      intent.examples.map(\.text) + patterns.samples(ofIntent: intent.name)
    }
    var sources: [Interpreter.Source] = []
    let byArticle = Dictionary(grouping: files.intents) { $0.article?.text ?? "" }
    for article in files.articles {
      guard let published = articles[article.id] else { continue }
      var questions = article.questions.map(\.text)
      var intents = [String?](repeating: nil, count: questions.count)
      for intent in byArticle[article.id] ?? [] {
        let examples = examples(of: intent)
        questions += examples
        intents += examples.map { _ in intent.name }
      }
      let target = Target.article(article.id)
      sources.append(
        Interpreter.Source(
          target: target,
          document: Document(
            id: target.documentID,
            title: published.title,
            questions: questions,
            tags: article.tags,
            body: published.body
          ),
          intents: intents
        )
      )
    }
    for intent in files.intents where articles[intent.article?.text ?? ""] == nil {
      let target = Target.intent(intent.name)
      let examples = examples(of: intent)
      sources.append(
        Interpreter.Source(
          target: target,
          document: Document(
            id: target.documentID,
            questions: examples
          ),
          intents: examples.map { _ in intent.name },
          isOutside: intent.action == .decline
        )
      )
    }
    return sources
  }

  private static func catalog(
    _ files: LanguageFiles,
    _ shop: Shop,
    _ problems: inout [ContentProblem]
  ) -> ResponseCatalog {
    var variants: [String: [ResponseCatalog.Variant]] = [:]
    let slots = Set(shop.scripts.flows.slotNames)
    // A response that is said for each row of a table has the table's columns as placeholders.
    var lines: Set<String> = []
    for text in files.responses.flatMap({ $0.definition.variants.map(\.text.text) }) {
      for name in ResponseCatalog.placeholders(of: text) {
        if let colon = name.firstIndex(of: ":") { lines.insert(String(name[colon...].dropFirst())) }
      }
    }
    for (definition, file) in files.responses {
      let supplied = SystemResponse(rawValue: definition.name)?.placeholders ?? []
      func isLeft(_ name: String) -> Bool {
        supplied.contains(name) || slots.contains(name) || name.contains(":")
          || ScriptResponse.placeholders.contains(name)
          || (lines.contains(definition.name) && shop.facts[name] == nil)
      }
      for variant in definition.variants {
        do throws(ContentProblem) {
          func render(_ text: LocatedText) throws(ContentProblem) -> String {
            let (shielded, names) = PlaceholderShield.cover(text.text, isLeft)
            let rendered = try shop.renderer.render(
              shielded,
              in: files.language,
              file: file,
              firstLine: text.line
            )
            return PlaceholderShield.uncover(rendered, names)
          }
          var buttons: [ResponseCatalog.Variant.Button] = []
          for button in variant.buttons {
            buttons.append(
              ResponseCatalog.Variant.Button(
                title: try render(button.title),
                payload: button.payload
              )
            )
          }
          variants[definition.name, default: []].append(
            ResponseCatalog.Variant(
              try render(variant.text),
              buttons: buttons,
              condition: variant.condition,
              channel: variant.channel
            )
          )
        } catch {
          problems.append(error)
        }
      }
    }
    return ResponseCatalog(variants)
  }

  /// Reads `intents/flows/words/<language>.yml`; no words where there is no such file.
  private static func conversationWords(
    _ language: Language,
    in folder: ContentFolder,
    _ problems: inout [ContentProblem]
  ) -> ConversationWords {
    do throws(ContentProblem) {
      let name = "intents/flows/words/\(language.code).yml"
      guard let file = try folder.file(name) else { return ConversationWords([:]) }
      return try ConversationWords(parsing: file.bytes, file: file.name, warnings: &problems)
    } catch {
      problems.append(error)
      return ConversationWords([:])
    }
  }
}

/// Keeps placeholders that are filled in later from being taken for facts.
private enum PlaceholderShield {
  /// Of the private use area, which no text of a shop has.
  private static let sign: Character = "\u{F8F0}"

  static func cover(
    _ text: String,
    _ isLeft: (String) -> Bool
  ) -> (text: String, covered: [String]) {
    var values: [String: String] = [:]
    var covered: [String] = []
    for name in ResponseCatalog.placeholders(of: text) where isLeft(name) && values[name] == nil {
      values[name] = "\(sign)\(covered.count)\(sign)"
      covered.append(name)
    }
    return (covered.isEmpty ? text : ResponseCatalog.fill(text, with: values), covered)
  }

  static func uncover(_ text: String, _ covered: [String]) -> String {
    guard !covered.isEmpty else { return text }
    let pieces = text.split(separator: sign, omittingEmptySubsequences: false)
    return pieces.enumerated().map { index, piece in
      guard index.isMultiple(of: 2) == false, let number = Int(piece),
        covered.indices.contains(number)
      else { return String(piece) }
      return "{{\(covered[number])}}"
    }.joined()
  }
}
