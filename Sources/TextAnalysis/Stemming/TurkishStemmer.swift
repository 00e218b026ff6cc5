/// Stems Turkish words: nouns, and predicates made of nouns.
///
/// Expects lower-case letters by Turkish rules (`ı` from `I`, `i` from `İ`). What follows the
/// apostrophe U+0027 of a proper noun is removed first. A stem can be one letter longer than the
/// word, because a vowel is added after a final `d` or `g`.
///
/// Source: the "turkish" algorithm of Snowball 3.1, E. (Kapusuz) Çilden, after G. Eryiğit and
/// E. Adalı, "An Affix Stripping Morphological Analyzer for Turkish", IASTED AIA 2004.
package struct TurkishStemmer: Stemmer {
  package init() {}

  package func stem(_ word: inout [UInt16]) {
    var addition: UInt16 = 0
    word.shorten { letters in
      var word = TurkishWord(letters: letters)
      word.stem()
      addition = word.addition
      return word.end
    }
    if addition != 0 { word.append(addition) }
  }
}

/// One word on its way through the suffix chains.
///
/// The functions named after suffixes return where that suffix begins if it ends at `end`. In
/// their names `A` stands for a or e, `U` for ı, i, u or ü, `D` for d or t. Where the first `n`, `s`
/// or `y` may be absent, `afterVowel` looks for it.
private struct TurkishWord {
  let letters: Letters
  var end: Int
  /// The vowel to add to the stem, or 0.
  var addition: UInt16 = 0

  init(letters: Letters) {
    self.letters = letters
    end = letters.count
  }

  mutating func stem() {
    removeProperNounSuffix()
    guard hasTwoSyllables, removePredicateSuffixes() else { return }
    removeNounSuffixes()
    repairLastConsonant()
  }

  mutating func removeProperNounSuffix() {
    var start = 0
    while start < end, letters[start] == "'" { start += 1 }
    if start > 0 { letters.remove(0..<start, end: &end) }
    var index = 2
    while index < end {
      if letters[index] == "'" {
        end = index
        return
      }
      index += 1
    }
  }

  var hasTwoSyllables: Bool {
    var count = 0
    for index in 0..<end where Self.isVowel(letters[index]) {
      count += 1
      if count == 2 { return true }
    }
    return false
  }

  mutating func repairLastConsonant() {
    guard end > 0, !isReserved else { return }
    switch letters[end - 1] {
    case "b": letters[end - 1] = .letter("p")
    case "c": letters[end - 1] = .letter("ç")
    case "ğ": letters[end - 1] = .letter("k")
    case "d", "g":
      if let vowel = lastVowel(before: end - 1) {
        addition = Self.closeVowel(after: letters[vowel])
      } else if letters[end - 1] == "d" {
        letters[end - 1] = .letter("t")
      }
    default: break
    }
  }

  /// Whether the word is `ad` or `soyad`.
  var isReserved: Bool {
    guard end == 2 || end == 5, letters[end - 1] == "d", letters[end - 2] == "a" else {
      return false
    }
    return end == 2 || (letters[0] == "s" && letters[1] == "o" && letters[2] == "y")
  }
}

// MARK: - Chains

extension TurkishWord {
  /// Removes the suffixes that make a predicate of a noun.
  ///
  /// Returns whether noun suffixes may follow; after a plural they may not.
  mutating func removePredicateSuffixes() -> Bool {
    guard end > 0 else { return true }
    switch letters[end - 1] {
    case "ş":
      end = ymUş(end) ?? end
    case "ı", "i", "u", "ü":
      end = yDU(end) ?? end
    case "k":
      end = yDU(end) ?? ysA(end) ?? end
    case "a", "e":
      end = ysA(end) ?? cAsInA(end).flatMap { ymUş(personStart($0)) } ?? end
    case "n":
      if let start = yDU(end) ?? ysA(end) ?? yken(end) {
        end = start
      } else if let start = sUn(end) {
        end = ymUş(start) ?? start
      }
    case "m":
      if let start = yDU(end) ?? ysA(end) {
        end = start
      } else if let start = yUm(end) {
        end = ymUş(start) ?? start
      }
    case "z":
      if let person = nUz(end), let start = yDU(person) ?? ysA(person) {
        end = start
      } else if let start = sUnUz(end) ?? yUz(end) {
        end = ymUş(start) ?? start
      }
    case "r":
      if let start = lAr(end) {
        end = DUr(start) ?? yDU(start) ?? ysA(start) ?? ymUş(start) ?? start
        return false
      }
      if let start = DUr(end) {
        end = ymUş(personStart(start)) ?? start
      }
    default: break
    }
    return true
  }

