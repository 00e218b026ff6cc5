/// A 64-bit hash of a text that is the same in every run, on every machine.
///
/// Source: FNV-1a (Fowler, Noll, Vo) over the UTF-8 bytes, then the final mix of SplitMix64
/// (Steele et al., OOPSLA 2014), without which the low bits depend on little of the text.
package struct StableHash: Sendable, Hashable {
  package let value: UInt64

  package init(_ text: String) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    value = SplitMix64.mix(hash)
  }

  /// The hash as 16 hexadecimal digits.
  package var hexadecimal: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// A random number generator whose sequence is fixed by its seed.
///
/// Source: SplitMix64, Steele, Lea, Flood, OOPSLA 2014.
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A number from 0 up to a bound that it never reaches.
  ///
  /// Not the library's own bounded number, whose method may change with the library.
  mutating func number(below bound: Int) -> Int {
    precondition(bound > 0, "there is no number below nothing")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
