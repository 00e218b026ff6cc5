import Testing

@testable import TextAnalysis

@Suite("The map of characters to their normal forms")
struct CharacterMapTests {
  private func normal(_ scalar: Unicode.Scalar, _ language: Language = .english) -> UInt16 {
    CharacterMap(language: language).normal(scalar.value)
  }

  @Test("maps every normal form to itself", arguments: Language.allCases)
  func idempotent(language: Language) {
    let map = CharacterMap(language: language)
    for scalar in UInt32(0)..<0x1_0000 {
      let once = map.normal(scalar)
      guard once != CharacterMap.dropped else { continue }
      #expect(map.normal(UInt32(once)) == once, "\(String(scalar, radix: 16))")
    }
  }

  @Test("maps the whole of full-width ASCII to ASCII in lower case")
  func fullWidth() {
    for offset in UInt32(0)...0x5D {
      let ascii = Unicode.Scalar(UInt8(0x21 + offset))
      #expect(
        CharacterMap(language: .english).normal(0xFF01 + offset) == normal(ascii),
        "\(ascii)"
      )
    }
  }

  @Test(
    "drops marks that carry no letter",
    arguments: [
      "\u{640}", "\u{64B}", "\u{652}", "\u{670}", "\u{AD}", "\u{200D}", "\u{202E}",
      "\u{2066}", "\u{FE0F}", "\u{FEFF}", "\u{6DC}", "\u{610}", "\u{20E3}",
    ] as [Unicode.Scalar]
  )
  func dropped(scalar: Unicode.Scalar) {
    for language in Language.allCases {
      #expect(normal(scalar, language) == CharacterMap.dropped)
    }
  }

  @Test("keeps hamza and madda signs, which make letters")
  func arabicMarks() {
    for mark in UInt32(0x0653)...0x0655 {
      #expect(CharacterMap(language: .arabic).normal(mark) == UInt16(mark))
    }
  }

  @Test("takes I to ı in Turkish only")
  func turkish() {
    #expect(normal("I", .turkish) == 0x0131)
    #expect(normal("İ", .turkish) == 0x69)
    #expect(normal("I", .romanian) == 0x69)
    #expect(normal("ı", .english) == 0x0131)
  }
}
