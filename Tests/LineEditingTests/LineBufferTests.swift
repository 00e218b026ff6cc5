import TestSupport
import Testing

@testable import LineEditing

@Suite("Line buffer")
struct LineBufferTests {
  @Test("The cursor moves and deletes by grapheme cluster")
  func clusters() {
    var buffer = LineBuffer("e\u{301}👨‍👩‍👧🇷🇴طَ")
    #expect(buffer.count == 4)
    buffer.deleteLeft()
    #expect(buffer.text == "e\u{301}👨‍👩‍👧🇷🇴")
    buffer.deleteLeft()
    buffer.moveLeft()
    #expect(buffer.textBeforeCursor == "e\u{301}")
    buffer.deleteRight()
    #expect(buffer.text == "e\u{301}")
    buffer.deleteRight()
    buffer.deleteLeft()
    buffer.deleteLeft()
    #expect(buffer.isEmpty && buffer.byteCount == 0)
  }

  @Test("Scalars that come to stand together make one cluster")
  func joining() {
    var buffer = LineBuffer("\u{301}x")
    #expect(buffer.count == 2)
    buffer.moveToStart()
    buffer.insert("e")
    #expect(buffer.count == 2 && buffer.cursor == 1)
    #expect(buffer[0] == "e\u{301}")

    buffer = LineBuffer("a\n\u{301}")
    buffer.moveLeft()
    buffer.deleteLeft()
    #expect(buffer.count == 1 && buffer.text == "a\u{301}")
  }

  @Test("A cluster stops growing, so that marks without end stay cheap")
  func bound() {
    let marks = String(repeating: "\u{301}", count: 100_000)
    let buffer = LineBuffer("e" + marks)
    #expect(buffer.count == (100_001 + 31) / 32)
    #expect(buffer.text.unicodeScalars.count == 100_001)
    #expect(buffer.byteCount == 200_001)
  }

  @Test("Random edits keep the text and its size", arguments: 0..<100)
  func edits(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("ab я\u{301}\u{64E}ط漢👨\u{200D}👩🇷🇴\u{600}1\n".unicodeScalars)
    var buffer = LineBuffer()
    // The scalars, and how many of them are before the cursor.
    var before: [Unicode.Scalar] = []
    var after: [Unicode.Scalar] = []
    for _ in 0..<100 {
      switch Int.random(in: 0..<8, using: &random) {
      case 0..<5:
        let scalar = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        buffer.insert(scalar)
        before.append(scalar)
      case 5: buffer.moveLeft()
      case 6: buffer.moveRight()
      default: buffer.transpose()
      }
      let text = before + after
      if buffer.text.unicodeScalars.sorted() != text.sorted() { Issue.record("scalars were lost") }
      before = Array(buffer.textBeforeCursor.unicodeScalars)
      after = Array(buffer.text.unicodeScalars.dropFirst(before.count))
      #expect(buffer.byteCount == buffer.text.utf8.count)
      #expect(String((0..<buffer.count).map { buffer[$0] }) == buffer.text)
    }
  }
}
