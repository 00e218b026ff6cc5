import TextAnalysis

/// Ranks the documents of an index for a query.
///
/// A document's score is the sum of three signals. BM25 over stems and pairs of stems, and BM25 over
/// character n-grams, are each divided by their greatest value among all documents; in both, the
/// best short text (title or sample question) counts about three times, more when the question is
/// short, and the body once. The third is how near the document's topic is to the question's.
package struct Searcher: Sendable {
  private let index: SearchIndex

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
    fileprivate var words: Float
    fileprivate var grams: Float
  }

  /// Everything found for a query.
  package struct Result: Sendable {
    package var hits: [Hit] = []
    fileprivate var greatestWords: Float = 0
    fileprivate var greatestGrams: Float = 0
    fileprivate var shortWeight: Float = 0
    fileprivate var direction: [Float] = []
  }

  /// Memory for searching, used again from question to question.
  package struct Room {
    fileprivate var units = Accumulators()
    fileprivate var unitGrams = Accumulators()
    fileprivate var words: [Float] = []
    fileprivate var grams: [Float] = []
    fileprivate var unitOfDocument: [UnitID] = []
    fileprivate var best: [Float] = []
    fileprivate var touched: [UInt32] = []

    package init() {}
  }

  /// Returns the best `limit` documents, best first, ties by id.
  package func search(_ query: Query, limit: Int, using room: inout Room) -> Result {
    let documents = index.documentCount
    guard documents > 0, !query.isEmpty else { return Result() }
    room.words = Array(repeating: 0, count: documents)
    room.grams = Array(repeating: 0, count: documents)
    room.unitOfDocument = Array(repeating: .max, count: documents)
    var result = Result()
    result.shortWeight = shortWeight(query)
    result.direction = direction(of: query)
    let pairs = pairs(of: query)
    addWords(query, pairs, index.bodyWords, index.bodyPairs, toDocuments: true, &room)
    addGrams(query, index.bodyGrams, toDocuments: true, &room)
    addShort(query, pairs, weight: result.shortWeight, &room)
    for document in 0..<documents {
      result.greatestWords = max(result.greatestWords, room.words[document])
      result.greatestGrams = max(result.greatestGrams, room.grams[document])
    }
    let ideal = ideal(query, pairs)
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
        unit: unit == .max ? nil : unit,
        words: room.words[document],
        grams: room.grams[document]
      )
    }
    return result
  }

  private func fused(
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
  private func shortWeight(_ query: Query) -> Float {
    guard index.shortWords.averageLength > 0 else { return Weights.short }
    let ratio = index.shortWords.averageLength / Float(max(query.words.count, 1))
    return Weights.short * min(max(ratio, 0.25), 4)
  }

  /// The direction of the question among the topics of the documents.
  private func direction(of query: Query) -> [Float] {
    index.topics.direction(
      of: query.groups.compactMap { group in
        group.variants.first.map {
          TopicModel.Entry(term: $0.term, weight: group.weight * $0.weight)
        }
      }
    )
  }

  /// The pairs of neighbouring stems that the index has.
  private func pairs(of query: Query) -> [WeightedTerm] {
    var pairs: [WeightedTerm] = []
    for (left, right) in zip(query.words, query.words.dropFirst()) {
      guard !left.kind.isMarked, !right.kind.isMarked,
        let pair = index.pairs.id(of: "\(left.stem) \(right.stem)"),
        !pairs.contains(where: { $0.term == pair })
      else { continue }
      pairs.append(WeightedTerm(term: pair, weight: Weights.pairs))
    }
    return pairs
  }
}

// MARK: Scoring

