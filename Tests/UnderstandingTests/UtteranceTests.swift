import Testing
import TextAnalysis
import Understanding

@Suite("Utterance")
struct UtteranceTests {
  @Test("what was named is found with its one spelling and its place")
  func entities() {
    let text = "Where is №10432 for ana@example.com?"
    let utterance = Utterance(text, analyzer: Analyzer(language: .english))
    #expect(utterance.entities.map(\.kind) == [.orderNumber, .email])
    #expect(utterance.entities.last?.value == "ana@example.com")
    let bytes = Array(text.utf8)
    let places = utterance.entities.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    #expect(places == ["№10432", "ana@example.com"])
  }

  @Test("targets and their document ids are one another's")
  func targets() {
    for target in [Target.article("returns"), .intent("order/track"), .intent("a:b")] {
      #expect(Target(documentID: target.documentID) == target)
    }
    #expect(Target(documentID: "returns") == nil)
    #expect([Target.intent("a"), .article("b")].sorted() == [.article("b"), .intent("a")])
  }
}
