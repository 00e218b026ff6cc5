import Testing

@testable import Retrieval

@Suite("Character n-grams")
struct CharacterNGramsTests {
  private func grams(_ word: String) -> [String] {
    var word = word
    var buffer: [UInt8] = []
    var grams: [String] = []
    word.withUTF8 { bytes in
      CharacterNGrams.forEach(of: bytes, buffer: &buffer) {
        grams.append(String(decoding: $0, as: UTF8.self))
      }
    }
    return grams
  }

  @Test("frames a word with spaces and cuts it into runs of three to six letters")
  func word() {
    #expect(
      grams("fits") == [
        " fi", "fit", "its", "ts ", " fit", "fits", "its ", " fits", "fits ", " fits ",
      ]
    )
  }

  @Test("gives a short word whole", arguments: [("", "  "), ("a", " a "), ("я", " я ")])
  func short(word: String, gram: String) {
    #expect(grams(word) == [gram])
  }

  @Test("cuts between letters, never inside one")
  func letters() {
    #expect(grams("где") == [" гд", "где", "де ", " где", "где ", " где "])
    for gram in grams("şikayetçi") { #expect(!gram.contains("\u{FFFD}")) }
  }

  @Test("gives as many as there are places")
  func count() {
    for letters in 5...40 {
      let framed = letters + 2
      let expected = (3...6).reduce(0) { $0 + framed - $1 + 1 }
      #expect(grams(String(repeating: "x", count: letters)).count == expected)
    }
  }
}
