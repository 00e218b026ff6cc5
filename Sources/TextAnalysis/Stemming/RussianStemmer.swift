/// Stems Russian words.
///
/// Expects lower-case letters. `ё` becomes `е` everywhere, also where nothing is removed.
///
/// Source: the "russian" algorithm of Snowball 3.1, M. F. Porter; its step names are kept.
package struct RussianStemmer: Stemmer {
  private let affixes: SuffixTable

  package init() {
    affixes = SuffixTable(suffixes: Group.suffixes)
  }

  package func stem(_ word: inout [UInt16]) {
    word.shorten { letters in
      affixes.withView { affixes in
        var word = RussianWord(letters: letters, affixes: affixes)
        return word.stem()
      }
    }
  }
}

/// In the groups of two rules, rule 1 holds only after `а` or `я`.
private enum Group {
  static var perfectiveGerund: Int { 0 }
  static var adjective: Int { 1 }
  static var participle: Int { 2 }
  static var verb: Int { 3 }
  static var noun: Int { 4 }

  static let suffixes = [
    """
    в вши вшись
    ив ивши ившись ыв ывши ывшись
    """,
    """
    ее ие ое ые ими ыми ей ий ой ый ем им ом ым его ого ему ому их ых ую юю ая яя ою ею
    """,
    """
    ем нн вш ющ щ
    ивш ывш ующ
    """,
    """
    ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно
    ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить \
    ыть ишь ую ю
    """,
    """
    а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью \
    ю ия ья я
    """,
  ]
}

/// One word on its way through the steps.
private struct RussianWord {
  let letters: Letters
  let affixes: SuffixTable.View
  var end: Int
  /// Where the endings may begin: after the first vowel.
  var rv = 0
  var r2 = 0

  init(letters: Letters, affixes: SuffixTable.View) {
    self.letters = letters
    self.affixes = affixes
    end = letters.count
  }

  mutating func stem() -> Int {
    markRegions()
    guard rv < end else { return end }
    if !removeSuffix(in: Group.perfectiveGerund) {
      removeReflexive()
      if removeSuffix(in: Group.adjective) {
        _ = removeSuffix(in: Group.participle)
      } else if !removeSuffix(in: Group.verb) {
        _ = removeSuffix(in: Group.noun)
      }
    }
    if end > rv, letters[end - 1] == "и" { end -= 1 }
    removeDerivation()
    tidyUp()
    return end
  }

  mutating func markRegions() {
    rv = end
    for index in 0..<end {
      if letters[index] == "ё" { letters[index] = .letter("е") }
      if rv == end, Self.isVowel(letters[index]) { rv = index + 1 }
    }
    // The first region begins at the first consonant after `rv`.
    var r1 = rv
    while r1 < end, Self.isVowel(letters[r1]) { r1 += 1 }
    r2 = r1 < end ? letters.regionStart(from: r1 + 1, to: end, isVowel: Self.isVowel) : end
  }

  /// Removes the longest ending of `group` if its rule allows it.
  mutating func removeSuffix(in group: Int) -> Bool {
    let suffix = affixes.suffix(in: group, of: letters, from: rv, to: end)
    guard suffix.isFound else { return false }
    if suffix.rule == 1, group != Group.adjective, group != Group.noun {
      guard suffix.boundary > rv else { return false }
      switch letters[suffix.boundary - 1] {
      case "а", "я": break
      default: return false
      }
    }
    end = suffix.boundary
    return true
  }

  mutating func removeReflexive() {
    guard end - rv >= 2, letters[end - 2] == "с" else { return }
    switch letters[end - 1] {
    case "я", "ь": end -= 2
    default: return
    }
  }

  /// Removes `ост` and `ость` from the second region.
  mutating func removeDerivation() {
    var start = end - 3
    if end > 0, letters[end - 1] == "ь" { start -= 1 }
    guard start >= r2, start >= rv else { return }
    if letters[start] == "о", letters[start + 1] == "с", letters[start + 2] == "т" { end = start }
  }

  /// Undoes a double `н`, after a superlative ending if there is one, or removes a soft sign.
  mutating func tidyUp() {
    guard end > rv else { return }
    switch letters[end - 1] {
    case "ь":
      end -= 1
    case "н":
      undoubleN()
    case "ш", "е":
      let start = end - (letters[end - 1] == "е" ? 4 : 3)
      guard start >= rv, letters[start] == "е", letters[start + 1] == "й",
        letters[start + 2] == "ш"
      else { return }
      end = start
      undoubleN()
    default:
      return
    }
  }

  mutating func undoubleN() {
    if end - rv >= 2, letters[end - 1] == "н", letters[end - 2] == "н" { end -= 1 }
  }

  @inline(__always)
  static func isVowel(_ letter: UInt16) -> Bool {
    switch letter {
    case "а", "е", "и", "о", "у", "ы", "э", "ю", "я": true
    default: false
    }
  }
}
