import Testing
import TextAnalysis

@testable import Retrieval

@Suite("The query builder")
struct QueryBuilderTests {
  private static let russian = TestShop(
    [
      Document(id: "order", title: "Где мой заказ?", body: "Заказ едет, мы пришлём письмо."),
      Document(id: "return", title: "Как вернуть товар", body: "Возврат занимает пять дней."),
    ],
    language: .russian
  )

  private static let arabic = TestShop(
    [
      Document(id: "order", title: "فين الاوردر", body: "الطلب في الطريق اليك"),
      Document(id: "return", title: "عايز ارجعه", body: "يمكنك ارجاع المنتج خلال ايام"),
    ],
    language: .arabic
  )

  @Test("lists every correction, in the order of the words")
  func corrections() {
    let shop = TestShop.english
    #expect(
      shop.corrections("parcl retrun") == [
        "parcl > parcel (spelling, 1)", "retrun > return (spelling, 1)",
      ]
    )
    #expect(shop.corrections("where is my parcel") == [])
  }

  @Test("builds the same query whether the words were met before or not")
  func remembersWords() {
    let texts = [
      "where is my parcel", "parcl retrun", "my my parcel is where", "pleeease retrun parcel 123",
      "e-mail parcel@example.com", "parcelreturn", "par cel", "where 10 10 is", "Où est mon colis?",
    ]
    for shop in [TestShop.english, Self.russian, Self.arabic] {
      var memo = WordMemo()
      for text in texts + texts.reversed() + [
        "где мой заказ", "pfrfp", "фин الاوردر", "fen el order",
      ] {
        let analysis = shop.analyzer.analyze(text)
        let remembered = shop.builder.query(for: analysis, using: &memo)
        #expect("\(remembered)" == "\(shop.builder.query(for: analysis))", "\(text)")
      }
    }
  }

  @Test("takes words as they stand where it is told to")
  func uncorrected() {
    let shop = TestShop.english
    let query = shop.builder.query(for: shop.analyzer.analyze("parcl"), corrects: false)
    #expect(query.corrections == [])
    #expect(query.groups.map(\.isKnown) == [false])
  }

  @Test("finds the double letter of a word drawn out")
  func elongation() {
    let shop = TestShop(words: ["cool": 1, "please": 1, "hello": 1])
    #expect(shop.corrections("cooool") == ["col > cool (elongation, 0)"])
    #expect(shop.corrections("heeelllooo") == ["helo > hello (elongation, 0)"])
    #expect(shop.corrections("pleeeease") == [])
    #expect(shop.query("pleeeease").groups.first?.variants.first?.origin == .exact)
  }

  @Test(
    "reads Russian typed with a Latin layout, word by word",
    arguments: [
      ("ult vjq pfrfp", ["ult > где", "vjq > мой", "pfrfp > заказ"]),
      ("где pfrfp", ["pfrfp > заказ"]), ("pfrfps", ["pfrfps > заказ"]),
    ]
  )
  func keyboard(text: String, corrections: [String]) {
    let found = Self.russian.query(text).corrections
    #expect(found.map { "\($0.from) > \($0.to)" } == corrections)
    #expect(found.allSatisfy { $0.reason == .keyboard })
    #expect(Self.russian.ids(text).first == "order")
  }

  @Test("reads a word typed with a Russian layout in another language")
  func reverseKeyboard() {
    #expect(
      TestShop.english.corrections("цруку шы ьн зфксуд").contains("зфксуд > parcel (keyboard, 0)")
    )
    #expect(TestShop.english.ids("зфксуд").first == "delivery")
  }

  @Test(
    "reads Russian in Latin letters",
    arguments: [
      ("gde moy zakaz", "order"), ("gde moj zakaz", "order"), ("zakazy", "order"),
      ("vozvrat", "return"), ("kak vernut' tovar", "return"), ("vozvratt", "return"),
    ]
  )
  func transliteration(text: String, id: String) {
    #expect(Self.russian.ids(text).first == id)
    #expect(Self.russian.query(text).corrections.contains { $0.reason == .transliteration })
  }

  @Test(
    "reads Arabic in Latin letters and digits",
    arguments: [("fen el order", "order"), ("3ayez arga3o", "return"), ("feen ordar", "order")]
  )
  func arabizi(text: String, id: String) {
    #expect(Self.arabic.ids(text).first == id)
    #expect(Self.arabic.query(text).corrections.allSatisfy { $0.reason == .transliteration })
    #expect(!Self.arabic.query(text).corrections.isEmpty)
  }

  @Test("takes a word once however often it is said, and no more than a question needs")
  func repetitions() {
    let shop = TestShop.english
    #expect(shop.query("parcel parcel PARCEL parcel").groups.count == 1)
    let copies = Array(repeating: "parcel", count: 10_000).joined(separator: " ")
    #expect(shop.query(copies).groups.count == 1)
    let many = (0..<3000).map { "word\($0)x" }.joined(separator: " ")
    #expect(shop.query(many).groups.count <= 65)
    #expect(shop.query(copies + " " + many + " parcl").groups.count <= 65)
  }

  @Test("weighs words without topic less")
  func weights() {
    let query = TestShop.english.query("how do I return 3 parcels")
    let weights = Dictionary(uniqueKeysWithValues: query.groups.map { ($0.word, $0.weight) })
    #expect(weights["how"] == QueryBuilder.Weights.filler)
    #expect(weights["return"] == 1)
  }

  @Test("keeps the place of each word in the question")
  func ranges() {
    let text = "hi, where's my parcl??"
    let bytes = Array(text.utf8)
    for group in TestShop.english.query(text).groups {
      #expect(group.range.upperBound <= bytes.count)
    }
    #expect(
      TestShop.english.query(text).groups.map { String(decoding: bytes[$0.range], as: UTF8.self) }
        == ["hi", "where's", "my", "parcl"]
    )
  }

  @Test(
    "makes nothing of text without words",
    arguments: ["", "   ", "😀😀", "\u{0}", "?!", "\u{301}", "A-10432", "me@x.com"]
  )
  func nothing(text: String) {
    #expect(TestShop.english.query(text).isEmpty)
    #expect(TestShop.english.ids(text) == [])
  }
}
