import Testing

@testable import Retrieval

@Suite("The vocabulary")
struct VocabularyTests {
  @Test("numbers terms in order of first appearance and finds them again")
  func order() {
    var vocabulary = Vocabulary()
    #expect(["a", "b", "a", "заказ", "b"].map { vocabulary.add($0) } == [0, 1, 0, 2, 1])
    #expect(vocabulary.count == 3)
    #expect(vocabulary.id(of: "заказ") == 2)
    #expect(vocabulary.text(of: 2) == "заказ")
    #expect(vocabulary.id(of: "c") == nil)
    #expect(vocabulary.id(of: "") == nil)
  }

  @Test("grows past any capacity and still finds every term")
  func growth() {
    let count = 50_000
    var vocabulary = Vocabulary(capacity: 0)
    for number in 0..<count where vocabulary.add("term\(number)") != TermID(number) {
      Issue.record("term\(number) is not new")
    }
    #expect(vocabulary.count == count)
    for number in 0..<count where vocabulary.id(of: "term\(number)") != TermID(number) {
      Issue.record("term\(number) is not found")
    }
    #expect(vocabulary.id(of: "term\(count)") == nil)
  }

  /// Pairs found by search whose hashes agree in the 32 bits that a slot keeps.
  @Test(
    "keeps terms with equal hash tags apart",
    arguments: [("zmdphiehe", "nnmjbqeycv"), ("ixhovstrmhwq", "cdqrrwoyvcw")]
  )
  func collisions(one: String, other: String) throws {
    func tag(_ term: String) -> UInt64 {
      var term = term
      return term.withUTF8 { Vocabulary.hash($0) >> 32 }
    }
    try #require(tag(one) == tag(other), "look for new pairs: the hash has changed")
    var vocabulary = Vocabulary()
    #expect(vocabulary.add(one) == 0)
    #expect(vocabulary.id(of: other) == nil)
    #expect(vocabulary.add(other) == 1)
    #expect(vocabulary.id(of: one) == 0)
    #expect(vocabulary.id(of: other) == 1)
  }

  @Test("takes the empty term, first or later")
  func emptyTerm() {
    var first = Vocabulary()
    #expect(first.id(of: "") == nil)
    #expect(first.add("") == 0)
    #expect(first.add("a") == 1)
    #expect(first.id(of: "") == 0)
    var later = Vocabulary()
    #expect(later.add("a") == 0)
    #expect(later.add("") == 1)
    #expect(later.add("") == 1)
    #expect(later.text(of: 1) == "")
    #expect(later.byteRange(of: 1) == 1..<1)
  }

  @Test("tells terms apart that share a beginning, an end or zero bytes")
  func similar() {
    let terms = ["a", "aa", "aaaaaaaa", "aaaaaaaaa", "aaaaaaaab", "a\u{0}", "a\u{0}\u{0}", "\u{0}"]
    var vocabulary = Vocabulary()
    for term in terms { _ = vocabulary.add(term) }
    #expect(vocabulary.count == terms.count)
    #expect(terms.indices.map { vocabulary.text(of: TermID($0)) } == terms)
  }

  @Test("is restored from its arrays")
  func restored() throws {
    var vocabulary = Vocabulary()
    for number in 0..<3000 { _ = vocabulary.add("w\(number * number)") }
    _ = vocabulary.add("")
    var restored = try #require(Vocabulary(arena: vocabulary.arena, ends: vocabulary.ends))
    #expect(restored.count == vocabulary.count)
    for term in 0..<TermID(vocabulary.count) {
      #expect(restored.id(of: vocabulary.text(of: term)) == term)
    }
    #expect(restored.add("new") == TermID(vocabulary.count))
    #expect(Vocabulary(arena: [], ends: [])?.count == 0)
  }

  @Test(
    "is not restored from arrays that describe none",
    arguments: [([1, 2], [1]), ([1, 2], []), ([], [1]), ([1, 2], [2, 1, 2]), ([1], [0, 2, 1])]
      as [([UInt8], [UInt32])]
  )
  func broken(arena: [UInt8], ends: [UInt32]) {
    #expect(Vocabulary(arena: arena, ends: ends) == nil)
  }
}
