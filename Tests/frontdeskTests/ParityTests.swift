import Foundation
import Testing

@Suite("frontdesk parity")
struct ParityTests {
  /// The tiny shop in two languages, with some Romanian.
  private func shop(_ files: [String: String] = [:]) throws -> TinyShop {
    var all = [
      "intents/shop.yml": """
      name: Tiny
      languages: [en, ro]
      time_zone: Europe/Bucharest
      currency: EUR

      """,
      "corpus/ro/return-policy.md": """
      ---
      id: return-policy
      title: Cum returnez?
      questions: [pot returna, vreau să returnez]
      updated: 2026-01-01
      ---
      În {{return_days}}.

      """,
      "corpus/ro/track-order.md": """
      ---
      id: track-order
      title: Unde este comanda?
      updated: 2026-01-03
      ---
      Linkul din e-mail.

      """,
      "intents/ro/everyday.yml": """
      updated: 2026-02-01
      nlu:
        - intent: smalltalk/greet
          examples: |
            - bună
            - bună ziua
            - salut
            - servus
        - intent: human/request
          examples: |
            - om
            - o persoană
          templates: |
            - vreau [un] om

      """,
    ]
    all.merge(files) { $1 }
    return try TinyShop(all)
  }

  @Test("Every article and intent has a row, every language a column, and marks are explained")
  func table() throws {
    let shop = try shop()
    let result = try Program.run("parity", "--least", "3", "--content", shop.path)
    #expect(result.status == 0)
    #expect(
      result.output == """
        articles       en            ro
        return-policy  3 2026-01-02  2 2026-01-01!
        track-order    3 2026-01-03  0 2026-01-03

        intents          en  ro
        human/request     3  2+1 2026-02-01<
        smalltalk/greet   3  4   2026-02-01

        <  fewer than 3 examples, or than half of what another language has
        !  older than in another language

        2 articles, 2 intents, 2 languages: nothing missing, 1 with few examples, 1 outdated

        """
    )
    #expect(result.errors.isEmpty)
    // Marks alone are no failure, unless that was asked for.
    let strict = try Program.run(
      "parity",
      "--least",
      "3",
      "--fail-on-warnings",
      "--content",
      shop.path
    )
    #expect(strict.status == 1)
    #expect(strict.output == result.output)
  }

  @Test("With --gaps only rows with something missing or marked are shown")
  func gaps() throws {
    let shop = try shop()
    let result = try Program.run("parity", "--gaps", "--least", "2", "--content", shop.path)
    #expect(result.output.contains("return-policy"))
    #expect(!result.output.contains("track-order"))
    #expect(!result.output.contains("intents  "))
    #expect(result.output.hasSuffix("nothing missing, 1 outdated\n"))
  }

  @Test("What a language does not have ends with status 1")
  func missing() throws {
    let shop = try shop()
    try FileManager.default.removeItem(
      at: shop.folder.appending(path: "corpus/ro/track-order.md")
    )
    let result = try Program.run("parity", "--least", "0", "--gaps", "--content", shop.path)
    #expect(result.status == 1)
    #expect(result.lines.contains("track-order    3 2026-01-03  -"), "\(result.output)")
    #expect(result.lines.contains("-  missing"))
    #expect(result.lines.last?.contains(": 1 missing, 1 outdated") == true)
  }

  @Test("What cannot be read is missing, and told among the messages")
  func unreadable() throws {
    let shop = try shop([
      "corpus/ro/track-order.md": "no front matter",
      "intents/ro/more.yml": "updated: soon\nnlu: []\n",
    ])
    let result = try Program.run("parity", "--least", "0", "--content", shop.path)
    #expect(result.status == 1)
    #expect(result.output.contains("1 missing"))
    #expect(result.errors.contains("corpus/ro/track-order.md:1: error: "))
    #expect(result.errors.contains("intents/ro/more.yml:1: error: `updated`: expected a day"))
  }

  @Test("JSON has every cell, and what is counted")
  func json() throws {
    let shop = try shop()
    try FileManager.default.removeItem(
      at: shop.folder.appending(path: "corpus/ro/track-order.md")
    )
    let result = try Program.run("parity", "-o", "json", "--least", "3", "--content", shop.path)
    #expect(result.status == 1)
    let object = try #require(try result.objects().first)
    #expect(object["languages"] as? [String] == ["en", "ro"])
    func cell(_ list: String, _ id: String, _ language: String) throws -> [String: Any] {
      let rows = try #require(object[list] as? [[String: Any]])
      let row = try #require(rows.first { $0["id"] as? String == id })
      let cells = try #require(row["cells"] as? [String: [String: Any]])
      return try #require(cells[language])
    }
    let old = try cell("articles", "return-policy", "ro")
    #expect(old["questions"] as? Int == 2)
    #expect(old["updated"] as? String == "2026-01-01")
    #expect(old["outdated"] as? Bool == true)
    #expect(old["missing"] as? Bool == false)
    let none = try cell("articles", "track-order", "ro")
    #expect(none["missing"] as? Bool == true)
    #expect(none["updated"] is NSNull)
    let intent = try cell("intents", "human/request", "ro")
    #expect(intent["examples"] as? Int == 2)
    #expect(intent["templates"] as? Int == 1)
    #expect(intent["few"] as? Bool == true)
    let counts = try #require(object["counts"] as? [String: Int])
    #expect(counts == ["articles": 2, "intents": 2, "missing": 1, "outdated": 1, "few": 1])
  }

  @Test("Wrong uses and folders without a shop end with status 2")
  func usage() throws {
    #expect(try Program.run("parity", "--content", "/nowhere").status == 2)
    #expect(try Program.run("parity", "--least", "many").status == 2)
    #expect(try Program.run("parity", "--lang", "en").status == 2)
    let help = try Program.run("parity", "--help")
    #expect(help.status == 0)
    #expect(help.output.contains("frontdesk parity --gaps"))
    #expect(try Program.run("--help").output.contains("parity"))
  }
}
