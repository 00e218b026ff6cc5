package import Content
package import TextAnalysis

/// The conversation tests of a shop, as far as their files can be read.
package struct ConversationTests: Sendable {
  /// A file of tests in one language.
  package struct File: Sendable {
    package let language: Language
    package let tests: ConversationTestFile
    package let bytes: [UInt8]

    package init(language: Language, tests: ConversationTestFile, bytes: [UInt8]) {
      self.language = language
      self.tests = tests
      self.bytes = bytes
    }
  }

  /// Sorted by name.
  package private(set) var files: [File] = []
  package private(set) var problems: [ContentProblem] = []

  /// Reads the files of some languages; `served` are those that the shop speaks.
  package init(in folder: ContentFolder, languages: [Language], served: [Language]) {
    for name in folder.testFiles {
      do throws(ContentProblem) {
        let language = try Self.language(of: name, served: served)
        guard languages.contains(language), let file = try folder.file(name) else { continue }
        let tests = try ConversationTestFile(
          parsing: file.bytes,
          file: name,
          problems: &problems
        )
        files.append(File(language: language, tests: tests, bytes: file.bytes))
      } catch {
        problems.append(error)
      }
    }
  }

  /// The language that the folder of a test file names; nil when it names none.
  package static func language(ofFile path: String) -> Language? {
    path.split(separator: "/").dropLast().last.flatMap { Language(code: $0) }
  }

  private static func language(
    of name: String,
    served: [Language]
  ) throws(ContentProblem) -> Language {
    let codes = served.map(\.code).joined(separator: ", ")
    guard !name.hasSuffix(".yaml") else {
      throw ContentProblem(
        file: name,
        line: 0,
        "the file is not read; expected a name that ends in .yml or .chat",
        rule: "test-folder"
      )
    }
    guard name.split(separator: "/").count == 4, let language = language(ofFile: name),
      served.contains(language)
    else {
      throw ContentProblem(
        file: name,
        line: 0,
        "tests are in a folder for each language of the shop: expected "
          + "\(ContentFolder.tests)/<language>/, with one of \(codes)",
        rule: "test-folder"
      )
    }
    return language
  }
}
