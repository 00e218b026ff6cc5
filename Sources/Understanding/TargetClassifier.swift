package import Retrieval

/// Learns from all examples which words speak for which target.
package struct TargetClassifier: Sendable {
  private let features: UtteranceFeatures
  private let classifier: LinearClassifier
  /// The documents' ids, by class.
  private let ids: [String]

  /// With more targets than this nothing is learnt: the weights would outgrow the index, and
  /// retrieval alone decides.
  private static let maximumTargets = 400

  /// Learns from the sources' titles and questions.
  package static func learn(_ sources: [Interpreter.Source], using builder: QueryBuilder)
    -> TargetClassifier
  {
    guard sources.count <= maximumTargets else { return TargetClassifier() }
    var examples: [Query] = []
    var classes: [Int] = []
    for (number, source) in sources.enumerated() {
      for text in [source.document.title] + source.document.questions where !text.isEmpty {
        examples.append(builder.query(forExample: text))
        classes.append(number)
      }
    }
    let (features, rows) = UtteranceFeatures.fit(examples)
    return TargetClassifier(
      features: features,
      classifier: LinearClassifier(
        rows: rows,
        classes: classes,
        classCount: sources.count,
        featureCount: features.vocabulary.count
      ),
      ids: sources.map(\.document.id)
    )
  }

  /// How far an utterance lies on the side of each document's target.
  func decisions(for query: Query) -> [String: Float] {
    guard !ids.isEmpty else { return [:] }
    let decisions = classifier.decisions(for: features.vector(of: query))
    return Dictionary(uniqueKeysWithValues: zip(ids, decisions))
  }
}

extension TargetClassifier {
  /// A classifier that knows no target.
  private init() {
    self.init(
      features: UtteranceFeatures(),
      classifier: LinearClassifier(classCount: 0, weights: [], biases: []),
      ids: []
    )
  }

  /// Changes whenever the same examples would give other weights.
  package static let recipeVersion: UInt32 = 1

  /// Writes the classifier; linear in its size.
  package func encode(to writer: inout ArrayWriter) {
    writer.write(features.vocabulary)
    writer.write(features.idf)
    writer.write(classifier.weights)
    writer.write(classifier.biases)
  }

  /// Reads a classifier back; nil when the bytes do not hold one for these sources.
  package init?(decoding reader: inout ArrayReader, sources: [Interpreter.Source]) {
    let vocabulary = reader.vocabulary()
    let idf: [Float] = reader.array()
    let weights: [Float] = reader.array()
    let biases: [Float] = reader.array()
    let ids = sources.count <= Self.maximumTargets ? sources.map(\.document.id) : []
    guard !reader.isBroken, let vocabulary, idf.count == vocabulary.count,
      biases.count == ids.count,
      weights.count == ids.count * idf.count
    else { return nil }
    self.init(
      features: UtteranceFeatures(vocabulary: vocabulary, idf: idf),
      classifier: LinearClassifier(
        classCount: ids.count,
        weights: weights,
        biases: biases
      ),
      ids: ids
    )
  }
}
