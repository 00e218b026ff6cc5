/// The words that mean the same in the shop, from `synonyms.yml` of one language.
package struct SynonymFile: Sendable, Hashable {
  /// Words of which each stands for all others.
  package struct Group: Sendable, Hashable {
    package let words: [String]
    package let line: Int
  }

  /// Words that also mean the words of the articles, but not the other way round.
  package struct Rule: Sendable, Hashable {
    package let from: [String]
    package let to: [String]
    package let line: Int
  }

  package let twoWay: [Group]
  package let oneWay: [Rule]

  /// Reads the file.
  ///
  /// - Throws: `ContentProblem`, also for a group that has fewer than two words.
  package init(
    parsing bytes: [UInt8],
    file: String,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    let map = try StrictYAML.parseMap(bytes, file: file)
    try KeyCheck.check(
      map,
      allowed: ["two_way", "one_way"],
      of: "a file of synonyms",
      warnings: &warnings
    )
    var groups: [Group] = []
    for node in try map["two_way"]?.list("two_way", of: "a list of lists of words") ?? [] {
      let words = try node.texts("two_way").map(\.text)
      guard words.count >= 2 else {
        throw ContentProblem(
          file: file,
          line: node.line,
          "expected at least two words that mean the same, as [a, b]",
          rule: "synonym-group"
        )
      }
      groups.append(Group(words: words, line: node.line))
    }
    var rules: [Rule] = []
    for node in try map["one_way"]?.list("one_way", of: "a list of `from` and `to`") ?? [] {
      let rule = try node.map("one_way")
      try KeyCheck.check(rule, allowed: ["from", "to"], of: "a synonym", warnings: &warnings)
      rules.append(
        Rule(
          from: try SynonymFile.words("from", in: rule),
          to: try SynonymFile.words("to", in: rule),
          line: rule.line
        )
      )
    }
    twoWay = groups
    oneWay = rules
  }

  private static func words(_ key: String, in rule: YAMLMap) throws(ContentProblem) -> [String] {
    let node = try rule.required(key, of: "the synonym")
    let words = try node.texts(key).map(\.text)
    guard !words.isEmpty else {
      throw ContentProblem(
        file: rule.file,
        line: node.line,
        "`\(key)`: expected at least one word, as [a]",
        rule: "synonym-group"
      )
    }
    return words
  }
}

/// The words that say nothing about the subject, from `words.yml` of one language.
package struct WordFile: Sendable, Hashable {
  package let fillers: [LocatedText]

  package init(
    parsing bytes: [UInt8],
    file: String,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    let map = try StrictYAML.parseMap(bytes, file: file)
    try KeyCheck.check(map, allowed: ["fillers"], of: "a file of words", warnings: &warnings)
    fillers = try map["fillers"]?.texts("fillers") ?? []
  }
}
