package import Content
package import TextAnalysis

/// What each language of a shop has of the articles and intents that some language has.
package struct ParityMatrix: Sendable, Hashable {
  /// What a language has of an article.
  package struct ArticleCell: Sendable, Hashable {
    package let questions: Int
    package let updated: ContentDate?
    /// Whether another language's is newer.
    package let isOutdated: Bool
  }

  /// What a language has of an intent.
  package struct IntentCell: Sendable, Hashable {
    package let examples: Int
    package let templates: Int
    package let updated: ContentDate?
    /// Whether another language's is newer.
    package let isOutdated: Bool
    /// Whether it has fewer examples than wanted, or fewer than half of those of another language.
    package let hasFew: Bool
  }

  /// An article or intent; a language without a cell does not have it.
  package struct Row<Cell: Sendable & Hashable>: Sendable, Hashable {
    package let name: String
    package let cells: [Language: Cell]
  }

  /// In the order of the shop.
  package let languages: [Language]
  /// By id.
  package let articles: [Row<ArticleCell>]
  /// By name.
  package let intents: [Row<IntentCell>]

  /// Compares languages, in the order in which they are to be shown.
  ///
  /// `least` is how many examples every intent should have. Linear in what the languages have.
  package init(_ files: [LanguageFiles], least: Int) {
    languages = files.map(\.language)
    articles = Self.rows(files) { file in
      file.articles.map { ($0.id, ($0.questions.count, $0.updated)) }
    } cells: { versions in
      let newest = Self.newest(versions.values.map(\.1))
      return versions.mapValues { questions, updated in
        ArticleCell(
          questions: questions,
          updated: updated,
          isOutdated: Self.isOutdated(updated, newest)
        )
      }
    }
    intents = Self.rows(files) { file in
      file.intents.map { ($0.name, ($0, file.intentDates[$0.name])) }
    } cells: { versions in
      let newest = Self.newest(versions.values.map(\.1))
      let most = versions.values.map { $0.0.examples.count }.max() ?? 0
      return versions.mapValues { intent, updated in
        IntentCell(
          examples: intent.examples.count,
          templates: intent.templates.count,
          updated: updated,
          isOutdated: Self.isOutdated(updated, newest),
          hasFew: intent.examples.count < least || intent.examples.count * 2 < most
        )
      }
    }
  }

  /// Reads a shop's languages; what cannot be read becomes a problem, and is missing.
  package init(in folder: ContentFolder, least: Int, problems: inout [ContentProblem]) {
    let shared = SharedFiles(folder)
    // A broken or missing file of the shop itself tells no languages.
    if shared.settings == nil {
      problems += shared.problems.filter { $0.file == "intents/shop.yml" }
    }
    let files = (shared.settings?.languages ?? Language.allCases).map { language in
      LanguageFiles(language, in: folder, problems: &problems)
    }
    self.init(
      shared.settings != nil
        ? files : files.filter { !$0.articles.isEmpty || !$0.intents.isEmpty },
      least: least
    )
  }

  /// The rows of all names that some language has, sorted.
  private static func rows<Version, Cell>(
    _ files: [LanguageFiles],
    _ versions: (LanguageFiles) -> [(String, Version)],
    cells: ([Language: Version]) -> [Language: Cell]
  ) -> [Row<Cell>] {
    var found: [String: [Language: Version]] = [:]
    for file in files {
      for (name, version) in versions(file) { found[name, default: [:]][file.language] = version }
    }
    return found.sorted { $0.key < $1.key }.map { Row(name: $0.key, cells: cells($0.value)) }
  }

  private static func newest(_ dates: [ContentDate?]) -> ContentDate? {
    dates.compactMap(\.self).max()
  }

  private static func isOutdated(_ date: ContentDate?, _ newest: ContentDate?) -> Bool {
    guard let date, let newest else { return false }
    return date < newest
  }
}

// MARK: Gaps

extension ParityMatrix {
  /// How many cells are missing.
  package var missing: Int {
    articles.reduce(0) { $0 + languages.count - $1.cells.count }
      + intents.reduce(0) { $0 + languages.count - $1.cells.count }
  }

  /// How many cells another language has a newer version of.
  package var outdated: Int {
    articles.reduce(0) { $0 + $1.cells.values.count(where: \.isOutdated) }
      + intents.reduce(0) { $0 + $1.cells.values.count(where: \.isOutdated) }
  }

  /// How many cells have too few examples.
  package var few: Int {
    intents.reduce(0) { $0 + $1.cells.values.count(where: \.hasFew) }
  }

  /// Whether a language does not have an article, or another has a newer one.
  package func hasGap(_ row: Row<ArticleCell>) -> Bool {
    row.cells.count < languages.count || row.cells.values.contains(where: \.isOutdated)
  }

  /// Whether a language does not have an intent, or one that is to be looked at.
  package func hasGap(_ row: Row<IntentCell>) -> Bool {
    row.cells.count < languages.count
      || row.cells.values.contains { $0.isOutdated || $0.hasFew }
  }
}
