import LineEditing
import TestSupport
import Testing

@Suite("Line editor, any bytes in any parts")
struct SplittingTests {
  static let sessions = [
    "héllo\r<up><left>世\u{1B}[1;5D!<^k><^y>",
    "<paste>один\r\nдва\u{1B}[20\n三</paste><home><delete>👨‍👩‍👧<left>e\u{301}\r\n<up>",
    "طَلَب 🇷🇴<^a><alt-f><^w><^c><^y><^t>\tx<^d><^u><^d>",
    String(repeating: "ab ", count: 12) + "<^l><alt-b><^z>\r\nx",
  ]

  @Test(
    "Every split of the bytes in two gives the same lines and screen",
    arguments: sessions,
    [20, 80]
  )
  func splits(keys: String, columns: Int) {
    let bytes = keyBytes(keys)
    var whole = Session(columns: columns)
    whole.send(bytes)
    #expect(whole.terminal.errors == [])
    for index in 0...bytes.count {
      var session = Session(columns: columns)
      session.send(bytes[..<index])
      session.send(bytes[index...])
      #expect(session.events == whole.events)
      #expect(session.terminal.screen == whole.terminal.screen)
      #expect(session.terminal.cursor == whole.terminal.cursor)
      #expect(session.terminal.errors == [])
    }
    var single = Session(columns: columns)
    for byte in bytes { single.send([byte]) }
    #expect(single.events == whole.events)
    #expect(single.terminal.screen == whole.terminal.screen)
    #expect(single.terminal.errors == [])
  }

  @Test("Random bytes never make the editor write anything but its own", arguments: 0..<300)
  func randomBytes(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let columns = [4, 5, 20, 80][Int(seed % 4)]
    let rows = [1, 2, 24][Int(seed % 3)]
    let parts = [
      "<up>", "<down>", "<left>", "<right>", "<home>", "<end>", "<delete>", "<backspace>",
      "<paste>",
      "</paste>", "\u{1B}", "\u{1B}[", "\r", "\n", "\t", "世", "😀", "\u{200D}", "\u{FE0F}",
      "\u{301}",
      "🇷", "ط\u{64E}", "\u{202E}", "\u{9B}", "a", "b ", "क्षि", "\u{1100}\u{1100}\u{1161}",
    ].map(keyBytes)
    var session = Session(columns: columns, rows: rows, history: ["история", "履歴 😀"])
    var bytes: [UInt8] = []
    for _ in 0..<60 {
      switch Int.random(in: 0..<8, using: &random) {
      case 0: bytes.append(UInt8.random(in: 0...255, using: &random))
      case 1: bytes.append(UInt8.random(in: 1...26, using: &random))
      default: bytes += parts[Int.random(in: 0..<parts.count, using: &random)]
      }
    }
    // A paste longer than the screen is drawn when it ends.
    bytes += keyBytes("</paste>")
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Int.random(in: 1...12, using: &random))
      session.send(bytes[start..<end])
      start = end
    }
    #expect(session.terminal.errors == [])

    var whole = Session(columns: columns, rows: rows, history: ["история", "履歴 😀"])
    whole.send(bytes)
    #expect(whole.events == session.events)
    #expect(whole.terminal.errors == [])
    // However the screen came about, drawing it from nothing gives the same.
    var fresh = session
    fresh.terminal.write(fresh.editor.erase())
    fresh.terminal.write(fresh.editor.redraw())
    if session.events.last != .endOfFile {
      #expect(fresh.terminal.screen == session.terminal.screen)
      #expect(fresh.terminal.cursor == session.terminal.cursor)
    }
  }
}
