/// A text as folded letters with their places, for the scanners of what is private.
///
/// Digits are ASCII; letters lower case and without diacritics, alef and teh marbuta of one form;
/// spaces plain, line ends `\n`, dashes `-`. What is not seen (zero-width characters, marks of
/// direction, variation selectors, diacritics of their own) is left out, so that it parts nothing.
struct PrivateText {
  struct Letter {
    let value: UInt32
    /// UTF-8 bytes of the text.
    let start: Int
    let end: Int
    let isCapital: Bool
  }

  let bytes: [UInt8]
  let letters: [Letter]

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var letters: [Letter] = []
    letters.reserveCapacity(bytes.count)
    bytes.withUnsafeBufferPointer { bytes in
      var position = 0
      while position < bytes.count {
        let (scalar, length) = decodeScalar(bytes, at: position, before: bytes.count)
        if let value = Self.folded(scalar) {
          letters.append(
            Letter(
              value: value,
              start: position,
              end: position + length,
              isCapital: Self.isCapital(scalar)
            )
          )
        }
        position += length
      }
    }
    self.bytes = bytes
    self.letters = letters
  }

  /// Whether a text has three digits, the least that any number of interest has; allocates nothing.
  static func hasThreeDigits(_ text: String) -> Bool {
    let counted = text.utf8.withContiguousStorageIfAvailable(hasThreeDigits)
    if let counted { return counted }
    return Array(text.utf8).withUnsafeBufferPointer(hasThreeDigits)
  }

  private static func hasThreeDigits(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var count = 0
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      position &+= 1
      if byte < 0x80 {
        guard byte &- 0x30 < 10 else { continue }
      } else {
        let next = position < bytes.count ? bytes[position] : 0
        switch byte {
        case 0xD9: guard (0xA0...0xA9).contains(next) else { continue }
        case 0xDB: guard (0xB0...0xB9).contains(next) else { continue }
        case 0xEF:
          guard next == 0xBC, position + 1 < bytes.count,
            (0x90...0x99).contains(bytes[position + 1])
          else { continue }
        default: continue
        }
      }
      count += 1
      if count == 3 { return true }
    }
    return false
  }

  // MARK: Folding

  /// The letters of a word or phrase of a list.
  static func folded(_ text: String) -> [UInt32] {
    text.unicodeScalars.compactMap { folded($0.value) }
  }

  private static func folded(_ scalar: UInt32) -> UInt32? {
    if scalar < 0x80 {
      switch scalar {
      case 0x41...0x5A: return scalar + 32
      case 0x09: return 0x20
      case 0x0B...0x0D: return 0x0A
      default: return scalar
      }
    }
    switch scalar {
    case 0x0660...0x0669: return scalar - 0x0660 + 0x30
    case 0x06F0...0x06F9: return scalar - 0x06F0 + 0x30
    case 0xFF21...0xFF3A: return scalar - 0xFF21 + 0x61
    case 0xFF01...0xFF5E: return scalar - 0xFEE0
    case 0x00A0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return 0x20
    case 0x0085, 0x2028, 0x2029: return 0x0A
    case 0x2010...0x2015, 0x2212, 0x2043: return 0x2D
    case 0x00AD, 0x034F, 0x061C, 0x0640, 0x064B...0x065F, 0x0670, 0x0300...0x036F, 0x180E,
      0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0x20E3,
      0xFE00...0xFE0F, 0xFEFF:
      return nil
    case 0x0401, 0x0451: return 0x0435  // ё as е
    case 0x0410...0x042F: return scalar + 32
    case 0x0622, 0x0623, 0x0625, 0x0671: return 0x0627
    case 0x0629: return 0x0647
    case 0x0649: return 0x064A
    case 0x00C0...0x024F: return latin(scalar)
    case 0x2018, 0x2019, 0x02BC: return 0x27
    default: return scalar
    }
  }

  /// The ASCII letter of the Romanian and Turkish letters and of the commonest others.
  private static func latin(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0xC0...0xC5, 0xE0...0xE5, 0x0100...0x0105: 0x61
    case 0xC7, 0xE7, 0x0106...0x010D: 0x63
    case 0xC8...0xCB, 0xE8...0xEB, 0x0112...0x011B: 0x65
    case 0x011E, 0x011F: 0x67
    case 0xCC...0xCF, 0xEC...0xEF, 0x0128...0x0131: 0x69
    case 0xD1, 0xF1: 0x6E
    case 0xD2...0xD6, 0xF2...0xF6: 0x6F
    case 0x015A...0x0161, 0x0218, 0x0219: 0x73
    case 0x0162...0x0165, 0x021A, 0x021B: 0x74
    case 0xD9...0xDC, 0xF9...0xFC: 0x75
    default: scalar
    }
  }

  private static func isCapital(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE, 0x0401, 0x0410...0x042F: true
    case 0x011E, 0x0130, 0x015E, 0x0102, 0x0218, 0x021A, 0x0162: true
    default: false
    }
  }
}

