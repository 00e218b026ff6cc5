import TestSupport
import Testing

@testable import TextAnalysis

@Suite("The scanner for payment cards")
struct PaymentCardTests {
  private static let scanner = PaymentCardScanner { ["GC10000009", "A-10432"].contains($0) }

  /// Numbers for tests, as payment services publish them, and some made for their length.
  static let numbers = [
    "4111111111111111", "4012888888881881", "4222222222222", "5555555555554444",
    "5105105105105100", "2223003122003222", "2720992718267320", "378282246310005",
    "341111111111111", "6011111111111117", "6500000000000002", "6440000000000005",
    "30569309025904", "38520000023237", "36227206271667", "3530111333300000", "3566002020360505",
    "6200000000000005", "6212345678901232", "5018000000000009", "6304000000000000",
    "6759649826438453", "676170000000002", "2200000000000004", "2204000000000000",
    "9792000000000001", "4000000000000000006",
  ].map { completed($0) }

  /// The number with the check digit that fits.
  static func completed(_ number: String) -> String {
    let digits = number.utf8.map { $0 - 0x30 }
    for last in UInt8(0)...9 {
      let all = digits.dropLast() + [last]
      if CardIssuer.passesLuhn(all[...]) {
        return String(decoding: all.map { $0 + 0x30 }, as: UTF8.self)
      }
    }
    return number
  }

