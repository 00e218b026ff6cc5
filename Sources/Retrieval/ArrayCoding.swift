/// Writes arrays of numbers end to end.
package struct ArrayWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func write<Element: BitwiseCopyable>(_ array: [Element]) {
    withUnsafeBytes(of: UInt64(array.count)) { bytes.append(contentsOf: $0) }
    array.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  package mutating func write(_ vocabulary: Vocabulary) {
    write(vocabulary.arena)
    write(vocabulary.ends)
  }

  mutating func write(_ index: InvertedIndex) {
    write(index.starts)
    write(index.units)
    write(index.weights)
    write(index.frequencies)
    write(index.lengths)
    write(index.idf)
    write(index.maximumWeights)
    write(index.tenthBestWeights)
  }
}

/// Reads them back; past the end or on an impossible count everything is empty.
package struct ArrayReader {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  /// Whether something was asked for that the bytes do not hold.
  package private(set) var isBroken = false

  package init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Whether all bytes were read, and made sense.
  package var isAtEnd: Bool { !isBroken && position == bytes.count }

  package mutating func array<Element: BitwiseCopyable>() -> [Element] {
    guard !isBroken, bytes.count - position >= 8 else {
      isBroken = true
      return []
    }
    let count = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
    position += 8
    let stride = MemoryLayout<Element>.stride
    guard count <= UInt64((bytes.count - position) / stride) else {
      isBroken = true
      return []
    }
    let size = Int(count) * stride
    let source = UnsafeRawBufferPointer(rebasing: bytes[position..<(position + size)])
    position += size
    return [Element](unsafeUninitializedCapacity: Int(count)) { buffer, initialized in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
      initialized = Int(count)
    }
  }

  package mutating func vocabulary() -> Vocabulary? {
    let arena: [UInt8] = array()
    let ends: [UInt32] = array()
    return Vocabulary(arena: arena, ends: ends)
  }

  mutating func index(_ scorer: BM25) -> InvertedIndex? {
    let starts: [UInt32] = array()
    let units: [UnitID] = array()
    let weights: [Float] = array()
    let frequencies: [UInt16] = array()
    let lengths: [UInt32] = array()
    let idf: [Float] = array()
    let maxima: [Float] = array()
    let tenthBest: [Float] = array()
    guard !isBroken, let last = starts.last, Int(last) == units.count,
      weights.count == units.count, frequencies.count == units.count,
      idf.count == starts.count - 1, maxima.count == idf.count, tenthBest.count == idf.count
    else { return nil }
    return InvertedIndex(
      scorer: scorer,
      starts: starts,
      units: units,
      weights: weights,
      frequencies: frequencies,
      lengths: lengths,
      idf: idf,
      maximumWeights: maxima,
      tenthBestWeights: tenthBest
    )
  }
}
