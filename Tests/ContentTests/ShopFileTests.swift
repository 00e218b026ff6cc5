import Content
import Testing
import TextAnalysis

@Suite("ShopFile")
struct ShopFileTests {
  private func shop(_ text: String) throws -> ShopFile {
    var warnings: [ContentProblem] = []
    return try ShopFile(parsing: Array(text.utf8), file: "shop.yml", warnings: &warnings)
  }

  private let valid =
    "name: Lumora\nlanguages: [en, ar]\ntime_zone: Europe/Bucharest\ncurrency: EUR\n"

  @Test("The shop is read, and its first language is the default")
  func file() throws {
    let shop = try shop(valid + "channels: [web, app]\nconnectors:\n  crm: {url: x}\n")
    #expect(shop.name == "Lumora")
    #expect(shop.languages == [.english, .arabic])
    #expect(shop.defaultLanguage == .english)
    #expect(shop.timeZone == "Europe/Bucharest")
    #expect(shop.currency == "EUR")
    #expect(shop.channels == ["web", "app"])
    #expect(try self.shop(valid + "default_language: ar").defaultLanguage == .arabic)
  }

  @Test(
    "Settings that cannot be are errors at their line",
    arguments: [
      ("default_language: ru", 5, "language"), ("curency: EUR", 5, nil), ("languages2: x", 5, nil),
    ] as [(String, Int, String?)]
  )
  func additions(text: String, line: Int, rule: String?) throws {
    guard let rule else {
      #expect(try shop(valid + text).name == "Lumora")
      return
    }
    let found = problem { _ = try shop(valid + text) }
    #expect(found?.rule == rule)
    #expect(found?.line == line)
  }

  @Test(
    "Replaced settings are checked",
    arguments: [
      ("[en, ar]", "[en, de]", "language"), ("[en, ar]", "[en, en]", "language"),
      ("[en, ar]", "[]", "language"),
      ("EUR", "euro", "currency"), ("EUR", "eur", "currency"), ("name: Lumora", "", "missing-key"),
      ("currency:", "curency:", "unknown-key"),
    ]
  )
  func replaced(part: String, other: String, rule: String) {
    #expect(problem { _ = try shop(valid.replacing(part, with: other)) }?.rule == rule)
  }
}
