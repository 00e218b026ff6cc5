package import Content
package import Dialogue
package import TextAnalysis

/// Reads a whole shop and says everything that looks wrong with it.
///
/// The rules stand in the extensions, by what they look at. Every rule has a short name that stays
/// the same, so that it can be looked up and searched for.
package enum ContentCheck {
  /// Finds the problems of a shop, sorted by file, line and rule.
  ///
  /// `languages` restricts the check; nil means all that the shop serves. `today` makes articles
  /// past their `review_by` a problem; without it they are none. What cannot be read is reported,
  /// and the rest is checked all the same. Complexity: two searches of all texts of a language for
  /// each of them; without `isThorough` none, and only warnings are missing that need them.
  /// `onLanguage` is told how many languages are done, of how many.
  package static func problems(
    in folder: ContentFolder,
    languages: [Language]? = nil,
    today: ContentDate? = nil,
    isThorough: Bool = true,
    onLanguage: (Int, Int) -> Void = { _, _ in }
  ) -> [ContentProblem] {
    let shared = SharedFiles(folder)
    let all = Language.allCases.map { CheckedLanguage($0, in: folder) }
    let served = shared.settings?.languages ?? all.filter { !$0.isEmpty }.map(\.language)
    let chosen = languages ?? served
    // An id that only one language has is missing in the others, whichever are looked at.
    let compared = all.filter { served.contains($0.language) || chosen.contains($0.language) }
    var problems = shared.problems
    pins(shared.pins, compared, chosen, &problems)
    let written = ConversationTests(in: folder, languages: chosen, served: served)
    problems += written.problems
    scripts(
      ScriptSurroundings(
        scripts: shared.scripts,
        facts: shared.facts,
        settings: shared.settings,
        languages: compared,
        chosen: compared.filter { chosen.contains($0.language) && !$0.isEmpty }
      ),
      in: folder,
      today: today,
      &problems
    )
    numbers(compared, chosen, shared, &problems)
    untranslated(compared, chosen, shared, &problems)
    let said = ScriptResponses(shared.scripts)
    let personal = PersonalDataScanner(facts: shared.facts, scripts: shared.scripts)
    personalData(in: folder, flows: personal, &problems)
    let looked = compared.filter { chosen.contains($0.language) }
    for (done, language) in looked.enumerated() {
      onLanguage(done, looked.count)
      problems += language.problems
      guard !language.isEmpty else {
        problems.append(empty(language))
        continue
      }
      translations(of: language, among: compared, &problems)
      references(of: language, &problems)
      responses(of: language, besides: said, &problems)
      examples(of: language, &problems)
      tests(of: language, in: written, &problems)
      foreignTexts(of: language, &problems)
      personalData(of: language.language, in: folder, personal, &problems)
      if let renderer = shared.renderer, let facts = shared.facts {
        placeholders(of: language, renderer, shared.scripts, &problems)
        literals(of: language, facts, renderer, &problems)
      }
      if isThorough { retrieval(of: language, shared.shop, &problems) }
      if let today { reviews(of: language, today, &problems) }
    }
    return Set(problems).sorted()
  }

  /// The day it is at a shop, as its time zone has it; in UTC where no zone can be read.
  package static func day(at time: Instant, in folder: ContentFolder) -> ContentDate {
    ShopCalendar(timeZone: SharedFiles(folder).settings?.timeZone ?? "").day(time)
  }

  private static func empty(_ language: CheckedLanguage) -> ContentProblem {
    let code = language.language.code
    return ContentProblem(
      file: "corpus/\(code)",
      line: 0,
      "the language \(code) has neither articles nor intents; expected corpus/\(code)/*.md and "
        + "intents/\(code)/*.yml, or no `\(code)` in `languages:` of intents/shop.yml",
      rule: "empty-language"
    )
  }

  private static func reviews(
    of language: CheckedLanguage,
    _ today: ContentDate,
    _ problems: inout [ContentProblem]
  ) {
    for article in language.files.articles {
      guard let date = article.reviewBy, date < today else { continue }
      problems.append(
        ContentProblem(
          .warning,
          file: article.file,
          line: 0,
          "the article was to be looked through by \(date); expected a new `review_by`",
          rule: "review-due"
        )
      )
    }
  }
}
