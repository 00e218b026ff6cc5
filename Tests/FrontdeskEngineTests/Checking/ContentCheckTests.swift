import Content
import Foundation
import FrontdeskEngine
import Testing
import TextAnalysis

@Suite("Content check")
struct ContentCheckTests {
  @Test("A shop without mistakes has no problems")
  func good() throws {
    #expect(try WrittenShop().problems() == [])
  }

  /// A change to the good shop and the one problem it must cause.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let rule: String
    let severity: ContentProblem.Severity
    let place: String
    /// What the message must name.
    let named: String
    let make: @Sendable (inout WrittenShop) throws -> Void

    var testDescription: String { "\(rule) at \(place)" }

    init(
      _ severity: ContentProblem.Severity,
      _ rule: String,
      at place: String,
      naming named: String,
      _ make: @escaping @Sendable (inout WrittenShop) throws -> Void
    ) {
      self.rule = rule
      self.severity = severity
      self.place = place
      self.named = named
      self.make = make
    }
  }

  static let mistakes: [Mistake] = [
    Mistake(.error, "dangling-id", at: "corpus/en/returns.md:6", naming: "`delivery`?") {
      try $0.replace("related: [delivery]", with: "related: [delivry]", in: "corpus/en/returns.md")
    },
    Mistake(.error, "dangling-id", at: "intents/en/shop.yml:8", naming: "`delivery`?") {
      try $0.replace("article: delivery", with: "article: deliver", in: "intents/en/shop.yml")
    },
    Mistake(.error, "dangling-id", at: "corpus/pins.yml:2", naming: "`returns`?") {
      try $0.replace("article: returns", with: "article: return", in: "corpus/pins.yml")
    },
    Mistake(.warning, "duplicate-pin", at: "corpus/pins.yml:3", naming: "line 2") {
      $0["corpus/pins.yml"]? += "\n  - {question: Gimme my dosh!, article: delivery, language: en}"
    },
    Mistake(.warning, "missing-translation", at: "corpus/tr:0", naming: "`warranty`") {
      $0["corpus/en/warranty.md"] = WrittenShop.article(
        "warranty",
        "My lamp broke after a year",
        body: "We mend it free of charge."
      )
    },
    Mistake(.warning, "missing-translation", at: "intents/en:0", naming: "`thanks`") {
      $0["intents/tr/more.yml"] = WrittenShop.intents(
        [("thanks", nil, ["teşekkürler", "sağ olun", "eyvallah"])],
        responses: ["utter_thanks": "Rica ederim."]
      )
    },
    Mistake(.error, "missing-response", at: "intents/tr/system.yml:0", naming: "utter_decline") {
      try $0.replace("  utter_decline:\n    - text: ...\n", with: "", in: "intents/tr/system.yml")
    },
    Mistake(.error, "unknown-fact", at: "corpus/en/returns.md:11", naming: "`return_days`?") {
      try $0.replace("{{return_days}}", with: "{{return_day}}", in: "corpus/en/returns.md")
    },
    Mistake(.error, "unknown-fact", at: "intents/en/system.yml:3", naming: "`agent`") {
      // Only the response about a colleague who joins is given the colleague's name.
      try $0.replace(
        "utter_decline:\n    - text: ...",
        with: "utter_decline:\n    - text: \"{{agent}}\"",
        in: "intents/en/system.yml"
      )
    },
    Mistake(.warning, "few-examples", at: "intents/en/shop.yml:2", naming: "(2)") {
      try $0.replace("      - hi there\n", with: "", in: "intents/en/shop.yml")
    },
    Mistake(.warning, "duplicate-example", at: "intents/en/shop.yml:7", naming: "shop.yml:4") {
      try $0.replace(
        "      - hi there\n",
        with: "      - hi there\n      - Hello!\n",
        in: "intents/en/shop.yml"
      )
    },
    Mistake(.warning, "duplicate-example", at: "intents/en/shop.yml:12", naming: "delivery.md:9") {
      try $0.replace("any news of my box", with: "Is shipping fast?", in: "intents/en/shop.yml")
    },
    Mistake(.warning, "near-duplicate", at: "intents/en/shop.yml:10", naming: "returns.md:9") {
      try $0.replace("track my parcel", with: "is a label there, return", in: "intents/en/shop.yml")
    },
    Mistake(.warning, "other-language", at: "corpus/en/delivery.md:11", naming: "Türkçe") {
      try $0.replace(
        "Delivery takes {{delivery_days}} and costs {{delivery_price}}.",
        with: "Siparişiniz yola çıktıktan sonra size bir mesaj göndeririz: {{delivery_days}}, "
          + "{{delivery_price}}.",
        in: "corpus/en/delivery.md"
      )
    },
    Mistake(.warning, "literal-fact", at: "corpus/en/returns.md:13", naming: "{{return_days}}") {
      $0["corpus/en/returns.md"]? += "\n\nAfter 30 days we cannot take it back."
    },
    Mistake(.error, "duplicate-id", at: "corpus/en/returns2.md:0", naming: "returns.md") {
      $0["corpus/en/returns2.md"] = $0["corpus/en/returns.md"]
    },
    Mistake(.error, "front-matter", at: "corpus/tr/returns.md:1", naming: "---") {
      $0["corpus/tr/returns.md"] = "merhaba"
    },
  ]

  @Test(
    "A mistake is one problem, at its place and with a name for what is wrong",
    arguments: mistakes
  )
  func mistake(_ mistake: Mistake) throws {
    var shop = WrittenShop()
    try mistake.make(&shop)
    let problems = try shop.problems()
    #expect(problems.map(\.rule) == [mistake.rule], "\(problems)")
    let problem = try #require(problems.first)
    #expect(problem.severity == mistake.severity)
    #expect("\(problem.file):\(problem.line)" == mistake.place)
    #expect(problem.message.contains(mistake.named), "\(problem.message)")
  }

  @Test("A response under a misspelt name is missed where it is wanted and named where it stands")
  func misspeltResponse() throws {
    var shop = WrittenShop()
    try shop.replace("utter_greet", with: "utter_great", in: "intents/en/shop.yml")
    let problems = try shop.problems()
    #expect(problems.map(\.rule) == ["missing-response", "unused-response"])
    #expect(problems.map(\.severity) == [.error, .warning])
    #expect(problems.last?.message.contains("did you mean `utter_greet`?") == true)
  }

  @Test("A text that was put under another intent is found by its neighbours")
  func hijacked() throws {
    var shop = WrittenShop()
    let cancelling = [
      "cancel my order", "please cancel order A-10432", "I want to cancel this order",
      "can you cancel the order for me", "cancel order", "how to cancel an order",
    ]
    let greeting = ["good day", "hey folks", "nice evening everybody"]
    func write(_ greeting: [String], _ cancelling: [String]) {
      shop["intents/en/more.yml"] = WrittenShop.intents(
        [("welcome", nil, greeting), ("cancel", nil, cancelling)],
        responses: ["utter_welcome": "Hello.", "utter_cancel": "It is cancelled."]
      )
    }
    write(greeting, cancelling + ["please cancel the order for me"])
    #expect(try shop.problems(languages: [.english]).filter { $0.rule == "hijacked-example" } == [])
    write(greeting + ["please cancel the order for me"], cancelling)
    let found = try shop.problems(languages: [.english]).filter { $0.rule == "hijacked-example" }
    #expect(found.map(\.line) == [7])
    #expect(found.first?.message.contains("the intent `cancel`") == true)
  }

  @Test("An article whose questions all lead elsewhere is unreachable")
  func unreachable() throws {
    var shop = WrittenShop()
    // Pinned questions win whatever the index says.
    shop["corpus/pins.yml"] = """
      pins:
        - {question: How do I return something?, article: delivery, language: en}
        - {question: can I give the jumper back, article: delivery, language: en}
      """
    #expect(try shop.problems().map(\.rule) == ["lost-question", "lost-question"])
    shop["corpus/pins.yml"]? +=
      "\n  - {question: is there a returns label, article: delivery, language: en}"
    let problems = try shop.problems()
    #expect(problems.map(\.rule) == ["unreachable-article"])
    #expect(problems.first?.file == "corpus/en/returns.md")
  }

  @Test("An intent may not lead to an article that only agents read")
  func internalArticle() throws {
    var shop = WrittenShop()
    shop["corpus/en/delivery.md"] = WrittenShop.article(
      "delivery",
      "How long does delivery take?",
      audience: "internal",
      body: "Ask the carrier."
    )
    let problems = try shop.problems(languages: [.english])
    #expect(problems.map(\.rule) == ["dangling-id"])
    #expect(problems.first?.message.contains("internal") == true)
  }

  @Test("A language without content is one problem")
  func emptyLanguage() throws {
    var shop = WrittenShop()
    try shop.replace("[en, tr]", with: "[en, tr, ro]", in: "intents/shop.yml")
    let problems = try shop.problems()
    #expect(problems.map(\.rule) == ["empty-language"])
    #expect(problems.first?.file == "corpus/ro")
  }

  @Test("An article is due for review only when a day is given and past its own")
  func reviewDue() throws {
    let shop = WrittenShop()
    #expect(try shop.problems(today: "2027-05-01") == [])
    let problems = try shop.problems(languages: [.turkish], today: "2027-05-02")
    #expect(problems.map(\.rule) == ["review-due", "review-due"])
    #expect(problems.map(\.file) == ["corpus/tr/delivery.md", "corpus/tr/returns.md"])
  }

  @Test(
    "With a broken file of the shop the rest is checked all the same",
    arguments: [
      "intents/shop.yml", "corpus/facts.yml", "corpus/pins.yml", "intents/thresholds.yml",
    ]
  )
  func brokenSharedFile(path: String) throws {
    var shop = WrittenShop()
    shop[path] = "\tbroken: ["
    try shop.replace("      - hi there\n", with: "", in: "intents/en/shop.yml")
    let problems = try shop.problems()
    #expect(Set(problems.map(\.file)) == [path, "intents/en/shop.yml"], "\(problems)")
    #expect(problems.first { $0.file == path }?.severity == .error)
  }

  @Test("A missing shop.yml is reported, and the languages are those that have content")
  func missingShopFile() throws {
    var shop = WrittenShop()
    shop["intents/shop.yml"] = nil
    #expect(try shop.problems().map(\.rule) == ["missing-file"])
  }

  @Test("Restricted to a language, the others' problems are left out but their ids still count")
  func restricted() throws {
    var shop = WrittenShop()
    try shop.replace("      - hi there\n", with: "", in: "intents/en/shop.yml")
    shop["corpus/tr/returns.md"] = nil
    let problems = try shop.problems(languages: [.turkish])
    #expect(problems.map(\.rule) == ["missing-translation", "dangling-id"])
    #expect(problems.allSatisfy { $0.file.hasPrefix("corpus/tr") })
  }

  @Test("Problems come in the order of file, line and rule, the same every time")
  func order() throws {
    var shop = WrittenShop()
    for path in ["corpus/en/returns.md", "corpus/tr/returns.md", "corpus/en/delivery.md"] {
      shop[path]? += "\n\n{{nothing}} {{nowhere}}\n\n{{nobody}}"
    }
    let problems = try shop.problems()
    #expect(problems.count >= 9)
    #expect(problems == problems.sorted())
    #expect(try problems == shop.problems())
  }
}
