import TextAnalysis

/// Reads language codes in content files.
enum LanguageList {
  /// The codes of all languages, as an error message lists them.
  static var codes: String { Language.allCases.map(\.code).joined(separator: ", ") }

  static func language(_ node: YAMLNode, key: String) throws(ContentProblem) -> Language {
    let code = try node.text(key)
    return try language(code, file: node.file, line: node.line, key: key)
  }

  /// One text for each language, as `{en: ..., ru: ...}`.
  static func texts(_ node: YAMLNode, key: String) throws(ContentProblem) -> [Language: String] {
    var texts: [Language: String] = [:]
    for entry in try node.map(key).entries {
      let language = try language(entry.key, file: node.file, line: entry.keyLine, key: key)
      texts[language] = try entry.node.text(entry.key)
    }
    return texts
  }

  static func language(
    _ code: String,
    file: String,
    line: Int,
    key: String
  ) throws(ContentProblem) -> Language {
    guard let language = Language(rawValue: code) else {
      throw ContentProblem(
        file: file,
        line: line,
        "`\(key)`: expected one of \(codes), found `\(code)`",
        rule: "language"
      )
    }
    return language
  }
}
