import TestSupport
import Testing
import TextAnalysis

@testable import Retrieval

@Suite("Snippets")
struct SnippetTests {
  private static let body = """
    Welcome to our help pages. We hope that you find what you need. Parcels leave our warehouse \
    on the same day. Delivery takes 3 to 5 days, and costs 4.99 € for each parcel. In December it \
    may take longer. You can return an item within 30 days. Refunds take 5 days. Our office is \
    open from nine to six. We wish you a pleasant day.
    """

  private static let shop = TestShop(
    TestShop.articles + [Document(id: "help", title: "Help", body: body)],
    fillers: TestShop.fillers
  ) { $0.addTwoWay(["parcel", "package"], analyzer: $1) }

  private func snippet(_ question: String, in body: String = body, maximumLength: Int = 240)
    -> Snippet?
  {
    Snippet.best(
      in: body,
      for: Self.shop.query(question),
      in: Self.shop.index,
      analyzer: Self.shop.analyzer,
      synonyms: Self.shop.synonyms,
      maximumLength: maximumLength
    )
  }

  private func matches(_ snippet: Snippet) -> [String] {
    let bytes = Array(snippet.text.utf8)
    return snippet.matches.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test("gives the sentences that hold most of the question, and marks its words")
  func best() throws {
    let delivery = try #require(snippet("how long does delivery take", maximumLength: 70))
    #expect(delivery.text == "Delivery takes 3 to 5 days, and costs 4.99 € for each parcel.")
    #expect(matches(delivery) == ["Delivery", "takes"])
    let refund = try #require(snippet("when do I get a refund for an item", maximumLength: 80))
    #expect(refund.text == "You can return an item within 30 days. Refunds take 5 days.")
    #expect(matches(refund) == ["item", "Refunds"])
  }

  @Test("starts with a match and goes on as far as there is room")
  func extended() throws {
    let found = try #require(snippet("december", maximumLength: 120))
    #expect(
      found.text
        == "In December it may take longer. You can return an item within 30 days. Refunds take 5 days."
    )
    #expect(matches(found) == ["December"])
  }

  @Test("takes the earlier of two that are equal")
  func ties() throws {
    let body = "We ship cards. Something else here. We pay cards. And cards again."
    let found = try #require(snippet("cards", in: body, maximumLength: 16))
    #expect(found.text == "We ship cards.")
    #expect(found.range == 0..<14)
  }

  @Test("prefers a rare word to a frequent one")
  func rare() throws {
    let body = "Your parcel is on its way to you. The chest is measured with a tape."
    let found = try #require(snippet("parcel days chest", in: body, maximumLength: 40))
    #expect(found.text == "The chest is measured with a tape.")
  }

  @Test("finds misspelt words, other forms and synonyms")
  func variants() throws {
    #expect(matches(try #require(snippet("delivry", maximumLength: 80))) == ["Delivery"])
    #expect(
      matches(try #require(snippet("returning items", maximumLength: 60))) == ["return", "item"]
    )
    #expect(matches(try #require(snippet("package", maximumLength: 60))) == ["Parcels"])
  }

  @Test("does not mark words without topic, unless there are no others")
  func fillers() throws {
    #expect(
      matches(try #require(snippet("how can i return my item", maximumLength: 50))) == [
        "return", "item",
      ]
    )
    #expect(!matches(try #require(snippet("can you", maximumLength: 50))).isEmpty)
  }

  @Test("gives the beginning where nothing matches")
  func beginning() throws {
    let found = try #require(snippet("xyzzy", maximumLength: 40))
    #expect(found.text == "Welcome to our help pages.")
    #expect(found.matches == [])
  }

  @Test("cuts a sentence too long between words, with the matches inside")
  func longSentence() throws {
    let filler = Array(repeating: "lorem", count: 60).joined(separator: " ")
    let body = "Start here. \(filler) refund \(filler) delivery takes days \(filler)."
    let found = try #require(snippet("delivery days", in: body, maximumLength: 60))
    #expect(found.text.hasPrefix("…lorem"))
    #expect(found.text.hasSuffix("lorem…"))
    #expect(found.text.contains("lorem delivery takes days lorem"))
    #expect(matches(found) == ["delivery", "days"])
    #expect(found.text.unicodeScalars.count <= 62)
  }

  @Test("cuts one endless word")
  func endlessWord() throws {
    let body = String(repeating: "x", count: 5000)
    let found = try #require(snippet("parcel", in: body, maximumLength: 50))
    #expect(found.text == String(repeating: "x", count: 50) + "…")
  }

  @Test("puts lines on one line and keeps prices and addresses whole")
  func lines() throws {
    let body = "Delivery\n- costs 4.99 €\n- see https://shop.example.com/a. Or write"
    let found = try #require(snippet("delivery", in: body))
    #expect(found.text == "Delivery - costs 4.99 € - see https://shop.example.com/a. Or write")
    #expect(matches(found) == ["Delivery"])
  }

  @Test("is nothing for text without words", arguments: ["", " \n", "😀", "...", "\u{0}"])
  func nothing(body: String) {
    #expect(snippet("delivery", in: body) == nil)
  }

  @Test("marks words of other scripts where they stand")
  func scripts() throws {
    let shop = TestShop(
      [Document(id: "a", title: "Доставка", body: "x"), Document(id: "b", body: "Возврат")],
      language: .russian
    )
    let body = "Добро пожаловать! Срок доставки — пять дней. До встречи."
    let found = try #require(
      Snippet.best(
        in: body,
        for: shop.query("ljcnfdrf когда"),
        in: shop.index,
        analyzer: shop.analyzer,
        maximumLength: 30
      )
    )
    #expect(found.text == "Срок доставки — пять дней.")
    #expect(matches(found) == ["доставки"])
  }

  @Test("is sound for any text, question and length", arguments: [1, 2, 3])
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let signs = [
      ". ", "! ", "\n", ", ", " ", "? ", "… ", " — ", "😀", "\u{301}", "\u{0}", " 1.5 € ",
    ]
    for _ in 0..<200 {
      var body = ""
      for _ in 0..<Int.random(in: 0...30, using: &generator) {
        body +=
          RandomText.sentence(using: &generator) + (signs.randomElement(using: &generator) ?? " ")
      }
      let length = Int.random(in: 1...300, using: &generator)
      let question = RandomText.sentence(using: &generator)
      guard let found = snippet(question, in: body, maximumLength: length) else { continue }
      let scalars = body.utf8.count
      #expect(found.range.lowerBound >= 0 && found.range.upperBound <= scalars)
      #expect(found.text.unicodeScalars.count <= length + 2)
      let bytes = Array(found.text.utf8)
      #expect(String(validating: bytes, as: UTF8.self) != nil && !found.text.contains("\n"))
      var end = 0
      for match in found.matches {
        #expect(match.lowerBound >= end && match.upperBound <= bytes.count && !match.isEmpty)
        #expect(String(validating: bytes[match], as: UTF8.self) != nil)
        end = match.upperBound
      }
      #expect(found == snippet(question, in: body, maximumLength: length))
    }
  }

  @Test("takes long text of any shape")
  func long() {
    for piece in ["delivery ", "a. ", "delivery. ", "x", "\n", "€5 ", "😀"] {
      _ = snippet("delivery takes days", in: String(repeating: piece, count: 20_000))
    }
    #expect(
      snippet("delivery", in: String(repeating: "delivery ", count: 20_000))?.matches.count ?? 0
        > 10
    )
  }
}
