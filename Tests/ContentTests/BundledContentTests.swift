import Content
import Foundation
import Testing
import TextAnalysis

/// The help centre and the intents that come with the program, read as they are.
@Suite("Bundled content")
struct BundledContentTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appending(path: path)))
  }

  private func files(in folder: String, endingWith suffix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
      .filter { $0.hasSuffix(suffix) }.sorted().map { "\(folder)/\($0)" }
  }

  private func facts() throws -> Facts {
    var warnings: [ContentProblem] = []
    let facts = try Facts(
      parsing: bytes("corpus/facts.yml"),
      file: "corpus/facts.yml",
      warnings: &warnings
    )
    #expect(warnings.isEmpty)
    return facts
  }

  private func renderer() throws -> FactRenderer {
    var warnings: [ContentProblem] = []
    let facts = try facts()
    let shop = try ShopFile(
      parsing: bytes("intents/shop.yml"),
      file: "intents/shop.yml",
      warnings: &warnings
    )
    #expect(warnings.isEmpty)
    #expect(shop.languages.count == Language.allCases.count)
    return FactRenderer(facts: facts, currency: shop.currency)
  }

  @Test(
    "Every article can be read, and its facts and neighbours exist",
    arguments: Language.allCases
  )
  func articles(language: Language) throws {
    let renderer = try renderer()
    var problems: [ContentProblem] = []
    var articles: [Article] = []
    for file in try files(in: "corpus/\(language.code)", endingWith: ".md") {
      let article = try ArticleParser.parse(
        bytes(file),
        file: file,
        language: language,
        warnings: &problems
      )
      problems += renderer.problems(
        in: article.body,
        language: language,
        file: file,
        firstLine: article.bodyLine
      )
      #expect(file.hasSuffix("/\(article.id).md"))
      #expect(!article.shortAnswer.isEmpty)
      articles.append(article)
    }
    #expect(problems == [])
    #expect(!articles.isEmpty)
    let ids = Set(articles.map(\.id))
    for article in articles {
      #expect(article.related.allSatisfy { ids.contains($0.text) }, "\(article.file)")
    }
  }

  @Test(
    "Every file of intents and words can be read without a warning",
    arguments: Language.allCases
  )
  func intents(language: Language) throws {
    let renderer = try renderer()
    let facts = try facts()
    var problems: [ContentProblem] = []
    var examples = 0
    for file in try files(in: "intents/\(language.code)", endingWith: ".yml") {
      let bytes = try bytes(file)
      if file.hasSuffix("/synonyms.yml") {
        _ = try SynonymFile(parsing: bytes, file: file, warnings: &problems)
      } else if file.hasSuffix("/words.yml") {
        _ = try WordFile(parsing: bytes, file: file, warnings: &problems)
      } else {
        let intents = try IntentFileParser.parse(bytes, file: file, warnings: &problems)
        examples += intents.intents.reduce(0) { $0 + $1.examples.count }
        for variant in intents.responses.flatMap(\.variants) {
          // What the program fills in is known to the check of the whole shop.
          let names = Placeholder.all(in: variant.text.text).compactMap(\.name)
          problems += renderer.problems(
            in: variant.text.text,
            language: language,
            file: file,
            firstLine: variant.text.line,
            programNames: Set(names).subtracting(facts.names)
          )
        }
      }
    }
    #expect(problems == [])
    #expect(examples > 0)
  }

  @Test("Every flow can be read, and all that it names is there")
  func flows() throws {
    var problems: [ContentProblem] = []
    let others = ["desk.yml", "notices.yml", "proactive.yml", "topics.yml"]
    let files = try files(in: "intents/flows", endingWith: ".yml")
      .filter { file in !others.contains { file.hasSuffix("/\($0)") } }
      .map { try FlowFile(parsing: bytes($0), file: $0, warnings: &problems) }
    let library = FlowLibrary(files, problems: &problems)
    #expect(problems == [])
    #expect(!library.flows.isEmpty)
    #expect(library.flows == library.written)
  }

  @Test("The rules of the desk and the words that bring a person can be read")
  func desk() throws {
    var problems: [ContentProblem] = []
    let name = "intents/flows/desk.yml"
    let desk = try DeskFile(parsing: bytes(name), file: name, warnings: &problems)
    for language in Language.allCases {
      let name = "intents/flows/desk-words/\(language.code).yml"
      let words = try DeskWordsFile(parsing: bytes(name), file: name, warnings: &problems)
      for list in desk.escalation.compactMap(\.words) { #expect(words.lists[list] != nil) }
    }
    #expect(problems == [])
  }
}
