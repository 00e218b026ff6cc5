import Content
import Dialogue
import FrontdeskEngine
import Testing
import TextAnalysis
import Understanding

@Suite("Loading a shop")
struct LoadingTests {
  @Test("the sample shop has no problems")
  func sample() throws {
    let folder = try TemporaryFolder(shopWith: [:])
    let shop = try folder.shop()
    #expect(shop.problems.isEmpty)
    #expect(shop.settings.languages.count == 5)
    for language in Language.allCases {
      #expect(KnowledgeBase.load(language, of: shop, cache: nil).problems.isEmpty)
    }
  }

  @Test("a broken file is named with its line, and the others work")
  func broken() throws {
    let folder = try TemporaryFolder(shopWith: [
      "corpus/en/broken.md": "---\nid: broken\ntitle: [\n---\ntext\n",
      "corpus/en/control.md": "---\nid: control\ntitle: a\n---\ntext\u{1B}\n",
      "intents/en/broken.yml": "nlu:\n  - intent: a\n  examples: |\n    - x\n",
      "corpus/en/unknown.md":
        "---\nid: unknown\ntitle: a\n---\nText.\n\nIt takes {{no_such_fact}}.\n",
    ])
    let engine = try folder.engine()
    let problems = engine.knowledgeBase(.english).problems.filter { $0.severity == .error }
    #expect(
      Set(problems.map(\.file)) == [
        "corpus/en/broken.md", "corpus/en/control.md", "intents/en/broken.yml",
        "corpus/en/unknown.md",
      ]
    )
    for problem in problems { #expect(problem.line > 0, "\(problem)") }
    #expect(problems.first { $0.file == "corpus/en/unknown.md" }?.line == 7)
    #expect(try engine.reply(to: "where is my order").kind == .answer)
    #expect(try engine.reply(to: "is shipping free").kind == .answer)
  }

  @Test("of two articles with one id the first by name is used and the other named")
  func sameID() throws {
    let article = "---\nid: returns\ntitle: Another article\n---\nAnother text.\n"
    let folder = try TemporaryFolder(shopWith: ["corpus/en/zz-returns.md": article])
    let base = try folder.engine().knowledgeBase(.english)
    #expect(base.articles["returns"]?.title == "How do I return an item?")
    let problem = try #require(base.problems.first { $0.rule == "duplicate-id" })
    #expect(problem.file == "corpus/en/zz-returns.md")
    #expect(problem.message.contains("corpus/en/returns.md"))
    #expect(problem.severity == .error)
  }

