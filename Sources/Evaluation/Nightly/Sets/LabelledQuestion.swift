package import TextAnalysis

/// A customer's question and what answers it.
package struct LabelledQuestion: Sendable, Hashable {
  /// Unique within its language.
  package let id: String
  package let language: Language
  package let text: String
  /// The ids of the articles of which each is right; empty where none is.
  package let articles: [String]
  /// The names of the intents of which each is right; empty where none is.
  package let intents: [String]
  /// The slices that the file names, in its order, then the computed ones.
  package let slices: [String]
  package let half: SetHalf

  init(
    id: String,
    language: Language,
    text: String,
    articles: [String] = [],
    intents: [String] = [],
    slices: [String] = []
  ) {
    self.id = id
    self.language = language
    self.text = text
    self.articles = articles
    self.intents = intents
    let isInScope = !articles.isEmpty || !intents.isEmpty
    let computed = QuestionSlice.computed(of: text, isInScope: isInScope)
    self.slices = slices + computed.filter { !slices.contains($0) }
    half = SetHalf(of: text)
  }

  /// Whether the shop answers the question.
  package var isInScope: Bool { !articles.isEmpty || !intents.isEmpty }

  /// Whether losing it is never acceptable.
  package var isCritical: Bool { slices.contains(QuestionSlice.critical) }

  /// What is right, in one word: the articles, the intents where there are none, or `none`.
  package var expected: String {
    guard isInScope else { return LabelledSet.none }
    return (articles.isEmpty ? intents : articles).joined(separator: "|")
  }
}

/// Half of a labelled set: what is tuned on, or what is measured and printed.
package enum SetHalf: String, Sendable, Hashable, Codable {
  case tune
  case report

  /// The half of a question, fixed by its text from the set's first day.
  package init(of text: String) {
    self = StableHash(text).value & 1 == 0 ? .tune : .report
  }
}

/// The names of the slices that questions are counted by.
package enum QuestionSlice {
  package static let critical = "critical"
  package static let outOfScope = "out-of-scope"

  /// Slices that come from the text and the labels rather than from a column.
  package static let computedNames = ["one-word", "short", "long", outOfScope]

  /// Slices that a file may name, with meaning or common use.
  package static let writtenNames = [
    "misspelt", "no-diacritics", "other-script", "wrong-layout", "dialect", "two-questions",
    critical,
  ]

  static func computed(of text: String, isInScope: Bool) -> [String] {
    let words = text.split(whereSeparator: \.isWhitespace).count { word in
      word.contains { $0.isLetter || $0.isNumber }
    }
    let length: [String] =
      switch words {
      case ...1: ["one-word"]
      case 2...4: ["short"]
      case 15...: ["long"]
      default: []
      }
    return length + (isInScope ? [] : [outOfScope])
  }
}
