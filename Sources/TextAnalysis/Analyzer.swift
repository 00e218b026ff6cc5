/// Turns text of one language into tokens: segment, mark, normalise, stem, fold.
///
/// The same analyzer reads documents and questions. It is immutable; what it needs to work in is
/// part of the value it fills.
package struct Analyzer: Sendable {
  package let language: Language
  private let segmenter = WordSegmenter()
  private let lowercase: LowercaseMapping
  /// The language's lower case of the scalars below U+0800, which one or two bytes encode.
  private let shortLowercase: [UInt16]
  private let characters: CharacterMap
  private let composition = Composition()
  private let folding = LetterFolding()
  private let stemmer: any Stemmer

  /// Longer words are cut: nobody writes them, and rules should not run over megabytes.
  private static let maximumWordUnits = 128

  package init(language: Language) {
    self.language = language
    characters = CharacterMap(language: language)
    stemmer = Self.stemmer(of: language)
    let mapping = LowercaseMapping()
    lowercase = mapping
    var short = (0..<UInt32(0x800)).map { UInt16(truncatingIfNeeded: mapping.lowercase($0)) }
    if language == .turkish { short[0x49] = 0x0131 }
    shortLowercase = short
  }

  private static func stemmer(of language: Language) -> any Stemmer {
    switch language {
    case .english: EnglishStemmer()
    case .russian: RussianStemmer()
    case .romanian: RomanianStemmer()
    case .turkish: TurkishStemmer()
    case .arabic: ArabicStemmer()
    }
  }

  /// Analyses a text.
  package func analyze(_ text: String) -> AnalyzedText {
    var text = text
    return text.withUTF8 { analyze($0) }
  }

  /// Analyses a text given as UTF-8; ill-formed bytes count as U+FFFD.
  package func analyze(_ bytes: UnsafeBufferPointer<UInt8>) -> AnalyzedText {
    var analysis = AnalyzedText()
    analyze(bytes, into: &analysis)
    return analysis
  }

  /// Analyses a text into a value whose memory is used again; linear in the text.
  package func analyze(_ bytes: UnsafeBufferPointer<UInt8>, into analysis: inout AnalyzedText) {
    analysis.removeAll()
    let spans = MarkedSpanScanner.spans(in: bytes)
    var nextSpan = 0
    var work = Workspace()
    var position = 0
    while position < bytes.count {
      if nextSpan < spans.count, spans[nextSpan].range.lowerBound <= position {
        append(spans[nextSpan], to: &analysis)
        position = spans[nextSpan].range.upperBound
        nextSpan += 1
        continue
      }
      var (end, isWordLike) = segmenter.nextSegment(in: bytes, from: position)
      if nextSpan < spans.count { end = min(end, spans[nextSpan].range.lowerBound) }
      if isWordLike {
        normalize(bytes, position..<end, into: &work)
        if !work.word.isEmpty {
          appendToken(position..<end, &work, to: &analysis)
          joinCompound(bytes, &work, in: &analysis)
        }
      }
      position = end
    }
  }

  /// The folded form of a word of plain letters; nil where telling takes a whole analysis.
  ///
  /// Plain are the Latin, Cyrillic and Arabic letters of which no two are ever parted.
  package func foldedLetters(of word: String) -> String? {
    var word = word
    if language != .turkish, word.withUTF8(Self.isFolded) { return word }
    return word.withUTF8 { bytes in
      var position = 0
      while position < bytes.count {
        let (scalar, length) = decodeScalar(bytes, at: position, before: bytes.count)
        switch scalar {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x400...0x481,
          0x48A...0x52F, 0x620...0x63F, 0x641...0x64A:
          position += length
        default: return nil
        }
      }
      guard bytes.count > 0 else { return nil }
      var work = Workspace()
      normalize(bytes, 0..<bytes.count, into: &work)
      folding.fold(&work.word)
      var folded: [UInt8] = []
      folded.reserveCapacity(bytes.count)
      appendUTF8(work.word, to: &folded)
      return String(decoding: folded, as: UTF8.self)
    }
  }

  /// Whether a word is of small ASCII letters, none drawn out, and so its own folded form.
  private static func isFolded(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var run = 0
    var last: UInt8 = 0
    for byte in bytes {
      guard byte >= 0x61, byte <= 0x7A else { return false }
      run = byte == last ? run + 1 : 1
      guard run < 3 else { return false }
      last = byte
    }
    return !bytes.isEmpty && bytes.count <= maximumWordUnits
  }

  /// The words of some texts in their folded form.
  package func foldedWords(of texts: [String]) -> Set<String> {
    var words: Set<String> = []
    for text in texts {
      let analysis = analyze(text)
      for token in analysis.tokens { words.insert(analysis.text(token.foldedWord)) }
    }
    return words
  }

  /// Calls `body` with each token's range and its stem as the language's algorithm gives it.
  ///
  /// Words are lower-cased as the language does and stemmed, nothing else: nothing is marked,
  /// folded or dropped. One reused buffer a call; the stem is valid until `body` returns.
  package func forEachStem(
    in bytes: UnsafeBufferPointer<UInt8>,
    _ body: (Range<Int>, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var word: [UInt16] = []
    var stem = [UInt8](repeating: 0, count: 256)
    word.reserveCapacity(64)
    let isTurkish = language == .turkish
    shortLowercase.withUnsafeBufferPointer { short in
      var position = 0
      while position < bytes.count {
        let (end, isWordLike) = segmenter.nextSegment(in: bytes, from: position)
        if isWordLike {
          word.removeAll(keepingCapacity: true)
          if lowercase(bytes, position..<end, isTurkish: isTurkish, short, into: &word) {
            stemmer.stem(&word)
            if stem.count < word.count * 3 { stem = Array(repeating: 0, count: word.count * 3) }
            stem.withUnsafeMutableBufferPointer { stem in
              let count = writeUTF8(word, to: stem)
              body(position..<end, UnsafeBufferPointer(rebasing: stem[..<count]))
            }
          } else {
            // Letters outside the Basic Multilingual Plane: no stemmer has a rule for them.
            body(position..<end, UnsafeBufferPointer(rebasing: bytes[position..<end]))
          }
        }
        position = end
      }
    }
  }
}

// MARK: Words

extension Analyzer {
  /// Buffers for one word at a time.
  private struct Workspace {
    var word: [UInt16] = []
    var stem: [UInt16] = []
    var isElongated = false
  }

  /// Lower-cases a word; false when a letter lies outside the Basic Multilingual Plane.
  @inline(__always)
  private func lowercase(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>,
    isTurkish: Bool,
    _ short: UnsafeBufferPointer<UInt16>,
    into word: inout [UInt16]
  ) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound {
      let first = bytes[position]
      if first < 0x80 {
        word.append(short[Int(first)])
        position &+= 1
        continue
      }
      let (scalar, length) = decodeScalar(bytes, at: position, before: range.upperBound)
      position &+= length
      guard scalar < 0x10000 else { return false }
      if scalar < 0x800, scalar != 0x0307 {
        word.append(short[Int(scalar)])
      } else if isTurkish && scalar == 0x0307 && word.last == 0x69 {
        // i with its dot written apart, as lower-casing İ leaves it.
        continue
      } else {
        word.append(UInt16(truncatingIfNeeded: lowercase.lowercase(scalar)))
      }
    }
    return true
  }

  /// Writes the normal form of a word into the workspace; empty when nothing of it is left.
  private func normalize(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>,
    into work: inout Workspace
  ) {
    work.word.removeAll(keepingCapacity: true)
    work.isElongated = false
    var position = range.lowerBound
    while position < range.upperBound {
      let (scalar, length) = decodeScalar(bytes, at: position, before: range.upperBound)
      position += length
      // Letters beyond the Basic Multilingual Plane belong to none of the languages.
      let unit = scalar < 0x10000 ? characters.normal(scalar) : CharacterMap.dropped
      if unit == CharacterMap.dropped { continue }
      if Composition.isMark(unit) {
        if let base = work.word.last, let composed = composition.compose(base, unit) {
          // The composed letter may have a normal form of its own: ё, or s with a cedilla.
          work.word[work.word.count - 1] = characters.normal(UInt32(composed))
        }
        continue
      }
      if work.word.count < Self.maximumWordUnits { work.word.append(unit) }
    }
    if work.word.allSatisfy({ $0 == LetterFolding.apostrophe }) { work.word.removeAll() }
    shortenRuns(&work)
  }

  /// Shortens three or more of one letter in a row to one.
  ///
  /// Not in words that are nothing else ("AAA", "ООО") and not in sizes ("XXXL").
  private func shortenRuns(_ work: inout Workspace) {
    guard work.word.count > 3, !Self.isSize(work.word) else { return }
    var run = 1
    var isLong = false
    for position in work.word.indices.dropFirst() {
      run = work.word[position] == work.word[position - 1] ? run + 1 : 1
      if run == 3, work.word[position] > 0x39 { isLong = true }
    }
    guard isLong else { return }
    var shortened: [UInt16] = []
    var position = 0
    while position < work.word.count {
      var end = position + 1
      while end < work.word.count, work.word[end] == work.word[position] { end += 1 }
      let isDigit = work.word[position] <= 0x39
      let kept = !isDigit && end - position >= 3 ? 1 : end - position
      for _ in 0..<kept { shortened.append(work.word[position]) }
      position = end
    }
    work.word = shortened
    work.isElongated = true
  }

  private func appendToken(
    _ range: Range<Int>,
    _ work: inout Workspace,
    to analysis: inout AnalyzedText
  ) {
    let kind = Self.isNumber(work.word) ? TokenKind.number : .word
    let word = append(work.word, to: &analysis)
    guard kind == .word else {
      analysis.tokens.append(
        AnalyzedText.Token(
          range: range,
          kind: kind,
          word: word,
          term: word,
          foldedTerm: word,
          plainTerm: word,
          foldedWord: word
        )
      )
      return
    }
    work.stem = work.word
    stemmer.stem(&work.stem)
    if work.stem.isEmpty { work.stem = work.word }
    folding.foldLightly(&work.stem)
    let term = append(work.stem, to: &analysis, sameAs: word)
    folding.fold(&work.stem)
    let foldedTerm = append(work.stem, to: &analysis, sameAs: term)
    work.stem = work.word
    folding.fold(&work.stem)
    let foldedWord = append(work.stem, to: &analysis, sameAs: word)
    var plainTerm = foldedTerm
    if foldedWord != word {
      stemmer.stem(&work.stem)
      folding.fold(&work.stem)
      if !work.stem.isEmpty {
        plainTerm = append(work.stem, to: &analysis, sameAs: foldedTerm)
      }
    }
    analysis.tokens.append(
      AnalyzedText.Token(
        range: range,
        kind: kind,
        isElongated: work.isElongated,
        word: word,
        term: term,
        foldedTerm: foldedTerm,
        plainTerm: plainTerm,
        foldedWord: foldedWord
      )
    )
  }

  /// Adds the joined form when a hyphen stands between the last two words: e-mail, covid-19.
  ///
  /// So does an accent that stands for an apostrophe: don´t.
  private func joinCompound(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ work: inout Workspace,
    in analysis: inout AnalyzedText
  ) {
    guard analysis.tokens.count >= 2 else { return }
    let right = analysis.tokens[analysis.tokens.count - 1]
    let left = analysis.tokens[analysis.tokens.count - 2]
    guard !left.isCompound, !left.kind.isMarked,
      joinsWords(bytes, left.range.upperBound..<right.range.lowerBound),
      left.kind == .word || right.kind == .word
    else { return }
    let joined = left.word.lowerBound..<left.word.upperBound
    let text = Array(analysis.arena[joined]) + Array(analysis.arena[right.word])
    work.word.removeAll(keepingCapacity: true)
    text.withUnsafeBufferPointer { text in
      var position = 0
      while position < text.count {
        let (scalar, length) = decodeScalar(text, at: position, before: text.count)
        work.word.append(UInt16(truncatingIfNeeded: scalar))
        position += length
      }
    }
    work.isElongated = false
    appendToken(left.range.lowerBound..<right.range.upperBound, &work, to: &analysis)
    analysis.tokens[analysis.tokens.count - 1].isCompound = true
  }

  /// Whether what stands between two words is one hyphen or one accent used as apostrophe.
  private func joinsWords(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty, range.count <= 3 else { return false }
    let (scalar, length) = decodeScalar(bytes, at: range.lowerBound, before: range.upperBound)
    guard length == range.count else { return false }
    return switch scalar {
    case 0x2D, 0x2010, 0x2011, 0xFF0D: true
    case 0x60, 0xB4, 0x201B, 0x2032: true
    default: false
    }
  }

  func append(_ span: MarkedSpan, to analysis: inout AnalyzedText) {
    let start = analysis.arena.count
    analysis.arena.append(contentsOf: span.value.utf8)
    let form = start..<analysis.arena.count
    analysis.tokens.append(
      AnalyzedText.Token(
        range: span.range,
        kind: span.kind,
        word: form,
        term: form,
        foldedTerm: form,
        plainTerm: form,
        foldedWord: form
      )
    )
  }

  /// Appends a form, or returns `other` when the form is the same.
  private func append(
    _ units: [UInt16],
    to analysis: inout AnalyzedText,
    sameAs other: Range<Int>? = nil
  ) -> Range<Int> {
    let start = analysis.arena.count
    appendUTF8(units, to: &analysis.arena)
    let form = start..<analysis.arena.count
    guard let other, other.count == form.count,
      analysis.arena[other].elementsEqual(analysis.arena[form])
    else { return form }
    analysis.arena.removeLast(form.count)
    return other
  }

  /// Whether a word is a size such as XXXL: some x, then one s, m or l.
  private static func isSize(_ word: [UInt16]) -> Bool {
    guard let last = word.last, [0x73, 0x6D, 0x6C].contains(last) else { return false }
    return word.count <= 6 && word.dropLast().allSatisfy { $0 == 0x78 }
  }

  private static func isNumber(_ word: [UInt16]) -> Bool {
    word.allSatisfy { $0 <= 0x39 }
  }
}
