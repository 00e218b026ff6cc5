import Retrieval

/// Which words the examples of which intent have.
///
/// What an intent's examples cover of an utterance tells whether it is about the intent's subject
/// at all: an utterance of another subject may lie on an intent's side by one word.
struct IntentWords: Sendable {
  private let table: FeatureTable
  let idf: [Float]
  let ends: [UInt32]
  /// The intents of each word, in order.
  let intents: [UInt16]
  /// The idf of a word that no example has.
  let unknownIDF: Float

  init(_ examples: [IntentMatcher.Example], intentCount: Int) {
    var table = FeatureTable(capacity: 1 << 12)
    var frequencies: [Float] = []
    var lastSeen: [Int] = []
    var holders: [Set<UInt16>] = []
    for (number, example) in examples.enumerated() {
      for word in example.words.words {
        let place = Int(table.add(word.stem))
        if place == frequencies.count {
          frequencies.append(0)
          lastSeen.append(-1)
          holders.append([])
        }
        if lastSeen[place] != number { frequencies[place] += 1 }
        lastSeen[place] = number
        if let intent = example.intent { holders[place].insert(UInt16(intent)) }
      }
    }
    let count = Float(examples.count)
    self.table = table
    idf = frequencies.map { BM25.logarithm(1 + count / ($0 + 0.5)) }
    unknownIDF = BM25.logarithm(1 + count / 0.5)
    var ends: [UInt32] = []
    var intents: [UInt16] = []
    for holder in holders {
      intents += holder.sorted()
      ends.append(UInt32(intents.count))
    }
    self.ends = ends
    self.intents = intents
  }

  /// Takes what was kept; nil when the parts do not fit each other.
  init?(
    names: [UInt64],
    idf: [Float],
    ends: [UInt32],
    intents: [UInt16],
    unknownIDF: Float
  ) {
    guard names.count == idf.count, ends.count == idf.count,
      Int(ends.last ?? 0) == intents.count,
      zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return nil }
    table = FeatureTable(names)
    guard table.count == names.count else { return nil }
    self.idf = idf
    self.ends = ends
    self.intents = intents
    self.unknownIDF = unknownIDF
  }

  /// The words' names in their order, to be kept.
  var names: [UInt64] { table.ordered }

  /// Finds where an utterance's words stand; -1 for words that no example has.
  func places(of utterance: UtteranceWords, into places: inout [Int32]) {
    places.removeAll(keepingCapacity: true)
    for word in utterance.words { places.append(table.number(of: word.stem).map(Int32.init) ?? -1) }
  }

  /// The part of an utterance's words, by idf, that an intent's examples have, 0 to 1.
  func coverage(of places: [Int32], by intent: Int) -> Float {
    var covered: Float = 0
    var whole: Float = 0
    for place in places.lazy.map(Int.init) {
      guard place >= 0 else {
        whole += unknownIDF
        continue
      }
      whole += idf[place]
      if isHeld(place, by: UInt16(intent)) { covered += idf[place] }
    }
    return whole > 0 ? covered / whole : 0
  }

  /// Whether the examples of an intent have a word; by halves, as a word's intents are in order.
  private func isHeld(_ place: Int, by intent: UInt16) -> Bool {
    var low = place == 0 ? 0 : Int(ends[place - 1])
    var high = Int(ends[place])
    while low < high {
      let middle = (low + high) / 2
      if intents[middle] < intent { low = middle + 1 } else { high = middle }
    }
    return low < Int(ends[place]) && intents[low] == intent
  }
}
