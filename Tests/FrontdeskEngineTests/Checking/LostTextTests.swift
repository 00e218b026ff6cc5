import Content
import FrontdeskEngine
import Testing
import TextAnalysis

@Suite("Texts that lead elsewhere")
struct LostTextTests {
  private func lost(_ shop: WrittenShop) throws -> [ContentProblem] {
    try shop.problems(languages: [.english]).filter { $0.rule.hasPrefix("lost-") }
  }

  /// A shop in which a question is pinned to the article on delivery.
  private func shop(pinning question: String) -> WrittenShop {
    var shop = WrittenShop()
    shop["corpus/pins.yml"] =
      "pins:\n  - {question: \(question), article: delivery, language: en}\n"
    return shop
  }

  @Test("A sample question that another article wins is told with the winner")
  func question() throws {
    let problems = try lost(shop(pinning: "can I give the jumper back"))
    #expect(problems.map(\.rule) == ["lost-question"])
    #expect(problems.first?.place == "corpus/en/returns.md:8")
    #expect(problems.first?.severity == .warning)
    #expect(problems.first?.message.contains("leads to the article `delivery`") == true)
    #expect(problems.first?.message.contains("expected the article `returns`") == true)
  }

  @Test("A title that another article wins is told as well")
  func title() throws {
    let problems = try lost(shop(pinning: "How do I return something?"))
    #expect(problems.map(\.place) == ["corpus/en/returns.md:3"])
  }

  @Test("An example of an intent is lost unless its target, or its article, is found")
  func example() throws {
    let problems = try lost(shop(pinning: "good morning"))
    #expect(problems.map(\.rule) == ["lost-example"])
    #expect(problems.first?.place == "intents/en/shop.yml:5")
    #expect(problems.first?.message.contains("expected the intent `greet`") == true)
    // The article answers the intent.
    #expect(try lost(shop(pinning: "track my parcel")) == [])
  }

  @Test("The text that wins is named")
  func matched() throws {
    var shop = WrittenShop()
    try shop.replace(
      "is shipping fast",
      with: "is there a returns label?",
      in: "corpus/en/delivery.md"
    )
    let problems = try lost(shop)
    #expect(problems.map(\.place) == ["corpus/en/returns.md:9"])
    #expect(problems.first?.message.contains("because of \"is there a returns label?\"") == true)
  }

  @Test("An article that no question finds has one problem, not one for each question")
  func unreachable() throws {
    var shop = WrittenShop()
    let questions = [
      "How do I return something?", "can I give the jumper back", "is there a returns label",
    ]
    shop["corpus/pins.yml"] =
      "pins:\n"
      + questions.map { "  - {question: \($0), article: delivery, language: en}\n" }.joined()
    #expect(try shop.problems().map(\.rule) == ["unreachable-article"])
  }

  @Test("In a shop in which everything is found nothing is told")
  func none() throws {
    #expect(try lost(WrittenShop()) == [])
  }
}
