package import TextAnalysis

/// Turns an analysed question into a query against one index.
///
/// A word the index knows is taken as it is. Any other is read, in this order, as drawn out, typed
/// on the wrong keyboard or in Latin letters, joined with its neighbour, or misspelt.
package struct QueryBuilder: Sendable {
  private let index: SearchIndex
  private let analyzer: Analyzer
  private let synonyms: SynonymTable
  /// Folded words that carry no topic.
  private let fillers: Set<String>
  /// The terms of those words.
  package let fillerTerms: Set<TermID>
  /// What each term weighs in a short unit.
  package let unitWeights: [Float]

  /// How much a match counts that is not to the letter.
  enum Weights {
    static let diacritics: Float = 0.9
    static let synonym: Float = 0.75
    static let filler: Float = 0.15
    static let number: Float = 1
    static func correction(edits: Int) -> Float { edits >= 2 ? 0.65 : 0.85 }
  }

  /// Words beyond these are not looked at: no question needs them.
  private static let maximumWords = 64

  package init(
    index: SearchIndex,
    analyzer: Analyzer,
    synonyms: SynonymTable = SynonymTable(),
    fillers: Set<String> = []
  ) {
    self.index = index
    self.analyzer = analyzer
    self.synonyms = synonyms
    self.fillers = fillers
    var terms: Set<TermID> = []
    for filler in fillers {
      let analysis = analyzer.analyze(filler)
      for token in analysis.tokens {
        terms.formUnion(
          analysis.withForm(token.foldedTerm) { index.wordForms.terms(ofAlias: $0) }
        )
      }
    }
    fillerTerms = terms
    unitWeights = index.unitWeights(fillers: terms)
  }

  /// Builds the query; `corrects` is false where words are to be taken as they stand.
  package func query(for text: AnalyzedText, corrects: Bool = true) -> Query {
    var memo = WordMemo()
    return query(for: text, corrects: corrects, using: &memo)
  }

  /// Builds the query with what is known of words from earlier questions.
  package func query(
    for text: AnalyzedText,
    corrects: Bool = true,
    using memo: inout WordMemo
  ) -> Query {
    memo.limit()
    var query = Query()
    query.groups.reserveCapacity(text.tokens.count)
    query.words.reserveCapacity(text.tokens.count)
    var seen: [TermID] = []
    var corrector = SpellingCorrector(index.wordForms)
    var groupOfToken = [Int](repeating: -1, count: text.tokens.count)
    var joinedAway = -1
    for (position, token) in text.tokens.enumerated() where query.groups.count < Self.maximumWords {
      guard position != joinedAway else { continue }
      guard !token.kind.isMarked else {
        if !token.isCompound, query.words.count < Self.maximumWords * 2 {
          query.words.append(
            Query.Word(
              stem: text.text(token.foldedTerm),
              word: text.text(token.foldedWord),
              kind: token.kind
            )
          )
        }
        continue
      }
      let known = memo.entry(of: token, in: text) { entry(of: token, in: text, number: $0) }
      let word = known.word
      if !token.isCompound, query.words.count < Self.maximumWords * 2 {
        query.words.append(Query.Word(stem: known.stem, word: word, kind: token.kind))
      }
      guard !seen.contains(known.number) else { continue }
      seen.append(known.number)
      var group = known.group
      group.range = token.range
      let isFiller = known.isFiller
      var isCorrected = false
      if token.isCompound {
        // Its parts are there already; the joined form counts where the index has only that.
        guard group.isKnown, query.groups.suffix(2).contains(where: { !$0.isKnown }) else {
          continue
        }
      } else if !group.isKnown, !isFiller, token.kind == .word, corrects {
        let next = plainWord(position + 1, in: text)
        let previous = plainWord(position - 1, in: text)
        if let fix = correction(
          of: text,
          token,
          word: word,
          number: known.number,
          previous: previous,
          next: next,
          &corrector,
          &memo
        ) {
          isCorrected = true
          group.grams = []
          group.unknownGrams = 0
          if let other = fix.joined {
            joinedAway = other
            if other == previous, query.words.count > 1 { query.words.removeLast() }
            let joined = text.tokens[other].range
            group.range =
              min(
                joined.lowerBound,
                token.range.lowerBound
              )..<max(joined.upperBound, token.range.upperBound)
          }
          apply(fix.words, fix.correction, to: &group, in: &query)
        }
      }
      if isCorrected {
        if isFiller { group.weight = Weights.filler }
        if token.kind == .number { group.weight = Weights.number }
        group.idf = idf(of: group)
        if group.grams.isEmpty, group.unknownGrams == 0 { addGrams(of: word, to: &group) }
      } else if token.isCompound {
        group.grams = []
        group.unknownGrams = 0
      }
      groupOfToken[position] = query.groups.count
      query.groups.append(group)
    }
    addSynonyms(text, groupOfToken, to: &query)
    return query
  }
}

