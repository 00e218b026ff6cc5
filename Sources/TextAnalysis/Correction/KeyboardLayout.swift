/// Reads text that was typed with the keyboard set to another language.
///
/// The Russian ЙЦУКЕН layout against the Latin QWERTY one, key by key, in both directions.
package enum KeyboardLayout {
  private static let latin = Array("`qwertyuiop[]asdfghjkl;'zxcvbnm,.".unicodeScalars)
  private static let cyrillic = Array("ёйцукенгшщзхъфывапролджэячсмитьбю".unicodeScalars)
  private static let latinShifted = Array("~{}:\"<>".unicodeScalars)
  private static let cyrillicShifted = Array("ёхъжэбю".unicodeScalars)

  /// "ult vjq pfrfp" as "где мой заказ"; other signs stay.
  package static func cyrillic(fromLatinKeys text: String) -> String {
    convert(text, from: latin + latinShifted, to: cyrillic + cyrillicShifted)
  }

  /// "цруку" as "where"; other signs stay.
  package static func latin(fromCyrillicKeys text: String) -> String {
    convert(text, from: cyrillic, to: latin)
  }

  /// What a lower-case word may be when its language's keyboard was not on.
  package static func readings(of word: String, in language: Language) -> [String] {
    guard let first = word.unicodeScalars.first else { return [] }
    let isCyrillic = (0x0400...0x04FF).contains(first.value)
    if language == .russian {
      guard first.value < 0x80 else { return [] }
      return [fold(cyrillic(fromLatinKeys: word))]
    }
    return isCyrillic ? [latin(fromCyrillicKeys: word)] : []
  }

  /// ё is е in the index.
  private static func fold(_ word: String) -> String {
    String(String.UnicodeScalarView(word.unicodeScalars.map { $0 == "ё" ? "е" : $0 }))
  }

  private static func convert(
    _ text: String,
    from keys: [Unicode.Scalar],
    to letters: [Unicode.Scalar]
  ) -> String {
    var converted = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let lowered = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
      if let key = keys.firstIndex(of: lowered) {
        converted.append(letters[key])
      } else {
        converted.append(scalar)
      }
    }
    return String(converted)
  }
}
