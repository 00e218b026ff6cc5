import Testing

@testable import Evaluation

@Suite("The history of nights")
struct HistoryTests {
  private static let line =
    "{\"date\":\"2026-11-01T02:00:00Z\",\"languages\":{\"en\":{\"questions\":9,\"right\":0.9,"
    + "\"wrong\":0.1}},\"verdict\":\"no worse\",\"worse\":[]}"

  private static func history(_ text: String) -> History {
    History(SourceFile(name: "history.jsonl", bytes: Array(text.utf8)))
  }

  @Test("A half-written line is passed over and told with its number")
  func halfLine() {
    let history = Self.history("\(Self.line)\n{\"date\":\"2026-11-02T0\n\(Self.line)\n{\"da")
    #expect(history.nights.count == 2)
    #expect(history.warnings.count == 2)
    #expect(history.warnings[0].hasPrefix("history.jsonl:2: warning: this line is no night"))
    #expect(history.warnings[1].hasPrefix("history.jsonl:4: warning:"))
    #expect(!history.endsWithLine)
  }

  @Test("A night behind half a line begins a line of its own")
  func append() throws {
    let night = try #require(Self.history(Self.line).nights.first)
    var broken = Self.history("{\"da")
    let appended = try broken.append(night)
    #expect(String(decoding: appended, as: UTF8.self) == "\n\(Self.line)\n")
    #expect(Self.history("{\"da" + String(decoding: appended, as: UTF8.self)).nights.count == 1)
    var empty = Self.history("")
    #expect(try empty.append(night).first == UInt8(ascii: "{"))
    #expect(empty.nights == [night])
  }
}
