/// Takes card numbers and what belongs to them out of texts.
///
/// A card number has an issuer's prefix, a length the issuer uses and the right check digit; its
/// digits may be of any of the scripts people write here and stand in groups. A security code is
/// recognised by the words for it or by the card number it follows. Pure; linear in the text.
package struct PaymentCardScanner: Sendable {
  package static let cardNumber = "[card number]"
  package static let securityCode = "[security code]"
  package static let cardExpiry = "[card expiry]"

  private let knownCodes: @Sendable (String) -> Bool

  /// `knownCodes` tells the shop's own numbers (orders, parcels), which are no cards; it gets a
  /// number as it is written, with the letters it is part of, and its digits alone.
  package init(knownCodes: @escaping @Sendable (String) -> Bool = { _ in false }) {
    self.knownCodes = knownCodes
  }

  /// `codes` are the forms of the shop's own numbers; a form of nothing but open digits is that of
  /// cards and of security codes also, and keeps none of them.
  package init(codes: [CodeForm]) {
    let distinct = codes.filter(\.isDistinct)
    self.init { text in distinct.contains { $0.matches(text) } }
  }

  /// The text with `[card number]`, `[security code]` and `[card expiry]` in place of such.
  ///
  /// All else stays as it is, byte for byte; a text with fewer than three digits is returned as
  /// such. What was redacted stays so: to redact a text twice is to redact it once.
  package func redacted(_ text: String) -> String {
    guard PrivateText.hasThreeDigits(text) else { return text }
    var text = text
    // What stood between two numbers may be gone now; a second look changes next to nothing.
    for _ in 0..<4 {
      let letters = PrivateText(text)
      let found = findings(in: letters)
      guard !found.isEmpty else { break }
      text = letters.replacing(
        found.map { (letters.byteRange($0.range), $0.kind.rawValue) }
      )
    }
    return text
  }

  /// What is found, in order and without overlaps, in letters of the text.
  func findings(in text: PrivateText) -> [Finding] {
    let search = PaymentCardSearch(text, knownCodes: knownCodes)
    return search.findings()
  }

  struct Finding {
    enum Kind: String {
      case number = "[card number]"
      case code = "[security code]"
      case expiry = "[card expiry]"
    }

    let kind: Kind
    let range: Range<Int>
  }
}

/// One search of a text for card numbers.
struct PaymentCardSearch {
  typealias Finding = PaymentCardScanner.Finding

  /// What parts two groups of digits.
  private enum Gap {
    /// Nothing a number goes on across.
    case wide
    /// A sign that a number goes on across only when its groups are those of a card.
    case unusual
    case usual
  }

  let text: PrivateText
  let groups: [Range<Int>]
  private let knownCodes: @Sendable (String) -> Bool

  init(_ text: PrivateText, knownCodes: @escaping @Sendable (String) -> Bool) {
    self.text = text
    self.knownCodes = knownCodes
    groups = text.digitGroups()
  }

