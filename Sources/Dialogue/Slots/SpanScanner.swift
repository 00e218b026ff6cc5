import TextAnalysis

/// A text as scalars with their places, for values that are made of single characters.
///
/// Digits of any script and full-width forms are ASCII, letters lower case, dashes plain.
struct SpanScanner {
  struct Letter {
    let value: UInt32
    /// The ASCII capital that the letter looks like; the letter itself where there is none.
    let look: UInt32
    /// UTF-8 bytes of the text.
    let range: Range<Int>
  }

  /// Values stand near the start of a line; the rest of a novel is not looked at.
  private static let maximumLetters = 2_000

  let letters: [Letter]

  init(_ text: String) {
    var letters: [Letter] = []
    var position = 0
    for scalar in text.unicodeScalars {
      let end = position + UTF8.width(scalar)
      if !WrittenLine.isDropped(scalar) {
        let value = Self.simplified(scalar)
        letters.append(Letter(value: value, look: Self.look(value), range: position..<end))
      }
      if letters.count >= Self.maximumLetters { break }
      position = end
    }
    self.letters = letters
  }

  var count: Int { letters.count }

  private static func simplified(_ scalar: Unicode.Scalar) -> UInt32 {
    if let digit = WrittenLine.digit(scalar) { return digit.value }
    switch scalar.value {
    case 0x41...0x5A, 0x0410...0x042F: return scalar.value + 32
    case 0xFF21...0xFF3A: return scalar.value - 0xFF21 + 0x61
    case 0xFF01...0xFF5E: return scalar.value - 0xFEE0
    case 0x2010...0x2015, 0x2212: return 0x2D
    default: return ScalarTraits(of: scalar).contains(.whitespace) ? 0x20 : scalar.value
    }
  }

  private static let lookAlikes: [UInt32: UInt32] = {
    var table: [UInt32: UInt32] = [:]
    // Cyrillic and Greek letters, and the alef that is said as A.
    for (letter, look) in zip(
      "авекмнорстухіѕјαβεηικμνορτυχζاأآإ".unicodeScalars,
      "ABEKMHOPCTYXISJABEHIKMNOPTYXZAAAA".unicodeScalars
    ) {
      table[letter.value] = look.value
    }
    return table
  }()

  private static func look(_ value: UInt32) -> UInt32 {
    if (0x61...0x7A).contains(value) { return value - 32 }
    return lookAlikes[value] ?? value
  }

  func value(_ position: Int) -> UInt32? {
    letters.indices.contains(position) ? letters[position].value : nil
  }

  func isDigit(_ position: Int) -> Bool {
    value(position).map { (0x30...0x39).contains($0) } ?? false
  }

  func isLatin(_ position: Int) -> Bool {
    value(position).map { (0x61...0x7A).contains($0) } ?? false
  }

  func isSpace(_ position: Int) -> Bool { value(position) == 0x20 }

  func isOne(of signs: StaticString, _ position: Int) -> Bool {
    guard let value = value(position), value < 0x80 else { return false }
    return signs.withUTF8Buffer { $0.contains(UInt8(value)) }
  }

  /// Whether a letter or digit of any script stands at a position.
  func isWordLike(_ position: Int) -> Bool {
    guard let value = value(position), let scalar = Unicode.Scalar(value) else { return false }
    if value < 0x80 { return isDigit(position) || isLatin(position) }
    return ScalarTraits(of: scalar).contains(.alphabetic)
  }

  func isBoundary(_ position: Int) -> Bool {
    !(isWordLike(position - 1) && isWordLike(position))
  }

  func text(_ range: Range<Int>) -> String {
    var text = ""
    for position in range {
      text.unicodeScalars.append(Unicode.Scalar(letters[position].value) ?? "\u{FFFD}")
    }
    return text
  }

  /// The UTF-8 bytes of a stretch of letters.
  func bytes(_ range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty, letters.indices.contains(range.lowerBound),
      letters.indices.contains(range.upperBound - 1)
    else { return 0..<0 }
    return letters[range.lowerBound].range
      .lowerBound..<letters[range.upperBound - 1].range
      .upperBound
  }
}
