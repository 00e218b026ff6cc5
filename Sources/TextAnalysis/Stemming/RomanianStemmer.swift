/// Stems Romanian words.
///
/// Expects lower-case letters. The cedilla letters `ş` and `ţ` become `ș` and `ț`, also where
/// nothing is removed.
///
/// Source: the "romanian" algorithm of Snowball 3.1, E. Hopka and M. F. Porter; its step names are
/// kept.
package struct RomanianStemmer: Stemmer {
  private let affixes: SuffixTable

  package init() {
    affixes = SuffixTable(suffixes: Group.suffixes)
  }

  package func stem(_ word: inout [UInt16]) {
    word.shorten { letters in
      affixes.withView { affixes in
        var word = RomanianWord(letters: letters, affixes: affixes)
        return word.stem()
      }
    }
  }
}

private enum Group {
  static var step0: Int { 0 }
  static var combination: Int { 1 }
  static var standard: Int { 2 }
  static var verb: Int { 3 }

  static let suffixes = [
    // Rule 1 (ile) does not hold after `ab`.
    """
    ile > i
    ul ului
    aua > a
    ea ele elor > e
    ii iua iei iile iilor ilor > i
    atei > at
    ație ația > ați
    """,
    """
    abilitate abilitati abilităi abilități > abil
    ibilitate > ibil
    ivitate ivitati ivităi ivități > iv
    icitate icitati icităi icități icator icatori iciv iciva icive icivi icivă ical icala icale \
    icali icală > ic
    ativ ativa ative ativi ativă ațiune atoare ator atori ătoare ător ători > at
    itiv itiva itive itivi itivă ițiune itoare itor itori > it
    """,
    // Rule 1 holds only after `ț`, which it turns into `t`.
    """
    iune iuni
    ism isme ist ista iste isti istă iști > ist
    at ata ată ati ate ut uta ută uti ute it ita ită iti ite ic ica ice ici ică abil abila abile \
    abili abilă ibil ibila ibile ibili ibilă oasa oasă oase os osi oși ant anta ante anti antă ator \
    atori itate itati ităi ități iv iva ive ivi ivă
    """,
    // Rule 1 holds only after a consonant or `u`.
    """
    are ere ire âre ind ând indu ându eze ească ez ezi ează esc ești ește ăsc ăști ăște am ai au eam \
    eai ea eați eau iam iai ia iați iau ui ași arăm arăți ară uși urăm urăți ură iși irăm irăți iră \
    âi âși ârăm ârăți âră asem aseși ase aserăm aserăți aseră isem iseși ise iserăm iserăți iseră \
    âsem âseși âse âserăm âserăți âseră usem useși use userăm userăți useră
    ăm ați em eți im iți âm âți seși serăm serăți seră sei se sesem seseși sese seserăm seserăți \
    seseră
    """,
  ]
}

/// One word on its way through the steps.
private struct RomanianWord {
  let letters: Letters
  let affixes: SuffixTable.View
  var end: Int
  var r1 = 0
  var r2 = 0
  var rv = 0
  /// Whether an `i` or `u` between vowels is written as `I` or `U` for now.
  var hasCapitals = false

  init(letters: Letters, affixes: SuffixTable.View) {
    self.letters = letters
    self.affixes = affixes
    end = letters.count
  }

  mutating func stem() -> Int {
    markLetters()
    markRegions()
    replaceStep0()
    if !replaceStandardSuffix() { removeVerbSuffix() }
    removeFinalVowel()
    if hasCapitals {
      for index in 0..<end {
        switch letters[index] {
        case "I": letters[index] = .letter("i")
        case "U": letters[index] = .letter("u")
        default: break
        }
      }
    }
    return end
  }

  mutating func markLetters() {
    for index in 0..<end {
      switch letters[index] {
      case "ş": letters[index] = .letter("ș")
      case "ţ": letters[index] = .letter("ț")
      case "i" where isBetweenVowels(index):
        letters[index] = .letter("I")
        hasCapitals = true
      case "u" where isBetweenVowels(index):
        letters[index] = .letter("U")
        hasCapitals = true
      case "I", "U": hasCapitals = true
      default: break
      }
    }
  }

  func isBetweenVowels(_ index: Int) -> Bool {
    index > 0 && index + 1 < end && Self.isVowel(letters[index - 1])
      && Self.isVowel(letters[index + 1])
  }

  mutating func markRegions() {
    r1 = letters.regionStart(from: 0, to: end, isVowel: Self.isVowel)
    r2 = letters.regionStart(from: r1, to: end, isVowel: Self.isVowel)
    rv = end
    guard end >= 3 else { return }
    // `rv` begins after: the next vowel if the second letter is a consonant, the next consonant if
    // the first two letters are vowels, the third letter otherwise.
    var index = 2
    if !Self.isVowel(letters[1]) {
      while index < end, !Self.isVowel(letters[index]) { index += 1 }
    } else if Self.isVowel(letters[0]) {
      while index < end, Self.isVowel(letters[index]) { index += 1 }
    }
    if index < end { rv = index + 1 }
  }

  /// Step 0: plural and article endings.
  mutating func replaceStep0() {
    guard end - r1 >= 2 else { return }
    let suffix = affixes.suffix(in: Group.step0, of: letters, from: 0, to: end)
    guard suffix.isFound, suffix.boundary >= r1 else { return }
    if suffix.rule == 1, suffix.boundary >= 2, letters[suffix.boundary - 1] == "b",
      letters[suffix.boundary - 2] == "a"
    {
      return
    }
    end = affixes.replace(suffix, in: letters)
  }

  /// Replaces combinations of suffixes as long as there are any, then removes a single one.
  ///
  /// Returns whether there was one, which rules out a verb ending.
  mutating func replaceStandardSuffix() -> Bool {
    var isReplaced = false
    // The shortest combinations have four letters, the shortest single suffixes two.
    while end - r1 >= 4 {
      let suffix = affixes.suffix(in: Group.combination, of: letters, from: 0, to: end)
      guard suffix.isFound, suffix.boundary >= r1 else { break }
      end = affixes.replace(suffix, in: letters)
      isReplaced = true
    }
    guard end - r2 >= 2 else { return isReplaced }
    let suffix = affixes.suffix(in: Group.standard, of: letters, from: 0, to: end)
    guard suffix.isFound, suffix.boundary >= r2 else { return isReplaced }
    if suffix.rule == 1 {
      guard suffix.boundary >= 1, letters[suffix.boundary - 1] == "ț" else { return isReplaced }
      letters[suffix.boundary - 1] = .letter("t")
    }
    end = affixes.replace(suffix, in: letters)
    return true
  }

  mutating func removeVerbSuffix() {
    guard end - rv >= 2 else { return }
    let suffix = affixes.suffix(in: Group.verb, of: letters, from: rv, to: end)
    guard suffix.isFound else { return }
    if suffix.rule == 1 {
      guard suffix.boundary > rv else { return }
      let before = letters[suffix.boundary - 1]
      guard before == "u" || !Self.isVowel(before) else { return }
    }
    end = suffix.boundary
  }

  mutating func removeFinalVowel() {
    guard end > rv else { return }
    switch letters[end - 1] {
    case "a", "i", "ă":
      end -= 1
    case "e":
      if end >= 2, letters[end - 2] == "i" {
        if end - 2 >= rv { end -= 2 }
      } else {
        end -= 1
      }
    default:
      return
    }
  }

  @inline(__always)
  static func isVowel(_ letter: UInt16) -> Bool {
    switch letter {
    case "a", "e", "i", "o", "u", "ă", "â", "î": true
    default: false
    }
  }
}
