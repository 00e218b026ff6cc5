package import TextAnalysis

/// Writes amounts of money as readers of a language expect them.
///
/// Signs and words follow what shops in these languages print. A currency that is not in the table
/// is written with its ISO 4217 code. Ordinary spaces are used, so that amounts can be searched.
package enum Currency {
  package static func text(
    _ amount: DecimalNumber,
    _ code: String,
    in language: Language
  ) -> String {
    let number = number(amount, in: language)
    let sign = sign(of: code, in: language)
    guard language == .english else { return "\(number) \(sign)" }
    let isWord = sign.utf8.first?.isLetter ?? false
    return isWord ? "\(sign) \(number)" : sign + number
  }

  /// The amount without its currency: two digits behind the point, or none when it is whole.
  static func number(_ amount: DecimalNumber, in language: Language) -> String {
    amount.text(in: language, minimumFractionDigits: amount.isWhole ? 0 : 2)
  }

  private static func sign(of code: String, in language: Language) -> String {
    switch (code, language) {
    case ("EUR", .arabic): "يورو"
    case ("EUR", _): "€"
    case ("USD", .arabic): "دولار"
    case ("USD", _): "$"
    case ("GBP", .arabic): "جنيه إسترليني"
    case ("GBP", _): "£"
    case ("RON", .romanian): "lei"
    case ("RON", .arabic): "ليو روماني"
    case ("TRY", .turkish): "TL"
    case ("TRY", .arabic): "ليرة تركية"
    case ("TRY", _): "₺"
    case ("RUB", .arabic): "روبل"
    case ("RUB", _): "₽"
    case ("AED", .arabic): "درهم"
    case ("SAR", .arabic): "ريال"
    case ("EGP", .arabic): "جنيه مصري"
    default: code
    }
  }
}
