import Content
import Dialogue
import Foundation
import FrontdeskEngine
import TextAnalysis

/// Whole turns of the bundled shop, and what conversations hold while they are idle.
///
/// Every conversation asks a labelled question, answers what a script may ask, asks another question
/// in the middle and says thanks; the shop's systems answer nothing. Questions repeat when there are
/// more conversations than questions.
struct ConversationSpeed {
  /// Figures of one language.
  struct Report: Codable {
    var language: String
    var turns: Int
    var p50_us: Double
    var p99_us: Double
    var max_us: Double
    var conversations: Int
    var bytes_per_conversation: Int
  }

  static func run(shop path: String, conversations count: Int) throws {
    let engine = Engine(shop: try Shop(folder: try ContentFolder(path: path)))
    let time = Instant(secondsSinceEpoch: 1_767_607_200)
    for language in engine.shop.settings.languages {
      let file = "\(path)/Benchmarks/Sets/\(language.code)/questions.tsv"
      let questions = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        .dropFirst().map { line in
          String(line.split(separator: "\t", omittingEmptySubsequences: false)[1])
        }
      func lines(_ number: Int) -> [String] {
        [
          questions[number % questions.count], "A-10432", "ana.popescu@example.com",
          questions[(number * 7 + 3) % questions.count], "ok",
          questions[(number * 13 + 5) % questions.count],
        ]
      }
      // Everything that is made once is made before it is measured.
      for number in 0..<50 {
        let id = ConversationID("warm \(number)")
        for line in lines(number) { _ = engine.receive(line, in: id, at: time) }
        _ = engine.takeRequests()
        _ = engine.customerLeft(id, at: time)
      }
      var latencies: [Double] = []
      latencies.reserveCapacity(count * 6)
      let before = statusKilobytes("VmRSS")
      for number in 0..<count {
        let id = ConversationID("\(language.code) \(number)")
        engine.setLanguage(language, in: id)
        for line in lines(number) {
          let start = wallSeconds()
          _ = engine.receive(line, in: id, at: time)
          latencies.append((wallSeconds() - start) * 1e6)
        }
        _ = engine.takeRequests()
      }
      let held = (statusKilobytes("VmRSS") - before) * 1024 - latencies.capacity * 8
      latencies.sort()
      let report = Report(
        language: language.code,
        turns: latencies.count,
        p50_us: latencies[latencies.count / 2],
        p99_us: latencies[latencies.count * 99 / 100],
        max_us: latencies.last ?? 0,
        conversations: count,
        bytes_per_conversation: max(held, 0) / count
      )
      print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
      engine.startAfresh()
    }
  }
}
