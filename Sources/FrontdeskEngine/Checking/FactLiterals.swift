import Content
import TextAnalysis

/// Finds the values of facts where a text of one language writes them out.
///
/// A value counts only with its unit, currency or percent sign: "30 days", "a 30-day right", but
/// not order number 30. One word may stand in between ("30 calendar days", "2 to 4 days"); a
/// longer value goes before a shorter one that starts at the same number.
struct FactLiterals {
  /// A value in a text.
  struct Match: Equatable {
    /// The value as written.
    let text: String
    /// The line within the text, counted from 0.
    let line: Int
    /// The names of the facts with that value, sorted.
    let facts: [String]
  }

  private let analyzer: Analyzer
  /// The facts of every value, by the value as a sequence of token keys.
  private var facts: [[String]: Set<String>] = [:]
  /// The sequences by their first key, longest first.
  private var patterns: [String: [[String]]] = [:]

  init(_ facts: Facts, _ renderer: FactRenderer, _ analyzer: Analyzer) {
    self.analyzer = analyzer
    for name in facts.names {
      for value in Self.values(of: name, facts, renderer, analyzer.language) {
        let keys = tokens(in: value).map(\.key)
        guard let first = keys.first, first.utf8.contains(where: Self.isDigit) else { continue }
        if self.facts[keys] == nil { patterns[first, default: []].append(keys) }
        self.facts[keys, default: []].insert(name)
      }
    }
    for key in patterns.keys {
      patterns[key]?.sort { ($1.count, $0.joined()) < ($0.count, $1.joined()) }
    }
  }

  /// The ways to write a fact's value in a language; none for texts and for bare numbers.
  private static func values(
    of name: String,
    _ facts: Facts,
    _ renderer: FactRenderer,
    _ language: Language
  ) -> [String] {
    switch facts[name]?.kind {
    case .number(let number, let unit?):
      return facts.unitWords(of: unit, in: language).map { "\(number.text(in: language)) \($0)" }
    case .range(let lower, let upper, let unit?):
      // The upper bound alone ("at most 4 days") becomes wrong just as the whole range does.
      return facts.unitWords(of: unit, in: language).flatMap { words in
        let end = "\(upper.text(in: language)) \(words)"
        return [end, "\(lower.text(in: language))–\(end)"]
      }
    case .amount, .percent, .hours:
      let text = "{{\(name)}}"
      let rendered = try? renderer.render(text, in: language, file: facts.file)
      return rendered.map { [$0] } ?? []
    default:
      return []
    }
  }

  /// The values of facts in a text, in order; linear in the text.
  func matches(in text: String) -> [Match] {
    guard text.utf8.contains(where: Self.isDigit) || text.utf8.contains(where: { $0 >= 0xD8 })
    else { return [] }
    let bytes = Array(text.utf8)
    let tokens = tokens(in: text)
    var matches: [Match] = []
    var position = 0
    while position < tokens.count {
      let candidates = patterns[tokens[position].key] ?? []
      var found: (end: Int, names: [String])?
      for pattern in candidates {
        if let end = end(of: pattern, at: position, tokens, bytes) {
          found = (end, (facts[pattern] ?? []).sorted())
          break
        }
      }
      guard let found else {
        position += 1
        continue
      }
      let range = tokens[position].range.lowerBound..<tokens[found.end - 1].range.upperBound
      matches.append(
        Match(
          text: String(decoding: bytes[range], as: UTF8.self),
          line: bytes[..<range.lowerBound].count { $0 == UInt8(ascii: "\n") },
          facts: found.names
        )
      )
      position = found.end
    }
    return matches
  }

  /// Where a value ends that starts at a position; nil when it does not stand there.
  private func end(
    of pattern: [String],
    at start: Int,
    _ tokens: [Token],
    _ bytes: [UInt8]
  ) -> Int? {
    var position = start + 1
    var hasGap = false
    for key in pattern.dropFirst() {
      guard position < tokens.count, isConnected(position, tokens, bytes) else { return nil }
      if !isSame(tokens[position], key) {
        let next = position + 1
        guard !hasGap, next < tokens.count, isSame(tokens[next], key), !tokens[position].isNumber,
          isConnected(next, tokens, bytes)
        else { return nil }
        hasGap = true
        position = next
      }
      position += 1
    }
    return position
  }