extension Searcher {
  /// Adds the scores of words and pairs in a field, to the documents or to their units.
  private func addWords(
    _ query: Query,
    _ pairs: [WeightedTerm],
    _ field: InvertedIndex,
    _ pairField: InvertedIndex,
    toDocuments: Bool,
    _ room: inout Room
  ) {
    room.units.reserve(field.unitCount)
    room.units.withScores { scores in
      for group in query.groups where group.isKnown {
        if group.variants.count == 1 {
          field.add(
            WeightedTerm(
              term: group.variants[0].term,
              weight: group.weight * group.variants[0].weight
            ),
            to: scores
          )
        } else {
          addBest(group, field, to: scores, &room.best, &room.touched)
        }
      }
      for pair in pairs { pairField.add(pair, to: scores) }
      if toDocuments {
        for document in 0..<field.unitCount {
          room.words[document] += Weights.body * scores[document]
          scores[document] = 0
        }
      }
    }
  }

  /// Adds a word's score where several terms stand for it: the greatest counts, once.
  private func addBest(
    _ group: Query.Group,
    _ field: InvertedIndex,
    to scores: UnsafeMutableBufferPointer<Float>,
    _ best: inout [Float],
    _ touched: inout [UInt32]
  ) {
    if best.count < field.unitCount { best = Array(repeating: 0, count: field.unitCount) }
    touched.removeAll(keepingCapacity: true)
    for variant in group.variants {
      let weight = group.weight * variant.weight
      for posting in field.postings(of: variant.term) {
        let unit = Int(field.units[posting])
        let score = weight * field.weights[posting]
        guard score > best[unit] else { continue }
        if best[unit] == 0 { touched.append(UInt32(unit)) }
        scores[unit] += score - best[unit]
        best[unit] = score
      }
    }
    for unit in touched { best[Int(unit)] = 0 }
  }

  private func addGrams(
    _ query: Query,
    _ field: InvertedIndex,
    toDocuments: Bool,
    _ room: inout Room
  ) {
    room.unitGrams.reserve(field.unitCount)
    room.unitGrams.withScores { scores in
      for group in query.groups {
        for gram in group.grams {
          field.add(WeightedTerm(term: gram.term, weight: gram.weight * group.weight), to: scores)
        }
      }
      if toDocuments {
        for document in 0..<field.unitCount {
          room.grams[document] += Weights.body * scores[document]
          scores[document] = 0
        }
      }
    }
  }

  /// Adds the best short unit of each document, in words and in n-grams, and remembers it.
  private func addShort(
    _ query: Query,
    _ pairs: [WeightedTerm],
    weight: Float,
    _ room: inout Room
  ) {
    let count = index.unitDocuments.count
    guard count > 0 else { return }
    addWords(query, pairs, index.shortWords, index.shortPairs, toDocuments: false, &room)
    addGrams(query, index.shortGrams, toDocuments: false, &room)
    let ideal = ideal(query, pairs)
    var document = Int(index.unitDocuments[0])
    var best: Float = 0
    var bestUnit = UnitID.max
    var bestWords: Float = 0
    var bestGrams: Float = 0
    func take(
      _ words: inout [Float],
      _ grams: inout [Float],
      _ unitOfDocument: inout [UnitID]
    ) {
      words[document] += weight * bestWords
      grams[document] += weight * bestGrams
      unitOfDocument[document] = bestUnit
    }
    room.units.withScores { units in
      room.unitGrams.withScores { grams in
        for unit in 0..<count {
          let owner = Int(index.unitDocuments[unit])
          if owner != document {
            if bestUnit != .max { take(&room.words, &room.grams, &room.unitOfDocument) }
            document = owner
            best = 0
            bestWords = 0
            bestGrams = 0
            bestUnit = .max
          }
          let words = units[unit]
          let gram = grams[unit]
          units[unit] = 0
          grams[unit] = 0
          guard words > 0 || gram > 0 else { continue }
          // The two signals have different scales; against the ideal they compare.
          let strength =
            words / max(ideal.shortWords, 0.001) + Weights.grams * gram
            / max(ideal.shortGrams, 0.001)
          if strength > best {
            best = strength
            bestWords = words
            bestGrams = gram
            bestUnit = UnitID(unit)
          }
        }
      }
    }
    if bestUnit != .max { take(&room.words, &room.grams, &room.unitOfDocument) }
  }
}

// MARK: Coverage

