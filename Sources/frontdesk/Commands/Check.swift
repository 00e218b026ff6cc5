import Content
import Dialogue
import FrontdeskEngine
import JSON

extension Command {
  static let check = Command(
    name: "check",
    summary: "finds what is wrong in a shop's files",
    options: [Check.failOnWarnings, Check.today, .output, .content, .language],
    details: """
      Writes every problem as FILE:LINE: error|warning: what (rule), with FILE:LINE:COLUMN where the
      column is known. Ends with status 0 when there is no error, 1 when there is one, 2 when there
      is no shop to check.
      """,
    examples: [
      Example("frontdesk check", "checks the bundled shop"),
      Example("frontdesk check --content ../shop --fail-on-warnings", "as for a nightly run"),
      Example("frontdesk check --today 2027-06-01", "what will be due for review then"),
      Example("frontdesk check -o json", "writes all problems as one JSON object"),
    ],
    run: { try Check.run($0, $1) }
  )
}

/// Everything that is wrong in a shop's files.
enum Check {
  static let failOnWarnings = Option(
    name: "fail-on-warnings",
    summary: "ends with status 1 for warnings too"
  )
  static let today = Option(
    name: "today",
    value: "DATE",
    expected: "a day as YYYY-MM-DD",
    summary: "the day that counts as today (default: the day it is at the shop)"
  )

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    let isJSON = try arguments.wantsJSON()
    let folder: ContentFolder
    do {
      folder = try OpenShop.folder(arguments)
    } catch let problem as ContentProblem {
      throw UsageError("\(problem.file): \(problem.message)")
    }
    let languages = try arguments.language().map { [$0] }
    let today = try arguments.value(of: Self.today).map { text in
      guard let date = ContentDate(text) else { throw arguments.wrong(text, for: Self.today) }
      return date
    }
    var progress = Progress("languages checked", on: console.errors)
    let problems = ContentCheck.problems(
      in: folder,
      languages: languages,
      today: today
        ?? ContentCheck.day(at: Instant(secondsSinceEpoch: secondsSinceEpoch()), in: folder),
      // Progress that cannot be shown is none to worry about.
      onLanguage: { try? progress.update($0, of: $1) }
    )
    try progress.finish()
    let errors = problems.count { $0.severity == .error }
    let warnings = problems.count - errors
    if isJSON {
      try writeJSON(problems, errors: errors, warnings: warnings, to: console.output)
    } else {
      for problem in problems {
        try console.output.writeLine(line(problem, console.output.style))
      }
      if let note = (try? Shop(folder: folder))?.thresholdNote { try console.log(note) }
      try console.log("\(count(errors, "error")), \(count(warnings, "warning"))")
    }
    let fails = errors > 0 || (arguments.has(failOnWarnings) && warnings > 0)
    return fails ? .failure : .success
  }

  /// `FILE:LINE:COLUMN: SEVERITY: MESSAGE (RULE)`, as compilers write.
  private static func line(_ problem: ContentProblem, _ style: Style) -> String {
    let severity = problem.severity.rawValue
    let shown = problem.severity == .error ? style.red(severity) : style.yellow(severity)
    return "\(VisibleText.clean(problem.place)): \(shown): "
      + "\(VisibleText.clean(problem.message)) \(style.dim("(\(problem.rule))"))"
  }

  private static func writeJSON(
    _ problems: [ContentProblem],
    errors: Int,
    warnings: Int,
    to output: Output
  ) throws {
    var json = JSONWriter()
    json.object { json in
      json.member("errors", errors)
      json.member("warnings", warnings)
      json.key("problems")
      json.array(problems) { json, problem in
        json.object { json in
          json.member("file", problem.file)
          json.member("line", problem.line)
          if let column = problem.column { json.member("column", column) }
          json.member("severity", problem.severity.rawValue)
          json.member("message", problem.message)
          json.member("rule", problem.rule)
        }
      }
    }
    try json.endLine(into: output)
  }

  private static func count(_ number: Int, _ what: String) -> String {
    "\(number) \(what)\(number == 1 ? "" : "s")"
  }
}
