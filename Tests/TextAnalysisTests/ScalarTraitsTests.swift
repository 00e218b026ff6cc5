import Testing
import TextAnalysis

@Suite("Traits of scalars")
struct ScalarTraitsTests {
  @Test("say what the standard library says, within the table and beyond it")
  func agreesWithStandardLibrary() throws {
    for value in Array(0..<0xD800) + Array(0x1F300..<0x1F700) {
      let scalar = try #require(Unicode.Scalar(UInt32(value)))
      let (traits, properties) = (ScalarTraits(of: scalar), scalar.properties)
      let isRight =
        traits.contains(.whitespace) == properties.isWhitespace
        && traits.contains(.alphabetic) == properties.isAlphabetic
        && traits.contains(.uppercase) == properties.isUppercase
        && traits.contains(.lowercase) == properties.isLowercase
        && traits.contains(.emoji) == properties.isEmoji
        && traits.contains(.decimal) == (properties.numericType == .decimal)
        && traits.contains(.control) == (properties.generalCategory == .control)
        && traits.contains(.format) == (properties.generalCategory == .format)
        && traits.contains(.unassigned) == (properties.generalCategory == .unassigned)
      #expect(isRight, "U+\(String(value, radix: 16))")
    }
  }
}

@Suite("Folding letters without an analysis")
struct FoldedLettersTests {
  @Test(
    "gives what the whole analysis gives, or nothing",
    arguments: Language.allCases
  )
  func agreesWithAnalysis(language: Language) {
    let analyzer = Analyzer(language: language)
    let words = [
      "parcel", "pleeease", "XXXL", "AAA", "Iade", "İADE", "ışık", "colis", "straße", "ЁЖИК",
      "посылка", "ооочень", "coș", "țară", "şikâyet", "طلب", "إرجاع", "مرررحبا", "don't", "e-mail",
      "a1", "日本", "", "й", "ό",
    ]
    for word in words {
      guard let folded = analyzer.foldedLetters(of: word) else { continue }
      let analysis = analyzer.analyze(word)
      let whole = analysis.tokens.filter { !$0.isCompound }
        .map { analysis.text($0.foldedWord) }.joined()
      #expect(folded == whole, "\(word)")
    }
  }
}
