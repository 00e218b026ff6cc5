import TestSupport
import Testing
import TextAnalysis

@testable import Retrieval

@Suite("The searcher")
struct SearcherTests {
  @Test(
    "finds the article that answers",
    arguments: [
      ("hi, where's my parcl??", "delivery"), ("how long does delivery take", "delivery"),
      ("i want to send back an item", "returns"), ("retrun", "returns"), ("size table", "sizes"),
      ("can I pay by card?", "payment"), ("CREDIT CARDS", "payment"), ("refund", "returns"),
    ]
  )
  func answers(question: String, id: String) {
    #expect(TestShop.english.ids(question).first == id)
  }

  @Test("scores the exact form of a word above the one without diacritics")
  func exactForm() {
    // Whichever document comes first, and however rare the other spelling is.
    for (exact, plain) in [("a", "b"), ("b", "a")] {
      for others in 0...3 {
        let turkish = TestShop(
          [
            Document(id: exact, title: "şikayet", body: "şikayet formu"),
            Document(id: plain, title: "sikayet", body: "sikayet formu"),
          ] + (0..<others).map { Document(id: "x\($0)", body: "şikayet ve kargo") },
          language: .turkish
        )
        #expect(turkish.ids("şikayet").first == exact, "\(others)")
        #expect(Set(turkish.ids("şikayet", limit: 9)).isSuperset(of: [exact, plain]))
        if others == 0 { #expect(turkish.ids("sikayet").prefix(2) == [plain, exact]) }
      }
    }
    let romanian = TestShop(
      [
        Document(id: "1", title: "clientul returneaza", body: "x"),
        Document(id: "2", title: "clientul returnează", body: "x"),
      ],
      language: .romanian
    )
    #expect(romanian.ids("returnează") == ["2", "1"])
    #expect(romanian.ids("returneaza") == ["1", "2"])
  }

  @Test(
    "finds words typed without diacritics, dots or case",
    arguments: ["SIPARIS", "siparis", "sipariş", "SİPARİŞ", "siparişim", "siparisim"]
  )
  func turkish(word: String) {
    let shop = TestShop(
      [
        Document(id: "order", title: "Siparişim nerede?", body: "Siparişiniz yolda."),
        Document(id: "other", title: "Ödeme", body: "Kartla ödeme yapılır."),
      ],
      language: .turkish
    )
    #expect(shop.ids(word).first == "order")
    #expect(shop.corrections(word) == [])
  }

  @Test("counts the best question of a document alone, not how many it has")
  func bestQuestion() throws {
    let question = "where is my parcel"
    let others = (0..<20).map { "what about parcel number \($0) and my other parcel" }
    for (one, many) in [("a", "b"), ("b", "a")] {
      let shop = TestShop([
        Document(id: one, title: "Parcels", questions: [question]),
        Document(id: many, title: "Parcels", questions: others + [question] + others),
        Document(id: "c", questions: ["do you take cards"]),
      ])
      let hits = shop.search(question).hits
      // Equal scores: the id decides.
      #expect(hits.prefix(2).map { shop.index.documentIDs[$0.document] } == ["a", "b"])
      #expect(hits[0].score == hits[1].score)
      for hit in hits.prefix(2) {
        let unit = try #require(hit.unit)
        let words = shop.index.terms(ofUnit: unit).map { shop.index.vocabulary.text(of: $0) }
        #expect(words == ["where", "is", "my", "parcel"])
      }
    }
  }

  @Test("gives the same hits for documents in any order and for a question asked again")
  func deterministic() {
    var generator = SeededGenerator(seed: 11)
    let documents = RandomText.documents(40, using: &generator)
    let questions = (0..<20).map { _ in RandomText.sentence(using: &generator) }
    let shop = TestShop(documents)
    var room = Searcher.Room()
    for _ in 0..<3 {
      let other = TestShop(documents.shuffled(using: &generator))
      for question in questions {
        let expected = shop.searcher.search(shop.query(question), limit: 8, using: &room).hits
        let again = shop.search(question, limit: 8).hits
        let found = other.search(question, limit: 8).hits
        #expect(found.map(\.document) == expected.map(\.document))
        #expect(found.map(\.score) == expected.map(\.score))
        #expect(found.map(\.coverage) == expected.map(\.coverage))
        #expect(again.map(\.document) == expected.map(\.document))
        #expect(again.map(\.score) == expected.map(\.score))
      }
    }
  }

  @Test("breaks ties by id")
  func ties() {
    let shop = TestShop(["e", "a", "d", "b", "c"].map { Document(id: $0, title: "parcel") })
    #expect(shop.ids("parcel", limit: 3) == ["a", "b", "c"])
  }

  @Test("never gives more than was asked for, and a prefix of what more would give")
  func limit() {
    var generator = SeededGenerator(seed: 3)
    let shop = TestShop(RandomText.documents(30, using: &generator))
    for _ in 0..<10 {
      let question = RandomText.sentence(using: &generator)
      let all = shop.ids(question, limit: 100)
      for limit in [1, 2, 5, 10, 11] {
        #expect(shop.ids(question, limit: limit) == Array(all.prefix(limit)))
      }
    }
  }

  // MARK: Coverage

  @Test(
    "gives a coverage near 1 to a perfect match",
    arguments: ["How long does delivery take?", "Which size fits me?", "How can I pay?"]
  )
  func perfect(question: String) throws {
    let hit = try #require(TestShop.english.search(question).hits.first)
    #expect(hit.coverage > 0.85, "\(hit.coverage)")
    #expect(hit.coverage <= 1)
  }

  @Test(
    "gives a coverage near 0 to gibberish",
    arguments: ["xqzj wvkqp", "asdf qwerty zxcv", "فين الاوردر", "lorem ipsum dolor", "блаблабла"]
  )
  func gibberish(question: String) {
    for hit in TestShop.english.search(question).hits {
      #expect(hit.coverage < 0.15, "\(hit.coverage)")
    }
  }

  @Test("gives a misspelt question a little less coverage, a half-known one much less")
  func order() throws {
    func coverage(_ question: String) throws -> Float {
      try #require(TestShop.english.search(question).hits.first).coverage
    }
    let exact = try coverage("which size fits me")
    let misspelt = try coverage("which sise fitss me")
    let half = try coverage("which size fits my grandmother xylophone quartz")
    #expect(exact > misspelt)
    #expect(misspelt > 0.4)
    #expect(exact > half * 1.5)
  }

  @Test("keeps coverage between 0 and 1 for any documents and questions", arguments: [1, 2, 3])
  func coverageRange(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for size in [1, 2, 5, 40] {
      let documents = RandomText.documents(size, using: &generator)
      let shop = TestShop(documents, fillers: ["the", "is"]) {
        $0.addTwoWay(["parcel", "box of things"], analyzer: $1)
      }
      for round in 0..<30 {
        let question =
          round.isMultiple(of: 3)
          ? documents.randomElement(using: &generator)?.title ?? ""
          : RandomText.sentence(using: &generator)
        let hits = shop.search(question, limit: 50).hits
        #expect(
          hits.allSatisfy { (0...1).contains($0.coverage) && $0.score.isFinite && $0.score > 0 }
        )
        #expect(
          zip(hits, hits.dropFirst()).allSatisfy {
            ($0.score, $1.document) > ($1.score, $0.document)
          }
        )
      }
    }
  }

  @Test("answers any bytes")
  func fuzz() {
    var generator = SeededGenerator(seed: 77)
    let shop = TestShop.english
    var room = Searcher.Room()
    for _ in 0..<300 {
      var bytes = Array(RandomText.sentence(using: &generator).utf8)
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] = UInt8.random(in: 0...255, using: &generator)
      }
      let analysis = bytes.withUnsafeBufferPointer { shop.analyzer.analyze($0) }
      let query = shop.builder.query(for: analysis)
      let result = shop.searcher.search(query, limit: 5, using: &room)
      #expect(result.hits.allSatisfy { (0...1).contains($0.coverage) })
    }
  }
}
