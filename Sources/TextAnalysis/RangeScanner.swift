/// Reads the ranges of a generated table from left to right.
///
/// The text comes from `Generators/unicode_tables.py`: what that program cannot have written is
/// not looked for.
struct RangeScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Skips blanks and line ends; false when nothing else is left.
  mutating func advanceToRange() -> Bool {
    while position < bytes.count, bytes[position] <= UInt8(ascii: " ") { position += 1 }
    return position < bytes.count
  }

  /// Reads the next byte whatever it is.
  mutating func byte() -> UInt8 {
    defer { position += 1 }
    return bytes[position]
  }

  /// Reads the next byte when it is the one given.
  mutating func consume(_ expected: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: expected) else { return false }
    position += 1
    return true
  }

  /// Reads lower-case hexadecimal digits; 0 when there are none.
  mutating func hexadecimal() -> UInt32 {
    var value: UInt32 = 0
    while position < bytes.count {
      let digit: UInt8
      switch bytes[position] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = bytes[position] - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = bytes[position] - UInt8(ascii: "a") + 10
      default: return value
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  /// Reads `first` or `first-last`.
  mutating func range() -> ClosedRange<UInt32> {
    let first = hexadecimal()
    let last = consume("-") ? hexadecimal() : first
    precondition(first <= last, "a generated table holds a range that ends before it starts")
    return first...last
  }
}
