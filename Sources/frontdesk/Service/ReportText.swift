import Evaluation

/// Numbers as reports of the service show them.
enum ReportText {
  /// A number with its thousands apart: 1,234.
  static func count(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.enumerated().map { position, digit in
      let rest = digits.count - position
      return position > 0 && rest % 3 == 0 ? ",\(digit)" : "\(digit)"
    }.joined()
  }

  static func percent(_ share: Double?) -> String {
    share.map { FixedPoint.percent($0) + " %" } ?? "-"
  }

  /// A length of time in the unit that suits it: 0.8 s, 45 s, 12 min, 3.4 h, 2.1 d.
  static func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<9.95: FixedPoint.text(seconds, places: 1) + " s"
    case ..<99.5: FixedPoint.text(seconds, places: 0) + " s"
    case ..<5_970: FixedPoint.text(seconds / 60, places: 0) + " min"
    case ..<172_800: FixedPoint.text(seconds / 3_600, places: 1) + " h"
    default: FixedPoint.text(seconds / 86_400, places: 1) + " d"
    }
  }

  /// A word for one thing or for several of them, behind their number.
  static func counted(_ number: Int, _ one: String, _ many: String) -> String {
    "\(count(number)) \(number == 1 ? one : many)"
  }
}