  @Test("of two intents with one name the first is used and the other named with its line")
  func sameIntent() throws {
    let folder = try TemporaryFolder(shopWith: [
      "intents/en/zz.yml": "nlu:\n  - intent: order/track\n    examples: |\n      - whereabouts\n"
    ])
    let problem = try #require(
      try folder.engine().knowledgeBase(.english).problems.first { $0.rule == "duplicate-intent" }
    )
    #expect(problem.file == "intents/en/zz.yml")
    #expect(problem.line == 2)
  }

  @Test("what cannot be read is named: loops of links, links to nowhere, folders")
  func unreadable() throws {
    let folder = try TemporaryFolder(shopWith: [:])
    try folder.link("corpus/en/loop.md", to: "loop.md")
    try folder.link("corpus/en/nowhere.md", to: "/nowhere/at/all.md")
    try folder.makeFolder("corpus/en/folder.md")
    try folder.link("corpus/en/up", to: "..")
    let engine = try folder.engine()
    let problems = engine.knowledgeBase(.english).problems
    #expect(
      Set(problems.map(\.file)) == [
        "corpus/en/loop.md", "corpus/en/nowhere.md", "corpus/en/folder.md",
      ]
    )
    for problem in problems {
      #expect(problem.rule == "unreadable")
      #expect(!problem.message.contains("NSError") && !problem.message.contains("Optional"))
    }
    #expect(try engine.reply(to: "is shipping free").kind == .answer)
  }

  @Test("a language without files declines honestly, in the default language's words")
  func emptyLanguage() throws {
    let changes = SampleShop.files.keys.filter { $0.contains("/tr/") }
    let folder = try TemporaryFolder(
      shopWith: Dictionary(uniqueKeysWithValues: changes.map { ($0, String?.none) })
    )
    let engine = try folder.engine()
    #expect(engine.knowledgeBase(.turkish).articles.isEmpty)
    let reply = try engine.reply(to: "siparişim nerede")
    #expect(reply.kind == .decline)
    #expect(reply.text == "Sorry, I did not understand.")
    #expect(try engine.reply(to: "where is my order").kind == .answer)
  }

  @Test("empty files are files without anything in them, or named")
  func emptyFiles() throws {
    let folder = try TemporaryFolder(shopWith: [
      "corpus/en/empty.md": "", "intents/en/empty.yml": "", "intents/thresholds.yml": "",
    ])
    let engine = try folder.engine()
    let files = engine.knowledgeBase(.english).problems.map(\.file)
    #expect(Set(files).isSubset(of: ["corpus/en/empty.md", "intents/en/empty.yml"]))
    #expect(files.contains("corpus/en/empty.md"))
    #expect(try engine.reply(to: "where is my order").kind == .answer)
  }

  @Test("files that are none of the shop's are left alone")
  func others() throws {
    let folder = try TemporaryFolder(shopWith: [
      "corpus/en/.hidden.md": "x", "corpus/en/notes.txt": "x", "intents/en/a.yml~": "x",
      "intents/flows/a.yml": "x: [",
    ])
    #expect(try folder.engine().knowledgeBase(.english).problems.isEmpty)
  }

  @Test("an article for employees is never shown to customers")
  func employees() throws {
    let folder = try TemporaryFolder(shopWith: [
      "corpus/en/secret.md":
        "---\nid: secret\ntitle: Who gets the secret discount?\naudience: internal\n---\nFriends.\n"
    ])
    let engine = try folder.engine()
    let reply = try engine.reply(to: "Who gets the secret discount?")
    #expect(reply.target != .article("secret"))
    #expect(!reply.text.contains("Friends"))
  }

  @Test(
    "a shop whose own files are missing or broken is not opened, and the file is named",
    arguments: [
      ("intents/shop.yml", String?.none), ("intents/shop.yml", "name: ["),
      ("intents/shop.yml", "name: x\nlanguages: [xx]\ntime_zone: UTC\ncurrency: EUR\n"),
      ("corpus/facts.yml", "facts: 3\n"), ("corpus/pins.yml", "pins: 3\n"),
      ("intents/thresholds.yml", "answer: 7\n"),
    ]
  )
  func unusable(_ file: String, _ text: String?) throws {
    let folder = try TemporaryFolder(shopWith: [file: text])
    let problem = #expect(throws: ContentProblem.self) { try folder.shop() }
    #expect(problem?.file == file)
    #expect(problem.map { $0.line > 0 } == (text != nil))
  }

  @Test("a link that leads nowhere is said to, not to be missing")
  func deadLink() throws {
    let folder = try TemporaryFolder(shopWith: ["intents/shop.yml": nil])
    try folder.link("intents/shop.yml", to: "shop.yml")
    let problem = #expect(throws: ContentProblem.self) { try folder.shop() }
    #expect(problem?.rule == "unreadable")
  }

  @Test("a shop without facts, pins and thresholds is a shop")
  func optional() throws {
    let folder = try TemporaryFolder(shopWith: [
      "corpus/facts.yml": nil, "corpus/pins.yml": nil, "intents/thresholds.yml": nil,
      "corpus/en/returns.md": nil, "corpus/en/delivery.md": nil,
    ])
    #expect(try folder.engine().reply(to: "where is my order").kind == .answer)
  }
}

@Suite("Reloading a shop")
struct ReloadTests {
  private let folder: TemporaryFolder
  private let engine: Engine

  init() throws {
    folder = try TemporaryFolder(shopWith: [:])
    engine = try folder.engine()
  }

  @Test("a changed, a new and a removed article are taken in, and conversations go on")
  func changes() throws {
    let before = try engine.reply(to: "is shipping free")
    try folder.write(
      "---\nid: delivery\ntitle: How much does delivery cost?\nquestions: [is shipping free]\n---\n"
        + "Delivery is always free.\n",
      to: "corpus/en/delivery.md"
    )
    try folder.write(
      "---\nid: wrap\ntitle: Do you wrap presents?\n---\nWe wrap presents.\n",
      to: "corpus/en/wrap.md"
    )
    try folder.remove("corpus/en/payment.md")
    #expect(try engine.reply(to: "is shipping free").text == before.text)
    try engine.reload()
    let after = try engine.reply(to: "is shipping free")
    #expect(after.text == "Delivery is always free.")
    #expect(after.contentVersion != before.contentVersion)
    #expect(try engine.reply(to: "do you wrap presents").target == .article("wrap"))
    #expect(try engine.reply(to: "can I pay by card").target != .article("payment"))
    #expect(engine.conversation(ConversationID("c"))?.turnCount == 5)
  }

  @Test(
    "broken content is refused, and the old goes on",
    arguments: [
      "corpus/en/delivery.md", "intents/en/shop.yml", "intents/shop.yml", "corpus/facts.yml",
    ]
  )
  func broken(_ file: String) throws {
    let before = try engine.reply(to: "is shipping free")
    let good = try folder.read(file)
    try folder.write("x: [", to: file)
    let problem = #expect(throws: ContentProblem.self) { try engine.reload() }
    #expect(problem?.file == file)
    let after = try engine.reply(to: "is shipping free")
    #expect(after.text == before.text)
    #expect(after.contentVersion == before.contentVersion)
    try folder.write(good, to: file)
    try engine.reload()
    #expect(try engine.reply(to: "is shipping free").text == before.text)
  }

