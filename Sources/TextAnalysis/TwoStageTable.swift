/// A value for every Unicode scalar, looked up in two steps.
///
/// The scalar's upper bits choose a block of 128 values, its lower bits a value in the block; equal
/// whole blocks are stored once. Immutable once built.
///
/// Source: The Unicode Standard 15.0, section 5.1, "Multistage Tables".
struct TwoStageTable<Value: FixedWidthInteger & Sendable>: Sendable {
  private static var blockBits: Int { 7 }
  private static var blockSize: Int { 1 << blockBits }
  private static var blockMask: Int { blockSize - 1 }

  /// The number of the block of each group of 128 scalars; block 0 is all zero.
  private var blockNumbers: [UInt16]
  private var values: [Value]
  /// The blocks that hold one value only, by that value.
  private var uniformBlocks: [Value: UInt16] = [:]

  /// Creates a table of zeros for the scalars below `limit`.
  init(below limit: UInt32 = 0x11_0000) {
    blockNumbers = Array(repeating: 0, count: Int(limit) >> Self.blockBits)
    values = []
    values.reserveCapacity(Self.blockSize * 512)
    values.append(contentsOf: repeatElement(0, count: Self.blockSize))
  }

  /// The value of a scalar, which must be below the limit.
  subscript(scalar: UInt32) -> Value {
    let block = Int(blockNumbers[Int(scalar) >> Self.blockBits])
    return values[block << Self.blockBits | Int(scalar) & Self.blockMask]
  }

  /// Sets the value of all scalars of a range that were not set before.
  mutating func fill(_ range: ClosedRange<UInt32>, with value: Value) {
    var scalar = Int(range.lowerBound)
    let end = Int(range.upperBound) + 1
    while scalar < end {
      let index = scalar >> Self.blockBits
      let offset = scalar & Self.blockMask
      let count = min(end - scalar, Self.blockSize - offset)
      if count == Self.blockSize {
        let wholeBlocks = (end - scalar) >> Self.blockBits
        let block = uniformBlock(of: value)
        for number in index..<index + wholeBlocks { blockNumbers[number] = block }
        scalar += wholeBlocks << Self.blockBits
      } else {
        if blockNumbers[index] == 0 { blockNumbers[index] = appendBlock(of: 0) }
        let first = Int(blockNumbers[index]) << Self.blockBits | offset
        for position in first..<first + count { values[position] = value }
        scalar += count
      }
    }
  }

  private mutating func uniformBlock(of value: Value) -> UInt16 {
    if let block = uniformBlocks[value] { return block }
    let block = appendBlock(of: value)
    uniformBlocks[value] = block
    return block
  }

  private mutating func appendBlock(of value: Value) -> UInt16 {
    let block = UInt16(values.count >> Self.blockBits)
    values.append(contentsOf: repeatElement(value, count: Self.blockSize))
    return block
  }
}