extension Searcher {
  /// What a perfect match would score: a short text equal to the question, in a usual document.
  private struct Ideal {
    var shortWords: Float = 0
    var bodyWords: Float = 0
    var shortGrams: Float = 0
    var bodyGrams: Float = 0
  }

  private func ideal(_ query: Query, _ pairs: [WeightedTerm]) -> Ideal {
    var ideal = Ideal()
    let gramCount = query.groups.reduce(Float(0)) { sum, group in
      group.grams.isEmpty ? sum : sum + Float(group.grams.count)
    }
    func saturated(_ field: InvertedIndex, length: Float, frequency: Float = 1) -> Float {
      field.scorer.saturation(
        frequency: frequency,
        lengthNorm: field.scorer.lengthNorm(length: length, averageLength: field.averageLength)
      )
    }
    let shortWord = saturated(index.shortWords, length: Float(query.groups.count))
    // The right body speaks of what was asked more than once.
    let bodyWord = saturated(index.bodyWords, length: index.bodyWords.averageLength, frequency: 2)
    let shortGram = saturated(index.shortGrams, length: gramCount)
    let bodyGram = saturated(index.bodyGrams, length: index.bodyGrams.averageLength, frequency: 2)
    for group in query.groups {
      ideal.shortWords += group.weight * group.idf * shortWord
      ideal.bodyWords += group.weight * group.idf * bodyWord
      let grams = group.grams.reduce(group.unknownGrams) {
        $0 + $1.weight * index.bodyGrams.idf[Int($1.term)]
      }
      ideal.shortGrams += group.weight * grams * shortGram
      ideal.bodyGrams += group.weight * grams * bodyGram
    }
    for pair in pairs {
      let idf = index.bodyPairs.idf[Int(pair.term)]
      ideal.shortWords +=
        pair.weight * idf * saturated(index.shortPairs, length: Float(query.words.count - 1))
      ideal.bodyWords +=
        pair.weight * idf
        * saturated(index.bodyPairs, length: index.bodyPairs.averageLength, frequency: 2)
    }
    return ideal
  }

  private func coverage(
    _ words: Float,
    _ grams: Float,
    _ ideal: Ideal,
    shortWeight: Float
  ) -> Float {
    let idealWords = shortWeight * ideal.shortWords + Weights.body * ideal.bodyWords
    let idealGrams = shortWeight * ideal.shortGrams + Weights.body * ideal.bodyGrams
    let parts =
      (idealWords > 0 ? words / idealWords : 0)
      + (idealGrams > 0 ? Weights.grams * grams / idealGrams : 0)
    return min(parts / (1 + Weights.grams), 1)
  }
}

// MARK: Explaining

extension Searcher {
  /// Takes the score of a hit apart; the parts add up to it.
  package func explain(_ hit: Hit, of result: Result, for query: Query) -> Explanation {
    var signals: [Explanation] = []
    if result.greatestWords > 0 {
      signals.append(
        .product(
          "words",
          [
            .leaf("divided by the best document's", 1 / result.greatestWords),
            .sum(
              "BM25 over stems",
              fields(hit, query, shortWeight: result.shortWeight, explainWords)
            ),
          ]
        )
      )
    }
    if result.greatestGrams > 0 {
      signals.append(
        .product(
          "parts of words",
          [
            .leaf("weight", Weights.grams),
            .leaf("divided by the best document's", 1 / result.greatestGrams),
            .sum(
              "BM25 over character n-grams",
              fields(hit, query, shortWeight: result.shortWeight, explainGrams)
            ),
          ]
        )
      )
    }
    let similarity = index.topics.similarity(result.direction, document: hit.document)
    if similarity != 0 {
      signals.append(
        .product(
          "topic",
          [
            .leaf("weight", Weights.topic),
            .leaf("cosine with the document's topic", similarity),
          ]
        )
      )
    }
    return .sum(index.documentIDs[hit.document], signals)
  }

