/// A change of single letters inside words, at places that chance chooses.
enum WordEdit {
  /// Leaves the letter out.
  case drop
  /// Puts the next letter before it.
  case transpose
  /// Writes it two to four times more.
  case elongate
  /// Writes another in its place.
  case replace((Character, inout SplitMix64) -> Character)

  /// Changes one letter in about twelve, each in a word of its own while there are words.
  func apply(to text: String, _ random: inout SplitMix64) -> String {
    var letters = Array(text)
    var words = Self.words(in: letters, minimum: 4)
    if words.isEmpty { words = Self.words(in: letters, minimum: 2) }
    let count = words.reduce(0) { $0 + $1.count }
    guard count > 0 else { return text }
    var chosen: [Int] = []
    for _ in 0..<max(1, count / 12) where !words.isEmpty {
      let word = words.remove(at: random.number(below: words.count))
      if let place = place(in: word, letters, &random) { chosen.append(place) }
    }
    // From behind, so that the places before stay where they are.
    for place in chosen.sorted(by: >) { edit(&letters, at: place, &random) }
    return String(letters)
  }

  private func place(
    in word: Range<Int>,
    _ letters: [Character],
    _ random: inout SplitMix64
  ) -> Int? {
    let places =
      switch self {
      // Two letters that are the same would stay as they are.
      case .transpose: word.dropLast().filter { letters[$0] != letters[$0 + 1] }
      case .elongate: word.filter { Self.isHeld(letters[$0]) }
      case .drop, .replace: Array(word)
      }
    return places.isEmpty ? nil : places[random.number(below: places.count)]
  }

  private func edit(_ letters: inout [Character], at place: Int, _ random: inout SplitMix64) {
    switch self {
    case .drop: letters.remove(at: place)
    case .transpose: letters.swapAt(place, place + 1)
    case .elongate:
      let more = 2 + random.number(below: 3)
      letters.insert(contentsOf: [Character](repeating: letters[place], count: more), at: place)
    case .replace(let other): letters[place] = other(letters[place], &random)
    }
  }

  /// The words of at least so many letters and nothing but letters, punctuation around them aside.
  private static func words(in letters: [Character], minimum: Int) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = 0
    while start < letters.count {
      guard !letters[start].isWhitespace else {
        start += 1
        continue
      }
      let end = letters[start...].firstIndex(where: \.isWhitespace) ?? letters.count
      let (low, high) = (start, end)
      start = end
      guard let first = (low..<high).first(where: { letters[$0].isLetter }),
        let last = (low..<high).last(where: { letters[$0].isLetter }),
        last - first + 1 >= minimum,
        letters[low..<high].allSatisfy({ !$0.isNumber && $0 != "@" && $0 != "/" }),
        letters[first...last].allSatisfy(\.isLetter)
      else { continue }
      words.append(first..<(last + 1))
    }
    return words
  }

  /// Whether a letter is one that people hold down: a vowel.
  private static func isHeld(_ letter: Character) -> Bool {
    "aeiouyâăîıöüаеёиоуыэюяاوي".contains(letter.lowercased().first ?? letter)
  }
}
