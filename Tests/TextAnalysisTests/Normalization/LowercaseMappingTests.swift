import Testing

@testable import TextAnalysis

@Suite("Lower-case mapping")
struct LowercaseMappingTests {
  let mapping = LowercaseMapping()

  @Test(
    "Capitals of the five languages become small",
    arguments: [
      ("AZ@[`{", "az@[`{"), ("ÀÖ×ØÞß", "àö×øþß"), ("ЁЖЯ", "ёжя"), ("ŞȘŢȚĂÂÎ", "şșţțăâî"),
      ("ĞÇÖÜI", "ğçöüi"), ("İ", "i"), ("ı", "ı"), ("أبة", "أبة"), ("ΑΣ", "ασ"), ("Ａ", "ａ"),
      ("ẞ", "ß"),
    ]
  )
  func samples(upper: String, lower: String) {
    #expect(
      upper.unicodeScalars.map { mapping.lowercase($0.value) } == lower.unicodeScalars.map(\.value)
    )
  }

  @Test("Every scalar of the plane maps as in the standard library")
  func plane() {
    for value in UInt32(0)...0xFFFF where value != 0x130 {
      // The library may know a later version than the table. For U+0130 it gives two scalars.
      guard let scalar = Unicode.Scalar(value), let age = scalar.properties.age,
        age.major < 15 || age.major == 15 && age.minor == 0
      else { continue }
      let expected = scalar.properties.lowercaseMapping.unicodeScalars.map(\.value)
      if expected != [mapping.lowercase(value)] {
        Issue.record("U+\(String(value, radix: 16)) maps to \(mapping.lowercase(value))")
      }
    }
  }

  @Test(
    "Other numbers map to themselves",
    arguments: [0xD800, 0x1_0000, 0x1_0400, 0x10_FFFF, .max]
  )
  func others(value: UInt32) {
    #expect(mapping.lowercase(value) == value)
  }
}
