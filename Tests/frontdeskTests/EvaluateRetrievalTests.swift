import Foundation
import Testing

@Suite("frontdesk eval retrieval")
struct EvaluateRetrievalTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "eval-\(UUID().uuidString)")

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func evaluate(_ options: String..., queries: String? = nil) throws -> Program.Result {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let files = [
      "docs.jsonl": """
      {"id": "a", "title": "Returns", "text": "Send it back within 30 days."}
      {"id": "b", "title": "Delivery", "text": "It takes three days.", "questions": ["where is it"]}

      """,
      "queries.jsonl": queries ?? """
        {"id": "q1", "text": "how do I return it"}
        {"id": "q2", "text": "retuns"}
        {"id": "q3", "text": "zzzz"}

        """,
      "qrels.tsv": "q1\ta\t1\nq2\ta\t1\nq3\tb\t1\n",
    ]
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    return try Program.run(
      [
        "eval", "retrieval", "--docs", path("docs.jsonl"), "--queries", path("queries.jsonl"),
        "--qrels", path("qrels.tsv"), "--language", "en",
      ] + options,
      input: []
    )
  }

  @Test("The figures are those of the rankings, which can be written for trec_eval")
  func figures() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try evaluate("--run", path("run.txt"), "-o", "json")
    #expect(result.status == 0, "\(result.errors)")
    let object = try #require(try result.objects().first)
    let success = try #require(object["success@1"] as? Double)
    #expect(abs(success - 2.0 / 3) < 1e-3)
    for key in ["recall@5", "mrr@10", "ndcg@10", "queries_per_second"] {
      #expect(object[key] is Double, "\(key)")
    }
    let run = try String(contentsOfFile: path("run.txt"), encoding: .utf8)
    let fields = run.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(fields.allSatisfy { $0.count == 6 && $0[1] == "Q0" && $0[5] == "frontdesk" })
    #expect(fields.first?.prefix(4).map(String.init) == ["q1", "Q0", "a", "1"])
  }

  @Test("A wrong file is an error with its line, and nothing is measured")
  func wrongFile() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try evaluate(queries: "{\"id\": \"q1\", \"text\": \"x\"}\n{\"id\": \"q1\"}\n")
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("queries.jsonl:2: error: the query id q1 is there already"))
    #expect(try evaluate(queries: "").errors.contains("there are no queries"))
  }
}
