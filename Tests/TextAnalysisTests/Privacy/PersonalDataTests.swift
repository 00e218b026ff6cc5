import TestSupport
import Testing

@testable import TextAnalysis

@Suite("The scanner for personal data")
struct PersonalDataTests {
  private static let scanner = PersonalDataScanner(
    names: ["Maria Georgescu", "Иван", "Ana"],
    codes: [
      CodeForm(name: "order_number", pattern: "A-#####"),
      CodeForm(name: "gift_code", pattern: "GC########"),
    ],
    isPublic: { $0 == "help@lumora.example" || $0 == "+44 20 7946 0142" }
  )

  private func marks(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return Self.scanner.spans(in: text).map {
      "\($0.kind.entity): \(String(decoding: bytes[$0.range], as: UTF8.self))"
    }
  }

  @Test(
    "finds each kind and nothing around it",
    arguments: [
      ("write to jane.doe+x@mail.co.uk.", "email: jane.doe+x@mail.co.uk"),
      ("почта иван@почта.рф", "email: иван@почта.рф"),
      ("(o'neil@example.org)", "email: o'neil@example.org"),
      ("call +7 (912) 345-67-89!", "phone: +7 (912) 345-67-89"),
      ("0712 345 678", "phone: 0712 345 678"), ("тел 89123456789", "phone: 89123456789"),
      ("0532 123 45 67 ara", "phone: 0532 123 45 67"), ("٠٥٠١٢٣٤٥٦٧", "phone: ٠٥٠١٢٣٤٥٦٧"),
      ("712345678", "phone: 712345678"), ("(020) 7946 0111", "phone: (020) 7946 0111"),
      ("where is A-10432?", "order_number: A-10432"), ("заказ а10432", "order_number: а10432"),
      ("طلب أ-١٠٤٣٢", "order_number: أ-١٠٤٣٢"), ("order 10432", "order_number: 10432"),
      ("#555777", "order_number: #555777"), ("GC 10000009", "gift_code: GC 10000009"),
      ("parcel LM715107582RO", "tracking_number: LM715107582RO"),
      ("parcel 00340434161094042557", "tracking_number: 00340434161094042557"),
      ("pay 4111 1111 1111 1111", "card_number: 4111 1111 1111 1111"),
      ("DE89 3704 0044 0532 0130 00", "iban: DE89 3704 0044 0532 0130 00"),
      ("I live at 12 Baker Street", "address: 12 Baker Street"),
      ("221b Baker St, London NW1 6XE please", "address: 221b Baker St, London NW1 6XE"),
      ("flat 3, 10 downing street", "address: flat 3, 10 downing street"),
      ("my postcode is SW1A 1AA", "postcode: SW1A 1AA"),
      ("Москва, ул. Ленина, д. 5, кв. 12", "address: ул. Ленина, д. 5, кв. 12"),
      ("101000, г. Москва, ул. Ленина 5", "address: 101000, г. Москва, ул. Ленина 5"),
      ("Невский проспект 10", "address: Невский проспект 10"),
      ("дом 5, квартира 12", "address: дом 5, квартира 12"),
      (
        "str. Mihai Eminescu nr. 10, bl. 3, ap. 7",
        "address: str. Mihai Eminescu nr. 10, bl. 3, ap. 7"
      ),
      ("Strada Lungă 5, Brașov 500035", "address: Strada Lungă 5, Brașov 500035"),
      ("Atatürk Cad. No: 5", "address: Atatürk Cad. No: 5"),
      ("Gül Sokak No 12 Daire 4, 34000", "address: Gül Sokak No 12 Daire 4, 34000"),
      ("أسكن في شارع الملك فهد 12", "address: شارع الملك فهد 12"),
      ("شارع التحرير رقم ٥ شقة ٣", "address: شارع التحرير رقم ٥ شقة ٣"),
      ("I am Maria Georgescu", "name: Maria Georgescu"),
      ("maria georgescu", "name: maria georgescu"),
      ("это для Ивана", "name: Ивана"), ("comanda Anei", "name: Anei"),
      ("from Georgescu", "name: Georgescu"),
    ]
  )
  func kinds(text: String, mark: String) {
    #expect(marks(text) == [mark])
  }

