import Testing

@testable import frontdesk

@Suite("Breaking lines between words")
struct WordWrapTests {
  @Test(
    "Parts are as long as fits",
    arguments: [
      ("", 5, [""]),
      ("one", 3, ["one"]),
      ("one two", 7, ["one two"]),
      ("one two", 6, ["one", "two"]),
      ("one two three", 8, ["one two", "three"]),
      ("longerthanthat is", 5, ["longerthanthat", "is"]),
      ("где мой заказ", 7, ["где мой", "заказ"]),
      ("日本 日本", 7, ["日本", "日本"]),
      ("e\u{301}e\u{301} e\u{301}", 4, ["e\u{301}e\u{301} e\u{301}"]),
    ]
  )
  func wraps(line: String, columns: Int, parts: [String]) {
    #expect(wordWrapped(line, columns: columns) == parts)
  }

  @Test("Nothing is lost but the spaces between parts", arguments: 1...40)
  func keeps(columns: Int) {
    let line = "Send us a photo within 14 days of delivery, and we replace it."
    #expect(wordWrapped(line, columns: columns).joined(separator: " ") == line)
  }
}
