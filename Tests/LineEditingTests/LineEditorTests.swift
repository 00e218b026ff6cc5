import LineEditing
import Testing

@Suite("Line editor")
struct LineEditorTests {
  @Test(
    "Keys make lines",
    arguments: [
      ("hello", "hello"),
      ("Где заказ?", "Где заказ?"),
      ("أين طلبي", "أين طلبي"),
      ("abc<left><left>X", "aXbc"),
      ("abc<home>X<end>Y", "XabcY"),
      ("abc<^a>X<^e>Y", "XabcY"),
      ("abc<^b><^b><^f>X", "abXc"),
      ("ab<backspace>c<^h>", "a"),
      ("abc<home><delete><^d>", "c"),
      ("e\u{301}x👨‍👩‍👧<backspace><backspace><backspace>ok", "ok"),
      ("one two<^w>X", "one X"),
      ("one, two  <^w><^w>X", "X"),
      ("раз два-три<alt-b><alt-b>X", "раз Xдва-три"),
      ("один два<home><alt-f>X", "одинX два"),
      ("один два<home><alt-d>X", "X два"),
      ("one two-three<alt-backspace>X", "one two-X"),
      ("one two<alt-b><^k>X", "one X"),
      ("one two<alt-b><^u>X", "Xtwo"),
      ("one two<^w><home><^y>", "twoone "),
      ("a b c<^w><^w><^y>!", "a b c!"),
      ("a b<alt-b><^k><^u><^y>", "a b"),
      ("abx<^u><^k><^y>", "abx"),
      ("ab<^t>", "ba"),
      ("abc<left><^t>X", "acbX"),
      ("abc<home><^t>", "abc"),
      ("abc\u{1B}[15~\u{1B}[1;5Ad", "abcd"),
      ("<paste>a\nb\r\nc\rd</paste>", "a b c d"),
      ("<paste>tab\there\u{1B}[31m</paste>", "tab\there\u{1B}[31m"),
      ("x<left><paste>é世</paste>", "é世x"),
    ]
  )
  func keys(keys: String, line: String) {
    var session = Session()
    session.send(keys + "<enter>")
    #expect(session.lines == [line])
    #expect(session.terminal.errors == [])
  }

  @Test("Lines end once, and the next prompt follows")
  func lines() {
    var session = Session()
    session.send("a\rb\r\n\nc")
    #expect(session.events == [.line("a"), .line("b"), .line("")])
    #expect(session.terminal.screen == ["> a", "> b", ">", "> c"])
    #expect(session.terminal.cursor == [3, 3])
  }

  @Test("Up and down walk through the lines and come back to the draft")
  func history() {
    var session = Session(history: ["first", "вторая"])
    session.send("dra<up>")
    #expect(session.terminal.screen == ["> вторая"])
    session.send("<^p><up>!")
    #expect(session.terminal.screen == ["> first!"])
    session.send(
      "<^n><down><down>ft\r<up>\r<up><up>"
    )
    #expect(session.lines == ["draft", "draft"])
    #expect(session.terminal.screen.last == "> вторая")
    #expect(session.editor.history.lines == ["first", "вторая", "draft"])
  }

  @Test("Control-D ends the input in an empty line only")
  func endOfFile() {
    var session = Session()
    session.send("a<^d><backspace><^d>")
    #expect(session.events == [.endOfFile])
    #expect(session.terminal.screen == [">"])
    #expect(session.terminal.cursor == [1, 0])
    session.send("b")
    #expect(session.terminal.screen == [">", "> b"])
  }

  @Test("Control-C drops the line")
  func interrupt() {
    var session = Session()
    session.send("abc<left><^c>d\r")
    #expect(session.events == [.interrupt, .line("d")])
    #expect(session.terminal.screen == ["> abc^C", "> d", ">"])
  }

  @Test("Control-Z keeps the line and the cursor for later")
  func suspend() {
    var session = Session()
    session.send("abc<left><^z>")
    #expect(session.events == [.suspend])
    #expect(session.terminal.screen == ["> abc", "> abc"])
    session.send("X\r")
    #expect(session.lines == ["abXc"])
  }

  @Test("Tab asks for a completion of what is before the cursor")
  func completion() {
    var session = Session()
    session.send("hel wor<home><alt-f>\t")
    #expect(session.events == [.completionRequested("hel")])
    session.terminal.write(session.editor.insert("p"))
    #expect(session.terminal.screen == ["> help wor"])
    #expect(session.terminal.cursor == [0, 6])
  }

  @Test("Control-L clears the screen and keeps the line")
  func clear() {
    var session = Session()
    session.send("a\rbc<left><^l>")
    #expect(session.terminal.screen == ["> bc"])
    #expect(session.terminal.cursor == [0, 3])
  }

  @Test("The escape key alone does nothing once the time is out")
  func escape() {
    var session = Session()
    session.send("a\u{1B}")
    #expect(session.editor.isAmbiguous)
    session.wait()
    #expect(!session.editor.isAmbiguous)
    session.send("b\r")
    #expect(session.lines == ["ab"])
  }

  @Test("A line that is full takes no more and rings the bell")
  func maximum() {
    var session = Session(maximumLineBytes: 5)
    session.send("абвгд")
    #expect(session.terminal.screen == ["> аб"])
    session.send("x<backspace>y\r")
    #expect(session.lines == ["абy"])
    #expect(session.terminal.bells == 1)
    #expect(session.terminal.errors == [])
  }

  @Test("A changed prompt shows with the next call")
  func prompt() {
    var session = Session()
    session.send("abc")
    session.editor.prompt = "агент\u{1B}> "
    session.terminal.write(session.editor.redraw())
    #expect(session.terminal.screen == ["агент^[> abc"])
    #expect(session.terminal.cursor == [0, 12])
  }

  @Test(
    "A paste of a megabyte is kept whole and written once a screen",
    arguments: ["a", "я́", "😀\n"]
  )
  func longPaste(unit: String) {
    let text = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
    var session = Session()
    let bytes = keyBytes("<paste>\(text)</paste>")
    var reads = 0
    for start in stride(from: 0, to: bytes.count, by: 65_536) {
      session.send(bytes[start..<min(start + 65_536, bytes.count)])
      reads += 1
    }
    #expect(session.writtenBytes < reads * 80 * 24 * 8)
    session.send("<enter>")
    #expect(session.lines.map(\.utf8.count) == [text.utf8.count])
    #expect(session.terminal.errors == [])
  }

  @Test("Terminals are told about pastes")
  func modes() {
    var terminal = TerminalEmulator(columns: 20)
    terminal.write(LineEditor.enablePaste)
    #expect(terminal.isPasteEnabled)
    terminal.write(LineEditor.disablePaste)
    #expect(!terminal.isPasteEnabled && terminal.errors == [])
  }
}
