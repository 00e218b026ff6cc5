/// One line as it arrived, without its line end.
package struct Line: Equatable, Sendable {
  /// The text; bytes that are not UTF-8 have become U+FFFD.
  package var text: String
  /// Whether bytes had to be replaced; a U+FFFD the sender wrote itself does not count.
  package var isRepaired: Bool

  package init(text: String, isRepaired: Bool = false) {
    self.text = text
    self.isRepaired = isRepaired
  }
}

/// Bytes in, lines out, however the bytes were split on their way.
///
/// A line ends at LF; one CR before it belongs to the line end. A CR elsewhere, NUL and every other
/// byte are content. Lines longer than `maximumLineBytes` are thrown away as they come in.
///
/// Invariant: once `next()` has returned nil, at most `maximumLineBytes` + 1 bytes are held (one
/// more than a line, because a last CR may yet turn out to be half a line end).
package struct LineDecoder: Sendable {
  /// What the bytes contained, in order.
  package enum Event: Equatable, Sendable {
    case line(Line)
    /// A line over the limit, told once, when it has ended; `bytes` is its length without line end.
    case tooLong(bytes: Int)
  }

  package static let defaultMaximumLineBytes = 16 * 1024

  package let maximumLineBytes: Int
  private var buffer: [UInt8] = []
  /// Where the unfinished line begins in `buffer`.
  private var start = 0
  /// There is no line feed in `buffer[start..<scanned]`, so no byte is looked at twice.
  private var scanned = 0
  private var discarded = Discarded()
  /// What the line began with that was too long last: how its sender is to be answered.
  package private(set) var firstByteOfTooLong: UInt8?

  package init(maximumLineBytes: Int = LineDecoder.defaultMaximumLineBytes) {
    precondition(maximumLineBytes > 0, "a line limit must be positive, not \(maximumLineBytes)")
    self.maximumLineBytes = maximumLineBytes
  }

  /// Bytes that belong to no event yet.
  package var heldBytes: Int { buffer.count - start }

  /// Whether a line has begun and not ended, also one of which nothing is held.
  package var isInLine: Bool { heldBytes + discarded.bytes > 0 }

  /// What the line begins with that has not ended; nil when none has begun.
  package var firstByte: UInt8? { discarded.first ?? (heldBytes > 0 ? buffer[start] : nil) }

  /// Takes in the next bytes of the stream; drain with `next()` before appending more.
  package mutating func append(_ bytes: ArraySlice<UInt8>) {
    buffer.append(contentsOf: bytes)
  }

  /// Gives the next finished line, or nil until more bytes arrive.
  ///
  /// Complexity: linear in the bytes appended, over all calls.
  package mutating func next() -> Event? {
    guard let end = nextLineFeed() else {
      keepOnlyUnfinishedLine()
      return nil
    }
    let event = finishLine(at: end)
    start = end + 1
    scanned = start
    return event
  }

  /// Gives the last line when the stream ended without a line end; nil if nothing is left.
  ///
  /// Call when `next()` has returned nil and no more bytes will come.
  package mutating func finish() -> Event? {
    guard discarded.bytes + heldBytes > 0 else { return nil }
    let event = finishLine(at: buffer.count)
    buffer = []
    start = 0
    scanned = 0
    return event
  }
}

extension LineDecoder {
  /// The part of a too long line that is gone, and what must be remembered about it.
  private struct Discarded {
    var bytes = 0
    var endsWithCR = false
    var first: UInt8?
  }

  private mutating func nextLineFeed() -> Int? {
    let from = scanned
    let found = buffer.withUnsafeBufferPointer { bytes in
      var index = from
      while index < bytes.count && bytes[index] != UInt8(ascii: "\n") { index += 1 }
      return index
    }
    scanned = found
    return found < buffer.count ? found : nil
  }

  private mutating func finishLine(at end: Int) -> Event {
    let endsWithCR =
      end > start ? buffer[end - 1] == UInt8(ascii: "\r") : discarded.endsWithCR
    let length = discarded.bytes + (end - start) - (endsWithCR ? 1 : 0)
    if length > maximumLineBytes { firstByteOfTooLong = firstByte }
    discarded = Discarded()
    // Whatever was discarded was over the limit, so a line within it is whole in the buffer.
    guard length <= maximumLineBytes else { return .tooLong(bytes: length) }
    let bytes = buffer[start..<(start + length)]
    if let text = String(validating: bytes, as: UTF8.self) { return .line(Line(text: text)) }
    return .line(Line(text: String(decoding: bytes, as: UTF8.self), isRepaired: true))
  }

  private mutating func keepOnlyUnfinishedLine() {
    if discarded.bytes + heldBytes > maximumLineBytes + 1 {
      discarded.first = firstByte
      discarded.endsWithCR =
        heldBytes > 0 ? buffer.last == UInt8(ascii: "\r") : discarded.endsWithCR
      discarded.bytes += heldBytes
      start = buffer.count
    }
    if start == buffer.count {
      // Ten thousand idle connections must not keep ten thousand buffers.
      buffer = []
    } else if start > 0 {
      buffer.removeSubrange(..<start)
    }
    start = 0
    scanned = buffer.count
  }
}
