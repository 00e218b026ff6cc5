import Evaluation
import TextAnalysis

extension Command {
  static let evaluateRetrieval = Command(
    name: "eval retrieval",
    summary: "measures search on a labelled set of documents and queries",
    options: [
      EvaluateRetrieval.documents, EvaluateRetrieval.queries, EvaluateRetrieval.judgements,
      .language, EvaluateRetrieval.trecRun, .output,
    ],
    details: """
      docs.jsonl: a JSON object a line with id, title, text and, if there are, questions (a list).
      queries.jsonl: a JSON object a line with id and text.
      qrels.tsv: lines QUERY DOCUMENT GRADE, between tabs; a grade above 0 is relevant.
      Words are corrected and ranked as they are for customers.
      """,
    examples: [
      Example(
        "frontdesk eval retrieval --docs docs.jsonl --queries queries.jsonl --qrels qrels.tsv "
          + "--lang ro",
        "measures search in Romanian"
      ),
      Example(
        "frontdesk eval retrieval --docs d.jsonl --queries q.jsonl --qrels r.tsv --lang en "
          + "--run run.trec",
        "also writes the ten best documents of each query for trec_eval"
      ),
    ],
    run: { try EvaluateRetrieval.run($0, $1) }
  )
}

/// Measures the search on a labelled set.
enum EvaluateRetrieval {
  static let documents = Option(
    name: "docs",
    value: "FILE",
    expected: "a file of documents, docs.jsonl",
    summary: "the documents"
  )
  static let queries = Option(
    name: "queries",
    value: "FILE",
    expected: "a file of queries, queries.jsonl",
    summary: "the queries"
  )
  static let judgements = Option(
    name: "qrels",
    value: "FILE",
    expected: "a file of judgements, qrels.tsv",
    summary: "which document answers which query"
  )
  static let trecRun = Option(
    name: "run",
    value: "FILE",
    expected: "a file to write",
    summary: "writes the rankings here"
  )

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    guard let language = try arguments.language() else {
      throw UsageError("--lang is missing; expected \(Option.language.expected)")
    }
    let isJSON = try arguments.wantsJSON()
    let paths = try [documents, queries, judgements].map { try arguments.required($0) }
    let files = try paths.map { SourceFile(name: $0, bytes: try contents(ofFile: $0)) }
    let set = try RetrievalSet(documents: files[0], questions: files[1], judgements: files[2])
    for warning in set.warnings { try console.log("frontdesk: warning: \(warning)") }

    var system = RetrievalSystem(documents: set.documents, language: language)
    // Once for memory and caches, so that the first questions are not slower than the others.
    for question in set.questions.prefix(100) { _ = system.rank(question.text) }
    let clock = ContinuousClock()
    var elapsed = Duration.zero
    var rankings: [[RetrievalSystem.RankedDocument]] = []
    rankings.reserveCapacity(set.questions.count)
    var progress = Progress("queries", on: console.errors)
    for (done, question) in set.questions.enumerated() {
      elapsed += clock.measure { rankings.append(system.rank(question.text)) }
      if done % 16 == 0 { try progress.update(done, of: set.questions.count) }
    }
    try progress.finish()

    let run = RetrievalRun(questions: set.questions, rankings: rankings)
    if let path = arguments.value(of: trecRun) {
      try write(run.trecLines(tag: "frontdesk"), toFile: path)
    }
    let seconds =
      Double(elapsed.components.attoseconds) * 1e-18 + Double(elapsed.components.seconds)
    let report = RetrievalReport(
      language: language,
      documentCount: set.documents.count,
      questionCount: set.questions.count,
      metrics: run.metrics,
      queriesPerSecond: seconds > 0 ? Double(set.questions.count) / seconds : 0
    )
    try console.output.write(isJSON ? report.json : report.text)
    return .success
  }
}
