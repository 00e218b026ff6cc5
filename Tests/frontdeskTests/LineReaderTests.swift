import Foundation
import Testing

@testable import frontdesk

@Suite("Lines of a stream")
struct LineReaderTests {
  /// Reads all lines of some bytes through a pipe, with a buffer of a size.
  private func lines(of bytes: [UInt8], capacity: Int) throws -> [[UInt8]] {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data(bytes))
    try pipe.fileHandleForWriting.close()
    var reader = LineReader(
      from: Descriptor(number: pipe.fileHandleForReading.fileDescriptor),
      capacity: capacity
    )
    var lines: [[UInt8]] = []
    while let line = try reader.next(beforeWaiting: {}, { Array($0) }) { lines.append(line) }
    return lines
  }

  @Test("Lines are the same however much is read at once", arguments: 1...12)
  func everyCapacity(capacity: Int) throws {
    let text = "one\n\ntwo\r\nthr\ree\r\n\u{0}\n\r\nlast"
    let expected = ["one", "", "two", "thr\ree", "\u{0}", "", "last"]
    #expect(try lines(of: Array(text.utf8), capacity: capacity) == expected.map { Array($0.utf8) })
  }

  @Test("An empty stream has no line, and a line end at the end begins no other")
  func ends() throws {
    #expect(try lines(of: [], capacity: 4).isEmpty)
    #expect(try lines(of: Array("\n".utf8), capacity: 4) == [[]])
    #expect(try lines(of: Array("a\n".utf8), capacity: 4) == [Array("a".utf8)])
    #expect(try lines(of: Array("a\r".utf8), capacity: 4) == [Array("a".utf8)])
  }

  @Test("What was written is sent before the reader may have to wait")
  func waiting() throws {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data("a\nb\n".utf8))
    var reader = LineReader(
      from: Descriptor(number: pipe.fileHandleForReading.fileDescriptor)
    )
    var waits = 0
    for _ in 0..<2 { _ = try reader.next(beforeWaiting: { waits += 1 }, { _ in }) }
    #expect(waits == 1)
    try pipe.fileHandleForWriting.close()
    #expect(try reader.next(beforeWaiting: { waits += 1 }, { _ in }) == nil)
    #expect(waits == 2)
  }
}
