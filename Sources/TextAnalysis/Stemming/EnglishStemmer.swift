/// Stems English words.
///
/// Expects lower-case letters and the apostrophe U+0027. Letters outside the Basic Multilingual
/// Plane count as two letters.
///
/// Source: the "english" algorithm (Porter2) of Snowball 3.1, M. F. Porter and R. Boulton; its step
/// names are kept.
package struct EnglishStemmer: Stemmer {
  private let affixes: SuffixTable

  package init() {
    affixes = SuffixTable(suffixes: Group.suffixes, prefixes: Group.prefixes)
  }

  package func stem(_ word: inout [UInt16]) {
    guard word.count > 2 else { return }
    word.shorten { letters in
      affixes.withView { affixes in
        var word = EnglishWord(letters: letters, affixes: affixes)
        return word.stem()
      }
    }
  }
}

private enum Group {
  static var irregularWords: Int { 0 }
  static var notGerunds: Int { 1 }
  static var wholeBeforeEed: Int { 2 }
  static var step2: Int { 3 }
  static var step3: Int { 4 }
  static var step4: Int { 5 }
  static var longFirstRegions: Int { 6 }

  static let suffixes = [
    // Words that the rules would spoil, with their stems.
    """
    andes > andes
    atlas > atlas
    bias > bias
    cosmos > cosmos
    howe > howe
    news > news
    sky skies > sky
    skis > ski
    early > earli
    gently > gentl
    idly > idl
    only > onli
    singly > singl
    ugly > ugli
    """,
    // What remains of evening, canning, inning and the like, which keep their ending.
    "even cann inn earr herr out",
    // What remains of succeed, proceed and exceed, which keep theirs.
    "succ proc exc",
    // Rule 1 (li) and rule 2 (ogi) depend on the letter before the suffix.
    """
    li
    ogi > og
    tional > tion
    enci > ence
    anci > ance
    abli > able
    entli > ent
    izer ization > ize
    ational ation ator > ate
    alism aliti alli > al
    fulness fulli > ful
    ousli ousness > ous
    iveness iviti > ive
    biliti bli > ble
    ogist > og
    lessli > less
    """,
    // Rule 1 (ative) needs the second region.
    """
    ative
    tional > tion
    ational > ate
    alize > al
    icate iciti ical > ic
    ful ness
    """,
    // Rule 1 (ion) depends on the letter before the suffix.
    """
    ion
    al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize
    """,
  ]

  static let prefixes = ["arsen commun emerg gener inter later organ past univers"]
}

/// One word on its way through the steps.
private struct EnglishWord {
  let letters: Letters
  let affixes: SuffixTable.View
  var end: Int
  var r1 = 0
  var r2 = 0
  /// Whether a `y` that acts as a consonant is written as `Y` for now.
  var hasConsonantY = false

  init(letters: Letters, affixes: SuffixTable.View) {
    self.letters = letters
    self.affixes = affixes
    end = letters.count
  }

  mutating func stem() -> Int {
    if end <= 6 {
      let irregular = affixes.suffix(in: Group.irregularWords, of: letters, from: 0, to: end)
      if irregular.isFound && irregular.boundary == 0 {
        return affixes.replace(irregular, in: letters)
      }
    }
    if letters[0] == "'" { letters.remove(0..<1, end: &end) }
    markConsonantY()
    markRegions()
    removePossessive()
    removePlural()
    removePastOrGerund()
    replaceFinalY()
    // No suffix of steps 2 and 3 has fewer than two letters, and neither has one of step 4.
    if end - r1 >= 2 {
      replaceDerivation()
      replaceShorterDerivation()
      if end - r2 >= 2 { removeResidualSuffix() }
    }
    removeFinalEOrL()
    if hasConsonantY {
      for index in 0..<end where letters[index] == "Y" { letters[index] = .letter("y") }
    }
    return end
  }

  mutating func markConsonantY() {
    for index in 0..<end where letters[index] == "y" {
      // A `Y` just written is no vowel, so of several in a row every other one is marked.
      if index == 0 || Self.isVowel(letters[index - 1]) {
        letters[index] = .letter("Y")
        hasConsonantY = true
      }
    }
  }

  mutating func markRegions() {
    let prefix = affixes.prefix(in: Group.longFirstRegions, of: letters, from: 0, to: end)
    r1 =
      prefix.isFound
      ? prefix.boundary : letters.regionStart(from: 0, to: end, isVowel: Self.isVowel)
    r2 = letters.regionStart(from: r1, to: end, isVowel: Self.isVowel)
  }

  /// Step 1a, first half: `'`, `'s` and `'s'`.
  mutating func removePossessive() {
    if end >= 1, letters[end - 1] == "'" {
      end -= 1
      if end >= 2, letters[end - 1] == "s", letters[end - 2] == "'" { end -= 2 }
    } else if end >= 2, letters[end - 1] == "s", letters[end - 2] == "'" {
      end -= 2
    }
  }

  /// Step 1a, second half: `sses`, `ies`, `ied` and `s`.
  mutating func removePlural() {
    guard end >= 2 else { return }
    let beforeLast = letters[end - 2]
    switch letters[end - 1] {
    case "s":
      if beforeLast == "s" || beforeLast == "u" { return }
      if beforeLast == "e", end >= 3 {
        if letters[end - 3] == "i" {
          end -= end > 4 ? 2 : 1
          return
        }
        if end >= 4, letters[end - 3] == "s", letters[end - 4] == "s" {
          end -= 2
          return
        }
      }
      // A vowel right before the s is not enough: gas and this keep it.
      if letters.contains(before: end - 2, where: Self.isVowel) { end -= 1 }
    case "d":
      if beforeLast == "e", end >= 3, letters[end - 3] == "i" { end -= end > 4 ? 2 : 1 }
    default:
      return
    }
  }

