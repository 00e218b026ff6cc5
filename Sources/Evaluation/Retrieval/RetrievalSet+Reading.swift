import Retrieval

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension RetrievalSet {
  static func documents(in file: SourceFile) throws -> [Document] {
    var documents: [Document] = []
    var lines: [String: Int] = [:]
    try forEachRecord(in: file) { record, line in
      try claim(record.id, "document", line, in: file, &lines)
      guard record.title != nil || record.text != nil else {
        throw SetError(
          file: file.name,
          line: line,
          message: "the document has no text; expected \(shape)"
        )
      }
      documents.append(
        Document(
          id: record.id,
          title: record.title ?? "",
          questions: record.questions ?? [],
          body: record.text ?? ""
        )
      )
    }
    guard !documents.isEmpty else {
      throw SetError(
        file: file.name,
        line: nil,
        message: "there are no documents; expected one JSON object a line: \(shape)"
      )
    }
    return documents
  }

  static func questions(in file: SourceFile) throws -> [(id: String, text: String)] {
    var questions: [(id: String, text: String)] = []
    var lines: [String: Int] = [:]
    try forEachRecord(in: file) { record, line in
      try claim(record.id, "query", line, in: file, &lines)
      guard let text = record.text else {
        throw SetError(
          file: file.name,
          line: line,
          message: "the query has no text; expected {\"id\": \"…\", \"text\": \"…\"}"
        )
      }
      questions.append((record.id, text))
    }
    return questions
  }

  static func grades(in file: SourceFile) throws -> [String: [String: Int]] {
    var grades: [String: [String: Int]] = [:]
    try file.forEachLine { line, number in
      let parts = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      guard parts.count == 3, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw SetError(
          file: file.name,
          line: number,
          message: "expected three fields between tabs, QUERY DOCUMENT GRADE, found \(parts.count)"
        )
      }
      guard let grade = Int(parts[2]), grade >= 0 else {
        throw SetError(
          file: file.name,
          line: number,
          message: "the grade \"\(parts[2])\" is not a whole number from 0"
        )
      }
      guard grades[parts[0], default: [:]].updateValue(grade, forKey: parts[1]) == nil else {
        throw SetError(
          file: file.name,
          line: number,
          message: "query \(parts[0]) and document \(parts[1]) are judged twice; expected once"
        )
      }
    }
    return grades
  }

  private static let shape =
    "{\"id\": \"…\", \"title\": \"…\", \"text\": \"…\", \"questions\": [\"…\"]}"

  /// What a line may hold; other keys are passed over.
  private struct Record: Decodable {
    var id: String
    var title: String?
    var text: String?
    var questions: [String]?
  }

  private static func forEachRecord(
    in file: SourceFile,
    _ body: (Record, Int) throws -> Void
  ) throws {
    let decoder = JSONDecoder()
    try file.forEachLine { line, number in
      let record: Record
      do {
        record = try decoder.decode(Record.self, from: Data(line))
      } catch let error as DecodingError {
        throw SetError(file: file.name, line: number, message: sentence(error))
      }
      guard !record.id.isEmpty, !record.id.contains(where: \.isWhitespace) else {
        throw SetError(
          file: file.name,
          line: number,
          message: "the id is empty or has white space in it; expected a name without"
        )
      }
      try body(record, number)
    }
  }

  private static func claim(
    _ id: String,
    _ what: String,
    _ line: Int,
    in file: SourceFile,
    _ lines: inout [String: Int]
  ) throws {
    guard let first = lines.updateValue(line, forKey: id) else { return }
    throw SetError(
      file: file.name,
      line: line,
      message: "the \(what) id \(id) is there already, in line \(first); expected it once"
    )
  }

  private static func sentence(_ error: DecodingError) -> String {
    func path(_ context: DecodingError.Context) -> String {
      context.codingPath.first?.stringValue ?? "the line"
    }
    return switch error {
    case .keyNotFound(let key, _): "\(key.stringValue) is missing; expected \(shape)"
    case .typeMismatch(_, let context) where context.codingPath.isEmpty:
      "the line is not a JSON object; expected \(shape)"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      path(context) == "questions"
        ? "questions is not a list of strings" : "\(path(context)) is not a string"
    default: "the line is not JSON; expected \(shape)"
    }
  }
}
