/// Maps every unit of text to its normal lower-case form in one language, by one table look-up.
///
/// Full-width forms and all digits become ASCII, apostrophes and quotes of every shape become the
/// plain ones, Russian ё becomes е, Romanian letters take their comma and Turkish ones their
/// cedilla. Marks that carry no letter (Arabic vowel signs, tatweel, joiners, soft hyphens) vanish.
struct CharacterMap: Sendable {
  /// What a unit that vanishes maps to.
  static let dropped: UInt16 = 0
  private static let tableEnd = 0x2C00

  private let table: [UInt16]
  private let lowercase = LowercaseMapping()

  init(language: Language) {
    let lowercase = LowercaseMapping()
    var table = (0..<UInt32(Self.tableEnd)).map {
      UInt16(truncatingIfNeeded: lowercase.lowercase($0))
    }
    func map(_ range: ClosedRange<Int>, to target: UInt16) {
      for unit in range { table[unit] = target }
    }
    // Digits of the Arabic script, both rows.
    for digit in 0..<10 {
      table[0x0660 + digit] = UInt16(0x30 + digit)
      table[0x06F0 + digit] = UInt16(0x30 + digit)
    }
    for quote in [0x2018, 0x2019, 0x201B, 0x02BC, 0x0060, 0x00B4, 0x2032] { table[quote] = 0x27 }
    table[0x0130] = 0x69  // İ
    table[0x0451] = 0x0435  // ё
    table[0x0401] = 0x0435
    map(0x0610...0x061A, to: Self.dropped)  // Arabic signs of honour and of reading
    map(0x064B...0x0652, to: Self.dropped)  // Arabic vowel signs
    map(0x0656...0x065F, to: Self.dropped)
    map(0x06D6...0x06ED, to: Self.dropped)
    map(0x20D0...0x20FF, to: Self.dropped)  // marks around signs, such as that of keycaps
    table[0x0670] = Self.dropped  // superscript alef
    table[0x0640] = Self.dropped  // tatweel
    table[0x00AD] = Self.dropped  // soft hyphen
    map(0x200B...0x200F, to: Self.dropped)  // zero width space, joiners, direction marks
    map(0x202A...0x202E, to: Self.dropped)
    map(0x2060...0x206F, to: Self.dropped)
    table[0x06A9] = 0x0643  // Persian kaf and yeh, which some Arabic keyboards type
    table[0x06CC] = 0x064A
    if language == .turkish {
      table[0x49] = 0x0131  // I is the capital of dotless ı
      table[0x0218] = 0x015F
      table[0x0219] = 0x015F
    } else {
      table[0x015E] = 0x0219
      table[0x015F] = 0x0219
      table[0x0162] = 0x021B
      table[0x0163] = 0x021B
    }
    self.table = table
  }

  /// The normal form of a scalar below U+10000, or `dropped`.
  @inline(__always)
  func normal(_ scalar: UInt32) -> UInt16 {
    if scalar < UInt32(Self.tableEnd) { return table[Int(scalar)] }
    return beyondTable(scalar)
  }

  private func beyondTable(_ scalar: UInt32) -> UInt16 {
    switch scalar {
    // Full-width ASCII.
    case 0xFF01...0xFF5E: normal(scalar - 0xFEE0)
    case 0xFE00...0xFE0F, 0xFEFF: Self.dropped
    default: UInt16(truncatingIfNeeded: lowercase.lowercase(scalar))
    }
  }
}
