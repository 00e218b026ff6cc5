import Content
import FrontdeskEngine
import Testing
import TextAnalysis

@Suite("The folder of conversation tests")
struct ConversationTestFolderTests {
  @Test("Tests are no content that answers: with them the version is the same")
  func version() throws {
    let shop = try TemporaryFolder(shopWith: [:])
    let folder = try ContentFolder(path: shop.path)
    let before = folder.version()
    try shop.write("test_cases: []\n", to: "intents/tests/en/a.yml")
    #expect(folder.version() == before)
    try shop.write("nlu: []\n", to: "intents/testsuite.yml")
    #expect(folder.version() != before)
  }

  @Test("Rows of tables move no level: with them the version is the same")
  func tables() throws {
    let shop = try TemporaryFolder(shopWith: [:])
    let folder = try ContentFolder(path: shop.path)
    let before = folder.version()
    try shop.write("number\nA-10432\n", to: "corpus/tables/orders.csv")
    #expect(folder.version() == before)
    try shop.write("number\nA-10432\n", to: "corpus/tables.csv")
    #expect(folder.version() != before)
  }

  @Test(
    "A file in no language's folder is a mistake",
    arguments: [
      "intents/tests/a.yml", "intents/tests/xx/a.yml", "intents/tests/en/deep/a.yml",
      "intents/tests/en/a.yaml", "intents/tests/ar/a.chat",
    ]
  )
  func places(name: String) throws {
    let shop = try TemporaryFolder(shopWith: [name: "test_cases: []\n"])
    let tests = ConversationTests(
      in: try ContentFolder(path: shop.path),
      languages: [.english],
      served: [.english]
    )
    #expect(tests.files.isEmpty)
    #expect(tests.problems.map(\.file) == [name])
    #expect(tests.problems.map(\.rule) == ["test-folder"])
  }
}
