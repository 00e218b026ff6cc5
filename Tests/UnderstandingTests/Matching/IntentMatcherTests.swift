import Testing
import TextAnalysis

@testable import Understanding

@Suite("Intent matcher")
struct IntentMatcherTests {
  @Test(
    "what nobody wrote before is found by its words, and by their letters when misspelt",
    arguments: [
      ("could I have an invoice please", "invoice"), ("give back my money", "refund"),
      ("parcel where", "track"), ("the reciept", "invoice"), ("trakc parcle", "track"),
    ]
  )
  func finds(_ text: String, _ intent: String) {
    #expect(UtteranceSamples.matcher().intent(of: text) == intent)
  }

  @Test("examples lie on the side of their own intent")
  func examples() throws {
    let matcher = UtteranceSamples.matcher()
    for (intent, texts) in UtteranceSamples.shop {
      for text in texts {
        let match = try #require(matcher.match(text))
        #expect(matcher.intents[match.intent] == intent)
        #expect(match.decision > 0 && match.runnerUpDecision < match.decision)
      }
    }
  }

  @Test(
    "an example to the word wins outright, whatever its case, signs and order number",
    arguments: ["where is my parcel", "Where is my PARCEL?", "where is my invoice for B-99999"]
  )
  func exact(_ text: String) throws {
    #expect(UtteranceSamples.matcher().match(text)?.isExact == true)
  }

  @Test("an example with a word more, less or in another place does not win outright")
  func notExact() throws {
    for text in [
      "where is my parcel now", "where is my", "my parcel where is", "where is my parcels", "",
      "?!",
    ] {
      #expect(UtteranceSamples.matcher().match(text)?.isExact == false, "\(text)")
    }
  }

  @Test("an example of one intent wins against weights that speak for another")
  func exactAgainstWeights() throws {
    let matcher = UtteranceSamples.matcher([
      ("stop", ["parcel", "leave me alone", "be quiet"]),
      (
        "track",
        [
          "parcel parcel", "parcel parcel parcel", "Parcels", "my parcel", "a parcel", "parcel A-1",
          "parcel parcels", "parcels parcel",
        ]
      ),
    ])
    let decisions = matcher.decisions(of: "parcel")
    try #require(decisions[1] > decisions[0])
    let match = try #require(matcher.match("parcel"))
    #expect(match.intent == 0)
    #expect(match.runnerUp == 1)
    #expect(match.isExact)
    #expect(match.decision == decisions[0])
    #expect(match.runnerUpDecision == decisions[1])
  }

  @Test("an utterance that is an example of two intents, or of one and none, wins nothing outright")
  func ambiguous() throws {
    let matcher = UtteranceSamples.matcher([
      ("a", ["my card", "my card", "block it", "stop it", "stop"]),
      ("b", ["My card?", "pay it", "pay now", "my card"]), (nil, ["pay now", "what a day"]),
      ("c", ["another thing", "one thing", "two things", "stop"]),
    ])
    for text in ["my card", "pay now", "stop"] {
      #expect(matcher.match(text)?.isExact == false, "\(text)")
    }
    for text in ["block it", "pay it", "one thing"] {
      #expect(matcher.match(text)?.isExact == true, "\(text)")
    }
    #expect(matcher.match("what a day")?.isExact == false)
  }

  @Test("numbers and addresses alone are nobody's example")
  func numbersAlone() throws {
    let matcher = UtteranceSamples.matcher([
      ("track", ["A-10432", "where is it", "my parcel"]), ("pay", ["pay", "pay it", "pay now"]),
    ])
    #expect(matcher.match("A-10432")?.isExact == false)
  }

  @Test("a concept finds the intent whose examples have another word for it, by the lexicon only")
  func concept() throws {
    let lexicon = UtteranceSamples.lexicon([
      ("parcel", ["parcel", "package"]), ("bill", ["invoice", "receipt"]),
    ])
    let with = UtteranceSamples.matcher(lexicon: lexicon)
    #expect(with.conceptCount == 2)
    let match = try #require(with.match("package"))
    #expect(with.intents[match.intent] == "track")
    #expect(match.decision > match.runnerUpDecision + 0.3)
    let without = UtteranceSamples.matcher()
    let blind = try #require(without.match("package"))
    #expect(blind.decision < match.decision - 0.15)
    #expect(without.decisions(of: "xoxo qoqo") == without.classifier.biases)
  }

