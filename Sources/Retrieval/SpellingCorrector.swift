import TextAnalysis

/// Finds the word of the index that a word unknown to it was meant to be.
///
/// A word of up to 3 letters is never changed, one of 4 to 8 may be one edit away, a longer one
/// two; at four letters only when a single word is that near. Fewer edits win, then the more
/// frequent word, then the alphabet. Splitting a word in two counts as one edit.
struct SpellingCorrector {
  private let forms: WordForms
  private var distance = EditDistance()

  init(_ forms: WordForms) {
    self.forms = forms
  }

  /// The most edits a word may be changed by.
  static func budget(letters: Int) -> Int {
    switch letters {
    case ..<4: 0
    case 4...8: 1
    default: 2
    }
  }

  /// Returns the nearest words of the index, one or, after a split, two; nil when none is near.
  mutating func correct(_ word: String) -> (words: [UInt32], reason: Correction.Reason, edits: Int)?
  {
    let units = Array(word.utf16)
    let budget = Self.budget(letters: units.count)
    guard budget > 0 else { return nil }
    if let near = nearest(to: units, bound: budget), near.edits == 1 || units.count >= 9 {
      if near.edits == 1 { return ([near.word], .spelling, 1) }
      return split(word).map { ($0, .split, 1) } ?? ([near.word], .spelling, near.edits)
    }
    return split(word).map { ($0, .split, 1) }
  }

  private mutating func nearest(to units: [UInt16], bound: Int) -> (word: UInt32, edits: Int)? {
    var best: (word: UInt32, edits: Int)?
    var nearCount = 0
    guard let first = units.first else { return nil }
    let mask = WordForms.letterMask(of: units)
    for length in max(units.count - bound, 2)...(units.count + bound) {
      for word in forms.words(first: first, length: length) {
        guard (forms.letterMasks[Int(word)] ^ mask).nonzeroBitCount <= 2 * bound else { continue }
        let other = Array(forms.words.text(of: word).utf16)
        guard let edits = distance.between(units, other, bound: best?.edits ?? bound) else {
          continue
        }
        nearCount += 1
        if best.map({ edits < $0.edits || isBetter(word, than: $0.word) }) ?? true {
          best = (word, edits)
        }
      }
    }
    if units.count == 4 && nearCount > 1 { return nil }
    guard bound >= 2, best?.edits ?? 2 == 2 else { return best }
    for word in wordsWithOtherFirstLetter(than: units)
    where best.map({ isBetter(word, than: $0.word) }) ?? true {
      best = (word, 2)
    }
    return best
  }

  /// The words that are the given one but for its first letter, each two edits away.
  ///
  /// That letter is wrong, missing, needless, or has changed places with the second.
  private func wordsWithOtherFirstLetter(than units: [UInt16]) -> [UInt32] {
    var spellings = [Array(units[1...]), [units[1], units[0]] + units[2...]]
    for first in forms.firstLetters where first != units[0] {
      spellings.append([first] + units[1...])
      spellings.append([first] + units)
    }
    return spellings.compactMap { forms.words.id(of: String(decoding: $0, as: UTF16.self)) }
  }

  /// Whether a word is the likelier of two that are equally near: more frequent, or else first in
  /// the order of their letters.
  private func isBetter(_ word: UInt32, than other: UInt32) -> Bool {
    let frequency = forms.frequencies[Int(word)]
    let otherFrequency = forms.frequencies[Int(other)]
    guard frequency == otherFrequency else { return frequency > otherFrequency }
    return precedes(word, other)
  }

  /// Whether a word comes before another in the order of their letters.
  private func precedes(_ word: UInt32, _ other: UInt32) -> Bool {
    forms.words.withBytes(of: word) { left in
      forms.words.withBytes(of: other) { left.lexicographicallyPrecedes($0) }
    }
  }

  /// Splits a word into two words of the index, the more frequent pair first.
  private func split(_ word: String) -> [UInt32]? {
    let letters = Array(word)
    guard letters.count >= 5 else { return nil }
    var best: (words: [UInt32], frequency: UInt32)?
    for place in 2...(letters.count - 2) {
      guard let left = forms.words.id(of: String(letters[..<place])),
        let right = forms.words.id(of: String(letters[place...]))
      else { continue }
      // Two letters each could be anything; the whole is as rare as its rarer half.
      let frequency = min(forms.frequencies[Int(left)], forms.frequencies[Int(right)])
      if frequency > best?.frequency ?? 1 { best = ([left, right], frequency) }
    }
    return best?.words
  }
}
