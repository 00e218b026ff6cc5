package import TextAnalysis

/// Keeps what names a customer out of what becomes content.
package enum PublishableText {
  /// What order numbers are replaced by.
  package static let orderNumber = "A-10432"
  /// Longer messages are stories rather than questions.
  package static let maximumCharacters = 200
  /// With so many digits beside order numbers and dates a text may hold the number of a card, an
  /// account or a telephone.
  private static let tellingDigits = 6

  /// A message with its order number exchanged; nil when it names a customer's address, telephone
  /// or account, a price or a page, or is too long for an example.
  package static func text(of message: String, analyzer: Analyzer) -> String? {
    guard message.count <= maximumCharacters else { return nil }
    let analysis = analyzer.analyze(message)
    var bytes = Array(message.utf8)
    var digits = 0
    for token in analysis.tokens.reversed() where !token.isCompound {
      switch token.kind {
      case .email, .phone, .price, .url: return nil
      case .orderNumber: bytes.replaceSubrange(token.range, with: orderNumber.utf8)
      case .number, .word:
        digits += String(decoding: bytes[token.range], as: UTF8.self).unicodeScalars.count {
          $0.properties.numericType == .decimal
        }
      case .date: break
      }
    }
    guard digits < tellingDigits else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
