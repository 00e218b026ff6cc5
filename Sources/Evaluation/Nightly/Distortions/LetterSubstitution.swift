import TextAnalysis

/// Changes of writing that concern every letter of a text.
enum LetterSubstitution {
  /// The text as people write it who leave diacritics out; as it is where the language has none.
  static func withoutDiacritics(_ text: String, _ language: Language) -> String {
    let pairs: String? =
      switch language {
      case .romanian: "ăaâaîișsşsțtţtĂAÂAÎIȘSŞSȚTŢT"
      case .turkish: "şsçcğgüuöoıiŞSÇCĞGÜUÖOİI"
      case .arabic: "أاإاآاةهىيؤوئي"
      case .english, .russian: nil
      }
    guard let pairs else { return text }
    let letters = Array(pairs)
    var plain: [Character: Character] = [:]
    for position in stride(from: 0, to: letters.count - 1, by: 2) {
      plain[letters[position]] = letters[position + 1]
    }
    return String(text.map { plain[$0] ?? $0 })
  }

  /// The text in capitals; Turkish has a dotted and a dotless one of its own.
  static func capitals(_ text: String, _ language: Language) -> String {
    guard language == .turkish else { return text.uppercased() }
    return String(text.map { $0 == "i" ? "İ" : $0 }).uppercased()
  }

  /// Russian in Latin letters, in one writer's habits, which chance chooses.
  static func latin(fromRussian text: String, _ random: inout SplitMix64) -> String {
    var spelling: [Character: String] = [
      "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
      "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
      "у": "u", "ф": "f", "ч": "ch", "ш": "sh", "ы": "y", "э": "e", "ъ": "",
    ]
    let habits: [(Character, [String])] = [
      ("ё", ["e", "yo"]), ("й", ["y", "j", "i"]), ("х", ["h", "kh", "x"]), ("ц", ["c", "ts"]),
      ("щ", ["sch", "shch"]), ("ь", ["", "'"]), ("ю", ["yu", "ju"]), ("я", ["ya", "ja"]),
    ]
    for (letter, spellings) in habits {
      spelling[letter] = spellings[random.number(below: spellings.count)]
    }
    var latin = ""
    for letter in text {
      guard let lowered = letter.lowercased().first, let spelt = spelling[lowered] else {
        latin.append(letter)
        continue
      }
      latin += letter == lowered ? spelt : spelt.prefix(1).uppercased() + spelt.dropFirst()
    }
    return latin
  }
}
