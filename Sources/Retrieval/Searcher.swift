import TextAnalysis

/// Ranks the documents of an index for a query.
///
/// A document's score is the sum of three signals. BM25 over stems and pairs of stems, and BM25 over
/// character n-grams, are each divided by their greatest value among all documents; in both, the
/// best short text (title or sample question) counts about three times, more when the question is
/// short, and the body once. The third is how near the document's topic is to the question's.
package struct Searcher: Sendable {
  let index: SearchIndex

  /// How much the parts of a score count.
  enum Weights {
    static let short: Float = 3
    static let body: Float = 1
    static let grams: Float = 1.5
    /// The least part of a perfect match that n-grams are divided by.
    ///
    /// Below it the best n-grams of a search are chance. Lower changes nothing on public question
    /// sets.
    static let leastGrams: Float = 0.1
    /// A pair of neighbouring stems, against one stem.
    static let pairs: Float = 0.3
    static let topic: Float = 0.7
  }

  package init(_ index: SearchIndex) {
    self.index = index
  }

  /// A document that was found.
  package struct Hit: Sendable {
    /// The position of the document in the index.
    package var document: Int
    /// The rank's score; comparable within one question only.
    package var score: Float
    /// The score over the score of a perfect match, 0 to 1; comparable across questions.
    package var coverage: Float
    /// The short unit that matched best, if any did.
    package var unit: UnitID?
  }

  /// Everything found for a query.
  package struct Result: Sendable {
    package var hits: [Hit] = []
    var greatestWords: Float = 0
    var greatestGrams: Float = 0
    var shortWeight: Float = 0
    var direction: [Float] = []
  }

  /// Memory for searching, used again from question to question.
  package struct Room {
    var units = Accumulators()
    var unitGrams = Accumulators()
    var strengths = Accumulators()
    var words: [Float] = []
    var grams: [Float] = []
    var unitOfDocument: [UnitID] = []
    var best: [Float] = []
    var touched: [UInt32] = []
    /// The n-grams of all words of the question, weighted.
    var gramTerms: [WeightedTerm] = []

    package init() {}

    /// Makes nothing known yet of so many documents.
    mutating func prepare(documents: Int) {
      if words.count < documents {
        words = Array(repeating: 0, count: documents)
        grams = words
        unitOfDocument = Array(repeating: .max, count: documents)
        return
      }
      for document in 0..<documents {
        words[document] = 0
        grams[document] = 0
        unitOfDocument[document] = .max
      }
    }
  }

  /// Returns the best `limit` documents, best first, ties by id.
  package func search(_ query: Query, limit: Int, using room: inout Room) -> Result {
    let documents = index.documentCount
    guard documents > 0, !query.isEmpty else { return Result() }
    room.prepare(documents: documents)
    var result = Result()
    result.shortWeight = shortWeight(query)
    result.direction = direction(of: query)
    let pairs = pairs(of: query)
    let ideal = ideal(query, pairs)
    room.gramTerms.removeAll(keepingCapacity: true)
    for group in query.groups {
      for gram in group.grams {
        room.gramTerms.append(WeightedTerm(term: gram.term, weight: gram.weight * group.weight))
      }
    }
    addWords(query, pairs, index.bodyWords, index.bodyPairs, toDocuments: true, &room)
    addGrams(index.bodyGrams, toDocuments: true, &room)
    addShort(query, pairs, ideal, weight: result.shortWeight, &room)
    for document in 0..<documents {
      result.greatestWords = max(result.greatestWords, room.words[document])
      result.greatestGrams = max(result.greatestGrams, room.grams[document])
    }
    if result.greatestGrams > 0 {
      let idealGrams = result.shortWeight * ideal.shortGrams + Weights.body * ideal.bodyGrams
      result.greatestGrams = max(result.greatestGrams, Weights.leastGrams * idealGrams)
    }
    var top = TopK(limit: limit)
    for document in 0..<documents {
      let score = fused(document, room.words[document], room.grams[document], result)
      if room.grams[document] > 0 || room.words[document] > 0 {
        top.offer(UInt32(document), score)
      }
    }
    result.hits = top.hits.map { hit in
      let document = Int(hit.unit)
      let unit = room.unitOfDocument[document]
      return Hit(
        document: document,
        score: hit.score,
        coverage: coverage(
          room.words[document],
          room.grams[document],
          ideal,
          shortWeight: result.shortWeight
        ),
        unit: unit == .max ? nil : unit
      )
    }
    return result
  }

  func fused(
    _ document: Int,
    _ words: Float,
    _ grams: Float,
    _ result: Result
  ) -> Float {
    (result.greatestWords > 0 ? words / result.greatestWords : 0)
      + (result.greatestGrams > 0 ? Weights.grams * grams / result.greatestGrams : 0)
      + Weights.topic * index.topics.similarity(result.direction, document: document)
  }

  /// How much a short text counts: short questions are like titles, long ones like bodies.
  func shortWeight(_ query: Query) -> Float {
    guard index.shortWords.averageLength > 0 else { return Weights.short }
    let ratio = index.shortWords.averageLength / Float(max(query.words.count, 1))
    return Weights.short * min(max(ratio, 0.25), 4)
  }

  /// The direction of the question among the topics of the documents.
  func direction(of query: Query) -> [Float] {
    index.topics.direction(
      of: query.groups.compactMap { group in
        group.variants.first.map {
          TopicModel.Entry(term: $0.term, weight: group.weight * $0.weight)
        }
      }
    )
  }

  /// The pairs of neighbouring stems that the index has.
  func pairs(of query: Query) -> [WeightedTerm] {
    var pairs: [WeightedTerm] = []
    var text: [UInt8] = []
    for (left, right) in zip(query.words, query.words.dropFirst()) {
      guard !left.kind.isMarked, !right.kind.isMarked else { continue }
      text.removeAll(keepingCapacity: true)
      text.append(contentsOf: left.stem.utf8)
      text.append(0x20)
      text.append(contentsOf: right.stem.utf8)
      guard let pair = text.withUnsafeBufferPointer({ index.pairs.id(of: $0) }),
        !pairs.contains(where: { $0.term == pair })
      else { continue }
      pairs.append(WeightedTerm(term: pair, weight: Weights.pairs))
    }
    return pairs
  }
}
