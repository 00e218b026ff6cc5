import Foundation
import Testing

@Suite("frontdesk bench")
struct BenchTests {
  private static let header = "id\ttext\tarticle\tintent\tslices\n"
  private static let rows = """
    r1\tcan I send it back\treturn-policy\tnone\t-
    r2\tI want to return my shoes\treturn-policy\tnone\t-
    r3\thow long can I return things\treturn-policy\tnone\t-
    t1\twhere is my parcel\ttrack-order\tnone\t-
    t2\ttrack my package\ttrack-order\tnone\tshort
    t3\thas my order been sent yet\ttrack-order\tnone\t-
    h1\tI want to talk to a person\tnone\thuman/request\tcritical
    g1\thello\tnone\tsmalltalk/greet\t-
    o1\twhat is the capital of France\tnone\tnone\t-
    o2\tsing a song about the sea\tnone\tnone\t-

    """

  private static func shop(_ rows: String = rows) throws -> TinyShop {
    try TinyShop(["Benchmarks/Sets/en/questions.tsv": header + rows])
  }

  private static func bench(_ shop: TinyShop, _ options: String...) throws -> Program.Result {
    try Program.run(
      ["bench", "--content", shop.path, "--out", "\(shop.path)/out", "--no-robustness"]
        + (options.contains("--baseline")
          ? [] : ["--baseline", "\(shop.path)/Benchmarks/Baselines/accuracy.json"]) + options,
      input: []
    )
  }

  private static func article(_ id: String, _ shop: TinyShop) throws -> String {
    try String(contentsOfFile: "\(shop.path)/corpus/en/\(id).md", encoding: .utf8)
  }

  private static func questions(of article: String) -> [Substring] {
    article.split(separator: "\n").filter { $0.hasPrefix("  - ") }
  }

  private static func file(_ name: String, _ shop: TinyShop) throws -> String {
    try String(contentsOfFile: "\(shop.path)/out/\(name)", encoding: .utf8)
  }

  @Test("Without a baseline it cannot run; with tonight's kept, the same shop is no worse")
  func baseline() throws {
    let shop = try Self.shop()
    let without = try Self.bench(shop)
    #expect(without.status == 2)
    #expect(without.errors.contains("run with --update-baseline to keep tonight's"))
    #expect(!FileManager.default.fileExists(atPath: "\(shop.path)/Benchmarks/Baselines"))
    let kept = try Self.bench(shop, "--update-baseline")
    #expect(kept.status == 0, "\(kept.errors)")
    let path = "\(shop.path)/Benchmarks/Baselines/accuracy.json"
    let baseline = try String(contentsOfFile: path, encoding: .utf8)
    let same = try Self.bench(shop)
    #expect(same.status == 0, "\(same.output)\(same.errors)")
    #expect(same.output.contains("no worse than the baseline"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == baseline)
  }

  @Test("Swapping the questions of two articles fails by their names")
  func swappedQuestions() throws {
    let shop = try Self.shop()
    #expect(try Self.bench(shop, "--update-baseline").status == 0)
    let ids = ["return-policy", "track-order"]
    let articles = try ids.map { try Self.article($0, shop) }
    let questions = articles.map { Self.questions(of: $0).joined(separator: "\n") }
    for (position, id) in ids.enumerated() {
      let swapped = articles[position].replacingOccurrences(
        of: questions[position],
        with: questions[1 - position]
      )
      try shop.write(swapped, to: "corpus/en/\(id).md")
    }
    let result = try Self.bench(shop)
    #expect(result.status == 1, "\(result.output)\(result.errors)")
    #expect(result.output.contains("topic-lost: en: return-policy lost 3 of the 3"))
    #expect(result.output.contains("topic-lost: en: track-order lost 3 of the 3"))
    #expect(result.output.contains("[r1, r2, r3]"))
    #expect(try Self.file("junit.xml", shop).contains("<failure type=\"topic-lost\""))
    #expect(try Self.file("report.html", shop).contains("worse than the baseline"))
    let json = try Self.bench(shop, "-o", "json")
    #expect(json.status == 1)
    #expect(try json.objects().first?["verdict"] as? String == "worse")
    // Keeping the night accepts it.
    #expect(try Self.bench(shop, "--update-baseline").status == 0)
    #expect(try Self.bench(shop).status == 0)
  }

  @Test("Swapping the labels of two articles in the set fails by their names too")
  func swappedLabels() throws {
    let shop = try Self.shop()
    #expect(try Self.bench(shop, "--update-baseline").status == 0)
    let swapped = Self.rows.replacingOccurrences(of: "return-policy", with: "@")
      .replacingOccurrences(of: "track-order", with: "return-policy")
      .replacingOccurrences(of: "@", with: "track-order")
    try shop.write(Self.header + swapped, to: "Benchmarks/Sets/en/questions.tsv")
    let result = try Self.bench(shop)
    #expect(result.status == 1)
    #expect(result.output.contains("topic-lost: en: return-policy lost 3 of the 3"))
    #expect(result.output.contains("topic-lost: en: track-order lost 3 of the 3"))
  }

