import TestSupport
import Testing
import Wire

@Suite("Bytes become lines")
struct LineDecoderTests {
  static let inputs: [(bytes: [UInt8], events: [LineDecoder.Event])] = [
    ([], []),
    (Array("one\n".utf8), [line("one")]),
    (Array("one\r\ntwo\nlast".utf8), [line("one"), line("two"), line("last")]),
    (Array("\n\r\n\n".utf8), [line(""), line(""), line("")]),
    (Array("a\rb\r\r\n".utf8), [line("a\rb\r")]),
    (Array("half\r".utf8), [line("half")]),
    (Array("nul\u{0}in\n".utf8), [line("nul\u{0}in")]),
    (Array("ţară, где, كم\n".utf8), [line("ţară, где, كم")]),
    ([0x61, 0xFF, 0x62, 0x0A], [line("a\u{FFFD}b", repaired: true)]),
    (
      [0xD0, 0x0A, 0xB3, 0x0A],
      [line("\u{FFFD}", repaired: true), line("\u{FFFD}", repaired: true)]
    ),
    (Array("honest \u{FFFD}\n".utf8), [line("honest \u{FFFD}")]),
    // The limit in these tests is 24 bytes.
    (text("x", 24, "\n"), [line(String(repeating: "x", count: 24))]),
    (text("x", 24, "\r\n"), [line(String(repeating: "x", count: 24))]),
    (text("x", 24, ""), [line(String(repeating: "x", count: 24))]),
    (text("x", 25, "\n"), [.tooLong(bytes: 25)]),
    (text("x", 25, "\r\nnext\n"), [.tooLong(bytes: 25), line("next")]),
    (text("x", 90, "\r\rend"), [.tooLong(bytes: 95)]),
    (text("x", 90, "\r"), [.tooLong(bytes: 90)]),
    (
      text("x", 60, "\n") + text("y", 60, "\nz\n"),
      [.tooLong(bytes: 60), .tooLong(bytes: 60), line("z")]
    ),
  ]

  @Test("Every split into three parts gives the same lines", arguments: inputs)
  func threeParts(bytes: [UInt8], expected: [LineDecoder.Event]) {
    for first in 0...bytes.count {
      for second in first...bytes.count {
        let parts = [bytes[..<first], bytes[first..<second], bytes[second...]]
        #expect(events(in: parts) == expected, "split at \(first) and \(second)")
      }
    }
  }

  @Test("Byte by byte gives the same lines", arguments: inputs)
  func byteByByte(bytes: [UInt8], expected: [LineDecoder.Event]) {
    #expect(events(in: bytes.indices.map { bytes[$0...$0] }) == expected)
  }

  @Test("Random bytes in random pieces give what splitting the whole gives", arguments: 0..<200)
  func randomBytes(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    // Few kinds of bytes, so that line ends, CRs and long lines all happen.
    let alphabet: [UInt8] = [10, 10, 13, 0, 65, 66, 0xC3, 0xA9, 0xFF, 0xF0, 97, 98, 99, 100, 101]
    let bytes = (0..<Int.random(in: 0..<600, using: &random)).map { _ in
      alphabet.randomElement(using: &random) ?? 0
    }
    var parts: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Int.random(in: 0...40, using: &random))
      parts.append(bytes[start..<end])
      start = end
    }
    #expect(events(in: parts) == expectedEvents(in: bytes))
  }

  @Test("A line of 10 MB is never held")
  func memoryIsBounded() {
    var decoder = LineDecoder(maximumLineBytes: 1000)
    let piece = [UInt8](repeating: 97, count: 4096)
    for _ in 0..<2560 {
      decoder.append(piece[...])
      #expect(decoder.next() == nil)
      #expect(decoder.heldBytes <= 1001)
    }
    decoder.append([10, 98, 10])
    #expect(decoder.next() == .tooLong(bytes: 2560 * 4096))
    #expect(decoder.next() == line("b"))
    #expect(decoder.next() == nil)
    #expect(decoder.finish() == nil)
  }

  private func events(in parts: [ArraySlice<UInt8>]) -> [LineDecoder.Event] {
    var decoder = LineDecoder(maximumLineBytes: limit)
    var events: [LineDecoder.Event] = []
    for part in parts {
      decoder.append(part)
      while let event = decoder.next() { events.append(event) }
      #expect(decoder.heldBytes <= limit + 1)
    }
    if let event = decoder.finish() { events.append(event) }
    #expect(decoder.finish() == nil)
    return events
  }

  /// The same rules applied to the whole input at once.
  private func expectedEvents(in bytes: [UInt8]) -> [LineDecoder.Event] {
    var pieces = bytes.split(separator: 10, omittingEmptySubsequences: false)
    if pieces.last?.isEmpty == true { pieces.removeLast() }
    return pieces.map { piece in
      let content = piece.last == 13 ? piece.dropLast() : piece
      if content.count > limit { return .tooLong(bytes: content.count) }
      let text = String(decoding: content, as: UTF8.self)
      return line(text, repaired: Array(text.utf8) != Array(content))
    }
  }
}

private let limit = 24

private func line(_ text: String, repaired: Bool = false) -> LineDecoder.Event {
  .line(Line(text: text, isRepaired: repaired))
}

private func text(_ letter: String, _ count: Int, _ end: String) -> [UInt8] {
  Array((String(repeating: letter, count: count) + end).utf8)
}
