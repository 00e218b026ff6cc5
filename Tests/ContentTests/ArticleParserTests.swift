import Content
import TestSupport
import Testing
import TextAnalysis

@Suite("ArticleParser")
struct ArticleParserTests {
  static let valid = """
    ---
    id: return-policy
    title: "What can I return: and until when?"
    questions:
      - can I send back something I wore once
      - "too small: what now"
    tags: [returns, return window]
    audience: public
    updated: 2026-11-01
    review_by: 2027-05-01
    related: [refund-time]
    media:
      - label.png
    ---

    Return it within **{{return_days}}**
    of [delivery](https://x.example).

    - unworn
    - with tags

    """

  private func parse(
    _ text: String,
    language: Language? = .english,
    warnings: inout [ContentProblem]
  ) throws -> Article {
    try ArticleParser.parse(
      Array(text.utf8),
      file: "corpus/en/a.md",
      language: language,
      warnings: &warnings
    )
  }

  private func parse(_ text: String) throws -> Article {
    var warnings: [ContentProblem] = []
    return try parse(text, warnings: &warnings)
  }

  @Test("Front matter and body become an article")
  func article() throws {
    var warnings: [ContentProblem] = []
    let article = try parse(Self.valid, warnings: &warnings)
    #expect(warnings.isEmpty)
    #expect(article.id == "return-policy")
    #expect(article.language == .english)
    #expect(article.title == "What can I return: and until when?")
    #expect(article.titleLine == 3)
    #expect(
      article.questions.map(\.text) == [
        "can I send back something I wore once", "too small: what now",
      ]
    )
    #expect(article.questions.map(\.line) == [5, 6])
    #expect(article.tags == ["returns", "return window"])
    #expect(article.audience == .everyone)
    #expect(article.updated?.description == "2026-11-01")
    #expect(article.reviewBy?.description == "2027-05-01")
    #expect(article.related == [LocatedText("refund-time", line: 11)])
    #expect(article.media == [LocatedText("label.png", line: 13)])
    #expect(article.bodyLine == 16)
    #expect(article.body.hasPrefix("Return it within **{{return_days}}**\nof ["))
    #expect(article.body.hasSuffix("- with tags"))
    #expect(article.shortAnswer == "Return it within {{return_days}} of delivery.")
  }

  @Test("Line endings of Windows and a byte order mark make no difference but to the bytes")
  func windows() throws {
    let windows = "\u{FEFF}" + Self.valid.replacing("\n", with: "\r\n")
    #expect(try parse(windows) == parse(Self.valid))
  }

  @Test("Only id, title and text are needed")
  func minimal() throws {
    let article = try parse("---\nid: a\ntitle: B\n---\n# Head\n\nText")
    #expect(article.questions.isEmpty && article.tags.isEmpty && article.related.isEmpty)
    #expect(article.updated == nil)
    #expect(article.audience == .everyone)
    #expect(article.shortAnswer == "Text")
  }

  @Test("The language comes from the folder or from the front matter")
  func language() throws {
    var warnings: [ContentProblem] = []
    let text = "---\nid: a\nlanguage: tr\ntitle: B\n---\nText"
    #expect(try parse(text, language: nil, warnings: &warnings).language == .turkish)
    #expect(problem { _ = try parse(text) }?.rule == "article-language")
    let unnamed = "---\nid: a\ntitle: B\n---\nText"
    #expect(
      problem { _ = try parse(unnamed, language: nil, warnings: &warnings) }?.rule == "missing-key"
    )
  }

  @Test(
    "Each mistake is an error with its line and rule",
    arguments: [
      ("title: no marker", 1, "front-matter"), ("", 1, "front-matter"),
      ("---\nid: a\ntitle: b\n", 1, "front-matter"),
      ("---\n---\nx", 2, "wrong-type"), ("---\n- a\n---\nx", 2, "wrong-type"),
      ("---\ntitle: b\n---\nx", 2, "missing-key"), ("---\nid: a\n---\nx", 2, "missing-key"),
      ("---\nid: Return policy\ntitle: b\n---\nx", 2, "article-id"),
      ("---\nid: a\ntitle:\n---\nx", 3, "missing-key"),
      ("---\nid: a\ntitle: b\n---\n \n\n", 4, "empty-body"),
      ("---\nid: a\ntitle: b\nquestions: c\n---\nx", 4, "wrong-type"),
      ("---\nid: a\ntitle: b\nquestions:\n  - c\n  - d: e\n---\nx", 6, "wrong-type"),
      ("---\nid: a\ntitle: b\naudience: all\n---\nx", 4, "article-audience"),
      ("---\nid: a\ntitle: b\nupdated: 1.2.2026\n---\nx", 4, "date"),
      ("---\nid: a\ntitle: b\nqestions: [c]\n---\nx", 4, "unknown-key"),
      ("---\nid: a\ntitle: b\nid: c\n---\nx", 4, "yaml-duplicate-key"),
    ]
  )
  func mistakes(text: String, line: Int, rule: String) {
    let found = problem { _ = try parse(text) }
    #expect(found?.rule == rule, "\(found.map(String.init(describing:)) ?? "")")
    #expect(found?.line == line)
  }

  @Test("A review date before the last update is a warning")
  func reviewDate() throws {
    var warnings: [ContentProblem] = []
    _ = try parse(
      "---\nid: a\ntitle: b\nupdated: 2026-02-01\nreview_by: 2026-01-01\n---\nx",
      warnings: &warnings
    )
    #expect(warnings.map(\.rule) == ["review-date"])
    #expect(warnings.first?.line == 5)
  }

  @Test("A line of hyphens in the body does not end anything")
  func ruleInBody() throws {
    #expect(try parse("---\nid: a\ntitle: b\n---\nx\n\n---\n\ny").body == "x\n\n---\n\ny")
  }

  @Test(
    "Random bytes and damaged articles never stop the program",
    arguments: [1, 2, 3] as [UInt64]
  )
  func fuzz(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let valid = Array(Self.valid.utf8)
    var articles = 0
    for round in 0..<1_500 {
      let bytes =
        round.isMultiple(of: 4)
        ? Array("---\n".utf8) + random.bytes(upTo: 120) : random.mutated(valid)
      var warnings: [ContentProblem] = []
      do {
        let article = try ArticleParser.parse(
          bytes,
          file: "a.md",
          language: .english,
          warnings: &warnings
        )
        articles += 1
        #expect(!article.body.isEmpty && !article.title.isEmpty)
        #expect(ArticleParser.isArticleID(article.id))
      } catch {
        let lines = bytes.count { $0 == 0x0A } + 1
        #expect((1...lines).contains(error.line), "\(error)")
      }
    }
    #expect(articles > 100)
  }
}
