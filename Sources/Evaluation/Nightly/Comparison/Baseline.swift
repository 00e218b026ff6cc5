package import TextAnalysis

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What became of every question on the night that later ones are compared with.
package struct Baseline: Sendable, Hashable, Codable {
  package static let format = 1

  private let format: Int
  /// By language code.
  package private(set) var languages: [String: Night]

  /// A language's questions on that night.
  package struct Night: Sendable, Hashable, Codable {
    /// Names the content that answered.
    package let content: String
    /// How many were right, wrong and so on, for readers; nothing reads it back.
    package let counts: [String: Int]
    /// By the question's id.
    package let questions: [String: Entry]
    /// By the id of the desk row; nil where none were asked, as in baselines from before there were.
    package let desk: [String: DeskEntry]?
  }

  /// What became of a question, written as `HASH OUTCOME ANSWER`, so that it is a line of its own.
  package struct Entry: Sendable, Hashable {
    /// The hash of the question's text, by which nights are compared.
    package let text: String
    package let outcome: Outcome
    /// The article or intent that answered, if any.
    package let answered: String?
  }

  /// What became of a desk row, written as `HASH right` or `HASH wrong`.
  package struct DeskEntry: Sendable, Hashable {
    /// The hash of the row's text and of where it is said, by which nights are compared.
    package let text: String
    package let isRight: Bool
  }

  package init() {
    format = Self.format
    languages = [:]
  }

  /// Reads a kept baseline.
  ///
  /// - Throws: `SetError` when the file is none.
  package init(_ file: SourceFile) throws {
    func error(_ message: String) -> SetError {
      SetError(file: file.name, line: nil, message: message)
    }
    let renewal = "; bench --update-baseline writes it anew"
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(file.bytes))
    } catch let problem as DecodingError {
      switch problem {
      case .dataCorrupted(let context) where !context.codingPath.isEmpty:
        throw error(context.debugDescription + renewal)
      default: throw error("this is no baseline, or a damaged one" + renewal)
      }
    }
    guard format == Self.format else {
      throw error("the baseline has format \(format), expected \(Self.format)" + renewal)
    }
  }

  /// Puts tonight's outcomes of a language in place of the kept ones.
  package mutating func update(
    _ judged: [JudgedQuestion],
    desk: [JudgedDeskRow] = [],
    language: Language,
    content: String
  ) {
    let figures = Figures(judged)
    languages[language.code] = Night(
      content: content,
      counts: [
        "questions": figures.questions, "right": figures.right, "wrong": figures.wrong,
        "asked": figures.asked, "declined": figures.declined,
      ],
      questions: Dictionary(
        judged.map { one in
          (
            one.question.id,
            Entry(
              text: StableHash(one.question.text).hexadecimal,
              outcome: one.outcome,
              answered: one.answered
            )
          )
        },
        uniquingKeysWith: { first, _ in first }
      ),
      desk: desk.isEmpty
        ? nil
        : Dictionary(
          desk.map { ($0.row.id, DeskEntry(text: $0.row.hash, isRight: $0.isRight)) },
          uniquingKeysWith: { first, _ in first }
        )
    )
  }

  /// The baseline as a file: JSON, a line a question, sorted, so that differences read well.
  package var bytes: [UInt8] {
    get throws { try SortedJSON.lines(self) }
  }
}

extension Baseline.Entry: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let line = try container.decode(String.self)
    let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
    guard parts.count >= 2, let outcome = Outcome(rawValue: parts[1]) else {
      let id = decoder.codingPath.last?.stringValue ?? ""
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "the question \(id) has \"\(line)\", expected HASH OUTCOME ANSWER"
      )
    }
    self.init(text: parts[0], outcome: outcome, answered: parts.count > 2 ? parts[2] : nil)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(
      "\(text) \(outcome.rawValue)" + (answered.map { " \($0)" } ?? "")
    )
  }
}

extension Baseline.DeskEntry: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let line = try container.decode(String.self)
    let parts = line.split(separator: " ").map(String.init)
    guard parts.count == 2, parts[1] == "right" || parts[1] == "wrong" else {
      let id = decoder.codingPath.last?.stringValue ?? ""
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "the desk row \(id) has \"\(line)\", expected HASH right or HASH wrong"
      )
    }
    self.init(text: parts[0], isRight: parts[1] == "right")
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode("\(text) \(isRight ? "right" : "wrong")")
  }
}
