/// The rankings of a set's questions, in their order.
package struct RetrievalRun: Sendable {
  private let questions: [RetrievalSet.Question]
  private let rankings: [[RetrievalSystem.RankedDocument]]

  /// Takes one ranking for each question.
  package init(
    questions: [RetrievalSet.Question],
    rankings: [[RetrievalSystem.RankedDocument]]
  ) {
    precondition(questions.count == rankings.count, "every question has a ranking of its own")
    self.questions = questions
    self.rankings = rankings
  }

  /// The figures averaged over the questions.
  package var metrics: RetrievalMetrics {
    RetrievalMetrics(
      meanOf: zip(questions, rankings).map { question, ranking in
        RetrievalMetrics(ranking: ranking.map(\.id), grades: question.grades)
      }
    )
  }

  /// The rankings as lines `QUESTION Q0 DOCUMENT RANK SCORE TAG`, which is what `trec_eval` reads.
  package func trecLines(tag: String) -> String {
    var lines = ""
    for (question, ranking) in zip(questions, rankings) {
      for (position, document) in ranking.enumerated() {
        lines += "\(question.id) Q0 \(document.id) \(position + 1) \(document.score) \(tag)\n"
      }
    }
    return lines
  }
}
