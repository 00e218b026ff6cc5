package import TextAnalysis

/// Puts examples into a content file; every byte that was there stays as it is.
///
/// What comes out is read again and compared with what was there before: a file that is written in
/// a way these few rules do not know is refused rather than damaged.
package enum ExampleInsertion {
  /// A file with examples put into it.
  package struct Result: Sendable, Hashable {
    package let bytes: [UInt8]
    /// The line on which the first new example stands, counted from 1.
    package let line: Int
  }

  /// Puts examples behind the last one of an intent.
  ///
  /// - Throws: `ContentProblem` when the file cannot be read, has no such intent, or is written so
  ///   that the examples would not be read back.
  package static func insert(
    _ texts: [String],
    intoIntent name: String,
    of bytes: [UInt8],
    file: String
  ) throws(ContentProblem) -> Result {
    let source = try SourceText(bytes, file: file)
    let root = try StrictYAML.parseMap(bytes, file: file)
    for node in try root["nlu"]?.list("nlu") ?? [] {
      let map = try node.map("nlu")
      guard let intent = map["intent"], try intent.text("intent") == name else { continue }
      let editor = EntryEditor(source)
      let result: Result?
      if let entry = map.entries.first(where: { $0.key == "examples" }) {
        result = try editor.append(texts, to: entry)
      } else if let entry = map.entries.first(where: { $0.key == "intent" }) {
        result = editor.add("examples: |", texts, behind: entry, quotes: false)
      } else {
        result = nil
      }
      var warnings: [ContentProblem] = []
      let before = try IntentFileParser.parse(bytes, file: file, warnings: &warnings)
      guard let result,
        let after = try? IntentFileParser.parse(result.bytes, file: file, warnings: &warnings),
        outline(after) == outline(before, adding: texts, to: name)
      else { throw refusal(file, line: node.line, "the examples of `\(name)`") }
      return result
    }
    throw ContentProblem(
      file: file,
      line: 0,
      "there is no intent `\(name)` in the file",
      rule: "unknown-intent"
    )
  }

  /// Puts questions behind the last one of an article.
  ///
  /// - Throws: `ContentProblem` when the file cannot be read, or is written so that the questions
  ///   would not be read back.
  package static func insert(
    _ texts: [String],
    intoArticle bytes: [UInt8],
    file: String,
    language: Language
  ) throws(ContentProblem) -> Result {
    let source = try SourceText(bytes, file: file)
    let (frontMatter, _) = try ArticleParser.sections(of: source)
    var parser = YAMLParser(source, lines: frontMatter, limits: StrictYAML.Limits())
    let map = try parser.document().map("front matter")
    let editor = EntryEditor(source, end: frontMatter.upperBound)
    let result: Result?
    if let entry = map.entries.first(where: { $0.key == "questions" }) {
      result = try editor.append(texts, to: entry)
    } else if let entry = map.entries.first(where: { $0.key == "title" }) {
      result = editor.add("questions:", texts, behind: entry, quotes: true)
    } else {
      result = nil
    }
    var warnings: [ContentProblem] = []
    let before = try ArticleParser.parse(
      bytes,
      file: file,
      language: language,
      warnings: &warnings
    )
    guard let result,
      let after = try? ArticleParser.parse(
        result.bytes,
        file: file,
        language: language,
        warnings: &warnings
      ),
      outline(after) == outline(before, adding: texts)
    else { throw refusal(file, line: map.line, "the article's questions") }
    return result
  }

  private static func refusal(_ file: String, line: Int, _ what: String) -> ContentProblem {
    ContentProblem(
      file: file,
      line: line,
      "\(what) are written in a way that nothing can be added to; expected lines of `- text`",
      rule: "insertion"
    )
  }
}

extension ExampleInsertion {
  /// Everything a file says, without the lines it says it on.
  private static func outline(
    _ file: IntentFile,
    adding texts: [String] = [],
    to name: String? = nil
  ) -> [[String]] {
    var outline = [[file.version ?? ""]]
    var isAdded = false
    for intent in file.intents {
      var examples = intent.examples.map { "\($0.text) \($0.entities)" }
      if intent.name == name, !isAdded {
        examples += texts.map { text in
          let example = ExampleText.example(text)
          return "\(example.text) \(example.entities)"
        }
        isAdded = true
      }
      outline.append([intent.name, intent.article?.text ?? "", intent.action?.rawValue ?? ""])
      outline.append(examples)
      outline.append(intent.templates.map(\.text))
    }
    for list in file.synonyms + file.regexes + file.lookups {
      outline.append([list.name] + list.examples.map(\.text))
    }
    for response in file.responses {
      outline.append([response.name] + response.variants.map(\.text.text))
    }
    return outline
  }

  private static func outline(_ article: Article, adding texts: [String] = []) -> [[String]] {
    [
      [article.id, article.language.code, article.title, article.body],
      article.questions.map(\.text) + texts,
      article.tags,
      [article.audience.rawValue, "\(article.updated, default: "")"],
      ["\(article.reviewBy, default: "")"],
      article.related.map(\.text),
      article.media.map(\.text),
    ]
  }
}
