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
    let classifier = learn()
    let bytes = encoded(classifier)
    let restored = try #require(decode(bytes))
    #expect(encoded(restored) == bytes)
    for text in ["where is my order", "return", "zzz"] {
      #expect(ask(classifier, text).best == ask(restored, text).best)
      let (one, other) = (ask(classifier, text).opinions, ask(restored, text).opinions)
      #expect(one.mapValues(\.decision) == other.mapValues(\.decision))
      #expect(one.mapValues(\.coverage) == other.mapValues(\.coverage))
    }
  }

  @Test("the same examples teach the same")
  func deterministic() {
    #expect(
      encoded(learn())
        == encoded(learn())
    )
  }

  @Test("examples are on the side of their target")
  func decisions() throws {
    let classifier = learn()
    for source in sources {
      for question in source.document.questions {
        let (opinions, best) = ask(classifier, question)
        #expect(best.first == source.document.id, "\(question)")
        let opinion = try #require(opinions[source.document.id])
        #expect(opinion.decision > 0, "\(question)")
        #expect(opinion.coverage == 1, "\(question)")
      }
    }
  }

  @Test("the best targets come in the order of their decisions, as many as asked for")
  func best() {
    let classifier = learn()
    for text in ["where is my order", "shipping fee", "zzz"] {
      let (opinions, best) = ask(classifier, text, count: 2)
      let ordered = opinions.sorted { $0.value.decision > $1.value.decision }
      #expect(best == ordered.prefix(2).map(\.key), "\(text)")
      #expect(ask(classifier, text, count: 9).best == ordered.map(\.key))
      #expect(ask(classifier, text, count: 0).best.isEmpty)
      #expect(abs(opinions.values.reduce(0) { $0 + $1.share } - 1) < 1e-4)
    }
  }

  @Test("a document that was not learnt from has no class")
  func unknown() {
    let classifier = learn()
    #expect(classifier.number(ofDocument: "intent:nothing") == nil)
    #expect(classifier.number(ofDocument: sources[1].document.id) == 1)
  }

  @Test("a concept of the lexicon speaks for the target whose examples have another word for it")
  func concept() throws {
    var lexicon = Lexicon()
    lexicon.add("parcel", phrases: ["parcel", "crate"], analyzer: SampleInterpreter.analyzer)
    let id = sources[2].document.id
    let with = try #require(ask(learn(lexicon), "crate").opinions[id])
    let without = try #require(ask(learn(), "crate").opinions[id])
    #expect(with.decision > without.decision + 0.05)
    #expect(ask(learn(lexicon), "crate").best.first == id)
  }

  @Test("no sources, or too many to learn from, make a classifier without targets")
  func limits() throws {
    let none = TargetClassifier.learn([], using: builder, lexicon: Lexicon())
    #expect(none.isEmpty)
    let many = (0..<401).map { number in
      Interpreter.Source(
        target: .article("a\(number)"),
        document: Document(id: "article:a\(number)", title: "thing \(number)"),
        intents: []
      )
    }
    let classifier = TargetClassifier.learn(many, using: builder, lexicon: Lexicon())
    #expect(classifier.isEmpty)
    #expect(classifier.number(ofDocument: "article:a7") == nil)
    #expect(try #require(decode(encoded(classifier), sources: many)).isEmpty)
  }

  @Test("bytes cut off anywhere are not read")
  func truncated() {
    let bytes = encoded(learn())
    for count in stride(from: 0, to: bytes.count, by: 7) {
      #expect(decode(Array(bytes.prefix(count))) == nil)
    }
    for count in max(0, bytes.count - 40)..<bytes.count {
      #expect(decode(Array(bytes.prefix(count))) == nil)
    }
    #expect(decode([], sources: []) == nil)
  }

  @Test("a damaged byte is noticed, or does no harm")
  func damaged() {
    let bytes = encoded(learn())
    var random = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      var damaged = bytes
      let position = Int.random(in: 0..<bytes.count, using: &random)
      damaged[position] = damaged[position] ^ UInt8.random(in: 1...255, using: &random)
      if let classifier = decode(damaged) {
        #expect(ask(classifier, "where is my order").best.count == 3)
      }
    }
  }

  @Test("a classifier of other sources is not taken")
  func otherSources() {
    let bytes = encoded(learn())
    #expect(decode(bytes, sources: Array(sources.dropLast())) == nil)
    #expect(decode(bytes, sources: []) == nil)
  }

  private func learn(_ lexicon: Lexicon = Lexicon()) -> TargetClassifier {
    TargetClassifier.learn(sources, using: builder, lexicon: lexicon)
  }

  /// The opinions of a question by document, and the best documents.
  private func ask(
    _ classifier: TargetClassifier,
    _ text: String,
    count: Int = 3
  ) -> (opinions: [String: TargetClassifier.Opinion], best: [String]) {
    var room = IntentMatcher.Room()
    classifier.read(builder.query(forExample: text), using: &room)
    var opinions: [String: TargetClassifier.Opinion] = [:]
    for source in sources {
      let id = source.document.id
      opinions[id] = classifier.number(ofDocument: id).map {
        classifier.opinion(ofClass: $0, in: room)
      }
    }
    return (opinions, classifier.best(count, in: room).map { classifier.matcher.intents[$0] })
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
