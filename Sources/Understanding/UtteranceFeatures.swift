import Retrieval
import TextAnalysis

/// What a classifier looks at in an utterance: a sparse vector of unit length.
///
/// Features are stems, pairs of stems next to each other and one apart, concepts, runs of two to
/// five letters within words, and marks for what was named (an order number is one feature, its
/// digits are none). Each counts 1 + ln(tf), times its idf among the examples.
///
/// Words and runs of letters are brought to length one apart, so that neither drowns the other.
struct UtteranceFeatures: Sendable {
  private(set) var vocabulary = Vocabulary(capacity: 1 << 14)
  private(set) var idf: [Float] = []

  /// A feature and its value.
  struct Entry: Sendable {
    var feature: UInt32
    var value: Float
  }

  init() {}

  /// Restores the features from what was kept.
  init(vocabulary: Vocabulary, idf: [Float]) {
    self.vocabulary = vocabulary
    self.idf = idf
  }

  /// Counts the features of all examples, and returns their vectors.
  static func fit(_ examples: [Query]) -> (features: UtteranceFeatures, rows: [[Entry]]) {
    var features = UtteranceFeatures()
    var counted: [[UInt32: Float]] = []
    var frequencies: [UInt32] = []
    for example in examples {
      var counts: [UInt32: Float] = [:]
      forEach(in: example) { bytes in
        counts[features.vocabulary.add(bytes), default: 0] += 1
      }
      while frequencies.count < features.vocabulary.count { frequencies.append(0) }
      for feature in counts.keys { frequencies[Int(feature)] += 1 }
      counted.append(counts)
    }
    features.idf = frequencies.map {
      1 + BM25.logarithm((1 + Float(examples.count)) / (1 + Float($0)))
    }
    return (features, counted.map { features.vector($0) })
  }

  /// The vector of an utterance; features that no example has are left out.
  func vector(of query: Query) -> [Entry] {
    var counts: [UInt32: Float] = [:]
    Self.forEach(in: query) { bytes in
      if let feature = vocabulary.id(of: bytes) { counts[feature, default: 0] += 1 }
    }
    return vector(counts)
  }

  private func vector(_ counts: [UInt32: Float]) -> [Entry] {
    var entries = counts.sorted { $0.key < $1.key }.map { feature, count in
      Entry(
        feature: feature,
        value: (1 + BM25.logarithm(count)) * idf[Int(feature)]
      )
    }
    var wordSum: Float = 0
    var letterSum: Float = 0
    for entry in entries {
      let square = entry.value * entry.value
      if isLetters(entry.feature) { letterSum += square } else { wordSum += square }
    }
    let wordScale = wordSum > 0 ? 1 / wordSum.squareRoot() : 0
    let letterScale = letterSum > 0 ? 1 / letterSum.squareRoot() : 0
    for position in entries.indices {
      entries[position].value *= isLetters(entries[position].feature) ? letterScale : wordScale
    }
    return entries
  }

  private func isLetters(_ feature: UInt32) -> Bool {
    vocabulary.withBytes(of: feature) { $0.first == Kind.letters }
  }

  /// The first byte of a feature says what it is.
  private enum Kind {
    static let word = UInt8(ascii: "w")
    static let pair = UInt8(ascii: "p")
    static let skip = UInt8(ascii: "s")
    static let letters = UInt8(ascii: "c")
  }

  private static func forEach(
    in query: Query,
    _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var bytes: [UInt8] = []
    func emit(_ kind: UInt8, _ first: String, _ second: String? = nil) {
      bytes.removeAll(keepingCapacity: true)
      bytes.append(kind)
      bytes.append(contentsOf: first.utf8)
      if let second {
        bytes.append(0x20)
        bytes.append(contentsOf: second.utf8)
      }
      bytes.withUnsafeBufferPointer(body)
    }
    let words = query.words.map { $0.kind.isMarked ? "<\($0.kind.rawValue)>" : $0.stem }
    for (position, word) in words.enumerated() {
      emit(Kind.word, word)
      if position + 1 < words.count { emit(Kind.pair, word, words[position + 1]) }
      if position + 2 < words.count { emit(Kind.skip, word, words[position + 2]) }
    }
    for concept in query.concepts { emit(Kind.word, concept) }
    for word in query.words where !word.kind.isMarked {
      forEachLetterRun(of: word.word, &bytes, body)
    }
  }

  /// Runs of two to five letters of a word framed by spaces.
  private static func forEachLetterRun(
    of word: String,
    _ bytes: inout [UInt8],
    _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    let framed = [0x20] + Array(word.utf8) + [0x20]
    let starts = framed.indices.filter { framed[$0] & 0xC0 != 0x80 } + [framed.count]
    for length in 2...5 {
      guard starts.count > length else { return }
      for first in 0..<(starts.count - length) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(Kind.letters)
        bytes.append(contentsOf: framed[starts[first]..<starts[first + length]])
        bytes.withUnsafeBufferPointer(body)
      }
    }
  }
}