extension QueryBuilder {
  /// What a word was read as.
  private struct Fix {
    /// The words of the index; two after a split.
    var words: [UInt32]
    var correction: Correction
    /// The token it was joined with, if so.
    var joined: Int?
  }

  /// The words and concepts of an example, which are right as they are; without groups.
  package func query(forExample text: String) -> Query {
    let analysis = analyzer.analyze(text)
    var query = Query()
    query.words = analysis.tokens.filter { !$0.isCompound }.map {
      Query.Word(
        stem: analysis.text($0.foldedTerm),
        word: analysis.text($0.foldedWord),
        kind: $0.kind
      )
    }
    query.concepts = synonyms.occurrences(in: analysis, isDocument: true).map(\.term)
    return query
  }

  /// What a word is, whatever stands around it.
  private func entry(
    of token: AnalyzedText.Token,
    in text: AnalyzedText,
    number: TermID
  ) -> WordMemo.Entry {
    let word = text.text(token.foldedWord)
    var group = Query.Group(
      word: text.text(token.word),
      range: token.range,
      weight: 1,
      variants: variants(of: text, token),
      idf: 0,
      grams: [],
      unknownGrams: 0
    )
    let isFiller = fillers.contains(word)
    if isFiller { group.weight = Weights.filler }
    if token.kind == .number { group.weight = Weights.number }
    group.idf = idf(of: group)
    addGrams(of: word, to: &group)
    return WordMemo.Entry(
      word: word,
      stem: text.text(token.foldedTerm),
      number: number,
      isFiller: isFiller,
      group: group
    )
  }

  private func idf(of group: Query.Group) -> Float {
    group.variants.map { index.idf(of: $0.term) }.max() ?? index.idf(of: nil)
  }

  /// The terms of the index that a word is, exactly or but for diacritics.
  private func variants(of text: AnalyzedText, _ token: AnalyzedText.Token) -> [Query.Variant] {
    var variants: [Query.Variant] = []
    if let exact = text.withForm(token.term, { index.vocabulary.id(of: $0) }) {
      variants.append(Query.Variant(term: exact, weight: 1, origin: .exact))
    }
    for form in [token.foldedTerm, token.plainTerm] {
      let terms = text.withForm(form) { index.wordForms.terms(ofAlias: $0) }
      for term in terms where !variants.contains(where: { $0.term == term }) {
        var weight = Weights.diacritics
        // Rarer than the word as typed or not, another spelling of it is worth less.
        if let exact = variants.first, exact.origin == .exact {
          weight *= min(1, index.idf(of: exact.term) / index.idf(of: term))
        }
        variants.append(Query.Variant(term: term, weight: weight, origin: .diacritics))
      }
      if token.plainTerm == token.foldedTerm { break }
    }
    return variants
  }

  /// The position when there is a token there and it is a plain word.
  private func plainWord(_ position: Int, in text: AnalyzedText) -> Int? {
    guard text.tokens.indices.contains(position), text.tokens[position].kind == .word,
      !text.tokens[position].isCompound
    else { return nil }
    return position
  }

