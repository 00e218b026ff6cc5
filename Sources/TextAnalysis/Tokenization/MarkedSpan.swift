/// A stretch of text that stays whole: an e-mail address, an order number, a price.
package struct MarkedSpan: Sendable, Hashable {
  /// UTF-8 bytes of the text.
  package let range: Range<Int>
  package let kind: TokenKind
  /// The one spelling of everything that means the same: for an order number its digits.
  package let value: String
}