  static func script(_ text: String, zero: UInt32) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let digit = scalar.value &- 0x30
      result.unicodeScalars.append(digit < 10 ? Unicode.Scalar(zero + digit) ?? scalar : scalar)
    }
    return result
  }

  static func grouped(_ text: String, _ separator: String, _ sizes: [Int] = [4, 4, 4, 4]) -> String
  {
    var rest = text[...]
    var parts: [Substring] = []
    for size in sizes where !rest.isEmpty {
      parts.append(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    if !rest.isEmpty { parts.append(rest) }
    return parts.joined(separator: separator)
  }

  @Test("redacts numbers of every issuer in every script and grouping", arguments: numbers)
  func issuers(number: String) {
    let separators = [
      " ", "-", ".", "\n", "\r\n", "\u{A0}", "\u{2009}", "\u{202F}", " - ", "\u{2013}", "\u{200B}",
      "  ", "\u{200D}", ",", "/", "_",
    ]
    let sizes = number.count == 15 ? [4, 6, 5] : number.count == 14 ? [4, 6, 4] : [4, 4, 4, 4]
    for zero in [0x30, 0x0660, 0x06F0, 0xFF10] as [UInt32] {
      for written in [number] + separators.map({ Self.grouped(number, $0, sizes) }) {
        let text = Self.script(written, zero: zero)
        let places = [("", ""), ("my card is ", ", ok?"), ("карта №", "!"), ("بطاقتي", "")]
        for (before, after) in places {
          #expect(
            Self.scanner.redacted(before + text + after) == before + "[card number]" + after,
            "\(before + text + after)"
          )
        }
      }
    }
  }

  @Test("redacts a number written digit by digit")
  func singleDigits() {
    #expect(Self.scanner.redacted("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1") == "[card number]")
    #expect(Self.scanner.redacted("4️⃣111 1111 1111 1111") == "[card number]")
  }

  @Test("finds a number among other numbers at the borders of groups")
  func amongOthers() {
    #expect(
      Self.scanner.redacted("order 10432 4111 1111 1111 1111") == "order 10432 [card number]"
    )
    #expect(
      Self.scanner.redacted("+44 20 7946 0142\n4111 1111 1111 1111")
        == "+44 20 7946 0142\n[card number]"
    )
    #expect(
      Self.scanner.redacted("4111111111111111 5555555555554444") == "[card number] [card number]"
    )
  }

  @Test(
    "leaves what is no card as it is",
    arguments: [
      "", "hello", "a 12", "4111111111111112", "4111 1111 1111 1112", "411111111111111",
      "41111111111111111", "1234567812345670", "7000000000000005", "9999999999999995", "A-10432",
      "#10432", "orders A-10432, A-10433 and A-10434", "DE89 3704 0044 0532 0130 00",
      "GB29NWBK60161331926819", "TR33 0006 1005 1978 6457 8413 26", "RO49AAAA1B31007593840000",
      "+44 20 7946 0142", "+7 (912) 345-67-89", "0040 712 345 678", "8 800 555 35 35",
      "+57 300 123 4567", "RR123456789GB", "1Z999AA10123456784", "JD014600003521234567",
      "00340434161094042557", "1.299,00 lei", "49.99 EUR", "2024-01-15", "from 2019 to 2026",
      "1000 2000 3000", "4111111111111111111111111111111", "my size is 42, not 44",
      "GC10000009", "call 112 or 911", "the code of the coupon is WELCOME10",
      "12:30 15.11.2026 49.90", "a\u{300}123\u{200B}x", "Zürich 8001, 3rd floor",
    ]
  )
  func nearMisses(text: String) {
    #expect(Self.scanner.redacted(text) == text)
  }

  @Test("leaves the shop's own numbers, alone, in groups, and as parts of codes")
  func knownNumbers() {
    let digits = PaymentCardScanner { $0 == "4111111111111111" }
    #expect(digits.redacted("parcel 4111 1111 1111 1111") == "parcel 4111 1111 1111 1111")
    let whole = PaymentCardScanner { $0 == "TR-4111111111111111" }
    #expect(whole.redacted("parcel TR-4111111111111111") == "parcel TR-4111111111111111")
    #expect(whole.redacted("4111111111111111") == "[card number]")
  }

  @Test(
    "redacts security codes by the words beside them",
    arguments: [
      ("cvv: 123", "cvv: #"), ("CVV2 123", "CVV2 #"), ("cvc2: 1234", "cvc2: #"),
      ("my cvv is 123.", "my cvv is #."), ("123 is my cvv", "123 is my cvv".replacing123),
      ("cvv123", "cvv#"), ("123cvv", "#cvv"), ("the security code on the back is 999", nil),
      ("Security Code - 4321", nil), ("card code 555", nil), ("CVV 1 2 3", "CVV #"),
      ("код безопасности 123", nil), ("кода безопасности: 123", nil), ("защитный код 123", nil),
      ("три цифры на обороте 123", nil), ("Мой СVV код 123", nil), ("123 это мой cvc", nil),
      ("пин-код 1234", nil), ("ПИН 1234", nil), ("pin 1234", nil), ("my PIN: 1234", nil),
      ("cod de securitate 123", nil), ("codul de securitate este 123", nil), ("cod cvv 123", nil),
      ("codul PIN 1234", nil), ("güvenlik kodu 123", nil), ("GÜVENLİK KODU: 123", nil),
      ("guvenlik numarası 123", nil), ("pin kodum 1234", nil), ("KARTIN ŞİFRESİ 1234", nil),
      ("رمز الأمان ١٢٣", nil), ("ورمز الأمان هو ١٢٣", nil), ("رمز التحقق 123", nil),
      ("الرقم السري للبطاقة ١٢٣٤", nil), ("۱۲۳ رمز الأمان", nil), ("cvv\n123", nil),
      ("ｃｖｖ　１２３", nil), ("the 3 digits on the back: 123", nil),
    ] as [(String, String?)]
  )
  func securityCodes(text: String, expected: String?) {
    let redacted = Self.scanner.redacted(text)
    if let expected {
      #expect(redacted == expected.replacingSign)
    } else {
      #expect(redacted.contains("[security code]"))
      let rest = redacted.replacingWords.unicodeScalars
      #expect(!rest.contains { $0.properties.numericType == .decimal })
    }
  }

  @Test(
    "leaves numbers that are no security codes",
    arguments: [
      "123", "what is a cvv?", "the security code of order A-10432", "cvv? I paid 100 euro",
      "the cvv was refused and I paid 12.50", "pin it on 12 boards", "pinned 123",
      "I bought 300 spinning tops", "where is the cvv on my card, I ordered in 2024", "cvvs 123",
    ]
  )
  func noSecurityCodes(text: String) {
    #expect(Self.scanner.redacted(text) == text)
  }

  @Test(
    "redacts what follows a card's number",
    arguments: [
      ("4111 1111 1111 1111 123", "[card number] [security code]"),
      ("4111111111111111 12/27 123", "[card number] [card expiry] [security code]"),
      ("4111 1111 1111 1111, 12/2027, 123", "[card number], [card expiry], [security code]"),
      (
        "4111-1111-1111-1111 exp 1/28 cvv 999",
        "[card number] exp [card expiry] cvv [security code]"
      ),
      ("4111111111111111|12|27|123", "[card number]|[card expiry]|[security code]"),
      ("4111111111111111\n12 27\n123", "[card number]\n[card expiry]\n[security code]"),
      (
        "4111111111111111 срок 12.27 код 123",
        "[card number] срок [card expiry] код [security code]"
      ),
      ("٤١١١١١١١١١١١١١١١ ١٢/٢٧ ١٢٣", "[card number] [card expiry] [security code]"),
      ("12/27 4111111111111111", "[card expiry] [card number]"),
      ("3782 822463 10005 1234", "[card number] [security code]"),
      ("4111111111111111 100 euro", "[card number] 100 euro"),
      ("4111111111111111 for order 1043", "[card number] for order 1043"),
      ("4111111111111111 A-10432", "[card number] A-10432"),
    ]
  )
  func companions(text: String, expected: String) {
    #expect(Self.scanner.redacted(text) == expected)
  }

  @Test("never crashes, is idempotent, and leaves no card, whatever the text")
  func fuzz() {
    var random = SeededGenerator(seed: 5)
    let pieces =
      Self.numbers + [
        " ", " ", "-", "\n", ".", "/", ",", "[", "]", "+", "#", "4111", "1111", "12/27", "123", "7",
        "cvv", "pin", "[card number]", "[security code]", "код безопасности", "رمز الأمان", "a",
        "\u{200B}", "\u{301}", "👩‍👩‍👧", "\u{0}", "١٢٣", "۴۱۱۱", "４１１１", "A-10432", "euro", "is my",
        "00",
      ]
    for _ in 0..<6_000 {
      var text = ""
      for _ in 0..<Int.random(in: 1...14, using: &random) {
        text += pieces.randomElement(using: &random) ?? ""
      }
      let redacted = Self.scanner.redacted(text)
      #expect(Self.scanner.redacted(redacted) == redacted, "\(text.debugDescription)")
      // Each number in one piece, looked at anew. A telephone number may look like a card's.
      let letters = PrivateText(redacted)
      for group in letters.digitGroups() {
        let isCard = CardIssuer.hasIssued(letters.digits(group)[...])
        let isPhone = letters.value(group.lowerBound - 1) == 0x2B
        #expect(!isCard || isPhone, "\(text.debugDescription) \(redacted.debugDescription)")
      }
    }
  }

  @Test("bears any bytes")
  func randomScalars() {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<2_000 {
      let bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }
      let text = String(decoding: bytes, as: UTF8.self) + " 4111111111111111"
      #expect(!Self.scanner.redacted(text).contains("4111111111111111"))
    }
    let long = String(repeating: "4 1 1 1-", count: 20_000)
    #expect(!Self.scanner.redacted(long).isEmpty)
  }
}

extension String {
  fileprivate var replacing123: String { "#" + dropFirst(3) }

  fileprivate var replacingSign: String {
    split(separator: "#", omittingEmptySubsequences: false).joined(separator: "[security code]")
  }

  /// Without the numbers that belong to the words for a code.
  fileprivate var replacingWords: String { hasPrefix("the 3") ? String(dropFirst(5)) : self }
}
