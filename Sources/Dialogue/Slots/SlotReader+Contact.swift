import Content

// How a customer can be reached: e-mail, phone, postcode.

extension SlotReader {
  /// Finds an address: letters, digits and `._%+'-` before the `@`, at least two labels after it.
  ///
  /// *Source*: RFC 5321, section 4.1.2, Dot-string and Domain. *Difference from the source*: no
  /// quoted names, no address literals, and the whole address becomes lower case.
  func email(in text: String, wasAsked: Bool) -> SlotReading {
    guard wasAsked || text.unicodeScalars.contains(where: { $0 == "@" || $0 == "\u{FF20}" }) else {
      return .none
    }
    let scanner = SpanScanner(text)
    for position in 0..<scanner.count where scanner.isOne(of: "@", position) {
      if let found = address(around: position..<position + 1, scanner) { return found }
    }
    guard wasAsked else { return .none }
    return spelledAddress(scanner) ?? brokenAddress(scanner)
  }

  private func address(around at: Range<Int>, _ scanner: SpanScanner) -> SlotReading? {
    var start = at.lowerBound
    while isLocal(start - 1, scanner) { start -= 1 }
    while start < at.lowerBound, scanner.isOne(of: ".-'", start) { start += 1 }
    var end = at.upperBound
    while scanner.isLatin(end) || scanner.isDigit(end) || scanner.isOne(of: ".-", end) {
      end += 1
    }
    while end > at.upperBound, scanner.isOne(of: ".-", end - 1) { end -= 1 }
    let local = scanner.text(start..<at.lowerBound)
    let domain = scanner.text(at.upperBound..<end)
    guard !scanner.isOne(of: "@", end), !scanner.isOne(of: "@", start - 1),
      !scanner.isWordLike(end), !scanner.isWordLike(start - 1),
      Self.isLocalPart(local), Self.isDomain(domain)
    else { return nil }
    return .value(.text("\(local)@\(domain)"), range: scanner.bytes(start..<end))
  }

  private func isLocal(_ position: Int, _ scanner: SpanScanner) -> Bool {
    scanner.isLatin(position) || scanner.isDigit(position)
      || scanner.isOne(of: "._%+'-=~&!", position)
  }

