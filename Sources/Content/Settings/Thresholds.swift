package import TextAnalysis

/// How sure the program must be before it answers: `intents/thresholds.yml`.
///
/// All values are probabilities from 0 to 1.
package struct Thresholds: Sendable, Hashable {
  package struct Levels: Sendable, Hashable {
    /// From this confidence on, the best candidate is the answer.
    package var answer: Double
    /// From this confidence on, the candidates are offered as a choice; never above `answer`.
    package var clarify: Double
    /// A second candidate that is closer than this to the first makes it a choice as well.
    package var margin: Double

    /// Without levels fitted to the shop's own questions, rather a choice than a wrong answer.
    package init(answer: Double = 0.75, clarify: Double = 0.15, margin: Double = 0.08) {
      self.answer = answer
      self.clarify = clarify
      self.margin = margin
    }
  }

  /// What levels were fitted on, as SHA-256 in hexadecimal.
  package struct Stamp: Sendable, Hashable {
    /// All content files but this one.
    package let content: String
    /// The labelled questions.
    package let sets: String
    /// The share of answers that was to be right; nil where it is not written.
    package let precision: Double?
    package let line: Int

    package init(content: String, sets: String, precision: Double? = nil, line: Int = 0) {
      self.content = content
      self.sets = sets
      self.precision = precision
      self.line = line
    }
  }

  private let general: Levels
  private let ofLanguage: [Language: Levels]
  /// Where the levels were fitted; nil when they were written by hand.
  package let stamp: Stamp?

  package init(
    general: Levels = Levels(),
    ofLanguage: [Language: Levels] = [:],
    stamp: Stamp? = nil
  ) {
    self.general = general
    self.ofLanguage = ofLanguage
    self.stamp = stamp
  }

  /// Reads the file; a level that is not written keeps its default.
  package init(
    parsing bytes: [UInt8],
    file: String,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    let root = try StrictYAML.parse(bytes, file: file)
    guard !root.isNull else {
      self.init()
      return
    }
    let map = try root.map("thresholds")
    let keys = ["answer", "clarify", "margin"]
    try KeyCheck.check(
      map,
      allowed: keys + ["languages", "fitted"],
      of: "the thresholds",
      warnings: &warnings
    )
    let general = try Thresholds.levels(map, from: Levels())
    var ofLanguage: [Language: Levels] = [:]
    for entry in try map["languages"]?.map("languages").entries ?? [] {
      let language = try LanguageList.language(
        entry.key,
        file: file,
        line: entry.keyLine,
        key: "languages"
      )
      guard !entry.node.isNull else { continue }
      let own = try entry.node.map(entry.key)
      try KeyCheck.check(own, allowed: keys, of: "the thresholds", warnings: &warnings)
      ofLanguage[language] = try Thresholds.levels(own, from: general)
    }
    self.init(
      general: general,
      ofLanguage: ofLanguage,
      stamp: try Self.stamp(map["fitted"], &warnings)
    )
  }

  package subscript(language: Language) -> Levels { ofLanguage[language] ?? general }

  private static func stamp(_ node: YAMLNode?, _ warnings: inout [ContentProblem])
    throws(ContentProblem) -> Stamp?
  {
    guard let node else { return nil }
    let map = try node.map("fitted")
    try KeyCheck.check(
      map,
      allowed: ["content", "sets", "precision"],
      of: "what the thresholds were fitted on",
      warnings: &warnings
    )
    return Stamp(
      content: try map.required("content", of: "`fitted`").text("content"),
      sets: try map.required("sets", of: "`fitted`").text("sets"),
      precision: try level("precision", in: map),
      line: node.line
    )
  }

  private static func levels(_ map: YAMLMap, from base: Levels) throws(ContentProblem) -> Levels {
    let result = Levels(
      answer: try level("answer", in: map) ?? base.answer,
      clarify: try level("clarify", in: map) ?? base.clarify,
      margin: try level("margin", in: map) ?? base.margin
    )
    guard result.clarify <= result.answer else {
      throw ContentProblem(
        file: map.file,
        line: (map["clarify"] ?? map["answer"])?.line ?? map.line,
        "`clarify` (\(result.clarify)) is above `answer` (\(result.answer)); "
          + "expected at most as much",
        rule: "threshold"
      )
    }
    return result
  }

  private static func level(_ key: String, in map: YAMLMap) throws(ContentProblem) -> Double? {
    guard let node = map[key] else { return nil }
    let value = try node.number(key).value
    guard (0...1).contains(value) else {
      throw ContentProblem(
        file: map.file,
        line: node.line,
        "`\(key)`: expected a number from 0 to 1, found \(value)",
        rule: "threshold"
      )
    }
    return value
  }
}
