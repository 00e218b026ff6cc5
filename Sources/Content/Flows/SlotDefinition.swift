/// A slot: something a script needs to know, and what may be said for it.
package struct SlotDefinition: Sendable, Hashable {
  /// What kind of value a slot takes.
  package enum Kind: Sendable, Hashable {
    /// A number of the shop's own form, such as an order number or the code of a gift card.
    case code(CodePattern)
    case email
    case phone
    case postcode
    case amount
    /// A whole number from `minimum` to `maximum`.
    case quantity(minimum: Int, maximum: Int)
    /// A day; `past` or `future` limits it to days before or after today, today included.
    case date(DateRange)
    /// A size of clothes or shoes: XS to 5XL, or a European number.
    case size
    /// One of a fixed list, by the names that flows use.
    case choice([String])
    /// One of the rows another slot holds, by the field that names a row to the customer.
    case record(of: String, label: String)
    /// Whatever is said; at least `minimumWords` words.
    case text(minimumWords: Int)
    case bool
    case attachment
    /// An e-mail address or a postcode: what proves that an order is one's own.
    case emailOrPostcode
    /// An e-mail address or a phone number: where someone can be reached.
    case emailOrPhone
  }

  package enum DateRange: String, Sendable, Hashable, CaseIterable { case any, past, future }

  /// Letters, lower case, digits and `_`; also the name of the placeholder.
  package let name: String
  package let kind: Kind
  /// The unit of `facts.yml` that a number is written with.
  package let unit: String?
  /// Whether the value outlives its flow: contact, name, order number.
  package let isKept: Bool
  /// Whether logs and agents' lists must not show it.
  package let isPrivate: Bool
  package let file: String
  package let line: Int

  package init(
    name: String,
    kind: Kind,
    unit: String? = nil,
    isKept: Bool = false,
    isPrivate: Bool = false,
    file: String = "",
    line: Int = 0
  ) {
    self.name = name
    self.kind = kind
    self.unit = unit
    self.isKept = isKept
    self.isPrivate = isPrivate
    self.file = file
    self.line = line
  }
}

/// The form of a shop's own numbers: letters stand for themselves, `#` for a digit, `-` may be left
/// out or be a space when typed, `@` stands for a letter from A to Z.
package struct CodePattern: Sendable, Hashable {
  /// How the last digit guards the others against slips.
  package enum CheckDigit: String, Sendable, Hashable, CaseIterable {
    case none
    /// ISO/IEC 7812-1, annex B.
    case luhn
    /// The weighted sum modulo 11 of ISBN-10, with weights 2, 3, ... from the right; 10 is no digit.
    case mod11
  }

  /// The canonical form, such as `A-#####`.
  package let pattern: String
  package let checkDigit: CheckDigit

  package init(_ pattern: String, checkDigit: CheckDigit = .none) {
    self.pattern = pattern
    self.checkDigit = checkDigit
  }
}
