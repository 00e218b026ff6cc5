import TextAnalysis

/// Amounts as tables and JSON write them: 12.50, without a currency.
package enum AmountText {
  package static func text(_ amount: DecimalNumber) -> String {
    // The English form differs by the commas between thousands only.
    amount.text(in: .english, minimumFractionDigits: 2).filter { $0 != "," }
  }
}
