package import TextAnalysis

/// A number that is not negative, exactly as it is written: 30, 3.90.
///
/// Zeros at the end of the fraction are dropped, so 3.90 equals 3.9.
package struct DecimalNumber: Sendable, Hashable {
  /// The number without its decimal point.
  private let digits: Int
  /// How many of the digits stand behind the point: 0 to 6.
  package let fractionDigits: Int

  /// Creates a whole number; negative ones become zero.
  package init(_ number: Int) {
    digits = max(number, 0)
    fractionDigits = 0
  }

  /// Reads up to 12 digits, a point and up to 6 digits; nil for any other form.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: .dot, omittingEmptySubsequences: false)
    guard let whole = parts.first, (1...12).contains(whole.count), parts.count <= 2 else {
      return nil
    }
    let fraction = parts.count == 2 ? parts[1] : Substring("").utf8[...]
    guard parts.count == 1 || (1...6).contains(fraction.count) else { return nil }
    var digits = 0
    for byte in Array(whole) + Array(fraction) {
      guard byte.isDigit else { return nil }
      digits = digits * 10 + Int(byte - 0x30)
    }
    var fractionDigits = fraction.count
    while fractionDigits > 0, digits % 10 == 0 {
      digits /= 10
      fractionDigits -= 1
    }
    self.digits = digits
    self.fractionDigits = fractionDigits
  }

  package var isWhole: Bool { fractionDigits == 0 }

  /// The part before the decimal point.
  package var whole: Int { digits / scale }

  package var value: Double { Double(digits) / Double(scale) }

  /// Writes the number as readers of the language do, with Latin digits.
  ///
  /// Numbers from 10,000 on are grouped by thousands. *Source*: the decimal and grouping signs of
  /// CLDR 46. *Difference from the source*: Russian groups with an ordinary space.
  /// `minimumFractionDigits` digits behind the point are written even when they are 0.
  package func text(in language: Language, minimumFractionDigits: Int = 0) -> String {
    let signs = DecimalNumber.signs(of: language)
    var result = ""
    let wholeDigits = String(whole)
    for (index, digit) in wholeDigits.enumerated() {
      if index > 0, wholeDigits.count >= 5, (wholeDigits.count - index).isMultiple(of: 3) {
        result += signs.group
      }
      result.append(digit)
    }
    let count = max(fractionDigits, minimumFractionDigits)
    guard count > 0 else { return result }
    let fraction = fractionDigits > 0 ? String(digits % scale) : ""
    result += signs.point + String(repeating: "0", count: fractionDigits - fraction.utf8.count)
    return result + fraction + String(repeating: "0", count: count - fractionDigits)
  }

  private var scale: Int {
    var scale = 1
    for _ in 0..<fractionDigits { scale *= 10 }
    return scale
  }

  private static func signs(of language: Language) -> (point: String, group: String) {
    switch language {
    case .english, .arabic: (".", ",")
    case .russian: (",", " ")
    case .romanian, .turkish: (",", ".")
    }
  }
}
