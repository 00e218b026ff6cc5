/// Utterances, each with the intent it is meant by.
package struct IntentSet: Sendable {
  /// The label of utterances that no intent is meant by.
  package static let outOfScope = "oos"

  package struct Row: Sendable, Hashable {
    package let text: String
    package let label: String
    /// The line of the file, from 1.
    package let line: Int

    package var isInScope: Bool { label != IntentSet.outOfScope }
  }

  package let file: String
  package let rows: [Row]
  /// What is odd about the file, though it can be used.
  package let warnings: [String]

  /// Whether another set holds the same utterances and labels in the same order.
  package func isSame(as other: IntentSet) -> Bool {
    rows.count == other.rows.count
      && zip(rows, other.rows).allSatisfy { $0.text == $1.text && $0.label == $1.label }
  }

  /// Reads lines `text<TAB>label`.
  ///
  /// - Throws: `SetError` for a line of another shape, and for a file without rows.
  package init(_ source: SourceFile) throws {
    var rows: [Row] = []
    var warnings: [String] = []
    var first: [String: Row] = [:]
    try source.forEachLine { line, number in
      func fail(_ message: String) -> SetError {
        SetError(file: source.name, line: number, message: message)
      }
      let parts = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw fail("expected an utterance and its intent with one tab between them")
      }
      guard let text = String(validating: parts[0], as: UTF8.self),
        let written = String(validating: parts[1], as: UTF8.self)
      else { throw fail("expected UTF-8, found bytes that are not") }
      guard !text.allSatisfy(\.isWhitespace) else {
        throw fail("expected an utterance before the tab, found none")
      }
      let label = written.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard !label.isEmpty else { throw fail("expected an intent behind the tab, found none") }
      let row = Row(text: text, label: label, line: number)
      if let other = first[text] {
        if other.label != label {
          warnings.append(
            "\(source.name):\(number): the utterance is \(label) here and \(other.label) in line"
              + " \(other.line); it cannot be matched to the word"
          )
        }
      } else {
        first[text] = row
      }
      rows.append(row)
    }
    guard !rows.isEmpty else {
      throw SetError(file: source.name, line: nil, message: "there is no utterance in the file")
    }
    file = source.name
    self.rows = rows
    self.warnings = warnings
  }
}
