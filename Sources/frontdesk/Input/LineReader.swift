/// Reads lines of any length from a descriptor, as bytes.
///
/// A line ends at LF; one CR before it belongs to the line end. An unfinished last line counts.
struct LineReader: ~Copyable {
  private let source: Descriptor
  private var buffer: [UInt8]
  /// The bytes of the buffer that are not given out yet.
  private var start = 0
  private var end = 0
  /// There is no line feed before it in what is not given out.
  private var scanned = 0
  private var hasEnded = false

  init(from source: Descriptor, capacity: Int = 1 << 18) {
    self.source = source
    buffer = [UInt8](repeating: 0, count: capacity)
  }

  /// Calls `body` with the next line; nil at the end of the input.
  ///
  /// `beforeWaiting` is called when the input may keep the program waiting, which is the moment to
  /// send what has been written.
  mutating func next<Result>(
    beforeWaiting: () throws -> Void,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) throws -> Result? {
    while true {
      if let feed = nextLineFeed() {
        defer {
          start = feed + 1
          scanned = start
        }
        return try give(start..<feed, body)
      }
      if hasEnded {
        guard start < end else { return nil }
        defer { start = end }
        return try give(start..<end, body)
      }
      try beforeWaiting()
      try readMore()
    }
  }

  private mutating func nextLineFeed() -> Int? {
    let (from, end) = (scanned, end)
    let found = buffer.withUnsafeBufferPointer { bytes in
      var position = from
      while position < end && bytes[position] != UInt8(ascii: "\n") { position += 1 }
      return position
    }
    scanned = found
    return found < end ? found : nil
  }

  private func give<Result>(
    _ range: Range<Int>,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try buffer.withUnsafeBufferPointer { bytes in
      var line = range
      if let last = line.last, bytes[last] == UInt8(ascii: "\r") {
        line = line.lowerBound..<last
      }
      return try body(UnsafeBufferPointer(rebasing: bytes[line]))
    }
  }

  private mutating func readMore() throws {
    if start > 0 {
      buffer.withUnsafeMutableBytes { bytes in
        bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      }
      end -= start
      scanned -= start
      start = 0
    }
    if end == buffer.count {
      buffer.append(contentsOf: repeatElement(0, count: buffer.count))
    }
    let free = end
    let count = try buffer.withUnsafeMutableBytes {
      try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[free...]))
    }
    end += count
    hasEnded = count == 0
  }
}
