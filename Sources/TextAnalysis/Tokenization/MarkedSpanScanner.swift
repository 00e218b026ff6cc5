/// Finds e-mail addresses, URLs, order numbers, prices, dates and phone numbers in text.
///
/// Digits of any script and full-width forms count as ASCII. One pass, linear in the text, and none
/// at all for text that holds no digit, `@`, `://` or `www.`.
///
/// An order number is `A-10432`, `#10432`, `№ 10432`, `a 10432`: a sign or one letter and digits.
/// Its value is its digits alone, since customers write the rest in every possible way.
struct MarkedSpanScanner {
  struct Letter {
    /// The scalar, with digits and full-width forms as ASCII and letters lower-cased.
    var value: UInt32
    var start: Int
  }

  let letters: [Letter]
  let end: Int

  /// Returns the marked spans of a text in order; they do not overlap.
  static func spans(in bytes: UnsafeBufferPointer<UInt8>) -> [MarkedSpan] {
    guard mayHoldSpan(bytes) else { return [] }
    return MarkedSpanScanner(bytes).scan()
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var letters: [Letter] = []
    letters.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      let (scalar, length) = decodeScalar(bytes, at: position, before: bytes.count)
      letters.append(Letter(value: Self.simplified(scalar), start: position))
      position += length
    }
    self.letters = letters
    end = bytes.count
  }

  /// Whether a text holds anything that a span could begin with or contain.
  static func mayHoldSpan(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while position < bytes.count {
      switch bytes[position] {
      case 0x30...0x39, 0x40: return true
      // Arabic-Indic digits, the two rows; full-width digits.
      case 0xD9 where position + 1 < bytes.count && (0xA0...0xA9).contains(bytes[position + 1]):
        return true
      case 0xDB where position + 1 < bytes.count && (0xB0...0xB9).contains(bytes[position + 1]):
        return true
      case 0xEF where position + 1 < bytes.count && bytes[position + 1] == 0xBC: return true
      case 0x3A
      where position + 2 < bytes.count && bytes[position + 1] == 0x2F
        && bytes[position + 2] == 0x2F:
        return true
      case 0x77, 0x57:
        if position + 3 < bytes.count, bytes[position + 3] == 0x2E,
          bytes[position + 1] | 32 == 0x77,
          bytes[position + 2] | 32 == 0x77
        {
          return true
        }
      default: break
      }
      position += 1
    }
    return false
  }

  static func simplified(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x41...0x5A: scalar + 32
    case 0x0660...0x0669: scalar - 0x0660 + 0x30
    case 0x06F0...0x06F9: scalar - 0x06F0 + 0x30
    case 0xFF21...0xFF3A: scalar - 0xFF21 + 0x61
    case 0xFF01...0xFF5E: scalar - 0xFEE0
    case 0x2010...0x2015, 0x2212: 0x2D  // hyphens and dashes
    case 0x00A0, 0x202F, 0x2009: 0x20  // spaces that do not break
    case 0x0410...0x042F: scalar + 32
    case 0x066B: 0x2E  // Arabic decimal separator
    default: scalar
    }
  }

  func scan() -> [MarkedSpan] {
    var spans: [MarkedSpan] = []
    var position = 0
    var localEnd = 0
    while position < letters.count {
      if position >= localEnd { localEnd = endOfLocalPart(from: position) }
      if canStart(position), let span = span(at: position, localEnd: localEnd) {
        spans.append(makeSpan(position..<span.end, span.kind, span.value))
        position = span.end
      } else {
        position += 1
      }
    }
    return spans
  }

  func makeSpan(_ range: Range<Int>, _ kind: TokenKind, _ value: String?) -> MarkedSpan {
    let upper = range.upperBound < letters.count ? letters[range.upperBound].start : end
    return MarkedSpan(
      range: letters[range.lowerBound].start..<upper,
      kind: kind,
      value: value ?? text(range)
    )
  }

  typealias Match = (end: Int, kind: TokenKind, value: String?)

  func span(at position: Int, localEnd: Int) -> Match? {
    url(at: position) ?? email(at: position, localEnd: localEnd) ?? date(at: position)
      ?? price(at: position) ?? orderNumber(at: position) ?? phone(at: position)
  }
}

// MARK: Pieces

extension MarkedSpanScanner {
  static let currencyNames = [
    "eur", "euro", "euros", "avro", "usd", "dollars", "dolar", "dolari", "gbp", "pounds", "lei",
    "leu", "ron", "tl", "lira", "руб", "рублей", "рубля", "рубль", "р", "евро", "доллар",
    "доллара", "долларов", "лей", "леев", "лир", "лиры", "aed", "sar", "egp", "درهم", "ريال",
    "جنيه", "ليرة", "يورو", "دولار",
  ]

