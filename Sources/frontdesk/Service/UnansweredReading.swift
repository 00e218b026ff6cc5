import Content
import Dialogue
import Evaluation
import FrontdeskEngine
import Storage
import TextAnalysis
import Understanding

/// The unanswered questions of a period, in groups, beside what the shop knows now.
struct UnansweredReading {
  /// What was done with a group.
  enum State {
    case new
    case ignored
    /// It was given to an intent or article; so many were asked since, and not answered.
    case assigned(String, since: Int)
  }

  /// A group, what is nearest to it, and what that lacks.
  struct Entry {
    let group: QuestionGroup
    let state: State
    let nearest: Target?
    let confidence: Double
    let missing: [String]
  }

  /// The most frequent first.
  private(set) var entries: [Entry] = []
  /// How many lines were in languages that the shop does not serve.
  private(set) var foreign = 0
  private let shop: OpenShop

  /// Reads a period; texts are kept without what is personal.
  init(
    _ store: SQLiteStore,
    _ period: Range<Instant>,
    languages: [Language],
    _ shop: OpenShop,
    _ console: Console
  ) throws {
    self.shop = shop
    let questions = try read(store, period, languages, console)
    let marks = try marks(store)
    for language in languages {
      guard let asked = questions[language] else { continue }
      try add(asked, language, marks)
    }
    entries.sort { ($1.group.count, $0.group.id) < ($0.group.count, $1.group.id) }
  }

  private mutating func read(
    _ store: SQLiteStore,
    _ period: Range<Instant>,
    _ languages: [Language],
    _ console: Console
  ) throws -> [Language: [UnansweredQuestion]] {
    var wrong: [String: Set<Int>] = [:]
    for kind in [Mark.Kind.wrongAnswer, .review] {
      for mark in try store.marks(kind, since: period.lowerBound) {
        guard kind == .wrongAnswer || Judgement(mark.value)?.verdict == .wrong,
          let (conversation, number) = AnswerKey.parts(of: mark.key)
        else { continue }
        wrong[conversation, default: []].insert(number)
      }
    }
    let masking = Masking(shop.engine.shop)
    var questions: [Language: [UnansweredQuestion]] = [:]
    var progress = Progress("conversations", on: console.errors)
    var count = 0
    var foreign = 0
    let active = period.lowerBound..<Instant(secondsSinceEpoch: 1e11)
    try store.forEachConversation(throwing: active) { summary in
      count += 1
      try progress.update(count)
      let marked = wrong[summary.id.value] ?? []
      // Of most conversations the row says that there is nothing to find.
      guard
        summary.declines > 0 || summary.handoffs > 0 || summary.lastFeedback != nil
          || !marked.isEmpty
      else { return }
      let events = try store.events(of: summary.id)
      var finder = UnansweredFinder(summary.id, wrong: marked)
      for stored in events { finder.take(stored) }
      foreign += finder.foreign
      let scanner = masking.scanner(of: events)
      for question in finder.found
      where period.contains(question.time) && languages.contains(question.language) {
        questions[question.language, default: []].append(
          UnansweredQuestion(
            scanner.replaced(question.text),
            language: question.language,
            sign: question.sign,
            conversation: question.conversation,
            time: question.time
          )
        )
      }
    }
    try progress.finish()
    self.foreign = foreign
    return questions
  }

  /// What was done with groups, the last of each.
  private func marks(_ store: SQLiteStore) throws -> [String: Mark] {
    var last: [String: Mark] = [:]
    let beginning = Instant(secondsSinceEpoch: -1e11)
    for mark in try store.marks(.unanswered, since: beginning) { last[mark.key] = mark }
    return last
  }

  private mutating func add(
    _ questions: [UnansweredQuestion],
    _ language: Language,
    _ marks: [String: Mark]
  ) throws {
    let base = try shop.knowledgeBase(language)
    let texts = TargetTexts(language, shop, base)
    let weights = texts.weights
    var room = Interpreter.Room()
    for group in QuestionGrouping(language, weights: weights).groups(of: questions) {
      let opening = group.wordings.first?.text ?? ""
      let utterance = Utterance(opening, analyzer: base.interpreter.analyzer)
      let best = base.interpreter.interpret(utterance, using: &room).candidates
        .first { !$0.isSmallTalk && base.role(of: $0.target) == .answered }
      entries.append(
        Entry(
          group: group,
          state: Self.state(of: group, marks[group.id]),
          nearest: best?.target,
          confidence: best?.confidence ?? 0,
          missing: best.map {
            group.missingWords(in: texts.texts(of: $0.target), weights: weights)
          } ?? []
        )
      )
    }
  }

  private static func state(of group: QuestionGroup, _ mark: Mark?) -> State {
    guard let mark else { return .new }
    if mark.value == "ignored" { return .ignored }
    let place = mark.value.split(separator: " ").last.map(String.init) ?? mark.value
    return .assigned(place, since: group.count(after: mark.time))
  }

  /// The entry of a group by its id, or by the beginning of it.
  ///
  /// - Throws: `UsageError` when there is none, or more than one.
  func entry(_ id: String) throws -> Entry {
    let found = entries.filter { $0.group.id.hasPrefix(id.lowercased()) }
    guard let first = found.first, found.count == 1, !id.isEmpty else {
      throw UsageError(
        found.isEmpty
          ? "there is no group \(id) in this period; frontdesk unanswered lists them"
          : "\(id) begins the ids of several groups: \(alternatives(found.map(\.group.id)))"
      )
    }
    return first
  }
}

/// The texts by which articles and intents of a language are found.
struct TargetTexts {
  let weights: StemWeights
  private let files: LanguageFiles
  private let base: KnowledgeBase

  init(_ language: Language, _ shop: OpenShop, _ base: KnowledgeBase) {
    // What is wrong with the files is told where the knowledge base is loaded.
    var ignored: [ContentProblem] = []
    files = LanguageFiles(language, in: shop.engine.shop.folder, problems: &ignored)
    self.base = base
    var texts = files.intents.flatMap { $0.examples.map(\.text) }
    for article in files.articles { texts += [article.title] + article.questions.map(\.text) }
    weights = StemWeights(
      texts,
      fillers: files.fillers.map(\.text),
      analyzer: base.interpreter.analyzer
    )
  }

  /// Title, text, tags, questions and examples of a target.
  func texts(of target: Target) -> [String] {
    switch target {
    case .intent(let name):
      return files.intents.filter { $0.name == name }.flatMap { $0.examples.map(\.text) }
    case .article(let id):
      var texts = files.intents.filter { $0.article?.text == id }
        .flatMap { $0.examples.map(\.text) }
      for article in files.articles where article.id == id {
        texts += article.questions.map(\.text) + article.tags
      }
      if let published = base.articles[id] { texts += [published.title, published.body] }
      return texts
    }
  }
}

/// The names of answers: `CONVERSATION/NUMBER`.
enum AnswerKey {
  static func parts(of key: String) -> (conversation: String, number: Int)? {
    guard let slash = key.lastIndex(of: "/"), let number = Int(key[key.index(after: slash)...]),
      number >= 0
    else { return nil }
    return (String(key[..<slash]), number)
  }
}
