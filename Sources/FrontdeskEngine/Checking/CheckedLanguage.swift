import Content
import Retrieval
import TextAnalysis
import Understanding

/// A title, question or example, with where it stands and what it leads to.
struct CheckedText {
  enum Kind {
    case title
    case question
    case example
  }

  let kind: Kind
  let text: String
  let file: String
  let line: Int
  /// The article or intent it is written in.
  let owner: Target
  /// What finding it leads to: an intent's article, where it has one.
  let target: Target

  /// The place, as a reader looks it up.
  var place: String { "\(file):\(line)" }
}

extension Target {
  /// The target in a sentence: "the article `x`".
  var phrase: String {
    switch self {
    case .article(let id): "the article `\(id)`"
    case .intent(let name): "the intent `\(name)`"
    }
  }
}

/// One language of a shop as the rules look at it.
struct CheckedLanguage {
  let language: Language
  let analyzer: Analyzer
  let files: LanguageFiles
  /// What reading the files found.
  let problems: [ContentProblem]
  /// All texts that can be found, ordered by file and line.
  let texts: [CheckedText]
  /// The ids of articles that customers can read.
  let publicIDs: Set<String>
  /// The ids of articles whose file cannot be read, by the files' names.
  let brokenIDs: Set<String>
  /// Whether a file of intents cannot be read, so that nothing of it counts as missing.
  let hasBrokenIntents: Bool

  /// Whether the words that bring a person cannot be read.
  let hasBrokenDeskWords: Bool

  /// Errors with which all that a file names is read all the same.
  private static let harmlessRules = ["duplicate-intent", "plain-variant"]

  init(_ language: Language, in folder: ContentFolder) {
    var problems: [ContentProblem] = []
    let files = LanguageFiles(language, in: folder, problems: &problems)
    self.language = language
    self.files = files
    analyzer = Analyzer(language: language)
    self.problems = problems + files.lexicon(analyzer).problems
    publicIDs = Set(files.articles.filter { $0.audience == .everyone }.map(\.id))
    let broken = problems.filter { $0.severity == .error }
    let corpus = "corpus/\(language.code)/"
    brokenIDs = Set(
      broken.filter { $0.file.hasPrefix(corpus) && $0.file.hasSuffix(".md") }
        .map { String($0.file.dropFirst(corpus.count).dropLast(3)) }
    )
    hasBrokenIntents = broken.contains {
      $0.file.hasPrefix("intents/\(language.code)") && !Self.harmlessRules.contains($0.rule)
    }
    hasBrokenDeskWords = broken.contains {
      $0.file == "\(ContentFolder.scripts)/desk-words/\(language.code).yml"
    }
    texts = Self.texts(of: files, publicIDs)
  }

  var isEmpty: Bool { files.articles.isEmpty && files.intents.isEmpty && problems.isEmpty }

  private static func texts(of files: LanguageFiles, _ publicIDs: Set<String>) -> [CheckedText] {
    var texts: [CheckedText] = []
    for article in files.articles where article.audience == .everyone {
      func add(_ kind: CheckedText.Kind, _ text: String, _ line: Int) {
        texts.append(
          CheckedText(
            kind: kind,
            text: text,
            file: article.file,
            line: line,
            owner: .article(article.id),
            target: .article(article.id)
          )
        )
      }
      add(.title, article.title, article.titleLine)
      for question in article.questions { add(.question, question.text, question.line) }
    }
    for intent in files.intents {
      let article = intent.article.flatMap { publicIDs.contains($0.text) ? $0.text : nil }
      for example in intent.examples {
        texts.append(
          CheckedText(
            kind: .example,
            text: example.text,
            file: files.intentFiles[intent.name] ?? "",
            line: example.line,
            owner: .intent(intent.name),
            target: article.map(Target.article) ?? .intent(intent.name)
          )
        )
      }
    }
    return texts.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
  }
}
