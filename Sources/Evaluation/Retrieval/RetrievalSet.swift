package import Retrieval

/// Documents, questions, and which document answers which question.
package struct RetrievalSet: Sendable {
  /// A question that at least one document answers.
  package struct Question: Sendable, Hashable {
    package let id: String
    package let text: String
    /// The grade of each document that answers it, above 0, by the document's id.
    package let grades: [String: Int]
  }

  package let documents: [Document]
  /// In the order of the file; questions without an answer are left out.
  package let questions: [Question]
  /// What was left out and might surprise, as sentences.
  package let warnings: [String]

  /// Reads a set from its three files.
  ///
  /// - Parameters:
  ///   - documents: JSON lines with `id`, `text`, and optionally `title` and `questions`.
  ///   - questions: JSON lines with `id` and `text`.
  ///   - judgements: lines of a question's id, a document's id and a grade from 0, between tabs.
  /// - Throws: `SetError` for the first wrong line, and when no question remains.
  package init(documents: SourceFile, questions: SourceFile, judgements: SourceFile) throws {
    self.documents = try Self.documents(in: documents)
    let asked = try Self.questions(in: questions)
    let grades = try Self.grades(in: judgements)
    self.questions = asked.compactMap { question in
      let answers = (grades[question.id] ?? [:]).filter { $0.value > 0 }
      return answers.isEmpty
        ? nil : Question(id: question.id, text: question.text, grades: answers)
    }
    guard !self.questions.isEmpty else {
      throw SetError(
        file: asked.isEmpty ? questions.name : judgements.name,
        line: nil,
        message: asked.isEmpty
          ? "there are no queries; expected one JSON object a line with id and text"
          : "no query of \(questions.name) has a relevant document here"
      )
    }
    warnings = Self.warnings(
      documents: self.documents,
      asked: asked.map(\.id),
      kept: self.questions,
      grades: grades
    )
  }

  private static func warnings(
    documents: [Document],
    asked: [String],
    kept: [Question],
    grades: [String: [String: Int]]
  ) -> [String] {
    var warnings: [String] = []
    let leftOut = asked.count - kept.count
    if leftOut > 0 {
      warnings.append("\(leftOut) queries without a relevant document are left out")
    }
    let unasked = Set(grades.keys).subtracting(asked).count
    if unasked > 0 { warnings.append("\(unasked) judged queries are not among the queries") }
    let known = Set(documents.map(\.id))
    var unknown: Set<String> = []
    for question in kept { unknown.formUnion(question.grades.keys.filter { !known.contains($0) }) }
    if !unknown.isEmpty {
      warnings.append(
        "\(unknown.count) relevant documents do not exist and count as not found, such as "
          + (unknown.min() ?? "")
      )
    }
    return warnings
  }
}
