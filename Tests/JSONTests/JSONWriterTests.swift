import Testing

@testable import JSON

@Suite("Writing JSON")
struct JSONWriterTests {
  private func text(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test("Members and elements are separated by commas at every depth")
  func structure() {
    let json = text { json in
      json.object { json in
        json.member("a", 1)
        json.key("b")
        json.array([[1, 2], []]) { $0.array($1) { $0.number($1) } }
        json.member("c", nil as String?)
        json.key("d")
        json.object { _ in }
        json.member("e", true)
        json.member("f", 0.12345678)
        json.member("g", Double.nan)
      }
    }
    #expect(
      json == "{\"a\":1,\"b\":[[1,2],[]],\"c\":null,\"d\":{},\"e\":true,\"f\":0.123457,\"g\":null}"
    )
  }

  @Test(
    "Strings keep their text and show no control",
    arguments: [
      ("plain", "\"plain\""),
      ("say \"hi\" \\ /", "\"say \\\"hi\\\" \\\\ /\""),
      ("a\nb\tc\rd", "\"a\\nb\\tc\\rd\""),
      ("\u{1B}[0m\u{0}\u{7F}", "\"\\u001b[0m\\u0000\\u007f\""),
      ("\u{9B}\u{85}", "\"\\u009b\\u0085\""),
      ("\u{202E}\u{2066}\u{2069}\u{61C}\u{2028}", "\"\\u202e\\u2066\\u2069\\u061c\\u2028\""),
      ("где мой 👍", "\"где мой 👍\""),
    ]
  )
  func strings(text: String, json: String) {
    #expect(self.text { $0.string(text) } == json)
  }

  @Test("Bytes that are not UTF-8 become U+FFFD")
  func illFormed() {
    let bytes: [UInt8] = [0x61, 0xFF, 0x62]
    #expect(text { json in bytes.withUnsafeBufferPointer { json.string($0) } } == "\"a\u{FFFD}b\"")
  }
}
