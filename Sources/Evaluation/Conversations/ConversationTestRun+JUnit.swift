package import Content

extension ConversationTestRun {
  /// Runs and problems of files as JUnit XML: a suite for each file, a case for each test.
  package static func junit(
    _ files: [(name: String, runs: [ConversationTestRun])],
    problems: [ContentProblem]
  ) -> String {
    var suites = ""
    for (name, runs) in files {
      let failed = runs.count { !$0.isPassed }
      let classname = MarkupText.escape(name)
      suites += "  <testsuite name=\"\(classname)\" tests=\"\(runs.count)\""
      suites += " failures=\"\(failed)\" errors=\"0\">\n"
      for run in runs {
        suites += "    <testcase classname=\"\(classname)\""
        suites += " name=\"\(MarkupText.escape(run.test.name))\""
        suites += run.isPassed ? "/>\n" : ">\n"
        guard let first = run.failures.first else { continue }
        suites += "      <failure message=\"\(MarkupText.escape(first.expected))\">"
        suites += run.failures.map { failure in
          [
            "\(name):\(failure.step.line)", "user: \(failure.question)",
            "expected \(failure.expected)", "actual   \(failure.actual)",
          ].map(MarkupText.escape).joined(separator: "\n")
        }.joined(separator: "\n")
        suites += "</failure>\n    </testcase>\n"
      }
      suites += "  </testsuite>\n"
    }
    if !problems.isEmpty {
      suites += "  <testsuite name=\"files\" tests=\"\(problems.count)\" failures=\"0\""
      suites += " errors=\"\(problems.count)\">\n"
      for problem in problems {
        suites += "    <testcase classname=\"files\" name=\"\(MarkupText.escape(problem.place))\">"
        suites += "<error message=\"\(MarkupText.escape(problem.message))\"/></testcase>\n"
      }
      suites += "  </testsuite>\n"
    }
    let runs = files.flatMap(\.runs)
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<testsuites name=\"frontdesk test\" tests=\"\(runs.count + problems.count)\""
      + " failures=\"\(runs.count { !$0.isPassed })\" errors=\"\(problems.count)\">\n"
      + suites + "</testsuites>\n"
  }
}
