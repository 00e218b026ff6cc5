import LineEditing
import Testing

@Suite("Completed lines")
struct SubmittedLineTests {
  @Test("A completed line stays on the screen, unless somebody else shows what came of it")
  func keeping() {
    var session = Session()
    session.send(Array("one\r".utf8))
    #expect(session.terminal.screen == ["> one", ">"])
    session.editor.keepsSubmittedLines = false
    session.send(Array("two\rthree".utf8))
    #expect(session.lines == ["one", "two"])
    #expect(session.terminal.screen == ["> one", "> three"])
    #expect(session.editor.text == "three")
    #expect(session.terminal.errors.isEmpty)
  }

  @Test("A line of several rows is taken away with all of them")
  func rows() {
    var session = Session(columns: 10)
    session.editor.keepsSubmittedLines = false
    session.notify("above")
    session.send(Array("a line that is longer than a row".utf8))
    #expect(session.terminal.screen.count == 5)
    session.send(Array("\r".utf8))
    #expect(session.terminal.screen == ["above", ">"])
    #expect(session.terminal.cursor == [1, 2])
    #expect(session.terminal.errors.isEmpty)
  }
}
