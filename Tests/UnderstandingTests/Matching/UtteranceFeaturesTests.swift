import Testing
import TextAnalysis

@testable import Understanding

@Suite("Features of an utterance")
struct UtteranceFeaturesTests {
  private typealias Vector = [UInt32: Float]

  @Test("long and short utterances are equally long vectors, and concepts lengthen them")
  func length() {
    let texts = ["where is my order", "hi hi hi", "send the invoice of A-10432 to me by mail now"]
    let plain = fit(texts)
    for text in texts { #expect(abs(length(text, plain) - length("hi", plain)) < 1e-4) }
    let concepts = fit(texts, lexicon: UtteranceSamples.lexicon([("paper", ["invoice"])]))
    #expect(abs(length("hi", concepts) - length("hi", plain)) < 1e-4)
    #expect(length(texts[2], concepts) > length(texts[2], plain) + 0.1)
  }

  @Test("an order number is a feature, whichever it is, and its digits are none")
  func orderNumber() {
    let features = fit([
      "where is A-10432", "where is B-99999", "where is it", "10432 or 99999 or #10432",
    ])
    let one = vector("where is A-10432", features)
    #expect(one == vector("where is B-99999", features))
    #expect(one == vector("Where is C-12321?", features))
    #expect(one != vector("where is", features))
    #expect(one != vector("where is 10", features))
  }

  @Test("the order of words matters, their case and signs do not")
  func wordOrder() {
    let features = fit(["block the card now", "card block"])
    #expect(vector("block card", features) != vector("card block", features))
    #expect(vector("Block, CARD!", features) == vector("block card", features))
    #expect(vector("the blocked card", features).count > vector("the", features).count)
  }

  @Test("a concept's words share a feature, and without the lexicon they share none")
  func concept() {
    let lexicon = UtteranceSamples.lexicon([("parcel", ["parcel", "package"])])
    func shared(_ lexicon: Lexicon) -> Int {
      let features = fit(["parcel", "mug"], lexicon: lexicon)
      return vector("xoxo", features).count == 0 ? vector("package", features).count : -1
    }
    let without = shared(Lexicon())
    #expect(shared(lexicon) == without + 1)
  }

  @Test("a word shares letters with its misspelling, in scripts of one byte and of two")
  func letters() {
    for (language, word, misspelt, other) in [
      (Language.english, "abcdefgh", "abcdxfgh", "zyxwvuts"),
      (.russian, "абвгдежз", "абвгюежз", "щшчцхфут"),
    ] {
      let analyzer = Analyzer(language: language)
      func words(_ text: String) -> UtteranceWords { UtteranceWords(analyzer.analyze(text)) }
      let features = UtteranceFeatures.fit(
        [words(word)],
        lexicon: Lexicon(),
        maximumCount: 1_000
      ).features
      var room = UtteranceFeatures.Room()
      func count(_ text: String) -> Int {
        features.read(words(text), into: &room)
        return room.entries.count
      }
      // Were letters of two bytes cut apart, the second script would have more in common.
      #expect(features.count == count(word))
      #expect(count(word) == 25)
      #expect(count(misspelt) == 15)
      #expect(count(other) == 0)
    }
  }

  @Test("what no example has is left out")
  func unknown() {
    let features = fit(["where is my order"])
    for text in ["zzzz", "", "?!", "👍"] { #expect(vector(text, features).isEmpty, "\(text)") }
    #expect(fit([]).count == 0)
    #expect(vector("order", fit([])).isEmpty)
  }

  @Test("a rare feature counts more than a frequent one, a repeated one more than one that is not")
  func weights() throws {
    let features = fit(["red box", "red bag", "red hat", "red shoe", "blue box"])
    func value(_ word: String, _ text: String) throws -> Float {
      let number = try #require(features.number(of: UtteranceSamples.words(word).words[0].stem))
      return vector(text, features)[number] ?? 0
    }
    #expect(try value("blue", "red blue") > value("red", "red blue") * 1.2)
    #expect(try value("red", "red red blue") > value("red", "red blue"))
  }

  @Test("of too many features those that few examples have go first")
  func maximumCount() throws {
    let texts = ["return box", "return bag", "return hat"].map { UtteranceSamples.words($0) }
    let all = UtteranceFeatures.fit(texts, lexicon: Lexicon(), maximumCount: 1_000).features
    let few = UtteranceFeatures.fit(texts, lexicon: Lexicon(), maximumCount: all.count / 2).features
    #expect(few.count > 0 && few.count <= all.count / 2)
    #expect(few.number(of: UtteranceSamples.words("return").words[0].stem) != nil)
    #expect(few.number(of: UtteranceSamples.words("hat").words[0].stem) == nil)
    #expect(UtteranceFeatures.fit(texts, lexicon: Lexicon(), maximumCount: 0).features.count == 0)
  }

  @Test("memory that was used before changes nothing")
  func room() {
    let features = fit(["where is my parcel", "send the invoice"])
    var room = UtteranceFeatures.Room()
    for text in ["where is my parcel", "", "the the invoice", "where is my parcel"] {
      features.read(UtteranceSamples.words(text), into: &room)
      let used = Dictionary(uniqueKeysWithValues: room.entries.map { ($0.feature, $0.value) })
      #expect(used == vector(text, features), "\(text)")
    }
  }

  @Test("a text of thousands of words is read up to a length, and the rest does not matter")
  func long() {
    let features = fit(["where is my parcel", "invoice"])
    let long = String(repeating: "parcel where ", count: 2_000)
    let one = vector(long + "invoice", features)
    #expect(one == vector(long, features))
    #expect(!one.isEmpty && one.values.allSatisfy { $0.isFinite })
  }

  private func fit(_ texts: [String], lexicon: Lexicon = Lexicon()) -> UtteranceFeatures {
    UtteranceFeatures.fit(
      texts.map { UtteranceSamples.words($0) },
      lexicon: lexicon,
      maximumCount: 100_000
    ).features
  }

  /// Reads an utterance; each feature must be there once.
  private func vector(_ text: String, _ features: UtteranceFeatures) -> Vector {
    var room = UtteranceFeatures.Room()
    features.read(UtteranceSamples.words(text), into: &room)
    return Dictionary(uniqueKeysWithValues: room.entries.map { ($0.feature, $0.value) })
  }

  private func length(_ text: String, _ features: UtteranceFeatures) -> Float {
    vector(text, features).values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
