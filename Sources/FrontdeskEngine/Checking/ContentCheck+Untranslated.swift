import Content
import TextAnalysis

/// The rule about texts that stand in two languages letter for letter.
extension ContentCheck {
  /// Fewer letters or words are the same in two languages by chance, or are names.
  private static let leastLetters = 20
  private static let leastWords = 3

  /// `untranslated`: titles, paragraphs, list items, responses and facts.
  ///
  /// Told of every language that has the text but the default one; `all` are the languages
  /// compared, and only what stands in one of `chosen` is told.
  static func untranslated(
    _ all: [CheckedLanguage],
    _ chosen: [Language],
    _ shared: SharedFiles,
    _ problems: inout [ContentProblem]
  ) {
    let names = names(of: shared)
    var places: [Owner: [String: [Place]]] = [:]
    for language in all {
      func add(_ text: String, _ what: String, to owner: Owner, _ file: String, _ line: Int) {
        guard let key = key(of: text, without: names) else { return }
        places[owner, default: [:]][key, default: []].append(
          Place(language: language.language, what: what, file: file, line: line)
        )
      }
      for article in language.files.articles {
        let owner = Owner.article(article.id)
        add(article.title, "the title", to: owner, article.file, article.titleLine)
        for piece in pieces(of: article) {
          add(piece.text, "the text", to: owner, article.file, piece.line)
        }
      }
      for (definition, file) in language.files.responses {
        for variant in definition.variants {
          let owner = Owner.response(definition.name)
          add(variant.text.text, "the response", to: owner, file, variant.text.line)
        }
      }
    }
    let main = shared.settings?.defaultLanguage
    for texts in places.values {
      for found in texts.values {
        let languages = Set(found.map(\.language))
        guard languages.count > 1 else { continue }
        var told: Set<Language> = []
        for place in found where place.language != main && chosen.contains(place.language) {
          // A text may stand twice in one language; that is one thing to translate.
          guard told.insert(place.language).inserted else { continue }
          let others = languages.subtracting([place.language]).map(\.code).sorted()
          problems.append(
            ContentProblem(
              .warning,
              file: place.file,
              line: place.line,
              "\(place.what) is the same in \(others.joined(separator: ", ")); expected it in "
                + place.language.ownName,
              rule: "untranslated"
            )
          )
        }
      }
    }
    facts(shared.facts, all.map(\.language), &problems)
  }

  private enum Owner: Hashable {
    case article(String)
    case response(String)
  }

  private struct Place {
    let language: Language
    let what: String
    let file: String
    let line: Int
  }

  /// Tells of facts whose text is the same in two of the languages.
  private static func facts(
    _ facts: Facts?,
    _ languages: [Language],
    _ problems: inout [ContentProblem]
  ) {
    guard let facts else { return }
    for name in facts.names {
      guard let fact = facts[name], case .texts(let texts) = fact.kind else { continue }
      var codes: [String: [String]] = [:]
      for language in languages {
        guard let text = texts[language] else { continue }
        guard words(of: text).count >= leastWords else { continue }
        codes[compared(text), default: []].append(language.code)
      }
      for codes in codes.values where codes.count > 1 {
        problems.append(
          ContentProblem(
            .warning,
            file: facts.file,
            line: fact.line,
            "the text of `\(name)` is the same in \(codes.joined(separator: ", ")); expected it in "
              + "each language",
            rule: "untranslated"
          )
        )
      }
    }
  }

  // MARK: Texts

  /// The paragraphs and list items of an article without marks, each with its first line.
  private static func pieces(of article: Article) -> [LocatedText] {
    let lines = article.body.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Markdown.plainText(of: String($0)) }
    var pieces: [LocatedText] = []
    var next = 0
    for block in Markdown.blocks(of: article.body) where [.paragraph, .list].contains(block.kind) {
      let texts = block.kind == .list ? block.text.split(separator: "\n") : [block.text[...]]
      for text in texts {
        let trimmed = text.drop { $0 == " " }
        // A piece may go on over several lines of the file.
        let line = lines[next...].firstIndex { !$0.isEmpty && trimmed.hasPrefix($0) }
        next = line.map { $0 + 1 } ?? next
        let mark = block.kind == .list ? trimmed.prefix { $0 != " " }.count + 1 : 0
        pieces.append(
          LocatedText(String(trimmed.dropFirst(mark)), line: article.bodyLine + (line ?? 0))
        )
      }
    }
    return pieces
  }

  /// What is the same in every language: the shop's name and facts with one text for all.
  private static func names(of shared: SharedFiles) -> [String] {
    var names = [shared.settings?.name ?? ""]
    for name in shared.facts?.names ?? [] {
      if case .text(let text)? = shared.facts?[name]?.kind { names.append(text) }
    }
    return names.filter { !$0.isEmpty }.sorted { ($1.count, $0) < ($0.count, $1) }
  }

  /// What of a text is compared; nil when too little of it would have to be translated.
  private static func key(of text: String, without names: [String]) -> String? {
    var text = withoutPlaceholders(text)
    for name in names { text = text.replacing(name, with: " ") }
    let words = words(of: text)
    // Names have capitals, and so has the first word of a sentence: a name only before another.
    var rest: [Substring] = []
    for (position, word) in words.enumerated() where !isCapitalised(word) {
      if position > 0, isCapitalised(words[position - 1]),
        position == 1 || endsSentence(words[position - 2])
      {
        rest.append(words[position - 1])
      }
      rest.append(word)
    }
    let letters = rest.reduce(0) { count, word in
      count + word.unicodeScalars.count { $0.properties.isAlphabetic }
    }
    guard rest.count >= leastWords, letters >= leastLetters else { return nil }
    return compared(text)
  }

  /// A text but for its case and blanks.
  private static func compared(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
  }

  /// The parts between blanks that have a letter in them.
  private static func words(of text: String) -> [Substring] {
    text.split(whereSeparator: \.isWhitespace).filter { word in
      word.unicodeScalars.contains(where: \.properties.isAlphabetic)
    }
  }

  private static func isCapitalised(_ word: Substring) -> Bool {
    word.first(where: \.isLetter)?.isUppercase ?? false
  }

  private static func endsSentence(_ word: Substring) -> Bool {
    word.last.map { ".!?:".contains($0) } ?? false
  }
}
