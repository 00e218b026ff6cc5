package import Retrieval

extension IntentMatcher {
  /// Changes whenever the same examples would teach something else.
  package static let recipeVersion: UInt32 = 7

  /// Writes what was learnt; linear in its size.
  package func encode(to writer: inout ArrayWriter) {
    features.lexicon.encode(to: &writer)
    writer.write([UInt32(features.count)])
    writer.write(features.table.slots)
    writer.write(classifier.biases)
    writer.write([classifier.step])
    writer.write(classifier.ends)
    writer.write(classifier.weights)
    writer.write(words.names)
    writer.write(words.idf)
    writer.write(words.ends)
    writer.write(words.intents)
    writer.write([words.unknownIDF])
    let keys = exact.keys.sorted()
    writer.write(keys)
    writer.write(keys.map { exact[$0] ?? -1 })
    writer.write(rareExamples.entries.map(\.feature))
    writer.write(rareExamples.entries.map(\.value))
    writer.write(rareExamples.ends)
    writer.write(rareExamples.intents)
  }

  /// Reads a matcher back; nil when the bytes do not hold one for these intents.
  package init?(decoding reader: inout ArrayReader, intents: [String]) {
    let lexicon = Lexicon(decoding: &reader)
    let count: [UInt32] = reader.array()
    let slots: [FeatureTable.Slot] = reader.array()
    let biases: [Float] = reader.array()
    let step: [Float] = reader.array()
    let ends: [UInt32] = reader.array()
    let weights: [LinearClassifier.Weight] = reader.array()
    let wordNames: [UInt64] = reader.array()
    let wordIDF: [Float] = reader.array()
    let wordEnds: [UInt32] = reader.array()
    let wordIntents: [UInt16] = reader.array()
    let unknownIDF: [Float] = reader.array()
    let keys: [UInt64] = reader.array()
    let values: [Int32] = reader.array()
    let rareFeatures: [UInt32] = reader.array()
    let rareValues: [Float] = reader.array()
    let rareEnds: [UInt32] = reader.array()
    let rareIntents: [UInt16] = reader.array()
    let known = intents.count <= Self.maximumIntents ? intents : []
    guard !reader.isBroken, let lexicon, let count = count.first.map(Int.init),
      let table = FeatureTable(slots: slots, count: count), ends.count == count,
      biases.count == known.count, keys.count == values.count, Set(keys).count == keys.count,
      values.allSatisfy({ $0 < Int32(known.count) }),
      rareIntents.allSatisfy({ Int($0) < known.count }),
      let step = step.first, let unknownIDF = unknownIDF.first,
      let classifier = LinearClassifier(
        biases: biases,
        step: step,
        ends: ends,
        weights: weights
      ),
      let words = IntentWords(
        names: wordNames,
        idf: wordIDF,
        ends: wordEnds,
        intents: wordIntents,
        unknownIDF: unknownIDF
      ),
      let rareExamples = RareExamples(
        features: rareFeatures,
        values: rareValues,
        ends: rareEnds,
        intents: rareIntents,
        featureCount: count
      )
    else { return nil }
    self.init(
      intents: known,
      features: UtteranceFeatures(table: table, lexicon: lexicon),
      classifier: classifier,
      words: words,
      exact: Dictionary(uniqueKeysWithValues: zip(keys, values)),
      rareExamples: rareExamples
    )
  }
}
