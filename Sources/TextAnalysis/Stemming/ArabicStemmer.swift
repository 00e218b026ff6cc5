/// Stems Arabic words: removes articles, conjunctions, attached pronouns and inflections.
///
/// Drops short vowels and tatweel, and replaces presentation forms by letters, Arabic digits by
/// ASCII digits and carriers of hamza by plain letters, also where nothing else is removed. Only
/// the ligatures of lam and alef, which stand for two letters, can make a stem longer than its word.
///
/// Source: the "arabic" algorithm of Snowball 3.1, A. Chelli; its step names are kept.
package struct ArabicStemmer: Stemmer {
  /// The letters of the presentation forms from U+FE80 up to the ligatures of lam and alef.
  private let presentedLetters: [UInt16]

  package init() {
    let letters = Array(UInt16.hamza...0x063A) + Array(UInt16.feh...UInt16.yeh)
    let formCounts = "122224242444442222444444444444444224"
    presentedLetters = zip(letters, formCounts.utf8).flatMap { letter, digit in
      repeatElement(letter, count: Int(digit - UInt8(ascii: "0")))
    }
  }

  package func stem(_ word: inout [UInt16]) {
    var isDefined = false
    var needsNormalizing = false
    word.shorten { letters in
      var word = ArabicWord(letters: letters)
      isDefined = word.beginsWithArticle
      needsNormalizing = word.needsNormalizing
      if !needsNormalizing { word.stem(isDefined: isDefined) }
      return word.end
    }
    guard needsNormalizing else { return }
    normalize(&word)
    word.shorten { letters in
      var word = ArabicWord(letters: letters)
      word.stem(isDefined: isDefined)
      return word.end
    }
  }

  /// Writes the word with letters and ASCII digits only.
  private func normalize(_ word: inout [UInt16]) {
    var kept = 0
    var index = 0
    while index < word.count {
      let unit = word[index]
      index += 1
      switch unit {
      case .tatweel, .fathatan ... .sukun:
        continue
      case .zero ... .nine:
        word[kept] = unit - .zero + .letter("0")
      case .firstPresented..<(.firstLamAlef):
        word[kept] = presentedLetters[Int(unit - .firstPresented)]
      case .firstLamAlef ... .lastLamAlef:
        word[kept] = .lam
        kept += 1
        if kept == index {
          word.insert(.alef, at: kept)
          index += 1
        }
        switch (unit - .firstLamAlef) / 2 {
        case 0: word[kept] = .alefMadda
        case 1: word[kept] = .alefHamzaAbove
        case 2: word[kept] = .alefHamzaBelow
        default: word[kept] = .alef
        }
      default:
        word[kept] = unit
      }
      kept += 1
    }
    word.removeSubrange(kept...)
  }
}

/// One word on its way through the steps.
private struct ArabicWord {
  let letters: Letters
  var end: Int

  init(letters: Letters) {
    self.letters = letters
    end = letters.count
  }

  /// Whether the word begins with an article and is long enough for it, so that it is no verb.
  var beginsWithArticle: Bool {
    let length = articleLength(at: 0)
    return length > 0 && end > length + 1
  }

  /// Whether a unit of the word is a mark, a digit or a presentation form.
  var needsNormalizing: Bool {
    for index in 0..<end {
      switch letters[index] {
      case .tatweel, .fathatan ... .sukun, .zero ... .nine, .firstPresented ... .lastLamAlef:
        return true
      default:
        continue
      }
    }
    return false
  }

  mutating func stem(isDefined: Bool) {
    guard end > 0 else { return }
    removeSuffixes(isDefined: isDefined)
    removePrefixes(isDefined: isDefined)
    normalizeHamza()
  }

  func normalizeHamza() {
    switch letters[end - 1] {
    case .alefMadda ... .yehHamza: letters[end - 1] = .hamza
    default: break
    }
    for index in 0..<end {
      switch letters[index] {
      case .alefMadda, .alefHamzaAbove, .alefHamzaBelow: letters[index] = .alef
      case .wawHamza: letters[index] = .waw
      case .yehHamza: letters[index] = .yeh
      default: break
      }
    }
  }
}

// MARK: - Suffixes

extension ArabicWord {
  mutating func removeSuffixes(isDefined: Bool) {
    if !isDefined, removeVerbSuffixes() { return }
    if removeNounSuffixes(isDefined: isDefined) { return }
    if letters[end - 1] == .alefMaksura { letters[end - 1] = .yeh }
  }

  private mutating func removeVerbSuffixes() -> Bool {
    guard removeSuffix(verbPronounLength, ifAtLeast: 3) else {
      return removeSuffix(verbPluralLength, ifAtLeast: 3) || removeVerbSubject()
    }
    while removeSuffix(verbPronounLength, ifAtLeast: 3) {}
    // A pronoun makes it a verb, whether or not it shows its subject.
    if !removeVerbSubject() { removeSuffix(verbPluralBeforePronounLength, ifAtLeast: 3) }
    return true
  }

