/// A person's name, found in any case and with the endings that names take.
struct KnownName {
  private let parts: [[UInt32]]

  /// Nil for a name without letters.
  init?(_ name: String) {
    let text = PrivateText(name)
    parts = AddressSearch.tokens(text, in: 0..<text.count).filter { !$0.isNumber }.map { token in
      token.range.map { text.value($0) }
    }
    guard !parts.isEmpty else { return nil }
  }

  /// The whole name; else parts of it of three letters or more that begin with a capital.
  func ranges(in text: PrivateText) -> [Range<Int>] {
    let tokens = AddressSearch.tokens(text, in: 0..<text.count)
    var found: [Range<Int>] = []
    var index = 0
    while index < tokens.count {
      if index + parts.count <= tokens.count,
        parts.indices.allSatisfy({ matches(tokens[index + $0], parts[$0], text) })
      {
        let last = tokens[index + parts.count - 1]
        found.append(tokens[index].range.lowerBound..<last.range.upperBound)
        index += parts.count
      } else {
        let token = tokens[index]
        let isPart =
          parts.count > 1 && isProper(token, text)
          && parts.contains { $0.count >= 3 && matches(token, $0, text) }
        if isPart { found.append(token.range) }
        index += 1
      }
    }
    return found
  }

  private func isProper(_ token: AddressSearch.Token, _ text: PrivateText) -> Bool {
    token.isCapital || (0x0620...0x064A).contains(text.value(token.range.lowerBound))
  }

  private func matches(
    _ token: AddressSearch.Token,
    _ part: [UInt32],
    _ text: PrivateText
  ) -> Bool {
    let word = token.range.map { text.value($0) }
    if word == part { return true }
    // "anul" is a year, "Anei" is of Ana: only what begins with a capital may have an ending.
    guard part.count >= 3, word.count <= part.count + 3, word.count > 3, token.isCapital else {
      return false
    }
    let isCyrillic = part.allSatisfy { (0x0430...0x044F).contains($0) }
    let endings = isCyrillic ? Self.cyrillicEndings : Self.latinEndings
    let isOpen = (isCyrillic ? Self.cyrillicVowels : [0x61]).contains(part[part.count - 1])
    let stems = isOpen ? [part[...], part.dropLast()] : [part[...]]
    return stems.contains { stem in
      word.starts(with: stem) && endings.contains(Array(word[stem.count...]))
    }
  }

  private static let cyrillicVowels = Set("аяьй".unicodeScalars.map(\.value))

  private static let cyrillicEndings = endings(
    "а у ы и е ю я ом ем ой ей ою ею ым им ого его ому ему ого ин ина ову ова овой"
  )

  /// Of Romanian and Turkish names.
  private static let latinEndings = endings("ei ii ul ului lui in un nin nun a e i u ya ye yi yu s")

  private static func endings(_ list: String) -> Set<[UInt32]> {
    Set(list.split(separator: " ").map { PrivateText.folded(String($0)) })
  }
}
