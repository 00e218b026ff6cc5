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
    _ field: InvertedIndex,
    toDocuments: Bool,
    _ room: inout Room
  ) {
    room.unitGrams.reserve(field.unitCount)
    // Postings lie anywhere in megabytes: where those of a term begin is read for all terms first,
    // so that the memory can bring several at a time.
    var touched: Float = 0
    for gram in room.gramTerms {
      let postings = field.postings(of: gram.term)
      guard let first = postings.first else { continue }
      touched += field.weights[first] * Float(field.units[first] & 1)
    }
    guard touched.isFinite else { return }
    room.unitGrams.withScores { scores in
      for gram in room.gramTerms { field.add(gram, to: scores) }
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
    addGrams(index.shortGrams, toDocuments: false, &room)
    // The two signals have different scales; against the ideal they compare.
    let idealWords = max(ideal.shortWords, 0.001)
    let idealGrams = max(ideal.shortGrams, 0.001)
    room.strengths.reserve(count)
    room.units.withScores { units in
      room.unitGrams.withScores { grams in
        room.strengths.withScores { strengths in
          guard let word = units.baseAddress, let gram = grams.baseAddress,
            let strength = strengths.baseAddress
          else { return }
          for unit in 0..<count {
            strength[unit] = word[unit] / idealWords + Weights.grams * gram[unit] / idealGrams
          }
          for run in index.shortRuns {
            let best = Self.greatest(strengths, run.units)
            guard let best else { continue }
            room.words[run.document] += weight * word[best]
            room.grams[run.document] += weight * gram[best]
            room.unitOfDocument[run.document] = UnitID(best)
          }
          word.update(repeating: 0, count: count)
          gram.update(repeating: 0, count: count)
        }
      }
    }
  }

  /// The first position of the greatest of some numbers that are not negative; nil when all are 0.
  @inline(__always)
  private static func greatest(
    _ numbers: UnsafeMutableBufferPointer<Float>,
    _ range: Range<Int>
  ) -> Int? {
    guard let base = numbers.baseAddress else { return nil }
    // Such floats order as their bit patterns do, which the compiler compares several at a time.
    return base.withMemoryRebound(to: Int32.self, capacity: numbers.count) { bits in
      var greatest: Int32 = 0
      for position in range {
        let value = bits[position]
        greatest = value > greatest ? value : greatest
      }
      guard greatest > 0 else { return nil }
      var position = range.lowerBound
      while bits[position] != greatest { position &+= 1 }
      return position
    }
  }
}