  /// Where the ending of a person begins, or `end` if there is none.
  func personStart(_ end: Int) -> Int {
    sUnUz(end) ?? lAr(end) ?? yUm(end) ?? sUn(end) ?? yUz(end) ?? end
  }

  /// Removes one chain of noun suffixes.
  ///
  /// The kinds of chains are tried in the order of the source, those left out that cannot end in
  /// the last letter.
  mutating func removeNounSuffixes() {
    guard end > 0 else { return }
    switch letters[end - 1] {
    case "r":
      if removePlural(before: end) { removeKiChain(before: end) }
    case "a", "e":
      removeChainAfterOpenVowel()
    case "n":
      removeChainAfterN()
    case "ı", "i", "u", "ü":
      removeChainAfterCloseVowel()
    case "m", "z":
      removeOwner(before: end)
    default: break
    }
  }

  private mutating func removeChainAfterOpenVowel() {
    if let start = ncA(end) {
      end = start
      if let start = lArI(end) {
        end = start
      } else if !removeOwner(before: end), removePlural(before: end) {
        removeKiChain(before: end)
      }
    } else if let start = ndA(end) ?? nA(end), removeThirdPersonOwner(before: start) {
      return
    } else if let start = ylA(end) {
      end = start
      removeChainBeforeGenitive()
    } else if let start = DA(end) ?? yA(end) {
      end = start
      removeChainBeforeCase()
    }
  }

  private mutating func removeChainAfterN() {
    if let start = ndAn(end), removeThirdPersonOwnerOnly(before: start) { return }
    if let start = DAn(end) {
      end = start
      if let start = possessive(end) {
        end = start
        guard removePlural(before: end) else { return }
      } else {
        removePlural(before: end)
      }
      removeKiChain(before: end)
    } else if let start = nUn(end) {
      end = start
      removeChainBeforeGenitive()
    } else {
      removeOwner(before: end)
    }
  }

  private mutating func removeChainAfterCloseVowel() {
    if let start = nU(end), removeThirdPersonOwnerOnly(before: start) { return }
    if let start = lArI(end) {
      end = start
    } else if removeKiChain(before: end) {
      return
    } else if let start = yU(end) {
      end = start
      removeChainBeforeCase()
    } else {
      removeOwner(before: end)
    }
  }

  /// Goes on after the genitive `nUn` or the instrumental `ylA`.
  private mutating func removeChainBeforeGenitive() {
    if removePlural(before: end), removeKiChain(before: end) { return }
    if !removeOwner(before: end) { removeKiChain(before: end) }
  }

  /// Goes on after the locative `DA`, the accusative `yU` or the dative `yA`.
  private mutating func removeChainBeforeCase() {
    if let start = possessive(end) {
      end = start
      removePlural(before: end)
      removeKiChain(before: end)
    } else if removePlural(before: end) {
      removeKiChain(before: end)
    }
  }

  /// Removes a possessive ending at `position`, with what comes before it: plural and `ki` chain.
  @discardableResult
  private mutating func removeOwner(before position: Int) -> Bool {
    guard let start = possessive(position) ?? sU(position) else { return false }
    remove(start..<position)
    if removePlural(before: start) { removeKiChain(before: start - 3) }
    return true
  }

  /// Removes all from the `lArI` or `sU` on that ends at `position`, or else a `ki` chain there.
  ///
  /// The letters behind a `ki` chain remain.
  private mutating func removeThirdPersonOwner(before position: Int) -> Bool {
    if let start = lArI(position) {
      end = start
    } else if let start = sU(position) {
      end = start
      if removePlural(before: end) { removeKiChain(before: end) }
    } else {
      return removeKiChain(before: position)
    }
    return true
  }

  /// Removes everything from the `sU` on that ends at `position`.
  ///
  /// Returns whether the word is done with, which `lArI` makes it too although it stays.
  private mutating func removeThirdPersonOwnerOnly(before position: Int) -> Bool {
    guard let start = sU(position) else { return lArI(position) != nil }
    end = start
    if removePlural(before: end) { removeKiChain(before: end) }
    return true
  }

  /// Removes `lAr` that ends at `position`.
  @discardableResult
  private mutating func removePlural(before position: Int) -> Bool {
    guard let start = lAr(position) else { return false }
    remove(start..<position)
    return true
  }

