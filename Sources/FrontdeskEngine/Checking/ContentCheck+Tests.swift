package import Content
import TextAnalysis

extension ContentCheck {
  /// Finds the articles, intents and responses that a test names and its language does not have.
  package static func names(
    in tests: ConversationTestFile,
    of files: LanguageFiles
  ) -> [ContentProblem] {
    names(
      in: tests,
      articles: Set(files.articles.map(\.id)),
      intents: Set(files.intents.map(\.name)),
      responses: Set(files.responses.map(\.definition.name))
    )
  }

  /// Reads the conversation tests of a language; what cannot be read elsewhere is not missing here.
  static func tests(
    of language: CheckedLanguage,
    in tests: ConversationTests,
    _ problems: inout [ContentProblem]
  ) {
    for file in tests.files where file.language == language.language {
      problems += names(
        in: file.tests,
        articles: Set(language.files.articles.map(\.id)).union(language.brokenIDs),
        intents: language.hasBrokenIntents ? nil : Set(language.files.intents.map(\.name)),
        responses: language.hasBrokenIntents
          ? nil : Set(language.files.responses.map(\.definition.name))
      )
    }
  }

  private static func names(
    in tests: ConversationTestFile,
    articles: Set<String>,
    intents: Set<String>?,
    responses: Set<String>?
  ) -> [ContentProblem] {
    var problems: [ContentProblem] = []
    func look(for name: String, _ kind: String, in known: Set<String>?, _ line: Int) {
      guard let known, !known.contains(name) else { return }
      let meant = KeyCheck.suggestion(for: name, among: known)
      problems.append(
        ContentProblem(
          file: tests.file,
          line: line,
          "there is no \(kind) `\(name)`" + (meant.map { "; did you mean `\($0)`?" } ?? ""),
          rule: "dangling-id"
        )
      )
    }
    for step in tests.tests.flatMap(\.steps) {
      switch step.action {
      case .expect(.article(let id)): look(for: id, "article", in: articles, step.line)
      case .expect(.intent(let name)): look(for: name, "intent", in: intents, step.line)
      case .expect(.utter(let name)): look(for: name, "response", in: responses, step.line)
      default: break
      }
    }
    return problems
  }
}
