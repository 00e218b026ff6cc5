import TestSupport
import Testing
import Wire

@Suite("A line becomes a request")
struct RequestTests {
  @Test(
    "Lines and what they ask for",
    arguments: [
      ("", .blank),
      (" \t ", .blank),
      ("where is my order", .text("where is my order")),
      ("  indented, kept as written ", .text("  indented, kept as written ")),
      ("1/2 price?", .text("1/2 price?")),
      ("//etc is a folder", .text("/etc is a folder")),
      ("///", .text("//")),
      ("//", .text("/")),
      ("/help", .command(verb: "help", arguments: [])),
      ("/HeLp  ", .command(verb: "help", arguments: [])),
      (" /take 7", .command(verb: "take", arguments: ["7"])),
      ("/agent\tAna  Maria", .command(verb: "agent", arguments: ["Ana", "Maria"])),
      ("/şikayet var", .command(verb: "şikayet", arguments: ["var"])),
    ] as [(String, Request)]
  )
  func reads(line: String, expected: Request) throws {
    #expect(try Request(line: line) == expected)
  }

  @Test("A slash without a verb is an error", arguments: ["/", "/ ", " /\thelp"])
  func missingVerb(line: String) {
    #expect(throws: ProtocolError.missingVerb) { try Request(line: line) }
  }

  @Test(
    "Misspelt verbs and what was meant",
    arguments: [
      ("hepl", "help"), ("hlep", "help"), ("helpp", "help"), ("h", "help"), ("que", "queue"),
      ("qeueu", "queue"), ("quti", "quit"), ("tkae", "take"), ("dome", "done"),
      // Two verbs begin like this, neither is nearer.
      ("q", nil), ("x", nil), ("", nil), ("cancel", nil),
      (String(repeating: "help", count: 20_000), nil),
    ] as [(String, String?)]
  )
  func suggests(misspelt: String, expected: String?) {
    let verbs = ["agent", "queue", "take", "done", "help", "quit"]
    #expect(suggestion(for: misspelt, among: verbs) == expected)
  }

  @Test("Random lines are read or refused", arguments: 0..<100)
  func randomLines(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let scalars: [Unicode.Scalar] = ["/", "/", " ", "\t", "a", "İ", "\u{0}", "\u{301}", "ك", "\r"]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<20, using: &random) {
      text.append(scalars.randomElement(using: &random) ?? " ")
    }
    let line = String(text)
    do throws(ProtocolError) {
      switch try Request(line: line) {
      case .blank: #expect(line.allSatisfy { $0.isWhitespace })
      case .text(let text): #expect(line.hasSuffix(text))
      case .command(let verb, _): #expect(!verb.isEmpty && !verb.contains { $0.isWhitespace })
      }
    } catch {
      #expect(error == .missingVerb)
    }
  }
}
