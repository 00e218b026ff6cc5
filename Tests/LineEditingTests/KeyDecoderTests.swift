import Testing

@testable import LineEditing

@Suite("Key decoding")
struct KeyDecoderTests {
  @Test(
    "Bytes become keys, however they are split",
    arguments: [
      ("aя漢😀", [.scalar("a"), .scalar("я"), .scalar("漢"), .scalar("😀")]),
      ("\r", [.enter]), ("\n", [.enter]), ("\r\n", [.enter]), ("\n\r", [.enter, .enter]),
      ("\r\r\n\n", [.enter, .enter, .enter]), ("\ra\n", [.enter, .scalar("a"), .enter]),
      ("\t\u{8}\u{7F}", [.tab, .backspace, .backspace]),
      ("\u{1}\u{1A}\u{0}\u{1C}", [.control("a"), .control("z")]),
      ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]),
      ("\u{1B}OA\u{1B}OB\u{1B}OC\u{1B}OD\u{1B}OM", [.up, .down, .right, .left, .enter]),
      ("\u{1B}[H\u{1B}[1~\u{1B}[7~\u{1B}OH", [.home, .home, .home, .home]),
      ("\u{1B}[F\u{1B}[4~\u{1B}[8~\u{1B}OF", [.end, .end, .end, .end]),
      ("\u{1B}[3~\u{1B}[3;2~\u{1B}[3;5~", [.delete, .delete, .alt("d")]),
      ("\u{1B}[1;5C\u{1B}[1;3D\u{1B}[1;2C\u{1B}[;5D", [.wordRight, .wordLeft, .right, .wordLeft]),
      ("\u{1B}b\u{1B}f\u{1B}\u{7F}\u{1B}и", [.alt("b"), .alt("f"), .altBackspace, .alt("и")]),
      // ESC before another sequence or control character is a key of its own.
      ("\u{1B}\u{1B}[A", [.escape, .up]), ("\u{1B}\r", [.escape, .enter]),
      // Unknown: function keys, mouse, answers of the terminal, the Linux console's, too long.
      ("\u{1B}[15~\u{1B}[Z\u{1B}[?62;c\u{1B}[<0;1;1M\u{1B}[[Ax", [.scalar("x")]),
      ("\u{1B}[\(String(repeating: "1", count: 40))Ax", [.scalar("x")]),
      ("\u{1B}[999999999999999999~\u{1B}[ qx", [.scalar("x")]),
      ("\u{1B}[201~x", [.scalar("x")]),
      // A control sequence that is cut off by a key.
      ("\u{1B}[1\r", [.enter]), ("\u{1B}[1я", [.scalar("я")]), ("\u{1B}[1\u{1B}[A", [.up]),
      ("\u{1B}Oя", [.scalar("я")]),
      // Pastes.
      ("\u{1B}[200~aя\u{1B}[201~b", [.pasted("a"), .pasted("я"), .scalar("b")]),
      (
        "\u{1B}[200~\r\n\r\n\r\u{1B}[201~\n",
        [.pasted("\n"), .pasted("\n"), .pasted("\n"), .enter]
      ),
      (
        "\u{1B}[200~\u{1B}[20\u{1B}[A\t\u{1B}\u{1B}[201~",
        [.pasted("\u{1B}"), .pasted("["), .pasted("2"), .pasted("0")]
          + [.pasted("\u{1B}"), .pasted("["), .pasted("A"), .pasted("\t"), .pasted("\u{1B}")]
      ),
      ("\u{1B}[200~\u{1B}[200~\u{1B}[201~", "\u{1B}[200~".unicodeScalars.map(Key.pasted)),
      // A control character that UTF-8 can spell.
      ("\u{9B}A", [.scalar("\u{FFFD}"), .scalar("A")]),
    ] as [(String, [Key])]
  )
  func keys(text: String, keys: [Key]) {
    let bytes = Array(text.utf8)
    // The decoder has no notion of reads; what differs is where time-outs may fall.
    var decoder = KeyDecoder()
    var found: [Key] = []
    for byte in bytes { decoder.decode(byte, into: &found) }
    #expect(found == keys)
    #expect(!decoder.isAmbiguous)
  }

  @Test(
    "Each maximal part of an ill-formed scalar is U+FFFD",
    arguments: [
      ([0xFF, 0x61], "\u{FFFD}a"), ([0xC3, 0x61], "\u{FFFD}a"), ([0xE2, 0x82, 0x61], "\u{FFFD}a"),
      ([0xE2, 0x82, 0xE2, 0x82, 0xAC], "\u{FFFD}€"),
      ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
      ([0xC0, 0x80], "\u{FFFD}\u{FFFD}"), ([0xF0, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
      ([0xF4, 0x90, 0x61], "\u{FFFD}\u{FFFD}a"), ([0xF0, 0x9F, 0x98, 0x61], "\u{FFFD}a"),
    ] as [([UInt8], String)]
  )
  func illFormed(bytes: [UInt8], text: String) {
    var decoder = KeyDecoder()
    var typed: [Key] = []
    for byte in bytes { decoder.decode(byte, into: &typed) }
    #expect(typed == text.unicodeScalars.map(Key.scalar))

    var pasted: [Key] = []
    for byte in "\u{1B}[200~".utf8 + bytes + "\u{1B}[201~".utf8 {
      decoder.decode(byte, into: &pasted)
    }
    #expect(pasted == text.unicodeScalars.map(Key.pasted))
  }

  @Test("A scalar cut off by the end of a paste is U+FFFD")
  func cutOffByPasteEnd() {
    var decoder = KeyDecoder()
    var keys: [Key] = []
    for byte in "\u{1B}[200~".utf8 + [0xD0] + "\u{1B}[201~a".utf8 {
      decoder.decode(byte, into: &keys)
    }
    #expect(keys == [.pasted("\u{FFFD}"), .scalar("a")])
  }

  @Test(
    "A time-out decides what a start of a sequence is",
    arguments: [
      ("\u{1B}", Key.escape), ("\u{1B}[", nil), ("\u{1B}[1;", nil), ("\u{1B}O", nil),
      ("\u{1B}[[", nil),
    ]
  )
  func flush(text: String, key: Key?) {
    var decoder = KeyDecoder()
    var keys: [Key] = []
    for byte in text.utf8 { decoder.decode(byte, into: &keys) }
    #expect(keys.isEmpty && decoder.isAmbiguous)
    #expect(decoder.flush() == key)
    #expect(!decoder.isAmbiguous)
    decoder.decode(UInt8(ascii: "A"), into: &keys)
    #expect(keys == [.scalar("A")])
  }

  @Test("A time-out inside a scalar or a paste changes nothing")
  func flushElsewhere() {
    var decoder = KeyDecoder()
    var keys: [Key] = []
    decoder.decode(0xD0, into: &keys)
    #expect(decoder.flush() == nil)
    decoder.decode(0xAF, into: &keys)
    #expect(keys == [.scalar("Я")])
    for byte in "\u{1B}[200~\u{1B}".utf8 { decoder.decode(byte, into: &keys) }
    #expect(!decoder.isAmbiguous && decoder.flush() == nil)
    for byte in "[201~b".utf8 { decoder.decode(byte, into: &keys) }
    #expect(keys == [.scalar("Я"), .scalar("b")])
  }
}
