/// Reads Russian written in Latin letters, in any of the habits people have.
package enum Transliteration {
  /// Spellings of one sound, longest first; `x`, `j` and `y` are read in several ways below.
  private static let common: [(latin: String, cyrillic: String)] = [
    ("shch", "щ"), ("sch", "щ"), ("yo", "е"), ("jo", "е"), ("yu", "ю"), ("ju", "ю"), ("iu", "ю"),
    ("ya", "я"), ("ja", "я"), ("ia", "я"), ("ye", "е"), ("je", "е"), ("zh", "ж"), ("ch", "ч"),
    ("sh", "ш"), ("kh", "х"), ("ts", "ц"), ("tz", "ц"), ("ck", "к"), ("a", "а"), ("b", "б"),
    ("v", "в"), ("w", "в"), ("g", "г"), ("d", "д"), ("e", "е"), ("z", "з"), ("i", "и"),
    ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"),
    ("s", "с"), ("t", "т"), ("u", "у"), ("f", "ф"), ("h", "х"), ("x", "х"), ("c", "ц"),
    ("4", "ч"), ("6", "ш"), ("'", "ь"), ("q", "к"),
  ]

  /// The likeliest Cyrillic readings of a lower-case Latin word, the likeliest first.
  ///
  /// Empty when the word holds letters other than Latin ones.
  package static func russian(fromLatin word: String) -> [String] {
    let letters = Array(word.utf8)
    guard !letters.isEmpty, letters.allSatisfy({ $0 < 0x80 }),
      letters.contains(where: { $0 >= UInt8(ascii: "a") })
    else { return [] }
    var readings: [String] = []
    for hard in ["ы", "й"] {
      for soft in ["й", "ж"] {
        let reading = read(letters, y: hard, j: soft)
        if !readings.contains(reading) { readings.append(reading) }
      }
    }
    return readings
  }

  private static func read(_ letters: [UInt8], y: String, j: String) -> String {
    var word = ""
    var position = 0
    while position < letters.count {
      let rest = letters[position...]
      // Where j is ж, "ja" is жа and not я.
      let isHardJ = j == "ж" && letters[position] == UInt8(ascii: "j")
      let sound = isHardJ ? nil : common.first { rest.starts(with: $0.latin.utf8) }
      if let (latin, cyrillic) = sound {
        word += cyrillic
        position += latin.utf8.count
      } else if letters[position] == UInt8(ascii: "y") {
        // Behind a vowel, and at the end of an adjective, y is й.
        let isAfterVowel = position > 0 && "aeiouy".utf8.contains(letters[position - 1])
        word += isAfterVowel ? "й" : y
        position += 1
      } else if letters[position] == UInt8(ascii: "j") {
        word += j
        position += 1
      } else {
        word.unicodeScalars.append(Unicode.Scalar(letters[position]))
        position += 1
      }
    }
    return word
  }
}