  private func fields(
    _ hit: Hit,
    _ query: Query,
    shortWeight: Float,
    _ explain: (Query, _ isShort: Bool, UnitID) -> [Explanation]
  ) -> [Explanation] {
    var parts: [Explanation] = []
    if let unit = hit.unit {
      let position = index.unitPositions[Int(unit)]
      let name = position == 0 ? "title" : "question \(position)"
      parts.append(
        .product(name, [.leaf("weight", shortWeight), .sum("terms", explain(query, true, unit))])
      )
    }
    parts.append(
      .product(
        "body",
        [
          .leaf("weight", Weights.body),
          .sum("terms", explain(query, false, UnitID(hit.document))),
        ]
      )
    )
    return parts
  }

  private func explainWords(_ query: Query, isShort: Bool, unit: UnitID) -> [Explanation] {
    let field = isShort ? index.shortWords : index.bodyWords
    let pairField = isShort ? index.shortPairs : index.bodyPairs
    let pairs: [Explanation] = pairs(of: query).compactMap { pair in
      guard let posting = pairField.posting(of: pair.term, in: unit) else { return nil }
      return .product(
        "\"\(index.pairs.text(of: pair.term))\" side by side",
        [
          .leaf("weight of a pair", pair.weight),
          .leaf("BM25 of the pair", pairField.weights[posting]),
        ]
      )
    }
    return pairs
      + query.groups.compactMap { group in
        var best: (variant: Query.Variant, posting: Int, score: Float)?
        for variant in group.variants {
          guard let posting = field.posting(of: variant.term, in: unit) else { continue }
          let score = group.weight * variant.weight * field.weights[posting]
          if score > best?.score ?? 0 { best = (variant, posting, score) }
        }
        guard let best else { return nil }
        return explain(group, best.variant, field, best.posting, unit)
      }
  }

  private func explain(
    _ group: Query.Group,
    _ variant: Query.Variant,
    _ field: InvertedIndex,
    _ posting: Int,
    _ unit: UnitID
  ) -> Explanation {
    let term = index.vocabulary.text(of: variant.term)
    let origin =
      switch variant.origin {
      case .exact: ""
      case .diacritics: " (but for diacritics)"
      case .synonym(let name): " (synonym: \(name))"
      case .correction(let fix): " (\(fix.reason.rawValue): \(fix.from) read as \(fix.to))"
      }
    let shown =
      switch variant.origin {
      case .synonym: ""
      default: term == group.word ? "" : " = \(term)"
      }
    let frequency = Float(field.frequencies[posting])
    let norm = field.scorer.lengthNorm(
      length: Float(field.lengths[Int(unit)]),
      averageLength: field.averageLength
    )
    var factors: [Explanation] = [
      .leaf(
        "idf, in \(documentFrequency(variant.term)) of \(index.documentCount)",
        field.idf[Int(variant.term)]
      ),
      .leaf(
        "tf \(field.frequencies[posting]), length norm \(norm)",
        field.scorer.saturation(frequency: frequency, lengthNorm: norm)
      ),
    ]
    if variant.weight != 1 { factors.append(.leaf("not to the letter", variant.weight)) }
    if group.weight != 1 { factors.append(.leaf("carries little topic", group.weight)) }
    return .product("\"\(group.word)\"\(shown)\(origin)", factors)
  }

  /// The number of documents with a term, read back from its idf.
  private func documentFrequency(_ term: TermID) -> Int {
    let ratio = BM25.exponential(index.bodyWords.idf[Int(term)]) - 1
    return Int(((Float(index.documentCount) + 0.5 - 0.5 * ratio) / (ratio + 1)).rounded())
  }

  private func explainGrams(_ query: Query, isShort: Bool, unit: UnitID) -> [Explanation] {
    let field = isShort ? index.shortGrams : index.bodyGrams
    return query.groups.compactMap { group in
      var sum: Float = 0
      var found = 0
      for gram in group.grams {
        guard let posting = field.posting(of: gram.term, in: unit) else { continue }
        sum += gram.weight * group.weight * field.weights[posting]
        found += 1
      }
      guard found > 0 else { return nil }
      return .leaf("\"\(group.word)\": \(found) of \(group.grams.count) n-grams", sum)
    }
  }
}
