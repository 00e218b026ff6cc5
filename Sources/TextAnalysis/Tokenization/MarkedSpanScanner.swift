/// Finds e-mail addresses, URLs, order numbers, prices, dates and phone numbers in text.
///
/// Digits of any script and full-width forms count as ASCII. One pass, linear in the text, and none
/// at all for text that holds no digit, `@`, `://` or `www.`.
///
/// An order number is `A-10432`, `#10432`, `№ 10432`, `a 10432`: a sign or one letter and digits.
/// Its value is its digits alone, since customers write the rest in every possible way.
struct MarkedSpanScanner {
  private struct Letter {
    /// The scalar, with digits and full-width forms as ASCII and letters lower-cased.
    var value: UInt32
    var start: Int
  }

  private let letters: [Letter]
  private let end: Int

  /// Returns the marked spans of a text in order; they do not overlap.
  static func spans(in bytes: UnsafeBufferPointer<UInt8>) -> [MarkedSpan] {
    guard mayHoldSpan(bytes) else { return [] }
    return MarkedSpanScanner(bytes).scan()
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
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
  private static func mayHoldSpan(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
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
        if position + 3 < bytes.count, bytes[position + 3] == 0x2E, bytes[position + 1] | 32 == 0x77,
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

  private static func simplified(_ scalar: UInt32) -> UInt32 {
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

  private func scan() -> [MarkedSpan] {
    var spans: [MarkedSpan] = []
    var position = 0
    while position < letters.count {
      if isAtBoundary(position), let span = span(at: position) {
        spans.append(makeSpan(position..<span.end, span.kind, span.value))
        position = span.end
      } else {
        position += 1
      }
    }
    return spans
  }

  private func makeSpan(_ range: Range<Int>, _ kind: TokenKind, _ value: String?) -> MarkedSpan {
    let upper = range.upperBound < letters.count ? letters[range.upperBound].start : end
    return MarkedSpan(
      range: letters[range.lowerBound].start..<upper, kind: kind, value: value ?? text(range))
  }

  private typealias Match = (end: Int, kind: TokenKind, value: String?)

  private func span(at position: Int) -> Match? {
    url(at: position) ?? email(at: position) ?? date(at: position) ?? price(at: position)
      ?? orderNumber(at: position) ?? phone(at: position)
  }
}

// MARK: Kinds of spans

extension MarkedSpanScanner {
  private func url(at position: Int) -> Match? {
    let hasScheme = ["http://", "https://", "www."].contains { starts(with: $0, at: position) }
    guard hasScheme else { return nil }
    var stop = position
    while stop < letters.count, !isSpace(stop), ![0x3C, 0x3E, 0x22].contains(letters[stop].value) {
      stop += 1
    }
    // Punctuation at the end belongs to the sentence.
    while stop > position, ".,;:!?)]}'»”…".unicodeScalars.contains(where: { $0.value == letters[stop - 1].value }) {
      stop -= 1
    }
    return (stop, .url, nil)
  }

  /// An address in the common form of RFC 5322: dot-atom @ domain with at least one dot.
  private func email(at position: Int) -> Match? {
    var at = position
    while at < letters.count, isAlphanumeric(at) || isOne(of: "._%+-", at) { at += 1 }
    guard at > position, at < letters.count, letters[at].value == 0x40 else { return nil }
    var stop = at + 1
    var lastDot = -1
    while stop < letters.count, isAlphanumeric(stop) || isOne(of: ".-", stop) {
      if letters[stop].value == 0x2E { lastDot = stop }
      stop += 1
    }
    while stop > at + 1, isOne(of: ".-", stop - 1) { stop -= 1 }
    guard lastDot > at + 1, stop > lastDot + 2 else {
      // The last dot may have ended a sentence: look for one before it.
      let body = (at + 1)..<stop
      let hasDot = body.dropFirst().dropLast().contains { letters[$0].value == 0x2E }
      return hasDot ? (stop, .email, nil) : nil
    }
    return (stop, .email, nil)
  }

  private func date(at position: Int) -> Match? {
    let first = digits(from: position)
    guard first.count >= 1, first.count <= 4, first.upperBound < letters.count,
      isOne(of: "./-", first.upperBound)
    else { return nil }
    let separator = letters[first.upperBound].value
    let second = digits(from: first.upperBound + 1)
    guard (1...2).contains(second.count), second.upperBound < letters.count,
      letters[second.upperBound].value == separator
    else { return nil }
    let third = digits(from: second.upperBound + 1)
    guard isBoundary(after: third.upperBound) else { return nil }
    let a = number(first)
    let b = number(second)
    let c = number(third)
    if first.count == 4, (1...2).contains(third.count) {
      guard (1...12).contains(b), (1...31).contains(c) else { return nil }
      return (third.upperBound, .date, nil)
    }
    guard first.count <= 2, third.count == 2 || third.count == 4 else { return nil }
    // Day first or, as in the United States, month first.
    let isDate = (1...31).contains(a) && (1...31).contains(b) && (a <= 12 || b <= 12)
    return isDate ? (third.upperBound, .date, nil) : nil
  }

  private func price(at position: Int) -> Match? {
    var start = position
    var hasSign = false
    if isCurrencySign(position) {
      hasSign = true
      start += 1
      if start < letters.count, isSpace(start) { start += 1 }
    }
    let amount = self.amount(from: start)
    guard !amount.isEmpty else { return nil }
    if hasSign { return isBoundary(after: amount.upperBound) ? (amount.upperBound, .price, nil) : nil }
    var stop = amount.upperBound
    if stop < letters.count, isSpace(stop) { stop += 1 }
    guard stop < letters.count else { return nil }
    if isCurrencySign(stop) { return (stop + 1, .price, nil) }
    for name in Self.currencyNames where starts(with: name, at: stop) {
      let after = stop + name.unicodeScalars.count
      if isBoundary(after: after) { return (after, .price, nil) }
    }
    return nil
  }

  private func orderNumber(at position: Int) -> Match? {
    let first = letters[position].value
    var start = position + 1
    let isSign = first == 0x23 || first == 0x2116
    let isOrderLetter = first == 0x61 || first == 0x0430  // a, Cyrillic а
    let isLetter = (0x61...0x7A).contains(first) || isOrderLetter || first == 0x0623 || first == 0x0627
    guard isSign || isLetter, start < letters.count else { return nil }
    var least: Int
    if isSign {
      least = 3
      if isSpace(start) { start += 1 }
      // A letter between the sign and the digits: #A-10432.
      if start + 1 < letters.count, !isDigit(start), isAlphanumeric(start) || letters[start].value == 0x0430 {
        start += 1
        if start < letters.count, letters[start].value == 0x2D { start += 1 }
      }
    } else if letters[start].value == 0x2D {
      least = 3
      start += 1
    } else if isSpace(start) {
      guard isOrderLetter else { return nil }
      least = 5
      start += 1
      if start < letters.count, letters[start].value == 0x2D {
        start += 1
        if start < letters.count, isSpace(start) { start += 1 }
      }
    } else {
      least = 4
    }
    let digits = digits(from: start)
    guard digits.count >= least, digits.count <= 12, isBoundary(after: digits.upperBound) else {
      return nil
    }
    return (digits.upperBound, .orderNumber, text(digits))
  }

  /// International (+, 00) or national (0) numbers of 9 to 15 digits, grouped in any usual way.
  private func phone(at position: Int) -> Match? {
    let first = letters[position].value
    let isInternational = first == 0x2B
    guard isInternational || first == 0x30 || first == 0x28 else { return nil }
    var stop = position
    var count = 0
    var value = isInternational ? "+" : ""
    var position = isInternational ? position + 1 : position
    while position < letters.count {
      if isDigit(position) {
        count += 1
        value.unicodeScalars.append(scalar(position))
        position += 1
        stop = position
      } else if isOne(of: " -()./", position), count > 0 || letters[position].value == 0x28 {
        // At most two separators in a row.
        let isLong = position > stop + 1
        if isLong && count > 0 { break }
        position += 1
      } else {
        break
      }
    }
    let least = isInternational ? 8 : 9
    guard count >= least, count <= 15, isBoundary(after: stop) else { return nil }
    return (stop, .phone, value)
  }
}

// MARK: Pieces

extension MarkedSpanScanner {
  private static let currencyNames = [
    "eur", "euro", "euros", "usd", "gbp", "lei", "ron", "leu", "tl", "try", "lira", "руб", "рублей",
    "рубля", "рубль", "р", "евро", "долларов", "aed", "sar", "egp", "درهم", "ريال", "جنيه", "يورو",
    "دولار", "dollars", "pounds",
  ]

  private func isCurrencySign(_ position: Int) -> Bool {
    guard position < letters.count else { return false }
    switch letters[position].value {
    case 0x24, 0xA3, 0xA5, 0x20A0...0x20CF: return true
    default: return false
    }
  }

  private func isDigit(_ position: Int) -> Bool {
    (0x30...0x39).contains(letters[position].value)
  }

  private func isAlphanumeric(_ position: Int) -> Bool {
    isDigit(position) || (0x61...0x7A).contains(letters[position].value)
  }

  private func isSpace(_ position: Int) -> Bool {
    letters[position].value == 0x20 || letters[position].value == 0x09
  }

  private func isOne(of signs: StaticString, _ position: Int) -> Bool {
    let value = letters[position].value
    guard value < 0x80 else { return false }
    return signs.withUTF8Buffer { $0.contains(UInt8(value)) }
  }

  /// Whether a word could not go on across a position: nothing word-like stands on both sides.
  private func isAtBoundary(_ position: Int) -> Bool {
    guard position > 0 else { return true }
    return !isWordLike(letters[position - 1].value)
  }

  private func isBoundary(after position: Int) -> Bool {
    position >= letters.count || !isWordLike(letters[position].value)
  }

  private func isWordLike(_ value: UInt32) -> Bool {
    switch value {
    case 0x30...0x39, 0x61...0x7A, 0x5F: true
    case 0..<0xC0: false
    case 0x2000...0x2BFF: false
    default: Unicode.Scalar(value)?.properties.isAlphabetic ?? false
    }
  }

  private func digits(from position: Int) -> Range<Int> {
    guard position < letters.count else { return letters.count..<letters.count }
    var stop = position
    while stop < letters.count, isDigit(stop) { stop += 1 }
    return position..<stop
  }

  /// Digits with groups and decimals: 1.299,00 or 1,299.00 or 49.
  private func amount(from position: Int) -> Range<Int> {
    var range = digits(from: position)
    guard !range.isEmpty else { return range }
    while range.upperBound + 1 < letters.count, isOne(of: ".,", range.upperBound),
      isDigit(range.upperBound + 1)
    {
      range = range.lowerBound..<digits(from: range.upperBound + 1).upperBound
    }
    return range
  }

  private func number(_ range: Range<Int>) -> Int {
    range.prefix(9).reduce(0) { $0 * 10 + Int(letters[$1].value - 0x30) }
  }

  private func starts(with prefix: String, at position: Int) -> Bool {
    var index = position
    for scalar in prefix.unicodeScalars {
      guard index < letters.count, letters[index].value == scalar.value else { return false }
      index += 1
    }
    return true
  }

  private func scalar(_ position: Int) -> Unicode.Scalar {
    Unicode.Scalar(letters[position].value) ?? "\u{FFFD}"
  }

  private func text(_ range: Range<Int>) -> String {
    var text = ""
    for position in range { text.unicodeScalars.append(scalar(position)) }
    return text
  }
}
