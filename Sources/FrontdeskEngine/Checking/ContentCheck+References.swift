import Content
import Dialogue
import TextAnalysis

/// The rules about what names something else: ids, translations, responses.
extension ContentCheck {
  // MARK: Ids

  /// `dangling-id`: articles that related articles and intents name.
  static func references(of language: CheckedLanguage, _ problems: inout [ContentProblem]) {
    for article in language.files.articles {
      for id in article.related where !knows(id.text, in: language, asPublic: false) {
        problems.append(
          dangling(id.text, "`related`", in: language, file: article.file, line: id.line)
        )
      }
    }
    for intent in language.files.intents {
      guard let id = intent.article, !knows(id.text, in: language, asPublic: true) else { continue }
      problems.append(
        dangling(
          id.text,
          "`article` of the intent `\(intent.name)`",
          in: language,
          file: language.files.intentFiles[intent.name] ?? "",
          line: id.line
        )
      )
    }
  }

  /// `dangling-id` and `duplicate-pin`: the pins of the chosen languages.
  static func pins(
    _ pins: Pins?,
    _ languages: [CheckedLanguage],
    _ chosen: [Language],
    _ problems: inout [ContentProblem]
  ) {
    let file = "corpus/pins.yml"
    for language in languages where chosen.contains(language.language) {
      var lines: [String: Int] = [:]
      for pin in pins?.pins ?? [] where pin.language == language.language {
        if !knows(pin.article, in: language, asPublic: true) {
          problems.append(
            dangling(pin.article, "`article` of the pin", in: language, file: file, line: pin.line)
          )
        }
        // The same stems in the same order are one question to whoever looks pins up.
        let key = stems(of: pin.question, language.analyzer).joined(separator: " ")
        if let line = lines[key] {
          problems.append(
            ContentProblem(
              .warning,
              file: file,
              line: pin.line,
              "the question is pinned on line \(line) already; expected one pin for each question",
              rule: "duplicate-pin"
            )
          )
        } else {
          lines[key] = pin.line
        }
      }
    }
  }

  private static func knows(_ id: String, in language: CheckedLanguage, asPublic: Bool) -> Bool {
    language.publicIDs.contains(id) || language.brokenIDs.contains(id)
      || (!asPublic && language.files.articles.contains { $0.id == id })
  }

  private static func dangling(
    _ id: String,
    _ place: String,
    in language: CheckedLanguage,
    file: String,
    line: Int
  ) -> ContentProblem {
    let code = language.language.code
    let message =
      if language.files.articles.contains(where: { $0.id == id }) {
        "the article `\(id)` is internal; expected one that customers can read"
      } else {
        "there is no article `\(id)` in \(code); expected the id of an article in corpus/\(code)"
          + (KeyCheck.suggestion(for: id, among: language.publicIDs.sorted())
            .map { "; did you mean `\($0)`?" } ?? "")
      }
    return ContentProblem(file: file, line: line, "\(place): \(message)", rule: "dangling-id")
  }

  // MARK: Translations

  /// `missing-translation`: articles and intents that other languages have.
  static func translations(
    of language: CheckedLanguage,
    among all: [CheckedLanguage],
    _ problems: inout [ContentProblem]
  ) {
    let code = language.language.code
    func missing(
      _ kind: String,
      folder: String,
      expected: (String) -> String,
      known: Set<String>,
      of names: (CheckedLanguage) -> [String]
    ) {
      var holders: [String: [String]] = [:]
      for other in all where other.language != language.language {
        for name in names(other) where !known.contains(name) {
          holders[name, default: []].append(other.language.code)
        }
      }
      for (name, codes) in holders {
        problems.append(
          ContentProblem(
            .warning,
            file: folder,
            line: 0,
            "the \(kind) `\(name)` is in \(codes.joined(separator: ", ")) but not in \(code); "
              + "expected \(expected(name))",
            rule: "missing-translation"
          )
        )
      }
    }
    missing(
      "article",
      folder: "corpus/\(code)",
      expected: { "corpus/\(code)/\($0).md" },
      known: Set(language.files.articles.map(\.id)).union(language.brokenIDs),
      of: { $0.publicIDs.sorted() }
    )
    guard !language.hasBrokenIntents else { return }
    missing(
      "intent",
      folder: "intents/\(code)",
      expected: { "`- intent: \($0)` in intents/\(code)" },
      known: Set(language.files.intents.map(\.name)),
      of: { $0.files.intents.map(\.name) }
    )
  }

  // MARK: Responses

  /// `missing-response` and `unused-response`.
  ///
  /// `said` is what scripts and the desk say.
  static func responses(
    of language: CheckedLanguage,
    besides said: ScriptResponses,
    _ problems: inout [ContentProblem]
  ) {
    let files = language.files
    let written = Set(
      files.responses.filter { !$0.definition.variants.isEmpty }.map(\.definition.name)
    )
    let used = Set(
      SystemResponse.allCases.map(\.rawValue)
        + files.intents.map { KnowledgeBase.responseName(ofIntent: $0.name) }
    )
    // A name nobody asks for is most likely a misspelt one of those that are missing.
    let missing = used.union(said.names).subtracting(written).sorted()
    let rows = rowResponses(of: language)
    for (definition, file) in files.responses where !used.contains(definition.name) {
      guard !language.hasBrokenIntents else { break }
      if said.contains(definition.name) || rows.contains(definition.name) { continue }
      // What agents send.
      if definition.name.hasPrefix(Engine.readyReplyPrefix) { continue }
      let hint = KeyCheck.suggestion(for: definition.name, among: missing)
      problems.append(
        ContentProblem(
          .warning,
          file: file,
          line: definition.line,
          "no intent or flow uses the response `\(definition.name)`; expected `utter_` and the name "
            + "of an intent, or a flow that says it"
            + (hint.map { "; did you mean `\($0)`?" } ?? ""),
          rule: "unused-response"
        )
      )
    }
    guard !language.hasBrokenIntents else { return }
    for response in SystemResponse.allCases where !written.contains(response.rawValue) {
      problems.append(
        ContentProblem(
          file: "intents/\(language.language.code)/system.yml",
          line: 0,
          "the response `\(response.rawValue)` is missing; expected it under `responses:` of a "
            + "file in intents/\(language.language.code)",
          rule: "missing-response"
        )
      )
    }
    for intent in files.intents where intent.article == nil && intent.action == nil {
      let name = KnowledgeBase.responseName(ofIntent: intent.name)
      guard !written.contains(name) else { continue }
      problems.append(
        ContentProblem(
          file: files.intentFiles[intent.name] ?? "",
          line: intent.line,
          "nothing answers the intent `\(intent.name)`; expected `article:`, `action:` or a "
            + "response `\(name)`",
          rule: "missing-response"
        )
      )
    }
  }
}
