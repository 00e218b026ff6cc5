import Testing

@testable import TextAnalysis

@Suite("Word break classes")
struct WordBreakClassTests {
  @Test(
    "Scalars have the Word_Break value of their specification",
    arguments: [
      (0x0A, .lf), (0x0D, .cr), (0x20, .wSegSpace), (0x22, .doubleQuote), (0x27, .singleQuote),
      (0x2C, .midNum), (0x2E, .midNumLet), (0x30, .numeric), (0x3A, .midLetter), (0x41, .aLetter),
      (0x5F, .extendNumLet), (0x85, .newline), (0x301, .extend), (0x5D0, .hebrewLetter),
      (0x64B, .extend), (0x661, .numeric), (0x200D, .zwj), (0x200E, .format), (0x2019, .midNumLet),
      (0x30AB, .katakana), (0x4E00, .other), (0x1F1F7, .regionalIndicator), (0x10_FFFF, .other),
      (0xE01EF, .extend),
    ] as [(UInt32, WordBreakProperty)]
  )
  func property(scalar: UInt32, property: WordBreakProperty) {
    #expect(WordBreakClass(bits: WordBreakClass.table[scalar]).property == property)
  }

  @Test("Letters and numbers are those of the standard library")
  func letterOrNumber() {
    var wrong: [UInt32] = []
    var compared = 0
    for value in UInt32(0)...0x10_FFFF {
      // The library may know a later version than the table.
      guard let scalar = Unicode.Scalar(value), let age = scalar.properties.age,
        age.major < 15 || age.major == 15 && age.minor == 0
      else { continue }
      let isLetterOrNumber: Bool
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber:
        isLetterOrNumber = true
      default:
        isLetterOrNumber = false
      }
      compared += 1
      if WordBreakClass(bits: WordBreakClass.table[value]).isLetterOrNumber != isLetterOrNumber {
        wrong.append(value)
      }
    }
    #expect(compared > 149_000)
    #expect(wrong == [])
  }

  @Test("The table of short scalars is the start of the table of all")
  func shortTable() {
    #expect(WordBreakClass.shortTable.count == 0x800)
    #expect(WordBreakClass.shortTable[0x42F] == WordBreakClass.table[0x42F])
    #expect(WordBreakClass.table[0x42F] & WordBreakClass.run != 0)
  }
}
