/// International bank account numbers in a text.
///
/// *Source*: ISO 13616-1 (two letters, two check digits, up to 30 letters and digits) and ISO/IEC
/// 7064 (the check: modulo 97). *Difference from the source*: lengths of countries are not known.
enum AccountNumber {
  private static let lengths = 15...34

  /// The places of the numbers, in order.
  static func ranges(in text: PrivateText) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var position = 0
    while position + lengths.lowerBound <= text.count {
      if isStart(position, text), let end = end(from: position, text) {
        ranges.append(position..<end)
        position = end
      } else {
        position += 1
      }
    }
    return ranges
  }

  private static func isLatin(_ position: Int, _ text: PrivateText) -> Bool {
    (0x61...0x7A).contains(text.value(position))
  }

  private static func isStart(_ position: Int, _ text: PrivateText) -> Bool {
    isLatin(position, text) && isLatin(position + 1, text) && text.isDigit(position + 2)
      && text.isDigit(position + 3) && !text.isAlphanumeric(position - 1)
  }

  /// Where the longest number that passes the check ends; groups may be parted by one sign each.
  private static func end(from start: Int, _ text: PrivateText) -> Int? {
    var characters: [UInt32] = []
    var ends: [(end: Int, count: Int)] = []
    var position = start
    while characters.count <= lengths.upperBound {
      if text.isDigit(position) || isLatin(position, text) {
        characters.append(text.value(position))
        position += 1
        if !text.isAlphanumeric(position) { ends.append((position, characters.count)) }
      } else if text.value(position) == 0x20 || text.value(position) == 0x2D {
        position += 1
        guard text.isDigit(position) || isLatin(position, text) else { break }
      } else {
        break
      }
    }
    return ends.last { end in
      lengths.contains(end.count) && passes(characters.prefix(end.count))
    }?.end
  }

  private static func passes(_ characters: ArraySlice<UInt32>) -> Bool {
    var rest = 0
    for value in characters.dropFirst(4) + characters.prefix(4) {
      if value < 0x3A {
        rest = (rest * 10 + Int(value) - 0x30) % 97
      } else {
        rest = (rest * 100 + Int(value) - 0x61 + 10) % 97
      }
    }
    return rest == 1
  }
}
