import Content
import TextAnalysis

// The shop's own numbers: orders, returns, gift cards.

extension SlotReader {
  private enum Element: Equatable {
    case letter(UInt32)
    case anyLetter
    case digit
    case separator(String)
  }

  private struct Found {
    let text: String
    let range: Range<Int>
    let digits: [Int]
  }

  func code(_ pattern: CodePattern, in text: String, wasAsked: Bool) -> SlotReading {
    // What was not asked for needs a digit where the pattern has one.
    if !wasAsked, pattern.pattern.utf8.contains(UInt8(ascii: "#")), !Self.hasDigit(text) {
      return .none
    }
    let elements = Self.elements(of: pattern.pattern)
    let scanner = SpanScanner(text)
    guard elements.contains(.digit) || elements.contains(.anyLetter) else { return .none }
    var guarded: Found?
    for position in 0..<scanner.count where scanner.isBoundary(position) {
      guard let found = match(elements, scanner, at: position, wasAsked: wasAsked) else {
        continue
      }
      if Self.passes(found.digits, pattern.checkDigit) {
        return .value(.text(found.text), range: scanner.bytes(found.range))
      }
      if guarded == nil { guarded = found }
    }
    if let guarded { return .invalid(.checkDigit, range: scanner.bytes(guarded.range)) }
    guard wasAsked, let attempt = attempt(elements, scanner) else { return .none }
    return .invalid(.pattern, range: scanner.bytes(attempt))
  }

  static func hasDigit(_ text: String) -> Bool {
    text.unicodeScalars.contains { ScalarTraits(of: $0).contains(.decimal) }
  }

  private static func elements(of pattern: String) -> [Element] {
    pattern.unicodeScalars.map { scalar in
      switch scalar {
      case "#": .digit
      case "@": .anyLetter
      case "A"..."Z", "0"..."9": .letter(scalar.value)
      case "a"..."z": .letter(scalar.value - 32)
      default: .separator(String(scalar))
      }
    }
  }

  /// The code at a position, with its letters first or, where that is enough, without them.
  private func match(
    _ elements: [Element],
    _ scanner: SpanScanner,
    at position: Int,
    wasAsked: Bool
  ) -> Found? {
    if let found = match(elements[...], after: "", scanner, at: position, wasAsked: wasAsked) {
      return found
    }
    // "#10432" says as much as the letter does.
    let isSigned =
      scanner.isOne(of: "#", position - 1) || scanner.value(position - 1) == 0x2116
      || (scanner.isSpace(position - 1) && scanner.value(position - 2) == 0x2116)
    guard wasAsked || isSigned, let start = elements.firstIndex(where: Self.isOpen),
      start > 0
    else { return nil }
    return match(
      elements[start...],
      after: Self.canonical(elements[..<start]),
      scanner,
      at: position,
      wasAsked: wasAsked
    )
  }

  private static func isOpen(_ element: Element) -> Bool {
    element == .digit || element == .anyLetter
  }

  private static func canonical(_ elements: ArraySlice<Element>) -> String {
    var text = ""
    for element in elements {
      switch element {
      case .letter(let value):
        text.unicodeScalars.append(Unicode.Scalar(value) ?? "?")
      case .separator(let sign): text += sign
      case .digit, .anyLetter: break
      }
    }
    return text
  }

