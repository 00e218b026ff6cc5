import TestSupport
import Testing
import TextAnalysis

@testable import Retrieval

@Suite("Matching a question with a sample question")
struct QuestionMatchTests {
  /// Compares a question with a sample question that stands in an index of its own.
  private func match(_ question: String, with sample: String, among others: [String] = [])
    -> QuestionMatch
  {
    let shop = TestShop(
      [
        Document(id: "a", questions: [sample] + others),
        Document(id: "b", body: "parcel card size"),
      ],
      fillers: TestShop.fillers
    ) { $0.addTwoWay(["parcel", "package"], analyzer: $1) }
    return shop.index.match(
      shop.query(question),
      unit: 0,
      fillers: shop.builder.fillerTerms
    )
  }

  @Test(
    "is exact for the same words in the same order, whatever case and signs",
    arguments: [
      ("Where is my order?", "where is my order"), ("how do i do it", "How do I do it?"),
      ("e-mail address", "E-mail address!"), ("my parcel, my parcel", "my parcel my parcel"),
    ]
  )
  func exact(question: String, sample: String) {
    let found = match(question, with: sample)
    #expect(found.isExact)
    #expect(found.ofQuestion > 0.999 && found.ofUnit > 0.999)
  }

  @Test(
    "is not exact for other, fewer, more, misspelt or differently ordered words",
    arguments: [
      "where is my", "where is my order now", "where my is order", "where is my oredr",
      "where is the order", "", "xyzzy",
    ]
  )
  func inexact(question: String) {
    #expect(!match(question, with: "where is my order").isExact)
  }

  @Test("says how much of each the other holds")
  func parts() {
    let more = match("order size", with: "order")
    #expect(more.ofUnit > 0.999 && more.ofQuestion < 0.9 && more.ofQuestion > 0.1)
    let less = match("order", with: "order size")
    #expect(less.ofQuestion > 0.999 && less.ofUnit < 0.9 && less.ofUnit > 0.1)
    let none = match("card", with: "order")
    #expect(none.ofQuestion == 0 && none.ofUnit == 0)
    #expect(match("where is my package", with: "where is my parcel").ofUnit > 0.5)
  }

  @Test("counts a joined form for the two words it joins")
  func joined() {
    let found = match("email", with: "e-mail")
    #expect(found.ofQuestion > 0.999 && found.ofUnit > 0.999)
    #expect(match("e-mail", with: "e-mail").isExact)
    #expect(match("e mail", with: "e-mail").ofUnit > 0.999)
  }

  @Test("lies between 0 and 1 for any two texts", arguments: [1, 2])
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let found = match(
        RandomText.sentence(using: &generator),
        with: RandomText.sentence(using: &generator),
        among: [RandomText.sentence(using: &generator)]
      )
      #expect((0...1.0001).contains(found.ofQuestion) && (0...1.0001).contains(found.ofUnit))
    }
  }
}