  /// Whether a token is what a value asks for; in Turkish a unit may have endings the stemmer keeps.
  private func isSame(_ token: Token, _ key: String) -> Bool {
    token.isNumber ? token.key == key : Self.isSame(token.key, token.word, key, analyzer.language)
  }

  /// Whether a word, given as stem and whole, is that of a unit.
  static func isSame(_ stem: String, _ word: String, _ key: String, _ language: Language) -> Bool {
    stem == key || (language == .turkish && key.utf8.count >= 3 && word.hasPrefix(key))
  }

  /// Whether no sentence or line ends between a token and the one before it.
  private func isConnected(_ position: Int, _ tokens: [Token], _ bytes: [UInt8]) -> Bool {
    Self.connects(tokens[position - 1].range.upperBound, tokens[position].range.lowerBound, bytes)
  }

  /// Whether what stands between two places of a text neither ends a sentence nor sets apart.
  static func connects(_ start: Int, _ end: Int, _ bytes: [UInt8]) -> Bool {
    start <= end && !bytes[start..<end].contains { ".!?;,()|".utf8.contains($0) }
  }

  // MARK: Tokens

  private struct Token {
    let range: Range<Int>
    /// A stem; a number without what does not change it; an amount with its currency.
    let key: String
    /// The whole word, folded like its stem.
    let word: String
    let isNumber: Bool
  }

  private func tokens(in text: String) -> [Token] {
    let bytes = Array(text.utf8)
    let analysis = analyzer.analyze(text)
    return analysis.tokens.filter { !$0.isCompound }.map { token in
      let word = analysis.text(token.foldedWord)
      switch token.kind {
      case .number:
        let number = Self.number(analysis.text(token.word))
        let isPercent = Self.hasPercentSign(bytes, beside: token.range)
        return Token(
          range: token.range,
          key: number + (isPercent ? "%" : ""),
          word: word,
          isNumber: true
        )
      case .price:
        let value = analysis.text(token.word)
        let key = Self.number(value) + Self.currency(value)
        return Token(range: token.range, key: key, word: word, isNumber: true)
      default:
        return Token(
          range: token.range,
          key: analysis.text(token.foldedTerm),
          word: word,
          isNumber: false
        )
      }
    }
  }

  /// The digits of a number without signs of grouping, leading zeros, or zeros behind the point.
  ///
  /// A sign with exactly three digits behind it groups; any other is the point.
  static func number(_ text: String) -> String {
    let parts = text.utf8.split { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
      .map { part in part.filter(isDigit) }
    var whole = parts.first ?? []
    var fraction: [UInt8] = []
    for (number, part) in parts.enumerated().dropFirst() {
      if part.count == 3 {
        whole += part
      } else if number == parts.count - 1 {
        fraction = part
      }
    }
    let significant = whole.drop { $0 == UInt8(ascii: "0") }
    while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
    let digits = significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
    return fraction.isEmpty ? digits : digits + "." + String(decoding: fraction, as: UTF8.self)
  }

  /// The names that writers have for one currency, each line beginning with its sign.
  private static let currencies = """
    € eur euro euros евро يورو
    $ usd dollars долларов دولار
    £ gbp pounds
    ₽ rub руб рублей рубля рубль р
    lei ron leu
    ₺ tl try lira
    """.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }

  /// The sign of an amount's currency, or its name where that has none.
  static func currency(_ amount: String) -> String {
    let scalars = amount.lowercased().unicodeScalars.filter {
      $0.properties.numericType == nil && !" .,".unicodeScalars.contains($0)
    }
    let name = String(String.UnicodeScalarView(scalars))
    return currencies.first { $0.contains(name) }?.first ?? name
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Whether a percent sign, Latin or Arabic, touches a number or stands one space away from it.
  static func hasPercentSign(_ bytes: [UInt8], beside range: Range<Int>) -> Bool {
    let after = String(decoding: bytes[range.upperBound...].prefix(4), as: UTF8.self)
    let before = String(decoding: bytes[..<range.lowerBound].suffix(3), as: UTF8.self)
    let signs = ["%", " %", "\u{A0}%", "\u{66A}"]
    return signs.contains { after.hasPrefix($0) }
      || ["%", "\u{66A}"].contains { before.hasSuffix($0) }
  }
}
