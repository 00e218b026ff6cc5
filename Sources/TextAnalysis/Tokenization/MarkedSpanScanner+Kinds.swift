extension MarkedSpanScanner {
  func url(at position: Int) -> Match? {
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
  func email(at position: Int, localEnd at: Int) -> Match? {
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
  func endOfLocalPart(from position: Int) -> Int {
    var stop = position
    while stop < letters.count, isAlphanumeric(stop) || isOne(of: "._%+-", stop) { stop += 1 }
    return stop
  }

  func date(at position: Int) -> Match? {
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

  func price(at position: Int) -> Match? {
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
  func currency(after position: Int) -> Int? {
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

  func orderNumber(at position: Int) -> Match? {
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
  func phone(at position: Int) -> Match? {
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
