import Dialogue
import JSON
import Testing

@testable import Storage

@Suite("Payloads hold any text")
struct PayloadTextTests {
  @Test("every scalar comes back, and none that a terminal would obey is written as it is")
  func everyScalar() throws {
    for start in stride(from: UInt32(0), through: 0x10FFFF, by: 2_048) {
      let scalars = (start..<start + 2_048).compactMap { Unicode.Scalar($0) }
      let text = "<" + String(String.UnicodeScalarView(scalars)) + ">"
      let payload = EventCoding.payload(of: .customerSaid(text))
      #expect(EventCoding.event(kindNumber: 2, payload: payload) == .customerSaid(text))
      let written = String(decoding: payload, as: UTF8.self).unicodeScalars
      let obeyed = written.filter { scalar in
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
      }
      #expect(obeyed.isEmpty)
    }
  }

  @Test("bytes that are no UTF-8 are written as what stands for them")
  func invalid() {
    var writer = JSONWriter()
    let bytes: [UInt8] = [0x61, 0xC2, 0xE2, 0x80, 0xFF, 0xD8]
    bytes.withUnsafeBufferPointer { writer.string($0) }
    let expected = String(decoding: bytes, as: UTF8.self)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "\"\(expected)\"")
  }

  @Test(
    "a number comes back to its last digit",
    arguments: [0.1, 1e300, -0.0, .leastNonzeroMagnitude, 1.0 / 3, 1e20, .infinity, -.infinity]
  )
  func numbers(_ value: Double) throws {
    let record = TurnRecord(
      decision: "answer",
      subject: nil,
      confidence: value,
      reasons: [],
      contentVersion: ""
    )
    let payload = EventCoding.payload(of: .decided(record))
    let event = EventCoding.event(kindNumber: 8, payload: payload)
    #expect(event == .decided(record))
  }

  @Test("whatever bytes stand in a payload, reading them ends with an event or an error")
  func damaged() {
    var samples = Samples(seed: 7)
    for round in 0..<3_000 {
      var payload = EventCoding.payload(of: samples.event())
      for _ in 0..<samples.number(1..<4) {
        guard !payload.isEmpty else { break }
        let place = samples.number(0..<payload.count)
        switch samples.number(0..<3) {
        case 0: payload[place] = UInt8(samples.number(0..<256))
        case 1: payload.remove(at: place)
        default: payload.removeSubrange(place...)
        }
      }
      let kind = round % (EventKind.allCases.count + 2)
      _ = EventCoding.event(kindNumber: kind, payload: payload)
    }
  }
}
