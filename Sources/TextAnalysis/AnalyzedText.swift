/// A text as the index sees it: tokens in order, their forms end to end in one arena.
///
/// A form is UTF-8. Ranges of forms point into the arena, ranges of tokens into the original text.
package struct AnalyzedText: Sendable {
  /// One token and its forms.
  package struct Token: Sendable, Hashable {
    /// Where the token stands in the original text, in UTF-8 bytes.
    package var range: Range<Int>
    package var kind: TokenKind
    /// Whether a letter was drawn out ("pleeease") and has been shortened.
    package var isElongated = false
    /// Whether the token joins the two before it, which a hyphen joined ("e-mail": email).
    package var isCompound = false
    /// The whole word in its normal lower-case form.
    package var word: Range<Int>
    /// The stem in its exact form: what the index calls a term.
    package var term: Range<Int>
    /// The stem without diacritics, so that `şikayet` and `sikayet` meet.
    package var foldedTerm: Range<Int>
    /// The stem of the word as typed without diacritics; differs where stemming needed them.
    package var plainTerm: Range<Int>
    /// The whole word without diacritics, from which character n-grams are cut.
    package var foldedWord: Range<Int>
  }

  package internal(set) var tokens: [Token] = []
  package internal(set) var arena: [UInt8] = []

  package init() {}

  /// Calls `body` with the bytes of a form.
  @inline(__always)
  package func withForm<Result>(
    _ form: Range<Int>,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    arena.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[form])) }
  }

  /// A form as text.
  package func text(_ form: Range<Int>) -> String {
    String(decoding: arena[form], as: UTF8.self)
  }

  /// Whether another text has the same words at the same places.
  package func isSame(as other: AnalyzedText) -> Bool {
    tokens == other.tokens && arena == other.arena
  }

  mutating func removeAll() {
    tokens.removeAll(keepingCapacity: true)
    arena.removeAll(keepingCapacity: true)
  }
}
