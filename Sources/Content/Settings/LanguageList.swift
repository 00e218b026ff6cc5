import TextAnalysis

/// Reads language codes in content files.
enum LanguageList {
  /// The codes of all languages, as an error message lists them.
  static var codes: String { Language.allCases.map(\.code).joined(separator: ", ") }

  static func language(_ node: YAMLNode, key: String) throws(ContentProblem) -> Language {
    let code = try node.text(key)
    return try language(code, file: node.file, line: node.line, key: key)
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
