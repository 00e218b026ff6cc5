import TextAnalysis

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The nights so far, one a line of `history.jsonl`.
package struct History: Sendable {
  /// One night in few figures.
  package struct Night: Sendable, Hashable, Codable {
    package let date: String
    package let verdict: NightlyReport.Verdict
    /// The codes of the languages in which a rule fired.
    package let worse: [String]
    /// By language code.
    package let languages: [String: Shares]
  }

  package struct Shares: Sendable, Hashable, Codable {
    package let questions: Int
    package let right: Double
    package let wrong: Double
    package let precision: Double?
    package let coverage: Double?
  }

  /// In the order of the file.
  package private(set) var nights: [Night] = []
  /// The lines that could not be read.
  package private(set) var warnings: [String] = []
  /// Whether the file's last line has an end; otherwise one must come before the next line.
  package let endsWithLine: Bool

  /// Reads the file; a line that is no night, such as one half written, is passed over and told.
  package init(_ file: SourceFile) {
    endsWithLine = file.bytes.isEmpty || file.bytes.last == UInt8(ascii: "\n")
    let decoder = JSONDecoder()
    file.forEachLine { line, number in
      if let night = try? decoder.decode(Night.self, from: Data(line)) {
        nights.append(night)
      } else {
        warnings.append(
          "\(file.name):\(number): warning: this line is no night, or only half of one; "
            + "it is passed over"
        )
      }
    }
  }

  /// Takes a night in and returns the bytes to append to the file, in one write.
  package mutating func append(_ night: Night) throws -> [UInt8] {
    nights.append(night)
    let line = try SortedJSON.line(night)
    return endsWithLine ? line : [UInt8(ascii: "\n")] + line
  }
}

extension NightlyReport {
  /// Tonight as a line of the history.
  package func historyNight(date: String) -> History.Night {
    History.Night(
      date: date,
      verdict: verdict,
      worse: Set(gate.alarms.compactMap(\.language)).sorted(),
      languages: Dictionary(
        uniqueKeysWithValues: nights.map { night in
          let figures = night.figures
          let wrong = Double(figures.wrong) / Double(max(1, figures.questions))
          return (
            night.language.code,
            History.Shares(
              questions: figures.questions,
              right: figures.accuracy,
              wrong: wrong.inMillionths,
              precision: figures.precision,
              coverage: figures.coverage
            )
          )
        }
      )
    )
  }
}