  /// Removes `ki` and the suffixes before it that end at `position`, again and again.
  ///
  /// The source has a third kind of link, `ndA` before `ki`, which is never reached because every
  /// `ndA` is also a `DA`.
  @discardableResult
  private mutating func removeKiChain(before position: Int) -> Bool {
    var isRemoved = false
    var linkEnd = position
    while linkEnd >= 2, letters[linkEnd - 1] == "i", letters[linkEnd - 2] == "k" {
      if let start = DA(linkEnd - 2) {
        remove(start..<linkEnd)
        linkEnd = start
        isRemoved = true
        if removePlural(before: linkEnd) {
          linkEnd -= 3
          continue
        }
        guard let owner = possessive(linkEnd) else { return true }
        remove(owner..<linkEnd)
        linkEnd = owner
      } else if let start = nUn(linkEnd - 2) {
        remove(start..<linkEnd)
        linkEnd = start
        isRemoved = true
        if let owners = lArI(linkEnd) {
          remove(owners..<linkEnd)
          return true
        }
        guard let owner = possessive(linkEnd) ?? sU(linkEnd) else { continue }
        remove(owner..<linkEnd)
        linkEnd = owner
      } else {
        return isRemoved
      }
      guard removePlural(before: linkEnd) else { return true }
      linkEnd -= 3
    }
    return isRemoved
  }

  private mutating func remove(_ range: Range<Int>) {
    letters.remove(range, end: &end)
  }
}

// MARK: - Suffixes

extension TurkishWord {
  func lAr(_ end: Int) -> Int? { harmonicSuffix("l", .A, "r", end) }
  func DAn(_ end: Int) -> Int? { harmonicSuffix(.D, .A, "n", end) }
  func ndA(_ end: Int) -> Int? { harmonicSuffix("n", "d", .A, end) }
  func sUn(_ end: Int) -> Int? { harmonicSuffix("s", .U, "n", end) }
  func nUz(_ end: Int) -> Int? { harmonicSuffix("n", .U, "z", end) }
  func DUr(_ end: Int) -> Int? { harmonicSuffix(.D, .U, "r", end) }
  func DA(_ end: Int) -> Int? { harmonicSuffix(.D, .A, end) }
  func nA(_ end: Int) -> Int? { harmonicSuffix("n", .A, end) }
  func nU(_ end: Int) -> Int? { harmonicSuffix("n", .U, end) }

  func nUn(_ end: Int) -> Int? { afterVowel("n", harmonicSuffix(.U, "n", end)) }
  func ncA(_ end: Int) -> Int? { afterVowel("n", harmonicSuffix("c", .A, end)) }
  func sU(_ end: Int) -> Int? { afterVowel("s", harmonicSuffix(.U, end)) }
  func yU(_ end: Int) -> Int? { afterVowel("y", harmonicSuffix(.U, end)) }
  func yA(_ end: Int) -> Int? { afterVowel("y", harmonicSuffix(.A, end)) }
  func ylA(_ end: Int) -> Int? { afterVowel("y", harmonicSuffix("l", .A, end)) }
  func yUm(_ end: Int) -> Int? { afterVowel("y", harmonicSuffix(.U, "m", end)) }
  func yUz(_ end: Int) -> Int? { afterVowel("y", harmonicSuffix(.U, "z", end)) }
  func ymUş(_ end: Int) -> Int? { afterVowel("y", harmonicSuffix("m", .U, "ş", end)) }

  /// The past, also with the `k`, `m` or `n` of a person.
  func yDU(_ end: Int) -> Int? { afterVowel("y", harmonicSuffix(.D, .U, beforePerson(end))) }

  /// The conditional, also with the `k`, `m` or `n` of a person; it need not be in harmony.
  func ysA(_ end: Int) -> Int? {
    let end = beforePerson(end)
    return end >= 2 && fits(.A, end - 1) && fits("s", end - 2) ? afterVowel("y", end - 2) : nil
  }

  func yken(_ end: Int) -> Int? {
    end >= 3 && fits("n", end - 1) && fits("e", end - 2) && fits("k", end - 3)
      ? afterVowel("y", end - 3) : nil
  }

  func ndAn(_ end: Int) -> Int? {
    guard end >= 4, fits("n", end - 4), let start = harmonicSuffix("d", .A, "n", end) else {
      return nil
    }
    return start - 1
  }

  /// `leri` or `ları`.
  func lArI(_ end: Int) -> Int? {
    guard end >= 4, fits("r", end - 2), fits("l", end - 4) else { return nil }
    let isPair = fits("e", end - 3) ? fits("i", end - 1) : fits("a", end - 3) && fits("ı", end - 1)
    return isPair ? end - 4 : nil
  }

  /// `cesine` or `casına`.
  func cAsInA(_ end: Int) -> Int? {
    guard end >= 6, fits("n", end - 2), fits("s", end - 4), fits("c", end - 6),
      letters[end - 1] == letters[end - 5]
    else { return nil }
    let isPair = fits("e", end - 1) ? fits("i", end - 3) : fits("a", end - 1) && fits("ı", end - 3)
    return isPair ? end - 6 : nil
  }

