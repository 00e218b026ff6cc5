import TextAnalysis

/// Numbers for words and entities, found by their bytes without making a copy.
struct WordTable: Sendable {
  private var arena: [UInt8] = []
  private var forms: [Range<Int>] = []
  private var kinds: [TokenKind] = []
  /// The number after this one whose word has the same hash, or -1.
  private var next: [Int32] = []
  private var first: [UInt64: Int32] = [:]

  /// The number of a token's folded word; nil when the table does not hold it.
  func number(of token: AnalyzedText.Token, in analysis: AnalyzedText) -> Int32? {
    analysis.withForm(token.foldedWord) { form in
      var candidate = first[Self.hash(token.kind, form)] ?? -1
      while candidate >= 0 {
        let position = Int(candidate)
        if kinds[position] == token.kind, arena[forms[position]].elementsEqual(form) {
          return candidate
        }
        candidate = next[position]
      }
      return nil
    }
  }

  /// The number of a token's folded word, which is added when the table does not hold it.
  mutating func add(_ token: AnalyzedText.Token, in analysis: AnalyzedText) -> Int32 {
    if let known = number(of: token, in: analysis) { return known }
    let number = Int32(forms.count)
    let start = arena.count
    arena.append(contentsOf: analysis.arena[token.foldedWord])
    forms.append(start..<arena.count)
    kinds.append(token.kind)
    let hash = analysis.withForm(token.foldedWord) { Self.hash(token.kind, $0) }
    next.append(first.updateValue(number, forKey: hash) ?? -1)
    return number
  }

  /// FNV-1a of the kind and the bytes: Fowler, Noll, Vo.
  private static func hash(_ kind: TokenKind, _ form: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ (kind == .word ? 0 : 1)
    for byte in form { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return hash
  }
}
