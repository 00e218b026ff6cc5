extension Analyzer {
  /// Analyses a text that was not written in the language's own letters.
  ///
  /// Each stretch between spaces is read as what it stands for; the tokens' ranges are those of the
  /// stretch in the original text.
  package func analyze(_ text: String, writing: Writing) -> AnalyzedText {
    let convert: (String) -> String
    switch (language, writing) {
    case (.russian, .latinKeyboard): convert = KeyboardLayout.cyrillic(fromLatinKeys:)
    case (.arabic, .latinKeyboard): convert = KeyboardLayout.arabic(fromLatinKeys:)
    case (_, .cyrillicKeyboard): convert = KeyboardLayout.latin(fromCyrillicKeys:)
    // Latin letters for sounds are read word by word against the index, where there is one.
    default: return analyze(text)
    }
    var text = text
    return text.withUTF8 { analyze($0, convert) }
  }

  /// Analyses each stretch of a text as what it is converted to, and marked spans as they stand.
  private func analyze(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ convert: (String) -> String
  ) -> AnalyzedText {
    let spans = MarkedSpanScanner.spans(in: bytes)
    var nextSpan = 0
    var whole = AnalyzedText()
    var start = 0
    while start < bytes.count {
      if nextSpan < spans.count, spans[nextSpan].range.lowerBound == start {
        append(spans[nextSpan], to: &whole)
        start = spans[nextSpan].range.upperBound
        nextSpan += 1
        continue
      }
      let limit = nextSpan < spans.count ? spans[nextSpan].range.lowerBound : bytes.count
      let end = bytes[start..<limit].firstIndex { $0 <= 0x20 } ?? limit
      if end > start {
        // Signs at the end may be keys or punctuation; as keys they only lengthen the word.
        var stretch = bytes[start..<end]
        while let last = stretch.last, last == UInt8(ascii: "?") || last == UInt8(ascii: "!") {
          stretch.removeLast()
        }
        let part = analyze(convert(String(decoding: stretch, as: UTF8.self)))
        whole.append(part, range: start..<end)
      }
      start = end < limit ? end + 1 : end
    }
    return whole
  }
}

extension AnalyzedText {
  /// Appends the tokens of another text, all standing for one range of this one.
  mutating func append(_ other: AnalyzedText, range: Range<Int>) {
    let offset = arena.count
    arena.append(contentsOf: other.arena)
    func moved(_ form: Range<Int>) -> Range<Int> {
      (form.lowerBound + offset)..<(form.upperBound + offset)
    }
    for var token in other.tokens {
      token.range = range
      token.word = moved(token.word)
      token.term = moved(token.term)
      token.foldedTerm = moved(token.foldedTerm)
      token.plainTerm = moved(token.plainTerm)
      token.foldedWord = moved(token.foldedWord)
      tokens.append(token)
    }
  }
}
