import TextAnalysis

/// Phrases and what they stand for, found in a line by their words.
struct PhraseTable<Value: Hashable & Sendable>: Sendable {
  struct Phrase: Sendable {
    let words: [String]
    let value: Value
  }

  /// The phrases by their first word, longest first.
  private var phrases: [String: [Phrase]] = [:]
  /// The first words that may be misspelt, by their first letter.
  private var firstWords: [UInt16: [[UInt16]]] = [:]

  init() {}

  mutating func add(_ phrase: String, _ value: Value, analyzer: Analyzer) {
    let words = WrittenLine(phrase, analyzer: analyzer).pieces.filter { $0.kind != .mark }
      .map(\.form)
    guard let first = words.first else { return }
    var list = phrases[first] ?? []
    let units = Array(first.utf16)
    if list.isEmpty, Slip.budget(letters: units.count) > 0, let letter = units.first {
      firstWords[letter, default: []].append(units)
    }
    guard !list.contains(where: { $0.words == words && $0.value == value }) else { return }
    let place = list.firstIndex { $0.words.count < words.count } ?? list.count
    list.insert(Phrase(words: words, value: value), at: place)
    phrases[first] = list
  }

  /// The longest phrase that starts at a piece; marks between its words do not matter.
  func longest(at index: Int, in line: WrittenLine) -> (value: Value, end: Int)? {
    guard let first = line[index], first.kind != .mark, let list = phrases[first.form] else {
      return nil
    }
    for phrase in list {
      if let end = Self.end(of: phrase.words, at: index, in: line) { return (phrase.value, end) }
    }
    return nil
  }

  /// What a phrase of one word stands for.
  func exact(_ word: String) -> Value? {
    phrases[word]?.first { $0.words.count == 1 }?.value
  }

  /// All phrases that start at a piece.
  func all(at index: Int, in line: WrittenLine) -> [(value: Value, end: Int)] {
    guard let first = line[index], first.kind != .mark else { return [] }
    return (phrases[first.form] ?? []).compactMap { phrase in
      Self.end(of: phrase.words, at: index, in: line).map { (phrase.value, $0) }
    }
  }

  /// The phrases that start at a piece when slips of the finger are allowed.
  ///
  /// Words of 5 to 8 letters may be one edit away and longer ones two, their first letter aside.
  /// Linear in the phrases that begin with the letter.
  func near(at index: Int, in line: WrittenLine, _ distance: inout EditDistance) -> [(
    value: Value, end: Int
  )] {
    guard let first = line[index], first.kind != .mark else { return [] }
    let units = Array(first.form.utf16)
    guard let letter = units.first else { return [] }
    var lists = [phrases[first.form] ?? []]
    for word in firstWords[letter] ?? []
    where word != units && Slip.isNear(units, word, &distance) {
      lists.append(phrases[String(decoding: word, as: UTF16.self)] ?? [])
    }
    return lists.joined().compactMap { phrase in
      let end = Self.end(of: phrase.words, at: index, in: line) { typed, word in
        typed == word || Slip.isNear(Array(typed.utf16), Array(word.utf16), &distance)
      }
      return end.map { (phrase.value, $0) }
    }
  }

  /// Whether a phrase begins with a word, slips of the finger allowed.
  func mayStart(with word: String) -> Bool {
    if phrases[word] != nil { return true }
    let units = Array(word.utf16)
    guard let letter = units.first else { return true }
    var distance = EditDistance()
    return (firstWords[letter] ?? []).contains { Slip.isNear(units, $0, &distance) }
  }

  static func end(of words: [String], at index: Int, in line: WrittenLine) -> Int? {
    end(of: words, at: index, in: line) { $0 == $1 }
  }

  private static func end(
    of words: [String],
    at index: Int,
    in line: WrittenLine,
    _ matches: (String, String) -> Bool
  ) -> Int? {
    var position = index
    for (number, word) in words.enumerated() {
      while number > 0, line[position]?.kind == .mark { position += 1 }
      guard let piece = line[position], matches(piece.form, word) else { return nil }
      position += 1
    }
    return position
  }
}

/// How far a typed word may be from the word it was meant to be.
enum Slip {
  static func budget(letters: Int) -> Int {
    switch letters {
    case ..<5: 0
    case 5...8: 1
    default: 2
    }
  }

  static func isNear(_ typed: [UInt16], _ word: [UInt16], _ distance: inout EditDistance) -> Bool {
    let budget = budget(letters: word.count)
    guard budget > 0, typed.count >= 4, abs(typed.count - word.count) <= budget else {
      return false
    }
    return distance.between(typed, word, bound: budget) != nil
  }
}