  private func correction(
    of text: AnalyzedText,
    _ token: AnalyzedText.Token,
    word: String,
    number: TermID,
    previous: Int?,
    next: Int?,
    _ corrector: inout SpellingCorrector,
    _ memo: inout WordMemo
  ) -> Fix? {
    let forms = index.wordForms
    func result(
      _ words: [UInt32],
      _ reason: Correction.Reason,
      _ edits: Int
    ) -> Fix {
      let to = words.map { forms.words.text(of: $0) }.joined(separator: " ")
      return Fix(
        words: words,
        correction: Correction(from: word, to: to, reason: reason, edits: edits)
      )
    }
    if token.isElongated {
      // One of each letter is the normal form already; a letter may have been double before.
      for doubled in Self.withDoubledLetters(word) {
        if let known = forms.words.id(of: doubled) { return result([known], .elongation, 0) }
      }
    }
    let keys = KeyboardLayout.readings(of: word, in: index.language)
    for reading in keys {
      if let known = forms.words.id(of: reading) { return result([known], .keyboard, 0) }
    }
    let sounds = index.language == .russian ? Transliteration.russian(fromLatin: word) : []
    for reading in sounds {
      if let known = forms.words.id(of: reading) { return result([known], .transliteration, 0) }
    }
    for reading in keys {
      if let near = known(stemOf: reading) { return result([near], .keyboard, 0) }
    }
    if let reading = sounds.first {
      if let near = known(stemOf: reading) { return result([near], .transliteration, 0) }
      if let near = corrector.correct(reading), near.reason == .spelling {
        return result(near.words, .transliteration, near.edits)
      }
    }
    if index.language == .arabic, let skeleton = ArabicSkeleton.ofLatin(word) {
      let candidates = forms.words(skeleton: skeleton)
      let best = candidates.max {
        (forms.frequencies[Int($0)], $1) < (forms.frequencies[Int($1)], $0)
      }
      if let best { return result([best], .transliteration, 0) }
    }
    for other in [next, previous] {
      guard let other else { continue }
      let form = text.tokens[other].foldedWord
      let pair = other == next ? [word, text.text(form)] : [text.text(form), word]
      guard let known = forms.words.id(of: pair.joined()) else { continue }
      // A neighbour that the index knows keeps its own meaning, but may lend its letters to a word
      // behind it: "in voice" where no document says "voice".
      let isKnown = text.withForm(form) { forms.contains($0) }
      guard other == previous || !isKnown else { continue }
      var fix = result([known], .join, 1)
      fix.correction.from = pair.joined(separator: " ")
      fix.joined = other
      return fix
    }
    guard let fix = memo.fix(of: number, { corrector.correct(word) }) else { return nil }
    return result(fix.words, fix.reason, fix.edits)
  }

  /// The most frequent word of the index with the stem of a word.
  private func known(stemOf word: String) -> UInt32? {
    let text = analyzer.analyze(word)
    guard text.tokens.count == 1, let token = text.tokens.first else { return nil }
    let terms = text.withForm(token.foldedTerm) { index.wordForms.terms(ofAlias: $0) }
    guard let term = terms.first else { return nil }
    let words = index.wordForms.terms.indices.filter { index.wordForms.terms[$0] == term }
    return words.max { index.wordForms.frequencies[$0] < index.wordForms.frequencies[$1] }
      .map(UInt32.init)
  }

  private func apply(
    _ words: [UInt32],
    _ correction: Correction,
    to group: inout Query.Group,
    in query: inout Query
  ) {
    query.corrections.append(correction)
    query.words.removeLast()
    let weight = Weights.correction(edits: correction.edits)
    for (number, word) in words.enumerated() {
      var part = group
      let text = index.wordForms.words.text(of: word)
      // All terms with this word's folded stem, so that its diacritics do not matter either.
      let analysis = analyzer.analyze(text)
      var terms = [index.wordForms.terms[Int(word)]]
      if let token = analysis.tokens.first {
        query.words.append(
          Query.Word(
            stem: analysis.text(token.foldedTerm),
            word: analysis.text(token.foldedWord),
            kind: token.kind
          )
        )
        terms += analysis.withForm(token.foldedTerm) { index.wordForms.terms(ofAlias: $0) }
      }
      part.variants = []
      for term in terms where !part.variants.contains(where: { $0.term == term }) {
        part.variants.append(
          Query.Variant(term: term, weight: weight, origin: .correction(correction))
        )
      }
      addGrams(of: text, to: &part, weight: weight)
      part.idf = part.variants.map { index.idf(of: $0.term) }.max() ?? 0
      for concept in synonyms.occurrences(in: analysis, isDocument: false) {
        guard let term = index.vocabulary.id(of: concept.term) else { continue }
        let name = synonyms.name(ofTerm: concept.term) ?? concept.term
        part.variants.append(
          Query.Variant(term: term, weight: weight * Weights.synonym, origin: .synonym(name))
        )
        query.concepts.append(concept.term)
      }
      if fillers.contains(text) { part.weight = Weights.filler }
      if number < words.count - 1 { query.groups.append(part) } else { group = part }
    }
  }

