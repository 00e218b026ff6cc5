extension Searcher {
  /// What a perfect match would score: a short text equal to the question, in a usual document.
  struct Ideal {
    var shortWords: Float = 0
    var bodyWords: Float = 0
    var shortGrams: Float = 0
    var bodyGrams: Float = 0
  }

  func ideal(_ query: Query, _ pairs: [WeightedTerm]) -> Ideal {
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

  func coverage(
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
