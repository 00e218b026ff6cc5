import Content
import Foundation
import FrontdeskEngine
import Testing
import TextAnalysis

@Suite("What each language has")
struct ParityMatrixTests {
  /// The matrix of a shop of English and Turkish with one intent of examples in each.
  private func matrix(
    english: Int,
    turkish: Int,
    dates: (english: String, turkish: String) = ("", ""),
    least: Int = 0
  ) throws -> ParityMatrix {
    var problems: [ContentProblem] = []
    let folder = try TemporaryFolder()
    func write(_ language: String, _ count: Int, _ date: String) throws {
      let examples = (0..<count).map { "      - example \($0)\n" }.joined()
      try folder.write(
        date + "nlu:\n  - intent: greet\n    templates: [hi there]\n    examples: |\n" + examples,
        to: "intents/\(language)/shop.yml"
      )
    }
    try folder.write(
      "name: A\nlanguages: [tr, en]\ntime_zone: UTC\ncurrency: EUR\n",
      to: "intents/shop.yml"
    )
    try write("en", english, dates.english)
    try write("tr", turkish, dates.turkish)
    try folder.write("", to: "corpus/none")
    let matrix = ParityMatrix(
      in: try ContentFolder(path: folder.path),
      least: least,
      problems: &problems
    )
    #expect(problems == [])
    return matrix
  }

  @Test("The languages are the shop's, in its order, and templates are counted beside examples")
  func cells() throws {
    let matrix = try matrix(english: 4, turkish: 3)
    #expect(matrix.languages == [.turkish, .english])
    let cells = try #require(matrix.intents.first).cells
    #expect(cells[.english]?.examples == 4)
    #expect(cells[.turkish]?.examples == 3)
    #expect(cells[.english]?.templates == 1)
    #expect(cells[.english]?.updated == nil)
    #expect(matrix.missing + matrix.outdated + matrix.few == 0)
    #expect(!matrix.hasGap(matrix.intents[0]))
  }

  @Test(
    "An intent with fewer than half the examples of another language has few, or than wanted",
    arguments: [(8, 4, 0, []), (9, 4, 0, ["tr"]), (9, 8, 9, ["tr"]), (8, 8, 9, ["en", "tr"])]
  )
  func few(english: Int, turkish: Int, least: Int, codes: [String]) throws {
    let matrix = try matrix(english: english, turkish: turkish, least: least)
    let found = matrix.intents[0].cells.filter(\.value.hasFew).keys.map(\.code).sorted()
    #expect(found == codes)
    #expect(matrix.few == codes.count)
    #expect(matrix.hasGap(matrix.intents[0]) == !codes.isEmpty)
  }

  @Test("An intent is outdated when another language's file is newer; no date is fine")
  func outdated() throws {
    let older = try matrix(
      english: 2,
      turkish: 2,
      dates: ("updated: 2026-11-22\n", "updated: 2026-11-21\n")
    )
    #expect(older.outdated == 1)
    #expect(older.intents[0].cells[.turkish]?.isOutdated == true)
    #expect(older.intents[0].cells[.english]?.updated?.description == "2026-11-22")
    let undated = try matrix(english: 2, turkish: 2, dates: ("updated: 2026-11-22\n", ""))
    #expect(undated.outdated == 0)
  }
}
