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

  @Test("Handovers and double questions are asked, kept, gated, and told by half")
  func desk() throws {
    func rows(_ texts: [(String, String)]) -> String {
      "id\ttext\texpected\tcontext\tslices\n"
        + texts.enumerated().map { number, row in
          "d\(number + 1)\t\(row.0)\t\(row.1)\topen\t-\n"
        }.joined()
    }
    let shop = try TinyShop([
      "Benchmarks/Sets/en/questions.tsv": Self.header + Self.rows,
      "Benchmarks/Sets/en/desk.tsv": rows([
        ("what time is it on the moon", "person"), ("let me speak to an agent", "person"),
        ("track my package", "bot"), ("where is my parcel", "bot"),
      ]),
      "Benchmarks/Sets/en/pairs.tsv":
        "id\ttext\tfirst\tsecond\np1\thello\treturn-policy\ttrack-order\n",
      "Benchmarks/Sets/en/singles.tsv":
        "id\ttext\ttopic\ns2\thas my order been sent yet\ttrack-order\n",
    ])
    let kept = try Self.bench(shop, "--update-baseline")
    #expect(kept.status == 0, "\(kept.errors)")
    #expect(kept.output.contains("en report  1 of 1  100.0"), "\(kept.output)")
    #expect(kept.output.contains("0 of 1  0.0 (0.0-79.3)  0 of 1  0.0 (0.0-79.3)  0 of 1"))
    let errors = try Self.file("errors.jsonl", shop)
    #expect(errors.contains("what time is it on the moon"))
    #expect(errors.contains("\"measure\":\"both_answered\""))
    #expect(try Self.bench(shop).status == 0)
    // The person is not called any more for the even row, nor for the question that is critical.
    let path = "intents/en/everyday.yml"
    let everyday = try String(contentsOfFile: "\(shop.path)/\(path)", encoding: .utf8)
    try shop.write(
      everyday.replacingOccurrences(of: "      - let me speak to an agent\n", with: ""),
      to: path
    )
    let lost = try Self.bench(shop)
    #expect(lost.status == 1, "\(lost.output)\(lost.errors)")
    #expect(
      lost.output.contains("critical-lost: en: a message that wants a person was given one")
    )
    #expect(lost.output.contains("[d2]"))
    #expect(try Self.file("junit.xml", shop).contains("name=\"critical d2: wants a person\""))
    for name in ["report.json", "errors.jsonl", "junit.xml", "report.html"] {
      #expect(!(try Self.file(name, shop).contains("let me speak to an agent")), "\(name)")
    }
    // Nor does it help to take the rows away.
    for name in ["desk", "pairs", "singles"] {
      try FileManager.default.removeItem(atPath: "\(shop.path)/Benchmarks/Sets/en/\(name).tsv")
    }
    let gone = try Self.bench(shop)
    #expect(gone.status == 2)
    #expect(gone.errors.contains("6 handovers and double questions of the baseline are gone"))
  }

  @Test("An opener that starts no script is told")
  func idleOpener() throws {
    let shop = try TinyShop([
      "Benchmarks/Sets/en/questions.tsv": Self.header + Self.rows,
      "Benchmarks/Sets/en/desk.tsv":
        "id\ttext\texpected\tcontext\tslices\n"
        + "o\thello\topener\topen\t-\nd2\thuman\tperson\tflow\t-\n",
    ])
    let result = try Self.bench(shop, "--update-baseline")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("en: the opener of desk.tsv starts no script"))
    #expect(result.output.contains("en report  1 of 1  100.0"))
  }

  @Test("A wrong line of a desk set is status 2 and says where")
  func wrongDeskSet() throws {
    let shop = try TinyShop([
      "Benchmarks/Sets/en/questions.tsv": Self.header + Self.rows,
      "Benchmarks/Sets/en/pairs.tsv": "id\ttext\tfirst\tsecond\np1\ta\treturn-polcy\tx\n",
    ])
    let result = try Self.bench(shop, "--update-baseline")
    #expect(result.status == 2)
    #expect(result.errors.contains("pairs.tsv:2: error: there is no article or intent"))
  }
}
