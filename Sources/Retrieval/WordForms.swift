import TextAnalysis

/// The words of an index as written, without diacritics, for looking up and correcting words.
///
/// Three ways lead from what somebody typed to terms: the exact stem, the stem without diacritics
/// (an alias), and the nearest known word. Aliases and words are kept in one vocabulary of keys.
struct WordForms: Sendable {
  /// Folded words.
  let words: Vocabulary
  /// How many tokens of the documents are this word.
  let frequencies: [UInt32]
  /// The term a word stems to most recently seen; words map to one term nearly always.
  let terms: [TermID]
  /// Folded and plain stems.
  let aliases: Vocabulary
  /// The terms of each alias, end to end, and where each alias ends.
  let aliasTerms: [TermID]
  let aliasEnds: [UInt32]
  /// For each word which letters it has, by their low five bits.
  ///
  /// An edit changes at most two bits, so words whose masks differ in more need no comparing.
  let letterMasks: [UInt32]
  /// First letter and length of words, ascending, for finding near ones.
  let bucketKeys: [UInt64]
  /// The words of each bucket, end to end, and where each bucket ends.
  let bucketWords: [UInt32]
  let bucketEnds: [UInt32]
  /// Words by their consonants, for Arabic in Latin letters; laid out like the aliases.
  let skeletons: Vocabulary
  let skeletonWords: [UInt32]
  let skeletonEnds: [UInt32]

  /// The terms whose stem, or whose stem as typed without diacritics, is `key`.
  func terms(ofAlias key: UnsafeBufferPointer<UInt8>) -> ArraySlice<TermID> {
    guard let alias = aliases.id(of: key) else { return [] }
    let start = alias == 0 ? 0 : Int(aliasEnds[Int(alias) - 1])
    return aliasTerms[start..<Int(aliasEnds[Int(alias)])]
  }

  /// Whether the folded word stands in a document.
  func contains(_ word: UnsafeBufferPointer<UInt8>) -> Bool { words.id(of: word) != nil }

  /// The words with a first letter and a length in letters.
  func words(first: UInt16, length: Int) -> ArraySlice<UInt32> {
    let key = Self.bucket(first: first, length: length)
    var lower = 0
    var upper = bucketKeys.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if bucketKeys[middle] < key { lower = middle + 1 } else { upper = middle }
    }
    guard lower < bucketKeys.count, bucketKeys[lower] == key else { return [] }
    return bucket(lower)
  }

  /// Which letters a word has, by their low five bits.
  static func letterMask(of units: [UInt16]) -> UInt32 {
    units.reduce(0) { $0 | 1 << UInt32($1 & 31) }
  }

  /// The letters that words begin with, ascending.
  var firstLetters: [UInt16] {
    var letters: [UInt16] = []
    for key in bucketKeys {
      let letter = UInt16(truncatingIfNeeded: key >> 32)
      if letters.last != letter { letters.append(letter) }
    }
    return letters
  }

  /// The words with the consonants of a word of Arabic in Latin letters.
  func words(skeleton: String) -> ArraySlice<UInt32> {
    guard let key = skeletons.id(of: skeleton) else { return [] }
    let start = key == 0 ? 0 : Int(skeletonEnds[Int(key) - 1])
    return skeletonWords[start..<Int(skeletonEnds[Int(key)])]
  }

  private func bucket(_ position: Int) -> ArraySlice<UInt32> {
    let start = position == 0 ? 0 : Int(bucketEnds[position - 1])
    return bucketWords[start..<Int(bucketEnds[position])]
  }

  private static func bucket(first: UInt16, length: Int) -> UInt64 {
    UInt64(first) << 32 | UInt64(length)
  }
}

extension WordForms {
  /// Sorts words into buckets; linear in the words but for sorting.
  init(
    words: Vocabulary,
    frequencies: [UInt32],
    terms: [TermID],
    aliases: Vocabulary,
    aliasTerms: [TermID],
    aliasEnds: [UInt32],
    language: Language
  ) {
    var buckets: [UInt64: [UInt32]] = [:]
    var masks: [UInt32] = []
    var skeletons = Vocabulary()
    var bySkeleton: [[UInt32]] = []
    for word in 0..<UInt32(words.count) {
      let units = Array(words.text(of: word).utf16)
      masks.append(Self.letterMask(of: units))
      guard let first = units.first else { continue }
      buckets[Self.bucket(first: first, length: units.count), default: []].append(word)
      guard language == .arabic, let skeleton = ArabicSkeleton.ofArabic(units) else { continue }
      let key = Int(skeletons.add(skeleton))
      if key == bySkeleton.count { bySkeleton.append([]) }
      bySkeleton[key].append(word)
    }
    let keys = buckets.keys.sorted()
    func ends(_ lists: [[UInt32]]) -> [UInt32] {
      var end: UInt32 = 0
      return lists.map {
        end += UInt32($0.count)
        return end
      }
    }
    let lists = keys.map { buckets[$0] ?? [] }
    self.init(
      words: words,
      frequencies: frequencies,
      terms: terms,
      aliases: aliases,
      aliasTerms: aliasTerms,
      aliasEnds: aliasEnds,
      letterMasks: masks,
      bucketKeys: keys,
      bucketWords: lists.flatMap { $0 },
      bucketEnds: ends(lists),
      skeletons: skeletons,
      skeletonWords: bySkeleton.flatMap { $0 },
      skeletonEnds: ends(bySkeleton)
    )
  }
}
