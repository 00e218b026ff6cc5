/// What a token is; everything but a word stays whole and is never stemmed or corrected.
package enum TokenKind: String, Sendable, Hashable, CaseIterable {
  case word
  case number
  case email
  case url
  case orderNumber = "order_number"
  case price
  case date
  case phone

  /// Whether the token names one particular thing, so that its letters say nothing of the topic.
  package var isMarked: Bool { self != .word && self != .number }
}
