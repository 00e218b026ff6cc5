/// Which numbers are those of payment cards.
///
/// *Source*: ISO/IEC 7812-1 (form of the number, annex B: the check digit by Luhn's formula); the
/// ranges as the issuers publish them.
enum CardIssuer {
  static let lengths = 12...19

  /// Whether digits are the number of a card: prefix, length and check digit.
  static func hasIssued(_ digits: ArraySlice<UInt8>) -> Bool {
    guard lengths.contains(digits.count) else { return false }
    return lengths(of: digits).contains(digits.count) && passesLuhn(digits)
  }

  /// The lengths of an issuer's numbers that begin with these digits; none for no issuer.
  static func lengths(of digits: ArraySlice<UInt8>) -> [Int] {
    var prefix = 0
    for digit in digits.prefix(4) { prefix = prefix * 10 + Int(digit) }
    switch prefix {
    case 2200...2204: return [16, 17, 18, 19]  // Mir
    case 2221...2720: return [16]  // Mastercard
    case 3000...3059, 3600...3699, 3800...3999: return Array(14...19)  // Diners Club
    case 3400...3499, 3700...3799: return [15]  // American Express
    case 3528...3589: return Array(16...19)  // JCB
    case 4000...4999: return [13, 16, 19]  // Visa
    case 5000...5099, 5600...5899: return Array(12...19)  // Maestro
    case 5100...5599: return [16]  // Mastercard
    case 6011, 6440...6499, 6500...6599: return Array(16...19)  // Discover
    case 6200...6299: return Array(16...19)  // UnionPay
    case 6304, 6759, 6761...6763: return Array(12...19)  // Maestro
    case 9792: return [16]  // Troy
    default: return []
    }
  }

  /// Whether the last digit is the right one.
  static func passesLuhn(_ digits: ArraySlice<UInt8>) -> Bool {
    var sum = 0
    var isDoubled = false
    for digit in digits.reversed() {
      let value = isDoubled ? Int(digit) * 2 : Int(digit)
      sum += value > 9 ? value - 9 : value
      isDoubled.toggle()
    }
    return sum.isMultiple(of: 10)
  }
}
