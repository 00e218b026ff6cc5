import Foundation
import Testing

@testable import TextAnalysis

@Suite("Folding letters")
struct LetterFoldingTests {
  private func fold(_ word: String) -> String {
    var units = Array(word.utf16)
    LetterFolding().fold(&units)
    return String(decoding: units, as: UTF16.self)
  }

  private func foldLightly(_ word: String) -> String {
    var units = Array(word.utf16)
    LetterFolding().foldLightly(&units)
    return String(decoding: units, as: UTF16.self)
  }

  @Test("takes every composed Latin letter of Latin-1 and Extended-A to its base letter")
  func latin() throws {
    for value in UInt16(0xE0)..<0x0180 {
      let scalar = try #require(Unicode.Scalar(value))
      let base = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first
      guard let base, base != scalar, scalar.properties.isLowercase else { continue }
      #expect(fold(String(scalar)) == String(base), "\(scalar)")
    }
    #expect(fold("ışık") == "isik")
    #expect(fold("łøđ") == "lod")
  }

  @Test("leaves Cyrillic letters and ASCII alone")
  func others() {
    let text = "abcxyz0189абвгдежзийклмнопрстуфхцчшщъыьэюя"
    #expect(fold(text) == text)
  }

  @Test("takes Arabic letters to their plain form, lightly too")
  func arabic() {
    #expect(fold("آأإٱىئؤة") == "ااااييوه")
    #expect(foldLightly("آأإٱىئؤة") == "ااااييوه")
    #expect(fold("ءبتثجحخ") == "ءبتثجحخ")
  }

  @Test("drops apostrophes wherever they stand; lightly keeps diacritics")
  func apostrophes() {
    #expect(fold("'don't'") == "dont")
    #expect(foldLightly("'n'ş'") == "nş")
    #expect(fold("''") == "")
    #expect(fold("") == "")
  }

  @Test("folds once and for all")
  func idempotent() {
    let folding = LetterFolding()
    for unit in UInt16(0)..<UInt16.max {
      #expect(folding.fold(folding.fold(unit)) == folding.fold(unit))
    }
  }
}
