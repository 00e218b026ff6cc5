import Content
import Foundation
import Testing
import TextAnalysis

@Suite("Conversation words")
struct ConversationWordsTests {
  private func read(_ text: String) throws -> ConversationWords {
    var warnings: [ContentProblem] = []
    let words = try ConversationWords(
      parsing: Array(text.utf8),
      file: "words.yml",
      warnings: &warnings
    )
    #expect(warnings.isEmpty)
    return words
  }

  private var complete: String {
    ConversationWords.Purpose.allCases.map { "\($0.rawValue): [a, b]\n" }.joined()
  }

  @Test("Every purpose has its phrases, in their order")
  func phrases() throws {
    let words = try read(complete)
    #expect(words.phrases.count == ConversationWords.Purpose.allCases.count)
    #expect(words.phrases.values.allSatisfy { $0.map(\.text) == ["a", "b"] })
    #expect(words.phrases[.no]?.map(\.line) == [2, 2])
  }

  @Test("Missing, empty and misspelt keys are errors")
  func mistakes() {
    for purpose in ConversationWords.Purpose.allCases {
      let line = "\(purpose.rawValue): [a, b]\n"
      let without = complete.replacingOccurrences(of: "\n" + line, with: "\n")
      if without != complete {
        #expect(problem { _ = try read(without) }?.rule == "missing-key", "\(purpose)")
      }
    }
    let empty = complete.replacingOccurrences(of: "wait: [a, b]", with: "wait: []")
    #expect(problem { _ = try read(empty) }?.rule == "conversation-words")
    let slip = complete.replacingOccurrences(of: "thanks:", with: "thnaks:")
    #expect(problem { _ = try read(slip) }?.rule == "unknown-key")
  }

  @Test(
    "The files of the program have no phrase twice under one purpose",
    arguments: Language.allCases
  )
  func bundled(language: Language) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = "intents/flows/words/\(language.code).yml"
    var warnings: [ContentProblem] = []
    let words = try ConversationWords(
      parsing: [UInt8](Data(contentsOf: root.appending(path: file))),
      file: file,
      warnings: &warnings
    )
    #expect(warnings.isEmpty)
    for (purpose, phrases) in words.phrases {
      #expect(Set(phrases.map(\.text)).count == phrases.count, "\(purpose)")
    }
  }
}
