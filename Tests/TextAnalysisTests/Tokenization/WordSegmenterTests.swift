import TestSupport
import Testing

@testable import TextAnalysis

@Suite("Word segmentation")
struct WordSegmenterTests {
  let segmenter = WordSegmenter()

  @Test("All cases of WordBreakTest.txt are cut as it says")
  func conformance() {
    let cases = WordBreakTestCases.lines.split(separator: "\n")
    #expect(cases.count == 1823)
    for line in cases {
      var text = ""
      var expected: [Int] = []
      for field in line.split(separator: " ") {
        if field == "÷" {
          expected.append(text.utf8.count)
        } else if field != "×", let scalar = UInt32(field, radix: 16).flatMap(Unicode.Scalar.init) {
          text.unicodeScalars.append(scalar)
        }
      }
      let found = [0] + segments(of: Array(text.utf8)).map(\.range.upperBound)
      #expect(found == expected, "\(line)")
    }
  }

  @Test(
    "Words of the five languages stay whole",
    arguments: [
      (
        "Where's my order AB-1024? It cost $1,299.50!",
        ["Where's", "my", "order", "AB", "1024", "It", "cost", "1,299.50"]
      ),
      (
        "Где мой заказ №15? Ещё не пришёл, жду с 3.04.",
        ["Где", "мой", "заказ", "15", "Ещё", "не", "пришёл", "жду", "с", "3.04"]
      ),
      (
        "Puteți să-mi spuneți când ajunge coletul?",
        ["Puteți", "să", "mi", "spuneți", "când", "ajunge", "coletul"]
      ),
      (
        "İstanbul'dan kargom ne zaman gelir, ağabey?",
        ["İstanbul'dan", "kargom", "ne", "zaman", "gelir", "ağabey"]
      ),
      (
        "أين طَلَبِيَّتِي؟ دفعت ١٢٣٫٥٠ ريالًا، شكرًا.",
        ["أين", "طَلَبِيَّتِي", "دفعت", "١٢٣٫٥٠", "ريالًا", "شكرًا"]
      ),
      ("don’t “quote” user_name 2nd x²", ["don’t", "quote", "user_name", "2nd", "x", "²"]),
      ("e\u{301}te\u{AD}rnel", ["e\u{301}te\u{AD}rnel"]),
      ("カタカナ と 漢字", ["カタカナ", "と", "漢", "字"]),
    ]
  )
  func samples(text: String, words: [String]) {
    let bytes = Array(text.utf8)
    let found = segments(of: bytes).filter(\.isWordLike).map {
      String(decoding: bytes[$0.range], as: UTF8.self)
    }
    #expect(found == words)
  }

  @Test("Only segments with a letter or a number are word-like")
  func wordLike() {
    for text in [" ", "  ", "…", "\u{301}", "_", "😀", "👨‍👩‍👧", "🇷🇴", "\r\n", "\u{FFFD}", "Ⓜ"] {
      let found = segments(of: Array(text.utf8))
      #expect(found.count == 1 && found.first?.isWordLike == false, "\(text)")
    }
    for text in ["a", "_a", "٣", "漢", "½", "Ⅷ", "ª", "ʰ"] {
      let found = segments(of: Array(text.utf8))
      #expect(found.count == 1 && found.first?.isWordLike == true, "\(text)")
    }
  }

  @Test(
    "Bytes that are not UTF-8 are segments of one byte",
    arguments: [
      [0x61, 0xFF, 0x62], [0xC0, 0x80], [0xC3], [0x61, 0xC3, 0x61], [0xE2, 0x80],
      [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0x80, 0x80],
      [0xF0, 0x9F, 0x98],
    ] as [[UInt8]]
  )
  func malformed(bytes: [UInt8]) {
    #expect(segments(of: bytes).map(\.range.count) == Array(repeating: 1, count: bytes.count))
  }

  @Test("A mark after a malformed byte belongs to it, as to U+FFFD")
  func markAfterMalformed() {
    #expect(segments(of: [0xFF, 0xCC, 0x81, 0x61]).map(\.range) == [0..<3, 3..<4])
  }

  @Test("Every byte belongs to one segment, whatever the bytes", arguments: 0..<200)
  func coverage(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    // Half of the texts are of bytes that often make up scalars of many classes.
    let common: [UInt8] = [
      0x20, 0x27, 0x22, 0x2E, 0x2C, 0x3A, 0x31, 0x41, 0x5F, 0x0D, 0x0A, 0xC3, 0xA9, 0xD7, 0x90,
      0xCC,
      0x81, 0xE2, 0x80, 0x8D, 0xE3, 0x82, 0xAB, 0xF0, 0x9F, 0x87, 0xB7, 0x98, 0xD9, 0x8E,
    ]
    let bytes = (0..<Int.random(in: 1...300, using: &random)).map { _ in
      seed.isMultiple(of: 2)
        ? UInt8.random(in: 0...255, using: &random)
        : common[Int.random(in: 0..<common.count, using: &random)]
    }
    var end = 0
    for segment in segments(of: bytes) {
      #expect(segment.range.lowerBound == end && !segment.range.isEmpty)
      end = segment.range.upperBound
    }
    #expect(end == bytes.count)
  }

