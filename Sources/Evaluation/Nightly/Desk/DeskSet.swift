package import TextAnalysis

/// What a language's handovers and double questions are measured on.
package struct DeskSet: Sendable {
  /// The files it is read from, each of which may be missing.
  package enum Part: String, Sendable, Hashable, CaseIterable {
    /// Messages that want a person, and messages that want none.
    case desk
    /// Messages with two questions.
    case pairs
    /// Messages with one question and an "and".
    case singles

    /// The file's name; no labelled questions are read from a file of such a name.
    package var fileName: String { "\(rawValue).tsv" }

    var columns: [String] {
      switch self {
      case .desk: ["id", "text", "expected", "context", "slices"]
      case .pairs: ["id", "text", "first", "second"]
      case .singles: ["id", "text", "topic"]
      }
    }
  }

  package let language: Language
  /// What is said to start a script before the messages that are said inside one; nil where no
  /// message is.
  package let opener: String?
  /// In the order of the parts, and of the files.
  package let rows: [DeskRow]

  /// Reads the files that there are.
  ///
  /// - Throws: `SetError` for the first line that is wrong, and for a file without lines.
  package init(
    _ files: [Part: SourceFile],
    language: Language,
    names: ShopNames
  ) throws {
    var reader = DeskSetReader(language: language, names: names)
    for part in Part.allCases {
      if let file = files[part] { try reader.read(file, part) }
    }
    self.language = language
    opener = reader.opener
    rows = reader.rows
  }
}