  @Test(
    "finds nothing personal in ordinary messages",
    arguments: [
      "", "where is my order?", "I ordered 2 shirts on 15.11.2026", "it costs 1 299 lei",
      "delivery in 3-5 days", "size 42", "refund of 49.90 EUR", "from 9:00 to 20:00",
      "help@lumora.example", "+44 20 7946 0142", "2026-11-01", "12 hours in close contact",
      "в течение 14 дней", "100 200 300 руб", "anul 2026", "ivan", "on the way 2 parcels",
      "the street is closed", "3 заказа на улице", "حي جميل", "sok oldum", "50% off", "a@b",
    ]
  )
  func ordinary(text: String) {
    #expect(marks(text).isEmpty)
    #expect(Self.scanner.replaced(text) == text)
    #expect(Self.scanner.masked(text) == text)
  }

  @Test("puts marked samples into examples, plain ones elsewhere, and masks into logs")
  func forms() {
    let text = "A-10432: mail jane@x.org, 0712 345 678, card 4111 1111 1111 1111 123, 12 Oak Road"
    #expect(
      Self.scanner.annotated(text)
        == "[A-00000](order_number): mail [name@example.com](email), [+1 202 555 0100](phone), "
        + "card [card number] [security code], [1 Example Street](address)"
    )
    #expect(
      Self.scanner.replaced(text)
        == "A-00000: mail name@example.com, +1 202 555 0100, "
        + "card [card number] [security code], 1 Example Street"
    )
    #expect(
      Self.scanner.masked(text)
        == "A-10432: mail [email], [phone], card [card number] [security code], 12 Oak Road"
    )
  }

  @Test("gives samples in the writing of what they stand for")
  func scripts() {
    #expect(Self.scanner.replaced("ул. Ленина, д. 5") == "ул. Примерная, д. 1")
    #expect(Self.scanner.replaced("شارع الملك فهد 12") == "شارع المثال 1")
    #expect(Self.scanner.replaced("str. Lungă nr. 5") == "str. Exemplu nr. 1")
    #expect(Self.scanner.replaced("Gül Sok. No: 5") == "Örnek Sok. No: 1")
    #expect(Self.scanner.replaced("Ивана ждут") == "Саша ждут")
    #expect(Self.scanner.replaced("10432") == "00000")
  }

  @Test("gives samples that the analyzer takes for the same kind")
  func samples() {
    let text = Self.scanner.replaced("A-10432 jane@x.org 0712 345 678")
    let analysis = Analyzer(language: .english).analyze(text)
    let kinds = analysis.tokens.map(\.kind)
    #expect(kinds.contains(.orderNumber) && kinds.contains(.email) && kinds.contains(.phone))
  }

  @Test(
    "does not mark what is marked",
    arguments: ["where is [A-10432](order_number)", "[name@example.com](email)"]
  )
  func marked(text: String) {
    let annotated = Self.scanner.annotated(text)
    #expect(!annotated.contains("[["))
    #expect(Self.scanner.annotated(annotated) == annotated)
    #expect(!annotated.contains("10432"))
  }

  @Test("replaces to a fixed point and never crashes, whatever the text")
  func fuzz() {
    var random = SeededGenerator(seed: 7)
    let pieces = [
      " ", " ", ", ", "\n", "@", ".", "a@b.co", "+7", "0712", "345", "678", "A-", "10432", "ул.",
      "Ленина", "д.", "5", "кв.", "street", "Oak", "cad", "No:", "شارع", "الملك", "١٢", "Иван",
      "Maria", "[", "](email)", "SW1A", "1AA", "GB29", "cvv", "123", "4111111111111111", "#",
    ]
    for _ in 0..<4_000 {
      var text = ""
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        text +=
          (pieces.randomElement(using: &random) ?? "") + (Bool.random(using: &random) ? " " : "")
      }
      let masked = Self.scanner.masked(text)
      #expect(!masked.contains("a@b.co"))
      #expect(Self.scanner.masked(masked) == masked, "\(text.debugDescription)")
      let bytes = Array(text.utf8)
      var end = 0
      for span in Self.scanner.spans(in: text) {
        #expect(span.range.lowerBound >= end && span.range.upperBound <= bytes.count)
        end = span.range.upperBound
      }
      _ = Self.scanner.annotated(text)
    }
  }

  @Test("knows the numbers of a form, however they are typed")
  func typedForms() {
    let form = CodeForm(name: "order_number", pattern: "A-#####")
    #expect(form.sample == "A-00000")
    for text in ["A-10432", "a10432", "A 10432", "а-10432", "أ١٠٤٣٢", "A–10432"] {
      #expect(form.matches(text), "\(text)")
    }
    for text in ["", "A-1043", "A-104321", "B-10432", "10432"] { #expect(!form.matches(text)) }
  }
}
