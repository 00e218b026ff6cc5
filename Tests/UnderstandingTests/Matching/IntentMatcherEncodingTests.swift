import Retrieval
import TestSupport
import Testing

@testable import Understanding

@Suite("Keeping an intent matcher")
struct IntentMatcherEncodingTests {
  private static let examples =
    UtteranceSamples.shop + [
      (intent: "rare", texts: ["gift wrapping"]),
      (intent: nil, texts: ["gift wrapping", "so what"]),
    ]
  private let lexicon = UtteranceSamples.lexicon([("parcel", ["parcel", "package"])])
  private let intents = examples.compactMap(\.intent)

  private func matcher() -> IntentMatcher {
    UtteranceSamples.matcher(Self.examples, lexicon: lexicon, namesCount: true)
  }

  private func encoded(_ matcher: IntentMatcher) -> [UInt8] {
    var writer = ArrayWriter()
    matcher.encode(to: &writer)
    return writer.bytes
  }

  private func decode(_ bytes: [UInt8], intents: [String]? = nil) -> IntentMatcher? {
    bytes.withUnsafeBytes { bytes in
      var reader = ArrayReader(bytes)
      let matcher = IntentMatcher(decoding: &reader, intents: intents ?? self.intents)
      return reader.isAtEnd ? matcher : nil
    }
  }

  @Test("the same examples give the same bytes, other examples others")
  func deterministic() {
    let bytes = encoded(matcher())
    #expect(encoded(matcher()) == bytes)
    #expect(encoded(UtteranceSamples.matcher(Self.examples, lexicon: lexicon)) != bytes)
    #expect(encoded(UtteranceSamples.matcher(Self.examples, namesCount: true)) != bytes)
  }

  @Test("what is written is read back and matches the same")
  func roundTrip() throws {
    let matcher = matcher()
    let bytes = encoded(matcher)
    let restored = try #require(decode(bytes))
    #expect(encoded(restored) == bytes)
    for text in [
      "where is my package", "gift wrapping", "wrapping", "refund", "track my parcel", "zzz", "",
    ] {
      #expect(restored.match(text) == matcher.match(text), "\(text)")
      #expect(restored.decisions(of: text) == matcher.decisions(of: text), "\(text)")
    }
  }

  @Test("a matcher of nothing is read back too")
  func empty() throws {
    let bytes = encoded(IntentMatcher())
    #expect(decode(bytes, intents: [])?.intents == [])
    #expect(decode(bytes) == nil)
  }

  @Test("bytes for other intents are not taken")
  func otherIntents() {
    let bytes = encoded(matcher())
    #expect(decode(bytes, intents: Array(intents.dropLast())) == nil)
    #expect(decode(bytes, intents: intents + ["more"]) == nil)
    #expect(decode(bytes, intents: []) == nil)
  }

  @Test("bytes cut off anywhere are not read")
  func truncated() {
    let bytes = encoded(matcher())
    for count in stride(from: 0, to: bytes.count, by: 31) {
      #expect(decode(Array(bytes.prefix(count))) == nil)
    }
    for count in max(bytes.count - 64, 0)..<bytes.count {
      #expect(decode(Array(bytes.prefix(count))) == nil)
    }
    #expect(decode(bytes + [0]) == nil)
  }

  @Test("a wrong count is noticed, be it one more or beyond all memory")
  func wrongCounts() {
    let bytes = encoded(matcher())
    // The first array is that of the concepts; others are met by the windows below.
    let count = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(count == matcher().conceptCount)
    for wrong in [count + 1, count - 1, 0, Int.max, -1, 1 << 61] {
      #expect(decode(overwritten(bytes, at: 0, with: wrong)) == nil, "\(wrong) for \(count)")
    }
  }

  @Test("a wrong number anywhere is noticed, or the matcher still answers")
  func wrongNumbers() {
    let bytes = encoded(matcher())
    for position in stride(from: 8, to: bytes.count - 8, by: 38) {
      for wrong in [0, 1, Int.max, -1, 0x7FFF_FFFF_7FFF_FFFF, 0x7F80_0000_7FC0_0000] {
        use(decode(overwritten(bytes, at: position, with: wrong)))
      }
    }
    for position in stride(from: max(bytes.count - 700, 8), to: bytes.count - 8, by: 2) {
      use(decode(overwritten(bytes, at: position, with: Int.max)))
    }
  }

  @Test("flipped bits are noticed, or the matcher still answers", arguments: [UInt64(1), 2, 3])
  func damaged(_ seed: UInt64) {
    let bytes = encoded(matcher())
    var random = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[Int.random(in: 0..<bytes.count, using: &random)] ^=
          UInt8.random(in: 1...255, using: &random)
      }
      use(decode(damaged))
    }
  }

  private func use(_ matcher: IntentMatcher?) {
    guard let matcher else { return }
    for text in ["where is my parcel", "gift wrapping", "zzz"] {
      guard let match = matcher.match(text) else { continue }
      #expect(matcher.intents.indices.contains(match.intent))
      _ = matcher.explain(UtteranceSamples.words(text), intent: match.intent, over: match.runnerUp)
    }
  }

  private func overwritten(_ bytes: [UInt8], at position: Int, with number: Int) -> [UInt8] {
    var damaged = bytes
    withUnsafeBytes(of: number.littleEndian) {
      damaged.replaceSubrange(position..<position + 8, with: $0)
    }
    return damaged
  }
}
