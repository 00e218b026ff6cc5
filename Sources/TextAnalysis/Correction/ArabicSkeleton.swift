/// The consonants of an Arabic word, in which its Arabic and its Latin spelling agree.
///
/// In Latin letters and digits ("Arabizi") vowels are written as heard, and 2 3 5 6 7 8 9 stand for
/// letters they look like. What both spellings share is the sequence of consonants.
package enum ArabicSkeleton {
  /// The consonants of a word in Arabic letters, without the article; nil with fewer than two.
  package static func ofArabic(_ word: [UInt16]) -> String? {
    var letters = word[...]
    // The article ال, alone or behind a one-letter particle.
    if letters.count > 4, letters.starts(with: [0x0627, 0x0644]) { letters = letters.dropFirst(2) }
    // A last heh or teh marbuta is heard as a vowel.
    if let last = letters.last, last == 0x0629 || last == 0x0647 { letters = letters.dropLast() }
    var skeleton: [UInt16] = []
    for letter in letters {
      switch letter {
      // Alef forms, hamza, waw and yeh are written as vowels or not at all.
      case 0x0621...0x0627, 0x0648...0x064A: continue
      default:
        let merged = merge(letter)
        if skeleton.last != merged { skeleton.append(merged) }
      }
    }
    return skeleton.count >= 2 ? String(decoding: skeleton, as: UTF16.self) : nil
  }

  /// The consonants of a lower-case word of Latin letters and digits; nil with fewer than two.
  package static func ofLatin(_ word: String) -> String? {
    let letters = Array(word.utf8)
    var skeleton: [UInt16] = []
    var position = 0
    func emit(_ letter: UInt16) {
      let merged = merge(letter)
      if skeleton.last != merged { skeleton.append(merged) }
    }
    while position < letters.count {
      let next = position + 1 < letters.count ? letters[position + 1] : 0
      if let letter = digraph(letters[position], next) {
        emit(letter)
        position += 2
        continue
      }
      if let letter = single(letters[position]) {
        // h at the end is the silent teh marbuta.
        if !(letter == 0x0647 && position == letters.count - 1) { emit(letter) }
      } else if !isVowel(letters[position]) {
        return nil
      }
      position += 1
    }
    return skeleton.count >= 2 ? String(decoding: skeleton, as: UTF16.self) : nil
  }

  /// Letters that Latin spelling does not tell apart become one.
  private static func merge(_ letter: UInt16) -> UInt16 {
    switch letter {
    case 0x0637, 0x0629: 0x062A  // ط as ت
    case 0x0635, 0x062B: 0x0633  // ص ث as س
    case 0x0636: 0x062F  // ض as د
    case 0x0638, 0x0630: 0x0632  // ظ ذ as ز
    case 0x062D: 0x0647  // ح as ه
    case 0x0642: 0x0643  // ق as ك
    default: letter
    }
  }

  private static func isVowel(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"), UInt8(ascii: "w"), UInt8(ascii: "y"), UInt8(ascii: "2"),
      UInt8(ascii: "'"):
      true
    default: false
    }
  }

  private static func digraph(_ first: UInt8, _ second: UInt8) -> UInt16? {
    switch (first, second) {
    case (UInt8(ascii: "s"), UInt8(ascii: "h")), (UInt8(ascii: "c"), UInt8(ascii: "h")): 0x0634
    case (UInt8(ascii: "k"), UInt8(ascii: "h")): 0x062E
    case (UInt8(ascii: "g"), UInt8(ascii: "h")): 0x063A
    case (UInt8(ascii: "t"), UInt8(ascii: "h")): 0x062B
    case (UInt8(ascii: "d"), UInt8(ascii: "h")): 0x0630
    case (UInt8(ascii: "3"), UInt8(ascii: "'")): 0x063A
    case (UInt8(ascii: "7"), UInt8(ascii: "'")): 0x062E
    default: nil
    }
  }

  private static func single(_ letter: UInt8) -> UInt16? {
    switch letter {
    case UInt8(ascii: "b"), UInt8(ascii: "p"): 0x0628
    case UInt8(ascii: "t"), UInt8(ascii: "6"): 0x062A
    case UInt8(ascii: "g"), UInt8(ascii: "j"): 0x062C
    case UInt8(ascii: "h"), UInt8(ascii: "7"): 0x0647
    case UInt8(ascii: "5"), UInt8(ascii: "x"): 0x062E
    case UInt8(ascii: "d"): 0x062F
    case UInt8(ascii: "r"): 0x0631
    case UInt8(ascii: "z"): 0x0632
    case UInt8(ascii: "s"), UInt8(ascii: "9"): 0x0633
    case UInt8(ascii: "3"): 0x0639
    case UInt8(ascii: "f"), UInt8(ascii: "v"): 0x0641
    case UInt8(ascii: "k"), UInt8(ascii: "q"), UInt8(ascii: "c"), UInt8(ascii: "8"): 0x0643
    case UInt8(ascii: "l"): 0x0644
    case UInt8(ascii: "m"): 0x0645
    case UInt8(ascii: "n"): 0x0646
    default: nil
    }
  }
}
