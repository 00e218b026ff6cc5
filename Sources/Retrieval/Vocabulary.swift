/// The number of a term: its position in the vocabulary it belongs to.
package typealias TermID = UInt32

/// A two-way table between terms, as UTF-8 bytes, and their numbers.
///
/// Terms lie end to end in one arena; an open-addressing table with linear probing finds them, so
/// looking a term up allocates nothing. Numbers are handed out in order of first appearance.
package struct Vocabulary: Sendable {
  /// UTF-8 bytes of all terms, in order of their numbers.
  private(set) var arena: [UInt8] = []
  /// Where each term ends in `arena`; term `t` begins where term `t - 1` ends.
  private(set) var ends: [UInt32] = []
  /// The high half of a slot is 32 bits of the term's hash, the low half its number.
  private var slots: [UInt64]
  private var mask: Int

  private static let emptySlot = UInt64.max

  /// Creates an empty vocabulary with room for `capacity` terms.
  package init(capacity: Int = 512) {
    var size = 1024
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: Self.emptySlot, count: size)
    mask = size - 1
  }

  /// Restores a vocabulary from the two arrays it is made of; linear in the number of terms.
  ///
  /// Returns nil when the arrays do not describe a vocabulary.
  package init?(arena: [UInt8], ends: [UInt32]) {
    guard (ends.last ?? 0) == UInt32(arena.count) else { return nil }
    self.init(capacity: ends.count)
    self.arena = arena
    self.ends = ends
    var start = 0
    for (term, end) in ends.enumerated() {
      guard Int(end) >= start, Int(end) <= arena.count else { return nil }
      let hash = arena.withUnsafeBufferPointer {
        Self.hash(UnsafeBufferPointer(rebasing: $0[start..<Int(end)]))
      }
      insert(hash: hash, term: TermID(term))
      start = Int(end)
    }
  }

  /// The number of terms.
  package var count: Int { ends.count }

  /// Returns the number of `term`, or nil when it is not in the vocabulary.
  package func id(of term: UnsafeBufferPointer<UInt8>) -> TermID? {
    let hash = Self.hash(term)
    let tag = hash & 0xFFFF_FFFF_0000_0000
    return slots.withUnsafeBufferPointer { slots in
      var index = Int(truncatingIfNeeded: hash) & mask
      while true {
        let slot = slots[index]
        if slot == Self.emptySlot { return nil }
        if slot & 0xFFFF_FFFF_0000_0000 == tag {
          let candidate = TermID(truncatingIfNeeded: slot)
          if equals(candidate, term) { return candidate }
        }
        index = (index + 1) & mask
      }
    }
  }

  /// Returns the number of `term`, or nil when it is not in the vocabulary.
  package func id(of term: String) -> TermID? {
    var term = term
    return term.withUTF8 { id(of: $0) }
  }

  /// Returns the number of `term`, adding it first when it is new; constant time on average.
  package mutating func add(_ term: UnsafeBufferPointer<UInt8>) -> TermID {
    if let known = id(of: term) { return known }
    let id = TermID(ends.count)
    arena.append(contentsOf: term)
    ends.append(UInt32(arena.count))
    if ends.count * 2 > mask { grow() } else { insert(hash: Self.hash(term), term: id) }
    return id
  }

  /// Returns the number of `term`, adding it first when it is new.
  package mutating func add(_ term: String) -> TermID {
    var term = term
    return term.withUTF8 { add($0) }
  }

  /// The bytes of a term as a range of the arena.
  package func byteRange(of term: TermID) -> Range<Int> {
    let start = term == 0 ? 0 : Int(ends[Int(term) - 1])
    return start..<Int(ends[Int(term)])
  }

  /// Calls `body` with the bytes of a term.
  package func withBytes<Result>(
    of term: TermID,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let range = byteRange(of: term)
    return arena.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// The term as text.
  package func text(of term: TermID) -> String {
    withBytes(of: term) { String(decoding: $0, as: UTF8.self) }
  }
}

extension Vocabulary {
  private func equals(_ id: TermID, _ term: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = byteRange(of: id)
    guard range.count == term.count else { return false }
    return arena.withUnsafeBufferPointer { arena in
      guard let known = arena.baseAddress, let asked = term.baseAddress else { return true }
      var offset = 0
      while offset < term.count && known[range.lowerBound &+ offset] == asked[offset] {
        offset &+= 1
      }
      return offset == term.count
    }
  }

  private mutating func insert(hash: UInt64, term: TermID) {
    var index = Int(truncatingIfNeeded: hash) & mask
    while slots[index] != Self.emptySlot { index = (index + 1) & mask }
    slots[index] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(term)
  }

  private mutating func grow() {
    mask = mask * 2 + 1
    slots = Array(repeating: Self.emptySlot, count: mask + 1)
    for term in 0..<TermID(ends.count) {
      insert(hash: withBytes(of: term, Self.hash), term: term)
    }
  }

  /// A multiplicative hash, eight bytes at a time, with a final mix so that both halves are usable.
  ///
  /// The constant is 2^64 divided by the golden ratio (Knuth, TAOCP 3, section 6.4).
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
    let golden: UInt64 = 0x9E37_79B9_7F4A_7C15
    guard let base = UnsafeRawPointer(bytes.baseAddress) else { return hash &* golden }
    var offset = 0
    while offset + 8 <= bytes.count {
      let word = base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      hash = (hash ^ word) &* golden
      hash ^= hash >> 29
      offset += 8
    }
    var rest: UInt64 = 0
    var shift: UInt64 = 0
    while offset < bytes.count {
      rest |= UInt64(bytes[offset]) << shift
      shift += 8
      offset += 1
    }
    hash = (hash ^ rest) &* golden
    hash ^= hash >> 32
    hash = hash &* golden
    return hash ^ (hash >> 29)
  }
}
