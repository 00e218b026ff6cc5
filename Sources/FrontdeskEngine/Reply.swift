package import TextAnalysis
package import Understanding

/// What the bot says to one line of a customer, and how it came to say it.
package struct Reply: Sendable {
  /// What kind of reply it is.
  package enum Kind: String, Sendable, Hashable {
    case answer
    case ask
    case decline
    case handoff
    case unsupportedLanguage = "unsupported_language"
    case empty
  }

  package var kind: Kind
  /// Text of one or more lines, clean to be shown.
  package var text: String
  package var language: Language
  /// The article or intent that answers.
  package var target: Target?
  /// The intent whose example led to the article, if any.
  package var intent: String?
  package var confidence: Double?
  /// The labels of offered choices, "none of these" last.
  package var choices: [String] = []
  /// How the line was understood; nil when it did not need to be.
  package var interpretation: Interpretation?
  package var recognition: LanguageGuess?
  /// Names the content that was asked.
  package var contentVersion: String?
}
