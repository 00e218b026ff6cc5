package import TextAnalysis

/// Fills facts into texts, in the words and number signs of each language.
package struct FactRenderer: Sendable {
  private let facts: Facts
  private let currency: String

  /// Creates a renderer for the shop's facts and its currency, an ISO 4217 code.
  package init(facts: Facts, currency: String) {
    self.facts = facts
    self.currency = currency
  }

  /// Replaces every placeholder of a text.
  ///
  /// Values that the program supplies by name, such as `position`, go before facts; placeholders
  /// with a deferred name stay as they are, to be filled in later.
  /// - Throws: `ContentProblem` with file and line of the first placeholder that cannot be filled.
  package func render(
    _ text: String,
    in language: Language,
    file: String,
    firstLine: Int = 1,
    supplied: [String: String] = [:],
    deferred: Set<String> = []
  ) throws(ContentProblem) -> String {
    guard text.utf8.contains(.openBrace) else { return text }
    let placeholders = Placeholder.all(in: text, firstLine: firstLine)
    guard !placeholders.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    for placeholder in placeholders {
      result += bytes[position..<placeholder.range.lowerBound]
      position = placeholder.range.upperBound
      if let name = placeholder.name, deferred.contains(name) {
        result += bytes[placeholder.range]
      } else if let name = placeholder.name, let value = supplied[name] {
        result += Array(value.utf8)
      } else {
        let value = value(
          of: placeholder,
          in: language,
          programNames: deferred.union(supplied.keys)
        )
        switch value {
        case .success(let value): result += Array(value.utf8)
        case .failure(let failure): throw failure.problem(file: file, line: placeholder.line)
        }
      }
    }
    result += bytes[position...]
    return String(decoding: result, as: UTF8.self)
  }

  /// All placeholders of a text that cannot be filled, as errors in their order.
  ///
  /// `programNames` are the names that the program fills in while it runs.
  package func problems(
    in text: String,
    language: Language,
    file: String,
    firstLine: Int = 1,
    programNames: Set<String> = []
  ) -> [ContentProblem] {
    guard text.utf8.contains(.openBrace) else { return [] }
    return Placeholder.all(in: text, firstLine: firstLine).compactMap { placeholder in
      if let name = placeholder.name, programNames.contains(name) { return nil }
      switch value(of: placeholder, in: language, programNames: programNames) {
      case .success: return nil
      case .failure(let failure): return failure.problem(file: file, line: placeholder.line)
      }
    }
  }

  /// A number with the word of a unit; nil when the unit has no words for the language.
  package func text(of number: Int, unit: String, in language: Language) -> String? {
    let fact = Fact(name: unit, line: 0, kind: .number(DecimalNumber(number), unit: unit))
    return try? text(of: fact, form: nil, in: language)
  }

  // MARK: One placeholder

  /// Why a placeholder cannot be filled; the place is known to the caller.
  private struct Failure: Error {
    let message: String
    let rule: String

    func problem(file: String, line: Int) -> ContentProblem {
      ContentProblem(file: file, line: line, message, rule: rule)
    }
  }

  private func value(
    of placeholder: Placeholder,
    in language: Language,
    programNames: Set<String>
  ) -> Result<String, Failure> {
    do throws(Failure) {
      guard let name = placeholder.name else {
        throw Failure(
          message: "expected `{{name}}` or `{{name.form}}` with a-z, 0-9 and `_` in the braces",
          rule: "placeholder"
        )
      }
      guard placeholder.response == nil else {
        throw Failure(
          message:
            "`{{\(name): ...}}` says a response for each row of a slot, and `\(name)` is none",
          rule: "placeholder"
        )
      }
      guard let fact = facts[name] else {
        let hint = KeyCheck.hint(for: name, among: facts.names + programNames.sorted())
        throw Failure(
          message: "unknown fact `\(name)`; expected a name from \(facts.file)\(hint)",
          rule: "unknown-fact"
        )
      }
      return .success(try text(of: fact, form: placeholder.form, in: language))
    } catch {
      return .failure(error)
    }
  }

  private func text(
    of fact: Fact,
    form: String?,
    in language: Language
  ) throws(Failure) -> String {
    if form == Placeholder.numberForm { return try number(of: fact, in: language) }
    switch fact.kind {
    case .number(let number, let unit?):
      return try quantity(
        number.text(in: language),
        PluralRules.category(of: number, in: language),
        isRange: false,
        unit: unit,
        of: fact,
        form: form,
        in: language
      )
    case .range(let lower, let upper, let unit?):
      return try quantity(
        range(lower, upper, in: language),
        PluralRules.category(of: upper, in: language),
        isRange: true,
        unit: unit,
        of: fact,
        form: form,
        in: language
      )
    default:
      guard form == nil else { throw unknownForm(form, of: fact, in: language, known: []) }
      return try plainText(of: fact, in: language)
    }
  }

  private func plainText(of fact: Fact, in language: Language) throws(Failure) -> String {
    switch fact.kind {
    case .number, .range:
      return try number(of: fact, in: language)
    case .amount(let amount):
      return Currency.text(amount, currency, in: language)
    case .percent(let percent):
      let number = percent.text(in: language)
      switch language {
      case .russian: return number + " %"
      case .turkish: return "%" + number
      case .english, .romanian, .arabic: return number + "%"
      }
    case .hours(let from, let to):
      return "\(from)–\(to)"
    case .text(let text):
      return text
    case .texts(let texts):
      guard let text = texts[language] else {
        throw Failure(
          message: "the fact `\(fact.name)` has no text for the language \(language.code); "
            + "expected one on line \(fact.line) of \(facts.file)",
          rule: "fact-language"
        )
      }
      return text
    }
  }

  private func number(of fact: Fact, in language: Language) throws(Failure) -> String {
    switch fact.kind {
    case .number(let number, _), .percent(let number):
      return number.text(in: language)
    case .range(let lower, let upper, _):
      return range(lower, upper, in: language)
    case .amount(let amount):
      return Currency.number(amount, in: language)
    case .hours, .text, .texts:
      throw Failure(
        message: "the fact `\(fact.name)` is not a number; expected `{{\(fact.name)}}`",
        rule: "fact-form"
      )
    }
  }

  private func range(
    _ lower: DecimalNumber,
    _ upper: DecimalNumber,
    in language: Language
  ) -> String {
    "\(lower.text(in: language))–\(upper.text(in: language))"
  }

  /// Joins a number and the word of its unit; a range takes the word of its upper bound.
  private func quantity(
    _ number: String,
    _ category: PluralCategory,
    isRange: Bool,
    unit: String,
    of fact: Fact,
    form: String?,
    in language: Language
  ) throws(Failure) -> String {
    guard let words = facts.words(of: unit, in: language, form: form) else {
      guard facts.words(of: unit, in: language, form: nil) != nil else {
        throw Failure(
          message: "the unit `\(unit)` of the fact `\(fact.name)` has no words for the language "
            + "\(language.code); expected `\(language.code):` below it in \(facts.file)",
          rule: "fact-unit"
        )
      }
      throw unknownForm(
        form,
        of: fact,
        in: language,
        known: facts.forms(of: unit, in: language)
      )
    }
    let namesNumber = PluralRules.namesNumber(category, in: language)
    let chosen = isRange && namesNumber ? .other : category
    // The parser has made sure that every unit has the form `other`.
    let word = words[chosen] ?? words[.other] ?? ""
    return namesNumber && !isRange && words[chosen] != nil ? word : "\(number) \(word)"
  }

  private func unknownForm(
    _ form: String?,
    of fact: Fact,
    in language: Language,
    known: [String]
  ) -> Failure {
    let form = form ?? ""
    let expected = (["number"] + known).map { "`{{\(fact.name).\($0)}}`" }
    return Failure(
      message: "the fact `\(fact.name)` has no form `\(form)` in the language \(language.code); "
        + "expected `{{\(fact.name)}}` or \(expected.joined(separator: " or "))"
        + KeyCheck.hint(for: form, among: known),
      rule: "fact-form"
    )
  }
}
