import Content
import TestSupport
import Testing

@Suite("SourceText")
struct SourceTextTests {
  private func lines(_ bytes: [UInt8]) throws -> [String] {
    let source = try SourceText(bytes, file: "a")
    return source.lines.map { String(decoding: source.bytes[$0], as: UTF8.self) }
  }

  @Test(
    "Lines end with LF or CRLF, and a last line end adds no line",
    arguments: [
      ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\r\nb\r\n", ["a", "b"]), ("\n\nx", ["", "", "x"]),
      ("a\n\n", ["a", ""]), ("\u{FEFF}a\nb", ["a", "b"]), ("سلام\nкак", ["سلام", "как"]),
    ] as [(String, [String])]
  )
  func lineEnds(text: String, expected: [String]) throws {
    #expect(try lines(Array(text.utf8)) == expected)
  }

  @Test("Text over several lines is joined by LF whatever the file has")
  func text() throws {
    let source = try SourceText(Array("a\r\nb\r\nc".utf8), file: "a")
    #expect(source.text(ofLines: 1..<3) == "b\nc")
  }

  @Test(
    "Bytes that are not UTF-8 are refused with their line",
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0x80], [0xED, 0xA0, 0x80],
      [0xF0, 0x8F, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xFF], [0xC3, 0x0A],
    ] as [[UInt8]]
  )
  func invalidUTF8(bytes: [UInt8]) {
    let found = problem { _ = try SourceText(Array("one\ntwo ".utf8) + bytes, file: "a.md") }
    #expect(found?.rule == "utf8")
    #expect(found?.line == 2)
  }

  @Test("The check for UTF-8 agrees with the standard library on random bytes")
  func agreesWithStandardLibrary() {
    var random = SeededGenerator(seed: 11)
    let interesting: [UInt8] = [
      0x41, 0x80, 0xBF, 0xC2, 0xE0, 0xA0, 0x9F, 0xED, 0xEF, 0xF0, 0x90, 0xF4, 0x8F,
    ]
    for _ in 0..<5_000 {
      let bytes = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        interesting[Int.random(in: 0..<interesting.count, using: &random)]
      }
      let isValid = String(validating: bytes, as: UTF8.self) != nil
      #expect(((try? SourceText(bytes, file: "a")) != nil) == isValid, "\(bytes)")
    }
  }

  @Test(
    "Control characters and lone carriage returns are refused",
    arguments: ["a\u{0}", "\u{7F}", "a\rb"]
  )
  func controlCharacters(text: String) {
    #expect(
      problem { _ = try SourceText(Array(text.utf8), file: "a") }?.rule == "control-character"
    )
  }

  @Test("A file over the limit is refused before it is read")
  func size() {
    let found = problem { _ = try SourceText(Array("12345".utf8), file: "a", maximumBytes: 4) }
    #expect(found?.rule == "file-size")
    #expect((try? SourceText(Array("1234".utf8), file: "a", maximumBytes: 4)) != nil)
  }
}
