import Content
import TextAnalysis

/// Amounts as tables and JSON write them: 12.50, without a currency.
enum AmountText {
  static func text(_ amount: DecimalNumber) -> String {
    // The English form differs by the commas between thousands only.
    amount.text(in: .english, minimumFractionDigits: 2).filter { $0 != "," }
  }
}
