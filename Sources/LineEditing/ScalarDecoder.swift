/// Decodes UTF-8 that comes byte by byte.
///
/// Each maximal part of an ill-formed scalar becomes one U+FFFD.
///
/// Source: The Unicode Standard 15.0, section 3.9, table 3-7 and "U+FFFD Substitution of Maximal
/// Subparts".
struct ScalarDecoder: Sendable {
  private var value: UInt32 = 0
  /// The bytes still to come.
  private var missing = 0
  /// What the next byte must be.
  private var expected: ClosedRange<UInt8> = 0x80...0xBF

  /// Whether a scalar has begun and not ended.
  var isPending: Bool { missing > 0 }

  /// Decodes a byte; when it does not belong to the scalar begun, it is to be decoded once more.
  mutating func decode(_ byte: UInt8) -> (scalar: Unicode.Scalar?, isConsumed: Bool) {
    guard missing > 0 else { return (begin(byte), true) }
    guard expected.contains(byte) else {
      missing = 0
      return ("\u{FFFD}", false)
    }
    value = value << 6 | UInt32(byte & 0x3F)
    expected = 0x80...0xBF
    missing -= 1
    return (missing == 0 ? Unicode.Scalar(value) : nil, true)
  }

  /// Ends the text: gives U+FFFD for a scalar that was begun.
  mutating func finish() -> Unicode.Scalar? {
    defer { missing = 0 }
    return missing > 0 ? "\u{FFFD}" : nil
  }

  private mutating func begin(_ byte: UInt8) -> Unicode.Scalar? {
    expected = 0x80...0xBF
    switch byte {
    case 0x00..<0x80:
      return Unicode.Scalar(byte)
    case 0xC2..<0xE0:
      (value, missing) = (UInt32(byte & 0x1F), 1)
    case 0xE0..<0xF0:
      (value, missing) = (UInt32(byte & 0x0F), 2)
      if byte == 0xE0 { expected = 0xA0...0xBF }
      if byte == 0xED { expected = 0x80...0x9F }
    case 0xF0..<0xF5:
      (value, missing) = (UInt32(byte & 0x07), 3)
      if byte == 0xF0 { expected = 0x90...0xBF }
      if byte == 0xF4 { expected = 0x80...0x8F }
    default:
      return "\u{FFFD}"
    }
    return nil
  }
}
