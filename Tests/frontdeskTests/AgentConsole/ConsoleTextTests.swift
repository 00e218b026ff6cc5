import LineEditing
import TestSupport
import Testing

@testable import frontdesk

@Suite("Lines of the agents' console")
struct ConsoleTextTests {
  private let text = ConsoleText(style: Style(isColored: false))

  @Test("Who says what stands in columns, and what is long goes on below itself")
  func columns() {
    let line = ConsoleLine.speech(
      .customer,
      "Ana",
      at: "10:42",
      "where is my parcel? I ordered it two weeks ago and nothing has come yet, really"
    )
    #expect(
      text.rows(line, columns: 60) == [
        "10:42 Ana         where is my parcel? I ordered it two weeks",
        "                  ago and nothing has come yet, really",
      ]
    )
    #expect(
      text.rows(.speech(.other, "bot", "one\r\n\ntwo"), columns: 60) == [
        "      bot         one", "                  ", "                  two",
      ]
    )
    #expect(text.row(line).hasPrefix("Ana: where"))
    #expect(
      text.rows(.quiet(String(repeating: "ab ", count: 30)), columns: 20) == [
        "ab ab ab ab ab ab a…"
      ]
    )
  }

  @Test(
    "Nothing that acts on a terminal gets through, wherever it stands",
    arguments: [
      ("\u{1B}[31mred", "\\u{1B}[31mred"), ("\u{1B}]0;t\u{7}", "\\u{1B}]0;t\\u{7}"),
      ("\u{9B}31m", "\\u{9B}31m"), ("\u{9D}0;x\u{9C}", "\\u{9D}0;x\\u{9C}"),
      ("a\u{202E}b", "a\\u{202E}b"), ("\u{2067}x", "\\u{2067}x"), ("x\u{2069}", "x\\u{2069}"),
      ("\u{200F}\u{61C}", "\\u{200F}\\u{61C}"), ("\u{8}\u{0}\u{7F}", "\\u{8}\\u{0}\\u{7F}"),
      ("a\tb", "a b"), ("a\u{2028}b", "a\\u{2028}b"), ("a\rb", "a\\u{D}b"),
      ("\u{2068}x\u{2069}", "x"),
    ]
  )
  func controls(raw: String, clean: String) {
    var line = ConsoleLine.speech(.customer, "w", raw)
    #expect(text.rows(line, columns: 80) == ["      w           " + clean])
    #expect(text.row(line) == "w: " + clean)
    line = .item(raw, "x", columns: 40)
    #expect(text.row(line) == "  \(clean)  x")
    #expect(text.rows(line, columns: 80).first?.hasPrefix("  " + clean) == true)
    line = .speech(.customer, "w", at: raw, "x")
    #expect(text.rows(line, columns: 80).allSatisfy { Self.isHarmless($0) })
    #expect(text.rows(.quiet(raw), columns: 80) == [clean])
  }

  @Test("Text from right to left is isolated, in every row of its own")
  func directions() {
    let arabic = "أين طلبي رقم A-10432 من DHL"
    let rows = text.rows(.speech(.customer, "ليلى", at: "10:42", arabic), columns: 40)
    #expect(
      rows == [
        "10:42 \u{2066}\u{2067}ليلى\u{2069}\u{2069}        "
          + "\u{2067}أين طلبي رقم \u{2068}A-10432\u{2069}\u{2069}",
        "                  \u{2067}من \u{2068}DHL\u{2069}\u{2069}",
      ]
    )
    #expect(
      text.rows(.plain("ticket 12: ليلى حسن, en"), columns: 80) == [
        "\u{2066}ticket 12: \u{2067}ليلى حسن\u{2069}, en\u{2069}"
      ]
    )
    #expect(text.rows(.plain("Иван: где?"), columns: 80) == ["Иван: где?"])
    #expect(text.row(.plain("ليلى")) == "ليلى", "programs get the text as it is")
  }

  @Test("Whatever comes, rows are harmless, close their isolates and fit the terminal")
  func fuzz() {
    var generator = SeededGenerator(seed: 20_261_122)
    let pieces = [
      "\u{1B}", "[2J", "\u{9B}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2069}", "\n", "\r\n", "\t",
      "أين", "طلبي", "A-10432", " ", " ", "word", "слово", "🙂", "e\u{301}", "\u{200D}", "\u{7}",
      ",", "12:30", "\u{2029}", "\u{85}", "日本",
    ]
    func random() -> String {
      (0..<Int.random(in: 0...25, using: &generator))
        .compactMap { _ in pieces.randomElement(using: &generator) }.joined()
    }
    for _ in 0..<2_000 {
      let lines: [ConsoleLine] = [
        .speech(.customer, random(), at: random(), random()), .item(random(), random()),
        .quiet(random()), .plain(random()),
      ]
      for line in lines {
        for row in text.rows(line, columns: 80) + [text.row(line)] {
          #expect(Self.isHarmless(row), "\(row.debugDescription)")
        }
        // A word that is too long by itself is left to the terminal.
        let longest =
          line.text.split { $0 == "\n" || $0 == "\r\n" }
          .flatMap { ConsoleText.clean(String($0)).split(separator: " ") }
          .map { DisplayWidth.columns(of: $0) }.max() ?? 0
        guard longest <= 60 else { continue }
        for row in text.rows(line, columns: 80) {
          #expect(DisplayWidth.columns(of: row) <= 80, "\(row.debugDescription)")
        }
      }
    }
  }

  /// Whether a row has no controls, and only isolates that are opened and closed in order.
  private static func isHarmless(_ row: String) -> Bool {
    var depth = 0
    for scalar in row.unicodeScalars {
      switch scalar.value {
      case 0x2066...0x2068: depth += 1
      case 0x2069:
        depth -= 1
        if depth < 0 { return false }
      case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E: return false
      default: break
      }
    }
    return depth == 0
  }
}
