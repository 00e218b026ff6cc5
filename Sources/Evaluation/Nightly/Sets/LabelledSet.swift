package import TextAnalysis

/// The labelled questions of a language, from one file or several.
package struct LabelledSet: Sendable {
  /// What stands where nothing is right.
  package static let none = "none"
  /// What the first line of a file names, between tabs.
  static let columns = ["id", "text", "article", "intent", "slices"]

  package let language: Language
  /// In the order of the files.
  package let questions: [LabelledQuestion]
  /// What is odd but no error, each with file and line.
  package let warnings: [String]

  /// Reads the files of a language.
  ///
  /// - Throws: `SetError` for the first line that is wrong, and for a file without questions.
  package init(_ files: [SourceFile], language: Language, names: ShopNames) throws {
    var reader = LabelledSetReader(language: language, names: names)
    for file in files { try reader.read(file) }
    self.language = language
    questions = reader.questions
    warnings = reader.warnings
  }
}
