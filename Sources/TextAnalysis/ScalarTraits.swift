/// What Unicode says of a scalar, from a table for the letters that people write most.
///
/// The standard library finds each property anew by a search; below U+0800, where the letters of
/// the served languages lie, one look at the table tells them all.
package struct ScalarTraits: OptionSet, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let whitespace = ScalarTraits(rawValue: 1 << 0)
  package static let alphabetic = ScalarTraits(rawValue: 1 << 1)
  package static let uppercase = ScalarTraits(rawValue: 1 << 2)
  package static let lowercase = ScalarTraits(rawValue: 1 << 3)
  /// The general category is Cc.
  package static let control = ScalarTraits(rawValue: 1 << 4)
  /// The general category is Cf.
  package static let format = ScalarTraits(rawValue: 1 << 5)
  /// The general category is Cn.
  package static let unassigned = ScalarTraits(rawValue: 1 << 6)
  /// The numeric type is decimal: a digit of any script.
  package static let decimal = ScalarTraits(rawValue: 1 << 7)
  /// The general category is Mn or Mc.
  package static let mark = ScalarTraits(rawValue: 1 << 8)
  /// The general category is Lm.
  package static let modifierLetter = ScalarTraits(rawValue: 1 << 9)
  package static let emoji = ScalarTraits(rawValue: 1 << 10)
  /// The general category is Sc.
  package static let currency = ScalarTraits(rawValue: 1 << 11)

  /// What is not seen by itself: blanks, controls, joiners.
  package static let invisible = ScalarTraits(rawValue: 1 << 0 | 1 << 4 | 1 << 5)
  /// What no text should have.
  package static let noise = ScalarTraits(rawValue: 1 << 4 | 1 << 6)
  /// Letters that come in two cases.
  package static let cased = ScalarTraits(rawValue: 1 << 2 | 1 << 3)
  /// Letters and digits.
  package static let telling = ScalarTraits(rawValue: 1 << 1 | 1 << 7)
  /// Letters, digits and signs of currencies.
  package static let value = ScalarTraits(rawValue: 1 << 1 | 1 << 7 | 1 << 11)

  /// Whether any of some traits is among these.
  package func overlaps(_ others: ScalarTraits) -> Bool { rawValue & others.rawValue != 0 }

  package func contains(_ trait: ScalarTraits) -> Bool {
    rawValue & trait.rawValue == trait.rawValue
  }

  /// The traits of a scalar.
  package init(of scalar: Unicode.Scalar) {
    if scalar.value < Self.tabled {
      rawValue = Self.table[Int(scalar.value)]
    } else {
      self = Self.looked(up: scalar)
    }
  }

  private static let tabled: UInt32 = 0x800

  private static let table: [UInt16] = (0..<tabled).map { value in
    Unicode.Scalar(value).map { looked(up: $0).rawValue } ?? 0
  }

  private static func looked(up scalar: Unicode.Scalar) -> ScalarTraits {
    let properties = scalar.properties
    var traits: ScalarTraits = []
    if properties.isWhitespace { traits.insert(.whitespace) }
    if properties.isAlphabetic { traits.insert(.alphabetic) }
    if properties.isUppercase { traits.insert(.uppercase) }
    if properties.isLowercase { traits.insert(.lowercase) }
    if properties.isEmoji { traits.insert(.emoji) }
    if properties.numericType == .decimal { traits.insert(.decimal) }
    switch properties.generalCategory {
    case .control: traits.insert(.control)
    case .format: traits.insert(.format)
    case .unassigned: traits.insert(.unassigned)
    case .nonspacingMark, .spacingMark: traits.insert(.mark)
    case .modifierLetter: traits.insert(.modifierLetter)
    case .currencySymbol: traits.insert(.currency)
    default: break
    }
    return traits
  }
}
