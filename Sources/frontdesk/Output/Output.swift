/// A stream to write to, behind a buffer.
final class Output {
  let descriptor: Descriptor
  /// Whether text may be coloured.
  let style: Style
  private var buffer: [UInt8] = []

  private static let capacity = 1 << 16

  init(_ descriptor: Descriptor, style: Style = Style(isColored: false)) {
    self.descriptor = descriptor
    self.style = style
    buffer.reserveCapacity(Self.capacity)
  }

  var isTerminal: Bool { descriptor.isTerminal }

  /// Writes text behind what is written already; it may wait for `flush()`.
  func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    try flushIfFull()
  }

  /// Writes bytes behind what is written already; they may wait for `flush()`.
  func write(_ bytes: some Sequence<UInt8>) throws {
    buffer.append(contentsOf: bytes)
    try flushIfFull()
  }

  /// Lets `body` append bytes to the buffer itself.
  func write<Result>(with body: (inout [UInt8]) throws -> Result) throws -> Result {
    let result = try body(&buffer)
    try flushIfFull()
    return result
  }

  /// Writes a text and a line end.
  func writeLine(_ text: String = "") throws {
    try write(text)
    try write(CollectionOfOne(UInt8(ascii: "\n")))
  }

  /// Sends everything that waits.
  ///
  /// - Throws: `OutputClosed` when nobody reads any more, `FileError` when it fails otherwise.
  func flush() throws {
    guard !buffer.isEmpty else { return }
    defer { buffer.removeAll(keepingCapacity: true) }
    try buffer.withUnsafeBytes { try descriptor.write($0) }
  }

  private func flushIfFull() throws {
    if buffer.count >= Self.capacity { try flush() }
  }
}
