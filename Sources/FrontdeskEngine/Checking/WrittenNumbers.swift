import Content
import TextAnalysis

/// A number that a text gives its readers, in digits, in words or by a fact.
struct WrittenNumber: Hashable {
  /// The digits without signs of grouping; a point before a fraction: "4.9".
  let value: String
  /// The name of a fact's unit, `%` or a currency's sign; nil where nothing known follows.
  let unit: String?
  /// The number as readers see it, with its unit: "30 days".
  let text: String
  let line: Int
  /// Whether it is written in words, which may be no number at all ("one of them").
  let isSpelled: Bool

  /// Whether two numbers can be the same; an unknown unit may be any.
  func agrees(with other: WrittenNumber) -> Bool {
    guard value == other.value else { return false }
    // "One" stands in every text, and counts something only in front of a unit.
    if isSpelled, value == "1" { return unit != nil && unit == other.unit }
    if other.isSpelled, value == "1" { return unit != nil && unit == other.unit }
    return unit == other.unit || unit == nil || other.unit == nil
  }
}

/// Finds the numbers in texts of one language.
///
/// Numbers that name or order something are none: those of orders, telephones and addresses, dates,
/// times of day, marks of list items, "3-D", "24/7".
struct WrittenNumbers {
  private let analyzer: Analyzer
  private let facts: Facts
  private let renderer: FactRenderer
  private let currency: String
  /// The units by the stems of their words, the longest sequences first.
  private let units: [(stems: [String], unit: String?)]
  /// Numbers in words, by stem.
  private let spelled: [String: Int]
  /// Words that are a number and its unit in one, as the Arabic dual is.
  private let spelledUnits: [(stems: [String], value: Int, unit: String)]

