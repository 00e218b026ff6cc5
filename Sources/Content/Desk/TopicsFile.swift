package import TextAnalysis

/// The topics of the help centre with their articles: `intents/flows/topics.yml`.
package struct TopicsFile: Sendable, Hashable {
  package struct Topic: Sendable, Hashable {
    package let id: String
    package let title: [Language: String]
    /// The ids of its articles, in the order they are shown.
    package let articles: [LocatedText]
    package let line: Int
  }

  /// In the order they are shown.
  package private(set) var topics: [Topic] = []

  /// No topics.
  package init() {}

  /// Reads the file.
  ///
  /// - Throws: `ContentProblem` for the first thing that cannot be understood.
  package init(
    parsing bytes: [UInt8],
    file: String,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    let map = try StrictYAML.parseMap(bytes, file: file)
    try KeyCheck.check(map, allowed: ["topics"], of: "the topics", warnings: &warnings)
    for item in try map["topics"]?.list("topics", of: "a list of topics") ?? [] {
      let topic = try Self.topic(try item.map("topics"), &warnings)
      guard !topics.contains(where: { $0.id == topic.id }) else {
        throw item.problem(
          "the topic `\(topic.id)` is there twice; expected every id once",
          rule: "duplicate-name"
        )
      }
      topics.append(topic)
    }
  }

  private static func topic(
    _ map: YAMLMap,
    _ warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> Topic {
    try KeyCheck.check(
      map,
      allowed: ["id", "title", "articles"],
      of: "a topic",
      warnings: &warnings
    )
    let id = try map.required("id", of: "the topic").text("id")
    let owner = "the topic `\(id)`"
    return Topic(
      id: id,
      title: try LanguageList.texts(try map.required("title", of: owner), key: "title"),
      articles: try map.required("articles", of: owner).oneOrMoreTexts("articles"),
      line: map.line
    )
  }
}