  private mutating func removeNounSuffixes(isDefined: Bool) -> Bool {
    var position: Int?
    if letters[end - 1] == .tehMarbuta, end >= 4 {
      end -= 1
    } else if !isDefined, removeSuffix(nounPronounLength, ifAtLeast: 3) {
      // Without a further suffix, the yeh of step 3 is looked for one letter before the end.
      if !removeLongVowel(), !removeFemininePlural(), !removeTeh() { position = end - 1 }
    } else if letters[end - 1] == .noon, end > 5 {
      end -= 1
      if !removeLongVowel(), !removeFemininePlural() { removeTeh() }
    } else if isDefined || !removeLongVowel() {
      removeFemininePlural()
    }
    let yehEnd = position ?? end
    guard end >= 3, letters[yehEnd - 1] == .yeh else { return false }
    letters.remove(yehEnd - 1..<yehEnd, end: &end)
    return true
  }

  /// Removes a suffix of `length` letters, if any, from a word that is longer by `minimum`.
  @discardableResult
  private mutating func removeSuffix(_ length: Int, ifAtLeast minimum: Int) -> Bool {
    guard length > 0, end >= length + minimum else { return false }
    end -= length
    return true
  }

  /// Suffix_Verb_Step1.
  private var verbPronounLength: Int {
    switch letters[end - 1] {
    case .heh, .kaf: return 1
    case .alef: return pronounLengthBeforeAlef
    case .meem, .noon: return beforeLast == .kaf || beforeLast == .heh ? 2 : 0
    case .yeh: return beforeLast == .noon ? 2 : 0
    case .waw where beforeLast == .meem && end >= 3 && letters[end - 3] == .kaf: return 3
    default: return 0
    }
  }

  /// Suffix_Noun_Step1a.
  private var nounPronounLength: Int {
    switch letters[end - 1] {
    case .heh, .kaf, .yeh: return 1
    case .alef: return pronounLengthBeforeAlef
    case .meem: return beforeLast == .kaf || beforeLast == .heh ? 2 : 0
    case .noon: return beforeLast == .heh ? 2 : 0
    default: return 0
    }
  }

  private var pronounLengthBeforeAlef: Int {
    switch beforeLast {
    case .noon, .heh: return 2
    case .meem where end >= 3 && (letters[end - 3] == .kaf || letters[end - 3] == .heh): return 3
    default: return 0
    }
  }

  /// The last letter but one, or 0.
  private var beforeLast: UInt16 { end >= 2 ? letters[end - 2] : 0 }

  /// Suffix_Verb_Step2a.
  private mutating func removeVerbSubject() -> Bool {
    switch letters[end - 1] {
    case .alef:
      switch beforeLast {
      case .teh, .noon: return removeSuffix(2, ifAtLeast: 3)
      case .meem where end >= 3 && letters[end - 3] == .teh: return removeSuffix(3, ifAtLeast: 3)
      default: return removeSuffix(1, ifAtLeast: 3)
      }
    case .noon:
      switch beforeLast {
      case .alef, .waw, .yeh: return removeSuffix(2, ifAtLeast: 4)
      case .teh: return removeSuffix(2, ifAtLeast: 3)
      default: return removeSuffix(1, ifAtLeast: 3)
      }
    case .teh, .yeh:
      return removeSuffix(1, ifAtLeast: 3)
    default:
      return false
    }
  }

  /// Suffix_Verb_Step2b.
  private var verbPluralLength: Int {
    switch letters[end - 1] {
    case .alef: beforeLast == .waw ? 2 : 0
    case .meem: beforeLast == .teh ? 2 : 0
    default: 0
    }
  }

  /// Suffix_Verb_Step2c.
  private var verbPluralBeforePronounLength: Int {
    guard letters[end - 1] == .waw else { return 0 }
    return beforeLast == .meem && end >= 3 && letters[end - 3] == .teh ? 3 : 1
  }

  /// Suffix_Noun_Step2a.
  private mutating func removeLongVowel() -> Bool {
    switch letters[end - 1] {
    case .alef, .waw, .yeh: removeSuffix(1, ifAtLeast: 4)
    default: false
    }
  }

  /// Suffix_Noun_Step2b.
  @discardableResult
  private mutating func removeFemininePlural() -> Bool {
    letters[end - 1] == .teh && beforeLast == .alef && removeSuffix(2, ifAtLeast: 3)
  }

  /// Suffix_Noun_Step2c1.
  @discardableResult
  private mutating func removeTeh() -> Bool {
    letters[end - 1] == .teh && removeSuffix(1, ifAtLeast: 3)
  }
}