  /// Step 1b: `eed`, `ed`, `ing`, and each with `ly`.
  mutating func removePastOrGerund() {
    let isAdverb = end >= 2 && letters[end - 1] == "y" && letters[end - 2] == "l"
    let verbEnd = isAdverb ? end - 2 : end
    guard verbEnd >= 2 else { return }
    let stemEnd: Int
    switch letters[verbEnd - 1] {
    case "d":
      guard letters[verbEnd - 2] == "e" else { return }
      stemEnd = verbEnd - 2
      if stemEnd >= 1, letters[stemEnd - 1] == "e" {
        if r1 < stemEnd, !isWhole(Group.wholeBeforeEed, to: stemEnd - 1) { end = stemEnd + 1 }
        return
      }
    case "g":
      guard verbEnd >= 3, letters[verbEnd - 2] == "n", letters[verbEnd - 3] == "i" else { return }
      stemEnd = verbEnd - 3
      if !isAdverb {
        if stemEnd == 2, letters[1] == "y", !Self.isVowel(letters[0]) {
          letters[1] = .letter("i")
          letters[2] = .letter("e")
          end = 3
          return
        }
        if isWhole(Group.notGerunds, to: stemEnd) { return }
      }
    default:
      return
    }
    guard letters.contains(before: stemEnd, where: Self.isVowel) else { return }
    end = stemEnd
    restoreVerbEnding()
  }

  /// Step 1b, afterwards: adds an `e` that was lost, or undoes a doubling.
  mutating func restoreVerbEnding() {
    let last = letters[end - 1]
    let beforeLast = end >= 2 ? letters[end - 2] : 0
    switch last {
    case "t" where beforeLast == "a", "l" where beforeLast == "b", "z" where beforeLast == "i":
      letters[end] = .letter("e")
      end += 1
    case "b", "d", "f", "g", "m", "n", "p", "r", "t":
      guard beforeLast == last else { fallthrough }
      if end == 3 {
        // add, egg and off are doubled already in the base form.
        switch letters[0] {
        case "a", "e", "o": return
        default: break
        }
      }
      end -= 1
    default:
      if end == r1, hasShortSyllable(before: end) {
        letters[end] = .letter("e")
        end += 1
      }
    }
  }

  /// Step 1c: `y` after a consonant that does not begin the word.
  func replaceFinalY() {
    guard end >= 3 else { return }
    switch letters[end - 1] {
    case "y", "Y":
      if !Self.isVowel(letters[end - 2]) { letters[end - 1] = .letter("i") }
    default:
      return
    }
  }

  /// Step 2.
  mutating func replaceDerivation() {
    let suffix = affixes.suffix(in: Group.step2, of: letters, from: 0, to: end)
    guard suffix.isFound, suffix.boundary >= r1 else { return }
    let before = suffix.boundary >= 1 ? letters[suffix.boundary - 1] : 0
    if suffix.rule == 1 {
      switch before {
      case "c", "d", "e", "g", "h", "k", "m", "n", "r", "t": break
      default: return
      }
    } else if suffix.rule == 2 {
      guard before == "l" else { return }
    }
    end = affixes.replace(suffix, in: letters)
  }

  /// Step 3.
  mutating func replaceShorterDerivation() {
    let suffix = affixes.suffix(in: Group.step3, of: letters, from: 0, to: end)
    guard suffix.isFound, suffix.boundary >= r1 else { return }
    if suffix.rule == 1, suffix.boundary < r2 { return }
    end = affixes.replace(suffix, in: letters)
  }

  /// Step 4.
  mutating func removeResidualSuffix() {
    let suffix = affixes.suffix(in: Group.step4, of: letters, from: 0, to: end)
    guard suffix.isFound, suffix.boundary >= r2 else { return }
    if suffix.rule == 1 {
      guard suffix.boundary >= 1 else { return }
      let before = letters[suffix.boundary - 1]
      guard before == "s" || before == "t" else { return }
    }
    end = suffix.boundary
  }

  /// Step 5.
  mutating func removeFinalEOrL() {
    guard end > r1 else { return }
    switch letters[end - 1] {
    case "e":
      if end > r2 || !hasShortSyllable(before: end - 1) { end -= 1 }
    case "l":
      if end > r2, end >= 2, letters[end - 2] == "l" { end -= 1 }
    default:
      return
    }
  }

  /// Whether the word up to `end` is exactly one of the affixes of `group`.
  func isWhole(_ group: Int, to end: Int) -> Bool {
    guard end <= 4 else { return false }
    let match = affixes.suffix(in: group, of: letters, from: 0, to: end)
    return match.isFound && match.boundary == 0
  }

  /// Whether `letters[..<end]` ends in a short syllable, or in `past`.
  func hasShortSyllable(before end: Int) -> Bool {
    guard end >= 2 else { return false }
    let last = letters[end - 1]
    if Self.isVowel(last) { return false }
    if Self.isVowel(letters[end - 2]) {
      if end == 2 { return true }
      switch last {
      case "w", "x", "Y": return false
      default: return !Self.isVowel(letters[end - 3])
      }
    }
    return end >= 4 && last == "t" && letters[end - 2] == "s" && letters[end - 3] == "a"
      && letters[end - 4] == "p"
  }

  @inline(__always)
  static func isVowel(_ letter: UInt16) -> Bool {
    switch letter {
    case "a", "e", "i", "o", "u", "y": true
    default: false
    }
  }
}