  @Test("an intent of one or two examples is as near as the nearest of them", arguments: [1, 2])
  func fewExamples(_ count: Int) throws {
    let few = ["gift wrapping for a present", "ribbon around the box"].prefix(count)
    let matcher = UtteranceSamples.matcher(
      UtteranceSamples.shop + [(intent: "wrap", texts: Array(few))]
    )
    let wrap = 3
    for text in few { #expect(abs(matcher.decisions(of: text)[wrap] - 1) < 1e-4) }
    #expect(matcher.decisions(of: "track the invoice")[wrap] < -0.6)
    #expect(matcher.decisions(of: "zzzz")[wrap] == -1)
    #expect(matcher.intent(of: "do you do gift wrapping") == "wrap")
    let near = matcher.decisions(of: "gift wrapping for a presnt")[wrap]
    #expect(near > matcher.decisions(of: "gift wrapping")[wrap])
    #expect((-1...1).contains(near))
    #expect(matcher.intent(of: "where is my parcel please") == "track")
  }

  @Test("examples of no intent pull the decisions down")
  func negatives() {
    let off = ["where is the moon", "where is my cat", "is my cat on the moon", "where is the cat"]
    let without = UtteranceSamples.matcher()
    let with = UtteranceSamples.matcher(UtteranceSamples.shop + [(intent: nil, texts: off)])
    #expect(with.intents == without.intents)
    for text in off + ["where is my moon"] {
      let (one, other) = (with.decisions(of: text), without.decisions(of: text))
      #expect(one.max() ?? 0 < other.max() ?? 0, "\(text)")
      #expect(one.max() ?? 0 < 0, "\(text)")
    }
    #expect(with.decisions(of: "track my parcel").max() ?? 0 > 0)
  }

  @Test("with an analyzer an intent's name is one more example, though not one to the word")
  func names() throws {
    let examples = [
      (intent: Optional("gift_card"), texts: ["x one", "x two", "x three"]),
      (intent: "topUp", texts: ["y one", "y two", "y three"]),
    ]
    let with = UtteranceSamples.matcher(examples, namesCount: true)
    #expect(with.intent(of: "gift card") == "gift_card")
    #expect(with.intent(of: "top up") == "topUp")
    #expect(with.decisions(of: "gift card")[0] > 0)
    #expect(with.match("gift card")?.isExact == false)
    let without = UtteranceSamples.matcher(examples)
    #expect(without.decisions(of: "gift card") == without.classifier.biases)
  }

  @Test(
    "names are spelt out as words",
    arguments: [
      "orderCancel", "ORDER_CANCEL", "order/cancel", "order-cancel", "order.cancel", "OrderCancel",
    ]
  )
  func spelledOut(_ name: String) {
    let words = UtteranceSamples.words(IntentMatcher.spelledOut(name))
    #expect(words.words.indices.map { words.text($0) } == ["order", "cancel"])
  }

  @Test("the shares of all intents add up to one, and the larger decision has the larger share")
  func shares() throws {
    let matcher = UtteranceSamples.matcher(
      UtteranceSamples.shop + [(intent: "rare", texts: ["odd"]), (intent: nil, texts: ["so what"])]
    )
    var room = IntentMatcher.Room()
    for text in ["where is my parcel", "refund the invoice", "zzz", "", "odd"] {
      room.utterance = UtteranceSamples.words(text)
      let match = try #require(matcher.match(using: &room))
      let shares = matcher.intents.indices.map { room.share(of: $0) }
      #expect(abs(shares.reduce(0, +) - 1) < 1e-4)
      #expect(shares.allSatisfy { (0...1).contains($0) })
      let byShare = shares.indices.sorted { shares[$0] > shares[$1] }
      let byDecision = shares.indices.sorted { room.decisions[$0] > room.decisions[$1] }
      #expect(byShare.first == byDecision.first)
      #expect(match.share == shares[match.intent])
    }
  }

  @Test("the best intent and the runner-up have the two largest decisions")
  func runnerUp() throws {
    let matcher = UtteranceSamples.matcher()
    for text in ["money for the parcel", "invoice parcel", "refund", "zzz", "my"] {
      let match = try #require(matcher.match(text))
      let ordered = matcher.decisions(of: text).sorted(by: >)
      #expect(match.decision == ordered[0])
      #expect(match.runnerUpDecision == ordered[1])
      #expect(match.intent != match.runnerUp)
    }
  }

  @Test("words are counted, and covered as far as the intent's examples have them")
  func coverage() throws {
    let matcher = UtteranceSamples.matcher()
    let whole = try #require(matcher.match("parcel on my way"))
    #expect(whole.wordCount == 4)
    #expect(abs(whole.coverage - 1) < 1e-6)
    let part = try #require(matcher.match("parcel on my zzz qqq"))
    #expect(part.coverage > 0 && part.coverage < 0.6)
    #expect(matcher.match("zzz")?.coverage == 0)
    #expect(matcher.match("")?.coverage == 0)
    #expect(matcher.match("")?.wordCount == 0)
  }

  @Test("with one intent everything is taken for it, and without any nothing is")
  func oneOrNone() throws {
    let one = UtteranceSamples.matcher([UtteranceSamples.shop[0]])
    for text in ["invoice", "zzz", ""] {
      let match = try #require(one.match(text))
      #expect(match.intent == 0 && match.runnerUp == 0)
      #expect(abs(match.share - 1) < 1e-6)
    }
    #expect(IntentMatcher().match("invoice") == nil)
    #expect(UtteranceSamples.matcher([(intent: nil, texts: ["invoice"])]).match("invoice") == nil)
  }

  @Test("an intent without examples is there, and never meant")
  func noExamples() {
    let matcher = UtteranceSamples.matcher(UtteranceSamples.shop + [(intent: "void", texts: [])])
    for text in ["where is my parcel", "zzz", "void"] {
      #expect(matcher.intent(of: text) != "void", "\(text)")
    }
  }

  @Test("memory that was used with another matcher changes nothing")
  func room() throws {
    let small = UtteranceSamples.matcher([UtteranceSamples.shop[0], ("rare", ["odd thing"])])
    let large = UtteranceSamples.matcher(UtteranceSamples.shop + [("rare", ["odd invoice"])])
    var room = IntentMatcher.Room()
    for text in ["odd invoice", "where is my parcel", "", "refund odd thing"] {
      for matcher in [large, small] {
        room.utterance = UtteranceSamples.words(text)
        #expect(matcher.match(using: &room) == matcher.match(text), "\(text)")
      }
    }
  }
}

@Suite("Words of intents")
struct IntentWordsTests {
  private let words = IntentWords(
    [("red box", 0), ("red bag", 1), ("red hat", nil)].map {
      IntentMatcher.Example(words: UtteranceSamples.words($0), intent: $1)
    },
    intentCount: 2
  )

