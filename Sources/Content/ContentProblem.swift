/// A mistake in a content file: where it is, how bad it is and what was expected.
package struct ContentProblem: Error, Sendable, Hashable {
  package enum Severity: String, Sendable, Hashable {
    /// The file cannot be used.
    case error
    /// The file can be used, but something in it has no effect or looks wrong.
    case warning
  }

  package let severity: Severity
  package let file: String
  /// The line, counted from 1; 0 when the whole file is meant.
  package let line: Int
  /// Where in the line, in Unicode scalars counted from 1; nil when the whole line is meant.
  package let column: Int?
  package let message: String
  /// The short stable name of the violated rule, such as `unknown-key`.
  package let rule: String

  package init(
    _ severity: Severity = .error,
    file: String,
    line: Int,
    column: Int? = nil,
    _ message: String,
    rule: String
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.rule = rule
  }
}

extension ContentProblem {
  /// The file, the line and, where it is known, the column: "intents/en/shop.yml:12:5".
  package var place: String { "\(file):\(line)" + (column.map { ":\($0)" } ?? "") }
}

extension ContentProblem: CustomStringConvertible {
  package var description: String {
    "\(place): \(severity.rawValue): \(message) (\(rule))"
  }
}

extension ContentProblem: Comparable {
  /// Orders problems as a reader works through them: by file, then line and column, then rule.
  package static func < (left: ContentProblem, right: ContentProblem) -> Bool {
    (left.file, left.line, left.column ?? 0, left.rule, left.message)
      < (right.file, right.line, right.column ?? 0, right.rule, right.message)
  }
}
