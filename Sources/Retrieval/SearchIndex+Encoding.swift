package import TextAnalysis

/// A kept index is its arrays, one after the other: a count of elements, then the elements.
///
/// Numbers are in this machine's byte order: kept files are never moved between machines. Whoever
/// keeps the bytes adds a checksum; decoding checks sizes and bounds only.
extension SearchIndex {
  /// Changes whenever an index built from the same content would differ, or be laid out otherwise.
  package static let recipeVersion: UInt32 = 4

  /// Writes the index; linear in its size.
  package func encode(to writer: inout ArrayWriter) {
    writer.write(Array(documentIDs.joined(separator: "\n").utf8))
    writer.write(vocabulary)
    writer.write(grams)
    writer.write(pairs)
    for field in [shortWords, shortGrams, bodyWords, bodyGrams, shortPairs, bodyPairs] {
      writer.write(field)
    }
    writer.write([UInt32(topics.dimensions)])
    writer.write(topics.terms)
    writer.write(topics.documents)
    writer.write(unitDocuments)
    writer.write(unitPositions)
    writer.write(unitTerms)
    writer.write(unitTermEnds)
    writer.write(wordForms.words)
    writer.write(wordForms.frequencies)
    writer.write(wordForms.terms)
    writer.write(wordForms.aliases)
    writer.write(wordForms.aliasTerms)
    writer.write(wordForms.aliasEnds)
    writer.write(wordForms.letterMasks)
    writer.write(wordForms.bucketKeys)
    writer.write(wordForms.bucketWords)
    writer.write(wordForms.bucketEnds)
    writer.write(wordForms.skeletons)
    writer.write(wordForms.skeletonWords)
    writer.write(wordForms.skeletonEnds)
  }

  /// Reads an index back; nil when the bytes are not a whole one.
  package convenience init?(decoding reader: inout ArrayReader, language: Language) {
    let ids: [UInt8] = reader.array()
    let vocabulary = reader.vocabulary()
    let grams = reader.vocabulary()
    let pairs = reader.vocabulary()
    let shortWords = reader.index(SearchIndexBuilder.shortWordScorer)
    let shortGrams = reader.index(SearchIndexBuilder.shortGramScorer)
    let bodyWords = reader.index(SearchIndexBuilder.bodyWordScorer)
    let bodyGrams = reader.index(SearchIndexBuilder.bodyGramScorer)
    let shortPairs = reader.index(SearchIndexBuilder.shortPairScorer)
    let bodyPairs = reader.index(SearchIndexBuilder.bodyPairScorer)
    let dimensions: [UInt32] = reader.array()
    let topicTerms: [Float] = reader.array()
    let topicDocuments: [Float] = reader.array()
    let unitDocuments: [UInt32] = reader.array()
    let unitPositions: [UInt16] = reader.array()
    let unitTerms: [TermID] = reader.array()
    let unitTermEnds: [UInt32] = reader.array()
    let words = reader.vocabulary()
    let frequencies: [UInt32] = reader.array()
    let terms: [TermID] = reader.array()
    let aliases = reader.vocabulary()
    let aliasTerms: [TermID] = reader.array()
    let aliasEnds: [UInt32] = reader.array()
    let letterMasks: [UInt32] = reader.array()
    let bucketKeys: [UInt64] = reader.array()
    let bucketWords: [UInt32] = reader.array()
    let bucketEnds: [UInt32] = reader.array()
    let skeletons = reader.vocabulary()
    let skeletonWords: [UInt32] = reader.array()
    let skeletonEnds: [UInt32] = reader.array()
    guard !reader.isBroken, let vocabulary, let grams, let shortWords, let shortGrams,
      let bodyWords,
      let bodyGrams, let pairs, let shortPairs, let bodyPairs, dimensions.count == 1, let words,
      let aliases, let skeletons,
      unitTermEnds.count == unitDocuments.count, unitPositions.count == unitDocuments.count,
      shortWords.unitCount == unitDocuments.count, frequencies.count == words.count,
      terms.count == words.count, letterMasks.count == words.count,
      aliasEnds.count == aliases.count,
      skeletonEnds.count == skeletons.count, bucketEnds.count == bucketKeys.count
    else { return nil }
    let documentIDs =
      ids.isEmpty
      ? [] : String(decoding: ids, as: UTF8.self).split(separator: "\n").map(String.init)
    guard bodyWords.unitCount == documentIDs.count,
      topicTerms.count == vocabulary.count * Int(dimensions[0]),
      topicDocuments.count == documentIDs.count * Int(dimensions[0])
    else { return nil }
    self.init(
      language: language,
      documentIDs: documentIDs,
      vocabulary: vocabulary,
      grams: grams,
      shortWords: shortWords,
      shortGrams: shortGrams,
      bodyWords: bodyWords,
      bodyGrams: bodyGrams,
      pairs: pairs,
      shortPairs: shortPairs,
      bodyPairs: bodyPairs,
      topics: TopicModel(
        dimensions: Int(dimensions[0]),
        terms: topicTerms,
        documents: topicDocuments
      ),
      unitDocuments: unitDocuments,
      unitPositions: unitPositions,
      unitTerms: unitTerms,
      unitTermEnds: unitTermEnds,
      wordForms: WordForms(
        words: words,
        frequencies: frequencies,
        terms: terms,
        aliases: aliases,
        aliasTerms: aliasTerms,
        aliasEnds: aliasEnds,
        letterMasks: letterMasks,
        bucketKeys: bucketKeys,
        bucketWords: bucketWords,
        bucketEnds: bucketEnds,
        skeletons: skeletons,
        skeletonWords: skeletonWords,
        skeletonEnds: skeletonEnds
      )
    )
  }
}
