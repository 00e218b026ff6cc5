/// Decodes one scalar of UTF-8 and returns it with the number of bytes it takes.
///
/// A byte that does not begin a well-formed sequence counts as U+FFFD of one byte (Unicode 15,
/// section 3.9, table 3-7), so that every byte string decodes to something.
@inline(__always)
func decodeScalar(
  _ bytes: UnsafeBufferPointer<UInt8>,
  at position: Int,
  before end: Int
) -> (scalar: UInt32, length: Int) {
  let first = bytes[position]
  if first < 0x80 { return (UInt32(first), 1) }
  func continuation(_ offset: Int) -> UInt32? {
    guard position + offset < end else { return nil }
    let byte = bytes[position + offset]
    return byte & 0xC0 == 0x80 ? UInt32(byte & 0x3F) : nil
  }
  if first >= 0xC2 && first < 0xE0 {
    guard let second = continuation(1) else { return (0xFFFD, 1) }
    return (UInt32(first & 0x1F) << 6 | second, 2)
  }
  if first >= 0xE0 && first < 0xF0 {
    guard let second = continuation(1), let third = continuation(2) else { return (0xFFFD, 1) }
    let scalar = UInt32(first & 0x0F) << 12 | second << 6 | third
    guard scalar >= 0x800, !(0xD800...0xDFFF).contains(scalar) else { return (0xFFFD, 1) }
    return (scalar, 3)
  }
  if first >= 0xF0 && first < 0xF5 {
    guard let second = continuation(1), let third = continuation(2), let fourth = continuation(3)
    else { return (0xFFFD, 1) }
    let scalar = UInt32(first & 0x07) << 18 | second << 12 | third << 6 | fourth
    guard (0x10000...0x10FFFF).contains(scalar) else { return (0xFFFD, 1) }
    return (scalar, 4)
  }
  return (0xFFFD, 1)
}

/// Appends a word of UTF-16 units, all of them in the Basic Multilingual Plane, as UTF-8.
@inline(__always)
func appendUTF8(_ word: [UInt16], to bytes: inout [UInt8]) {
  for unit in word {
    if unit < 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: unit))
    } else if unit < 0x800 {
      bytes.append(0xC0 | UInt8(truncatingIfNeeded: unit >> 6))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: unit & 0x3F))
    } else {
      bytes.append(0xE0 | UInt8(truncatingIfNeeded: unit >> 12))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: (unit >> 6) & 0x3F))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: unit & 0x3F))
    }
  }
}

/// Writes a word of UTF-16 units as UTF-8 and returns the number of bytes; at most three a unit.
@inline(__always)
func writeUTF8(_ word: [UInt16], to bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
  var count = 0
  for unit in word {
    if unit < 0x80 {
      bytes[count] = UInt8(truncatingIfNeeded: unit)
      count &+= 1
    } else if unit < 0x800 {
      bytes[count] = 0xC0 | UInt8(truncatingIfNeeded: unit >> 6)
      bytes[count &+ 1] = 0x80 | UInt8(truncatingIfNeeded: unit & 0x3F)
      count &+= 2
    } else {
      bytes[count] = 0xE0 | UInt8(truncatingIfNeeded: unit >> 12)
      bytes[count &+ 1] = 0x80 | UInt8(truncatingIfNeeded: (unit >> 6) & 0x3F)
      bytes[count &+ 2] = 0x80 | UInt8(truncatingIfNeeded: unit & 0x3F)
      count &+= 3
    }
  }
  return count
}
