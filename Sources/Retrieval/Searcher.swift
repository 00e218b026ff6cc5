/// Ranks the documents of an index for a query.
///
/// A document's score is the sum of two signals, each divided by its greatest value among all
/// documents: BM25 over stems, and BM25 over character n-grams. In each, the best short text (title
/// or sample question) counts three times and the body once.
package struct Searcher: Sendable {
  private let index: SearchIndex

  /// How much the parts of a score count.
  enum Weights {
    static let short: Float = 3
    static let body: Float = 1
    static let grams: Float = 1.5
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
    addWords(query, index.bodyWords, weight: Weights.body, toDocuments: true, &room)
    addGrams(query, index.bodyGrams, weight: Weights.body, toDocuments: true, &room)
    addShort(query, &room)
    var result = Result()
    for document in 0..<documents {
      result.greatestWords = max(result.greatestWords, room.words[document])
      result.greatestGrams = max(result.greatestGrams, room.grams[document])
    }
    var top = TopK(limit: limit)
    for document in 0..<documents {
      let score = fused(room.words[document], room.grams[document], result)
      if score > 0 { top.offer(UInt32(document), score) }
    }
    let ideal = ideal(query)
    result.hits = top.hits.map { hit in
      let document = Int(hit.unit)
      let unit = room.unitOfDocument[document]
      return Hit(
        document: document, score: hit.score,
        coverage: coverage(room.words[document], room.grams[document], ideal),
        unit: unit == .max ? nil : unit, words: room.words[document], grams: room.grams[document])
    }
    return result
  }

  private func fused(_ words: Float, _ grams: Float, _ result: Result) -> Float {
    (result.greatestWords > 0 ? words / result.greatestWords : 0)
      + (result.greatestGrams > 0 ? Weights.grams * grams / result.greatestGrams : 0)
  }
}

// MARK: Scoring

extension Searcher {
  /// Adds the words' scores of a field; to documents directly, or to the units' accumulators.
  private func addWords(
    _ query: Query, _ field: InvertedIndex, weight: Float, toDocuments: Bool, _ room: inout Room
  ) {
    room.units.reserve(field.unitCount)
    room.units.withScores { scores in
      for group in query.groups where group.isKnown {
        if group.variants.count == 1 {
          field.add(
            WeightedTerm(
              term: group.variants[0].term, weight: group.weight * group.variants[0].weight),
            to: scores)
        } else {
          addBest(group, field, to: scores, &room.best, &room.touched)
        }
      }
      if toDocuments {
        for document in 0..<field.unitCount {
          room.words[document] += weight * scores[document]
          scores[document] = 0
        }
      }
    }
  }

  /// Adds a word's score where several terms stand for it: the greatest counts, once.
  private func addBest(
    _ group: Query.Group, _ field: InvertedIndex, to scores: UnsafeMutableBufferPointer<Float>,
    _ best: inout [Float], _ touched: inout [UInt32]
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
    _ query: Query, _ field: InvertedIndex, weight: Float, toDocuments: Bool, _ room: inout Room
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
          room.grams[document] += weight * scores[document]
          scores[document] = 0
        }
      }
    }
  }

  /// Adds the best short unit of each document, in words and in n-grams, and remembers it.
  private func addShort(_ query: Query, _ room: inout Room) {
    let count = index.unitDocuments.count
    guard count > 0 else { return }
    addWords(query, index.shortWords, weight: 0, toDocuments: false, &room)
    addGrams(query, index.shortGrams, weight: 0, toDocuments: false, &room)
    let ideal = ideal(query)
    var document = Int(index.unitDocuments[0])
    var best: Float = 0
    var bestUnit = UnitID.max
    var bestWords: Float = 0
    var bestGrams: Float = 0
    func take(
      _ words: inout [Float], _ grams: inout [Float], _ unitOfDocument: inout [UnitID]
    ) {
      words[document] += Weights.short * bestWords
      grams[document] += Weights.short * bestGrams
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
            words / max(ideal.shortWords, 0.001) + Weights.grams * gram / max(ideal.shortGrams, 0.001)
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

  private func ideal(_ query: Query) -> Ideal {
    var ideal = Ideal()
    let gramCount = query.groups.reduce(Float(0)) { sum, group in
      group.grams.isEmpty ? sum : sum + Float(group.grams.count)
    }
    func saturated(_ field: InvertedIndex, length: Float) -> Float {
      field.scorer.saturation(
        frequency: 1,
        lengthNorm: field.scorer.lengthNorm(length: length, averageLength: field.averageLength))
    }
    let shortWord = saturated(index.shortWords, length: Float(query.groups.count))
    let bodyWord = saturated(index.bodyWords, length: index.bodyWords.averageLength)
    let shortGram = saturated(index.shortGrams, length: gramCount)
    let bodyGram = saturated(index.bodyGrams, length: index.bodyGrams.averageLength)
    for group in query.groups {
      ideal.shortWords += group.weight * group.idf * shortWord
      ideal.bodyWords += group.weight * group.idf * bodyWord
      let grams = group.grams.reduce(group.unknownGrams) {
        $0 + $1.weight * index.bodyGrams.idf[Int($1.term)]
      }
      ideal.shortGrams += group.weight * grams * shortGram
      ideal.bodyGrams += group.weight * grams * bodyGram
    }
    return ideal
  }

  private func coverage(_ words: Float, _ grams: Float, _ ideal: Ideal) -> Float {
    let idealWords = Weights.short * ideal.shortWords + Weights.body * ideal.bodyWords
    let idealGrams = Weights.short * ideal.shortGrams + Weights.body * ideal.bodyGrams
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
            .sum("BM25 over stems", fields(hit, query, explainWords)),
          ]))
    }
    if result.greatestGrams > 0 {
      signals.append(
        .product(
          "parts of words",
          [
            .leaf("weight", Weights.grams),
            .leaf("divided by the best document's", 1 / result.greatestGrams),
            .sum("BM25 over character n-grams", fields(hit, query, explainGrams)),
          ]))
    }
    return .sum(index.documentIDs[hit.document], signals)
  }

  private func fields(
    _ hit: Hit, _ query: Query,
    _ explain: (Query, _ isShort: Bool, UnitID) -> [Explanation]
  ) -> [Explanation] {
    var parts: [Explanation] = []
    if let unit = hit.unit {
      let position = index.unitPositions[Int(unit)]
      let name = position == 0 ? "title" : "question \(position)"
      parts.append(
        .product(name, [.leaf("weight", Weights.short), .sum("terms", explain(query, true, unit))]))
    }
    parts.append(
      .product(
        "body",
        [
          .leaf("weight", Weights.body),
          .sum("terms", explain(query, false, UnitID(hit.document))),
        ]))
    return parts
  }

  private func explainWords(_ query: Query, isShort: Bool, unit: UnitID) -> [Explanation] {
    let field = isShort ? index.shortWords : index.bodyWords
    return query.groups.compactMap { group in
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
    _ group: Query.Group, _ variant: Query.Variant, _ field: InvertedIndex, _ posting: Int,
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
      length: Float(field.lengths[Int(unit)]), averageLength: field.averageLength)
    var factors: [Explanation] = [
      .leaf("idf, in \(documentFrequency(variant.term)) of \(index.documentCount)",
        field.idf[Int(variant.term)]),
      .leaf(
        "tf \(field.frequencies[posting]), length norm \(norm)",
        field.scorer.saturation(frequency: frequency, lengthNorm: norm)),
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
