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

  func fields(
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

  func explainWords(_ query: Query, isShort: Bool, unit: UnitID) -> [Explanation] {
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

  func explain(
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
  func documentFrequency(_ term: TermID) -> Int {
    let ratio = BM25.exponential(index.bodyWords.idf[Int(term)]) - 1
    return Int(((Float(index.documentCount) + 0.5 - 0.5 * ratio) / (ratio + 1)).rounded())
  }

  func explainGrams(_ query: Query, isShort: Bool, unit: UnitID) -> [Explanation] {
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
