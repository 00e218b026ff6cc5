/// Finds postal addresses by the words for streets, a number of the house, and what is around it.
///
/// Of the five languages: "12 Baker Street", "ул. Ленина, д. 5, кв. 12", "str. Mihai Eminescu
/// nr. 10", "Atatürk Cad. No: 5", "شارع الملك فهد 12". A street without a number is no address.
struct AddressSearch {
  struct Token {
    let range: Range<Int>
    let folded: String
    /// Whether it begins with a digit: 12, 12a.
    let isNumber: Bool
    let isCapital: Bool
  }

  private let text: PrivateText
  private let tokens: [Token]

  init(_ text: PrivateText) {
    self.text = text
    tokens = Self.tokens(text, in: 0..<text.count)
  }

  /// The words and numbers of a stretch.
  static func tokens(_ text: PrivateText, in range: Range<Int>) -> [Token] {
    var tokens: [Token] = []
    var position = range.lowerBound
    while position < range.upperBound {
      guard text.isAlphanumeric(position) else {
        position += 1
        continue
      }
      var end = position + 1
      while end < range.upperBound, text.isAlphanumeric(end) { end += 1 }
      tokens.append(
        Token(
          range: position..<end,
          folded: text.folded(position..<end),
          isNumber: text.isDigit(position),
          isCapital: text.letters[position].isCapital
        )
      )
      position = end
    }
    return tokens
  }

  func ranges() -> [Range<Int>] {
    guard tokens.contains(where: \.isNumber) else { return [] }
    var found: [Range<Int>] = []
    var index = 0
    while index < tokens.count {
      guard let street = street(at: index) else {
        index += 1
        continue
      }
      let first = beginning(street.lowerBound, after: found.last?.upperBound ?? 0)
      let last = ending(street.upperBound - 1)
      found.append(tokens[first].range.lowerBound..<tokens[last].range.upperBound)
      index = last + 1
    }
    return found
  }

  /// The tokens of a street with its number, whose word for a street stands at an index.
  private func street(at index: Int) -> Range<Int>? {
    let word = tokens[index].folded
    if Self.streetsBefore.contains(word) || Self.vagueBefore.contains(word) {
      if let last = number(behind: index, isVague: Self.vagueBefore.contains(word)) {
        return index..<last + 1
      }
      // "12 شارع الملك فهد"
      if index > 0, isHouse(index - 1), isJoined(index - 1, index), index + 1 < tokens.count,
        Self.arabic.contains(word), !tokens[index + 1].isNumber
      {
        return index - 1..<min(index + 3, lastJoined(from: index) + 1)
      }
    }
    if Self.english.contains(word) || Self.vagueEnglish.contains(word) {
      for first in stride(from: index - 2, through: max(index - 4, 0), by: -1)
      where isHouse(first) && isAllJoined(first...index) {
        let between = first + 1..<index
        guard !between.contains(where: { tokens[$0].isNumber }) else { return nil }
        let isNamed = between.contains { tokens[$0].isCapital }
        return isNamed || (Self.english.contains(word) && between.count <= 2)
          ? first..<index + 1 : nil
      }
    }
    if Self.streetsBehind.contains(word), index > 0, !tokens[index - 1].isNumber,
      isJoined(index - 1, index), let last = number(behind: index, isVague: false, limit: 4)
    {
      var first = index - 1
      while first > 0, index - first < 3, tokens[first - 1].isCapital, isJoined(first - 1, first) {
        first -= 1
      }
      return first..<last + 1
    }
    // "дом 5, квартира 12", "bloc 3 ap. 12"
    if Self.houses.contains(word), index + 3 < tokens.count, isHouse(index + 1),
      Self.parts.contains(tokens[index + 2].folded), tokens[index + 3].isNumber,
      isAllJoined(index...index + 3)
    {
      return index..<index + 4
    }
    return nil
  }

  /// The index of the number of a house within a few words behind a word for a street.
  private func number(behind index: Int, isVague: Bool, limit: Int = 6) -> Int? {
    var next = index + 1
    var words = 0
    var hasLabel = false
    while next < tokens.count, next <= index + limit, isJoined(next - 1, next) {
      let token = tokens[next]
      if token.isNumber {
        let isNamed = tokens[min(index + 1, tokens.count - 1)].isCapital
        guard isHouse(next), words > 0 || limit < 6, !isVague || hasLabel || isNamed else {
          return nil
        }
        return next
      }
      if Self.labels.contains(token.folded) { hasLabel = true } else { words += 1 }
      if words > 4 { return nil }
      next += 1
    }
    return nil
  }

  /// Whether a token may be the number of a house: 5, 12a, 221B.
  private func isHouse(_ index: Int) -> Bool {
    guard tokens.indices.contains(index), tokens[index].isNumber else { return false }
    let range = tokens[index].range
    let digits = range.count { text.isDigit($0) }
    return digits <= 4 && range.count - digits <= 1 && !text.isAmount(range)
  }

