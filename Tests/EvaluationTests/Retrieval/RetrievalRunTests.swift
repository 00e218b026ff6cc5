import Retrieval
import Testing
import TextAnalysis

@testable import Evaluation

@Suite("Running a retrieval set")
struct RetrievalRunTests {
  private static let documents = [
    Document(id: "hours", title: "Opening hours", body: "We are open from nine to five."),
    Document(
      id: "parcel",
      title: "Delivery",
      questions: ["where is my parcel"],
      body: "Follow the link in the e-mail."
    ),
    Document(id: "return", title: "Returns", body: "Send it back within thirty days."),
  ]

  @Test("The right document is first, and misspelt words are corrected as for customers")
  func ranking() {
    var system = RetrievalSystem(documents: Self.documents, language: .english)
    #expect(system.rank("where is the parcel").first?.id == "parcel")
    #expect(system.rank("oppening huors").first?.id == "hours")
    #expect(system.rank("").isEmpty)
  }

  @Test("At most ten documents are ranked, best first")
  func depth() {
    let documents = (10..<40).map { Document(id: "d\($0)", body: "parcel number \($0) is late") }
    var system = RetrievalSystem(documents: documents, language: .english)
    let ranking = system.rank("late parcel")
    #expect(ranking.count == 10)
    #expect(ranking.map(\.score) == ranking.map(\.score).sorted(by: >))
  }

  @Test("A run is written as trec_eval reads it")
  func trecLines() {
    let questions = [
      RetrievalSet.Question(id: "q1", text: "", grades: ["a": 1]),
      RetrievalSet.Question(id: "q2", text: "", grades: ["a": 1]),
    ]
    let run = RetrievalRun(
      questions: questions,
      rankings: [
        [
          RetrievalSystem.RankedDocument(id: "b", score: 2.5),
          RetrievalSystem.RankedDocument(id: "a", score: 1.25),
        ], [],
      ]
    )
    #expect(
      run.trecLines(tag: "frontdesk") == "q1 Q0 b 1 2.5 frontdesk\nq1 Q0 a 2 1.25 frontdesk\n"
    )
    #expect(run.metrics.mrrAt10 == 0.25)
  }

  @Test("The report says the same as text and as JSON")
  func report() {
    var metrics = RetrievalMetrics()
    metrics.successAt1 = 0.93614
    metrics.recallAt5 = 1
    metrics.mrrAt10 = 0.00004
    metrics.ndcgAt10 = 0.5
    let report = RetrievalReport(
      language: .russian,
      documentCount: 240,
      questionCount: 1190,
      metrics: metrics,
      queriesPerSecond: 8413.649
    )
    #expect(
      report.text == """
        language            ru
        documents           240
        queries             1190
        success@1           0.9361
        recall@5            1.0000
        mrr@10              0.0000
        ndcg@10             0.5000
        queries per second  8413.6

        """
    )
    #expect(
      report.json == """
        {"language":"ru","documents":240,"queries":1190,"success@1":0.9361,"recall@5":1.0000,\
        "mrr@10":0.0000,"ndcg@10":0.5000,"queries_per_second":8413.6}

        """
    )
  }
}
