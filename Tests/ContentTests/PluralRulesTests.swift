import Content
import Testing
import TextAnalysis

@Suite("PluralRules")
struct PluralRulesTests {
  /// The samples of integers and decimals that CLDR gives with its rules, shortened.
  static let samples: [(Language, PluralCategory, [String])] = [
    (.english, .one, ["1"]), (.english, .other, ["0", "2", "11", "21", "101", "1.5", "0.1"]),
    (.turkish, .one, ["1"]), (.turkish, .other, ["0", "2", "16", "100", "1.5"]),
    (.russian, .one, ["1", "21", "31", "101", "1001"]),
    (.russian, .few, ["2", "3", "4", "22", "24", "102", "1002"]),
    (
      .russian, .many,
      ["0", "5", "11", "12", "13", "14", "19", "20", "25", "100", "111", "112", "1000000"]
    ),
    (.russian, .other, ["0.1", "1.5", "10.5"]),
    (.romanian, .one, ["1"]),
    (.romanian, .few, ["0", "2", "16", "19", "101", "119", "1001", "0.1", "1.5"]),
    (.romanian, .other, ["20", "35", "100", "120", "1000", "1000000"]),
    (.arabic, .zero, ["0"]), (.arabic, .one, ["1"]), (.arabic, .two, ["2"]),
    (.arabic, .few, ["3", "10", "103", "110", "1003"]),
    (.arabic, .many, ["11", "26", "99", "111", "1011"]),
    (.arabic, .other, ["100", "101", "102", "200", "1000", "1000000", "0.1", "1.5", "10.1"]),
  ]

  @Test("The samples of CLDR have their category", arguments: samples)
  func categories(language: Language, category: PluralCategory, numbers: [String]) throws {
    for text in numbers {
      let number = try #require(DecimalNumber(text))
      #expect(PluralRules.category(of: number, in: language) == category, "\(text)")
    }
  }

  @Test(
    "The needed forms are those that whole numbers from 1 on have",
    arguments: Language.allCases
  )
  func needed(language: Language) {
    let used = Set((1...2_000).map { PluralRules.category(of: DecimalNumber($0), in: language) })
    let needed = Set(PluralRules.neededCategories(in: language))
    #expect(needed.contains(.other))
    // Turkish words are the same for one and for many.
    #expect(used.subtracting(needed) == (language == .turkish ? [.one] : []))
  }

  /// Each language's whole numbers from 0 to 200 by category, as the samples of CLDR 46 go on.
  @Test(
    "Every whole number up to 200 has the category that CLDR gives it",
    arguments: [
      (
        Language.english, [PluralCategory.one: [1...1], .other: [0...0, 2...200]]
      ),
      (.turkish, [.one: [1...1], .other: [0...0, 2...200]]),
      (
        .russian,
        [
          .one: [1, 21, 31, 41, 51, 61, 71, 81, 91, 101, 121, 131, 141, 151, 161, 171, 181, 191]
            .map { $0...$0 },
          .few: [2, 22, 32, 42, 52, 62, 72, 82, 92, 102, 122, 132, 142, 152, 162, 172, 182, 192]
            .map { $0...$0 + 2 },
          .many: [0...0, 5...20, 105...120, 200...200]
            + [
              20, 30, 40, 50, 60, 70, 80, 90, 120, 130, 140, 150, 160, 170, 180, 190,
            ].map { $0 + 5...$0 + 10 },
        ]
      ),
      (
        .romanian,
        [.one: [1...1], .few: [0...0, 2...19, 101...119], .other: [20...100, 120...200]]
      ),
      (
        .arabic,
        [
          .zero: [0...0], .one: [1...1], .two: [2...2], .few: [3...10, 103...110],
          .many: [11...99, 111...199], .other: [100...102, 200...200],
        ]
      ),
    ] as [(Language, [PluralCategory: [ClosedRange<Int>]])]
  )
  func everyNumber(language: Language, categories: [PluralCategory: [ClosedRange<Int>]]) {
    var seen: Set<Int> = []
    for (category, ranges) in categories {
      for number in ranges.joined() {
        #expect(
          PluralRules.category(of: DecimalNumber(number), in: language) == category,
          "\(number)"
        )
        seen.insert(number)
      }
    }
    #expect(seen == Set(0...200))
  }
}