  @Test("content that did not change keeps its version")
  func unchanged() throws {
    let before = try engine.reply(to: "is shipping free").contentVersion
    try engine.reload()
    #expect(try engine.reply(to: "is shipping free").contentVersion == before)
  }

  @Test("a choice whose article has gone is declined")
  func goneChoice() throws {
    try folder.write("answer: 0.99\nclarify: 0.02\nmargin: 0.9\n", to: "intents/thresholds.yml")
    try engine.reload()
    let question = try engine.reply(to: "return shipping")
    let place = try #require(question.choices.firstIndex(of: "How do I return an item?"))
    try folder.remove("corpus/en/returns.md")
    try folder.remove("corpus/pins.yml")
    try engine.reload()
    #expect(try engine.reply(to: "\(place + 1)").kind == .decline)
  }

  @Test("a language that is no longer served is answered in the default one")
  func goneLanguage() throws {
    _ = try engine.reply(to: "siparişim nerede")
    try folder.write(
      "name: Sample\nlanguages: [en]\ntime_zone: Europe/Bucharest\ncurrency: EUR\n",
      to: "intents/shop.yml"
    )
    try engine.reload()
    #expect(try engine.reply(to: "").language == .english)
    #expect(try engine.reply(to: "where is my order").kind == .answer)
  }
}

@Suite("Finding the shop's folder")
struct ContentFolderTests {
  @Test("the bundled shop is found from the working directory and from the program")
  func bundled() throws {
    let shop = try TemporaryFolder(shopWith: [:])
    let elsewhere = try TemporaryFolder()
    for folder in ["a/b", ".build/debug"] { try shop.makeFolder(folder) }
    for directory in [shop.path, shop.path + "/a/b", shop.path + "/a/"] {
      let found = try ContentFolder.bundled(workingDirectory: directory, program: "frontdesk")
      #expect(found.path == shop.path)
    }
    let found = try ContentFolder.bundled(
      workingDirectory: elsewhere.path,
      program: shop.path + "/.build/debug/frontdesk"
    )
    #expect(found.path == shop.path)
  }

  @Test("the working directory comes before the program")
  func order() throws {
    let (here, there) = (try TemporaryFolder(shopWith: [:]), try TemporaryFolder(shopWith: [:]))
    let found = try ContentFolder.bundled(
      workingDirectory: here.path,
      program: there.path + "/frontdesk"
    )
    #expect(found.path == here.path)
  }

  @Test("where there is none, the error says where was looked and what to do")
  func none() throws {
    let elsewhere = try TemporaryFolder()
    let program = elsewhere.path + "/bin/frontdesk"
    let problem = #expect(throws: ContentProblem.self) {
      try ContentFolder.bundled(workingDirectory: elsewhere.path, program: program)
    }
    let text = try #require(problem?.description)
    for part in [elsewhere.path, program, "--content", "intents/", "corpus/"] {
      #expect(text.contains(part))
    }
  }

  @Test("a folder that is no shop is refused, an empty one with the two folders is not")
  func folders() throws {
    let folder = try TemporaryFolder()
    #expect(throws: ContentProblem.self) { try ContentFolder(path: folder.path) }
    #expect(throws: ContentProblem.self) { try ContentFolder(path: folder.path + "/nothing") }
    try folder.makeFolder("intents")
    #expect(throws: ContentProblem.self) { try ContentFolder(path: folder.path) }
    try folder.write("a file", to: "corpus")
    #expect(throws: ContentProblem.self) { try ContentFolder(path: folder.path) }
    try folder.remove("corpus")
    try folder.makeFolder("corpus")
    let content = try ContentFolder(path: folder.path)
    var problems: [ContentProblem] = []
    #expect(content.files(in: "corpus/en", suffix: ".md", problems: &problems).isEmpty)
    #expect(problems.isEmpty)
    let problem = #expect(throws: ContentProblem.self) { try Shop(folder: content) }
    #expect(problem?.file == "intents/shop.yml")
  }

  @Test("files are read in the order of their names")
  func files() throws {
    let folder = try TemporaryFolder(shopWith: [:])
    var problems: [ContentProblem] = []
    let files = try ContentFolder(path: folder.path)
      .files(in: "corpus/en", suffix: ".md", problems: &problems)
    #expect(
      files.map(\.name) == [
        "corpus/en/delivery.md", "corpus/en/payment.md", "corpus/en/returns.md",
      ]
    )
    #expect(try ContentFolder(path: folder.path).file("corpus/nothing.yml") == nil)
  }
}