  /// Adds the n-grams of a folded word.
  ///
  /// The n-grams of a word together weigh as much as n^0.15 single ones: long words have more of
  /// them, but are not that much more to the point.
  private func addGrams(of word: String, to group: inout Query.Group, weight: Float = 1) {
    var buffer: [UInt8] = []
    var count = 0
    var unknown = 0
    var word = word
    word.withUTF8 { word in
      CharacterNGrams.forEach(of: word, buffer: &buffer) { bytes in
        count += 1
        if let gram = index.grams.id(of: bytes) {
          if let known = group.grams.firstIndex(where: { $0.term == gram }) {
            group.grams[known].weight += 1
          } else {
            group.grams.append(WeightedTerm(term: gram))
          }
        } else {
          unknown += 1
        }
      }
    }
    guard count > 0 else { return }
    let each = weight * Self.gramWeight(count: count)
    for position in group.grams.indices { group.grams[position].weight *= each }
    let rarest = BM25.idf(documentFrequency: 0, documentCount: index.documentCount)
    group.unknownGrams += Float(unknown) * each * rarest
  }

  private func addSynonyms(
    _ text: AnalyzedText,
    _ groupOfToken: [Int],
    to query: inout Query
  ) {
    var topics = Set(query.groups.indices.filter { query.groups[$0].weight > Weights.filler })
    defer { query.topicCount = topics.count }
    for concept in synonyms.occurrences(in: text, isDocument: false) {
      query.concepts.append(concept.term)
      let phrase = concept.tokens.map { groupOfToken[$0] }.filter(topics.contains)
      topics.subtract(phrase.dropFirst())
      guard let term = index.vocabulary.id(of: concept.term) else { continue }
      // Of a phrase the rarest word stands for the concept, so that it counts once.
      let candidates = concept.tokens.map { groupOfToken[$0] }.filter { $0 >= 0 }
      guard let group = candidates.max(by: { query.groups[$0].idf < query.groups[$1].idf }) else {
        continue
      }
      let name = synonyms.name(ofTerm: concept.term) ?? concept.term
      let isKnown = query.groups[group].isKnown
      query.groups[group].variants.append(
        Query.Variant(term: term, weight: Weights.synonym, origin: .synonym(name))
      )
      if !isKnown {
        query.groups[group].idf = index.idf(of: term)
        query.groups[group].weight = max(query.groups[group].weight, 1)
      }
      // The rest of the phrase is answered by the concept: nothing is missing where it is unknown.
      for other in candidates where other != group && !query.groups[other].isKnown {
        query.groups[other].weight = min(query.groups[other].weight, Weights.filler)
      }
    }
  }

  /// n to the power of -0.85, without a logarithm a word: lengths up to a few hundred are tabled.
  private static func gramWeight(count: Int) -> Float {
    gramWeights[min(count, gramWeights.count - 1)]
  }

  private static let gramWeights: [Float] = (0..<512).map { BM25.power(Float(max($0, 1)), -0.85) }

  /// A word with each of its letters doubled in turn: "col" gives "ccol", "cool", "coll".
  private static func withDoubledLetters(_ word: String) -> [String] {
    let letters = Array(word)
    return letters.indices.map { String(letters[...$0] + letters[$0...]) }
  }
}
