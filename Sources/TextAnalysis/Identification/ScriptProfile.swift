/// The character statistics of the languages written in one script.
///
/// A class is a language in one writing. Every feature (an n-gram of one to four letters, word
/// boundaries included, or a whole word) has a row: for each class how many half bits less likely
/// the feature is there than in the class that likes it best. Adding rows up is naive Bayes.
/// Features are found in a 4-way hash table by a check code of 12 bits, so one absent feature in
/// about 800 is taken for another. The table is read where the compiler put it.
struct ScriptProfile: Sendable {
  /// The width of a row of sums; no script has more classes.
  static let maximumClasses = 32
  /// Bits one unit of cost stands for, as in language_profiles.py.
  static let bitsPerUnit = 0.5

  /// The classes in the order of the rows, `language` or `language:writing`, space between.
  let classes: StaticString
  let classCount: Int
  private let setCount: UInt64
  private let table: StaticString

  init(classes: StaticString, setCount: Int, table: StaticString) {
    self.classes = classes
    self.setCount = UInt64(setCount)
    self.table = table
    classCount = classes.description.split(separator: " ").count
    precondition(classCount <= Self.maximumClasses, "at most 32 classes fit a row")
    precondition(
      table.utf8CodeUnitCount == setCount * (classCount * 4 + 9) + 32,
      "the table's size must fit its number of sets"
    )
  }

  /// Adds what one word says to the sums: zero for its best class, up to `limit` for the others.
  ///
  /// `word` holds folded letters. Does not allocate. O(letters).
  @inline(__always)
  func add(
    _ word: UnsafeBufferPointer<UInt16>,
    limit: Int32,
    to sums: UnsafeMutablePointer<Int32>
  ) {
    // Costs are summed as 16-bit lanes, even and odd bytes of the rows apart. The constant by
    // which characters exceed costs is the same in all lanes and goes when the least is taken off.
    var even = SIMD4<UInt64>.zero
    var odd = SIMD4<UInt64>.zero
    let base = UnsafeRawPointer(table.utf8Start)
    let boundary: UInt64 = 0x20
    var window = boundary
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0...word.count {
      if index < word.count {
        let letter = UInt64(word[index])
        hash = (hash ^ letter) &* 0x100_0000_01B3
        window = window << 16 | letter
        addRow(of: window & 0xFFFF, base, &even, &odd)
      } else {
        window = window << 16 | boundary
      }
      addRow(of: window & 0xFFFF_FFFF, base, &even, &odd)
      if (window >> 32) & 0xFFFF != 0 { addRow(of: window & 0xFFFF_FFFF_FFFF, base, &even, &odd) }
      if window >> 48 != 0 { addRow(of: window, base, &even, &odd) }
    }
    if word.count >= 3 { addRow(of: hash | 1 << 63, base, &even, &odd) }

    var least = Int32.max
    for index in 0..<classCount { least = min(least, Self.lane(index, even, odd)) }
    for index in 0..<classCount {
      sums[index] &+= min(limit, Self.lane(index, even, odd) &- least)
    }
  }

  @inline(__always)
  private static func lane(_ index: Int, _ even: SIMD4<UInt64>, _ odd: SIMD4<UInt64>) -> Int32 {
    let quad = (index & 1 == 0 ? even : odd)[index >> 3]
    return Int32(truncatingIfNeeded: (quad >> UInt64((index & 6) * 8)) & 0xFFFF)
  }

  @inline(__always)
  private func addRow(
    of feature: UInt64,
    _ base: UnsafeRawPointer,
    _ even: inout SIMD4<UInt64>,
    _ odd: inout SIMD4<UInt64>
  ) {
    var hash = feature &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ (hash >> 32)) &* 0xD6E8_FEB8_6659_FD93
    let set = Int(truncatingIfNeeded: ((hash >> 32) &* setCount) >> 32)
    let check = (((hash >> 16) & 0xFFFF) &* 3249) >> 16
    let code = UInt16(truncatingIfNeeded: (0x23 &+ check % 57) | (0x23 &+ check / 57) << 8)
    let line = base + set &* (classCount &* 4 &+ 9)
    let codes = line.loadUnaligned(as: UInt64.self)
    // The lowest 16-bit lane that is zero after the exclusive or is the slot that was found.
    let lanes: UInt64 = 0x0001_0001_0001_0001
    let difference = codes ^ (UInt64(code) &* lanes)
    let zeros = (difference &- lanes) & ~difference & (lanes << 15)
    guard zeros != 0 else { return }
    let slot = zeros.trailingZeroBitCount >> 4
    let row = (line + 8 + slot &* classCount).loadUnaligned(as: SIMD4<UInt64>.self)
    let mask = SIMD4<UInt64>(repeating: 0x00FF_00FF_00FF_00FF)
    even &+= row & mask
    odd &+= (row &>> 8) & mask
  }
}
