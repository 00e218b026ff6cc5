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

  private func makeSpan(_ range: Range<Int>, _ kind: TokenKind, _ value: String?) -> MarkedSpan {
    let upper = range.upperBound < letters.count ? letters[range.upperBound].start : end
    return MarkedSpan(
      range: letters[range.lowerBound].start..<upper,
      kind: kind,
      value: value ?? text(range)
    )
  }

  private typealias Match = (end: Int, kind: TokenKind, value: String?)

  private func span(at position: Int, localEnd: Int) -> Match? {
    url(at: position) ?? email(at: position, localEnd: localEnd) ?? date(at: position)
      ?? price(at: position) ?? orderNumber(at: position) ?? phone(at: position)
  }
}

// MARK: Kinds of spans

extension MarkedSpanScanner {
  private func url(at position: Int) -> Match? {
    let scheme = ["http://", "https://", "www."].first { starts(with: $0, at: position) }
    guard let scheme else { return nil }
    let start = position + scheme.utf8.count
    var stop = start
    while stop < letters.count, !endsURL(letters[stop].value) { stop += 1 }
    // Punctuation at the end belongs to the sentence.
    while stop > start, Self.sentenceSigns.contains(letters[stop - 1].value) { stop -= 1 }
    return stop > start ? (stop, .url, nil) : nil
  }

  /// An address in the common form of RFC 5322: dot-atom @ domain with at least one dot.
  private func email(at position: Int, localEnd at: Int) -> Match? {
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

  /// The end of the letters from a position on that may stand before the @ of an address.
  ///
  /// The same for all positions of one run, so that a scan looks at each letter once.
  private func endOfLocalPart(from position: Int) -> Int {
    var stop = position
    while stop < letters.count, isAlphanumeric(stop) || isOne(of: "._%+-", stop) { stop += 1 }
    return stop
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
    if hasSign {
      return isBoundary(after: amount.upperBound) ? (amount.upperBound, .price, nil) : nil
    }
    // "1 299 lei": a space may group the digits where a currency follows.
    let end =
      currency(after: groupedAmount(from: start).upperBound) ?? currency(after: amount.upperBound)
    return end.map { ($0, .price, nil) }
  }

  /// The end of the currency that stands right at a position or behind one space, or nil.
  private func currency(after position: Int) -> Int? {
    var start = position
    if start < letters.count, isSpace(start) { start += 1 }
    guard start < letters.count else { return nil }
    if isCurrencySign(start) { return start + 1 }
    for name in Self.currencyNames where starts(with: name, at: start) {
      let end = start + name.unicodeScalars.count
      if isBoundary(after: end) { return end }
    }
    return nil
  }

  private func orderNumber(at position: Int) -> Match? {
    let first = letters[position].value
    var start = position + 1
    let isSign = isNumberSign(first)
    let isOrderLetter = first == 0x61 || first == 0x0430  // a, Cyrillic а
    let isLetter =
      (0x61...0x7A).contains(first) || isOrderLetter || first == 0x0623 || first == 0x0627
    guard isSign || isLetter, start < letters.count else { return nil }
    var least: Int
    if isSign {
      least = 3
      if isSpace(start) { start += 1 }
      // A letter between the sign and the digits: #A-10432.
      if start + 1 < letters.count, !isDigit(start),
        isAlphanumeric(start) || letters[start].value == 0x0430
      {
        start += 1
        if isSpace(start) { start += 1 }
        if start < letters.count, letters[start].value == 0x2D { start += 1 }
      }
    } else if letters[start].value == 0x2D {
      least = 3
      start += 1
      if isOrderLetter, start < letters.count, isSpace(start) { start += 1 }
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
    // "a 10000 euro order" and "a 10000.50 deposit" speak of amounts.
    if !isSign, isSpace(position + 1),
      currency(after: digits.upperBound) != nil
        || amount(from: start).upperBound > digits.upperBound
    {
      return nil
    }
    return (digits.upperBound, .orderNumber, text(digits))
  }

  /// International (+, 00) or national numbers of 9 to 15 digits, grouped in any usual way.
  ///
  /// National numbers begin with 0 or a bracket; in Russia with 8 and ten digits; in North America
  /// they are grouped as 555-123-4567 with or without a 1 in front.
  private func phone(at position: Int) -> Match? {
    let first = letters[position].value
    let isInternational = first == 0x2B
    guard isInternational || first == 0x28 || isDigit(position) else { return nil }
    var stop = position
    var groups: [Int] = []
    var count = 0
    var value = isInternational ? "+" : ""
    var position = isInternational ? position + 1 : position
    let bracketEnd = position + 2
    while position < letters.count, count <= 15 {
      if isDigit(position) {
        if position == stop, count > 0 { groups[groups.count - 1] += 1 } else { groups.append(1) }
        count += 1
        value.unicodeScalars.append(scalar(position))
        position += 1
        stop = position
      } else if count == 0 {
        guard position < bracketEnd, isOne(of: " (", position) else { break }
        position += 1
      } else if isOne(of: " -()./", position), position <= stop + 1 {
        // At most two separators in a row.
        position += 1
      } else {
        break
      }
    }
    let digits = value.utf8.drop { $0 == UInt8(ascii: "+") }
    let isUsual =
      switch digits.first {
      case _ where isInternational: (8...15).contains(count)
      case UInt8(ascii: "0"): (9...15).contains(count)
      case UInt8(ascii: "8") where count == 11: true
      case _ where first == 0x28: (9...15).contains(count)
      default: groups == [3, 3, 4] || groups == [1, 3, 3, 4] && digits.first == UInt8(ascii: "1")
      }
    guard isUsual, isBoundary(after: stop) else { return nil }
    return (stop, .phone, value)
  }
}

// MARK: Pieces

extension MarkedSpanScanner {
  private static let currencyNames = [
    "eur", "euro", "euros", "avro", "usd", "dollars", "dolar", "dolari", "gbp", "pounds", "lei",
    "leu", "ron", "tl", "lira", "руб", "рублей", "рубля", "рубль", "р", "евро", "доллар",
    "доллара", "долларов", "лей", "леев", "лир", "лиры", "aed", "sar", "egp", "درهم", "ريال",
    "جنيه", "ليرة", "يورو", "دولار",
  ]

  /// Signs at the end of a URL that belong to the sentence around it.
  private static let sentenceSigns = Set(".,;:!?)]}'»”’…،؛؟。".unicodeScalars.map(\.value))

  /// Whether a scalar cannot be part of a URL: spaces, line ends, controls, quotes, brackets < >.
  private func endsURL(_ value: UInt32) -> Bool {
    switch value {
    case 0...0x20, 0x22, 0x3C, 0x3E, 0x7F...0xA0, 0x2028, 0x2029, 0x3000: true
    default: false
    }
  }

  private func isNumberSign(_ value: UInt32) -> Bool { value == 0x23 || value == 0x2116 }

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

  /// Whether a span may start at a position: at a boundary, or with a sign as in "order#10432".
  private func canStart(_ position: Int) -> Bool {
    isAtBoundary(position) || isNumberSign(letters[position].value) || isCurrencySign(position)
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

  /// Digits with groups and decimals: 1.299,00 or 1,299.00 or 49; empty when too long for a price.
  private func amount(from position: Int) -> Range<Int> {
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
  private static var maximumAmountLength: Int { 24 }

  /// Digits grouped in threes by single spaces, and decimals: 1 299 000,50.
  private func groupedAmount(from position: Int) -> Range<Int> {
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
