import Testing

@testable import TextAnalysis

@Suite("Decoding UTF-8")
struct UTF8DecodingTests {
  private func decode(_ bytes: [UInt8]) -> [UInt32] {
    bytes.withUnsafeBufferPointer { bytes in
      var scalars: [UInt32] = []
      var position = 0
      while position < bytes.count {
        let (scalar, length) = decodeScalar(bytes, at: position, before: bytes.count)
        scalars.append(scalar)
        position += length
      }
      return scalars
    }
  }

  @Test("decodes what the standard library encodes, for every scalar of the first plane and more")
  func roundTrip() {
    for value in stride(from: UInt32(0), to: 0x11_0000, by: 1) {
      if value > 0x1_0000 && value % 97 != 0 && value < 0x10_FFF0 { continue }
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(scalar).utf8)
      if decode(bytes) != [value] { Issue.record("\(value)") }
      if value < 0x1_0000 {
        var encoded: [UInt8] = []
        appendUTF8([UInt16(value)], to: &encoded)
        if encoded != bytes { Issue.record("\(value)") }
      }
    }
  }

  @Test(
    "counts each byte of what is ill-formed as U+FFFD",
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xE2, 0x82],
      [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5], [0xFF],
      [0xF0, 0x9F, 0x98],
    ] as [[UInt8]]
  )
  func illFormed(bytes: [UInt8]) {
    #expect(decode(bytes) == bytes.map { _ in 0xFFFD })
    #expect(decode([0x61] + bytes + [0x62]) == [0x61] + bytes.map { _ in 0xFFFD } + [0x62])
  }

  @Test("does not look beyond the given end")
  func end() {
    let bytes = Array("é".utf8)
    let decoded = bytes.withUnsafeBufferPointer { decodeScalar($0, at: 0, before: 1) }
    #expect(decoded == (0xFFFD, 1))
  }
}
