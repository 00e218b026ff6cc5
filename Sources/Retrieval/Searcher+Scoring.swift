extension Searcher {
  /// Adds the scores of words and pairs in a field, to the documents or to their units.
  func addWords(
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
  func addBest(
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

  func addGrams(
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
  func addShort(
    _ query: Query,
    _ pairs: [WeightedTerm],
    _ ideal: Ideal,
    weight: Float,
    _ room: inout Room
  ) {
    let count = index.unitDocuments.count
    guard count > 0 else { return }
    addWords(query, pairs, index.shortWords, index.shortPairs, toDocuments: false, &room)
    addGrams(query, index.shortGrams, toDocuments: false, &room)
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
