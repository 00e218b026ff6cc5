/// Customers' questions, each with the article or intent that answers it.
package struct QuestionSet: Sendable {
  /// The label of questions that the shop does not answer.
  package static let outOfScope = "oos"

  package struct Question: Sendable, Hashable {
    package let text: String
    /// An article's id, an intent's name, or `oos`.
    package let label: String

    /// Whether the shop answers the question.
    package var isInScope: Bool { label != QuestionSet.outOfScope }
  }

  package let questions: [Question]

  /// Reads lines `text<TAB>label`.
  ///
  /// - Throws: `SetError` for a line of another shape, and for a file without questions.
  package init(_ file: SourceFile) throws {
    var questions: [Question] = []
    try file.forEachLine { line, number in
      let parts = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw SetError(
          file: file.name,
          line: number,
          message: "expected a question and its label with one tab between them"
        )
      }
      questions.append(
        Question(
          text: String(decoding: parts[0], as: UTF8.self),
          label: String(decoding: parts[1], as: UTF8.self)
        )
      )
    }
    guard !questions.isEmpty else {
      throw SetError(file: file.name, line: nil, message: "there is no question in the file")
    }
    self.questions = questions
  }
}
