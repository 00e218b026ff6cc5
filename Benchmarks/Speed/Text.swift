import Foundation
import TextAnalysis

/// Tokenising, lower-casing and stemming a file, in megabytes a second of processor time.
struct TextSpeed {
  /// One line of output, with the keys of the reference program.
  struct Row: Codable {
    var peer = "frontdesk-stem"
    var lang: String
    var mb_s: Double
    var mtok_s: Double
    var tokens: Int
  }

  /// Reads the file `rounds` times and prints the best round.
  static func run(file: String, language: Language, rounds: Int) throws {
    let text = try [UInt8](Data(contentsOf: URL(filePath: file)))
    let analyzer = Analyzer(language: language)
    var best = Double.infinity
    var tokens = 0
    var check = 0
    for _ in 0..<rounds {
      let start = processorSeconds()
      tokens = 0
      text.withUnsafeBufferPointer { text in
        analyzer.forEachStem(in: text) { _, stem in
          tokens += 1
          check &+= stem.count
        }
      }
      best = min(best, processorSeconds() - start)
    }
    let row = Row(
      lang: language.code,
      mb_s: Double(text.count) / 1e6 / best,
      mtok_s: Double(tokens) / 1e6 / best,
      tokens: tokens
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(row), as: UTF8.self))
    // The sum keeps the work from being optimised away.
    FileHandle.standardError.write(Data("\(check)\n".utf8))
  }
}
