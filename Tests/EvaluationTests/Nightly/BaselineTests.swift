import TestSupport
import Testing
import TextAnalysis

@testable import Evaluation

@Suite("The baseline of the nightly benchmark")
struct BaselineTests {
  private static let night = NightSamples.night(
    .english,
    [
      NightSamples.judged("a", expected: ["invoice"], answer: "invoice"),
      NightSamples.judged("b", expected: ["invoice"], answer: nil),
    ]
  )

  private static func read(_ text: String) throws -> Baseline {
    try Baseline(SourceFile(name: "b.json", bytes: Array(text.utf8)))
  }

  @Test("What is written is read back, and has a line a question")
  func roundTrip() throws {
    let baseline = NightSamples.baseline(Self.night)
    let bytes = try baseline.bytes
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(try Self.read(text) == baseline)
    let hash = StableHash(Self.night.judged[0].question.text).hexadecimal
    #expect(text.contains("\"a\" : \"\(hash) right invoice\""))
    #expect(text.hasSuffix("}\n"))
  }

  private static let damages: [(text: String, message: String)] = [
    ("", "b.json: error: this is no baseline"),
    ("{\"format\":", "b.json: error: this is no baseline"),
    ("[]", "b.json: error: this is no baseline"),
    ("{\"format\":9,\"languages\":{}}", "b.json: error: the baseline has format 9, expected 1"),
    (
      #"{"format":1,"languages":{"en":{"content":"","counts":{},"questions":{"q7":"beef maybe"}}}}"#,
      "b.json: error: the question q7 has \"beef maybe\", expected HASH OUTCOME ANSWER"
    ),
  ]

  @Test("A damaged baseline is an error that names the file", arguments: damages)
  func damaged(text: String, message: String) throws {
    let error = try #require(throws: SetError.self) { try Self.read(text) }
    #expect(error.description.hasPrefix(message), "\(error)")
  }

  @Test("Of another baseline only the common questions are compared, and the others are told")
  func otherQuestions() throws {
    let tonight = NightSamples.night(
      .english,
      [
        NightSamples.judged("a", expected: ["invoice"], answer: "invoice"),
        NightSamples.judged("b", expected: ["invoice"], answer: nil, text: "reworded"),
        NightSamples.judged("c", expected: ["invoice"], answer: nil),
      ]
    )
    let report = NightlyReport(
      shop: "Tiny",
      nights: [tonight],
      baseline: NightSamples.baseline(Self.night),
      warnings: []
    )
    #expect(report.comparedCount == 1)
    #expect(report.verdict == .noWorse)
    let warning = try #require(report.warnings.first)
    #expect(warning.contains("1 are common, 2 new or reworded, 1 gone or reworded"))
  }

  @Test("With no common question there is no comparison")
  func noCommonQuestion() throws {
    let tonight = NightSamples.night(
      .english,
      [NightSamples.judged("z", expected: ["invoice"], answer: "invoice")]
    )
    let report = NightlyReport(
      shop: "Tiny",
      nights: [tonight],
      baseline: NightSamples.baseline(Self.night),
      warnings: []
    )
    #expect(report.verdict == .notCompared)
    #expect(report.warnings.first?.contains("other questions") == true)
  }

  @Test("Random bytes are an error, never a crash")
  func randomBytes() {
    var random = SeededGenerator(seed: 5)
    let pieces = ["{", "}", "\"", "format", ":", "1", ",", "languages", "[", "]", "questions"]
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<Int(random.next() % 20) {
        text += pieces[Int(random.next() % UInt64(pieces.count))]
      }
      #expect(throws: SetError.self) { try Self.read(text) }
    }
  }
}
