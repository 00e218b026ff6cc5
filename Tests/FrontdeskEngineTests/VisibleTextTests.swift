import FrontdeskEngine
import Testing

@Suite("Visible text")
struct VisibleTextTests {
  @Test("every control becomes its escape")
  func controls() {
    let ranges: [ClosedRange<UInt32>] = [
      0x00...0x1F, 0x7F...0x9F, 0x061C...0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069,
    ]
    for scalar in ranges.joined().compactMap(Unicode.Scalar.init) {
      let escape = "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      #expect(VisibleText.clean("a\(Character(scalar))b") == "a\(escape)b")
    }
  }

  @Test(
    "ordinary text of every language stays as it is",
    arguments: [
      "", "Where is my order?", "где мой заказ — ёж", "șțâîă", "ışğüöç İ",
      "مَرْحَبًا بِكُمْ، أين طلبي؟", "می‌خواهم", "a\u{301}", "👨‍👩‍👧", "\u{A0}", "\u{AD}", "中文",
    ]
  )
  func untouched(_ text: String) {
    #expect(Array(VisibleText.clean(text).unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test("balanced isolates pass")
  func balanced() {
    for text in ["\u{2068}Ana\u{2069} said", "\u{2066}a\u{2067}b\u{2069}c\u{2069}"] {
      #expect(VisibleText.clean(text) == text)
    }
  }

  @Test("isolates that are not opened or closed are shown")
  func unbalanced() {
    #expect(VisibleText.clean("\u{2068}a") == "\\u{2068}a")
    #expect(VisibleText.clean("a\u{2069}") == "a\\u{2069}")
    #expect(VisibleText.clean("\u{2069}a\u{2068}") == "\\u{2069}a\\u{2068}")
    #expect(VisibleText.clean("\u{2066}\u{2067}a\u{2069}") == "\\u{2066}\u{2067}a\u{2069}")
    #expect(VisibleText.clean("\u{202E}a\u{202C}") == "\\u{202E}a\\u{202C}")
  }

  @Test("newlines stay where they are wanted, and end an isolate")
  func newlines() {
    #expect(VisibleText.clean("a\nb\r\n") == "a\\u{A}b\\u{D}\\u{A}")
    #expect(VisibleText.clean("a\nb\r", keepsNewlines: true) == "a\nb\\u{D}")
    #expect(
      VisibleText.clean("\u{2067}a\nb\u{2069}", keepsNewlines: true) == "\\u{2067}a\nb\\u{2069}"
    )
  }

  @Test("cleaning twice is cleaning once")
  func twice() {
    let text = "a\u{1B}[2J\u{202E}\n\u{2068}x\u{2069}\u{2066}"
    let once = VisibleText.clean(text)
    #expect(VisibleText.clean(once) == once)
  }
}
