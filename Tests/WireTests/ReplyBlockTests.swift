import TestSupport
import Testing
import Wire

@Suite("A reply becomes a block")
struct ReplyTests {
  @Test(
    "Replies and their bytes",
    arguments: [
      (.text("one line"), "one line\n\n"),
      (.text("two\nlines"), "two\nlines\n\n"),
      (.text("a\n\nb"), "a\n \nb\n\n"),
      (.text(""), " \n\n"),
      (.text("\n"), " \n \n\n"),
      (.text("windows\r\nmac\rend"), "windows\nmac\nend\n\n"),
      (.text("a\r\n\r\n\r\nb"), "a\n \n \nb\n\n"),
      (.text("! not an error"), " ! not an error\n\n"),
      (.text("ok\n! neither\n!nor this"), "ok\n ! neither\n!nor this\n\n"),
      (.text("{\"type\":\"message\"}"), " {\"type\":\"message\"}\n\n"),
      (.text("ok\n{\n{}\n {"), "ok\n {\n {}\n {\n\n"),
      (.text("a {b}"), "a {b}\n\n"),
      (.error("no such ticket"), "! no such ticket\n\n"),
      (.error("{"), "! {\n\n"),
      (.error("two\nlines"), "! two\n! lines\n\n"),
      (.error(""), "! \n\n"),
    ] as [(ReplyBlock, String)]
  )
  func encodes(reply: ReplyBlock, expected: String) {
    var output: [UInt8] = []
    reply.append(to: &output)
    #expect(String(decoding: output, as: UTF8.self) == expected)
  }

  @Test("Any text is one block that ends only at its end", arguments: 0..<200)
  func randomTexts(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = ["\n", "\r", "\r\n", "! ", "!", "{", " ", "a", "é", "\u{301}", "\u{0}"]
    let text = (0..<Int.random(in: 0..<30, using: &random))
      .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    for reply in [ReplyBlock.text(text), .error(text)] {
      // What went before must not change how a block is written.
      var output = Array("before\n\n".utf8)
      reply.append(to: &output)
      let lines = output.split(separator: 10, omittingEmptySubsequences: false).dropFirst(2)
      #expect(lines.suffix(2).allSatisfy { $0.isEmpty })
      let content = lines.dropLast(2)
      #expect(!content.isEmpty)
      for line in content {
        #expect(!line.isEmpty)
        #expect(!line.contains(13))
        // What begins with a brace is JSON.
        #expect(line.first != UInt8(ascii: "{"))
        #expect(line.starts(with: Array("! ".utf8)) == (reply == .error(text)))
      }
    }
  }

  @Test("Messages quote what was received without letting it through")
  func quoting() {
    let hostile = "\u{1B}[2J\n" + String(repeating: "x", count: 60_000)
    let errors: [ProtocolError] = [
      .unknownVerb(hostile, suggestion: nil), .unknownVerb(hostile, suggestion: "help"),
      .notATicketNumber(hostile), .notAnAgentName(hostile), .agentNameInUse(hostile),
    ]
    for error in errors {
      #expect(error.message.utf8.count < 300)
      #expect(!error.message.unicodeScalars.contains { $0.value < 32 })
    }
  }
}
