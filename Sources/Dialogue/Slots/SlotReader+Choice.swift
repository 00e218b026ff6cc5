import Content
import TextAnalysis

// One of the things that were offered.

extension SlotReader {
  private struct Spelling {
    let option: Int
    let words: [String]
    let isLabel: Bool
  }

  private struct Mention {
    let option: Int
    let pieces: Range<Int>
  }

  /// Reads a choice: its label or a synonym, its number in the list, or words of its own.
  ///
  /// When it was asked for: a number from 1 on, an ordinal, "the last one", a label alone or inside
  /// a sentence that names no other, also misspelt, and words that only one label has. Otherwise a
  /// label of at least two words or six letters; of four in a long list, whose labels are names.
  func choice(of options: [SlotOption], in line: WrittenLine, wasAsked: Bool) -> SlotReading {
    guard !options.isEmpty, !line.pieces.isEmpty else { return .none }
    let spellings = spellings(of: options)
    let telling = options.count > Self.longList ? (language == .arabic ? 3 : 4) : 6
    let mentions = mentions(of: spellings, in: line, from: wasAsked ? 1 : telling)
    if let found = single(mentions) { return value(options, found, line) }
    guard wasAsked, mentions.isEmpty else { return .none }
    if let number = optionNumber(in: line, count: options.count) {
      guard (1...options.count).contains(number.value) else {
        return .invalid(.noSuchOption, range: number.range)
      }
      return .value(.text(options[number.value - 1].name), range: number.range)
    }
    if let found = single(nearMentions(of: spellings, in: line)) {
      return value(options, found, line)
    }
    return distinctWords(of: spellings, in: line).map { value(options, $0, line) } ?? .none
  }

  /// Longer lists are of names, such as countries.
  private static let longList = 12

  private func value(
    _ options: [SlotOption],
    _ mention: Mention,
    _ line: WrittenLine
  ) -> SlotReading {
    .value(.text(options[mention.option].name), range: line.range(mention.pieces))
  }

  private func spellings(of options: [SlotOption]) -> [Spelling] {
    var result: [Spelling] = []
    for (index, option) in options.enumerated() {
      for (place, words) in (option.spellings ?? cut(option)).enumerated() {
        if !words.isEmpty {
          result.append(Spelling(option: index, words: words, isLabel: place == 0))
        }
      }
    }
    return result
  }

  private func cut(_ option: SlotOption) -> [[String]] {
    ([option.label] + option.words).map { text in
      line(text).pieces.filter { $0.kind != .mark }.map(\.form)
    }
  }

  /// An option whose words are cut already, for one that is read again and again.
  package func prepared(_ option: SlotOption) -> SlotOption {
    SlotOption(
      name: option.name,
      label: option.label,
      words: option.words,
      spellings: cut(option)
    )
  }

  private func single(_ mentions: [Mention]) -> Mention? {
    guard let first = mentions.first, mentions.allSatisfy({ $0.option == first.option }) else {
      return nil
    }
    return first
  }

  /// Where options are named; a longer name hides those inside it, a negation the one behind it.
  private func mentions(
    of spellings: [Spelling],
    in line: WrittenLine,
    from telling: Int
  ) -> [Mention] {
    var found: [Mention] = []
    for spelling in spellings {
      guard spelling.words.count >= 2 || spelling.words[0].count >= telling else { continue }
      for index in line.pieces.indices {
        guard let end = PhraseTable<Int>.end(of: spelling.words, at: index, in: line) else {
          continue
        }
        found.append(Mention(option: spelling.option, pieces: index..<end))
      }
    }
    let longest = found.filter { mention in
      !found.contains {
        $0.pieces.count > mention.pieces.count && $0.pieces.lowerBound <= mention.pieces.lowerBound
          && $0.pieces.upperBound >= mention.pieces.upperBound
      }
    }
    return longest.filter { !isNegated($0.pieces, in: line) }
  }

  /// Names are taken for misspelt in lines of at most so many words.
  private static let mostWordsAround = 4

