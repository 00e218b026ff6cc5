import Content
import Dialogue
import TextAnalysis

/// Reads ratings as people give them: figures, stars, words.
struct Ratings: Sendable {
  private let finder: PhraseFinder

  /// `words` are phrases by the rating of 1 to 5 they stand for.
  init(_ words: [Int: [String]], analyzer: Analyzer) {
    finder = PhraseFinder(
      Dictionary(uniqueKeysWithValues: words.map { ("\($0.key)", $0.value) }),
      analyzer: analyzer
    )
    self.analyzer = analyzer
  }

  private let analyzer: Analyzer

  /// The rating a line gives; nil when it gives none.
  func value(of line: String, kind: Feedback.Kind) -> Int? {
    let range =
      switch kind {
      case .thumbs: 0...1
      case .csat: 1...5
      case .nps: 0...10
      }
    let numbers = Self.numbers(in: line)
    if let first = numbers.first, range.contains(first), Self.wordCount(line) <= 8 {
      // "4/5", "4 out of 5": the first is meant.
      return first
    }
    let stars = line.unicodeScalars.count { $0 == "\u{2B50}" || $0 == "\u{2605}" }
    if kind == .csat, range.contains(stars) { return stars }
    guard Self.wordCount(line) <= 6 else { return nil }
    // "Not good" has "good" in it: the longest phrase is meant.
    let matches = finder.matches(in: analyzer.analyze(line))
    let longest = matches.map(\.length).max()
    let found = Set(matches.filter { $0.length == longest }.compactMap { Int($0.list) })
    guard let word = found.first, found.count == 1 else { return nil }
    return kind == .nps ? [0, 1, 4, 7, 9, 10][word] : word
  }

  private static func numbers(in line: String) -> [Int] {
    var numbers: [Int] = []
    var current: Int?
    for scalar in line.unicodeScalars {
      if let digit = scalar.properties.numericType == .decimal
        ? scalar.properties.numericValue.map({ Int($0) }) : nil
      {
        current = min((current ?? 0) * 10 + digit, 1_000)
      } else if let number = current, scalar != "\u{FE0F}", scalar != "\u{20E3}" {
        numbers.append(number)
        current = nil
      }
    }
    return numbers + (current.map { [$0] } ?? [])
  }

  private static func wordCount(_ line: String) -> Int {
    line.split { $0.isWhitespace || $0.isPunctuation }.count
  }
}