extension PrivateText {
  var count: Int { letters.count }

  /// The folded letter at a position; 0 outside of the text.
  func value(_ position: Int) -> UInt32 {
    position >= 0 && position < letters.count ? letters[position].value : 0
  }

  func isDigit(_ position: Int) -> Bool { value(position) &- 0x30 < 10 }

  func isLetter(_ position: Int) -> Bool {
    let value = value(position)
    switch value {
    case 0x61...0x7A: return true
    case 0..<0xC0, 0x2000...0x2BFF, 0x3000...0x303F, 0xD7, 0xF7: return false
    case 0x0400...0x052F, 0x0620...0x064A: return true
    default: return Unicode.Scalar(value)?.properties.isAlphabetic ?? false
    }
  }

  func isAlphanumeric(_ position: Int) -> Bool { isDigit(position) || isLetter(position) }

  func isSpace(_ position: Int) -> Bool { value(position) == 0x20 || value(position) == 0x0A }

  /// The UTF-8 bytes of a stretch of letters.
  func byteRange(_ range: Range<Int>) -> Range<Int> {
    guard let first = range.first, let last = range.last else { return 0..<0 }
    return letters[first].start..<letters[last].end
  }

  /// A stretch as it is written.
  func written(_ range: Range<Int>) -> String {
    String(decoding: bytes[byteRange(range)], as: UTF8.self)
  }

  /// A stretch as folded letters.
  func folded(_ range: Range<Int>) -> String {
    var text = ""
    for position in range {
      text.unicodeScalars.append(Unicode.Scalar(letters[position].value) ?? "\u{FFFD}")
    }
    return text
  }

  func digits(_ range: Range<Int>) -> [UInt8] {
    range.compactMap { isDigit($0) ? UInt8(letters[$0].value - 0x30) : nil }
  }

  /// The stretches of digits that nothing parts.
  func digitGroups() -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var position = 0
    while position < letters.count {
      guard isDigit(position) else {
        position += 1
        continue
      }
      var end = position + 1
      while isDigit(end) { end += 1 }
      groups.append(position..<end)
      position = end
    }
    return groups
  }

  /// How many words and numbers stand in a stretch.
  func wordCount(_ range: Range<Int>) -> Int {
    range.count { isAlphanumeric($0) && !($0 > range.lowerBound && isAlphanumeric($0 - 1)) }
  }

  /// The text with stretches exchanged; they are in order and do not overlap.
  func replacing(_ replacements: [(range: Range<Int>, text: String)]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    for (range, text) in replacements where range.lowerBound >= position {
      result += bytes[position..<range.lowerBound]
      result += text.utf8
      position = range.upperBound
    }
    result += bytes[position...]
    return String(decoding: result, as: UTF8.self)
  }

  /// The end of the currency or percent sign behind a number, which makes an amount of it.
  func isAmount(_ group: Range<Int>) -> Bool {
    if isCurrencySign(value(group.lowerBound - 1)) { return true }
    if value(group.lowerBound - 1) == 0x20, isCurrencySign(value(group.lowerBound - 2)) {
      return true
    }
    var next = group.upperBound
    if value(next) == 0x20 { next += 1 }
    if isCurrencySign(value(next)) || value(next) == 0x25 || value(next) == 0x066A { return true }
    return Self.currencies.contains { name in
      starts(with: name, at: next) && !isAlphanumeric(next + name.count)
    }
  }

  func starts(with word: [UInt32], at position: Int) -> Bool {
    guard position + word.count <= letters.count else { return false }
    for offset in word.indices where letters[position + offset].value != word[offset] {
      return false
    }
    return true
  }

  private func isCurrencySign(_ value: UInt32) -> Bool {
    switch value {
    case 0x24, 0xA3, 0xA5, 0x20A0...0x20CF: true
    default: false
    }
  }

  private static let currencies = MarkedSpanScanner.currencyNames.map { folded($0) }
}
