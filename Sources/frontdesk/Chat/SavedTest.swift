import Dialogue
import FrontdeskEngine
import TextAnalysis
import Understanding

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A conversation that was held, as a test for content authors.
struct SavedTest {
  let name: String
  let turns: [(line: String, reply: Reply?)]
  /// What replaces personal data before it is written; nil writes everything as it was said.
  var personal: PersonalDataScanner?

  /// The test as lines of a file of tests.
  var text: String {
    var lines = ["  - test_case: \(quoted(name))", "    steps:"]
    for turn in turns {
      lines.append("      - user: \(quoted(turn.line))")
      guard let reply = turn.reply else { continue }
      lines += expectations(of: reply).map { "      - \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func expectations(of reply: Reply) -> [String] {
    var lines: [String] = []
    if case .article(let id) = reply.target { lines.append("article: \(id)") }
    if let handoff = reply.handoff { lines.append("reason: \(handoff.reason.name)") }
    if !reply.choices.isEmpty {
      let labels = reply.choices.dropLast().map(quoted)
      lines.append("buttons: [\(labels.joined(separator: ", "))]")
    }
    lines += reply.completed.map { "completed: \($0.flow)" }
    lines.append("flow: \(reply.flow ?? "none")")
    return lines
  }

  /// The customer's lines in which something is replaced, as they are written.
  var replacedLines: [String] {
    turns.compactMap { turn in
      let written = personal?.replaced(turn.line) ?? turn.line
      return written == turn.line ? nil : written
    }
  }

  /// Adds the test to a file, which is made where there is none.
  func append(to path: String) throws {
    var bytes = Array("test_cases:\n".utf8)
    if FileManager.default.fileExists(atPath: path) { bytes = try contents(ofFile: path) }
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    try DiskFiles.makeFolder(above: path)
    try DiskFiles.replace(path, with: bytes + Array(text.utf8))
  }

  /// A text in double quotes, as YAML reads it, with samples for what is personal in it.
  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in (personal?.replaced(text) ?? text).unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
