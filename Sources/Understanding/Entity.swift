package import TextAnalysis

/// Something particular that a customer named.
package struct Entity: Sendable, Hashable {
  package let kind: TokenKind
  /// The one spelling of everything that means the same.
  package let value: String
  /// Where it stands in the utterance, in UTF-8 bytes.
  package let range: Range<Int>
}
