/// The words of one language that bring a person, `intents/flows/desk-words/<language>.yml`.
package struct DeskWordsFile: Sendable, Hashable {
  /// Words of anger have a strength from 1 to this.
  package static let strongest = 3

  /// Phrases by the name of their list.
  package let lists: [String: [String]]
  /// Phrases of anger by their strength, which is added up over a message.
  package let anger: [Int: [String]]

  /// A language without such words.
  package init() {
    lists = [:]
    anger = [:]
  }

  /// Reads the file.
  ///
  /// - Throws: `ContentProblem`, also for a list without words.
  package init(
    parsing bytes: [UInt8],
    file: String,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    let map = try StrictYAML.parseMap(bytes, file: file)
    try KeyCheck.check(map, allowed: ["lists", "anger"], of: "the desk words", warnings: &warnings)
    var lists: [String: [String]] = [:]
    for entry in try map["lists"]?.map("lists").entries ?? [] {
      try entry.checkName(of: "a list")
      lists[entry.key] = try Self.phrases(entry)
    }
    self.lists = lists
    var anger: [Int: [String]] = [:]
    for entry in try map["anger"]?.map("anger").entries ?? [] {
      guard let strength = Int(entry.key), 1...Self.strongest ~= strength else {
        throw ContentProblem(
          file: file,
          line: entry.keyLine,
          "`anger`: expected a strength from 1 to \(Self.strongest), found `\(entry.key)`",
          rule: "desk-words"
        )
      }
      anger[strength] = try Self.phrases(entry)
    }
    self.anger = anger
  }

  private static func phrases(_ entry: YAMLEntry) throws(ContentProblem) -> [String] {
    let phrases = try entry.node.texts(entry.key).map(\.text)
    guard !phrases.isEmpty else {
      throw ContentProblem(
        file: entry.node.file,
        line: entry.keyLine,
        "`\(entry.key)`: expected at least one phrase",
        rule: "desk-words"
      )
    }
    return phrases
  }
}
