import Content
import Testing
import TextAnalysis

@Suite("DecimalNumber")
struct DecimalNumberTests {
  @Test(
    "Numbers are written as readers of each language expect",
    arguments: [
      ("30", ["30", "30", "30", "30", "30"]), ("3.90", ["3.9", "3,9", "3,9", "3,9", "3.9"]),
      ("9999", ["9999", "9999", "9999", "9999", "9999"]),
      ("10000", ["10,000", "10 000", "10.000", "10.000", "10,000"]),
      (
        "1234567.05",
        ["1,234,567.05", "1 234 567,05", "1.234.567,05", "1.234.567,05", "1,234,567.05"]
      ),
      ("0", ["0", "0", "0", "0", "0"]), ("0.05", ["0.05", "0,05", "0,05", "0,05", "0.05"]),
      ("007", ["7", "7", "7", "7", "7"]),
    ] as [(String, [String])]
  )
  func text(written: String, expected: [String]) throws {
    let number = try #require(DecimalNumber(written))
    let languages: [Language] = [.english, .russian, .romanian, .turkish, .arabic]
    #expect(languages.map { number.text(in: $0) } == expected)
  }

  @Test("Zeros at the end of a fraction count for nothing unless they are asked for")
  func zeros() throws {
    let number = try #require(DecimalNumber("4.90"))
    #expect(number == DecimalNumber("4.9"))
    #expect(number.text(in: .russian, minimumFractionDigits: 2) == "4,90")
    #expect(DecimalNumber("50.00")?.isWhole == true)
    #expect(DecimalNumber(4).text(in: .english, minimumFractionDigits: 2) == "4.00")
    #expect(number.value == 4.9)
  }

  @Test(
    "Other forms are no numbers",
    arguments: [
      "", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", "1.2.3", "٣", "1234567890123", "0x1", " 1",
      "1.1234567",
    ]
  )
  func refused(text: String) {
    #expect(DecimalNumber(text) == nil)
  }
}
