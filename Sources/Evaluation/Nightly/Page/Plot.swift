/// A small chart in SVG: a plane with ticks, and what is drawn into it.
struct Plot {
  /// What the ranges show, in their own units.
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
  var width = 232.0
  var height = 176.0
  private let margin = (left: 30.0, right: 13.0, top: 8.0, bottom: 24.0)
  private var parts = ""

  init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
    self.x = x
    self.y = y
  }

  /// The chart; `label` says what it shows to those who do not see it.
  func svg(label: String) -> String {
    "<svg viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\" role=\"img\" "
      + "aria-label=\"\(MarkupText.escape(label))\">\(parts)</svg>"
  }

  /// Draws grid lines with their values beside and below.
  mutating func addTicks(
    x xTicks: [Double],
    y yTicks: [Double],
    text: (Double) -> String = { FixedPoint.text(100 * $0, places: 0) }
  ) {
    let (low, high) = (left(x.lowerBound), left(x.upperBound))
    for tick in yTicks {
      let place = Self.number(top(tick))
      parts += "<line class=\"grid\" x1=\"\(Self.number(low))\" x2=\"\(Self.number(high))\" "
      parts += "y1=\"\(place)\" y2=\"\(place)\"/>"
      parts += "<text class=\"tick end\" x=\"\(Self.number(low - 5))\" "
      parts += "y=\"\(Self.number(top(tick) + 3.5))\">\(MarkupText.escape(text(tick)))</text>"
    }
    for tick in xTicks {
      parts += "<text class=\"tick mid\" x=\"\(Self.number(left(tick)))\" "
      parts += "y=\"\(Self.number(height - 7))\">\(MarkupText.escape(text(tick)))</text>"
    }
  }

  /// Draws a line through points, which are moved into the plane where they lie outside.
  mutating func addLine(_ points: [(x: Double, y: Double)], style: String, title: String = "") {
    guard points.count > 1 else { return }
    let places = points.map { "\(Self.number(left($0.x))),\(Self.number(top($0.y)))" }
    parts += "<polyline class=\"\(style)\" points=\"\(places.joined(separator: " "))\">"
    parts += Self.title(title) + "</polyline>"
  }

  /// Draws a point; its title shows where a pointer rests on it.
  mutating func addDot(
    _ point: (x: Double, y: Double),
    radius: Double,
    style: String,
    title: String
  ) {
    parts += "<circle class=\"\(style)\" cx=\"\(Self.number(left(point.x)))\" "
    parts += "cy=\"\(Self.number(top(point.y)))\" r=\"\(Self.number(radius))\">"
    parts += Self.title(title) + "</circle>"
  }

  private func left(_ value: Double) -> Double {
    margin.left + Self.share(value, of: x) * (width - margin.left - margin.right)
  }

  private func top(_ value: Double) -> Double {
    margin.top + (1 - Self.share(value, of: y)) * (height - margin.top - margin.bottom)
  }

  private static func share(_ value: Double, of range: ClosedRange<Double>) -> Double {
    let length = range.upperBound - range.lowerBound
    guard length > 0, value.isFinite else { return 0 }
    return min(1, max(0, (value - range.lowerBound) / length))
  }

  static func title(_ text: String) -> String {
    text.isEmpty ? "" : "<title>\(MarkupText.escape(text))</title>"
  }

  /// A coordinate in hundredths, with an ASCII minus sign.
  static func number(_ value: Double) -> String {
    let hundredths = (value * 100).rounded() / 100
    return hundredths == hundredths.rounded() ? "\(Int(hundredths))" : "\(hundredths)"
  }
}
