import TestSupport
import Testing

@testable import Retrieval

@Suite("The sentence segmenter")
struct SentenceSegmenterTests {
  private func sentences(_ text: String) -> [String] {
    var text = text
    return text.withUTF8 { bytes in
      SentenceSegmenter.sentences(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
    }
  }

  @Test(
    "ends sentences at their marks, with the quotes and brackets that close them",
    arguments: [
      ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
      ("Really?! Yes... No… Ok.", ["Really?!", "Yes...", "No…", "Ok."]),
      ("He said «Да.» Then left.", ["He said «Да.»", "Then left."]),
      ("(See below.) \"Good.\" Next", ["(See below.)", "\"Good.\"", "Next"]),
      ("أين طلبي؟ سيصل غدا.", ["أين طلبي؟", "سيصل غدا."]),
      ("一つ。二つ。", ["一つ。", "二つ。"]),
      ("line one\nline two\r\n\r\nline three", ["line one", "line two", "line three"]),
      ("A.\u{A0}Bcd. Efg", ["A.\u{A0}Bcd.", "Efg"]),
    ]
  )
  func ends(text: String, expected: [String]) {
    #expect(sentences(text) == expected)
  }

  @Test(
    "goes on through numbers, abbreviations, list numbers and small letters",
    arguments: [
      "It costs 3.50 or 1.299,00 lei", "See www.shop.com/a.b for more", "Ask Dr. Smith about it",
      "J. R. Smith", "Товары весом 5 кг. и больше", "Наш офис: ул. Ленина, д. 5",
      "Str. Florilor nr. 5",
      "Items, e.g. Shirts", "1. Open the box", "at 5 p.m. on Monday", "örn. Ankara", "v. 2.0 of it",
      "a . b", "No. 5 is fine", "ولد د. أحمد هنا",
    ]
  )
  func goesOn(text: String) {
    #expect(sentences(text) == [text])
  }

  @Test("gives nothing for text without any", arguments: ["", " ", "\n\n", "\t\r\n"])
  func nothing(text: String) {
    #expect(sentences(text) == [])
  }

  @Test("loses nothing but space and takes any bytes")
  func fuzz() {
    var generator = SeededGenerator(seed: 9)
    let pieces =
      [".", "!", "?", "…", "؟", "。", " ", "\n", "a", "Я", "5", ")", "»", "”", "\u{0}"]
      .map { Array($0.utf8) } + [[0xE2], [0x80], [0xFF], [0xD8], [0xE3, 0x80]]
    for _ in 0..<1000 {
      let bytes = (0..<Int.random(in: 0...25, using: &generator))
        .flatMap { _ in pieces.randomElement(using: &generator) ?? [] }
      let found = bytes.withUnsafeBufferPointer { SentenceSegmenter.sentences(in: $0) }
      var end = 0
      for sentence in found {
        #expect(sentence.lowerBound >= end && !sentence.isEmpty)
        #expect(bytes[end..<sentence.lowerBound].allSatisfy { $0 <= 0x20 })
        end = sentence.upperBound
      }
      #expect(bytes[end...].allSatisfy { $0 <= 0x20 })
    }
  }

  @Test("reads long runs of marks in time that grows with their length only")
  func long() {
    for mark in [".", "?", "… ", "\n", ")", ". a", "a."] {
      _ = sentences(String(repeating: mark, count: 50_000))
    }
    #expect(sentences(String(repeating: ".", count: 50_000)).count == 1)
  }
}