  private func match(
    _ elements: ArraySlice<Element>,
    after prefix: String,
    _ scanner: SpanScanner,
    at start: Int,
    wasAsked: Bool
  ) -> Found? {
    var text = prefix
    var digits = prefix.unicodeScalars.compactMap { Self.digit($0.value) }
    var position = start
    var hasSign = false
    var hasBlank = false
    for (index, element) in zip(elements.indices, elements) {
      if index > elements.startIndex {
        // Between letters and digits, and between any two when digits are spelled in groups.
        let isGap = element != .digit || elements[index - 1] != .digit
        if isGap || wasAsked {
          let end = skipSeparators(scanner, from: position)
          if end > position {
            hasSign = hasSign || !(position..<end).allSatisfy(scanner.isSpace)
            hasBlank = true
          }
          position = end
        }
      }
      guard position < scanner.count else { return nil }
      let letter = scanner.letters[position]
      switch element {
      case .separator(let sign):
        text += sign
        continue
      case .letter(let value):
        guard letter.look == value || letter.value == value else { return nil }
        text.unicodeScalars.append(Unicode.Scalar(value) ?? "?")
        if let digit = Self.digit(value) { digits.append(digit) }
      case .anyLetter:
        guard (0x41...0x5A).contains(letter.look) else { return nil }
        text.unicodeScalars.append(Unicode.Scalar(letter.look) ?? "?")
      case .digit:
        guard let digit = Self.digit(letter.value) ?? (wasAsked ? Self.likeDigit(letter.look) : nil)
        else { return nil }
        text += String(digit)
        digits.append(digit)
      }
      position += 1
    }
    guard !scanner.isWordLike(position) else { return nil }
    if !wasAsked, hasBlank, !hasSign, !isNumberAfterBlank(scanner, start..<position, digits) {
      return nil
    }
    // A longer number, a price or a date is not a code.
    if scanner.isOne(of: ".,/-", position), scanner.isDigit(position + 1) { return nil }
    if start >= 2, scanner.isOne(of: ".,/-", start - 1), scanner.isDigit(start - 2) { return nil }
    let typedDigits = (start..<position).count { scanner.isDigit($0) }
    guard typedDigits > 0 || !elements.contains(.digit) else { return nil }
    return Found(text: text, range: start..<position, digits: digits)
  }

  /// Whether "a 10432" is a code rather than an article and an amount.
  private func isNumberAfterBlank(
    _ scanner: SpanScanner,
    _ range: Range<Int>,
    _ digits: [Int]
  ) -> Bool {
    guard digits.count >= 5 else { return false }
    let rest = line(scanner.text(range.upperBound..<min(scanner.count, range.upperBound + 24)))
    return rest.pieces.isEmpty || !isCurrency(at: 0, in: rest)
  }

  private func skipSeparators(_ scanner: SpanScanner, from position: Int) -> Int {
    var end = position
    while end < position + 3, scanner.isOne(of: " -_./#:", end) { end += 1 }
    return end
  }

  /// Something typed for the code that is too short or too long.
  private func attempt(_ elements: [Element], _ scanner: SpanScanner) -> Range<Int>? {
    var position = 0
    while position < scanner.count {
      guard scanner.isDigit(position) else {
        position += 1
        continue
      }
      var end = position
      while scanner.isDigit(end) || (scanner.isOne(of: " -", end) && scanner.isDigit(end + 1)) {
        end += 1
      }
      let digits = (position..<end).count { scanner.isDigit($0) }
      var start = position
      while start > 0, scanner.isOne(of: "-#", start - 1) || scanner.isWordLike(start - 1) {
        start -= 1
      }
      let isPrefixed = start < position
      if digits >= 3 || isPrefixed { return start..<end }
      position = end
    }
    return nil
  }

  private static func digit(_ value: UInt32) -> Int? {
    (0x30...0x39).contains(value) ? Int(value) - 0x30 : nil
  }

  /// The digit that a letter is typed for.
  private static func likeDigit(_ look: UInt32) -> Int? {
    switch look {
    case 0x4F: 0
    case 0x49, 0x4C: 1
    default: nil
    }
  }

  static func passes(_ digits: [Int], _ check: CodePattern.CheckDigit) -> Bool {
    switch check {
    case .none: return true
    case .luhn:
      var sum = 0
      for (place, digit) in digits.reversed().enumerated() {
        let doubled = place.isMultiple(of: 2) ? digit : digit * 2
        sum += doubled > 9 ? doubled - 9 : doubled
      }
      return !digits.isEmpty && sum.isMultiple(of: 10)
    case .mod11:
      let sum = digits.reversed().enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
      return !digits.isEmpty && sum.isMultiple(of: 11)
    }
  }
}
