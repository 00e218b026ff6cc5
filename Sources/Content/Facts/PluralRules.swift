package import TextAnalysis

/// A plural form of a language; which of them exist depends on the language.
package enum PluralCategory: String, Sendable, Hashable, CaseIterable {
  case zero, one, two, few, many, other
}

/// Chooses the plural form that goes with a number.
///
/// *Source*: CLDR 46, cardinal plural rules, Unicode Technical Standard #35, part 3, section 5.
package enum PluralRules {
  package static func category(of number: DecimalNumber, in language: Language) -> PluralCategory {
    let whole = number.whole
    switch language {
    case .english:
      return number.isWhole && whole == 1 ? .one : .other
    case .turkish:
      return number.isWhole && whole == 1 ? .one : .other
    case .russian:
      guard number.isWhole else { return .other }
      if (11...14).contains(whole % 100) { return .many }
      switch whole % 10 {
      case 1: return .one
      case 2...4: return .few
      default: return .many
      }
    case .romanian:
      guard number.isWhole else { return .few }
      if whole == 1 { return .one }
      return whole == 0 || (1...19).contains(whole % 100) ? .few : .other
    case .arabic:
      guard number.isWhole else { return .other }
      switch whole {
      case 0: return .zero
      case 1: return .one
      case 2: return .two
      default: break
      }
      switch whole % 100 {
      case 3...10: return .few
      case 11...99: return .many
      default: return .other
      }
    }
  }

  /// The forms a writer has to give for a unit; others fall back to `other`.
  package static func neededCategories(in language: Language) -> [PluralCategory] {
    switch language {
    case .english: [.one, .other]
    case .turkish: [.other]
    case .russian: [.one, .few, .many, .other]
    case .romanian: [.one, .few, .other]
    case .arabic: [.one, .two, .few, .many, .other]
    }
  }

  /// Whether the word in this form says the number itself, so that no digits go before it.
  ///
  /// Arabic has a singular and a dual that mean "one day" and "two days".
  static func namesNumber(_ category: PluralCategory, in language: Language) -> Bool {
    language == .arabic && (category == .one || category == .two)
  }
}
