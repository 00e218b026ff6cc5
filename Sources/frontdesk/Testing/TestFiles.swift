import Content
import FrontdeskEngine
import TextAnalysis

/// The files of conversation tests that a command's arguments name.
struct TestFiles {
  struct File {
    let content: ConversationTests.File
    let path: String
  }

  private(set) var files: [File] = []
  private(set) var problems: [ContentProblem] = []

  /// Reads the files of the operands, or else all of the shop.
  ///
  /// - Throws: `UsageError` for a file whose language nothing tells, `FileError` for one that cannot
  ///   be read.
  init(_ arguments: Arguments, _ shop: OpenShop) throws {
    let served = shop.engine.shop.settings.languages
    let asked = try shop.language(arguments)
    let folder = shop.engine.shop.folder
    if arguments.operands.isEmpty {
      let languages = asked.map { [$0] } ?? served
      let tests = ConversationTests(in: folder, languages: languages, served: served)
      files = tests.files.map { File(content: $0, path: "\(folder.path)/\($0.tests.file)") }
      problems = tests.problems
    } else {
      for path in arguments.operands { try read(path, asked, served) }
    }
    var known: [Language: LanguageFiles] = [:]
    for file in files {
      let language = file.content.language
      // What is wrong with the content itself is logged where it is loaded.
      var others: [ContentProblem] = []
      let names =
        known[language] ?? LanguageFiles(language, in: folder, problems: &others)
      known[language] = names
      problems += ContentCheck.names(in: file.content.tests, of: names)
    }
    problems.sort()
  }

  private mutating func read(_ path: String, _ asked: Language?, _ served: [Language]) throws {
    guard path.hasSuffix(".yml") || path.hasSuffix(".chat") else {
      throw UsageError("\"\(path)\" is no file of tests; expected a name with .yml or .chat")
    }
    guard let language = asked ?? ConversationTests.language(ofFile: path) else {
      throw UsageError(
        "the language of \(path) is not known; expected it in a folder such as tests/en/, or --lang"
      )
    }
    guard served.contains(language) else {
      throw UsageError("the shop does not serve the language \(language.code) of \(path)")
    }
    let bytes = try contents(ofFile: path)
    do throws(ContentProblem) {
      let tests = try ConversationTestFile(parsing: bytes, file: path, problems: &problems)
      let content = ConversationTests.File(language: language, tests: tests, bytes: bytes)
      files.append(File(content: content, path: path))
    } catch {
      problems.append(error)
    }
  }
}
