import Retrieval
package import TextAnalysis

/// Concepts of one language, each with the words and phrases that customers have for it.
///
/// Where a phrase stands in an utterance its concept becomes a feature beside the words: an intent
/// whose examples say "parcel" is then known by "package" too. Phrases are compared by their stems.
package struct Lexicon: Sendable {
  /// What features call the concepts, by number.
  private(set) var hashes: [UInt64] = []
  /// Phrases and their beginnings.
  private var phrases = FeatureTable()
  /// The concepts of each phrase, at most four, and then `none`.
  private var concepts: [SIMD4<UInt16>] = []
  /// Whether longer phrases begin with a phrase.
  private var isBeginning: [Bool] = []
  private var longestPhrase = 0

  private static let none = UInt16.max

  package init() {}

  package var isEmpty: Bool { hashes.isEmpty }

  /// How many concepts there are.
  package var count: Int { hashes.count }

  /// Adds a concept and its phrases.
  ///
  /// A phrase without words is left out, and so is a fifth concept of a phrase.
  package mutating func add(_ name: String, phrases: [String], analyzer: Analyzer) {
    guard hashes.count < Int(Self.none) else { return }
    let concept = UInt16(hashes.count)
    hashes.append(FeatureHash.of(name.utf8))
    for phrase in phrases {
      let words = UtteranceWords(analyzer.analyze(phrase)).words
      guard !words.isEmpty else { continue }
      longestPhrase = max(longestPhrase, words.count)
      var key = FeatureHash.start
      for (position, word) in words.enumerated() {
        key = Self.key(key, word.stem)
        let phrase = number(of: key)
        if position + 1 < words.count {
          isBeginning[phrase] = true
        } else if !Self.members(of: concepts[phrase]).contains(concept),
          let free = concepts[phrase].indices.first(where: { concepts[phrase][$0] == Self.none })
        {
          concepts[phrase][free] = concept
        }
      }
    }
  }

  private mutating func number(of phrase: UInt64) -> Int {
    let number = Int(phrases.add(phrase))
    if number == concepts.count {
      concepts.append(SIMD4(repeating: Self.none))
      isBeginning.append(false)
    }
    return number
  }

  private static func members(of concepts: SIMD4<UInt16>) -> [UInt16] {
    concepts.indices.map { concepts[$0] }.filter { $0 != none }
  }

  /// Calls `body` with each concept whose phrase begins at a word, and the phrase's last word.
  ///
  /// Phrases may overlap: "delivery cost" is that, and also delivery.
  @inline(__always)
  func forEachConcept(
    from first: Int,
    in words: [UtteranceWords.Word],
    _ body: (_ concept: Int, _ last: Int) -> Void
  ) {
    var key = FeatureHash.start
    for last in first..<min(first + longestPhrase, words.count) {
      key = Self.key(key, words[last].stem)
      guard let phrase = phrases.number(of: key).map(Int.init) else { return }
      let members = concepts[phrase]
      for place in 0..<4 {
        guard members[place] != Self.none else { break }
        body(Int(members[place]), last)
      }
      guard isBeginning[phrase] else { return }
    }
  }

  @inline(__always)
  private static func key(_ beginning: UInt64, _ stem: UInt64) -> UInt64 {
    FeatureHash.pair(beginning, stem, kind: 9)
  }
}

extension Lexicon {
  /// Writes the lexicon; linear in its size.
  func encode(to writer: inout ArrayWriter) {
    writer.write(hashes)
    writer.write(phrases.slots)
    writer.write(concepts)
    writer.write(isBeginning.map { $0 ? UInt8(1) : 0 })
    writer.write([UInt32(longestPhrase)])
  }

  /// Reads a lexicon back; nil when the bytes do not hold one.
  init?(decoding reader: inout ArrayReader) {
    hashes = reader.array()
    let slots: [FeatureTable.Slot] = reader.array()
    concepts = reader.array()
    let beginnings: [UInt8] = reader.array()
    let longest: [UInt32] = reader.array()
    let count = hashes.count
    guard !reader.isBroken, let phrases = FeatureTable(slots: slots, count: concepts.count),
      beginnings.count == concepts.count, longest.count == 1, longest[0] <= 1 << 20,
      concepts.allSatisfy({ members in
        Self.members(of: members).allSatisfy { Int($0) < count }
      })
    else { return nil }
    self.phrases = phrases
    isBeginning = beginnings.map { $0 == 1 }
    longestPhrase = Int(longest[0])
  }
}
