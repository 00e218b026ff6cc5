import LineEditing
import Testing

@Suite("What the line editor shows")
struct ScreenTests {
  @Test(
    "Text is shown with the cursor where it belongs",
    arguments: [
      (20, "", [">"], [0, 2]),
      (20, "abc", ["> abc"], [0, 5]),
      (20, "Привет<left>", ["> Привет"], [0, 7]),
      (20, "مَرْحَبًا<left>", ["> مَرْحَبًا"], [0, 6]),
      (20, "e\u{301}e\u{301}<left>", ["> e\u{301}e\u{301}"], [0, 3]),
      (20, "世界<left>", ["> 世界"], [0, 4]),
      (20, "👨‍👩‍👧x<left>", ["> 👨‍👩‍👧x"], [0, 4]),
      // A row that is exactly full, and one more.
      (20, "012345678901234567", ["> 012345678901234567"], [1, 0]),
      (20, "0123456789012345678", ["> 012345678901234567", "8"], [1, 1]),
      (20, "0123456789012345678<left>", ["> 012345678901234567", "8"], [1, 0]),
      (20, "0123456789012345678<left><left>", ["> 012345678901234567", "8"], [0, 19]),
      (20, "0123456789012345678<home>", ["> 012345678901234567", "8"], [0, 2]),
      (20, "0123456789012345678<backspace>", ["> 012345678901234567"], [1, 0]),
      // A wide cluster that has no room in the last column.
      (20, "01234567890123456世x", ["> 01234567890123456", "世x"], [1, 3]),
      (20, "01234567890123456世<left>", ["> 01234567890123456", "世"], [1, 0]),
      (20, "01234567890123456x世", ["> 01234567890123456x", "世"], [1, 2]),
      // Inserting and deleting before a row's end moves the rows below.
      (
        20, "0123456789012345678<home>世",
        ["> 世0123456789012345", "678"], [0, 4]
      ),
      (
        20, "0123456789012345678<home><delete><delete>",
        ["> 23456789012345678"], [0, 2]
      ),
      // A base that gets a mark, and a joined emoji that grows.
      (20, "ae\u{301}", ["> ae\u{301}"], [0, 4]),
      (20, "👩\u{200D}", ["> 👩"], [0, 4]),
      (20, "👩\u{200D}🚀", ["> 👩‍🚀"], [0, 4]),
      (80, "abc", ["> abc"], [0, 5]),
      (80, String(repeating: "я", count: 100), ["> " + r("я", 78), r("я", 22)], [1, 22]),
      (80, String(repeating: "世", count: 50), ["> " + r("世", 39), r("世", 11)], [1, 22]),
      // What is not shown as it is.
      (80, "<paste>a\nb\t\u{1B}[31m\u{7F}\0</paste>", ["> a⏎b^I^[[31m^?^@"], [0, 17]),
      (
        80, "\u{202E}\u{200F}\u{2028}\u{FEFF}", ["> \\u{202E}\\u{200F}\\u{2028}\\u{FEFF}"], [0, 34]
      ),
      (80, "co\u{AD}op", ["> co\\u{AD}op"], [0, 12]),
      (80, "<paste>\u{85}\u{9B}31m</paste>", ["> \\u{85}\\u{9B}31m"], [0, 17]),
      (80, "\u{301}\u{FE0F}a<home><right>", ["> \\u{301}\\u{FE0F}a"], [0, 17]),
      (20, "0123456789\u{202E}<left>", ["> 0123456789\\u{202E}"], [0, 12]),
      (20, "012345678901234\u{202E}<left>", ["> 012345678901234\\u{", "202E}"], [0, 17]),
    ]
  )
  func text(columns: Int, keys: String, screen: [String], cursor: [Int]) {
    // All at once, and with the screen drawn after every byte.
    var whole = Session(columns: columns)
    whole.send(keys)
    var single = Session(columns: columns)
    for byte in keyBytes(keys) { single.send([byte]) }
    for terminal in [whole.terminal, single.terminal] {
      #expect(terminal.screen == screen)
      #expect(terminal.cursor == cursor)
      #expect(terminal.errors == [])
    }
  }

