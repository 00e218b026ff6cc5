/// Finds the security codes and PINs of cards by the words that stand beside them.
struct SecurityCodeSearch {
  private let text: PrivateText
  private let groups: [Range<Int>]
  private let isKnown: (Range<Int>) -> Bool

  /// How many words may stand between the words for a code and its digits.
  private static let wordsBefore = 2
  private static let wordsAfter = 4

  init(_ text: PrivateText, _ groups: [Range<Int>], isKnown: @escaping (Range<Int>) -> Bool) {
    self.text = text
    self.groups = groups
    self.isKnown = isKnown
  }

  /// The places of the codes; some may be found twice.
  func ranges() -> [Range<Int>] {
    let hasCode = groups.contains { (3...4).contains($0.count) }
    guard hasCode || groups.count(where: { $0.count == 1 }) >= 3 else { return [] }
    var found: [Range<Int>] = []
    var position = 0
    while position < text.count {
      guard let phrases = Self.phrases[text.value(position)], isStart(position),
        let end = phrases.lazy.compactMap({ match($0, at: position) }).max()
      else {
        position += 1
        continue
      }
      let words = position..<end
      // The words of `[security code]` are no words for one.
      if text.value(position - 1) != 0x5B || text.value(end) != 0x5D {
        if let code = code(behind: words) { found.append(code) }
        if let code = code(before: words) { found.append(code) }
      }
      position = end
    }
    return found
  }

  private func code(behind words: Range<Int>) -> Range<Int>? {
    for index in groups.indices where groups[index].lowerBound >= words.upperBound {
      let between = words.upperBound..<groups[index].lowerBound
      guard between.count <= 80, text.wordCount(between) <= Self.wordsAfter,
        !holdsRedacted(between)
      else { return nil }
      if let code = code(at: index, beside: words) { return code }
    }
    return nil
  }

  private func code(before words: Range<Int>) -> Range<Int>? {
    for index in groups.indices.reversed() where groups[index].upperBound <= words.lowerBound {
      let between = groups[index].upperBound..<words.lowerBound
      guard between.count <= 60, text.wordCount(between) <= Self.wordsBefore,
        !holdsRedacted(between)
      else { return nil }
      if isCode(groups[index], beside: words) { return groups[index] }
      let first = index - 2
      if groups[index].count == 1, first >= 0 {
        let start = first > 0 && isSeries(first - 1...index) ? first - 1 : first
        if isSeries(start...index) { return groups[start].lowerBound..<groups[index].upperBound }
      }
    }
    return nil
  }

  private func code(at index: Int, beside words: Range<Int>) -> Range<Int>? {
    if isCode(groups[index], beside: words) { return groups[index] }
    // 1 2 3: digit by digit.
    for last in [index + 3, index + 2] where last < groups.count && isSeries(index...last) {
      return groups[index].lowerBound..<groups[last].upperBound
    }
    return nil
  }

  /// Whether groups are single digits with one sign between each two.
  private func isSeries(_ indices: ClosedRange<Int>) -> Bool {
    guard indices.allSatisfy({ groups[$0].count == 1 }) else { return false }
    return indices.dropFirst().allSatisfy { index in
      let gap = groups[index - 1].upperBound..<groups[index].lowerBound
      return gap.count == 1 && [0x20, 0x0A, 0x2D, 0x2E].contains(text.value(gap.lowerBound))
    }
  }

  private func isCode(_ group: Range<Int>, beside words: Range<Int>) -> Bool {
    guard (3...4).contains(group.count) else { return false }
    let (start, end) = (group.lowerBound, group.upperBound)
    // Glued to letters it is a code of another kind, unless they are the words for this one.
    if text.isLetter(start - 1), start != words.upperBound { return false }
    if text.isLetter(end), end != words.lowerBound { return false }
    let before = text.value(start - 1)
    if before == 0x2D || before == 0x23, text.isAlphanumeric(start - 2),
      start - 1 != words.upperBound
    {
      return false
    }
    if before == 0x2E || before == 0x2C, text.isDigit(start - 2) { return false }
    let after = text.value(end)
    if after == 0x2E || after == 0x2C, text.isDigit(end + 1) { return false }
    return !text.isAmount(group) && !isKnown(group)
  }

  private func holdsRedacted(_ range: Range<Int>) -> Bool {
    range.contains { position in
      text.value(position) == 0x5B && Self.redacted.contains { text.starts(with: $0, at: position) }
    }
  }

  private static let redacted = [
    PaymentCardScanner.cardNumber, PaymentCardScanner.securityCode, PaymentCardScanner.cardExpiry,
    "[email]", "[phone]", "[iban]",
  ].map { PrivateText.folded($0) }
}

// MARK: Words for codes

extension SecurityCodeSearch {
  /// Whether a word begins at a position, behind an Arabic conjunction or preposition also.
  private func isStart(_ position: Int) -> Bool {
    if text.isDigit(position) { return !text.isAlphanumeric(position - 1) }
    if !text.isLetter(position - 1) { return true }
    // و ف ب ل
    let isPrefix = [0x0648, 0x0641, 0x0628, 0x0644].contains(text.value(position - 1))
    return isPrefix && !text.isLetter(position - 2)
  }

  /// The end of a phrase at a position: `*` is the rest of a word, a space any sign or two.
  private func match(_ phrase: [UInt32], at start: Int) -> Int? {
    var position = start
    for value in phrase {
      switch value {
      case 0x2A:
        while text.isLetter(position) { position += 1 }
      case 0x20:
        let first = position
        while position < first + 3, !text.isAlphanumeric(position), position < text.count,
          text.value(position) != 0x5B
        {
          position += 1
        }
        guard position > first else { return nil }
      default:
        guard text.value(position) == value else { return nil }
        position += 1
      }
    }
    let isNumeric = phrase.last.map { (0x30...0x39).contains($0) } ?? false
    guard !text.isLetter(position), !(isNumeric && text.isDigit(position)) else { return nil }
    return position
  }

  private static let phrases: [UInt32: [[UInt32]]] = {
    let lines = """
      cvv|cvv2|cvc|cvc2|cv2|cid|csc|cvn|cvvcode|cvv code
      security code*|security number*|security digit*|card code*|card verification *|card pin
      three digit*|3 digit*|three number*|3 number*|pin|pin code|pincode|pin number
      код* безопасности|защитн* код*|секретн* код*|три цифры|3 цифры|трех цифр|трехзначн* *
      код* карты|код* с оборот*|код* на оборот*|проверочн* код*|свв|цвв|свс|цвц|сvv|сvс|cvс
      пин|пин код*|пинкод*|пин-код*
      cod* de securitate|cod* de siguranta|cod* de verificare|cod* card*|cod* pin|pinul|trei cifre
      3 cifre|cod* de pe spate*
      guvenlik kod*|guvenlik numara*|kart* kod*|kart* sifre*|pin kod*|pinkod*|uc hane*|3 hane*
      uc rakam*|3 rakam*|arka* kod*
      رمز الامان|رمز امان|رمز التحقق|رمز الحمايه|رمز البطاقه|كود الامان|كود التحقق|كود البطاقه
      كود الحمايه|الرقم السري|رقم سري|رقمي السري|الرمز السري|الارقام الثلاثه|ثلاثه ارقام|3 ارقام
      رقم التحقق|سي في في
      """
    var phrases: [UInt32: [[UInt32]]] = [:]
    for phrase in lines.split(whereSeparator: { $0 == "|" || $0 == "\n" }) {
      let letters = PrivateText.folded(String(phrase))
      guard let first = letters.first else { continue }
      phrases[first, default: []].append(letters)
    }
    return phrases
  }()
}