  @Test("Random scalars are cut where the rules, read one by one, say", arguments: 0..<200)
  func rules(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    // Of every class those of one, two, three and four bytes, and both kinds of pictographs.
    let alphabet = Array(
      "\r\n\u{B}\u{2028} \u{3000}\u{301}\u{5B0}\u{FE0F}\u{200D}🇷\u{AD}\u{200B}カアאבaéяبⓂ😀'\".’:·,;،1٣_‿!?—漢"
        .unicodeScalars
    )
    for _ in 0..<20 {
      let scalars = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      var text = ""
      var expected: [Int] = []
      for (index, scalar) in scalars.enumerated() {
        text.unicodeScalars.append(scalar)
        if isBoundary(after: index, in: scalars.map { $0.value }) {
          expected.append(text.utf8.count)
        }
      }
      let found = segments(of: Array(text.utf8)).map(\.range.upperBound)
      #expect(found == expected, "\(scalars.map { String($0.value, radix: 16) })")
    }
  }

  private func segments(of bytes: [UInt8]) -> [(range: Range<Int>, isWordLike: Bool)] {
    bytes.withUnsafeBufferPointer { segmenter.segments(in: $0) }
  }
}

/// Whether the rules of UAX #29 break after the scalar at an index, each rule read on its own.
///
/// Slow and plain on purpose: what the segmenter, which remembers instead of looking back, is
/// compared with.
private func isBoundary(after index: Int, in scalars: [UInt32]) -> Bool {
  let classes = scalars.map { WordBreakClass(bits: WordBreakClass.table[$0]) }
  guard index + 1 < classes.count else { return true }
  let (left, right) = (classes[index].property, classes[index + 1].property)
  if left == .cr, right == .lf { return false }  // WB3
  if left.isLineEnd || right.isLineEnd { return true }  // WB3a, WB3b
  if left == .zwj, classes[index + 1].isPictographic { return false }  // WB3c
  if left == .wSegSpace, right == .wSegSpace { return false }  // WB3d
  if right.isIgnorable { return false }  // WB4

  // WB4: what is left of the text when the ignorable scalars are dropped, save at a line's start.
  func kept(_ position: Int) -> Bool {
    guard classes[position].property.isIgnorable else { return true }
    return position == 0 || classes[position - 1].property.isLineEnd
  }
  let before = (0...index).filter(kept).map { classes[$0].property }
  let after = (index + 1..<classes.count).filter(kept).map { classes[$0].property }
  let last = before[before.count - 1]
  let last2 = before.count > 1 ? before[before.count - 2] : .other
  let next = after[0]
  let next2 = after.count > 1 ? after[1] : .other
  func isInWord(_ property: WordBreakProperty) -> Bool {
    property == .midLetter || property.isMidNumLetQ
  }
  func isInNumber(_ property: WordBreakProperty) -> Bool {
    property == .midNum || property.isMidNumLetQ
  }
  if last.isAHLetter, next.isAHLetter { return false }  // WB5
  if last.isAHLetter, isInWord(next), next2.isAHLetter { return false }  // WB6
  if last2.isAHLetter, isInWord(last), next.isAHLetter { return false }  // WB7
  if last == .hebrewLetter, next == .singleQuote { return false }  // WB7a
  if last == .hebrewLetter, next == .doubleQuote, next2 == .hebrewLetter { return false }  // WB7b
  if last2 == .hebrewLetter, last == .doubleQuote, next == .hebrewLetter { return false }  // WB7c
  if last == .numeric || last.isAHLetter, next == .numeric { return false }  // WB8, WB9
  if last == .numeric, next.isAHLetter { return false }  // WB10
  if last2 == .numeric, isInNumber(last), next == .numeric { return false }  // WB11
  if last == .numeric, isInNumber(next), next2 == .numeric { return false }  // WB12
  if last == .katakana, next == .katakana { return false }  // WB13
  let connected: [WordBreakProperty] = [.hebrewLetter, .aLetter, .numeric, .katakana]
  if connected.contains(last) || last == .extendNumLet, next == .extendNumLet {
    return false  // WB13a
  }
  if last == .extendNumLet, connected.contains(next) { return false }  // WB13b
  if last == .regionalIndicator, next == .regionalIndicator {  // WB15, WB16
    return before.reversed().prefix { $0 == .regionalIndicator }.count.isMultiple(of: 2)
  }
  return true  // WB999
}
