/// What word segmentation needs to know of a scalar, in one byte.
struct WordBreakClass: Sendable {
  /// The Word_Break value in bits 0-4, then the flags below.
  let bits: UInt8

  static let propertyMask: UInt8 = 0x1F
  /// The scalar is Extended_Pictographic (WB3c).
  static let pictographic: UInt8 = 0x20
  /// The scalar is a letter or a number: General_Category L* or N*.
  static let letterOrNumber: UInt8 = 0x40
  /// The scalar joins any other with this flag: `WordBreakProperty.joinsRuns`.
  static let run: UInt8 = 0x80

  init(bits: UInt8) {
    self.bits = bits
  }

  init(_ property: WordBreakProperty, isPictographic: Bool, isLetterOrNumber: Bool) {
    var bits = property.rawValue
    if isPictographic { bits |= Self.pictographic }
    if isLetterOrNumber { bits |= Self.letterOrNumber }
    if property.joinsRuns { bits |= Self.run }
    self.bits = bits
  }

  var property: WordBreakProperty {
    WordBreakProperty(rawValue: bits & Self.propertyMask) ?? .other
  }

  var isPictographic: Bool { bits & Self.pictographic != 0 }
  var isLetterOrNumber: Bool { bits & Self.letterOrNumber != 0 }
}

extension WordBreakClass {
  /// The `bits` of all scalars, decoded once for the whole program.
  static let table = decodeTable()

  /// The `bits` of the scalars below U+0800, which UTF-8 writes in one or two bytes.
  static let shortTable = (0..<0x800).map { table[$0] }

  private static func decodeTable() -> TwoStageTable<UInt8> {
    var table = TwoStageTable<UInt8>()
    WordBreakTable.ranges.withUTF8Buffer { bytes in
      var scanner = RangeScanner(bytes)
      while scanner.advanceToRange() {
        let letter = scanner.byte()
        guard let property = WordBreakProperty(rawValue: letter - UInt8(ascii: "A")) else {
          preconditionFailure("WordBreakTable names a value that WordBreakProperty lacks")
        }
        let isPictographic = scanner.consume("*")
        let isLetterOrNumber = scanner.consume("+")
        let wordBreakClass = WordBreakClass(
          property,
          isPictographic: isPictographic,
          isLetterOrNumber: isLetterOrNumber
        )
        table.fill(scanner.range(), with: wordBreakClass.bits)
      }
    }
    return table
  }
}