  /// `currency` is the code of what amounts are in.
  init(_ facts: Facts, _ renderer: FactRenderer, currency: String, _ analyzer: Analyzer) {
    self.analyzer = analyzer
    self.facts = facts
    self.renderer = renderer
    self.currency = FactLiterals.currency(currency)
    var units: [[String]: String?] = [:]
    var spelledUnits: [(stems: [String], value: Int, unit: String)] = []
    for unit in facts.unitNames {
      for words in facts.unitWords(of: unit, in: analyzer.language) {
        let stems = Self.stems(of: words, analyzer)
        guard !stems.isEmpty else { continue }
        // Words that two units share tell nothing.
        units[stems] = units[stems].map { $0 == unit ? unit : nil } ?? unit
      }
      for value in 1...2 {
        let text = renderer.text(of: value, unit: unit, in: analyzer.language) ?? ""
        guard !text.utf8.contains(where: FactLiterals.isDigit) else { continue }
        for form in Self.cases(of: text, analyzer.language) {
          let stems = Self.stems(of: form, analyzer)
          if !stems.isEmpty { spelledUnits.append((stems, value, unit)) }
        }
      }
    }
    self.units = units.map { ($0.key, $0.value) }.sorted {
      ($1.stems.count, $0.stems.joined()) < ($0.stems.count, $1.stems.joined())
    }
    self.spelledUnits = spelledUnits
    var spelled: [String: Int] = [:]
    for line in Self.words(of: analyzer.language).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let value = words.first.flatMap({ Int($0) }) else { continue }
      for word in words.dropFirst() {
        guard let stem = Self.stems(of: String(word), analyzer).first else { continue }
        spelled[stem] = value
      }
    }
    self.spelled = spelled
  }

  /// The numbers of a text in order, those of its facts first; linear in the text.
  ///
  /// Nil when there is no such fact, so that nothing is known of its number.
  func numbers(in text: LocatedText) -> [WrittenNumber]? {
    var numbers: [WrittenNumber] = []
    var bytes = Array(text.text.utf8)
    for placeholder in Placeholder.all(in: text.text, firstLine: text.line) {
      guard let found = self.numbers(of: placeholder) else { return nil }
      numbers += found
      for position in placeholder.range { bytes[position] = blank }
    }
    Self.removeComments(&bytes)
    let line = Line(bytes, words(in: bytes))
    var (position, number, counted) = (0, text.line, 0)
    while position < line.words.count {
      let start = line.words[position].range.lowerBound
      number += bytes[counted..<start].count { $0 == lineFeed }
      counted = start
      let (found, end) = self.number(at: position, in: line, on: number)
      if let found { numbers.append(found) }
      position = end
    }
    return numbers
  }

  // MARK: Facts

  private func numbers(of placeholder: Placeholder) -> [WrittenNumber]? {
    guard let name = placeholder.name, placeholder.response == nil, let fact = facts[name] else {
      return nil
    }
    let mark = "{{\(name)\(placeholder.form.map { "." + $0 } ?? "")}}"
    let text = try? renderer.render(mark, in: analyzer.language, file: facts.file)
    func number(_ value: DecimalNumber, _ unit: String?) -> WrittenNumber {
      WrittenNumber(
        value: FactLiterals.number(value.text(in: .english)),
        unit: unit,
        text: text ?? mark,
        line: placeholder.line,
        isSpelled: false
      )
    }
    switch fact.kind {
    case .number(let value, let unit): return [number(value, unit)]
    case .range(let lower, let upper, let unit): return [number(lower, unit), number(upper, unit)]
    case .amount(let value): return [number(value, currency)]
    case .percent(let value): return [number(value, "%")]
    case .hours, .text, .texts: return []
    }
  }

  // MARK: Digits and words

  private struct Word {
    let range: Range<Int>
    let kind: TokenKind
    /// The word in its normal form; of a number the digits as typed, in ASCII.
    let form: String
    let stem: String
    let folded: String
  }

  private struct Line {
    let bytes: [UInt8]
    let words: [Word]

    init(_ bytes: [UInt8], _ words: [Word]) {
      self.bytes = bytes
      self.words = words
    }

    func text(_ range: Range<Int>) -> String {
      String(decoding: bytes[range].map { $0 == lineFeed ? blank : $0 }, as: UTF8.self)
    }
  }

  private func words(in bytes: [UInt8]) -> [Word] {
    let analysis = analyzer.analyze(String(decoding: bytes, as: UTF8.self))
    return analysis.tokens.filter { !$0.isCompound }.map { token in
      Word(
        range: token.range,
        kind: token.kind,
        form: analysis.text(token.word),
        stem: analysis.text(token.foldedTerm),
        folded: analysis.text(token.foldedWord)
      )
    }
  }

  /// The number that begins with a word, if one does, and the position to go on at.
  private func number(
    at start: Int,
    in line: Line,
    on lineNumber: Int
  ) -> (number: WrittenNumber?, end: Int) {
    func made(_ value: String, _ unit: String?, _ range: Range<Int>, isSpelled: Bool = false)
      -> WrittenNumber
    {
      WrittenNumber(
        value: value,
        unit: unit,
        text: line.text(range),
        line: lineNumber,
        isSpelled: isSpelled
      )
    }
    let first = line.words[start]
    switch first.kind {
    case .price:
      let value = FactLiterals.number(first.form)
      return (made(value, FactLiterals.currency(first.form), first.range), start + 1)
    case .number:
      var end = start + 1
      var digits = first.form
      while end < line.words.count, groups(digits, line.words[end], behind: end - 1, line) {
        digits += line.words[end].form
        end += 1
      }
      let range = first.range.lowerBound..<line.words[end - 1].range.upperBound
      let value = FactLiterals.number(digits)
      if FactLiterals.hasPercentSign(line.bytes, beside: range) {
        return (made(value, "%", range), end)
      }
      let unit = unit(at: end, in: line)
      guard !isName(range, line) else { return (nil, end) }
      guard let unit else {
        let isTime = isTime(digits, from: start, to: end, line)
        return (isTime ? nil : made(value, nil, range), end)
      }
      let whole = range.lowerBound..<line.words[unit.end - 1].range.upperBound
      return (made(value, unit.name, whole), unit.end)
    case .word:
      for (stems, value, unit) in spelledUnits where stands(stems, at: start, in: line) {
        let end = start + stems.count
        let range = first.range.lowerBound..<line.words[end - 1].range.upperBound
        return (made(String(value), unit, range, isSpelled: true), end)
      }
      guard let value = spelled[first.stem] else { return (nil, start + 1) }
      let unit = unit(at: start + 1, in: line)
      return (made(String(value), unit?.name, first.range, isSpelled: true), unit?.end ?? start + 1)
    case .email, .url, .orderNumber, .date, .phone:
      return (nil, start + 1)
    }
  }

  /// Whether a number goes on in the next word, as "10 000" does.
  private func groups(_ digits: String, _ next: Word, behind last: Int, _ line: Line) -> Bool {
    let between = line.words[last].range.upperBound..<next.range.lowerBound
    guard next.kind == .number, between.lowerBound < between.upperBound,
      [" ", "\u{A0}", "\u{202F}", "\u{2009}"].contains(line.text(between)),
      next.form.utf8.count == 3, next.form.utf8.allSatisfy(FactLiterals.isDigit)
    else { return false }
    let isGrouped = line.words[last].form.utf8.count == 3 || digits.utf8.count <= 3
    return isGrouped && digits.utf8.allSatisfy(FactLiterals.isDigit) && digits.utf8.first != 0x30
  }

  /// The unit whose words begin at a position, right behind a number.
  private func unit(at position: Int, in line: Line) -> (name: String?, end: Int)? {
    guard position < line.words.count, isConnected(position, line) else { return nil }
    for (stems, unit) in units where stands(stems, at: position, in: line) {
      return (unit, position + stems.count)
    }
    return nil
  }

  private func stands(_ stems: [String], at start: Int, in line: Line) -> Bool {
    guard start + stems.count <= line.words.count else { return false }
    return stems.indices.allSatisfy { offset in
      let word = line.words[start + offset]
      return word.kind == .word && (offset == 0 || isConnected(start + offset, line))
        && FactLiterals.isSame(word.stem, word.folded, stems[offset], analyzer.language)
    }
  }

  private func isConnected(_ position: Int, _ line: Line) -> Bool {
    FactLiterals.connects(
      line.words[position - 1].range.upperBound,
      line.words[position].range.lowerBound,
      line.bytes
    )
  }

  // MARK: What is no number

  /// Whether the digits are part of a name or order items: "3-D", "USB-3", "24/7", "1." of a list.
  private func isName(_ range: Range<Int>, _ line: Line) -> Bool {
    let before = Array(String(decoding: line.bytes[..<range.lowerBound].suffix(12), as: UTF8.self))
    let after = Array(String(decoding: line.bytes[range.upperBound...].prefix(12), as: UTF8.self))
    let isHyphen = { (sign: Character?) in sign.map { "-\u{2010}\u{2011}".contains($0) } ?? false }
    if isHyphen(before.last), before.dropLast().last?.isLetter == true { return true }
    if let sign = before.last, "#№+".contains(sign) { return true }
    if let sign = before.last, "/:".contains(sign), before.dropLast().last?.isNumber == true {
      return true
    }
    if let sign = after.first, "/:".contains(sign), after.dropFirst().first?.isNumber == true {
      return true
    }
    // "14-day" counts days; "3-D" and "5-й" do not.
    let ending = after.dropFirst().prefix { $0.isLetter }
    if isHyphen(after.first), (1...2).contains(ending.count) { return true }
    let isFirst = !before.contains { !$0.isWhitespace && $0 != ">" } || isOnOwnLine(before)
    let isMark = after.first == "." || after.first == ")"
    return isFirst && isMark && after.dropFirst().first?.isWhitespace ?? true
  }

  /// Whether nothing but blanks stands between the start of the line and its end.
  private func isOnOwnLine(_ text: [Character]) -> Bool {
    guard let end = text.lastIndex(where: \.isNewline) else { return false }
    return text[(end + 1)...].allSatisfy { $0.isWhitespace || $0 == ">" }
  }

  /// Whether a number without a unit tells the time: "9 am", "ora 9", "20.00".
  private func isTime(_ digits: String, from start: Int, to end: Int, _ line: Line) -> Bool {
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 2, parts[1].count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
      hour <= 24, minute < 60, minute % 5 == 0
    {
      return true
    }
    if start > 0, isConnected(start, line),
      Self.clockWordsBefore.contains(line.words[start - 1].form)
    {
      return true
    }
    return end < line.words.count && isConnected(end, line)
      && Self.clockWordsBehind.contains(line.words[end].form)
  }

  private static let clockWordsBefore: Set = ["ora", "orele", "orei", "saat", "الساعه", "الساعة"]
  private static let clockWordsBehind: Set = [
    "am", "pm", "a.m", "p.m", "o'clock", "утра", "вечера",
  ]

  // MARK: Words

  private static func stems(of text: String, _ analyzer: Analyzer) -> [String] {
    let analysis = analyzer.analyze(text)
    return analysis.tokens.filter { !$0.isCompound }.map { analysis.text($0.foldedTerm) }
  }

  /// A number and its unit in one word as it is and, for the Arabic dual, in its other case.
  private static func cases(of text: String, _ language: Language) -> [String] {
    guard language == .arabic, let word = text.split(separator: " ").first else { return [text] }
    let rest = text.dropFirst(word.count)
    // Before a noun the dual loses its last letter.
    if word.hasSuffix("ان") { return [text, word.dropLast(2) + "ين" + rest] }
    return word.hasSuffix("ا") ? [text, word.dropLast() + "ي" + rest] : [text]
  }

  // MARK: Comments

  /// Blanks out HTML comments, which are notes; line ends stay.
  private static func removeComments(_ bytes: inout [UInt8]) {
    var position = 0
    while let start = bytes[position...].firstRange(of: Array("<!--".utf8))?.lowerBound {
      let end = bytes[start...].firstRange(of: Array("-->".utf8))?.upperBound ?? bytes.endIndex
      for place in start..<end where bytes[place] != lineFeed { bytes[place] = blank }
      position = end
    }
  }
}

private let blank = UInt8(ascii: " ")
private let lineFeed = UInt8(ascii: "\n")
