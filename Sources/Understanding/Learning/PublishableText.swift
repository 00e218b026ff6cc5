package import TextAnalysis

/// Keeps what names a customer out of what becomes content.
package enum PublishableText {
  /// What order numbers are replaced by.
  package static let orderNumber = "A-10432"
  /// Longer messages are stories rather than questions.
  package static let maximumCharacters = 200
  /// With so many digits beside order numbers and dates a text may hold the number of a card, an
  /// account or a telephone.
  private static let tellingDigits = 5

  /// A message with its order number exchanged; nil when it names an e-mail address, a telephone, a
  /// price, a page, a long number or one beside a capital, as in "12 Baker Street", or is too long
  /// for an example.
  ///
  /// Names and passwords in plain words are not recognised; a person reads the proposal.
  package static func text(of message: String, analyzer: Analyzer) -> String? {
    guard message.count <= maximumCharacters else { return nil }
    let analysis = analyzer.analyze(message)
    var bytes = Array(message.utf8)
    guard !hasNumberBesideCapital(analysis, bytes) else { return nil }
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

  /// Whether a number stands beside a word that begins with a capital, but for the first word.
  private static func hasNumberBesideCapital(_ analysis: AnalyzedText, _ bytes: [UInt8]) -> Bool {
    let tokens = analysis.tokens.filter { !$0.isCompound }
    func isCapital(_ position: Int) -> Bool {
      guard position > 0, position < tokens.count, tokens[position].kind == .word else {
        return false
      }
      return String(decoding: bytes[tokens[position].range], as: UTF8.self).first?.isUppercase
        ?? false
    }
    return tokens.indices.contains { position in
      tokens[position].kind == .number && (isCapital(position - 1) || isCapital(position + 1))
    }
  }
}