  @Test("A comma in an answer changes nothing")
  func comma() throws {
    let shop = try Self.shop()
    #expect(try Self.bench(shop, "--update-baseline").status == 0)
    let article = try Self.article("return-policy", shop)
    try shop.write(
      article.replacingOccurrences(of: "Send it back within", with: "Send it back, within"),
      to: "corpus/en/return-policy.md"
    )
    let result = try Self.bench(shop)
    #expect(result.status == 0, "\(result.output)")
    #expect(!result.output.contains("flip"))
  }

  @Test("Losing a person fails on one question")
  func critical() throws {
    let shop = try Self.shop()
    #expect(try Self.bench(shop, "--update-baseline").status == 0)
    try shop.write(
      """
      version: "3.1"
      nlu:
        - intent: smalltalk/greet
          examples: |
            - hello
            - good morning
        - intent: human/request
          action: handoff
          examples: |
            - human
      responses:
        utter_smalltalk/greet:
          - text: Hello!

      """,
      to: "intents/en/everyday.yml"
    )
    let result = try Self.bench(shop)
    #expect(result.status == 1, "\(result.output)\(result.errors)")
    #expect(result.output.contains("critical-lost: en: a critical question of human/request"))
  }

  @Test("Two runs differ in nothing but their times")
  func determinism() throws {
    let shop = try Self.shop()
    #expect(try Self.bench(shop, "--update-baseline").status == 0)
    func outputs() throws -> (report: [String: Any], errors: String) {
      #expect(try Self.bench(shop).status == 0)
      let object = try JSONSerialization.jsonObject(
        with: Data(try Self.file("report.json", shop).utf8)
      )
      var report = try #require(object as? [String: Any])
      #expect(report.removeValue(forKey: "timing") != nil)
      return (report, try Self.file("errors.jsonl", shop))
    }
    let (first, second) = (try outputs(), try outputs())
    #expect(first.report as NSDictionary == second.report as NSDictionary)
    #expect(first.errors == second.errors)
    let history = try Self.file("history.jsonl", shop)
    #expect(history.split(separator: "\n").count == 3)
  }

  @Test("Distortions are part of a whole run")
  func robustness() throws {
    let shop = try Self.shop()
    let result = try Program.run(
      "bench",
      "--content",
      shop.path,
      "--out",
      "\(shop.path)/out",
      "--update-baseline"
    )
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("keyboard-neighbour"))
    #expect(try Self.file("report.json", shop).contains("\"distortion\" : \"dropped-letter\""))
  }

  @Test("A half-written line of the history is a warning with its number")
  func halfHistory() throws {
    let shop = try Self.shop()
    try FileManager.default.createDirectory(
      atPath: "\(shop.path)/out",
      withIntermediateDirectories: true
    )
    try shop.write("{\"date\":\"2026", to: "out/history.jsonl")
    let result = try Self.bench(shop, "--update-baseline")
    #expect(result.status == 0)
    #expect(result.errors.contains("history.jsonl:1: warning: this line is no night"))
    #expect(try Self.file("history.jsonl", shop).split(separator: "\n").count == 2)
  }

  @Test(
    "What keeps it from running ends with status 2 and says where",
    arguments: [
      ("", "q.tsv: error: there is no question below the header"),
      ("r1\tx\treturn-polcy\tnone\t-\n", "q.tsv:2: error: there is no article return-polcy"),
      (
        "r1\tx\treturn-policy\tnone\t-\nr2\tX\ttrack-order\tnone\t-\n",
        "q.tsv:3: error: the question r2 is there already with other labels"
      ),
    ]
  )
  func wrongSets(rows: String, message: String) throws {
    let shop = try TinyShop(["Benchmarks/Sets/en/q.tsv": Self.header + rows])
    let result = try Self.bench(shop, "--update-baseline")
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test("No question at all is status 2")
  func noQuestions() throws {
    let shop = try TinyShop(["Benchmarks/Sets/README.md": "nothing yet\n"])
    let result = try Self.bench(shop, "--update-baseline")
    #expect(result.status == 2)
    #expect(result.errors.contains("there is no question below"))
    #expect(try Self.bench(shop, "--sets", "/nowhere", "--update-baseline").status == 2)
    #expect(try Program.run("bench", "--content", "/nowhere").status == 2)
  }

  @Test("A baseline of other questions, or a damaged one, is status 2 and named")
  func otherBaseline() throws {
    let other = try Self.shop("z1\twhere is it\ttrack-order\tnone\t-\nz2\tsend it\tnone\tnone\t-\n")
    let path = "\(other.path)/kept.json"
    #expect(try Self.bench(other, "--baseline", path, "--update-baseline").status == 0)
    let shop = try Self.shop()
    let result = try Self.bench(shop, "--baseline", path)
    #expect(result.status == 2)
    #expect(result.errors.contains("none of the questions is in the baseline \(path)"))
    try other.write("{\"format\": 1, ", to: "kept.json")
    let damaged = try Self.bench(shop, "--baseline", path)
    #expect(damaged.status == 2)
    #expect(damaged.errors.contains("kept.json: error: this is no baseline, or a damaged one"))
  }
}
