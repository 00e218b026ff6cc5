import FrontdeskEngine
import TextAnalysis

/// What went wrong: confusions, and every wrong answer.
extension NightlyPage {
  var confusionSection: String {
    guard !report.confusions.isEmpty else { return "" }
    let rows = report.confusions.map { confusion in
      [
        "<th scope=\"row\">\(name(confusion.expected))</th>",
        "<td class=\"text\">\(name(confusion.first))</td>", "<td>\(confusion.count)</td>",
        "<td>\(confusion.answered)</td>",
        "<td class=\"text\">\(confusion.languages.joined(separator: " "))</td>",
        "<td class=\"text wide\">\(quote(confusion.example))</td>",
      ]
    }
    return section(
      "Worst confusions",
      "What was expected, and what came first in its place; “answered” counts those that were not "
        + "caught by asking or declining.",
      table(
        head: ["Expected", "First", "Times", "Answered", "Languages", "Such as"],
        rows: rows,
        style: "figures texts"
      )
    )
  }

  var wrongSection: String {
    let wrong = report.nights.flatMap(\.reported).filter { $0.outcome == .wrong }
    guard !wrong.isEmpty else {
      return section("Wrong answers", "", "<p class=\"note\">None was given.</p>")
    }
    let items = wrong.map { judged in
      let question = judged.question
      let confidence = judged.observation.confidence ?? judged.claim?.confidence
      let spoken =
        judged.observation.language == question.language
        ? "" : " in \(judged.observation.language.code)"
      return "<li>\(quote(question.text))<p><code>\(question.language.code)/"
        + "\(MarkupText.escape(question.id))</code> expected \(name(question.expected)), answered "
        + "\(name(judged.answered ?? judged.observation.kind.rawValue))\(spoken)"
        + (confidence.map { " at \(FixedPoint.text($0, places: 2))" } ?? "") + "</p></li>\n"
    }
    return section(
      "Wrong answers",
      "",
      "<details><summary>\(wrong.count) question\(wrong.count == 1 ? "" : "s")</summary>\n"
        + "<ul class=\"questions\">\(items.joined())</ul></details>"
    )
  }
}
