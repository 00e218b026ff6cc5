/// The examples of intents that have too few of them to learn weights from.
///
/// Such an intent is as near as its nearest example, by the cosine of their TF-IDF vectors.
struct RareExamples: Sendable {
  private(set) var entries: [UtteranceFeatures.Entry] = []
  private(set) var ends: [UInt32] = []
  private(set) var intents: [UInt16] = []

  var isEmpty: Bool { intents.isEmpty }

  init() {}

  /// Keeps the examples of intents of which `counts` are too few.
  init(_ examples: [IntentMatcher.Example], counts: [Int], features: UtteranceFeatures) {
    var room = UtteranceFeatures.Room()
    for example in examples {
      guard let intent = example.intent, counts[intent] < IntentMatcher.leastExamples else {
        continue
      }
      features.read(example.words, into: &room)
      entries += room.entries
      ends.append(UInt32(entries.count))
      intents.append(UInt16(intent))
    }
  }

  /// Takes what was kept; nil when the parts do not fit each other.
  init?(features: [UInt32], values: [Float], ends: [UInt32], intents: [UInt16], featureCount: Int) {
    guard features.count == values.count, ends.count == intents.count,
      Int(ends.last ?? 0) == features.count,
      zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 }),
      features.allSatisfy({ Int($0) < featureCount })
    else { return nil }
    entries = zip(features, values).map(UtteranceFeatures.Entry.init)
    self.ends = ends
    self.intents = intents
  }

  /// Replaces the decisions for intents with rare examples: 1 for an example itself, -1 for nothing
  /// in common.
  func decide(
    _ utterance: [UtteranceFeatures.Entry],
    featureCount: Int,
    dense: inout [Float],
    into decisions: inout [Float]
  ) {
    if dense.count < featureCount { dense = [Float](repeating: 0, count: featureCount) }
    for entry in utterance { dense[Int(entry.feature)] = entry.value }
    let length = Self.length(utterance[...])
    for intent in intents { decisions[Int(intent)] = -1 }
    var first = 0
    for (row, intent) in intents.enumerated() {
      let example = entries[first..<Int(ends[row])]
      first = Int(ends[row])
      let product = example.reduce(Float(0)) { $0 + $1.value * dense[Int($1.feature)] }
      let lengths = length * Self.length(example)
      guard lengths > 0 else { continue }
      decisions[Int(intent)] = max(decisions[Int(intent)], 2 * product / lengths - 1)
    }
    for entry in utterance { dense[Int(entry.feature)] = 0 }
  }

  /// What each feature of an utterance adds to the decision for a rare intent, for each part of its
  /// value; nil for an intent with enough examples.
  func weights(of intent: Int, for utterance: [UtteranceFeatures.Entry]) -> [UInt32: Float]? {
    var values: [UInt32: Float] = [:]
    for entry in utterance { values[entry.feature] = entry.value }
    let length = Self.length(utterance[...])
    var best: (product: Float, weights: [UInt32: Float])?
    for row in intents.indices where Int(intents[row]) == intent {
      let example = entries[(row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])]
      let lengths = max(length * Self.length(example), 1e-12)
      let product = example.reduce(Float(0)) { $0 + $1.value * (values[$1.feature] ?? 0) } / lengths
      guard product > best?.product ?? -1 else { continue }
      let weights = example.map { ($0.feature, 2 * $0.value / lengths) }
      best = (product, Dictionary(weights) { first, _ in first })
    }
    return best?.weights
  }

  private static func length(_ entries: ArraySlice<UtteranceFeatures.Entry>) -> Float {
    entries.reduce(Float(0)) { $0 + $1.value * $1.value }.squareRoot()
  }
}
