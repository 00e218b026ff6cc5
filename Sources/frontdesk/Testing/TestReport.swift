import Content
import Evaluation
import FrontdeskEngine
import JSON
import Understanding

/// What became of the conversation tests, in text, JSON and JUnit XML.
struct TestReport {
  private typealias FileRuns = (name: String, runs: [ConversationTestRun], updated: Set<Int>)

  private let shop: OpenShop
  private let problems: [ContentProblem]
  private var files: [FileRuns] = []
  /// How long it took.
  var seconds = 0.0

  init(shop: OpenShop, problems: [ContentProblem]) {
    self.shop = shop
    self.problems = problems
  }

  /// Adds the runs of a file; the replies of the updated lines are right by now.
  mutating func add(_ name: String, _ runs: [ConversationTestRun], updatedLines: Set<Int>) {
    files.append((name, runs.map { $0.accepting(updatedLines) }, updatedLines))
  }

  var count: Int { files.reduce(0) { $0 + $1.runs.count } }

  var failed: Int {
    files.reduce(0) { sum, file in sum + file.runs.count { !$0.isPassed } }
  }

  private var updated: Int { files.reduce(0) { $0 + $1.updated.count } }

  var junit: String {
    ConversationTestRun.junit(files.map { ($0.name, $0.runs) }, problems: problems)
  }

  /// Writes problems, failing steps and the line that sums them up.
  func write(to console: Console) throws {
    let output = console.output
    let style = output.style
    for problem in problems {
      try output.writeLine(
        "\(VisibleText.clean(problem.place)): \(style.red("error")): "
          + "\(VisibleText.clean(problem.message)) \(style.dim("(\(problem.rule))"))"
      )
    }
    for file in files {
      for run in file.runs {
        for failure in run.failures {
          let place = VisibleText.clean("\(file.name):\(failure.step.line)")
          let name = VisibleText.clean(run.test.name)
          try output.writeLine("\(place): \(style.red("failed")): \(style.bold(name))")
          for line in try lines(of: failure) { try output.writeLine("  " + line) }
          try output.writeLine()
        }
      }
      if !file.updated.isEmpty {
        let count = Self.counted(file.updated.count, "reply", "replies")
        try output.writeLine("\(VisibleText.clean(file.name)): \(count) updated")
      }
    }
    if count == 0, problems.isEmpty {
      try output.writeLine(
        "there are no tests; expected some in \(ContentFolder.tests)/<language>/*.yml"
      )
    }
    let failing = "\(failed) failed"
    try output.writeLine(
      "\(Self.counted(count, "test", "tests")): \(count - failed) passed, "
        + (failed > 0 ? style.red(failing) : failing)
        + (problems.isEmpty ? "" : ", \(Self.counted(problems.count, "error", "errors")) in files")
        + ", \(FixedPoint.text(seconds, places: 1)) s"
    )
  }

  private static func counted(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }

  private func lines(of failure: ConversationTestRun.Failure) throws -> [String] {
    let lines = [
      "user:     \(failure.question)", "expected: \(failure.expected)",
      "actual:   \(failure.actual)", "why:",
    ]
    return lines.map { VisibleText.clean($0) } + (try why(failure)).map { "  " + $0 }
  }

  /// How the line was understood, and the candidates; without the scores of the best.
  private func why(_ failure: ConversationTestRun.Failure) throws -> [String] {
    guard let reply = failure.reply else { return ["nothing was said"] }
    let report = WhyReport(
      reply: reply,
      knowledgeBase: try shop.knowledgeBase(reply.language),
      levels: shop.engine.shop.levels(reply.language)
    )
    let parts = report.lines.split(separator: "", maxSplits: 2)
    return parts.prefix(2).flatMap { Array($0) }
  }

  /// Writes one object: counts, problems, and every test with its failing steps.
  func writeJSON(to output: Output) throws {
    var json = JSONWriter()
    json.object { json in
      json.member("tests", count)
      json.member("passed", count - failed)
      json.member("failed", failed)
      json.member("updated", updated)
      json.member("seconds", seconds)
      json.key("problems")
      json.array(problems) { json, problem in
        json.object { json in
          json.member("file", problem.file)
          json.member("line", problem.line)
          json.member("message", problem.message)
          json.member("rule", problem.rule)
        }
      }
      json.key("cases")
      json.array(files.flatMap { file in file.runs.map { (file.name, $0) } }) { json, pair in
        let (name, run) = pair
        json.object { json in
          json.member("file", name)
          json.member("line", run.test.line)
          json.member("name", run.test.name)
          json.member("passed", run.isPassed)
          json.key("failures")
          json.array(run.failures) { json, failure in
            json.object { write(failure, to: &$0) }
          }
        }
      }
    }
    try json.endLine(into: output)
  }

  private func write(_ failure: ConversationTestRun.Failure, to json: inout JSONWriter) {
    json.member("line", failure.step.line)
    json.member("user", failure.question)
    json.member("expected", failure.expected)
    json.member("actual", failure.actual)
    json.key("candidates")
    json.array(failure.reply?.interpretation?.candidates.prefix(WhyReport.candidateCount) ?? []) {
      json,
      candidate in
      json.object { json in
        json.member("target", candidate.target.description)
        json.member("confidence", candidate.confidence)
      }
    }
  }
}