  private func nearMentions(of spellings: [Spelling], in line: WrittenLine) -> [Mention] {
    // In a sentence a word is rather another one than a misspelt name: "kadar" is not Katar.
    guard line.pieces.count(where: \.isWordLike) <= Self.mostWordsAround else { return [] }
    var distance = EditDistance()
    var found: [Mention] = []
    for spelling in spellings {
      for index in line.pieces.indices {
        var next = index
        var isNear = true
        for word in spelling.words {
          while next > index, line[next]?.kind == .mark { next += 1 }
          let typed = line[next]?.form ?? ""
          isNear =
            typed == word || Slip.isNear(Array(typed.utf16), Array(word.utf16), &distance)
          guard isNear else { break }
          next += 1
        }
        if isNear, !isNegated(index..<next, in: line) {
          found.append(Mention(option: spelling.option, pieces: index..<next))
        }
      }
    }
    return found
  }

  /// Whether a value is the one that is not meant: "not too small", "pazartesi değil".
  func isNegated(_ pieces: Range<Int>, in line: WrittenLine) -> Bool {
    let isBehind = language == .turkish
    if isBehind { return vocabulary.negations.longest(at: pieces.upperBound, in: line) != nil }
    for start in stride(from: pieces.lowerBound - 1, through: pieces.lowerBound - 3, by: -1) {
      guard let piece = line[start], piece.kind == .word else { return false }
      if let negation = vocabulary.negations.longest(at: start, in: line),
        negation.end <= pieces.lowerBound
      {
        return true
      }
      // "not on Monday", "not the red one": only small words may stand between.
      guard piece.form.count <= 4 else { return false }
    }
    return false
  }

  /// The option whose label alone has the few words of a line: "small" of "Too small for me".
  private func distinctWords(of spellings: [Spelling], in line: WrittenLine) -> Mention? {
    let words = line.pieces.indices.filter { line[$0]?.kind == .word }
    let telling = words.filter { index in
      line[index].map { $0.form.count >= 3 } == true
        && vocabulary.optionNames.longest(at: index, in: line) == nil
    }
    guard (1...4).contains(telling.count), words.count <= 6, let first = telling.first,
      let last = telling.last, !isNegated(first..<last + 1, in: line)
    else { return nil }
    let stems = telling.compactMap { line[$0].map { stem($0.form) } }
    var options: Set<Int> = []
    for spelling in spellings {
      let own = Set(spelling.words.map(stem))
      if stems.allSatisfy(own.contains) { options.insert(spelling.option) }
    }
    guard options.count == 1, let option = options.first else { return nil }
    return Mention(option: option, pieces: first..<last + 1)
  }

  private func stem(_ word: String) -> String {
    let analysis = analyzer.analyze(word)
    return analysis.tokens.first.map { analysis.text($0.plainTerm) } ?? word
  }

  /// The number of an option, in a line that says little else; the last one is `count`.
  private func optionNumber(
    in line: WrittenLine,
    count: Int
  ) -> (value: Int, range: Range<Int>)? {
    var found: (value: Int, range: Range<Int>)?
    var index = 0
    while index < line.pieces.count {
      let end: Int
      if let last = vocabulary.lastOne.longest(at: index, in: line) {
        found = (count, line.range(index..<last.end))
        end = last.end
      } else if let ordinal = ordinal(at: index, in: line),
        found?.value ?? ordinal.value == ordinal.value
      {
        found = (ordinal.value, line.range(index..<ordinal.end))
        end = ordinal.end
      } else if let name = vocabulary.optionNames.longest(at: index, in: line) {
        end = name.end
      } else if let number = number(at: index, in: line),
        found?.value ?? number.value == number.value
      {
        found = (number.value, line.range(index..<number.end))
        end = number.end
      } else if line[index]?.isWordLike == true {
        return nil
      } else {
        end = index + 1
      }
      index = end
    }
    return found ?? bareNumber(in: line)
  }

  /// "one", which in other lines only says which.
  private func bareNumber(in line: WrittenLine) -> (value: Int, range: Range<Int>)? {
    let words = line.pieces.indices.filter { line[$0]?.isWordLike == true }
    guard let index = words.first, let number = number(at: index, in: line),
      number.end > (words.last ?? 0)
    else { return nil }
    return (number.value, line.range(index..<number.end))
  }
}
