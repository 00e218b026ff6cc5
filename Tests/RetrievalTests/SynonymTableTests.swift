import Testing
import TextAnalysis

@testable import Retrieval

@Suite("Synonyms")
struct SynonymTableTests {
  private static let documents = [
    Document(id: "refund", title: "Refunds", body: "A refund takes five days."),
    Document(id: "voucher", title: "Gift cards", body: "A gift card is valid for a year."),
    Document(id: "other", title: "Opening hours", body: "We are open from nine to six."),
  ]

  @Test("lead both ways where they are two-way")
  func twoWay() {
    let shop = TestShop(Self.documents) { table, analyzer in
      table.addTwoWay(["refund", "reimbursement", "money back"], analyzer: analyzer)
    }
    #expect(shop.ids("reimbursement").first == "refund")
    #expect(shop.ids("I want my money back").first == "refund")
    #expect(TestShop(Self.documents).ids("reimbursement") != ["refund"])
    let reverse = TestShop([Document(id: "a", body: "Your money back in days"), Self.documents[2]])
    {
      $0.addTwoWay(["refund", "money back"], analyzer: $1)
    }
    #expect(reverse.ids("refunds").first == "a")
  }

  @Test("lead one way where they are one-way")
  func oneWay() {
    func shop(_ documents: [Document]) -> TestShop {
      TestShop(documents) { $0.addOneWay(from: ["voucher"], to: ["gift card"], analyzer: $1) }
    }
    let forward = shop(Self.documents).query("voucher")
    #expect(forward.groups.flatMap(\.variants).map(\.origin) == [.synonym("gift card")])
    #expect(shop(Self.documents).ids("vouchers").first == "voucher")
    let backward = shop([Document(id: "a", body: "A voucher for you"), Self.documents[2]])
    #expect(!backward.ids("gift card").contains("a"))
  }

  @Test("are found in a document once for each place, by the longest phrase")
  func occurrences() {
    let analyzer = Analyzer(language: .english)
    var table = SynonymTable()
    table.addTwoWay(["card", "cards", "plastic"], analyzer: analyzer)
    table.addTwoWay(["gift card", "voucher"], analyzer: analyzer)
    func found(_ text: String) -> [String] {
      table.occurrences(in: analyzer.analyze(text), isDocument: true)
        .map { "\(table.name(ofTerm: $0.term) ?? "?") \($0.tokens)" }
    }
    // "card" and "cards" have one stem: the concept is there once.
    #expect(found("my card") == ["card 1..<2"])
    #expect(found("a gift card here") == ["gift card 1..<3", "card 2..<3"])
    #expect(found("gift and card") == ["card 2..<3"])
    #expect(found("gift") == [])
    #expect(found("card card") == ["card 0..<1", "card 1..<2"])
    #expect(SynonymTable().occurrences(in: analyzer.analyze("card"), isDocument: true).isEmpty)
  }

  @Test("keeps the longest of the phrases that start at a word")
  func longest() {
    let analyzer = Analyzer(language: .english)
    var table = SynonymTable()
    table.addTwoWay(["return", "send back"], analyzer: analyzer)
    table.addTwoWay(["return address", "where to send"], analyzer: analyzer)
    let found = table.occurrences(in: analyzer.analyze("the return address"), isDocument: false)
    #expect(found.map { table.name(ofTerm: $0.term) } == ["return address"])
  }

  @Test("reach over hyphens in phrases")
  func hyphens() {
    let analyzer = Analyzer(language: .english)
    var table = SynonymTable()
    table.addTwoWay(["e-mail address", "mailbox"], analyzer: analyzer)
    let text = analyzer.analyze("my e-mail address")
    let found = table.occurrences(in: text, isDocument: false)
    #expect(found.count == 1)
    #expect(found.first.map { text.tokens[$0.tokens.lowerBound].range.lowerBound } == 3)
    #expect(found.first.map { text.tokens[$0.tokens.upperBound - 1].range.upperBound } == 17)
  }

  @Test("are found in words typed without diacritics")
  func diacritics() {
    let documents = [
      Document(id: "a", title: "Şikayet", body: "Şikayet formu"),
      Document(id: "b", title: "Kargo ücreti", body: "Kargo ücretleri burada"),
      Document(id: "c", title: "Numara", body: "Numara tablosu"),
    ]
    let shop = TestShop(documents, language: .turkish) {
      $0.addTwoWay(["taşıma bedeli", "kargo ücreti"], analyzer: $1)
    }
    #expect(shop.ids("taşıma bedeli").first == "b")
    #expect(shop.ids("tasima bedeli").first == "b")
    let query = shop.query("TASIMA BEDELI")
    #expect(query.concepts.count == 1)
  }

  @Test("are found for a word that was corrected")
  func corrected() {
    let shop = TestShop(Self.documents + [Document(id: "x", body: "reimbursement")]) {
      $0.addTwoWay(["refund", "reimbursement"], analyzer: $1)
    }
    let query = shop.query("reimbursemnt")
    #expect(query.corrections.map(\.to) == ["reimbursement"])
    #expect(shop.ids("reimbursemnt").contains("refund"))
  }

  @Test("leave nothing missing of a phrase whose words no document has")
  func coverage() throws {
    let shop = TestShop(TestShop.articles, fillers: TestShop.fillers) {
      $0.addTwoWay(["credit cards", "plastic fantastic"], analyzer: $1)
    }
    let word = try #require(shop.search("do you take credit cards").hits.first)
    let phrase = try #require(shop.search("do you take plastic fantastic").hits.first)
    let unknown = try #require(shop.search("do you take wooden elephants").hits.first)
    #expect(phrase.document == word.document)
    #expect(phrase.coverage < word.coverage)
    #expect(phrase.coverage > unknown.coverage * 1.5)
  }

  @Test("count less than the word itself")
  func weight() {
    let shop = TestShop([
      Document(id: "a", title: "voucher"), Document(id: "b", title: "coupon"),
      Document(id: "c", title: "other"),
    ]) { $0.addTwoWay(["voucher", "coupon"], analyzer: $1) }
    #expect(shop.ids("coupon").prefix(2) == ["b", "a"])
    #expect(shop.ids("voucher").prefix(2) == ["a", "b"])
  }
}
