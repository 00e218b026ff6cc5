import TextAnalysis
import Understanding

/// One thing taken for another: what was expected, what came first, and how often.
package struct Confusion: Sendable, Hashable, Encodable {
  package let expected: String
  package let first: String
  package let count: Int
  /// How many of them were answered so.
  package let answered: Int
  /// The languages in which it happened, sorted.
  package let languages: [String]
  /// One of the questions.
  package let example: String

  /// The worst confusions: those answered most often, then those ranked first most often.
  package static func worst(_ judged: [JudgedQuestion], limit: Int = 10) -> [Confusion] {
    var groups: [[String]: [JudgedQuestion]] = [:]
    for one in judged {
      let isSeen = one.question.isInScope ? one.rank != 1 : one.outcome == .wrong
      guard isSeen || one.outcome == .wrong else { continue }
      guard let first = one.answered ?? one.observation.candidates.first?.target.name else {
        continue
      }
      groups[[one.question.expected, first], default: []].append(one)
    }
    let confusions = groups.compactMap { pair, ones -> Confusion? in
      let wrong = ones.filter { $0.outcome == .wrong }
      guard let example = wrong.first ?? ones.first else { return nil }
      return Confusion(
        expected: pair[0],
        first: pair[1],
        count: ones.count,
        answered: wrong.count,
        languages: Set(ones.map(\.question.language.code)).sorted(),
        example: example.question.text
      )
    }
    return Array(
      confusions.sorted {
        ($1.answered, $1.count, $0.expected, $0.first)
          < ($0.answered, $0.count, $1.expected, $1.first)
      }.prefix(limit)
    )
  }
}
