import Content
import FrontdeskEngine
import Testing
import TextAnalysis
import Understanding

@Suite("Sentence templates of intents")
struct TemplateTests {
  private static let lists = """
      - lookup: city
        examples: |
          - Cluj
          - Iași
      - synonym: Cluj
        examples: |
          - Cluj-Napoca

    """

  private static func intents(_ templates: String) -> String {
    """
    nlu:
      - intent: courier/call
        templates: |
    \(templates.split(separator: "\n").map { "      - \($0)" }.joined(separator: "\n"))
    responses:
      utter_courier/call:
        - text: We will call the courier.

    """
  }

  @Test("Templates are read with lists of any file, and their sentences learnt as examples")
  func loads() throws {
    let folder = try TemporaryFolder(shopWith: [
      "intents/en/courier.yml": Self.intents("[please] ring the courier in {city}"),
      "intents/en/zz-lists.yml": "nlu:\n" + Self.lists,
    ])
    let base = try folder.engine().knowledgeBase(.english)
    #expect(base.problems == [])
    #expect(
      Set(base.patterns.samples(ofIntent: "courier/call")) == [
        "ring the courier in Cluj", "ring the courier in Iași", "ring the courier in Cluj-Napoca",
        "please ring the courier in Cluj", "please ring the courier in Iași",
        "please ring the courier in Cluj-Napoca",
      ]
    )
    let analysis = Analyzer(language: .english).analyze("Ring the courier in CLUJ-NAPOCA")
    let match = try #require(base.patterns.match(analysis))
    #expect(match.target == .intent("courier/call"))
    #expect(match.slots.map(\.value) == ["Cluj"])
    let reply = try folder.engine().reply(to: "please ring the courier in cluj")
    #expect(reply.target == .intent("courier/call"))
    #expect(reply.text == "We will call the courier.")
  }

  @Test("A template of an intent with an article leads to the article")
  func article() throws {
    let folder = try TemporaryFolder(shopWith: [
      "intents/en/courier.yml":
        "nlu:\n  - intent: pay/how\n    article: payment\n    templates: |\n      - settle [it] up\n"
    ])
    let base = try folder.engine().knowledgeBase(.english)
    let match = base.patterns.match(Analyzer(language: .english).analyze("settle up"))
    #expect(match?.target == .article("payment"))
    #expect(match?.intent == "pay/how")
  }

  @Test("A broken template is an error at file, line and column, and the others work")
  func broken() throws {
    let folder = try TemporaryFolder(shopWith: [
      "intents/en/courier.yml":
        Self.intents("ring the courier\nring (him|her\ncall {somebody}")
    ])
    let base = try folder.engine().knowledgeBase(.english)
    #expect(
      base.problems.map(\.place) == [
        "intents/en/courier.yml:5:14", "intents/en/courier.yml:6:14",
      ]
    )
    for problem in base.problems {
      #expect(problem.severity == .error)
      #expect(problem.rule == "template")
      #expect(problem.message.contains("courier/call"))
    }
    #expect(base.patterns.match(Analyzer(language: .english).analyze("ring the courier")) != nil)
  }

  @Test("The check names a broken template's place")
  func check() throws {
    var shop = WrittenShop()
    try shop.replace(
      "  - intent: greet\n",
      with: "  - intent: greet\n    templates:\n      - \"hi [there\"\n",
      in: "intents/en/shop.yml"
    )
    let problem = try #require(try shop.problems().first)
    #expect(problem.place == "intents/en/shop.yml:4:13")
    #expect(problem.description.hasPrefix("intents/en/shop.yml:4:13: error: "))
    #expect(problem.rule == "template")
  }

  @Test("Every sentence of the bundled templates leads to their own intent")
  func bundled() throws {
    let sources = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let folder = try ContentFolder(path: "/" + sources)
    for language in Language.allCases {
      var problems: [ContentProblem] = []
      let files = LanguageFiles(language, in: folder, problems: &problems)
      #expect(problems == [])
      let analyzer = Analyzer(language: language)
      let set = PatternSet(
        files.templates.map {
          PatternSet.Template($0.pattern, target: .intent($0.intent), intent: $0.intent)
        },
        lists: files.lists,
        analyzer: analyzer
      )
      #expect(files.templates.count >= 8)
      for intent in Set(files.templates.map(\.intent)) {
        for sample in set.samples(ofIntent: intent) {
          #expect(set.match(analyzer.analyze(sample))?.intent == intent, "\(sample)")
        }
      }
    }
  }
}
