import Foundation
import Testing

@testable import TextAnalysis

@Suite("Composition")
struct CompositionTests {
  private let composition = Composition()

  @Test("puts together every lower-case letter of the five languages, as Unicode does")
  func letters() throws {
    for letter in "éèêëàâäîïôöùûüñăâîșțşţçğöüêâîûйёآأإؤئ".precomposedStringWithCanonicalMapping {
      let units = Array(String(letter).decomposedStringWithCanonicalMapping.utf16)
      try #require(units.count == 2, "\(letter)")
      #expect(Composition.isMark(units[1]))
      #expect(composition.compose(units[0], units[1]) == String(letter).utf16.first, "\(letter)")
    }
  }

  @Test("agrees with Unicode on all pairs that it knows, but for the Turkish dotless i")
  func pairs() {
    for mark in [UInt16](0x0300...0x036F) + [0x0653, 0x0654, 0x0655] {
      for base in UInt16(0x61)...0x06FF where base != 0x0131 {
        guard let composed = composition.compose(base, mark) else { continue }
        let text = String(decoding: [base, mark], as: UTF16.self)
        let canonical = Array(text.precomposedStringWithCanonicalMapping.utf16)
        // i with a dot above stays i; alef maqsura with a hamza is the yeh with one.
        let isOurs = base == 0x69 && mark == 0x0307 || base == 0x0649
        #expect(isOurs || canonical == [composed], "\(text)")
      }
    }
  }

  @Test("puts nothing together that does not belong together")
  func none() {
    #expect(composition.compose(0x78, 0x0301) == nil)
    #expect(composition.compose(0, 0) == nil)
    #expect(composition.compose(0xFFFF, 0xFFFF) == nil)
    #expect(!Composition.isMark(0x61))
    #expect(!Composition.isMark(0x064B))
  }
}
