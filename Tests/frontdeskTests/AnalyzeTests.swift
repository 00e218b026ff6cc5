import Foundation
import TestSupport
import Testing

@Suite("frontdesk analyze")
struct AnalyzeTests {
  @Test("Terms are what the stemmer says of each token, a line for a line")
  func terms() throws {
    let result = try Program.run(
      "analyze",
      "--terms",
      "--language",
      "en",
      input: "Running parcels, A-10432!\n\nponies\r\nno line end"
    )
    #expect(result.status == 0)
    #expect(result.lines == ["run parcel a 10432", "", "poni", "no line end"])
  }

  @Test("The language of each line is found out by itself")
  func detect() throws {
    let result = try Program.run(
      "analyze",
      "--detect",
      input:
        "where is my parcel\nгде мой заказ\nunde este comanda mea\nsiparişim nerede\nأين طلبي\n"
    )
    #expect(result.lines == ["en", "ru", "ro", "tr", "ar"])
  }

  @Test("Terms of lines without a language are those of the language they are in")
  func termsOfEach() throws {
    let result = try Program.run("analyze", "--terms", input: "где мои заказы\nwhere are orders\n")
    #expect(result.lines == ["где мо заказ", "where are order"])
  }

  @Test("JSON tells language, probabilities, and tokens with the bytes where they stand")
  func json() throws {
    let text = "café №10432 pleeease"
    let result = try Program.run("analyze", "--lang", "en", "-o", "json", input: "\(text)\n")
    let object = try #require(try result.objects().first)
    #expect(object["language"] as? String == "en")
    #expect(object["probability"] as? Double == 1)
    #expect(object["other"] is Double)
    let tokens = try #require(object["tokens"] as? [[String: Any]])
    #expect(tokens.compactMap { $0["kind"] as? String } == ["word", "order_number", "word"])
    for token in tokens {
      let range = try #require(token["range"] as? [Int])
      let bytes = Array(text.utf8)[range[0]..<range[1]]
      #expect(token["text"] as? String == String(decoding: bytes, as: UTF8.self))
    }
    #expect(tokens[1]["term"] as? String == "10432")
    #expect(tokens[2]["term"] as? String == "please")
  }

  @Test("Words that a shop does not know are corrected to words it knows, anywhere visible")
  func corrections() throws {
    let shop = try TinyShop()
    let text = try Program.run(
      "analyze",
      "--lang",
      "en",
      "--content",
      shop.path,
      input: "track my pakcage\n"
    )
    #expect(text.output.contains("package (spelling)"))
    let json = try Program.run(
      "analyze",
      "--lang",
      "en",
      "--content",
      shop.path,
      "-o",
      "json",
      input: "track my pakcage\n"
    )
    let tokens = try #require(try json.objects().first?["tokens"] as? [[String: Any]])
    #expect(tokens[0]["correction"] is NSNull)
    let correction = try #require(tokens[2]["correction"] as? [String: Any])
    #expect(correction["to"] as? String == "package")
    #expect(correction["edits"] as? Int == 1)
  }

  @Test("Text names the language of a line, then its tokens, then nothing")
  func text() throws {
    let shop = try TinyShop()
    let result = try Program.run(
      "analyze",
      "--lang",
      "tr",
      "--content",
      shop.path,
      input: "siparişim\n\n"
    )
    #expect(result.lines == ["tr", "  siparişim  sipariş  word  -  0..<10", "", "tr", ""])
  }

  @Test(
    "Whatever the bytes, there is one line for a line, and no control character gets through",
    arguments: [["--terms"], ["--detect"], ["-o", "json"]]
  )
  func anyBytes(options: [String]) throws {
    var random = SeededGenerator(seed: 7)
    var lines: [[UInt8]] = [
      [], [0], [0xFF, 0xFE], Array("\u{1B}[2J".utf8), Array("\u{202E}abc\u{2066}".utf8), [0xC3],
      [0xF0, 0x9F, 0x98], Array("👍🏽👨‍👩‍👧".utf8), Array("x".utf8),
      [UInt8](repeating: 0x61, count: 1 << 20),
      Array(String(repeating: "word ", count: 10_000).utf8),
    ]
    for _ in 0..<200 {
      lines.append(
        (0..<Int(random.next() % 60)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
          .filter { $0 != 10 }
      )
    }
    let result = try Program.run(
      ["analyze"] + options,
      input: Array(lines.joined(separator: [10])) + [10]
    )
    #expect(result.status == 0)
    #expect(result.lines.count == lines.count)
    #expect(result.output.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    if options == ["-o", "json"] {
      for object in try result.objects() { #expect(object["tokens"] != nil) }
    }
  }

  @Test("Megabytes stream through, a line for a line")
  func manyLines() throws {
    let line = "where is my parcel, I ordered it a week ago and nothing came\n"
    let count = 3_000_000 / line.utf8.count
    let input = Array(repeatElement(Array(line.utf8), count: count).joined())
    let result = try Program.run(["analyze", "--terms", "--lang", "en"], input: input)
    #expect(result.lines.count == count)
    #expect(Set(result.lines).count == 1)
  }
}
