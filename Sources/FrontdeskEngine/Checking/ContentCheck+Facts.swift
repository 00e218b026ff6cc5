import Content
import Dialogue
import TextAnalysis

/// The rules about facts: those that texts name, and those they write out instead.
extension ContentCheck {
  /// `unknown-fact` and what else keeps a placeholder from being filled.
  static func placeholders(
    of language: CheckedLanguage,
    _ renderer: FactRenderer,
    _ scripts: ShopScripts,
    _ problems: inout [ContentProblem]
  ) {
    let slots = Set(scripts.flows.slotNames)
    let rows = rowResponses(of: language)
    forEachText(of: language) { text, file, response in
      // Of a response that is said for each row of a table, the columns are placeholders.
      if let response, rows.contains(response) || !scripts.flows.isWhole { return }
      problems += renderer.problems(
        in: text.text,
        language: language.language,
        file: file,
        firstLine: text.line,
        programNames: response.map { programNames(in: $0, slots) } ?? []
      )
    }
  }

  /// What the program fills into a response beside facts.
  private static func programNames(in response: String, _ slots: Set<String>) -> Set<String> {
    guard let system = SystemResponse(rawValue: response) else {
      return slots.union(ScriptResponse.placeholders)
    }
    return slots.union(system.placeholders)
  }

  /// `literal-fact`: numbers with a unit that are written out although a fact has them.
  static func literals(
    of language: CheckedLanguage,
    _ facts: Facts,
    _ renderer: FactRenderer,
    _ problems: inout [ContentProblem]
  ) {
    let literals = FactLiterals(facts, renderer, language.analyzer)
    forEachText(of: language) { text, file, _ in
      for match in literals.matches(in: text.text) {
        let names = match.facts.map { "`{{\($0)}}`" }.joined(separator: " or ")
        let noun = match.facts.count == 1 ? "the fact" : "the facts"
        problems.append(
          ContentProblem(
            .warning,
            file: file,
            line: text.line + match.line,
            "\"\(match.text)\" equals \(noun) "
              + match.facts.map { "`\($0)`" }.joined(separator: ", ")
              + "; expected \(names), so that a change of the fact changes the text",
            rule: "literal-fact"
          )
        )
      }
    }
  }

  /// Calls `body` with every text that customers read, its file and the response it is of, if any.
  private static func forEachText(
    of language: CheckedLanguage,
    _ body: (LocatedText, String, String?) -> Void
  ) {
    for article in language.files.articles {
      body(LocatedText(article.title, line: article.titleLine), article.file, nil)
      body(LocatedText(article.body, line: article.bodyLine), article.file, nil)
    }
    for (definition, file) in language.files.responses {
      for variant in definition.variants { body(variant.text, file, definition.name) }
    }
  }
}