  /// Whether two tokens are of one phrase: blanks, commas, dots and the like between them.
  private func isJoined(_ left: Int, _ right: Int) -> Bool {
    let gap = tokens[left].range.upperBound..<tokens[right].range.lowerBound
    return gap.count <= 4
      && gap.allSatisfy {
        [0x20, 0x0A, 0x2C, 0x2E, 0x2D, 0x2F, 0x3A, 0x23, 0x27, 0x2116, 0x060C].contains(
          text.value($0)
        )
      }
  }

  private func isAllJoined(_ range: ClosedRange<Int>) -> Bool {
    range.dropFirst().allSatisfy { isJoined($0 - 1, $0) }
  }

  private func lastJoined(from index: Int) -> Int {
    var last = index
    while last + 1 < tokens.count, last < index + 2, isJoined(last, last + 1) { last += 1 }
    return last
  }

  // MARK: What stands around a street

  /// Takes in the flat, the floor, the town and the postcode that follow.
  private func ending(_ street: Int) -> Int {
    var last = street
    while last + 2 < tokens.count, isAllJoined(last...last + 2),
      Self.parts.contains(tokens[last + 1].folded),
      tokens[last + 2].isNumber || tokens[last + 2].range.count == 1
    {
      last += 2
    }
    // A town, and a postcode behind it or before it.
    for end in last + 1..<max(min(last + 5, tokens.count), last + 1) {
      guard isJoined(end - 1, end) else { break }
      if isPostcode(end) {
        last = end + (isBritishStart(end) ? 1 : 0)
        while last + 1 < tokens.count, isJoined(last, last + 1), tokens[last + 1].isCapital,
          last < end + 2
        {
          last += 1
        }
        break
      }
      guard tokens[end].isCapital else { break }
    }
    return last
  }

  /// Takes in a town and a postcode before the street.
  private func beginning(_ street: Int, after end: Int) -> Int {
    var first = street
    for start in stride(from: street - 1, through: max(street - 5, 0), by: -1) {
      guard isJoined(start, start + 1), tokens[start].range.lowerBound >= end else { break }
      if isPostcode(start) || Self.towns.contains(tokens[start].folded) {
        first = start
      } else if Self.parts.contains(tokens[start].folded), start + 1 == first - 1,
        tokens[start + 1].isNumber
      {
        first = start
      } else if !tokens[start].isCapital, !tokens[start].isNumber {
        break
      }
    }
    return first
  }

  private func isPostcode(_ index: Int) -> Bool {
    let range = tokens[index].range
    return (range.allSatisfy(text.isDigit) && (5...6).contains(range.count))
      || isBritishStart(index)
  }

  /// Whether a token and the next are a postcode of the United Kingdom.
  private func isBritishStart(_ index: Int) -> Bool {
    guard index + 1 < tokens.count, isJoined(index, index + 1) else { return false }
    let (outward, inward) = (tokens[index].range, tokens[index + 1].range)
    return (2...4).contains(outward.count) && !tokens[index].isNumber
      && outward.contains(where: text.isDigit) && inward.count == 3
      && tokens[index + 1].isNumber && text.isLetter(inward.upperBound - 1)
  }

  // MARK: Words

  static let romanian = words(
    """
    str strada strazii stradă bd bdul bulevardul bulevardului aleea sos soseaua soselei splaiul
    intrarea
    """
  )
  static let turkish = words(
    """
    cad caddesi cadde caddesinde sok sokak sokagi sokaginda sk cd bulvari bulvar blv mah mahallesi
    mahalle
    """
  )
  fileprivate static let arabic = words("شارع بشارع طريق جاده حي زقاق ميدان نهج")
  private static let streetsBefore = romanian.union(
    words("ул улица улице улицы улицу проспект проспекте пр просп переулок переулке бульвар наб")
  ).union(words("набережная шоссе проезд мкр микрорайон شارع بشارع جاده زقاق نهج"))
  /// Words that also mean something else.
  private static let vagueBefore = words(
    "calea drumul piata пл площадь пер ш طريق حي ميدان"
  )
  private static let streetsBehind = turkish.union(
    words("улица проспект переулок бульвар шоссе набережная площадь проезд")
  )
  private static let english = words(
    "street road avenue lane boulevard crescent terrace rd ave blvd ln mews"
  )
  private static let vagueEnglish = words(
    "st dr drive close court square way place hill park gardens grove row walk"
  )
  private static let houses = words("д дом дома bl bloc blocul")
  /// Words between a street and its number.
  private static let labels = words("nr no num numarul numara д дом дома رقم مبني بنايه number")
  private static let parts = words(
    """
    кв квартира корп корпус к стр строение подъезд под этаж эт оф офис bl bloc sc scara et etaj ap
    apartament apt sector daire d kat k no blok شقه الشقه الطابق طابق الدور مبني عماره بنايه flat
    apartment unit floor
    """
  )
  private static let towns = words("г город гор oras orasul mun municipiul مدينه")

  private static func words(_ list: String) -> Set<String> {
    Set(
      list.split(whereSeparator: \.isWhitespace).map { word in
        let text = PrivateText(String(word))
        return text.folded(0..<text.count)
      }
    )
  }
}
