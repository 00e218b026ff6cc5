/// Finds where sentences end in running text of the five languages.
///
/// A sentence ends at a line end, and behind `. ! ? … ؟ ۔ 。` with the quotes and brackets that
/// close it, where a space follows. A full stop ends none inside a number or an abbreviation,
/// behind a single letter or a list's number, and before a small letter.
///
/// Source: UAX #29, section 5, rules SB3-SB11 in outline; the list of abbreviations is ours.
package enum SentenceSegmenter {
  /// Abbreviations that are followed by a name or a number, without their full stop.
  private static let abbreviations: Set<String> = {
    let text = """
      mr mrs ms dr prof st no nos vs etc approx inc ltd co e.g i.e p.m a.m tel ext art fig max min
      ул г гг т т.е т.д т.п тел им стр рис руб коп тыс млн см кв корп обл пр мин макс
      str nr dl dna d.ex ex bd bl ap et sc jud tel orele
      örn bkz vb vs no mah cad sok sk tel dk sn yy
      د أ م ص ب ت هـ
      """
    return Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }()

  /// Returns the sentences of a text in order, as ranges of UTF-8 bytes without space around them.
  ///
  /// Linear in the text. Nothing but space lies between the ranges.
  package static func sentences(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var sentences: [Range<Int>] = []
    var start = 0
    var position = 0
    func close(at end: Int) {
      var first = start
      var last = end
      while first < last, bytes[first] <= 0x20 { first += 1 }
      while last > first, bytes[last - 1] <= 0x20 { last -= 1 }
      if first < last { sentences.append(first..<last) }
      start = end
    }
    while position < bytes.count {
      if isLineEnd(bytes[position]) {
        position += 1
        close(at: position)
        continue
      }
      let mark = terminator(in: bytes, at: position)
      guard mark.length > 0 else {
        position += 1
        continue
      }
      let markStart = position
      var isStop = true
      var isWide = false
      // "?!", "..." and "…" are one end.
      while case let next = terminator(in: bytes, at: position), next.length > 0 {
        isStop = isStop && next.isStop
        isWide = next.isWide
        position += next.length
      }
      isStop = isStop && position == markStart + 1
      position = skipClosers(in: bytes, from: position)
      let endsHere =
        isWide || position == bytes.count || bytes[position] <= 0x20
        || isNoBreakSpace(in: bytes, at: position)
      guard endsHere else { continue }
      if isStop, continues(in: bytes, start: start, stop: markStart, after: position) { continue }
      close(at: position)
    }
    close(at: bytes.count)
    return sentences
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// The mark that ends sentences at a position; length 0 when there is none.
  private static func terminator(
    in bytes: UnsafeBufferPointer<UInt8>,
    at position: Int
  ) -> (length: Int, isStop: Bool, isWide: Bool) {
    func holds(_ sign: [UInt8]) -> Bool {
      guard position + sign.count <= bytes.count else { return false }
      return sign.indices.allSatisfy { bytes[position + $0] == sign[$0] }
    }
    guard position < bytes.count else { return (0, false, false) }
    switch bytes[position] {
    case UInt8(ascii: "."): return (1, true, false)
    case UInt8(ascii: "!"), UInt8(ascii: "?"): return (1, false, false)
    case 0xD8 where holds([0xD8, 0x9F]): return (2, false, false)  // ؟
    case 0xDB where holds([0xDB, 0x94]): return (2, false, false)  // ۔
    case 0xE2 where holds([0xE2, 0x80, 0xA6]): return (3, false, false)  // …
    case 0xE3 where holds([0xE3, 0x80, 0x82]): return (3, false, true)  // 。
    default: return (0, false, false)
    }
  }

  /// The end of the quotes and brackets that close a sentence from a position on.
  private static func skipClosers(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "\""), UInt8(ascii: "'"),
        UInt8(ascii: "*"), UInt8(ascii: "_"):
        position += 1
      // » and the two closing quotes ’ and ”.
      case 0xC2 where position + 1 < bytes.count && bytes[position + 1] == 0xBB:
        position += 2
      case 0xE2
      where position + 2 < bytes.count && bytes[position + 1] == 0x80
        && [0x99, 0x9D].contains(bytes[position + 2]):
        position += 3
      default: return position
      }
    }
    return position
  }

  private static func isNoBreakSpace(
    in bytes: UnsafeBufferPointer<UInt8>,
    at position: Int
  ) -> Bool {
    position + 1 < bytes.count && bytes[position] == 0xC2 && bytes[position + 1] == 0xA0
  }

  /// Whether the sentence goes on behind a single full stop.
  private static func continues(
    in bytes: UnsafeBufferPointer<UInt8>,
    start: Int,
    stop: Int,
    after: Int
  ) -> Bool {
    var next = after
    while next < bytes.count, bytes[next] <= 0x20, !isLineEnd(bytes[next]) { next += 1 }
    guard next < bytes.count, !isLineEnd(bytes[next]) else { return false }
    if startsLowercase(in: bytes, at: next) { return true }
    // No abbreviation is longer than a few letters.
    var first = stop
    while first > max(start, stop - 16), bytes[first - 1] > 0x20, bytes[first - 1] != 0x28 {
      first -= 1
    }
    let word = String(decoding: bytes[first..<stop], as: UTF8.self).lowercased()
    let isFirstWord = bytes[start..<first].allSatisfy { $0 <= 0x20 }
    if isFirstWord, word.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return true }
    let letters = word.unicodeScalars
    if letters.count == 1, let letter = letters.first, letter.properties.isAlphabetic {
      return true
    }
    return abbreviations.contains(word)
  }

  private static func startsLowercase(
    in bytes: UnsafeBufferPointer<UInt8>,
    at position: Int
  ) -> Bool {
    let end = min(position + 4, bytes.count)
    let scalar = String(decoding: bytes[position..<end], as: UTF8.self).unicodeScalars.first
    return scalar?.properties.isLowercase ?? false
  }
}
