import Content
import Dialogue
import Foundation
import Testing
import TextAnalysis

/// A Tuesday.
let sampleToday = ContentDate("2026-11-24")

/// The readers of the five languages with the words that come with the program.
enum SlotSamples {
  static let analyzers = Dictionary(
    uniqueKeysWithValues: Language.allCases.map { ($0, Analyzer(language: $0)) }
  )

  static let words: [Language: ConversationWords] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    var words: [Language: ConversationWords] = [:]
    for language in Language.allCases {
      let file = "intents/flows/words/\(language.code).yml"
      var warnings: [ContentProblem] = []
      guard let bytes = try? Data(contentsOf: root.appending(path: file)),
        let read = try? ConversationWords(
          parsing: [UInt8](bytes),
          file: file,
          warnings: &warnings
        ),
        warnings.isEmpty
      else { continue }
      words[language] = read
    }
    return words
  }()

  static func analyzer(_ language: Language) -> Analyzer {
    analyzers[language] ?? Analyzer(language: language)
  }

  static let steering: [Language: SteeringReader] = words.reduce(into: [:]) {
    $0[$1.key] = SteeringReader(words: $1.value, analyzer: analyzer($1.key))
  }

  static let readers: [Language: SlotReader] = Dictionary(
    uniqueKeysWithValues: Language.allCases.map { language in
      (
        language,
        SlotReader(
          analyzer: analyzer(language),
          currency: "EUR",
          steering: steering[language]
        )
      )
    }
  )

  static func reader(_ language: Language) throws -> SlotReader {
    try #require(readers[language])
  }

  static func steering(_ language: Language) throws -> SteeringReader {
    try #require(steering[language])
  }
}

/// Reads a line and writes what was read: the value, `!problem`, or `-` for nothing.
func read(
  _ kind: SlotDefinition.Kind,
  _ text: String,
  _ language: Language = .english,
  asked: Bool = true,
  options: [SlotOption] = []
) throws -> String {
  let reading = try SlotSamples.reader(language).read(
    SlotDefinition(name: "slot", kind: kind),
    in: text,
    wasAsked: asked,
    today: #require(sampleToday),
    options: options
  )
  switch reading {
  case .value(let value, let range):
    #expect(range.lowerBound >= 0 && range.upperBound <= text.utf8.count)
    return written(value)
  case .invalid(let problem, let range):
    #expect(range.lowerBound >= 0 && range.upperBound <= text.utf8.count)
    return "!" + problem.rawValue
  case .none: return "-"
  }
}

func written(_ value: SlotValue) -> String {
  switch value {
  case .text(let text): text
  case .number(let number): "\(number)"
  case .amount(let number, let currency):
    "\(number.text(in: .english, minimumFractionDigits: number.isWhole ? 0 : 2)) \(currency)"
  case .date(let date): date.description
  case .bool(let truth): "\(truth)"
  case .attachment, .records: "?"
  }
}
