import Content
import TextAnalysis

/// The rules about the topics of the help centre.
extension ContentCheck {
  /// `dangling-id`, `duplicate-name`, `missing-translation` and `article-without-topic`.
  static func topics(
    _ surroundings: ScriptSurroundings,
    _ problems: inout [ContentProblem]
  ) {
    let topics = surroundings.scripts.topics.topics
    guard !topics.isEmpty else { return }
    func add(
      _ line: Int,
      _ message: String,
      _ rule: String,
      _ severity: ContentProblem.Severity = .error
    ) {
      problems.append(
        ContentProblem(severity, file: ShopScripts.topicsFile, line: line, message, rule: rule)
      )
    }
    var owners: [String: String] = [:]
    for topic in topics {
      for id in topic.articles {
        if let other = owners.updateValue(topic.id, forKey: id.text) {
          add(
            id.line,
            "the article `\(id.text)` is under the topic `\(other)` already; expected it once",
            "duplicate-name"
          )
        } else if !surroundings.isArticle(id.text) {
          add(
            id.line,
            "the topic `\(topic.id)`: there is no article `\(id.text)`"
              + hint(id.text, surroundings.articleIDs),
            "dangling-id"
          )
        }
      }
      guard let main = surroundings.settings?.defaultLanguage else { continue }
      let missing = Set(surroundings.chosen.map(\.language) + [main])
        .filter { topic.title[$0] == nil }.map(\.code).sorted()
      guard !missing.isEmpty else { continue }
      add(
        topic.line,
        "the topic `\(topic.id)` has no title in \(missing.joined(separator: ", ")); expected one, "
          + "at least in \(main.code)",
        "missing-translation",
        missing.contains(main.code) ? .error : .warning
      )
    }
    let published = surroundings.chosen.reduce(into: Set<String>()) { $0.formUnion($1.publicIDs) }
    for id in published.subtracting(owners.keys).sorted() {
      add(
        0,
        "the article `\(id)` stands under no topic; expected it under one of "
          + topics.map { "`\($0.id)`" }.joined(separator: ", "),
        "article-without-topic",
        .warning
      )
    }
  }
}
