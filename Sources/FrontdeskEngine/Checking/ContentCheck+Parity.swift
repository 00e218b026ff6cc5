import Content
import TextAnalysis

/// The rule about numbers that an article gives in one language and not in the others.
extension ContentCheck {
  /// `differing-numbers`: what one language alone says, and what it alone does not say.
  ///
  /// `all` are the languages compared; only what is odd in one of `chosen` is told.
  static func numbers(
    _ all: [CheckedLanguage],
    _ chosen: [Language],
    _ shared: SharedFiles,
    _ problems: inout [ContentProblem]
  ) {
    guard let facts = shared.facts, let renderer = shared.renderer else { return }
    let currency = shared.settings?.currency ?? ""
    var versions: [String: [NumberedArticle]] = [:]
    for language in all where !language.files.articles.isEmpty {
      let reader = WrittenNumbers(facts, renderer, currency: currency, language.analyzer)
      for article in language.files.articles {
        let title = LocatedText(article.title, line: article.titleLine)
        let body = LocatedText(article.body, line: article.bodyLine)
        guard let ofTitle = reader.numbers(in: title), let ofBody = reader.numbers(in: body) else {
          continue
        }
        versions[article.id, default: []].append(
          NumberedArticle(
            language: language.language,
            file: article.file,
            bodyLine: article.bodyLine,
            numbers: ofTitle + ofBody
          )
        )
      }
    }
    for (_, versions) in versions where versions.count > 1 {
      let main = shared.settings?.defaultLanguage
      let odds = versions.indices.map { odd(at: $0, among: versions) }
      if versions.count == 2 {
        // Of two neither is the odd one; where both are, the translation is.
        let other = versions[0].language == main ? 0 : 1
        let told = chosen.contains(versions[1 - other].language) ? 1 - other : other
        var odd = odds[told]
        odd.lacking = odds[1 - told].own.map { Lack(number: $0, holders: [1 - told: $0]) }
        let left = tell(odd, of: told, among: versions, chosen, &problems)
        tell(Odd(own: left.map(\.number)), of: 1 - told, among: versions, chosen, &problems)
      } else {
        for (place, odd) in odds.enumerated() {
          for lack in tell(odd, of: place, among: versions, chosen, &problems) {
            tell(lack, of: place, among: versions, chosen, &problems)
          }
        }
      }
    }
  }

  /// An article in one language, with the numbers of its title and its text.
  private struct NumberedArticle {
    let language: Language
    let file: String
    let bodyLine: Int
    let numbers: [WrittenNumber]

    func number(like number: WrittenNumber) -> WrittenNumber? {
      numbers.first { $0.agrees(with: number) && !$0.isSpelled }
        ?? numbers.first { $0.agrees(with: number) }
    }
  }

  /// A number that all but one language have.
  private struct Lack {
    let number: WrittenNumber
    /// How it is written, by the places of the others.
    let holders: [Int: WrittenNumber]
  }

  /// What makes a language differ from all others.
  private struct Odd {
    /// Numbers no other language has.
    var own: [WrittenNumber] = []
    /// Numbers every other language has.
    var lacking: [Lack] = []
  }

  private static func odd(at place: Int, among versions: [NumberedArticle]) -> Odd {
    var odd = Odd()
    let article = versions[place]
    let others = versions.indices.filter { $0 != place }
    for number in distinct(article.numbers)
    where !others.contains(where: { versions[$0].number(like: number) != nil }) {
      odd.own.append(number)
    }
    guard others.count > 1, let first = others.first else { return odd }
    for number in distinct(versions[first].numbers) where article.number(like: number) == nil {
      var holders: [Int: WrittenNumber] = [:]
      for other in others { holders[other] = versions[other].number(like: number) }
      guard holders.count == others.count else { continue }
      odd.lacking.append(Lack(number: number, holders: holders))
    }
    return odd
  }

  /// The numbers in digits, each once.
  private static func distinct(_ numbers: [WrittenNumber]) -> [WrittenNumber] {
    var result: [WrittenNumber] = []
    for number in numbers where !number.isSpelled {
      guard let same = result.firstIndex(where: { $0.agrees(with: number) }) else {
        result.append(number)
        continue
      }
      // The one with a unit tells more.
      if result[same].unit == nil { result[same] = number }
    }
    return result
  }

  // MARK: Telling

  /// Tells what a language alone says, and beside it what the others say instead where that is of
  /// the same unit or of the same value; returns what it lacks besides.
  @discardableResult
  private static func tell(
    _ odd: Odd,
    of place: Int,
    among versions: [NumberedArticle],
    _ chosen: [Language],
    _ problems: inout [ContentProblem]
  ) -> [Lack] {
    var left = odd.lacking
    let article = versions[place]
    for number in odd.own {
      let code = article.language.code
      let partner =
        left.firstIndex { $0.number.unit == number.unit && number.unit != nil }
        ?? left.firstIndex { $0.number.value == number.value }
        ?? left.firstIndex { $0.number.unit == nil && number.unit == nil }
      let message: String
      if let partner {
        let lack = left.remove(at: partner)
        message =
          "\(code) says \"\(number.text)\", \(list(lack, versions)); expected the same number in "
          + "every language"
      } else {
        let others = versions.indices.filter { $0 != place }.map { versions[$0].language.code }
        message =
          "only \(code) says \"\(number.text)\"; expected it in \(others.joined(separator: ", ")) "
          + "too, or nowhere"
      }
      add(message, article, line: number.line, chosen, &problems)
    }
    return left
  }

  /// Tells of a number that a language alone does not have.
  private static func tell(
    _ lack: Lack,
    of place: Int,
    among versions: [NumberedArticle],
    _ chosen: [Language],
    _ problems: inout [ContentProblem]
  ) {
    let article = versions[place]
    add(
      "\(article.language.code) does not say what the others do: \(list(lack, versions)); expected "
        + "the number here too",
      article,
      line: article.bodyLine,
      chosen,
      &problems
    )
  }

  private static func add(
    _ message: String,
    _ article: NumberedArticle,
    line: Int,
    _ chosen: [Language],
    _ problems: inout [ContentProblem]
  ) {
    guard chosen.contains(article.language) else { return }
    problems.append(
      ContentProblem(
        .warning,
        file: article.file,
        line: line,
        message,
        rule: "differing-numbers"
      )
    )
  }

  /// What each of the others says: `en says "14 days", ro says "14 zile"`.
  private static func list(_ lack: Lack, _ versions: [NumberedArticle]) -> String {
    lack.holders.sorted { $0.key < $1.key }.map { place, number in
      "\(versions[place].language.code) says \"\(number.text)\""
    }.joined(separator: ", ")
  }
}