  @Test("A line that leaves the row exactly full is left without an empty row")
  func fullRow() {
    var session = Session(columns: 20)
    session.send("012345678901234567\rx")
    #expect(session.terminal.screen == ["> 012345678901234567", "> x"])
  }

  @Test("A line is left below its last row, wherever the cursor was")
  func leaving() {
    var session = Session(columns: 20)
    session.send("0123456789012345678901234567890123456789<home>\rx")
    #expect(
      session.terminal.screen == ["> 012345678901234567", "89012345678901234567", "89", "> x"]
    )
    #expect(session.terminal.cursor == [3, 3])
  }

  @Test("At the bottom of the screen rows scroll up")
  func scrolling() {
    var session = Session(columns: 20, rows: 4)
    session.send("1\r2\r3\r" + String(repeating: "x", count: 40) + "<home>y")
    #expect(session.terminal.scrolled == ["> 1", "> 2"])
    #expect(
      session.terminal.screen == ["> 3", "> y" + r("x", 17), r("x", 20), r("x", 3)]
    )
    #expect(session.terminal.cursor == [1, 3])
    #expect(session.terminal.errors == [])
  }

  @Test("Of a line longer than the screen a screenful is shown")
  func overflow() {
    var session = Session(columns: 20, rows: 3)
    session.send("1\r2\r")
    session.send((0..<100).map { String($0 % 10) }.joined())
    #expect(
      session.terminal.screen == [
        "…5678901234567890123", "45678901234567890123", "4567890123456789",
      ]
    )
    #expect(session.terminal.cursor == [2, 16])
    session.send("<home>")
    #expect(
      session.terminal.screen == [
        "> 012345678901234567", "89012345678901234567", "8901234567890123456…",
      ]
    )
    #expect(session.terminal.cursor == [0, 2])
    for _ in 0..<60 { session.send("<right>") }
    #expect(
      session.terminal.screen.first?.first == "…" && session.terminal.screen.last?.last == "…"
    )
    session.send("x\r")
    #expect(session.lines.last?.count == 101)
    #expect(session.terminal.errors == [])
  }

  @Test("A notification is printed above the line")
  func notification() {
    var session = Session(columns: 20)
    session.send("0123456789012345678901234<left>")
    session.notify("новый тикет")
    #expect(session.terminal.screen == ["новый тикет", "> 012345678901234567", "8901234"])
    #expect(session.terminal.cursor == [2, 6])
    session.send("<home>")
    session.notify("another")
    session.send("x\r")
    #expect(
      session.terminal.screen
        == ["новый тикет", "another", "> x01234567890123456", "78901234", ">"]
    )
    #expect(session.lines == ["x0123456789012345678901234"])
    #expect(session.terminal.errors == [])
  }

  @Test("At the bottom of the screen a notification scrolls the rest")
  func notificationAtBottom() {
    var session = Session(columns: 20, rows: 3)
    session.send("1\r2\rabc")
    session.notify("note")
    #expect(session.terminal.scrolled == ["> 1"])
    #expect(session.terminal.screen == ["> 2", "note", "> abc"])
  }

  @Test("A new width draws the line anew", arguments: [10, 13, 19, 21, 40, 80])
  func resizing(columns: Int) {
    var session = Session(columns: 20)
    session.send("before\r" + r("x", 30) + "世" + r("y", 15) + "<^b>")
    session.terminal.resize(columns: columns)
    session.terminal.write(session.editor.resize(columns: columns))
    session.send("z")

    var fresh = Session(columns: columns)
    fresh.send("before\r" + r("x", 30) + "世" + r("y", 15) + "<^b>z")
    #expect(session.terminal.screen == fresh.terminal.screen)
    #expect(session.terminal.cursor == fresh.terminal.cursor)
    #expect(session.terminal.errors == [])
  }

  @Test(
    "A key changes only what it must",
    arguments: [("a", 1), ("<left>", 6), ("<home>", 5), ("", 0)]
  )
  func economy(keys: String, bytes: Int) {
    var session = Session()
    session.send(r("x", 50))
    session.writtenBytes = 0
    session.send(keys)
    #expect(session.writtenBytes == bytes)
  }
}

/// A short name for the rows of one repeated character.
private func r(_ character: Character, _ count: Int) -> String {
  String(repeating: character, count: count)
}
