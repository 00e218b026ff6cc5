/// Cuts a stream of bytes into lines.
struct LineBuffer {
  private var bytes: [UInt8] = []
  private var searched = 0
  /// A line longer than this is given up; in bytes.
  let maximumBytes: Int

  init(maximumBytes: Int) {
    self.maximumBytes = maximumBytes
  }

  /// Whether a line has begun that is too long.
  var isOverlong: Bool { bytes.count > maximumBytes }

  /// Adds what was read and gives the lines that are whole now, without their line feeds.
  mutating func append(_ more: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    bytes += more
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while let end = bytes[max(start, searched)...].firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(bytes[start..<end])
      start = end + 1
      searched = start
    }
    bytes.removeFirst(start)
    searched = bytes.count
    return lines
  }

  /// The line that has begun, for a stream that ends without a line feed or is too long for one.
  mutating func takeRest() -> ArraySlice<UInt8> {
    defer {
      bytes = []
      searched = 0
    }
    return bytes[...]
  }
}
