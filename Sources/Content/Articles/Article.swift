package import TextAnalysis

/// One article of the help centre in one language.
package struct Article: Sendable, Hashable {
  package enum Audience: String, Sendable, Hashable, CaseIterable {
    /// Shown to customers.
    case everyone = "public"
    /// Shown to the shop's own agents only.
    case employees = "internal"
  }

  package let file: String
  /// The name shared by the article's versions in all languages: a-z, 0-9 and hyphens.
  package let id: String
  package let language: Language
  package let title: String
  package let titleLine: Int
  /// The question in customers' words, each with its line in the file.
  package private(set) var questions: [LocatedText]
  package let tags: [String]
  package let audience: Audience
  package let updated: ContentDate?
  package let reviewBy: ContentDate?
  /// The ids of articles on neighbouring subjects.
  package let related: [LocatedText]
  /// The names or addresses of pictures and films that belong to the article.
  package let media: [LocatedText]
  /// The text in Markdown, with facts still as placeholders and LF line endings; never blank.
  package let body: String
  /// The line of the file on which the body starts.
  package let bodyLine: Int
  /// The first paragraph without Markdown, which answers the question by itself.
  package let shortAnswer: String

  /// The article with one more question.
  package func adding(_ question: String) -> Article {
    var article = self
    article.questions.append(LocatedText(question, line: titleLine))
    return article
  }
}
