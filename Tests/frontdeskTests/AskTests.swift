import Foundation
import Testing

@Suite("frontdesk ask and search")
struct AskTests {
  @Test("A question is answered, with the reason when it is asked for")
  func why() throws {
    let shop = try TinyShop()
    let plain = try Program.run("ask", "hi, where's my parcl??", "--content", shop.path)
    #expect(plain.status == 0)
    #expect(plain.output == "Follow the link in the e-mail.\n")
    let why = try Program.run("ask", "hi, where's my parcl??", "--why", "--content", shop.path)
    #expect(why.output.hasPrefix(plain.output))
    for part in ["parcl read as parcel", "article:track-order", "answered from", "idf", "content"] {
      #expect(why.output.contains(part), "\(part)")
    }
  }

  @Test("JSON names article, confidence and corrections, and the explanation adds up")
  func json() throws {
    let shop = try TinyShop()
    let result = try Program.run(
      "ask",
      "where is my parcl",
      "--why",
      "-o",
      "json",
      "--content",
      shop.path
    )
    let object = try #require(try result.objects().first)
    #expect(object["article"] as? String == "track-order")
    #expect(object["language"] as? String == "en")
    #expect((object["corrections"] as? [[String: Any]])?.first?["to"] as? String == "parcel")
    #expect(object["content_version"] is String)
    let why = try #require(object["why"] as? [String: Any])
    #expect((why["candidates"] as? [[String: Any]])?.isEmpty == false)
    try expectSums(try #require(why["explanation"] as? [String: Any]))
  }

  private func expectSums(_ node: [String: Any]) throws {
    let value = try #require(node["value"] as? Double)
    let details = try #require(node["details"] as? [[String: Any]])
    let values = details.compactMap { $0["value"] as? Double }
    let tolerance = 1e-3 * max(1, abs(value))
    switch node["operation"] as? String {
    case "sum": #expect(abs(values.reduce(0, +) - value) < tolerance, "\(node)")
    case "product": #expect(abs(values.reduce(1, *) - value) < tolerance, "\(node)")
    default: #expect(details.isEmpty)
    }
    for detail in details { try expectSums(detail) }
  }

  @Test("A search lists articles, best first")
  func search() throws {
    let shop = try TinyShop()
    let result = try Program.run("search", "return", "--top", "1", "--content", shop.path)
    #expect(result.output.hasPrefix("1. How do I return something?"))
    let json = try Program.run("search", "return", "-o", "json", "--content", shop.path)
    let hits = try #require(try json.objects().first?["hits"] as? [[String: Any]])
    #expect(hits.first?["article"] as? String == "return-policy")
  }

  @Test("Without a shop the program says where it looked and what to do")
  func noShop() throws {
    let missing = try Program.run("ask", "hello", "--content", "/nowhere/at/all")
    #expect(missing.status == 1)
    #expect(missing.errors.contains("/nowhere/at/all"))
    #expect(missing.errors.contains("intents/"))
  }

  @Test("A shop with a broken file answers from the others and says what is wrong")
  func brokenFile() throws {
    let shop = try TinyShop(["corpus/en/broken.md": "---\nid: broken\n"])
    let result = try Program.run("ask", "where is my parcel", "--content", shop.path)
    #expect(result.status == 0)
    #expect(result.output == "Follow the link in the e-mail.\n")
    #expect(result.errors.contains("corpus/en/broken.md:1: error:"))
  }

  @Test("A cache that cannot be written is no error")
  func readOnlyCache() throws {
    let shop = try TinyShop()
    let result = try Program.run(
      "ask",
      "hello",
      "--content",
      shop.path,
      environment: ["XDG_CACHE_HOME": "/proc/nowhere"]
    )
    #expect(result.status == 0)
    #expect(result.errors.isEmpty, "\(result.errors)")
  }

  @Test("A language the shop does not serve is refused")
  func language() throws {
    let shop = try TinyShop()
    let result = try Program.run("ask", "привет", "--lang", "ru", "--content", shop.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("serves en"))
  }

  @Test("The bundled shop answers in its five languages")
  func bundledShop() throws {
    let questions = [
      "hi, where's my parcl??", "siparişim nerede", "ult vjq pfrfp", "unde este comanda mea",
      "أين طلبي",
    ]
    for question in questions {
      let result = try Program.run("ask", question, "-o", "json")
      let object = try #require(try result.objects().first, "\(result.errors)")
      let choices = object["choices"] as? [String] ?? []
      #expect(object["article"] as? String == "track-order", "\(question): \(choices)")
    }
  }
}
