package import TextAnalysis

/// Reads an article: YAML front matter between two `---` lines, then Markdown.
package enum ArticleParser {
  private static let keys = [
    "id", "language", "title", "questions", "tags", "audience", "updated", "review_by", "related",
    "media",
  ]

  /// Reads one file.
  ///
  /// `language` is that of the folder; nil when the front matter must name it.
  /// - Throws: `ContentProblem` for the first thing without which the article cannot be used.
  package static func parse(
    _ bytes: [UInt8],
    file: String,
    language: Language? = nil,
    limits: StrictYAML.Limits = StrictYAML.Limits(),
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> Article {
    let source = try SourceText(bytes, file: file, maximumBytes: limits.maximumBytes)
    let (frontMatter, bodyLines) = try sections(of: source)
    var parser = YAMLParser(source, lines: frontMatter, limits: limits)
    let map = try parser.document().map("front matter")
    try KeyCheck.check(map, allowed: keys, of: "an article", warnings: &warnings)

    let idNode = try map.required("id", of: "the article")
    let id = try idNode.text("id")
    guard isArticleID(id) else {
      throw ContentProblem(
        file: file,
        line: idNode.line,
        "`id`: expected only a-z, 0-9 and hyphens, found `\(id)`",
        rule: "article-id"
      )
    }
    let title = try map.required("title", of: "the article").locatedText("title")
    guard !bodyLines.isEmpty else {
      throw ContentProblem(
        file: file,
        line: frontMatter.upperBound + 1,
        "the article has no text below its front matter; expected at least one paragraph",
        rule: "empty-body"
      )
    }
    let body = source.text(ofLines: bodyLines)
    let updated = try map["updated"]?.date("updated")
    let reviewBy = try map["review_by"]?.date("review_by")
    if let updated, let reviewBy, reviewBy < updated {
      warnings.append(
        ContentProblem(
          .warning,
          file: file,
          line: map["review_by"]?.line ?? map.line,
          "`review_by` (\(reviewBy)) is before `updated` (\(updated))",
          rule: "review-date"
        )
      )
    }
    return Article(
      file: file,
      id: id,
      language: try self.language(in: map, folder: language),
      title: title.text,
      titleLine: title.line,
      questions: try texts("questions", in: map),
      tags: try texts("tags", in: map).map(\.text),
      audience: try audience(in: map),
      updated: updated,
      reviewBy: reviewBy,
      related: try texts("related", in: map),
      media: try texts("media", in: map),
      body: body,
      bodyLine: bodyLines.lowerBound + 1,
      shortAnswer: shortAnswer(of: body)
    )
  }

  /// Whether a text has the form of an article's id.
  package static func isArticleID(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0.isLowercaseLetter || $0.isDigit || $0 == .hyphen }
  }

  /// Finds the lines of the front matter and those of the body without blank lines around it.
  static func sections(
    of source: SourceText
  ) throws(ContentProblem) -> (frontMatter: Range<Int>, body: Range<Int>) {
    let lines = source.lines
    func isMarker(_ index: Int) -> Bool {
      let line = source.bytes[lines[index]]
      return line.starts(with: [.hyphen, .hyphen, .hyphen])
        && line.dropFirst(3).allSatisfy(\.isBlank)
    }
    guard !lines.isEmpty, isMarker(0) else {
      throw ContentProblem(
        file: source.file,
        line: 1,
        "expected `---` on the first line, then the front matter (`id: ...`, `title: ...`)",
        rule: "front-matter"
      )
    }
    guard let close = (1..<lines.count).first(where: isMarker) else {
      throw ContentProblem(
        file: source.file,
        line: 1,
        "the front matter that starts here has no end; expected a second `---` line",
        rule: "front-matter"
      )
    }
    func isBlank(_ index: Int) -> Bool { source.bytes[lines[index]].allSatisfy(\.isBlank) }
    let rest = (close + 1)..<lines.count
    guard let first = rest.first(where: { !isBlank($0) }),
      let last = rest.last(where: { !isBlank($0) })
    else { return (1..<close, rest.upperBound..<rest.upperBound) }
    return (1..<close, first..<(last + 1))
  }

  private static func shortAnswer(of body: String) -> String {
    let blocks = Markdown.blocks(of: body).filter { !$0.text.isEmpty }
    return
      (blocks.first { $0.kind == .paragraph } ?? blocks.first { $0.kind != .heading }
      ?? blocks.first)?.text ?? ""
  }

  private static func texts(
    _ key: String,
    in map: YAMLMap
  ) throws(ContentProblem) -> [LocatedText] {
    try map[key]?.texts(key) ?? []
  }

  private static func language(
    in map: YAMLMap,
    folder: Language?
  ) throws(ContentProblem) -> Language {
    guard let node = map["language"] else {
      if let folder { return folder }
      throw ContentProblem(
        file: map.file,
        line: map.line,
        "the article has no `language` and lies in no language's folder; "
          + "expected `language: en` or another of \(LanguageList.codes)",
        rule: "missing-key"
      )
    }
    let language = try LanguageList.language(node, key: "language")
    guard folder == nil || folder == language else {
      throw ContentProblem(
        file: map.file,
        line: node.line,
        "`language` is \(language.code), but the article lies in the folder of "
          + "\(folder?.code ?? "")",
        rule: "article-language"
      )
    }
    return language
  }

  private static func audience(in map: YAMLMap) throws(ContentProblem) -> Article.Audience {
    guard let node = map["audience"] else { return .everyone }
    let text = try node.text("audience")
    guard let audience = Article.Audience(rawValue: text) else {
      throw ContentProblem(
        file: map.file,
        line: node.line,
        "`audience`: expected public or internal, found `\(text)`",
        rule: "article-audience"
      )
    }
    return audience
  }
}
