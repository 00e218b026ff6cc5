/// Text from outside made safe to show: what would steer a terminal becomes visible instead.
///
/// C0 and C1 controls, DEL and bidirectional controls become escapes such as `\u{1B}`. Balanced
/// isolates (U+2066-U+2069), which this program itself puts around names, pass; so do newlines when
/// `keepsNewlines` is set.
package enum VisibleText {
  package static func clean(_ text: String, keepsNewlines: Bool = false) -> String {
    let scalars = text.unicodeScalars
    // Line ends that are kept are all that most answers have.
    guard scalars.contains(where: { isControl($0) && !(keepsNewlines && $0 == "\n") }) else {
      return text
    }
    let balanced = balancedIsolates(in: text)
    var result = String.UnicodeScalarView()
    var position = 0
    for scalar in scalars {
      defer { position += 1 }
      if !isControl(scalar) || balanced.contains(position)
        || (keepsNewlines && scalar == "\n")
      {
        result.append(scalar)
      } else {
        result.append(
          contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars
        )
      }
    }
    return String(result)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E,
      0x2066...0x2069:
      true
    default: false
    }
  }

  /// The positions of isolates that are opened and closed in order.
  private static func balancedIsolates(in text: String) -> Set<Int> {
    var open: [Int] = []
    var balanced: Set<Int> = []
    for (position, scalar) in text.unicodeScalars.enumerated() {
      switch scalar.value {
      // An isolate ends with its line, whoever meant to close it later.
      case 0x0A: open = []
      case 0x2066...0x2068: open.append(position)
      case 0x2069:
        if let start = open.popLast() { balanced.formUnion([start, position]) }
      default: break
      }
    }
    return balanced
  }
}
