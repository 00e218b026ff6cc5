/// Names a feature by 64 bits, so that no text is made, kept or compared.
///
/// Among a million features two share a name with a chance of about 1 in 37 million.
/// *Source*: FNV-1a (Fowler, Noll, Vo) over bytes, the finalizer of MurmurHash3 (Appleby) to mix.
enum FeatureHash {
  static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  static func append(_ byte: UInt8, to hash: UInt64) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  @inline(__always)
  static func mix(_ hash: UInt64) -> UInt64 {
    var hash = hash
    hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ (hash >> 33)
  }

  /// One name for two in this order; `kind` keeps sorts of features apart.
  @inline(__always)
  static func pair(_ first: UInt64, _ second: UInt64, kind: UInt64) -> UInt64 {
    mix(first &* 0x9E37_79B9_7F4A_7C15 ^ second &+ kind &* 0xD6E8_FEB8_6659_FD93)
  }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = start
    for byte in bytes { hash = append(byte, to: hash) }
    return mix(hash)
  }
}
