import Content
import Dialogue
import JSON
import TestSupport
import Testing
import TextAnalysis

@testable import Connectors

@Suite("JSON")
struct JSONTests {
  private func parsed(_ text: String) -> JSONValue? { JSONParser.value(of: Array(text.utf8)[...]) }

  @Test(
    "Values are read and written back",
    arguments: [
      ("null", "null"), (" true ", "true"), ("[ ]", "[]"), ("{ }", "{}"), ("-0.5e+10", "-0.5e+10"),
      ("[1,2.50,\"a\"]", "[1,2.50,\"a\"]"),
      ("{\"b\":1,\"a\":{\"c\":[]}}", "{\"a\":{\"c\":[]},\"b\":1}"),
      ("\"\\u0041\\n\\/\\\"\"", "\"A\\n/\\\"\""), ("\"\\ud83d\\ude00\"", "\"😀\""),
      ("\"\\ud83d\"", "\"\u{FFFD}\""), ("\"\\ud83dx\"", "\"\u{FFFD}x\""),
      ("\"\\u0001\\u007f\"", "\"\\u0001\\u007f\""), ("{\"a\":1,\"a\":2}", "{\"a\":2}"),
      ("\"كود\"", "\"كود\""),
    ]
  )
  func reads(text: String, expected: String) {
    #expect(parsed(text)?.text == expected)
  }

  @Test(
    "What is no JSON is nil",
    arguments: [
      "", "nul", "truex", "01", "1.", ".5", "+1", "1e", "'a'", "\"a", "\"\\x\"", "\"\t\"", "[1,]",
      "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "1 2", "\"\\u12g4\"", "[", "{", "\\",
      String(repeating: "[", count: 100_000), "-",
    ]
  )
  func refuses(text: String) {
    #expect(parsed(text) == nil)
  }

  @Test("Bytes that are no UTF-8 are nil")
  func encoding() {
    #expect(JSONParser.value(of: [0x22, 0xFF, 0x22][...]) == nil)
    #expect(JSONParser.value(of: [0x22, 0xED, 0xA0, 0x80, 0x22][...]) == nil)
  }

  @Test("Values of slots are written in one way and read back")
  func slots() throws {
    let values: [(SlotValue, String)] = [
      (.text("a \"b\"\n"), "\"a \\\"b\\\"\\n\""), (.number(-3), "-3"), (.bool(false), "false"),
      (
        .amount(try #require(DecimalNumber("12345.5")), currency: "EUR"),
        "{\"amount\":\"12345.50\",\"currency\":\"EUR\"}"
      ),
      (.date(try day("2026-11-24")), "{\"date\":\"2026-11-24\"}"),
      (
        .attachment(Attachment(url: "https://a.example/1", mime: "image/png", name: "a")),
        "{\"mime\":\"image/png\",\"name\":\"a\",\"url\":\"https://a.example/1\"}"
      ),
      (
        .records([["n": .number(1), "d": .date(try day("2026-01-01"))], [:]]),
        "[{\"d\":{\"date\":\"2026-01-01\"},\"n\":1},{}]"
      ),
    ]
    for (value, text) in values {
      #expect(value.json.text == text)
      #expect(parsed(text).flatMap { SlotValue($0) } == value)
    }
  }

  @Test(
    "What is no value of a slot is nil",
    arguments: [
      "1.5", "1e3", "99999999999999999999", "{}", "{\"date\":\"2026-02-30\"}", "{\"date\":1}",
      "{\"amount\":\"-1\",\"currency\":\"EUR\"}", "{\"amount\":\"1\"}", "[1]", "[{\"a\":1.5}]",
      "{\"amount\":\"1\",\"currency\":\"eur\"}", "{\"url\":1}", "{\"name\":\"a\"}",
      "{\"url\":\"a\",\"size\":1}",
    ]
  )
  func noSlots(text: String) throws {
    #expect(SlotValue(try #require(parsed(text))) == nil)
  }

  @Test("A request is one line with everything a connector may need")
  func requestLine() throws {
    let arguments: [String: SlotValue] = ["number": .text("A-1\n"), "n": .number(2)]
    let asked = try request("k/1", "act", arguments, language: .arabic, customer: "C-1")
    let expected = """
      {"action":"act","arguments":{"n":2,"number":"A-1\\n"},"channel":"web","customer":"C-1",\
      "key":"k/1","language":"ar","time":"2026-11-22T11:40:10Z","today":"2026-11-22"}

      """
    #expect(String(decoding: RequestLine.bytes(of: asked), as: UTF8.self) == expected)
    let unnamed = String(decoding: RequestLine.bytes(of: try request("k")), as: UTF8.self)
    #expect(!unnamed.contains("customer"))
  }

  @Test(
    "Replies say what came of an attempt",
    arguments: [
      ("{\"key\":\"k\",\"status\":\"done\",\"result\":{\"a\":1,\"b\":null}}", "done"),
      ("{\"key\":\"k\",\"status\":\"done\"}", "done"),
      ("{\"key\":\"k\",\"status\":\"failed\",\"error\":\"no\"}", "refused"),
      ("{\"key\":\"k\",\"status\":\"failed\",\"retry\":true}", "notDone"),
      ("{\"key\":\"k\",\"status\":\"unknown\"}", "noAnswer"),
      ("{\"key\":\"k\",\"status\":\"Done\"}", "noAnswer"), ("{\"key\":\"k\"}", "noAnswer"),
      ("{\"key\":\"k\",\"status\":\"done\",\"result\":[]}", "noAnswer"),
      ("{\"key\":\"k\",\"status\":\"done\",\"result\":{\"a\":1.5}}", "noAnswer"),
      ("{\"status\":\"done\"}", nil), ("{\"key\":1,\"status\":\"done\"}", nil), ("[]", nil),
    ]
  )
  func replies(text: String, expected: String?) {
    let name: String? = ReplyLine(Array(text.utf8)[...]).map { reply in
      switch reply.answer {
      case .done: "done"
      case .refused: "refused"
      case .notDone: "notDone"
      case .noAnswer: "noAnswer"
      }
    }
    #expect(name == expected)
  }

  @Test("Damaged replies never crash, and what is read can be written")
  func damaged() {
    var generator = SeededGenerator(seed: 8259)
    let whole = Array(
      "{\"key\":\"k\\u00e9\",\"status\":\"done\",\"result\":{\"a\":[{\"d\":{\"date\":\"2026-01-01\"}}]}}"
        .utf8
    )
    for _ in 0..<20_000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: position)
        default: bytes.insert(bytes[position], at: position)
        }
      }
      _ = ReplyLine(bytes[...])
      if let value = JSONParser.value(of: bytes[...]) {
        #expect(JSONParser.value(of: Array(value.text.utf8)[...]) == value)
      }
    }
  }
}
