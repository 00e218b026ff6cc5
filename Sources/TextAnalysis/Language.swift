/// A language that Frontdesk can serve.
package enum Language: String, CaseIterable, Sendable, Hashable, Comparable {
  case english = "en"
  case russian = "ru"
  case romanian = "ro"
  case turkish = "tr"
  case arabic = "ar"

  /// Creates a language from its ISO 639-1 code in either case; nil when it is none of the five.
  package init?(code: some StringProtocol) {
    self.init(rawValue: code.lowercased())
  }

  /// The ISO 639-1 code: two lower-case letters.
  package var code: String { rawValue }

  /// The language's name for itself.
  package var ownName: String {
    switch self {
    case .english: "English"
    case .russian: "русский"
    case .romanian: "română"
    case .turkish: "Türkçe"
    case .arabic: "العربية"
    }
  }

  package static func < (left: Language, right: Language) -> Bool {
    left.rawValue < right.rawValue
  }
}