// MARK: - Prefixes

extension ArabicWord {
  mutating func removePrefixes(isDefined: Bool) {
    var start = 0
    if removeInterrogative() { start = 1 }
    removeConjunction(at: start)
    let article = articleLength(at: start)
    if article > 0, end > article + 2 {
      letters.remove(start..<start + article, end: &end)
    } else if !removePreposition(at: start), !isDefined {
      if removeFuture(at: start) { start += 1 }
      replaceTenthForm(at: start)
    }
  }

  /// The length of the article at `start`, with a preposition before it, or 0.
  private func articleLength(at start: Int) -> Int {
    guard end - start >= 2 else { return 0 }
    switch letters[start] {
    case .alef, .lam:
      return letters[start + 1] == .lam ? 2 : 0
    case .beh, .kaf:
      return end - start >= 3 && letters[start + 1] == .alef && letters[start + 2] == .lam ? 3 : 0
    default:
      return 0
    }
  }

  /// Prefix_Step1: of two alefs, only the second remains.
  private mutating func removeInterrogative() -> Bool {
    guard end > 3, letters[0] == .alefHamzaAbove else { return false }
    switch letters[1] {
    case .alefMadda, .alefHamzaAbove, .alefHamzaBelow, .alef: break
    case .wawHamza: letters[1] = .alefHamzaAbove
    default: return false
    }
    letters.remove(0..<1, end: &end)
    return true
  }

  /// Prefix_Step2.
  private mutating func removeConjunction(at start: Int) {
    guard end > 3, letters[start] == .feh || letters[start] == .waw, letters[start + 1] != .alef
    else { return }
    letters.remove(start..<start + 1, end: &end)
  }

  /// Prefix_Step3b_Noun.
  ///
  /// Returns true also where a beh belongs to the word and stays.
  private mutating func removePreposition(at start: Int) -> Bool {
    guard start < end else { return false }
    let next = start + 1 < end ? letters[start + 1] : 0
    switch letters[start] {
    case .beh:
      if next == .alef { return true }
    case .kaf:
      guard next == .kaf else { return false }
    default:
      return false
    }
    guard end > 3 else { return false }
    letters.remove(start..<start + 1, end: &end)
    return true
  }

  /// Prefix_Step3_Verb.
  private mutating func removeFuture(at start: Int) -> Bool {
    guard end > 4, letters[start] == .seen else { return false }
    switch letters[start + 1] {
    case .yeh, .teh, .noon, .alefHamzaAbove: break
    default: return false
    }
    letters.remove(start..<start + 1, end: &end)
    return true
  }

  /// Prefix_Step4_Verb.
  private func replaceTenthForm(at start: Int) {
    guard end > 4, start + 3 <= end, letters[start + 1] == .seen, letters[start + 2] == .teh else {
      return
    }
    switch letters[start] {
    case .yeh, .noon, .teh: letters[start] = .alef
    default: break
    }
  }
}

// MARK: - Letters

extension UInt16 {
  fileprivate static var hamza: Self { 0x0621 }
  fileprivate static var alefMadda: Self { 0x0622 }
  fileprivate static var alefHamzaAbove: Self { 0x0623 }
  fileprivate static var wawHamza: Self { 0x0624 }
  fileprivate static var alefHamzaBelow: Self { 0x0625 }
  fileprivate static var yehHamza: Self { 0x0626 }
  fileprivate static var alef: Self { 0x0627 }
  fileprivate static var beh: Self { 0x0628 }
  fileprivate static var tehMarbuta: Self { 0x0629 }
  fileprivate static var teh: Self { 0x062A }
  fileprivate static var seen: Self { 0x0633 }
  fileprivate static var tatweel: Self { 0x0640 }
  fileprivate static var feh: Self { 0x0641 }
  fileprivate static var kaf: Self { 0x0643 }
  fileprivate static var lam: Self { 0x0644 }
  fileprivate static var meem: Self { 0x0645 }
  fileprivate static var noon: Self { 0x0646 }
  fileprivate static var heh: Self { 0x0647 }
  fileprivate static var waw: Self { 0x0648 }
  fileprivate static var alefMaksura: Self { 0x0649 }
  fileprivate static var yeh: Self { 0x064A }
  fileprivate static var fathatan: Self { 0x064B }
  fileprivate static var sukun: Self { 0x0652 }
  fileprivate static var zero: Self { 0x0660 }
  fileprivate static var nine: Self { 0x0669 }
  fileprivate static var firstPresented: Self { 0xFE80 }
  fileprivate static var firstLamAlef: Self { 0xFEF5 }
  fileprivate static var lastLamAlef: Self { 0xFEFC }
}
