import Testing
import TextAnalysis

@testable import Understanding

@Suite("Sentence templates: matching")
struct PatternMatcherTests {
  /// A template, utterances that are its sentences and utterances that are not.
  struct Sample: Sendable, CustomTestStringConvertible {
    let language: Language
    let template: String
    let sentences: [String]
    let others: [String]

    init(
      _ template: String,
      _ sentences: [String],
      not others: [String],
      in language: Language = .english
    ) {
      self.language = language
      self.template = template
      self.sentences = sentences
      self.others = others
    }

    var testDescription: String { template }
  }

  static let samples = [
    Sample(
      "where is (my order|the parcel)",
      ["where is my order", "WHERE is the parcel?!", "where -- is my, order"],
      not: ["where is", "where is my parcel", "where is my order please", "so where is my order"]
    ),
    Sample("[oh] [do] stop [it]", ["stop", "oh stop it", "do stop"], not: ["oh", "it", ""]),
    Sample("order[s]", ["order", "orders"], not: ["order s", "ordering"]),
    Sample("turn(s | ed | ing) up", ["turns up", "turned up"], not: ["turn up", "turn ed up"]),
    Sample("show[ me] orders", ["show orders", "show me orders"], not: ["showme orders"]),
    Sample("yes|no way", ["yes", "no way"], not: ["no", "yes way"]),
    Sample(
      "(track;my order;now)",
      ["track my order now", "now my order track", "my order now track"],
      not: ["track my order", "track track my order now", "track my now order"]
    ),
    Sample("[a;b] c", ["a b c", "b a c", "c"], not: ["a c", "b c"]),
    Sample("what is this \\(\\?\\)", ["what is this", "what is this (?)"], not: ["what is"]),
    Sample("where's it", ["where's it", "wheres it", "where’s it"], not: ["where is it"]),
    Sample("change e-mail", ["change e-mail", "change email", "change e mail"], not: ["change"]),
    Sample("change email", ["change e-mail", "change email"], not: ["change mail"]),
    Sample(
      "(iptal|İADE) [ışık] sipariş(im|imi)",
      ["İPTAL SİPARİŞİM", "iptal siparisimi", "Iade IŞIK siparişim", "iade isik siparisim"],
      not: ["iptal sipariş", "iptal siparişimin"],
      in: .turkish
    ),
    Sample(
      "أين [هو] (الطلبية|طلبي)",
      ["أين طلبي", "اين طلبي؟", "أَيْنَ الطلبيه", "اين هو الطـلبية"],
      not: ["اين", "وين طلبي"],
      in: .arabic
    ),
    Sample("где мой счёт", ["Где мой счет?", "ГДЕ МОЙ СЧЁТ"], not: ["где счёт"], in: .russian),
    Sample(
      "trimiteți-mi factura",
      ["trimiteti-mi factura", "Trimiteţi-mi factura!", "trimiteti mi factura"],
      not: ["trimiteți factura"],
      in: .romanian
    ),
  ]

  @Test("Sentences of a template match, others do not", arguments: samples)
  func matches(sample: Sample) throws {
    let analyzer = Analyzer(language: sample.language)
    let matcher = PatternMatcher([try PatternParser.parse(sample.template)], analyzer: analyzer)
    for text in sample.sentences {
      #expect(matcher.match(analyzer.analyze(text)) != nil, "\(text)")
    }
    for text in sample.others {
      #expect(matcher.match(analyzer.analyze(text)) == nil, "\(text)")
    }
  }

  private let analyzer = Analyzer(language: .english)

  private func match(
    _ text: String,
    _ templates: [String],
    lists: [String: PatternList] = [:]
  ) throws -> PatternMatcher.Match? {
    let patterns = try templates.map { try PatternParser.parse($0, lists: Set(lists.keys)) }
    return PatternMatcher(patterns, lists: lists, analyzer: analyzer).match(analyzer.analyze(text))
  }

