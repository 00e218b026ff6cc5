import Content
import Dialogue
import TextAnalysis

/// The rules about the responses of scripts.
extension ContentCheck {
  /// `missing-response`: what flows and the desk say, in every language.
  static func responses(
    _ surroundings: ScriptSurroundings,
    _ problems: inout [ContentProblem]
  ) {
    let languages = surroundings.chosen.filter { !$0.isEmpty && !$0.hasBrokenIntents }
    let written = languages.map { language in
      Set(
        language.files.responses.filter { !$0.definition.variants.isEmpty }.map(\.definition.name)
      )
    }
    var reported: Set<String> = []
    for use in ScriptResponses(surroundings.scripts).uses {
      let codes = zip(languages, written).filter { !$1.contains(use.name) }
        .map(\.0.language.code)
      guard !codes.isEmpty, use.isNeeded || codes.count < languages.count,
        reported.insert(use.name).inserted
      else { continue }
      let known = written.reduce(into: Set<String>()) { $0.formUnion($1) }
      problems.append(
        ContentProblem(
          use.isNeeded ? .error : .warning,
          file: use.file,
          line: use.line,
          "the response `\(use.name)` is missing in \(codes.joined(separator: ", ")); expected it "
            + "under `responses:` of a file in intents/\(codes[0])" + hint(use.name, known),
          rule: "missing-response"
        )
      )
    }
    for (language, known) in zip(languages, written) {
      for (definition, file) in language.files.responses {
        for variant in definition.variants {
          for placeholder in Placeholder.all(in: variant.text.text, firstLine: variant.text.line) {
            guard let row = placeholder.response, !known.contains(row) else { continue }
            problems.append(
              ContentProblem(
                file: file,
                line: placeholder.line,
                "there is no response `\(row)` for the rows of `\(placeholder.name ?? "")`"
                  + hint(row, known),
                rule: "missing-response"
              )
            )
          }
        }
      }
    }
  }

  /// The responses that are said for each row of a table.
  static func rowResponses(of language: CheckedLanguage) -> Set<String> {
    Set(
      language.files.responses.flatMap(\.definition.variants).flatMap { variant in
        Placeholder.all(in: variant.text.text).compactMap(\.response)
      }
    )
  }
}
