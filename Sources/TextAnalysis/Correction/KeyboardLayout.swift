/// Reads text that was typed with the keyboard set to another language.
///
/// The Russian ЙЦУКЕН layout against the Latin QWERTY one, key by key, in both directions, and
/// the Arabic one (Arabic 101, ASMO 663) where Latin was on.
package enum KeyboardLayout {
  private static let latin = Array("`qwertyuiop[]asdfghjkl;'zxcvbnm,.".unicodeScalars)
  private static let cyrillic = Array("ёйцукенгшщзхъфывапролджэячсмитьбю".unicodeScalars)
  private static let latinShifted = Array("~{}:\"<>".unicodeScalars)
  private static let cyrillicShifted = Array("ёхъжэбю".unicodeScalars)
  private static let latinOfArabic = Array("`qwertyuiop[]asdfghjkl;'zxcvbnm,./".unicodeScalars)
  /// One key writes two letters, and with shift three do.
  private static let arabic =
    "ذ ض ص ث ق ف غ ع ه خ ح ج د ش س ي ب ل ا ت ن م ك ط ئ ء ؤ ر لا ى ة و ز ظ".split(separator: " ")
  private static let latinShiftedOfArabic = Array("HGBNYT".unicodeScalars)
  private static let arabicShifted = "أ لأ لآ آ إ لإ".split(separator: " ")
  /// Shifted keys of marks and signs, which never begin a word.
  private static let latinOfArabicMarks = Array("QWERASX~KPJ".unicodeScalars)
  private static let arabicMarks = Array(
    "\u{64E}\u{64B}\u{64F}\u{64C}\u{650}\u{64D}\u{652}\u{651}\u{60C}\u{61B}\u{640}".unicodeScalars
  )

  /// "ult vjq pfrfp" as "где мой заказ"; other signs stay.
  package static func cyrillic(fromLatinKeys text: String) -> String {
    convert(text, from: latin + latinShifted, to: cyrillic + cyrillicShifted)
  }

  /// "hdk 'gfd" as "اين طلبي"; other signs stay.
  ///
  /// Capitals are shifted keys, but not where all are capitals: Caps Lock shifts no Arabic letter.
  package static func arabic(fromLatinKeys text: String) -> String {
    let isCapsLock = !text.unicodeScalars.contains { ("a"..."z").contains($0) }
    var converted = String.UnicodeScalarView()
    var isFirst = true
    for scalar in text.unicodeScalars {
      let lowered = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
      if !isCapsLock, let key = latinShiftedOfArabic.firstIndex(of: scalar) {
        converted.append(contentsOf: arabicShifted[key].unicodeScalars)
      } else if !isCapsLock, !isFirst, let key = latinOfArabicMarks.firstIndex(of: scalar) {
        converted.append(arabicMarks[key])
      } else if let key = latinOfArabic.firstIndex(of: lowered) {
        converted.append(contentsOf: arabic[key].unicodeScalars)
      } else {
        converted.append(scalar)
      }
      isFirst = scalar.properties.isWhitespace
    }
    return String(converted)
  }

  /// "цруку" as "where"; other signs stay.
  package static func latin(fromCyrillicKeys text: String) -> String {
    convert(text, from: cyrillic, to: latin)
  }

  /// What a lower-case word may be when its language's keyboard was not on.
  ///
  /// Arabic has none: of single Latin words in it, more are foreign or spelt by sound, and many
  /// of those are the keys of some Arabic word.
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
