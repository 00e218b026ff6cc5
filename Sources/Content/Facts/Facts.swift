package import TextAnalysis

/// One number, price or other fact of the shop that texts name instead of writing it.
package struct Fact: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case number(DecimalNumber, unit: String?)
    /// A range such as 2 to 4 days; the lower bound is below the upper one.
    case range(DecimalNumber, DecimalNumber, unit: String?)
    /// An amount in the shop's currency.
    case amount(DecimalNumber)
    case percent(DecimalNumber)
    /// Hours of the day such as 9:00 and 20:00.
    case hours(from: String, to: String)
    /// The same text in all languages.
    case text(String)
    case texts([Language: String])
  }

  package let name: String
  package let line: Int
  package let kind: Kind
}

/// The facts of the shop and the words for their units: `corpus/facts.yml`.
package struct Facts: Sendable, Hashable {
  /// A language and, where it has several, the name of a case such as "genitive".
  struct UnitForm: Sendable, Hashable {
    let language: Language
    let form: String?
  }

  package let file: String
  private let facts: [String: Fact]
  let units: [String: [UnitForm: [PluralCategory: String]]]

  init(
    file: String,
    facts: [String: Fact],
    units: [String: [UnitForm: [PluralCategory: String]]]
  ) {
    self.file = file
    self.facts = facts
    self.units = units
  }

  package subscript(name: String) -> Fact? { facts[name] }

  /// The names of all facts in alphabetical order.
  package var names: [String] { facts.keys.sorted() }

  /// The words of a unit by plural form; nil when the unit has none for the language and case.
  func words(of unit: String, in language: Language, form: String?) -> [PluralCategory: String]? {
    units[unit]?[UnitForm(language: language, form: form)]
  }

  /// The names of the cases that a unit has in a language, in alphabetical order.
  func forms(of unit: String, in language: Language) -> [String] {
    (units[unit] ?? [:]).keys.filter { $0.language == language }.compactMap(\.form).sorted()
  }
}
