import Foundation
import Retrieval
import TextAnalysis
import Understanding

/// The way of a question through analysis, correction, search and confidence, in a made-up shop.
///
/// Articles are drawn from a fixed seed out of invented words, with the sizes of real ones: a
/// title, eight sample questions and a body of 120 words. Questions are sample questions with one
/// word in ten misspelt and one in ten left out.
struct PipelineSpeed {
  /// Figures of all questions, in microseconds.
  struct Report: Codable {
    var articles: Int
    var units: Int
    var questions: Int
    var build_s: Double
    var p50_us: Double
    var p99_us: Double
    var max_us: Double
    var qps: Double
    var bytes_per_posting: Double
  }

  static func run(articles: Int, rounds: Int) throws {
    var random = SplitMix64(state: 20_26)
    let words = (0..<8_000).map { _ in Self.word(&random) }
    func text(_ count: Int, _ topic: [String], _ random: inout SplitMix64) -> String {
      (0..<count).map { _ in
        random.below(10) < 4
          ? topic[random.below(topic.count)] : words[Self.rank(below: words.count, &random)]
      }.joined(separator: " ")
    }
    var sources: [Interpreter.Source] = []
    var questions: [String] = []
    for number in 0..<articles {
      let topic = (0..<12).map { _ in words[random.below(words.count)] }
      let samples = (0..<8).map { _ in text(4 + random.below(8), topic, &random) }
      questions.append(Self.mistyped(samples[random.below(8)], &random))
      let target = Target.article("a\(number)")
      sources.append(
        Interpreter.Source(
          target: target,
          document: Document(
            id: target.documentID,
            title: text(6, topic, &random),
            questions: samples,
            body: text(120, topic, &random)
          ),
          intents: samples.map { _ in nil }
        )
      )
    }
    let analyzer = Analyzer(language: .english)
    let start = wallSeconds()
    let index = SearchIndexBuilder.build(sources.map(\.document), analyzer: analyzer)
    let interpreter = Interpreter(
      index: index,
      analyzer: analyzer,
      sources: sources,
      synonyms: SynonymTable(),
      fillers: [],
      pins: []
    )
    let build = wallSeconds() - start
    var room = Interpreter.Room()
    var pass: Pass?
    for _ in 0..<rounds {
      pass = Pass(count: questions.count, deadline: .infinity) { number in
        _ = interpreter.interpret(
          Utterance(questions[number], analyzer: analyzer),
          using: &room
        )
      }
    }
    guard let pass else { return }
    let postings = index.postingFigures
    let report = Report(
      articles: articles,
      units: articles * 9,
      questions: questions.count,
      build_s: build,
      p50_us: pass.p50_us,
      p99_us: pass.p99_us,
      max_us: pass.max_us,
      qps: pass.cpu_qps,
      bytes_per_posting: Double(postings.bytes) / Double(max(postings.postings, 1))
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
  }

  private static func word(_ random: inout SplitMix64) -> String {
    let consonants = Array("bcdfghklmnprstvw")
    let vowels = Array("aeiou")
    var word = ""
    for _ in 0..<(2 + random.below(2)) {
      word.append(consonants[random.below(consonants.count)])
      word.append(vowels[random.below(vowels.count)])
      if random.below(3) == 0 { word.append(consonants[random.below(consonants.count)]) }
    }
    return word
  }

  /// A rank by Zipf's law, roughly: the logarithm of the rank is even.
  private static func rank(below count: Int, _ random: inout SplitMix64) -> Int {
    let position = Double(random.below(1 << 20)) / Double(1 << 20)
    return min(count - 1, Int(pow(Double(count), position)) - 1)
  }

  private static func mistyped(_ text: String, _ random: inout SplitMix64) -> String {
    text.split(separator: " ").compactMap { word -> String? in
      var letters = Array(word)
      switch random.below(10) {
      case 0: return nil
      case 1 where letters.count > 4:
        letters.swapAt(2, 3)
        return String(letters)
      default: return String(word)
      }
    }.joined(separator: " ")
  }
}

/// A small generator of even quality whose numbers are the same everywhere.
///
/// Source: Steele, Lea, Flood, OOPSLA 2014.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
