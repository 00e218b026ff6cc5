import TestSupport
import Testing

@testable import TextAnalysis

@Suite("The scanner for marked spans")
struct MarkedSpanScannerTests {
  private func spans(_ text: String) -> [MarkedSpan] {
    var text = text
    return text.withUTF8 { MarkedSpanScanner.spans(in: $0) }
  }

  /// The marked texts with their kinds, as "kind: text".
  private func marks(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return spans(text).map {
      "\($0.kind.rawValue): \(String(decoding: bytes[$0.range], as: UTF8.self))"
    }
  }

  @Test(
    "reads every spelling of an order number as one",
    arguments: [
      "A-10432", "a-10432", "A10432", "a 10432", "A 10432", "a - 10432", "A- 10432", "#10432",
      "# 10432", "#A-10432", "# A 10432", "№10432", "№ 10432", "№ А-10432", "А-10432", "а 10432",
      "А10432", "أ-10432", "أ-١٠٤٣٢", "ا-١٠٤٣٢", "A-١٠٤٣٢", "#١٠٤٣٢", "#۱۰۴۳۲", "Ａ－１０４３２", "＃１０４３２",
      "A–10432", "A−10432", "a\u{A0}10432",
    ]
  )
  func orderNumbers(text: String) {
    for (before, after) in [("", ""), ("where is ", "?"), ("заказ (", ") где"), ("طلبي ", "؟")] {
      let found = spans(before + text + after)
      #expect(found.map(\.kind) == [.orderNumber], "\(before + text + after)")
      #expect(found.map(\.value) == ["10432"])
      #expect(
        found.map(\.range) == [before.utf8.count..<(before.utf8.count + text.utf8.count)]
      )
    }
  }

  @Test(
    "finds an order number behind a sign that stands at a word",
    arguments: ["order#10432", "Заказ№10432", "طلب#١٠٤٣٢"]
  )
  func gluedSigns(text: String) {
    #expect(spans(text).map(\.value) == ["10432"])
  }

  @Test(
    "takes nothing for an order number that only looks like one",
    arguments: [
      "a 1000 euro order", "a 10000 euro order", "a 10000.50 deposit", "a 4", "5 a day", "10 a day",
      "10.11.2026", "A-4", "#1", "# 12", "a 10432a", "abc 10432", "10432", "b 10432", "ca-10432x",
      "a 1234567890123", "covid-19", "I have a 2000", "the A 4", "size a 38", "а 5 штук",
      "а 100 рублей",
    ]
  )
  func falseFriends(text: String) {
    #expect(!spans(text).contains { $0.kind == .orderNumber })
  }

  @Test(
    "finds addresses whole",
    arguments: [
      ("mail jane.doe+shop@example.co.uk.", "email: jane.doe+shop@example.co.uk"),
      ("(ana@exemplu.ro)", "email: ana@exemplu.ro"), ("A_B@X-Y.COM!", "email: A_B@X-Y.COM"),
      ("a@b.c", "email: a@b.c"), ("me@x.com, thanks", "email: me@x.com"),
      (
        "see https://shop.example.com/o?id=10432&x=1.",
        "url: https://shop.example.com/o?id=10432&x=1"
      ),
      ("(http://x.ru)", "url: http://x.ru"), ("WWW.Example.com…", "url: WWW.Example.com"),
      ("https://x.com\nmy order", "url: https://x.com"), ("www.x.com؟", "url: www.x.com"),
      ("<https://x.com/a>", "url: https://x.com/a"),
    ]
  )
  func addresses(text: String, mark: String) {
    #expect(marks(text) == [mark])
  }

  @Test(
    "takes no fragment for an address",
    arguments: [
      "a@", "@b.com", "a@b", "a@.", "a@b.", "a@-", "www.", "http://", "https://).", "wwww.x",
    ]
  )
  func noAddress(text: String) {
    #expect(spans(text) == [])
  }

  @Test(
    "finds prices whole, with sign or name on either side",
    arguments: [
      "€49", "$ 49.99", "49 €", "49€", "49,99 lei", "1.299,00 TL", "£1,299.00", "250 RON", "₺49",
      "49₽", "1 299 руб", "1 299,50 руб", "12 345 678 lei", "5 р", "250 درهم", "٢٥٠ درهم",
      "100 USD",
      "20 euros", "٤٩٫٩٩ ريال",
    ]
  )
  func prices(text: String) {
    #expect(marks("x \(text), y") == ["price: \(text)"])
  }

  @Test(
    "takes no number for a price that has no currency",
    arguments: ["49", "49 years", "1 299", "3 leis", "5 eurox", "10 try again", "5 рук", "€"]
  )
  func noPrice(text: String) {
    #expect(!spans(text).contains { $0.kind == .price })
  }

  @Test(
    "finds dates whole",
    arguments: [
      "10.11.2026", "5/3/26", "05-03-2026", "2026-11-10", "2026/1/5", "12/31/2026", "١٠/١١/٢٠٢٦",
      "１０.１１.２０２６",
    ]
  )
  func dates(text: String) {
    #expect(marks("x \(text). y") == ["date: \(text)"])
  }

  @Test(
    "takes no other numbers with points for a date",
    arguments: ["1.2.3", "99.99.2026", "10.11", "10/11", "1.299.000", "10.11-2026", "2026-13-10"]
  )
  func noDate(text: String) {
    #expect(!spans(text).contains { $0.kind == .date })
  }

  @Test(
    "finds phone numbers whole",
    arguments: [
      ("+44 20 7946 0958", "+442079460958"), ("+40 (721) 123-456", "+40721123456"),
      ("0722 123 456", "0722123456"), ("0532 123 45 67", "05321234567"),
      ("8 (495) 123-45-67", "84951234567"), ("88005553535", "88005553535"),
      ("(021) 123 45 67", "0211234567"), ("00971501234567", "00971501234567"),
      ("555-123-4567", "5551234567"), ("1-800-555-1234", "18005551234"),
      ("(555) 123-4567", "5551234567"),
      ("٠٥٠١٢٣٤٥٦٧", "0501234567"),
    ]
  )
  func phones(text: String, value: String) {
    let found = spans("call \(text), please")
    #expect(found.map(\.kind) == [.phone])
    #expect(found.map(\.value) == [value])
    #expect(found.first?.range == 5..<(5 + text.utf8.count))
  }

  @Test(
    "takes no other numbers for a phone number",
    arguments: [
      "0", "+1", "012345", "10432 5", "1234567890123456789", "(", "(((0)))", "9781234567897",
    ]
  )
  func noPhone(text: String) {
    #expect(!spans(text).contains { $0.kind == .phone })
  }

  @Test("finds several spans in order, none over another")
  func several() {
    let text = "A-10432 on 10.11.2026 for €49 and 20 lei, me@x.com or +40722123456 (www.x.com)"
    let found = spans(text)
    #expect(
      found.map(\.kind) == [.orderNumber, .date, .price, .price, .email, .phone, .url]
    )
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
  }

  @Test("finds nothing in text without digits, @ or a scheme")
  func nothing() {
    #expect(spans("where is my order, please? WHERE www w.") == [])
    #expect(spans("") == [])
  }

  @Test("finds the same spans in any surroundings that end a word", arguments: [1, 2, 3])
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = ["A-10432", "me@x.com", "€49", "10.11.2026", "0722 123 456", "https://x.com/a"]
    let kinds: [TokenKind] = [.orderNumber, .email, .price, .date, .phone, .url]
    for _ in 0..<200 {
      var text = ""
      var expected: [TokenKind] = []
      for _ in 0..<Int.random(in: 1...5, using: &generator) {
        let piece = Int.random(in: 0..<pieces.count, using: &generator)
        text += ["hello ", "где ", "طلب ", "çok "].randomElement(using: &generator) ?? ""
        text += pieces[piece] + ([" ", "\n", ") ", " ; "].randomElement(using: &generator) ?? " ")
        expected.append(kinds[piece])
      }
      #expect(spans(text).map(\.kind) == expected, "\(text)")
    }
  }
}
