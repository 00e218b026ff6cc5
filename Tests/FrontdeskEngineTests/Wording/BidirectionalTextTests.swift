import FrontdeskEngine
import TestSupport
import Testing

@Suite("Text in two directions")
struct BidirectionalTextTests {
  @Test(
    "Latin runs and grouped numbers are isolated, with brackets standing for the marks",
    arguments: [
      ("طلبك A-10433 في الطريق.", "طلبك [A-10433] في الطريق."),
      ("اكتب إلى ana@x.ro.", "اكتب إلى [ana@x.ro]."),
      ("اتصل على +40 721 234 567 الآن", "اتصل على [+40 721 234 567] الآن"),
      ("انظر https://x.com/a/?b=1", "انظر [https://x.com/a/?b=1]"),
      ("انظر https://x.com/ الآن", "انظر [https://x.com/] الآن"),
      ("هاتف Samsung Galaxy S21 جديد", "هاتف [Samsung Galaxy S21] جديد"),
      ("الطلب (A-10433)", "الطلب ([A-10433])"), ("الطلب #10432!", "الطلب [#10432]!"),
      ("خلال 30 يوما", "خلال 30 يوما"), ("بسعر 1,299.90 يورو", "بسعر 1,299.90 يورو"),
      ("في 2026-11-24", "في [2026-11-24]"), ("من 3-5 أيام", "من [3-5] أيام"),
      ("- نعم", "- نعم"), ("1. نعم", "1. نعم"), ("A-10433", "A-10433"), ("", ""),
      ("A-10433\nطلب B-1", "A-10433\nطلب [B-1]"), ("مقاس XL، لون أحمر", "مقاس [XL]، لون أحمر"),
      ("قال [Ana] مرحبا", "قال [Ana] مرحبا"), ("في ٢٤ نوفمبر", "في ٢٤ نوفمبر"),
      ("« Lumora » متجر", "« [Lumora] » متجر"),
    ]
  )
  func isolates(text: String, expected: String) {
    #expect(BidirectionalText.isolated(marked(text)) == marked(expected))
    let once = BidirectionalText.isolated(marked(text))
    #expect(BidirectionalText.isolated(once) == once)
  }

  @Test("Other languages stay as they are")
  func others() {
    for text in ["Your order A-10433", "Заказ A-10433", "+40 721"] {
      #expect(BidirectionalText.isolated(text) == text)
    }
  }

  @Test("Any text keeps its letters, isolates balance and pass as visible text")
  func fuzz() {
    let pieces = [
      "A-1", " ", "  ", "نص", "طلب", "\n", "\u{2068}", "\u{2069}", "\u{2067}", "+40", "(", ")", ".",
      "10", "-", "@", "x.ro", "،", "٣", "€", "👍", "https://a.b/",
    ]
    var generator = SeededGenerator(seed: 0xB1D1)
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        text += pieces.randomElement(using: &generator) ?? ""
      }
      let once = BidirectionalText.isolated(text)
      #expect(BidirectionalText.isolated(once) == once, "\(text.debugDescription)")
      let isMark: (Unicode.Scalar) -> Bool = { (0x2066...0x2069).contains($0.value) }
      #expect(
        once.unicodeScalars.filter { !isMark($0) } == text.unicodeScalars.filter { !isMark($0) }
      )
      if !text.unicodeScalars.contains(where: isMark) {
        #expect(VisibleText.clean(once, keepsNewlines: true) == once)
      }
    }
  }

  private func marked(_ text: String) -> String {
    String(text.map { $0 == "[" ? "\u{2068}" : $0 == "]" ? "\u{2069}" : $0 })
  }
}