  func sUnUz(_ end: Int) -> Int? {
    guard end >= 5, fits("z", end - 1), fits(.U, end - 2), fits("n", end - 3),
      letters[end - 4] == letters[end - 2], fits("s", end - 5)
    else { return nil }
    return end - 5
  }

  /// `Um`, `Un`, `UmUz` or `UnUz`, the first vowel only after a consonant.
  func possessive(_ end: Int) -> Int? {
    var start = end - 1
    if end >= 3, fits("z", start), fits(.U, start - 1) { start -= 2 }
    guard start >= 2, fits("m", start) || fits("n", start), !Self.isVowel(letters[start - 2]) else {
      return nil
    }
    return fits(.U, start - 1) ? start - 1 : start
  }
}

// MARK: - Matching

extension TurkishWord {
  /// What a letter of a suffix can be.
  enum Sound: ExpressibleByUnicodeScalarLiteral {
    case letter(Unicode.Scalar)
    /// One of a and e.
    case A
    /// One of ı, i, u and ü.
    case U
    /// One of d and t.
    case D

    @inline(__always)
    init(unicodeScalarLiteral letter: Unicode.Scalar) {
      self = .letter(letter)
    }
  }

  @inline(__always)
  func fits(_ sound: Sound, _ index: Int) -> Bool {
    let unit = letters[index]
    switch sound {
    case .letter(let letter): return unit == letter
    case .A: return unit == "a" || unit == "e"
    case .U: return unit == "ı" || unit == "i" || unit == "u" || unit == "ü"
    case .D: return unit == "d" || unit == "t"
    }
  }

  @inline(__always)
  func harmonicSuffix(_ only: Sound, _ end: Int) -> Int? {
    end >= 1 && fits(only, end - 1) && isHarmonic(end) ? end - 1 : nil
  }

  @inline(__always)
  func harmonicSuffix(_ first: Sound, _ second: Sound, _ end: Int) -> Int? {
    end >= 2 && fits(second, end - 1) && fits(first, end - 2) && isHarmonic(end) ? end - 2 : nil
  }

  @inline(__always)
  func harmonicSuffix(_ first: Sound, _ second: Sound, _ third: Sound, _ end: Int) -> Int? {
    end >= 3 && fits(third, end - 1) && fits(second, end - 2) && fits(first, end - 3)
      && isHarmonic(end) ? end - 3 : nil
  }

  /// Moves the start of a suffix before `consonant`, if it is there to keep two vowels apart.
  ///
  /// Either way the letter but one before `start` must be a vowel.
  @inline(__always)
  func afterVowel(_ consonant: Sound, _ start: Int?) -> Int? {
    guard let start, start >= 2, Self.isVowel(letters[start - 2]) else { return nil }
    return fits(consonant, start - 1) ? start - 1 : start
  }

  @inline(__always)
  func beforePerson(_ end: Int) -> Int {
    end >= 1 && (fits("k", end - 1) || fits("m", end - 1) || fits("n", end - 1)) ? end - 1 : end
  }

  /// Whether somewhere before the last vowel up to `end` there is one that it may follow.
  func isHarmonic(_ end: Int) -> Bool {
    guard let last = lastVowel(before: end) else { return false }
    switch letters[last] {
    case "a":
      return letters.contains(before: last) { $0 == "a" || $0 == "ı" || $0 == "o" || $0 == "u" }
    case "e":
      return letters.contains(before: last) { $0 == "e" || $0 == "i" || $0 == "ö" || $0 == "ü" }
    case "ı":
      return letters.contains(before: last) { $0 == "a" || $0 == "ı" }
    case "i":
      return letters.contains(before: last) { $0 == "e" || $0 == "i" }
    case "o", "u":
      return letters.contains(before: last) { $0 == "o" || $0 == "u" }
    default:
      return letters.contains(before: last) { $0 == "ö" || $0 == "ü" }
    }
  }

  func lastVowel(before end: Int) -> Int? {
    var index = end
    while index > 0 {
      index -= 1
      if Self.isVowel(letters[index]) { return index }
    }
    return nil
  }

  /// The vowel of the set `U` that can follow `vowel`.
  static func closeVowel(after vowel: UInt16) -> UInt16 {
    switch vowel {
    case "a", "ı": .letter("ı")
    case "e", "i": .letter("i")
    case "o", "u": .letter("u")
    default: .letter("ü")
    }
  }

  @inline(__always)
  static func isVowel(_ letter: UInt16) -> Bool {
    switch letter {
    case "a", "e", "ı", "i", "o", "ö", "u", "ü": true
    default: false
    }
  }
}