  private func coverage(_ text: String, _ intent: Int) -> Float {
    var places: [Int32] = []
    words.places(of: UtteranceSamples.words(text), into: &places)
    return words.coverage(of: places, by: intent)
  }

  @Test("coverage goes from nothing to all, and rare words count more than frequent ones")
  func coverage() {
    #expect(coverage("box red", 0) == 1)
    #expect(coverage("bag", 0) == 0)
    #expect(coverage("", 0) == 0)
    #expect(coverage("zzz", 0) == 0)
    #expect(coverage("red bag", 0) > 0)
    #expect(coverage("red bag", 0) < 0.5)
    #expect(coverage("red bag", 1) == 1)
    #expect(coverage("box bag", 0) == 0.5)
  }

  @Test("a word of no intent's examples is covered by none, and is less odd than an unknown one")
  func unknown() {
    #expect(coverage("hat", 0) == 0)
    #expect(coverage("red hat", 0) > coverage("red zzz", 0))
  }

  @Test("parts that do not fit each other are not taken")
  func misfits() {
    func make(_ names: [UInt64], _ idf: [Float], _ ends: [UInt32], _ intents: [UInt16]) -> Bool {
      IntentWords(names: names, idf: idf, ends: ends, intents: intents, unknownIDF: 1) != nil
    }
    #expect(make([7, 8], [1, 1], [1, 2], [0, 1]))
    #expect(!make([7, 7], [1, 1], [1, 2], [0, 1]))
    #expect(!make([7, 8], [1], [1, 2], [0, 1]))
    #expect(!make([7, 8], [1, 1], [2], [0, 1]))
    #expect(!make([7, 8], [1, 1], [3, 2], [0, 1]))
    #expect(!make([7, 8], [1, 1], [1, 3], [0, 1]))
  }
}
