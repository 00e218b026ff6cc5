/// Where a score comes from: a tree whose parts give their parent's value.
package struct Explanation: Sendable, Hashable, Codable {
  /// How the values of the details give the value.
  package enum Operation: String, Sendable, Hashable, Codable {
    case leaf, sum, product
  }

  package var label: String
  package var value: Float
  package var operation: Operation
  package var details: [Explanation]

  /// A value that is not taken apart further.
  package static func leaf(_ label: String, _ value: Float) -> Explanation {
    Explanation(label: label, value: value, operation: .leaf, details: [])
  }

  /// The sum of its details.
  package static func sum(_ label: String, _ details: [Explanation]) -> Explanation {
    Explanation(
      label: label,
      value: details.reduce(0) { $0 + $1.value },
      operation: .sum,
      details: details
    )
  }

  /// The product of its details.
  package static func product(_ label: String, _ details: [Explanation]) -> Explanation {
    Explanation(
      label: label,
      value: details.reduce(1) { $0 * $1.value },
      operation: .product,
      details: details
    )
  }

  /// The tree as indented lines, one a node.
  package func lines(depth: Int = 0) -> [String] {
    let sign =
      switch operation {
      case .leaf: ""
      case .sum: "  (sum of)"
      case .product: "  (product of)"
      }
    let indent = String(repeating: "  ", count: depth)
    return ["\(indent)\(Self.rounded(value))  \(label)\(sign)"]
      + details.flatMap { $0.lines(depth: depth + 1) }
  }

  private static func rounded(_ value: Float) -> String {
    guard abs(value) < 1e12 else { return "\(value)" }
    let scaled = Int((value * 1000).rounded())
    let digits = String(abs(scaled) % 1000)
    let fraction = String(repeating: "0", count: 3 - digits.count) + digits
    return "\(scaled < 0 ? "-" : "")\(abs(scaled) / 1000).\(fraction)"
  }
}
