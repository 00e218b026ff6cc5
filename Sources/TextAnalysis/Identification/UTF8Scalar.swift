/// Decodes single scalars from UTF-8 that may be damaged.
enum UTF8Scalar {
  /// Stores the scalar at `index` and returns its length in bytes; a bad byte is a scalar 0.
  ///
  /// Source: RFC 3629. Overlong forms and surrogates are not told from good ones.
  @inline(__always)
  static func decode(
    _ text: UnsafeBufferPointer<UInt8>,
    at index: Int,
    into scalar: inout UInt32
  ) -> Int {
    let first = UInt32(text[index])
    if first < 0x80 {
      scalar = first
      return 1
    }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2 && first < 0xF5 && index + length <= text.count else {
      scalar = 0
      return 1
    }
    var value = first & (0x7F >> UInt32(length))
    for offset in 1..<length {
      let byte = UInt32(text[index + offset])
      guard byte & 0xC0 == 0x80 else {
        scalar = 0
        return 1
      }
      value = value << 6 | byte & 0x3F
    }
    scalar = value
    return length
  }
}
