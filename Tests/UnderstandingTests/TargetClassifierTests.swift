import Retrieval
import TestSupport
import Testing

@testable import Understanding

@Suite("Classifier of targets")
struct TargetClassifierTests {
  private let sources = Array(SampleInterpreter.sources.prefix(3))
  private let builder = QueryBuilder(
    index: SampleInterpreter.index(),
    analyzer: SampleInterpreter.analyzer
  )

  @Test("what is written is read back and decides the same")
  func roundTrip() throws {
    let classifier = TargetClassifier.learn(sources, using: builder)
    let bytes = encoded(classifier)
    let restored = try #require(decode(bytes))
    #expect(encoded(restored) == bytes)
    for text in ["where is my order", "return", "zzz"] {
      let query = builder.query(forExample: text)
      #expect(classifier.decisions(for: query) == restored.decisions(for: query))
    }
  }

  @Test("the same examples teach the same")
  func deterministic() {
    #expect(
      encoded(TargetClassifier.learn(sources, using: builder))
        == encoded(TargetClassifier.learn(sources, using: builder))
    )
  }

  @Test("examples are on the side of their target")
  func decisions() {
    let classifier = TargetClassifier.learn(sources, using: builder)
    for source in sources {
      for question in source.document.questions {
        let decisions = classifier.decisions(for: builder.query(forExample: question))
        let best = decisions.max { $0.value < $1.value }
        #expect(best?.key == source.document.id, "\(question)")
      }
    }
  }

  @Test("bytes cut off anywhere are not read")
  func truncated() {
    let bytes = encoded(TargetClassifier.learn(sources, using: builder))
    for count in stride(from: 0, to: bytes.count, by: 7) {
      #expect(decode(Array(bytes.prefix(count))) == nil)
    }
    for count in max(0, bytes.count - 40)..<bytes.count {
      #expect(decode(Array(bytes.prefix(count))) == nil)
    }
    #expect(decode([], sources: []) == nil)
  }

  @Test("a wrong count is noticed, be it one more or beyond all memory")
  func wrongCounts() {
    let bytes = encoded(TargetClassifier.learn(sources, using: builder))
    var position = 0
    // Arrays of the vocabulary, idf, weights and biases, by the size of an element.
    for stride in [1, 4, 4, 4, 4] {
      let count = bytes[position..<position + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
      for wrong in [count + 1, count - 1, 0, Int.max, -1, 1 << 62] {
        var damaged = bytes
        withUnsafeBytes(of: UInt64(bitPattern: Int64(wrong)).littleEndian) {
          damaged.replaceSubrange(position..<position + 8, with: $0)
        }
        #expect(decode(damaged) == nil, "\(wrong) for \(count)")
      }
      position += 8 + count * stride
    }
    #expect(position == bytes.count)
  }

  @Test("a damaged byte is noticed, or does no harm")
  func damaged() {
    let bytes = encoded(TargetClassifier.learn(sources, using: builder))
    var random = SeededGenerator(seed: 3)
    let query = builder.query(forExample: "where is my order")
    for _ in 0..<300 {
      var damaged = bytes
      let position = Int.random(in: 0..<bytes.count, using: &random)
      damaged[position] = damaged[position] ^ UInt8.random(in: 1...255, using: &random)
      _ = decode(damaged)?.decisions(for: query)
    }
  }

  @Test("a classifier of other sources is not taken")
  func otherSources() {
    let bytes = encoded(TargetClassifier.learn(sources, using: builder))
    #expect(decode(bytes, sources: Array(sources.dropLast())) == nil)
    #expect(decode(bytes, sources: []) == nil)
  }

  private func encoded(_ classifier: TargetClassifier) -> [UInt8] {
    var writer = ArrayWriter()
    classifier.encode(to: &writer)
    return writer.bytes
  }

  private func decode(
    _ bytes: [UInt8],
    sources: [Interpreter.Source]? = nil
  ) -> TargetClassifier? {
    bytes.withUnsafeBytes { bytes in
      var reader = ArrayReader(bytes)
      let classifier = TargetClassifier(decoding: &reader, sources: sources ?? self.sources)
      return reader.isAtEnd ? classifier : nil
    }
  }
}