  func findings() -> [Finding] {
    var found: [Finding] = []
    for card in cards() {
      found.append(Finding(kind: .number, range: span(card)))
      found += companions(of: card)
    }
    for range in SecurityCodeSearch(text, groups, isKnown: isKnown).ranges() {
      found.append(Finding(kind: .code, range: range))
    }
    // Numbers of cards come first, so that nothing else takes a part of one.
    var taken: [Finding] = []
    let numbers = found.filter { $0.kind == .number }
    for finding in numbers + found.filter({ $0.kind != .number })
    where !taken.contains(where: { $0.range.overlaps(finding.range) }) {
      taken.append(finding)
    }
    return taken.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private func span(_ card: Range<Int>) -> Range<Int> {
    groups[card.lowerBound].lowerBound..<groups[card.upperBound - 1].upperBound
  }

  // MARK: Numbers

  /// The cards, each as a range of groups.
  private func cards() -> [Range<Int>] {
    guard groups.reduce(0, { $0 + $1.count }) >= CardIssuer.lengths.lowerBound else { return [] }
    let gaps = gaps()
    var accounts: [Range<Int>]?
    var cards: [Range<Int>] = []
    var first = 0
    var runEnd = 0
    while first < groups.count {
      if first >= runEnd {
        runEnd = first + 1
        while runEnd < groups.count, gaps[runEnd - 1] != .wide { runEnd += 1 }
        if isTelephone(first..<runEnd) {
          first = runEnd
          continue
        }
      }
      guard let card = card(from: first, before: runEnd, gaps) else {
        first += 1
        continue
      }
      let known = accounts ?? AccountNumber.ranges(in: text)
      accounts = known
      if known.contains(where: { $0.overlaps(span(card)) }) {
        first += 1
        continue
      }
      cards.append(card)
      first = card.upperBound
    }
    return cards
  }

  private func gaps() -> [Gap] {
    zip(groups, groups.dropFirst()).map { left, right in
      guard right.lowerBound - left.upperBound <= 4 else { return .wide }
      var gap = Gap.usual
      for position in left.upperBound..<right.lowerBound {
        switch text.value(position) {
        case 0x20, 0x0A, 0x2D, 0x2E: break
        // , / _ | * · and the Arabic comma
        case 0x2C, 0x2F, 0x5F, 0x7C, 0x2A, 0xB7, 0x060C: gap = .unusual
        default: return .wide
        }
      }
      return gap
    }
  }

  /// Whether groups are a number of ITU-T E.164: up to 15 digits behind a plus or 00.
  private func isTelephone(_ run: Range<Int>) -> Bool {
    let start = groups[run.lowerBound].lowerBound
    let hasPlus = text.value(start - 1) == 0x2B
    let second = run.lowerBound + 1 < run.upperBound ? groups[run.lowerBound + 1].count : 0
    let hasZeros =
      text.value(start) == 0x30 && text.value(start + 1) == 0x30
      && (groups[run.lowerBound].count > 2 || second <= 3)
    guard hasPlus || hasZeros else { return false }
    return run.reduce(0) { $0 + groups[$1].count } <= (hasPlus ? 15 : 17)
  }

  /// The best card that begins with a group: of the usual grouping first, then the longest.
  private func card(from first: Int, before end: Int, _ gaps: [Gap]) -> Range<Int>? {
    guard groups[first].count <= CardIssuer.lengths.upperBound else { return nil }
    var digits: [UInt8] = []
    var sizes: [Int] = []
    var isUnusual = false
    var best: (card: Range<Int>, isUsual: Bool)?
    for last in first..<end {
      if last > first, gaps[last - 1] == .unusual { isUnusual = true }
      digits += text.digits(groups[last])
      sizes.append(groups[last].count)
      if digits.count > CardIssuer.lengths.upperBound { break }
      guard CardIssuer.hasIssued(digits[...]) else { continue }
      let isUsual = Self.isUsual(sizes)
      // Numbers of few digits and without the groups of a card are mostly something else.
      guard isUsual || (digits.count >= 15 && !isUnusual) else { continue }
      let card = first..<(last + 1)
      if isKnownCode(card, digits) { continue }
      if isUsual || best?.isUsual != true { best = (card, isUsual) }
    }
    return best?.card
  }

  /// Whether groups are as on a card: 4-4-4-4, 4-6-5, 4-6-4, all of one size, or in one piece.
  private static func isUsual(_ sizes: [Int]) -> Bool {
    guard let first = sizes.first, let last = sizes.last, sizes.count > 1 else { return true }
    if sizes == [4, 6, 5] || sizes == [4, 6, 4] || sizes == [6, 13] { return true }
    return sizes.dropLast().allSatisfy { $0 == first } && last <= first + 1
      && (first >= 4 || first == 1)
  }

  private func isKnownCode(_ card: Range<Int>, _ digits: [UInt8]) -> Bool {
    let compact = String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
    return knownCodes(compact) || isKnown(span(card))
  }

  /// Whether a number, alone or with the letters it is part of, is one of the shop's own.
  private func isKnown(_ range: Range<Int>) -> Bool {
    if knownCodes(text.written(range)) { return true }
    var start = range.lowerBound
    while text.isAlphanumeric(start - 1)
      || (text.value(start - 1) == 0x2D && text.isAlphanumeric(start - 2))
      || text.value(start - 1) == 0x23
    {
      start -= 1
    }
    var end = range.upperBound
    while text.isAlphanumeric(end) { end += 1 }
    return (start..<end) != range && knownCodes(text.written(start..<end))
  }

  // MARK: What stands beside a number

  /// The expiry dates and codes beside a card.
  private func companions(of card: Range<Int>) -> [Finding] {
    var found: [Finding] = []
    let start = card.lowerBound
    if start >= 2, isExpiry(start - 2),
      text.wordCount(groups[start - 1].upperBound..<groups[start].lowerBound) <= 3
    {
      let range = groups[start - 2].lowerBound..<groups[start - 1].upperBound
      found.append(Finding(kind: .expiry, range: range))
    }
    var end = groups[card.upperBound - 1].upperBound
    var next = card.upperBound
    while next < groups.count, found.count < 4, isPassage(end..<groups[next].lowerBound) {
      let group = groups[next]
      if isExpiry(next) {
        end = groups[next + 1].upperBound
        found.append(Finding(kind: .expiry, range: group.lowerBound..<end))
        next += 2
      } else if (3...4).contains(group.count), !text.isLetter(group.upperBound),
        !isDecimal(group), !text.isAmount(group), !isKnown(group)
      {
        end = group.upperBound
        found.append(Finding(kind: .code, range: group))
        next += 1
      } else {
        break
      }
    }
    return found
  }

  private func isDecimal(_ group: Range<Int>) -> Bool {
    (text.value(group.upperBound) == 0x2C || text.value(group.upperBound) == 0x2E)
      && text.isDigit(group.upperBound + 1)
  }

  /// Whether a group and the next are month and year: 12/27, 12.2027, 1 - 28.
  private func isExpiry(_ first: Int) -> Bool {
    guard first + 1 < groups.count else { return false }
    let (month, year) = (groups[first], groups[first + 1])
    let between = month.upperBound..<year.lowerBound
    guard month.count <= 2, year.count == 2 || year.count == 4, between.count <= 3,
      between.allSatisfy({ [0x20, 0x2F, 0x2D, 0x2E, 0x7C, 0x5C].contains(text.value($0)) })
    else { return false }
    func number(_ range: Range<Int>) -> Int {
      text.digits(range).reduce(0) { $0 * 10 + Int($1) }
    }
    let century = year.count == 4 ? number(year) - 2000 : number(year)
    return (1...12).contains(number(month)) && (20...49).contains(century)
  }

  /// Whether between a card and a number there is nothing but signs and words for what follows.
  private func isPassage(_ range: Range<Int>) -> Bool {
    guard range.count <= 60 else { return false }
    var position = range.lowerBound
    while position < range.upperBound {
      guard text.isLetter(position) else {
        // What was redacted already ends the passage.
        if text.value(position) == 0x5B { return false }
        position += 1
        continue
      }
      var end = position
      while end < range.upperBound, text.isLetter(end) { end += 1 }
      guard Self.passageWords.contains(text.folded(position..<end)) else { return false }
      position = end
    }
    return true
  }

  private static let passageWords = Set(
    """
    exp expiry expires expiring expiration date valid thru through until till good month year mm yy
    and with the is my code security number card cvv cvc csc cid cvn pin visa mastercard on back
    срок действия действует действительна до годен годна и код месяц год карта карты карте мой на
    обороте безопасности свв
    expira expirare data valabil valabila pana la si cod codul luna anul este de securitate
    son kullanma tarihi skt gecerlilik ve kodu guvenlik ay yil numarasi
    تاريخ الانتهاء انتهاء تنتهي صالحه حتي و رمز الامان الصلاحيه والرمز ورمز
    """.split(whereSeparator: \.isWhitespace).map { word in
      var text = ""
      for value in PrivateText.folded(String(word)) {
        text.unicodeScalars.append(Unicode.Scalar(value) ?? "?")
      }
      return text
    }
  )
}
