import Retrieval
import TestSupport
import Testing

@testable import Evaluation

@Suite("Reading a labelled retrieval set")
struct RetrievalSetTests {
  private static let documents = """
    {"id": "d1", "title": "Returns", "text": "Send it back within 30 days.", "lang": "en"}
    {"id": "d2", "text": "Parcels take three days.", "questions": ["where is my parcel", "when"]}

    """
  private static let queries = """
    {"id": "q1", "text": "how do I return it"}
    {"id": "q2", "text": "parcel?"}
    """
  private static let judgements = "q1\td1\t1\nq2\td2\t2\nq2\td1\t0\n"

  private static func set(
    documents: String = documents,
    queries: String = queries,
    judgements: String = judgements
  ) throws -> RetrievalSet {
    func file(_ name: String, _ text: String) -> SourceFile {
      SourceFile(name: name, bytes: Array(text.utf8))
    }
    return try RetrievalSet(
      documents: file("docs.jsonl", documents),
      questions: file("queries.jsonl", queries),
      judgements: file("qrels.tsv", judgements)
    )
  }

  @Test("Documents, sample questions and grades are read; unknown keys are passed over")
  func wholeSet() throws {
    let set = try Self.set()
    #expect(set.documents.map(\.id) == ["d1", "d2"])
    #expect(set.documents[0].title == "Returns")
    #expect(set.documents[1].questions == ["where is my parcel", "when"])
    #expect(set.documents[1].body == "Parcels take three days.")
    #expect(set.questions.map(\.id) == ["q1", "q2"])
    #expect(set.questions[1].grades == ["d2": 2])
    #expect(set.warnings.isEmpty)
  }

  @Test("Windows line ends, a byte order mark and empty lines do no harm")
  func lineEnds() throws {
    func windows(_ text: String) -> String {
      "\u{FEFF}" + text.split(separator: "\n").joined(separator: "\r\n\r\n") + "\r\n"
    }
    let set = try Self.set(
      documents: windows(Self.documents),
      queries: windows(Self.queries),
      judgements: windows(Self.judgements)
    )
    #expect(set.documents.count == 2)
    #expect(set.questions[0].grades == ["d1": 1])
  }

  @Test(
    "A wrong line of the documents is named with its number and what was expected",
    arguments: [
      ("{\"title\": \"no id\", \"text\": \"x\"}", "docs.jsonl:2: error: id is missing"),
      ("{\"id\": \"\", \"text\": \"x\"}", "docs.jsonl:2: error: the id is empty"),
      ("{\"id\": \"a b\", \"text\": \"x\"}", "docs.jsonl:2: error: the id is empty or has white"),
      ("{\"id\": 7, \"text\": \"x\"}", "docs.jsonl:2: error: id is not a string"),
      ("{\"id\": \"d9\"}", "docs.jsonl:2: error: the document has no text"),
      ("{\"id\": \"d9\", \"text\": [1]}", "docs.jsonl:2: error: text is not a string"),
      (
        "{\"id\": \"d9\", \"text\": \"x\", \"questions\": \"y\"}",
        "docs.jsonl:2: error: questions is not a list of strings"
      ),
      (
        "{\"id\": \"d9\", \"text\": \"x\", \"questions\": [\"y\", 1]}",
        "docs.jsonl:2: error: questions is not a list of strings"
      ),
      ("{\"id\": \"d1\", \"text\": \"x\"}", "docs.jsonl:2: error: the document id d1 is there"),
      ("[1, 2]", "docs.jsonl:2: error: the line is not a JSON object"),
      ("{\"id\": \"d9\", ", "docs.jsonl:2: error: the line is not JSON"),
    ]
  )
  func wrongDocument(line: String, message: String) throws {
    let documents = "{\"id\": \"d1\", \"text\": \"first\"}\n" + line
    let error = try #require(throws: SetError.self) { try Self.set(documents: documents) }
    #expect(error.description.hasPrefix(message), "\(error)")
  }

  @Test(
    "A wrong line of the judgements is named with its number and what was expected",
    arguments: [
      ("q2 d2 1", "qrels.tsv:2: error: expected three fields between tabs"),
      ("q2\td2", "qrels.tsv:2: error: expected three fields between tabs"),
      ("q2\t\t1", "qrels.tsv:2: error: expected three fields between tabs"),
      ("q2\td2\thigh", "qrels.tsv:2: error: the grade \"high\" is not a whole number"),
      ("q2\td2\t-1", "qrels.tsv:2: error: the grade \"-1\" is not a whole number"),
      ("q1\td1\t1", "qrels.tsv:2: error: query q1 and document d1 are judged twice"),
    ]
  )
  func wrongJudgement(line: String, message: String) throws {
    let error = try #require(throws: SetError.self) {
      try Self.set(judgements: "q1\td1\t1\n\(line)\n")
    }
    #expect(error.description.hasPrefix(message), "\(error)")
  }

  @Test("A query without text or with an id that is taken is an error")
  func wrongQueries() throws {
    let noText = try #require(throws: SetError.self) { try Self.set(queries: "{\"id\": \"q1\"}") }
    #expect(noText.description.hasPrefix("queries.jsonl:1: error: the query has no text"))
    let twice = try #require(throws: SetError.self) {
      try Self.set(queries: Self.queries + "\n{\"id\": \"q1\", \"text\": \"again\"}")
    }
    #expect(twice.description.hasPrefix("queries.jsonl:3: error: the query id q1 is there already"))
  }

  @Test("A set without documents, queries or relevant documents is an error")
  func emptySets() throws {
    let documents = try #require(throws: SetError.self) { try Self.set(documents: "\n") }
    #expect(documents.description.hasPrefix("docs.jsonl: error: there are no documents"))
    let queries = try #require(throws: SetError.self) { try Self.set(queries: "") }
    #expect(queries.description.hasPrefix("queries.jsonl: error: there are no queries"))
    let judgements = try #require(throws: SetError.self) { try Self.set(judgements: "q1\td1\t0") }
    #expect(judgements.description.hasPrefix("qrels.tsv: error: no query of queries.jsonl has"))
  }

  @Test("What is left out is told: unjudged queries, unasked judgements, unknown documents")
  func warnings() throws {
    let set = try Self.set(judgements: "q1\td7\t1\nq3\td1\t1\n")
    #expect(set.questions.map(\.id) == ["q1"])
    #expect(
      set.warnings == [
        "1 queries without a relevant document are left out",
        "1 judged queries are not among the queries",
        "1 relevant documents do not exist and count as not found, such as d7",
      ]
    )
  }

  @Test("Random bytes are an error or a set, never a crash")
  func randomBytes() {
    var random = SeededGenerator(seed: 2)
    let pieces = [
      "{", "}", "\"", "id", ":", "text", ",", "\n", "\t", "\\u", "1", "[", "]", "\u{0}",
    ]
    for _ in 0..<2000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int(random.next() % 40) {
        if random.next() % 4 == 0 {
          bytes.append(UInt8(truncatingIfNeeded: random.next()))
        } else {
          bytes += pieces[Int(random.next() % UInt64(pieces.count))].utf8
        }
      }
      let file = SourceFile(name: "f", bytes: bytes)
      #expect(throws: SetError.self) {
        try RetrievalSet(documents: file, questions: file, judgements: file)
      }
    }
  }
}
