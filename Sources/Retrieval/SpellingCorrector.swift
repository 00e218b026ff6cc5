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
  mutating func correct(_ word: String) -> (words: [UInt32], reason: Correction.Reason, edits: Int)? {
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
    var best: (word: UInt32, edits: Int, frequency: UInt32)?
    var nearCount = 0
    guard let first = units.first else { return nil }
    for length in max(units.count - bound, 2)...(units.count + bound) {
      // A wrong first letter takes two edits, so other first letters matter only then.
      let candidates =
        bound >= 2 && length == units.count
        ? forms.words(length: length) : Array(forms.words(first: first, length: length))
      for word in candidates {
        let other = Array(forms.words.text(of: word).utf16)
        guard let edits = distance.between(units, other, bound: best?.edits ?? bound) else {
          continue
        }
        nearCount += 1
        let frequency = forms.frequencies[Int(word)]
        if let known = best {
          guard edits < known.edits || (edits == known.edits && frequency > known.frequency) else {
            continue
          }
        }
        best = (word, edits, frequency)
      }
    }
    if units.count == 4 && nearCount > 1 { return nil }
    return best.map { ($0.word, $0.edits) }
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
