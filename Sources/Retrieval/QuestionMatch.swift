/// How a question and one short text cover each other, by the summed weight of their words.
package struct QuestionMatch: Sendable {
  /// The part of the question that the text holds, 0 to 1.
  package var ofQuestion: Float
  /// The part of the text that the question holds, 0 to 1.
  package var ofUnit: Float
  /// Whether both are the same words in the same order, spelt alike.
  package var isExact: Bool
}

extension SearchIndex {
  /// The position of a short unit among its document's: 0 is the title, questions follow.
  package func position(ofUnit unit: UnitID) -> Int { Int(unitPositions[Int(unit)]) }

  /// Compares a question with a short unit, word by word; `fillers` are terms without topic.
  package func match(
    _ query: Query,
    unit: UnitID,
    fillers: Set<TermID>
  ) -> QuestionMatch {
    let sequence = terms(ofUnit: unit)
    let terms = sequence.map { $0 & ~Self.joinedFlag }
    var asked: Float = 0
    var found: Float = 0
    var matches: [TermID: Float] = [:]
    // A word counts once however often it stands in the question or the text.
    var exactTerms: [TermID] = []
    var isSpeltAlike = true
    for group in query.groups {
      let weight = group.weight * group.idf
      asked += weight
      var best: Float = 0
      for variant in group.variants where terms.contains(variant.term) {
        best = max(best, variant.weight)
        matches[variant.term] = max(matches[variant.term] ?? 0, variant.weight)
      }
      found += weight * best
      if let exact = group.variants.first, exact.origin == .exact {
        if !exactTerms.contains(exact.term) { exactTerms.append(exact.term) }
      } else {
        isSpeltAlike = false
      }
    }
    var held: Float = 0
    var shared: Float = 0
    var words: [TermID] = []
    var last: [(weight: Float, match: Float)] = [(0, 0), (0, 0)]
    for (term, mark) in zip(terms, sequence) {
      let match = matches[term] ?? 0
      let isJoined = term != mark
      if isJoined || isConcept(term) {
        // A concept stands right behind its word, a joined form behind its two: a match of it is a
        // match of them.
        for position in isJoined ? 0..<2 : 1..<2 where match > last[position].match {
          shared += last[position].weight * (match - last[position].match)
          last[position].match = match
        }
        continue
      }
      if !words.contains(term) { words.append(term) }
      let weight = (fillers.contains(term) ? QueryBuilder.Weights.filler : 1) * idf(of: term)
      last = [last[1], (weight, match)]
      held += weight
      shared += weight * match
    }
    return QuestionMatch(
      ofQuestion: asked > 0 ? found / asked : 0,
      ofUnit: held > 0 ? shared / held : 0,
      isExact: isSpeltAlike && exactTerms == words && !words.isEmpty
    )
  }

  private func isConcept(_ term: TermID) -> Bool {
    vocabulary.withBytes(of: term) { SynonymTable.isConcept($0) }
  }
}
