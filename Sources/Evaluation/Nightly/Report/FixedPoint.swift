/// Numbers with a fixed count of decimals, whatever the locale.
package enum FixedPoint {
  /// The number, with a minus sign where it is below 0 when rounded; "-" where it is no number.
  package static func text(_ value: Double, places: Int) -> String {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let rounded = (value * Double(scale)).rounded()
    guard rounded.isFinite, abs(rounded) < 1e15 else { return "-" }
    let digits = Int(abs(rounded))
    let sign = rounded < 0 ? "\u{2212}" : ""
    guard places > 0 else { return "\(sign)\(digits)" }
    let fraction = String(digits % scale)
    return "\(sign)\(digits / scale)."
      + String(repeating: "0", count: places - fraction.count) + fraction
  }

  /// A share as a percentage with one decimal, without its sign: "95.7".
  package static func percent(_ share: Double) -> String { text(100 * share, places: 1) }

  /// A share as a percentage; "-" where there is none.
  package static func percent(_ share: Double?) -> String { share.map { percent($0) } ?? "-" }

  /// A difference of shares in percentage points with its sign: "+1.2", "−0.4", "0.0".
  package static func points(_ difference: Double) -> String {
    let shown = text(100 * difference, places: 1)
    return shown.hasPrefix("\u{2212}") || shown == "0.0" ? shown : "+" + shown
  }
}
