package import Content
package import TextAnalysis

/// Reads what customers of one language say for a slot.
///
/// Immutable; built once per language, which costs some milliseconds.
package struct SlotReader: Sendable {
  package let analyzer: Analyzer
  let vocabulary: SlotVocabulary
  let steering: SteeringReader?
  /// The currency of an amount that is said without one, by its code of ISO 4217.
  let currency: String

  package var language: Language { analyzer.language }

  /// Creates a reader; truth values and corrections need `steering`.
  package init(analyzer: Analyzer, currency: String, steering: SteeringReader? = nil) {
    self.analyzer = analyzer
    self.currency = currency
    self.steering = steering
    vocabulary = SlotVocabulary(analyzer: analyzer)
  }

  /// Reads the value that a line gives a slot.
  ///
  /// When the slot `wasAsked`, bare answers count ("3", "tomorrow", digits without their letter).
  /// Otherwise only what can be nothing else is taken, and nothing is called invalid. Dates are
  /// those seen from `today`. Ranges are UTF-8 bytes of the text. Linear in the text but for
  /// misspelt options, which take time by the number of their words as well.
  package func read(
    _ definition: SlotDefinition,
    in text: String,
    wasAsked: Bool,
    today: ContentDate,
    options: [SlotOption] = []
  ) -> SlotReading {
    let asked = Question(text: text, wasAsked: wasAsked, today: today)
    let reading = reading(of: definition.kind, asked, options)
    if !wasAsked, case .invalid = reading { return .none }
    return reading
  }

  /// A line and the circumstances it is read under.
  struct Question {
    let text: String
    let wasAsked: Bool
    let today: ContentDate
  }

  private func reading(
    of kind: SlotDefinition.Kind,
    _ question: Question,
    _ options: [SlotOption]
  ) -> SlotReading {
    let text = question.text
    let wasAsked = question.wasAsked
    switch kind {
    case .code(let pattern): return code(pattern, in: text, wasAsked: wasAsked)
    case .email: return email(in: text, wasAsked: wasAsked)
    case .phone: return phone(in: text, wasAsked: wasAsked)
    case .postcode: return postcode(in: text, wasAsked: wasAsked)
    case .amount: return amount(in: line(text), text, wasAsked: wasAsked)
    case .quantity(let minimum, let maximum):
      return wasAsked ? quantity(in: line(text), minimum...max(minimum, maximum)) : .none
    case .date(let range): return date(in: line(text), question, range)
    case .size: return size(in: line(text), wasAsked: wasAsked)
    case .choice(let names):
      let options = options.isEmpty ? names.map(Self.option(named:)) : options
      return choice(of: options, in: line(text), wasAsked: wasAsked)
    case .record: return choice(of: options, in: line(text), wasAsked: wasAsked)
    case .text(let minimum): return wasAsked ? freeText(text, minimumWords: minimum) : .none
    case .bool: return wasAsked ? truth(in: text) : .none
    case .attachment: return .none
    case .emailOrPostcode:
      return first(email(in: text, wasAsked: wasAsked)) { postcode(in: text, wasAsked: wasAsked) }
    case .emailOrPhone:
      return first(email(in: text, wasAsked: wasAsked)) { phone(in: text, wasAsked: wasAsked) }
    }
  }

  /// A reading that gives a value, or else another that does, or else what is wrong with the first.
  private func first(_ reading: SlotReading, _ other: () -> SlotReading) -> SlotReading {
    if case .value = reading { return reading }
    let other = other()
    if case .value = other { return other }
    if case .none = reading { return other }
    return reading
  }

  func line(_ text: String) -> WrittenLine { WrittenLine(text, analyzer: analyzer) }

  private static func option(named name: String) -> SlotOption {
    SlotOption(name: name, label: String(name.map { $0 == "_" ? " " : $0 }))
  }

  private func freeText(_ text: String, minimumWords: Int) -> SlotReading {
    let scalars = text.unicodeScalars
    let isBlank: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
    guard let first = scalars.firstIndex(where: { !isBlank($0) }),
      let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return .none }
    let trimmed = String(scalars[first...last])
    let start = text.utf8.distance(from: text.startIndex, to: first)
    let range = start..<start + trimmed.utf8.count
    let words = line(text).pieces.count { $0.isWordLike }
    return words >= minimumWords
      ? .value(.text(trimmed), range: range) : .invalid(.tooShort, range: range)
  }

  private func truth(in text: String) -> SlotReading {
    let range = 0..<text.utf8.count
    switch steering?.yesOrNo(text) {
    case .yes: return .value(.bool(true), range: range)
    case .no: return .value(.bool(false), range: range)
    case nil: return .none
    }
  }
}
