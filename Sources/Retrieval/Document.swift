/// What is indexed: an article, or an intent with its examples.
package struct Document: Sendable, Hashable {
  package var id: String
  package var title: String
  /// Sample questions; each is matched alone and the best one counts.
  package var questions: [String]
  package var tags: [String]
  package var body: String

  package init(
    id: String,
    title: String = "",
    questions: [String] = [],
    tags: [String] = [],
    body: String = ""
  ) {
    self.id = id
    self.title = title
    self.questions = questions
    self.tags = tags
    self.body = body
  }
}
