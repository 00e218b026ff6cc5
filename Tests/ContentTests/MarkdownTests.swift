import Content
import TestSupport
import Testing

@Suite("Markdown")
struct MarkdownTests {
  @Test(
    "Marks inside a paragraph disappear and their text stays",
    arguments: [
      ("**bold** and *it* and __b__ and _i_", "bold and it and b and i"), ("***both***", "both"),
      ("**a *b***", "a b"), ("~~old~~ new", "old new"), ("2 * 3 * 4", "2 * 3 * 4"),
      ("snake_case_name", "snake_case_name"),
      ("{{return_days}} {{a_b.c_d}}", "{{return_days}} {{a_b.c_d}}"),
      ("*{{return_days}}*", "{{return_days}}"), ("_a {{x_y}} b_", "a {{x_y}} b"),
      ("**не** носили", "не носили"), ("слово_слово_", "слово_слово_"),
      (#"\*no\* \[x\] C\:"#, "*no* [x] C:"), ("`a*b*` ``c`d``", "a*b* c`d"),
      ("`open *x*", "`open x"),
      ("[text](https://x.y) end", "text end"), ("[a **b**](u)", "a b"),
      ("[a][b] [c] (d)", "[a][b] [c] (d)"),
      ("![photo of a label](l.png)", "photo of a label"), ("![](l.png)", ""),
      ("[![alt](i)](u)", "alt"),
      ("<https://x.y> <a@b.c> a < b > c", "https://x.y a@b.c a < b > c"), ("[x](u \"title\")", "x"),
      ("[x](a(b)c)", "x"), ("[x](unclosed", "[x](unclosed"), ("**open", "**open"),
      ("* a*b", "- a*b"),
      ("Hello!", "Hello!"), ("\\", "\\"), ("[", "["), ("](x)", "](x)"),
    ]
  )
  func inline(text: String, expected: String) {
    #expect(Markdown.plainText(of: text) == expected)
  }

  @Test("For display, a link shows its address unless that is its text")
  func links() {
    let text = "See [our shop](https://x.y) or [https://x.y](https://x.y), ![a](b)."
    #expect(
      Markdown.plainText(of: text, links: .textAndAddress)
        == "See our shop (https://x.y) or https://x.y, a."
    )
  }

  @Test(
    "Blocks are told apart by their lines",
    arguments: [
      ("a\nb\n\nc", ["a b", "c"]), ("# Head #\ntext", ["Head", "text"]),
      ("C#\n## C#", ["C#", "C#"]),
      ("Head\n===\ntext\n\nsub\n---", ["Head", "text", "sub"]), ("a\n\n* * *\n\nb", ["a", "b"]),
      ("text:\n- a\n* b\n  more\n+ c", ["text:", "- a\n- b more\n- c"]),
      ("1. a\n2) b\n10. c", ["1. a\n2) b\n10. c"]),
      ("- a\n  - b\n    - c", ["- a\n  - b\n    - c"]),
      ("> quoted *x*\n> y", ["quoted x y"]), ("a  \nb\\\nc", ["a\nb\nc"]),
      ("```swift\nlet *a* = 1\n\n# x\n```\nend", ["let *a* = 1\n\n# x", "end"]),
      ("~~~\na\n```\n~~~", ["a\n```"]),
      ("```\nnever closed", ["never closed"]), ("<!-- note -->\na\n<!--\nb\n-->\nc", ["a c"]),
      ("<!-- a --> b", ["b"]), ("", []), ("\n\n \n", []), ("-\n- a", ["- a"]), ("#", []),
      ("-5 euro", ["-5 euro"]),
      ("a\r\nb\r\n\r\nc", ["a b", "c"]), ("#hash tag", ["#hash tag"]), ("2026. a", ["2026. a"]),
    ] as [(String, [String])]
  )
  func blocks(text: String, expected: [String]) {
    #expect(Markdown.paragraphs(of: text) == expected)
  }

  @Test("Blocks know their kind")
  func kinds() {
    let text = "# a\n\nb\n\n- c\n\n```\nd\n```"
    #expect(Markdown.blocks(of: text).map(\.kind) == [.heading, .paragraph, .list, .code])
  }

  @Test(
    "Random text never stops the program and never grows beyond the marks of its blocks",
    arguments: [5, 6] as [UInt64]
  )
  func fuzz(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<3_000 {
      let text = String(decoding: random.bytes(upTo: 160), as: UTF8.self)
      let plain = Markdown.plainText(of: text)
      #expect(plain.utf8.count <= 2 * text.utf8.count + 2)
      _ = Markdown.plainText(of: text, links: .textAndAddress)
    }
  }

  @Test(
    "Text made to be slow is read in one go",
    arguments: [
      "[", "[a](", "**a", "`", "<http://", "{{", "\\", "> ", "- ", "![", "(", "[x](y \"", "_a *b ",
    ]
  )
  func rubbish(part: String) {
    let text = String(repeating: part, count: 100_000 / part.utf8.count)
    #expect(Markdown.plainText(of: text).utf8.count <= 2 * text.utf8.count)
  }

  @Test("Runs of backticks of many lengths are read in one go")
  func backticks() {
    let text = (1...800).map { String(repeating: "`", count: $0) + "a" }.joined()
    #expect(Markdown.plainText(of: text) == text)
  }
}
