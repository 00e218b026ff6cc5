package import TextAnalysis

/// A way in which customers' typing differs from the book, done to a question on purpose.
package enum Distortion: String, Sendable, Hashable, Codable, CaseIterable {
  /// Letters struck on a key beside the right one.
  case neighbours = "keyboard-neighbour"
  case dropped = "dropped-letter"
  /// Two letters in the wrong order.
  case transposed
  case noDiacritics = "no-diacritics"
  /// Russian written in Latin letters.
  case latinLetters = "latin-letters"
  /// The keyboard left on the US layout.
  case wrongLayout = "wrong-layout"
  case capitals
  /// A space left out.
  case mergedWords = "merged-words"
  /// A letter held down: "pleeease".
  case elongated

  /// Distorts a text; nil where it would stay as it is, or where nobody types the language so.
  ///
  /// The seed and the text decide what is changed. Words with digits or `@` in them, such as order
  /// numbers, stay whole: what they name would be lost, not merely misspelt. Of the misspellings
  /// there is one for about every twelve letters, at least one.
  package func apply(to text: String, in language: Language, seed: String) -> String? {
    var random = SplitMix64(seed: StableHash("\(rawValue) \(language.code) \(seed)").value)
    let distorted =
      switch self {
      case .neighbours: neighbours(text, KeyRows(language), &random)
      case .dropped: WordEdit.drop.apply(to: text, &random)
      case .transposed: WordEdit.transpose.apply(to: text, &random)
      case .elongated: WordEdit.elongate.apply(to: text, &random)
      case .noDiacritics: LetterSubstitution.withoutDiacritics(text, language)
      case .latinLetters:
        language == .russian ? LetterSubstitution.latin(fromRussian: text, &random) : text
      case .wrongLayout:
        language == .russian || language == .arabic ? usKeys(text, KeyRows(language)) : text
      case .capitals: LetterSubstitution.capitals(text, language)
      case .mergedWords: merged(text, &random)
      }
    return distorted == text ? nil : distorted
  }

  private func neighbours(_ text: String, _ keys: KeyRows, _ random: inout SplitMix64) -> String {
    WordEdit.replace { letter, random in
      let near = keys.neighbours(of: letter.lowercased().first ?? letter)
      return near.isEmpty ? letter : near[random.number(below: near.count)]
    }.apply(to: text, &random)
  }

  private func usKeys(_ text: String, _ keys: KeyRows) -> String {
    // The lam-alef key.
    let single = text.split(separator: "لا", omittingEmptySubsequences: false)
      .joined(separator: "b")
    return String(
      single.map { letter in
        guard let lowered = letter.lowercased().first else { return letter }
        // ё and ذ stand beside the digits, on a key of their own.
        return lowered == "ё" || lowered == "ذ" ? "`" : keys.usKey(of: lowered) ?? letter
      }
    )
  }

  /// Leaves out about one space in four, at least one.
  private func merged(_ text: String, _ random: inout SplitMix64) -> String {
    var letters = Array(text)
    let spaces = letters.indices.filter { position in
      letters[position] == " " && position > 0 && position + 1 < letters.count
        && letters[position - 1].isLetter && letters[position + 1].isLetter
    }
    guard !spaces.isEmpty else { return text }
    var left = spaces
    for _ in 0..<max(1, spaces.count / 4) {
      let chosen = left.remove(at: random.number(below: left.count))
      letters[chosen] = "\u{0}"
    }
    letters.removeAll { $0 == "\u{0}" }
    return String(letters)
  }
}
