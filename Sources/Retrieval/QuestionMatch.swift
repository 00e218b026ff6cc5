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

  /// Memory for comparing one question with several short units.
  package struct MatchRoom: Sendable {
    /// By term: the greatest weight with which it stands for a word of the question.
    fileprivate var matches: [Float] = []
    /// By term: the number of the unit that was looked at last and holds it.
    fileprivate var holders: [UInt32] = []
    fileprivate var unitNumber: UInt32 = 0
    /// The terms of the question that `matches` tells of.
    fileprivate var touched: [TermID] = []
    /// The question's terms as they were typed, each once.
    fileprivate var exactTerms: [TermID] = []
    fileprivate var isSpeltAlike = true
    fileprivate var asked: Float = 0
    /// Of each word of the question: what it weighs, and where its terms end in `terms`.
    fileprivate var groups: [(weight: Float, end: Int)] = []
    /// The terms that stand for the words, and how much a match of each counts.
    fileprivate var terms: [(term: TermID, weight: Float)] = []

    package init() {}
  }

  /// Takes a question in, to be compared with short units.
  package func prepare(_ query: Query, _ room: inout MatchRoom) {
    for term in room.touched { room.matches[Int(term)] = 0 }
    room.touched.removeAll(keepingCapacity: true)
    room.exactTerms.removeAll(keepingCapacity: true)
    room.isSpeltAlike = true
    room.asked = 0
    if room.matches.count < vocabulary.count {
      room.matches = Array(repeating: 0, count: vocabulary.count)
      room.holders = Array(repeating: 0, count: vocabulary.count)
      room.unitNumber = 0
    }
    room.groups.removeAll(keepingCapacity: true)
    room.terms.removeAll(keepingCapacity: true)
    for group in query.groups {
      room.asked += group.weight * group.idf
      for variant in group.variants {
        room.matches[Int(variant.term)] = max(room.matches[Int(variant.term)], variant.weight)
        room.touched.append(variant.term)
        room.terms.append((variant.term, variant.weight))
      }
      room.groups.append((group.weight * group.idf, room.terms.count))
      // A word counts once however often it stands in the question or the text.
      if let exact = group.variants.first, exact.origin == .exact {
        if !room.exactTerms.contains(exact.term) { room.exactTerms.append(exact.term) }
      } else {
        room.isSpeltAlike = false
      }
    }
  }

  /// What a term weighs in a short unit; `fillers` are terms without topic.
  func unitWeights(fillers: Set<TermID>) -> [Float] {
    (0..<TermID(vocabulary.count)).map { term in
      (fillers.contains(term) ? QueryBuilder.Weights.filler : 1) * idf(of: term)
    }
  }

  /// Compares a question with a short unit, word by word; `fillers` are terms without topic.
  package func match(
    _ query: Query,
    unit: UnitID,
    fillers: Set<TermID>
  ) -> QuestionMatch {
    var room = MatchRoom()
    prepare(query, &room)
    return match(unit: unit, weights: unitWeights(fillers: fillers), &room)
  }

  /// Compares the question that was taken in with a short unit, word by word.
  ///
  /// `weights` is what terms weigh, by `unitWeights`. Linear in the words of both.
  package func match(
    unit: UnitID,
    weights: [Float],
    _ room: inout MatchRoom
  ) -> QuestionMatch {
    let sequence = terms(ofUnit: unit)
    room.unitNumber &+= 1
    if room.unitNumber == 0 {
      for term in room.holders.indices { room.holders[term] = 0 }
      room.unitNumber = 1
    }
    var held: Float = 0
    var shared: Float = 0
    // The two words before: what they weigh, and how far the question has them.
    var (olderWeight, olderMatch): (Float, Float) = (0, 0)
    var (lastWeight, lastMatch): (Float, Float) = (0, 0)
    var sameCount = 0
    var isSame = room.isSpeltAlike
    for mark in sequence {
      let term = mark & ~Self.joinedFlag
      let match = room.matches[Int(term)]
      room.holders[Int(term)] = room.unitNumber
      // A concept stands right behind its word, a joined form behind its two: a match of it is a
      // match of them.
      if term != mark || conceptTerms[Int(term)] {
        if term != mark, match > olderMatch {
          shared += olderWeight * (match - olderMatch)
          olderMatch = match
        }
        if match > lastMatch {
          shared += lastWeight * (match - lastMatch)
          lastMatch = match
        }
        continue
      }
      if isSame, !room.exactTerms[..<sameCount].contains(term) {
        isSame = sameCount < room.exactTerms.count && room.exactTerms[sameCount] == term
        sameCount += 1
      }
      let weight = weights[Int(term)]
      (olderWeight, olderMatch) = (lastWeight, lastMatch)
      (lastWeight, lastMatch) = (weight, match)
      held += weight
      shared += weight * match
    }
    var found: Float = 0
    var first = 0
    for group in room.groups {
      var best: Float = 0
      while first < group.end {
        let (term, weight) = room.terms[first]
        if room.holders[Int(term)] == room.unitNumber { best = max(best, weight) }
        first += 1
      }
      found += group.weight * best
    }
    return QuestionMatch(
      ofQuestion: room.asked > 0 ? found / room.asked : 0,
      ofUnit: held > 0 ? shared / held : 0,
      isExact: isSame && sameCount == room.exactTerms.count && sameCount > 0
    )
  }
}
