package import Content
import TextAnalysis

/// Examples that were proposed, and the content they would stand in.
extension LanguageFiles {
  /// The file in which an item's intent or article stands, and the examples it has.
  ///
  /// - Throws: `ContentProblem` at the item's line of `file` when there is no such place.
  package func texts(
    at item: ExampleProposal.Item,
    of file: String
  ) throws(ContentProblem) -> (file: String, texts: [String]) {
    let names: [String]
    switch item.place {
    case .intent(let name):
      if let intent = intents.first(where: { $0.name == name }), let file = intentFiles[name] {
        return (file, intent.examples.map(\.text))
      }
      names = intents.map(\.name)
    case .article(let id):
      if let article = articles.first(where: { $0.id == id }) {
        return (article.file, article.questions.map(\.text))
      }
      names = articles.map(\.id)
    }
    let (key, name) = item.place.parts
    let meant = KeyCheck.suggestion(for: name, among: names)
    throw ContentProblem(
      file: file,
      line: item.line,
      "there is no \(key) `\(name)` in \(language.code)"
        + (meant.map { "; did you mean `\($0)`?" } ?? ""),
      rule: "unknown-\(key)"
    )
  }

  /// Adds an item's examples; without its intent or article nothing is added.
  package mutating func add(_ item: ExampleProposal.Item) {
    for example in item.examples {
      switch item.place {
      case .intent(let name):
        guard let place = intents.firstIndex(where: { $0.name == name }) else { return }
        intents[place] = intents[place].adding(example.text)
      case .article(let id):
        guard let place = articles.firstIndex(where: { $0.id == id }) else { return }
        articles[place] = articles[place].adding(example.text)
      }
    }
  }
}
