/// A 128-bit fingerprint of content: two FNV-1a style sums with different constants, finally mixed.
///
/// Guards against stale and damaged files, not against someone who forges them.
///
/// Source: Fowler, Noll, Vo; the final mix is that of SplitMix64 (Steele et al., OOPSLA 2014).
package struct ContentHash: Sendable, Hashable {
  private var low: UInt64 = 0xCBF2_9CE4_8422_2325
  private var high: UInt64 = 0x9E37_79B9_7F4A_7C15

  package init() {}

  /// Takes bytes in, together with how many they are.
  package mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    var offset = 0
    while offset + 8 <= bytes.count {
      take(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < bytes.count {
      rest = rest << 8 | UInt64(bytes[offset])
      offset += 1
    }
    take(rest)
    take(UInt64(bytes.count))
  }

  package mutating func combine(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { combine($0) }
  }

  package mutating func combine(_ text: String) {
    combine(Array(text.utf8))
  }

  private mutating func take(_ word: UInt64) {
    low = (low ^ word) &* 0x0000_0100_0000_01B3
    low ^= low >> 32
    high = (high &+ word) &* 0xFF51_AFD7_ED55_8CCD
    high ^= high >> 29
  }

  /// The fingerprint as 32 hexadecimal digits.
  package var hexadecimal: String {
    [Self.mix(low &+ high), Self.mix(high ^ (low >> 1))].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