  /// Signs at the end of a URL that belong to the sentence around it.
  static let sentenceSigns = Set(".,;:!?)]}'»”’…،؛؟。".unicodeScalars.map(\.value))

  /// Whether a scalar cannot be part of a URL: spaces, line ends, controls, quotes, brackets < >.
  func endsURL(_ value: UInt32) -> Bool {
    switch value {
    case 0...0x20, 0x22, 0x3C, 0x3E, 0x7F...0xA0, 0x2028, 0x2029, 0x3000: true
    default: false
    }
  }

  func isNumberSign(_ value: UInt32) -> Bool { value == 0x23 || value == 0x2116 }

  func isCurrencySign(_ position: Int) -> Bool {
    guard position < letters.count else { return false }
    switch letters[position].value {
    case 0x24, 0xA3, 0xA5, 0x20A0...0x20CF: return true
    default: return false
    }
  }

  func isDigit(_ position: Int) -> Bool {
    (0x30...0x39).contains(letters[position].value)
  }

  func isAlphanumeric(_ position: Int) -> Bool {
    isDigit(position) || (0x61...0x7A).contains(letters[position].value)
  }

  func isSpace(_ position: Int) -> Bool {
    letters[position].value == 0x20 || letters[position].value == 0x09
  }

  func isOne(of signs: StaticString, _ position: Int) -> Bool {
    let value = letters[position].value
    guard value < 0x80 else { return false }
    return signs.withUTF8Buffer { $0.contains(UInt8(value)) }
  }

  /// Whether a word could not go on across a position: nothing word-like stands on both sides.
  func isAtBoundary(_ position: Int) -> Bool {
    guard position > 0 else { return true }
    return !isWordLike(letters[position - 1].value)
  }

  /// Whether a span may start at a position: at a boundary, or with a sign as in "order#10432".
  func canStart(_ position: Int) -> Bool {
    isAtBoundary(position) || isNumberSign(letters[position].value) || isCurrencySign(position)
  }

  func isBoundary(after position: Int) -> Bool {
    position >= letters.count || !isWordLike(letters[position].value)
  }

  func isWordLike(_ value: UInt32) -> Bool {
    switch value {
    case 0x30...0x39, 0x61...0x7A, 0x5F: true
    case 0..<0xC0: false
    case 0x2000...0x2BFF: false
    default: Unicode.Scalar(value)?.properties.isAlphabetic ?? false
    }
  }

  func digits(from position: Int) -> Range<Int> {
    guard position < letters.count else { return letters.count..<letters.count }
    var stop = position
    while stop < letters.count, isDigit(stop) { stop += 1 }
    return position..<stop
  }

  /// Digits with groups and decimals: 1.299,00 or 1,299.00 or 49; empty when too long for a price.
  func amount(from position: Int) -> Range<Int> {
    var range = digits(from: position)
    while !range.isEmpty, range.upperBound + 1 < letters.count, isOne(of: ".,", range.upperBound),
      isDigit(range.upperBound + 1)
    {
      guard range.count <= Self.maximumAmountLength else { return position..<position }
      range = range.lowerBound..<digits(from: range.upperBound + 1).upperBound
    }
    return range
  }

  /// No price is written with more letters; the bound keeps a scan linear.
  static var maximumAmountLength: Int { 24 }

  /// Digits grouped in threes by single spaces, and decimals: 1 299 000,50.
  func groupedAmount(from position: Int) -> Range<Int> {
    let first = digits(from: position)
    guard (1...3).contains(first.count) else { return position..<position }
    var stop = first.upperBound
    while stop - position <= Self.maximumAmountLength, stop < letters.count, isSpace(stop),
      digits(from: stop + 1).count == 3
    {
      stop = digits(from: stop + 1).upperBound
    }
    let decimals = digits(from: stop + 1)
    if stop < letters.count, isOne(of: ".,", stop), (1...2).contains(decimals.count) {
      stop = decimals.upperBound
    }
    return position..<stop
  }

  func number(_ range: Range<Int>) -> Int {
    range.prefix(9).reduce(0) { $0 * 10 + Int(letters[$1].value - 0x30) }
  }

  func starts(with prefix: String, at position: Int) -> Bool {
    var index = position
    for scalar in prefix.unicodeScalars {
      guard index < letters.count, letters[index].value == scalar.value else { return false }
      index += 1
    }
    return true
  }

  func scalar(_ position: Int) -> Unicode.Scalar {
    Unicode.Scalar(letters[position].value) ?? "\u{FFFD}"
  }

  func text(_ range: Range<Int>) -> String {
    var text = ""
    for position in range { text.unicodeScalars.append(scalar(position)) }
    return text
  }
}