  private static func isLocalPart(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count) && text.utf8.last != UInt8(ascii: ".")
      && !text.contains("..")
  }

  private static func isDomain(_ text: String) -> Bool {
    let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count >= 2, text.utf8.count <= 253, let last = labels.last else { return false }
    let hyphen = UInt8(ascii: "-")
    for label in labels {
      guard (1...63).contains(label.count), label.first != hyphen, label.last != hyphen else {
        return false
      }
    }
    return last.count >= 2 && !last.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// An address with blanks around its signs, or with "at" and "dot" written out.
  private func spelledAddress(_ scanner: SpanScanner) -> SlotReading? {
    let original = scanner.text(0..<scanner.count)
    var text = " \(original) "
    for sign in Self.spelledAt { text = text.replacing(sign, with: "@") }
    for sign in Self.spelledDot { text = text.replacing(sign, with: ".") }
    guard text != " \(original) " else { return nil }
    let spelled = SpanScanner(text)
    for position in 0..<spelled.count where spelled.isOne(of: "@", position) {
      if case .value(let value, _) = address(around: position..<position + 1, spelled) {
        return .value(value, range: scanner.bytes(0..<scanner.count))
      }
    }
    return nil
  }

  private static let spelledAt = [
    " (at) ", " [at] ", "(at)", "[at]", " at ", " собака ", " arond ", " @ ", " @", "@ ",
  ]
  private static let spelledDot = [
    " dot ", " punct ", " точка ", " nokta ", " نقطة ", "(dot)", "[dot]", " . ", " .",
  ]

  /// What was meant as an address: "ana@mail", "ana mail.com", "ana@mail,com".
  private func brokenAddress(_ scanner: SpanScanner) -> SlotReading {
    for position in 0..<scanner.count where scanner.isOne(of: "@", position) {
      var start = position
      while start > 0, !scanner.isSpace(start - 1) { start -= 1 }
      var end = position + 1
      while end < scanner.count, !scanner.isSpace(end) { end += 1 }
      return .invalid(.email, range: scanner.bytes(start..<end))
    }
    for position in 0..<scanner.count
    where scanner.isOne(of: ".", position) && scanner.isLatin(position - 1)
      && scanner.isLatin(position + 1) && scanner.isLatin(position + 2)
    {
      var start = position
      while isLocal(start - 1, scanner) { start -= 1 }
      var end = position + 1
      while scanner.isLatin(end) { end += 1 }
      let isEnd = !scanner.isWordLike(end) && end - position <= 7
      // One word before it, which stands where the name and the sign should.
      if isEnd, start <= 40 { return .invalid(.email, range: scanner.bytes(start..<end)) }
    }
    return .none
  }

  // MARK: Phone

  /// Finds a number of ITU-T E.164: `+` or `00` and 7 to 15 digits, in any usual grouping.
  ///
  /// A national number counts when the slot was asked for and stays as it is but for its signs,
  /// since the country is not known.
  func phone(in text: String, wasAsked: Bool) -> SlotReading {
    let scanner = SpanScanner(text)
    var broken: Range<Int>?
    var position = 0
    while position < scanner.count {
      let isPlus = scanner.isOne(of: "+", position)
      let start = position
      guard isPlus || scanner.isDigit(position) || scanner.isOne(of: "(", position),
        scanner.isBoundary(position)
      else {
        position += 1
        continue
      }
      var end = position
      var digits = ""
      var next = isPlus ? position + 1 : position
      while next < scanner.count {
        if scanner.isDigit(next) {
          digits += scanner.text(next..<next + 1)
          next += 1
          end = next
        } else if scanner.isOne(of: " -().", next), next < end + 3 {
          next += 1
        } else {
          break
        }
      }
      position = max(end, start + 1)
      guard !digits.isEmpty else { continue }
      if scanner.isOne(of: "/", end), scanner.isDigit(end + 1) { continue }
      let isInternational = isPlus || (digits.hasPrefix("00") && digits.utf8.count > 9)
      let national = isPlus || !isInternational ? digits : String(digits.dropFirst(2))
      let isWhole = !scanner.isWordLike(end) && (7...15).contains(national.utf8.count)
      if isWhole, isInternational || wasAsked,
        !isInternational || (national.utf8.first != UInt8(ascii: "0"))
      {
        let value = isInternational ? "+\(national)" : national
        return .value(.text(value), range: scanner.bytes(start..<end))
      }
      if digits.utf8.count >= 3 || isPlus { broken = broken ?? start..<max(end, start + 1) }
    }
    guard wasAsked, let broken else { return .none }
    return .invalid(.phone, range: scanner.bytes(broken))
  }

  // MARK: Postcode

  /// Finds a postcode: 3 to 10 letters and digits with at least one digit, in one or two groups.
  ///
  /// Unless it was asked for, only the form of the United Kingdom is taken (BS 7666-2).
  func postcode(in text: String, wasAsked: Bool) -> SlotReading {
    let scanner = SpanScanner(text)
    var groups: [Range<Int>] = []
    var position = 0
    while position < scanner.count {
      var end = position
      while scanner.isWordLike(end) || (end > position && scanner.isOne(of: "-", end)) { end += 1 }
      if end > position { groups.append(position..<end) }
      position = max(end, position + 1)
    }
    for (index, group) in groups.enumerated() {
      guard index + 1 < groups.count else { break }
      let both = compact(group, scanner) + compact(groups[index + 1], scanner)
      if Self.isBritish(both), compact(groups[index + 1], scanner).utf8.count == 3 {
        let range = group.lowerBound..<groups[index + 1].upperBound
        return .value(.text(Self.spaced(both)), range: scanner.bytes(range))
      }
    }
    guard wasAsked else { return .none }
    var broken: Range<Int>?
    for (index, group) in groups.enumerated() where group.contains(where: scanner.isDigit) {
      var range = group
      if index + 1 < groups.count, groups[index + 1].lowerBound == group.upperBound + 1,
        scanner.isSpace(group.upperBound)
      {
        let next = groups[index + 1]
        let isShort = next.count == 2 && next.allSatisfy(scanner.isLatin)
        let isLast = index + 2 == groups.count
        if next.contains(where: scanner.isDigit) || (isShort && isLast) {
          range = group.lowerBound..<next.upperBound
        }
      }
      var code = scanner.text(range).uppercased()
      let count = code.utf8.count { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
      guard (3...10).contains(count), code.utf8.allSatisfy({ $0 < 0x80 }) else {
        broken = broken ?? range
        continue
      }
      if Self.isBritish(code) { code = Self.spaced(code) }
      return .value(.text(code), range: scanner.bytes(range))
    }
    return broken.map { .invalid(.postcode, range: scanner.bytes($0)) } ?? .none
  }

  private func compact(_ range: Range<Int>, _ scanner: SpanScanner) -> String {
    scanner.text(range).uppercased()
  }

  /// Whether a text without blanks is a postcode of the United Kingdom: SW1A1AA.
  private static func isBritish(_ code: String) -> Bool {
    let bytes = Array(code.utf8)
    guard (5...7).contains(bytes.count) else { return false }
    func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    let inward = bytes.suffix(3)
    let outward = bytes.dropLast(3)
    guard let place = inward.first, isDigit(place), inward.dropFirst().allSatisfy(isLetter),
      let first = outward.first, isLetter(first),
      outward.allSatisfy({ isLetter($0) || isDigit($0) })
    else { return false }
    return outward.dropFirst().prefix(2).contains(where: isDigit)
  }

  private static func spaced(_ code: String) -> String {
    code.dropLast(3) + " " + code.suffix(3)
  }
}

extension String {
  /// Replaces every occurrence of a text by another.
  fileprivate func replacing(_ pattern: String, with replacement: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: pattern) {
      result += rest[..<range.lowerBound]
      result += replacement
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
