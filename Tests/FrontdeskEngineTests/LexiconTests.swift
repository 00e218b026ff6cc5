import Content
import FrontdeskEngine
import Testing
import TextAnalysis
import Understanding

@Suite("Lexicon of a shop")
struct LexiconTests {
  private static let files = [
    "intents/lexicon/en.yml": "concepts:\n  parcel: [parcel, consignment]\n",
    "intents/lexicon/en-slang.yml": "concepts:\n  money: [money, dosh]\n",
    "intents/lexicon/ru.yml": "concepts:\n  delivery: [доставка, привоз]\n",
    "intents/lexicon/english.yml": "concepts:\n  no: [no]\n",
    "intents/lexicon/notes.txt": "none of it is read",
  ]

  /// What a language's lexicon holds, the fingerprint of its files and what is wrong with them.
  private func read(
    _ language: Language,
    _ folder: TemporaryFolder
  ) throws -> (count: Int, hash: String, problems: [ContentProblem]) {
    var problems: [ContentProblem] = []
    let files = LanguageFiles(
      language,
      in: try ContentFolder(path: folder.path),
      problems: &problems
    )
    let read = files.lexicon(Analyzer(language: language))
    return (read.lexicon.count, files.hash.hexadecimal, problems + read.problems)
  }

  @Test("A language has the concepts of its own files, and of no other's")
  func ownFiles() throws {
    let folder = try TemporaryFolder(shopWith: Self.files)
    let english = try read(.english, folder)
    #expect(english.count == 2)
    #expect(english.problems.isEmpty)
    #expect(try read(.russian, folder).count == 1)
    #expect(try read(.turkish, folder).count == 0)
    var problems: [ContentProblem] = []
    let named = LanguageFiles.lexiconFiles(
      of: .english,
      in: try ContentFolder(path: folder.path),
      problems: &problems
    )
    #expect(
      Set(named.map(\.name)) == ["intents/lexicon/en.yml", "intents/lexicon/en-slang.yml"]
    )
  }

  @Test("A shop without a lexicon has no concepts and no problem")
  func none() throws {
    let found = try read(.english, try TemporaryFolder(shopWith: [:]))
    #expect(found.count == 0)
    #expect(found.problems.isEmpty)
  }

  @Test("A broken file is a problem at file and line, and the others are read")
  func broken() throws {
    var files = Self.files
    files["intents/lexicon/en.yml"] = "concepts:\n  box: [box]\n  parcel: []\n"
    let folder = try TemporaryFolder(shopWith: files)
    let found = try read(.english, folder)
    #expect(found.problems.map(\.place) == ["intents/lexicon/en.yml:3"])
    #expect(found.problems.map(\.severity) == [.error])
    #expect(found.count == 1)
    #expect(try read(.russian, folder).problems.isEmpty)
    let kept = try TemporaryFolder()
    let cache = IndexCache(folder: kept.path)
    for _ in 0..<2 {
      let base = KnowledgeBase.load(.english, of: try folder.shop(), cache: cache)
      #expect(base.problems.map(\.place) == ["intents/lexicon/en.yml:3"])
    }
  }

  @Test("The lexicon is part of the content: another one has another fingerprint")
  func fingerprint() throws {
    let folder = try TemporaryFolder(shopWith: Self.files)
    let before = try read(.english, folder).hash
    let russian = try read(.russian, folder).hash
    try folder.write("concepts:\n  parcel: [parcel]\n", to: "intents/lexicon/en.yml")
    #expect(try read(.english, folder).hash != before)
    #expect(try read(.russian, folder).hash == russian)
  }

  @Test("A changed lexicon is learnt anew though an index is kept")
  func kept() throws {
    let folder = try TemporaryFolder(shopWith: Self.files)
    let kept = try TemporaryFolder()
    let cache = IndexCache(folder: kept.path)
    func load() throws -> KnowledgeBase {
      KnowledgeBase.load(.english, of: try folder.shop(), cache: cache)
    }
    _ = try load()
    #expect(try load().wasKept)
    try folder.write("concepts:\n  parcel: [parcel, box]\n", to: "intents/lexicon/en-slang.yml")
    #expect(try !load().wasKept)
    #expect(try load().wasKept)
  }

  @Test("Every bundled lexicon can be read")
  func bundled() throws {
    let sources = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let folder = try ContentFolder(path: "/" + sources)
    for language in Language.allCases {
      var problems: [ContentProblem] = []
      let files = LanguageFiles(language, in: folder, problems: &problems)
      let read = files.lexicon(Analyzer(language: language))
      #expect(problems + read.problems == [])
      #expect(read.lexicon.count >= 100, "\(language)")
    }
  }
}