  @Test("Slots are filled by entities of their kind, with value and place")
  func entities() throws {
    let text = "Where's №  A-10432, ana@example.com?"
    let found = try #require(try match(text, ["where's № {order_number} {email:contact}"]))
    #expect(found.slots.map(\.name) == ["order_number", "contact"])
    #expect(found.slots.map(\.value) == ["10432", "ana@example.com"])
    let bytes = Array(text.utf8)
    #expect(
      found.slots.map { String(decoding: bytes[$0.range], as: UTF8.self) }
        == ["A-10432", "ana@example.com"]
    )
    #expect(try match("track ana@example.com", ["track {order_number}"]) == nil)
    #expect(try match("track A-10432 A-10432", ["track {order_number}"]) == nil)
    #expect(try match("pay €49.90", ["pay {amount}"])?.slots.map(\.value) == ["€49.90"])
    #expect(try match("I bought 3", ["I bought {number}"])?.slots.map(\.value) == ["3"])
  }

  @Test("A slot is a word of its own, whatever it touches")
  func slotBounds() throws {
    let found = try match("A-10432'nin durumu", ["{order_number}'nin durumu"])
    #expect(found?.slots.map(\.value) == ["10432"])
    #expect(try match("order A-10432", ["order{order_number}"]) != nil)
  }

  @Test("Texts of a list fill a slot, the longest that lets the whole match")
  func lists() throws {
    let city = PatternList([
      PatternList.Entry("New York", value: "NYC"), PatternList.Entry("new"),
      PatternList.Entry("Big Apple", value: "NYC"),
    ])
    let templates = ["to {city} [york] [city]"]
    for (text, value) in [
      ("to new york", "NYC"), ("to NEW", "new"), ("to new city", "new"),
      ("to the", nil), ("to big", nil), ("to big apple city", "NYC"),
    ] {
      let found = try match(text, templates, lists: ["city": city])
      #expect(found?.slots.map(\.value) == value.map { [$0] }, "\(text)")
    }
    let found = try #require(try match("Big Apple", ["{city:town}"], lists: ["city": city]))
    #expect(
      found.slots == [PatternMatcher.SlotValue(name: "town", value: "NYC", range: 0..<9)]
    )
  }

  @Test("Of several templates the first wins, however they begin")
  func order() throws {
    let lists = ["verb": PatternList([PatternList.Entry("track")])]
    let templates = ["cancel it", "{verb} it", "[please] track it", "{number} it"]
    #expect(try match("track it", templates, lists: lists)?.pattern == 1)
    #expect(try match("please track it", templates, lists: lists)?.pattern == 2)
    #expect(try match("track it", templates.reversed(), lists: lists)?.pattern == 1)
    #expect(try match("3 it", templates, lists: lists)?.pattern == 3)
  }

  @Test("A template finds its sentence among a thousand")
  func many() throws {
    let templates = (0..<1_000).map { "[please] tell me (about|of) thing w\($0)x {order_number}" }
    let patterns = try templates.map { try PatternParser.parse($0) }
    let matcher = PatternMatcher(patterns, analyzer: analyzer)
    for number in [0, 417, 999] {
      let text = "please tell me of thing w\(number)x A-1000\(number)"
      #expect(matcher.match(analyzer.analyze(text))?.pattern == number)
    }
    #expect(matcher.match(analyzer.analyze("please tell me of thing w17x")) == nil)
  }

  @Test("Many optional parts do not hang")
  func manyOptional() throws {
    let text = String(repeating: "[a] ", count: 249)
    let matcher = PatternMatcher([try PatternParser.parse(text + "b")], analyzer: analyzer)
    let many = String(repeating: "a ", count: 249)
    #expect(matcher.match(analyzer.analyze(many + "b")) != nil)
    #expect(matcher.match(analyzer.analyze(many)) == nil)
    #expect(matcher.match(analyzer.analyze(many + "a b")) == nil)
    #expect(matcher.match(analyzer.analyze(String(repeating: "a ", count: 3_000))) == nil)
    let nested = String(repeating: "[a ", count: 16) + "b" + String(repeating: "]", count: 16)
    let deep = PatternMatcher([try PatternParser.parse("c " + nested)], analyzer: analyzer)
    #expect(deep.match(analyzer.analyze("c a a b")) == nil)
    #expect(
      deep.match(analyzer.analyze("c " + String(repeating: "a ", count: 16) + "b")) != nil
    )
  }

  @Test("Nothing matches without templates, and nothing is nobody's sentence")
  func empty() throws {
    #expect(try match("a", []) == nil)
    #expect(try match("", ["[a] [b]"]) == nil)
    #expect(try match("?!", ["[a] [b]"]) == nil)
    #expect(try match("b", ["[a] [b]"]) != nil)
  }
}
