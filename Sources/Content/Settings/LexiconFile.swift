/// The concepts of one language and their words, from a file of `intents/lexicon`.
package struct LexiconFile: Sendable, Hashable {
  /// A concept and the words and phrases that customers have for it.
  package struct Concept: Sendable, Hashable {
    package let name: String
    package let phrases: [String]
    package let line: Int
  }

  package let concepts: [Concept]

  /// Reads the file.
  ///
  /// - Throws: `ContentProblem`, also for a concept without words.
  package init(
    parsing bytes: [UInt8],
    file: String,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    let map = try StrictYAML.parseMap(bytes, file: file)
    try KeyCheck.check(map, allowed: ["concepts"], of: "a lexicon", warnings: &warnings)
    var concepts: [Concept] = []
    for entry in try map["concepts"]?.map("concepts").entries ?? [] {
      let phrases = try entry.node.texts(entry.key).map(\.text)
      guard !phrases.isEmpty else {
        throw ContentProblem(
          file: file,
          line: entry.keyLine,
          "`\(entry.key)`: expected at least one word for the concept, as [a, b]",
          rule: "lexicon-concept"
        )
      }
      concepts.append(Concept(name: entry.key, phrases: phrases, line: entry.keyLine))
    }
    self.concepts = concepts
  }
}
