import Content
import TextAnalysis

/// The rules about what customers are expected to write, text against text.
extension ContentCheck {
  /// Fewer examples teach too little of how an intent is put into words.
  private static let leastExamples = 3

  /// How alike two sets of stems are from which two texts are near-duplicates (Jaccard index).
  private static let nearSimilarity = 0.9
  /// Stems that two texts must have for being alike without being the same.
  private static let leastNearStems = 3

  static func examples(of language: CheckedLanguage, _ problems: inout [ContentProblem]) {
    for intent in language.files.intents
    where intent.examples.count < leastExamples && intent.templates.isEmpty {
      problems.append(
        ContentProblem(
          .warning,
          file: language.files.intentFiles[intent.name] ?? "",
          line: intent.line,
          "the intent `\(intent.name)` has too few examples (\(intent.examples.count)); expected at "
            + "least \(leastExamples)",
          rule: "few-examples"
        )
      )
    }
    let duplicates = self.duplicates(in: language, &problems)
    nearDuplicates(in: language, but: duplicates, &problems)
  }

  // MARK: Duplicates

  /// `duplicate-example`: the same words in the same order; returns the positions of those texts.
  private static func duplicates(
    in language: CheckedLanguage,
    _ problems: inout [ContentProblem]
  ) -> Set<Int> {
    var first: [String: Int] = [:]
    var found: Set<Int> = []
    for (position, text) in language.texts.enumerated() {
      let key = words(of: text.text, language.analyzer)
      guard let earlier = first[key] else {
        first[key] = position
        continue
      }
      let other = language.texts[earlier]
      // A title may well be asked as it stands.
      if text.target == other.target, text.kind == .title || other.kind == .title { continue }
      found.insert(position)
      let whose = text.owner == other.owner ? "" : " in \(other.owner.phrase)"
      problems.append(
        ContentProblem(
          .warning,
          file: text.file,
          line: text.line,
          "\"\(text.text)\" is at \(other.place)\(whose) already; expected every example once",
          rule: "duplicate-example"
        )
      )
    }
    return found
  }

  /// The words of a text, lower-cased; punctuation and spaces do not count, drawn-out letters do.
  private static func words(of text: String, _ analyzer: Analyzer) -> String {
    let bytes = Array(text.utf8)
    let analysis = analyzer.analyze(text)
    let tokens = analysis.tokens.filter { !$0.isCompound }
    guard !tokens.isEmpty else { return text }
    return tokens.map { token in
      token.isElongated
        ? String(decoding: bytes[token.range], as: UTF8.self).lowercased()
        : analysis.text(token.word)
    }.joined(separator: " ")
  }

  // MARK: Near-duplicates

  /// `near-duplicate`: texts that lead elsewhere but have the same stems in any order, or nearly.
  ///
  /// Only texts that share one of their rarest stems are compared. Source of that filter:
  /// Chaudhuri et al., "A Primitive Operator for Similarity Joins in Data Cleaning", 2006.
  private static func nearDuplicates(
    in language: CheckedLanguage,
    but duplicates: Set<Int>,
    _ problems: inout [ContentProblem]
  ) {
    let bags = language.texts.map { stems(of: $0.text, language.analyzer).sorted() }
    var frequencies: [String: Int] = [:]
    for bag in bags { for stem in Set(bag) { frequencies[stem, default: 0] += 1 } }
    var holders: [String: [Int]] = [:]
    for (position, text) in language.texts.enumerated() {
      let stems = Set(bags[position])
      let rarest = stems.sorted { (frequencies[$0] ?? 0, $0) < (frequencies[$1] ?? 0, $1) }
      let shared = (nearSimilarity * Double(stems.count)).rounded(.up)
      let prefix = rarest.prefix(stems.count - Int(shared) + 1)
      let near = Set(prefix.flatMap { holders[$0] ?? [] }).sorted().first { other in
        language.texts[other].target != text.target && isNear(bags[position], bags[other])
      }
      for stem in prefix { holders[stem, default: []].append(position) }
      guard let near, !duplicates.contains(position) else { continue }
      let other = language.texts[near]
      problems.append(
        ContentProblem(
          .warning,
          file: text.file,
          line: text.line,
          "\"\(text.text)\" is nearly \"\(other.text)\" at \(other.place), which leads to "
            + "\(other.target.phrase) instead of \(text.target.phrase); expected texts that differ "
            + "by more than their order and endings",
          rule: "near-duplicate"
        )
      )
    }
  }

  private static func isNear(_ left: [String], _ right: [String]) -> Bool {
    if left == right { return true }
    let (leftSet, rightSet) = (Set(left), Set(right))
    guard min(leftSet.count, rightSet.count) >= leastNearStems else { return false }
    let shared = leftSet.intersection(rightSet).count
    let all = leftSet.count + rightSet.count - shared
    return Double(shared) >= nearSimilarity * Double(all)
  }

  /// The folded stems of a text in order; of an order number or address only what it is.
  static func stems(of text: String, _ analyzer: Analyzer) -> [String] {
    let analysis = analyzer.analyze(text)
    return analysis.tokens.filter { !$0.isCompound }.map { token in
      token.kind.isMarked ? "<\(token.kind.rawValue)>" : analysis.text(token.foldedTerm)
    }
  }

  // MARK: Language

  /// Letters that say enough about the language of a text.
  private static let leastLetters = LanguageGuess.ampleEvidence
  /// How sure one must be that a text is in another language.
  private static let sureness = 0.98

  /// `other-language`: texts that plainly are not in their folder's language.
  static func foreignTexts(of language: CheckedLanguage, _ problems: inout [ContentProblem]) {
    let identifier = LanguageIdentifier(enabled: Language.allCases)
    func check(_ text: String, _ what: String, file: String, line: Int) {
      let guess = identifier.identify(text)
      guard guess.evidence >= leastLetters else { return }
      let found: String
      if guess.isOther, guess.probabilityOfOther >= sureness {
        found = "a language that Frontdesk does not know"
      } else if !guess.isOther, guess.language != language.language, guess.writing == .native,
        guess.probability >= sureness
      {
        found = guess.language.ownName
      } else {
        return
      }
      problems.append(
        ContentProblem(
          .warning,
          file: file,
          line: line,
          "\(what) seems to be in \(found); expected \(language.language.ownName)",
          rule: "other-language"
        )
      )
    }
    for article in language.files.articles {
      check(article.title, "the title", file: article.file, line: article.titleLine)
      check(
        Markdown.plainText(of: withoutPlaceholders(article.body)),
        "the text",
        file: article.file,
        line: article.bodyLine
      )
    }
    for (definition, file) in language.files.responses {
      for variant in definition.variants {
        check(
          withoutPlaceholders(variant.text.text),
          "the response",
          file: file,
          line: variant.text.line
        )
      }
    }
    for text in language.texts where text.kind != .title && isInOwnScript(text.text, language) {
      check(text.text, "\"\(text.text)\"", file: text.file, line: text.line)
    }
  }

  /// Whether a text has letters of its language's script; Russian and Arabic in Latin have none.
  private static func isInOwnScript(_ text: String, _ language: CheckedLanguage) -> Bool {
    let letters: ClosedRange<UInt32>
    switch language.language {
    case .english, .romanian, .turkish: return true
    case .russian: letters = 0x400...0x4FF
    case .arabic: letters = 0x600...0x6FF
    }
    return text.unicodeScalars.contains { letters.contains($0.value) }
  }

  static func withoutPlaceholders(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for placeholder in Placeholder.all(in: text) {
      for position in placeholder.range { bytes[position] = UInt8(ascii: " ") }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
